// Whether the server would let somebody do something: by the description's x-callers, and the few rules of the contract that a
// route alone does not tell (http-api.md, "Who may call").

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./session.js").User} User */

const ROLES = ["public", "user", "admin", "god", "supergod"];

export class Rights {
  /** @param {Catalogue} catalogue @param {User} user */
  constructor(catalogue, user) {
    this.catalogue = catalogue;
    this.user = user;
  }

  /**
   * The limit within which the role may call a route, or null if it may not.
   *
   * @param {string} method
   * @param {string} path a template
   * @returns {string | null}
   */
  limit(method, path) {
    const callers = this.catalogue.callers(method, path);
    const own = ROLES.slice(0, ROLES.indexOf(this.user.role) + 1).reverse();
    const row = own.find((role) => callers[role] !== undefined);
    return row === undefined ? null : (callers[row] ?? null);
  }

  /**
   * Whether a record may be read, added, changed or deleted.
   *
   * @param {string} method
   * @param {string} collection
   * @param {import("./patch.js").Properties | null} [record] where a rule asks for it
   */
  may(method, collection, record = null) {
    const one = this.catalogue.find(collection)?.shape !== "single" && method !== "POST";
    const limit = this.limit(method, `/api/${collection}${one ? "/{key}" : ""}`);
    if (limit === null) return false;
    if (record === null || limit === "all") return true;
    if (limit.includes("caller's own")) return this.owns(collection, record);
    if (collection === "users" && limit.includes("supergod")) return record.get("role") !== "supergod";
    return true;
  }

  /** @param {string} method @param {string} path */
  can(method, path) {
    return this.limit(method, path) !== null;
  }

  /** @param {string} collection */
  mayList(collection) {
    return this.can("GET", `/api/${collection}`);
  }

  /** @param {string} collection */
  mayBulk(collection) {
    return this.can("POST", `/api/${collection}/bulk`);
  }

  /** @param {string} collection @param {import("./patch.js").Properties} record */
  owns(collection, record) {
    return record.get(collection === "users" ? "id" : "userId") === this.user.id;
  }

  /**
   * Whether a property may be changed: the own user not in role, tenant and ownership, instance owners by the supergod alone.
   *
   * @param {string} collection
   * @param {string} property
   */
  mayChange(collection, property) {
    if (collection !== "users" || this.user.role === "supergod") return true;
    if (property === "isInstanceOwner") return false;
    return this.user.role === "god" || !["role", "tenantId"].includes(property);
  }
}
