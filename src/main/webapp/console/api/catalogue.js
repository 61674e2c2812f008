// What the server has, read from its OpenAPI description: a model that is added there is in the console without a line.
import { call } from "./http.js";

/** @typedef {"text" | "number" | "time" | "flag" | "choice" | "reference" | "json"} Kind */

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {Kind} kind
 * @property {boolean} required
 * @property {string[]} choices of an enumeration
 * @property {string} target the collection that a reference leads to
 * @property {boolean} goes whether the record goes when what it refers to is deleted; otherwise the reference is unset
 * @property {boolean} secret
 * @property {string} what it must be: a type for people
 */

/** @typedef {"list" | "map" | "data" | "single"} Shape a list of records, a map of them, a map of objects without pages, or one record at most */

/**
 * @typedef {object} Collection
 * @property {string} name
 * @property {string} model
 * @property {Shape} shape
 * @property {string} keyProperty empty where the key is not in the record
 * @property {Property[]} properties
 */

/** @typedef {{ collection: Collection, property: Property }} Reference */
/** @typedef {Record<string, any>} Node */

export class Catalogue {
  /** @param {Node} description an OpenAPI document */
  constructor(description) {
    this.description = description;
    const order = Object.keys(this.schema("DatabaseImport").properties ?? {});
    const place = (/** @type {string} */ name) => (order.includes(name) ? order.indexOf(name) : order.length);
    const names = Object.keys(description.paths).flatMap((path) => /^\/api\/([^/]+)$/.exec(path)?.[1] ?? []);
    /** @type {Collection[]} */
    this.collections = names.sort((one, other) => place(one) - place(other)).flatMap((name) => this.collection(name) ?? []);
    for (const each of this.collections) {
      for (const property of each.properties) {
        const model = property.target;
        property.target = this.collections.find((one) => one.model === model || one.name === model)?.name ?? "";
        if (property.kind === "reference" && property.target === "") property.kind = "text";
      }
    }
  }

  /** @param {string} name @returns {Node} */
  schema(name) {
    return this.description.components.schemas[name] ?? {};
  }

  /** @param {Node | undefined} node @returns {Node} */
  resolved(node) {
    return node?.$ref === undefined ? (node ?? {}) : this.schema(node.$ref.split("/").pop());
  }

  /** @param {string} name @returns {Collection | undefined} */
  collection(name) {
    const path = this.description.paths[`/api/${name}`];
    const answer = path.get?.responses["200"]?.content?.["application/json"]?.schema;
    const records = this.description.paths[`/api/${name}/{key}`] !== undefined;
    if (answer === undefined || path.put === undefined) return undefined;
    const item = records ? (answer.items ?? answer.additionalProperties) : answer;
    const schema = this.resolved(item);
    if (item?.$ref === undefined || schema.type !== "object") return undefined;
    const properties = Object.entries(schema.properties ?? {}).map(([key, node]) => this.property(key, node, schema.required ?? []));
    const shape = !records ? "single" : answer.items !== undefined ? "list" : schema.properties === undefined ? "data" : "map";
    const extension = path["x-collection"] ?? {};
    for (const { property, collection, onDelete } of extension.references ?? []) {
      const found = properties.find((each) => each.name === property);
      if (found !== undefined) Object.assign(found, { kind: "reference", target: collection, goes: onDelete !== "set_null" });
    }
    // A server that does not tell by the extension tells by its descriptions.
    const keyed = Object.entries(schema.properties ?? {}).find(([key, node]) => key === extension.key || node.description === "The key.");
    return { name, model: item.$ref.split("/").pop(), shape, keyProperty: shape === "list" ? (keyed?.[0] ?? "id") : "", properties };
  }

  /**
   * @param {string} name
   * @param {Node} given
   * @param {string[]} required
   * @returns {Property}
   */
  property(name, given, required) {
    const node = this.resolved(given);
    const text = given.description ?? "";
    const target = /^The key of an? (\w+)\.$/.exec(text)?.[1] ?? "";
    /** @type {Kind} */
    const kind =
      node.enum !== undefined ? "choice"
      : target !== "" ? "reference"
      : node.type === "boolean" ? "flag"
      : node.type === "string" ? "text"
      : given["x-time"] === "ms" || text.startsWith("Milliseconds since 1970") ? "time"
      : node.type === "integer" || node.type === "number" ? "number"
      : "json";
    const range = node.minimum !== undefined && node.maximum < 2 ** 31 - 1 ? ` ${node.minimum}–${node.maximum}` : "";
    return { name, kind, required: required.includes(name), choices: node.enum ?? [], target, goes: required.includes(name), secret: given.format === "password", what: (node.type ?? "json") + range };
  }

  /** @param {string} name @returns {Collection | undefined} */
  find(name) {
    return this.collections.find((each) => each.name === name);
  }

  /** @param {string} name @returns {Reference[]} the properties that lead to a collection */
  referencesTo(name) {
    return this.collections.flatMap((collection) =>
      collection.properties.filter((property) => property.target === name).map((property) => ({ collection, property })),
    );
  }

  /**
   * Tells who may call a route.
   *
   * @param {string} method
   * @param {string} path a template, such as /api/users/{key}
   * @returns {Record<string, string>} the lowest roles, each with its limit
   */
  callers(method, path) {
    return this.description.paths[path]?.[method.toLowerCase()]?.["x-callers"] ?? {};
  }
}

/** @returns {Promise<Catalogue>} */
export async function readCatalogue() {
  return new Catalogue(JSON.parse((await call({ path: "/openapi?format=JSON", quiet: true })).text));
}
