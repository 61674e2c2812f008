import {
  ConflictError,
  configureDatabase,
  currentUser,
  Database,
  DatabaseError,
  type DatabaseConfiguration,
  DB_KEYS,
  ForbiddenError,
  hashPassword,
  InvalidError,
  login,
  UnavailableError,
  type User,
  verifyPassword,
} from "../src/index.js";
import { sha512 } from "../src/sha512.js";
import { equal, rejects } from "./check.js";

/** Each promise of the class, by name; all of them run in Node and in a browser, against a real server. */
export type Cases = { readonly [name: string]: () => Promise<void> };

const SHA_512_OF_ABC =
  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

function user(id: string, more: Partial<User> = {}): User {
  return { id, username: id, email: `${id}@builder.com`, role: "user", createdAt: 1, ...more };
}

/** As it comes back: in the order of the contract. */
function stored({ id, username, email, role, profilePicture, bio, createdAt, isInstanceOwner }: User): User {
  return {
    id,
    username,
    email,
    role,
    ...(profilePicture === undefined ? {} : { profilePicture }),
    ...(bio === undefined ? {} : { bio }),
    createdAt,
    ...(isInstanceOwner === undefined ? {} : { isInstanceOwner }),
  };
}

export function cases(how: DatabaseConfiguration): Cases {
  const fetching = how.fetch ?? globalThis.fetch.bind(globalThis);

  /** The server, with something that happens to requests on their way. */
  function through(fetch: typeof globalThis.fetch, more: DatabaseConfiguration = {}): void {
    configureDatabase({ ...how, fetch, ...more });
  }

  const all: { [name: string]: () => Promise<void> } = {
    async "users: get, set, add, update, delete"() {
      await Database.setUsers([user("a"), user("b", { bio: "first" })]);
      await Database.addUser(user("c"));
      equal(await Database.getUsers(), [user("a"), user("b", { bio: "first" }), user("c")].map(stored));
      await Database.updateUser("b", { bio: undefined, role: "admin" });
      equal((await Database.getUsers())[1], stored(user("b", { role: "admin" })));
      await Database.deleteUser("a");
      equal(
        (await Database.getUsers()).map(({ id }) => id),
        ["b", "c"],
      );
    },

    async "an unknown record is neither updated nor deleted, and nobody is told of an error"() {
      const errors: unknown[] = [];
      configureDatabase({ ...how, onError: (error) => errors.push(error) });
      await Database.updateUser("nobody", { bio: "x" });
      await Database.deleteUser("nobody");
      await Database.deleteComment("nothing");
      await Database.updateSchema("none", { label: "x" });
      await Database.togglePackageEnabled("none", true);
      await Database.uninstallPackage("none");
      await Database.deletePasswordResetToken("nobody");
      await Database.deletePackageData("none");
      equal(errors, []);
      equal(await Database.getUsers(), []);
    },

    async "the whole record may be given as updates, and undefined clears an optional property"() {
      await Database.setUsers([user("a", { bio: "old", profilePicture: "p" })]);
      const [whole] = await Database.getUsers();
      await Database.updateUser("a", { ...whole!, bio: undefined, email: "new@builder.com" });
      equal(await Database.getUsers(), [stored(user("a", { profilePicture: "p", email: "new@builder.com" }))]);
    },

    async "a changed username is a rename that takes the password along"() {
      await Database.setUsers([user("a")]);
      await Database.setCredential("a", await hashPassword("secret"));
      await Database.updateUser("a", { username: "z" });
      equal(Object.keys(await Database.getCredentials()), ["z"]);
      equal(await Database.verifyCredentials("z", "secret"), true);
    },

    async "set with two records of one key keeps the last at the first one's place"() {
      await Database.setUsers([user("a", { bio: "first" }), user("b"), user("a", { bio: "last" })]);
      equal(
        (await Database.getUsers()).map(({ id, bio }) => [id, bio ?? ""]),
        [["a", "last"], ["b", ""]],
      );
      await Database.setCssClasses([
        { name: "x", classes: ["1"] },
        { name: "x", classes: ["2"] },
      ]);
      equal(await Database.getCssClasses(), [{ name: "x", classes: ["2"] }]);
    },

    async "add of a key that exists replaces in a map and rejects in a list"() {
      const node = { id: "n", type: "box", childIds: [], order: 1, pageId: "p" };
      await Database.addComponentNode(node);
      await Database.addComponentNode({ ...node, type: "text" });
      equal(await Database.getComponentHierarchy(), { n: { ...node, type: "text" } });
      const config = { id: "n", componentId: "n", props: {}, styles: {}, events: {} };
      await Database.addComponentConfig(config);
      await Database.addComponentConfig({ ...config, props: { a: 1 } });
      equal(await Database.getComponentConfigs(), { n: { ...config, props: { a: 1 } } });
      await Database.addUser(user("a"));
      const error = await rejects(Database.addUser(user("a")), ConflictError, /the key "a" exists/);
      equal([error.kind, error.status, error.problems[0]?.pointer], ["conflict", 409, "/id"]);
      equal((await Database.getUsers()).length, 1);
    },

    async "a credential may come before its user, and may be the empty string"() {
      await Database.setCredential("early", await hashPassword("secret"));
      await Database.addUser(user("early"));
      equal(await Database.verifyCredentials("early", "secret"), true);
      await Database.setCredential("early", "");
      equal(await Database.getCredentials(), { early: "" });
      equal(await Database.verifyCredentials("early", ""), false);
    },

    async "flags and timestamps of unknown usernames are kept"() {
      await Database.setFirstLoginFlag("ghost", true);
      await Database.setFirstLoginFlag("other", false);
      await Database.setPasswordChangeTimestamps({ ghost: 12 });
      await Database.setPasswordResetToken("ghost", "token");
      equal(await Database.getFirstLoginFlags(), { ghost: true, other: false });
      equal(await Database.getPasswordChangeTimestamps(), { ghost: 12 });
      equal(await Database.getPasswordResetTokens(), { ghost: "token" });
      await Database.deletePasswordResetToken("ghost");
      equal(await Database.getPasswordResetTokens(), {});
    },

    async "component maps have keys apart from ids, records without id, and undeclared properties"() {
      const node = { type: "box", childIds: [], order: 1, pageId: "p" };
      const map = { one: { id: "other", ...node }, two: { ...node, children: [{ deep: [null, 1.5] }] } };
      await Database.setComponentHierarchy(map as never);
      equal(await Database.getComponentHierarchy(), map);
      await Database.updateComponentNode("two", { order: 7 });
      equal((await Database.getComponentHierarchy())["two"], { ...map.two, order: 7 , children: map.two.children });
      await Database.deleteComponentNode("one");
      equal(Object.keys(await Database.getComponentHierarchy()), ["two"]);
    },

    async "keys such as __proto__ and constructor are data like any other"() {
      const config = '{"componentId":"c","props":{"__proto__":{"a":1}},"styles":{},"events":{}}';
      const text = `{"__proto__":${config},"constructor":${config},"toString":${config}}`;
      await Database.setComponentConfigs(JSON.parse(text));
      equal(JSON.stringify(await Database.getComponentConfigs()), text);
      await Database.updateComponentConfig("__proto__", JSON.parse('{"__proto__":5}'));
      equal(
        JSON.stringify(Object.getOwnPropertyDescriptor(await Database.getComponentConfigs(), "__proto__")?.value),
        config.replace(/}$/, ',"__proto__":5}'),
      );
      await Database.setFirstLoginFlag("__proto__", true);
      equal(JSON.stringify(await Database.getFirstLoginFlags()), '{"__proto__":true}');
      await Database.deleteComponentConfig("constructor");
      equal(Object.keys(await Database.getComponentConfigs()), ["__proto__", "toString"]);
    },

    async "every key reaches its record"() {
      const ids = ["a b", "ä/ö", "-", ".", "..", "a\\b", "50%", "?#&+", "日本", "key=1"];
      await Database.setUsers(ids.map((id, i) => ({ ...user(id), username: `u${i}`, email: `e${i}` })));
      for (const id of ids) {
        await Database.updateUser(id, { bio: `of ${id}` });
      }
      equal(
        (await Database.getUsers()).map(({ id, bio }) => [id, bio]),
        ids.map((id) => [id, `of ${id}`]),
      );
      await Database.setCredential("a/b", await hashPassword("x"));
      equal(await Database.verifyCredentials("a/b", "x"), true);
      await rejects(Database.deleteUser("\ud800"), InvalidError);
    },

    async "writes that nobody awaits leave in the order of their calls, and a read sees them"() {
      const config = { id: "app", schemas: [], workflows: [], luaScripts: [], pages: [], theme: { colors: {}, fonts: {} } };
      let slow = true;
      through(async (input, init) => {
        // The first is the slowest.
        if (slow) {
          slow = false;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return fetching(input, init);
      });
      const changing = { ...config, name: "" };
      for (let i = 0; i < 20; i++) {
        changing.name = `version ${i}`;
        void Database.setAppConfig(changing);
      }
      changing.name = "changed after the calls";
      equal((await Database.getAppConfig())?.name, "version 19");
    },

    async "what is read twice before it has left is asked for once, and each caller has it for himself"() {
      const asked: string[] = [];
      through(async (input, init) => {
        asked.push(`${init?.method} ${String(input).replace(/.*\/api\//, "")}`);
        return fetching(input, init);
      });
      const [one, other] = await Promise.all([Database.getUsers(), Database.getUsers(), Database.getPages()]);
      equal(asked.splice(0), ["GET users", "GET pages"]);
      equal(one !== other, true);
      const before = Database.getUsers();
      void Database.addUser(user("a"));
      const after = Database.getUsers();
      // A write does not wait for reads: what the first of them sees may be either.
      await before;
      equal([(await after).length, (await Database.getUsers()).length], [1, 1]);
      equal(asked.splice(0).sort(), ["GET users", "GET users", "GET users", "POST users"]);
      const same = [rejects(Database.verifyCredentials("a", 1 as never), InvalidError), rejects(Database.verifyCredentials("a", 1 as never), InvalidError)];
      await Promise.all(same);
      equal(asked.length, 2, "a POST that reads");
    },

    async "a write that fails does not hold up the next"() {
      const failed = Database.addUser({ ...user("a"), role: "emperor" as never });
      const next = Database.addUser(user("b"));
      const error = await rejects(failed, InvalidError, /role/);
      equal(error.problems[0]?.pointer, "/role");
      await next;
      equal((await Database.getUsers()).length, 1);
    },

    async "packages: install twice, toggle, uninstall, data"() {
      const one = { packageId: "p", installedAt: 1, version: "1.0", enabled: true };
      await Database.installPackage(one);
      await Database.installPackage({ ...one, version: "2.0" });
      equal(await Database.getInstalledPackages(), [one]);
      await Database.togglePackageEnabled("p", false);
      await Database.setInstalledPackages([...(await Database.getInstalledPackages()), { ...one, packageId: "q" }]);
      equal(
        (await Database.getInstalledPackages()).map(({ packageId, enabled }) => [packageId, enabled]),
        [["p", false], ["q", true]],
      );
      await Database.uninstallPackage("p");
      equal(await Database.getPackageData("p"), {});
      await Database.setPackageData("p", { rows: [1, { a: null }] });
      equal(await Database.getPackageData("p"), { rows: [1, { a: null }] });
      await Database.deletePackageData("p");
      await Database.deletePackageData("p");
      equal(await Database.getPackageData("p"), {});
    },

    async "workflows, scripts, pages, schemas and comments: the five methods each"() {
      await Database.setUsers([user("a")]);
      const workflow = { id: "w", name: "W", nodes: [{ id: "n", type: "lua", label: "L", config: {}, position: { x: 1, y: 2 } }], edges: [], enabled: true };
      await Database.setWorkflows([]);
      await Database.addWorkflow(workflow as never);
      await Database.updateWorkflow("w", { enabled: false });
      equal(await Database.getWorkflows(), [{ ...workflow, enabled: false }]);
      await Database.deleteWorkflow("w");
      const script = { id: "s", name: "S", code: "return 1", parameters: [{ name: "x", type: "number" }] };
      await Database.setLuaScripts([script]);
      await Database.addLuaScript({ ...script, id: "t" });
      await Database.updateLuaScript("t", { returnType: "number" });
      await Database.deleteLuaScript("s");
      equal(await Database.getLuaScripts(), [{ ...script, id: "t", returnType: "number" }]);
      const page = { id: "p", path: "/", title: "P", level: 1 as const, componentTree: [], requiresAuth: false };
      await Database.setPages([page]);
      await Database.addPage({ ...page, id: "q" });
      await Database.updatePage("q", { requiredRole: "god" });
      await Database.deletePage("p");
      equal(await Database.getPages(), [{ ...page, id: "q", requiredRole: "god" }]);
      const schema = { name: "book", fields: [{ name: "title", type: "string" }], displayName: "undeclared" };
      await Database.setSchemas([schema as never]);
      await Database.addSchema({ ...schema, name: "shelf" } as never);
      await Database.updateSchema("shelf", { label: "Shelf" });
      await Database.deleteSchema("book");
      equal(await Database.getSchemas(), [{ name: "shelf", label: "Shelf", fields: schema.fields, displayName: "undeclared" }]);
      const comment = { id: "c", userId: "a", content: "hello", createdAt: 1 };
      await Database.setComments([comment]);
      await Database.addComment({ ...comment, id: "d", parentId: "c" });
      await Database.updateComment("d", { content: "changed", updatedAt: 2 });
      await Database.deleteComment("c");
      equal((await Database.getComments()).map(({ id, content }) => [id, content]), [["d", "changed"]]);
      await rejects(Database.addComment({ ...comment, id: "e", userId: "nobody" }), ConflictError, /there is no User/);
    },

    async "CSS classes, dropdowns, tenants and power transfer requests"() {
      await Database.addCssCategory({ name: "Layout", classes: ["flex"] });
      await Database.updateCssCategory("Layout", ["grid", "block"]);
      equal(await Database.getCssClasses(), [{ name: "Layout", classes: ["grid", "block"] }]);
      await Database.deleteCssCategory("Layout");
      const dropdown = { id: "d", name: "status", label: "Status", options: [{ value: "a", label: "A" }] };
      await Database.setDropdownConfigs([]);
      await Database.addDropdownConfig(dropdown);
      await Database.updateDropdownConfig("d", { ...dropdown, label: "State" });
      equal(await Database.getDropdownConfigs(), [{ ...dropdown, label: "State" }]);
      await Database.deleteDropdownConfig("d");
      await Database.setUsers([user("a"), user("b")]);
      const tenant = { id: "t", name: "T", ownerId: "a", createdAt: 1 };
      await Database.setTenants([]);
      await Database.addTenant(tenant);
      await Database.updateTenant("t", { homepageConfig: { pageId: "p" } });
      equal(await Database.getTenants(), [{ ...tenant, homepageConfig: { pageId: "p" } }]);
      await Database.deleteTenant("t");
      const request = { id: "r", fromUserId: "a", toUserId: "b", status: "pending" as const, createdAt: 1, expiresAt: 2 };
      await Database.setPowerTransferRequests([]);
      await Database.addPowerTransferRequest(request);
      await Database.updatePowerTransferRequest("r", { status: "accepted" });
      equal(await Database.getPowerTransferRequests(), [{ ...request, status: "accepted" }]);
      await Database.deletePowerTransferRequest("r");
      equal(await Database.getPowerTransferRequests(), []);
    },

    async "singletons are null where there is none"() {
      equal(await Database.getAppConfig(), null);
      equal(await Database.getSMTPConfig(), null);
      equal(await Database.getSuperGod(), null);
      const smtp = { host: "h", port: 25, secure: false, username: "u", password: "p", fromEmail: "e", fromName: "n" };
      await Database.setSMTPConfig(smtp);
      equal(await Database.getSMTPConfig(), smtp);
    },

    async "transferSuperGodPower rejects with the contract's two messages"() {
      await Database.setUsers([user("a", { role: "supergod", isInstanceOwner: true }), user("b")]);
      await rejects(Database.transferSuperGodPower("a", "nobody"), DatabaseError, "User not found");
      await rejects(Database.transferSuperGodPower("b", "a"), ForbiddenError, "Only supergod can transfer power");
      await Database.transferSuperGodPower("a", "b");
      equal((await Database.getSuperGod())?.id, "b");
    },

    async "god credentials: expiry, duration, reset, visible"() {
      equal([await Database.getGodCredentialsExpiry(), await Database.getGodCredentialsExpiryDuration()], [0, 3_600_000]);
      equal(await Database.shouldShowGodCredentials(), true);
      await Database.setGodCredentialsExpiry(5);
      await Database.setGodCredentialsExpiryDuration(1000);
      equal([await Database.getGodCredentialsExpiry(), await Database.getGodCredentialsExpiryDuration()], [5, 1000]);
      equal(await Database.shouldShowGodCredentials(), false);
      await Database.resetGodCredentialsExpiry();
      equal((await Database.getGodCredentialsExpiry()) > 1_000_000, true);
    },

    async "initializeDatabase takes initial passwords, gives those it made, and is safe several at once"() {
      const made: { [username: string]: string }[] = [];
      const options = { passwords: { supergod: "chosen" }, onInitialPasswords: (given: { [name: string]: string }) => void made.push(given) };
      await Promise.all([1, 2, 3].map(() => Database.initializeDatabase(options)));
      equal(made.map((given) => Object.keys(given).sort()), [["admin", "demo", "god"]]);
      equal((await Database.getUsers()).map(({ id }) => id), ["user_supergod", "user_god", "user_admin", "user_demo"]);
      equal(await Database.verifyCredentials("supergod", "chosen"), true);
      equal(await Database.verifyCredentials("god", made[0]!["god"]!), true);
    },

    async "an export is JSON text that comes in again"() {
      await Database.setUsers([user("a"), user("b")]);
      await Database.setComments([{ id: "c", userId: "b", content: "x", createdAt: 1 }]);
      const text = await Database.exportDatabase();
      await Database.clearDatabase();
      equal(await Database.getUsers(), []);
      const report = await Database.importDatabase(text);
      equal([report.sections["users"]?.added, report.mends.length], [2, 0]);
      equal(await Database.exportDatabase(), text);
    },

    async "an old export comes in mended, and what was mended is told"() {
      const report = await Database.importDatabase(
        JSON.stringify({
          users: [user("a", { bio: "first" }), user("b"), user("a", { bio: "last" })],
          comments: [{ id: "c", userId: "gone", content: "x", createdAt: 1 }],
        }),
      );
      equal((await Database.getUsers()).map(({ id, bio }) => [id, bio ?? ""]), [["a", "last"], ["b", ""]]);
      equal(await Database.getComments(), []);
      equal(report.mends.map(({ pointer }) => pointer).sort(), ["/comments/0", "/users/0"]);
    },

    async "an import that can't be mended rejects with an Error that a person can read, and changes nothing"() {
      await Database.setUsers([user("a")]);
      const error = await rejects(Database.importDatabase('{"users": [\n  {"id": "x"}\n]}'), InvalidError, /username/);
      equal([error.problems[0]?.line, error.problems[0]?.column, error instanceof Error], [2, 3, true]);
      await rejects(
        Database.importDatabase('{\n  "users": nonsense'),
        InvalidError,
        /^Failed to import database: Invalid JSON at line 2, column 12\. /,
      );
      equal((await Database.getUsers()).length, 1);
    },

    async "the messages that an app shows begin as those of the old class, whatever the reason"() {
      await Database.setUsers([user("a"), user("b")]);
      await rejects(Database.transferSuperGodPower("a", "nobody"), DatabaseError, /^User not found/);
      await rejects(Database.transferSuperGodPower("nobody", "a"), DatabaseError, /^User not found/);
      await rejects(Database.transferSuperGodPower("a", "b"), DatabaseError, /^Only supergod can transfer power/);
      for (const text of ["", "nonsense", "{", '{"users": []}}', "null x"]) {
        await rejects(Database.importDatabase(text), DatabaseError, /^Failed to import database: Invalid JSON/);
      }
      for (const text of ["null", "[]", '"text"', '{"users": 1}', '{"users": [{}]}', '{"comments": [{"id": 1}]}']) {
        await rejects(Database.importDatabase(text), InvalidError, /^Failed to import database: (?!Invalid JSON)/);
      }
      let tried = 0;
      through(() => (tried++, Promise.reject(new TypeError("network"))));
      await rejects(Database.importDatabase("{}"), UnavailableError, "Failed to import database: The server can't be reached.");
      equal(tried, 4);
      // A proxy's own page, with success and without.
      for (const status of [200, 404, 500]) {
        through(() => Promise.resolve(new Response("<html>", { status, headers: { "Content-Type": "text/html" } })));
        await rejects(Database.importDatabase("{}"), DatabaseError, /^Failed to import database: The answer had the status \d+ and was not/);
      }
      configureDatabase(how);
      equal(await Database.verifyCredentials("nobody", "x"), false);
      equal((await Database.getUsers()).length, 2);
    },

    async "what comes back is the caller's own, and holds no null"() {
      await Database.setUsers([user("a")]);
      const first = await Database.getUsers();
      first[0]!.username = "changed by the caller";
      equal((await Database.getUsers())[0]?.username, "a");
      equal("bio" in (await Database.getUsers())[0]!, false);
    },

    async "reads are tried again when the server can't be reached, writes are not unless they have a key"() {
      const methods: string[] = [];
      let failures = 0;
      through(async (input, init) => {
        methods.push(`${init?.method} ${new Headers(init?.headers).has("Idempotency-Key")}`);
        if (failures > 0) {
          failures--;
          throw new TypeError("network");
        }
        return fetching(input, init);
      });
      failures = 2;
      equal(await Database.getUsers(), []);
      equal(methods.splice(0), ["GET false", "GET false", "GET false"]);
      failures = 1;
      await rejects(Database.setUsers([]), UnavailableError, "The server can't be reached.");
      equal(methods.splice(0), ["PUT false"]);
    },

    async "a POST whose answer was lost is sent again and done once"() {
      let lost = 1;
      through(async (input, init) => {
        const response = await fetching(input, init);
        if (init?.method === "POST" && lost-- > 0) {
          await response.text();
          throw new TypeError("connection lost");
        }
        return response;
      });
      await Database.addUser(user("a"));
      equal((await Database.getUsers()).length, 1);
    },

    async "a time-out and an abort reach fetch"() {
      const never: typeof fetch = (_, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
      through(never, { timeout: 30 });
      await rejects(Database.getUsers(), UnavailableError, "The server did not answer within 30 ms.");
      const abort = new AbortController();
      through(never, { signal: abort.signal });
      const waiting = Database.getUsers();
      setTimeout(() => abort.abort(new RangeError("enough")), 10);
      await rejects(waiting, RangeError, "enough");
      await rejects(Database.getUsers(), RangeError, "enough");
    },

    async "onError is told of errors that nobody awaits"() {
      const errors: unknown[] = [];
      configureDatabase({ ...how, onError: (error) => errors.push(error) });
      Database.addUser({ id: "x" } as User).catch(() => undefined);
      await Database.getUsers();
      equal(errors.map((error) => (error as DatabaseError).kind), ["invalid"]);
    },

    async "an answer that is not the server's own is an error, not an empty database"() {
      const page = (status: number) => async () =>
        new Response("<html></html>", { status, headers: { "Content-Type": "text/html" } });
      through(page(200) as typeof fetch);
      await rejects(Database.getAppConfig(), DatabaseError, /baseUrl/);
      through(page(404) as typeof fetch);
      await rejects(Database.getAppConfig(), DatabaseError, /baseUrl/);
    },

    async "passwords are hashed as the server takes them, with Web Crypto and without"() {
      equal(await hashPassword("abc"), SHA_512_OF_ABC);
      for (const text of ["", "abc", "x".repeat(111), "x".repeat(112), "x".repeat(128), "päss wörd 日本 😀".repeat(20)]) {
        const hex = Array.from(sha512(new TextEncoder().encode(text)), (byte) => byte.toString(16).padStart(2, "0")).join("");
        equal(hex, await hashPassword(text));
      }
      equal(await Database.verifyCredentials("nobody", "x"), false);
      equal([await verifyPassword("abc", SHA_512_OF_ABC), await verifyPassword("abd", SHA_512_OF_ABC), await verifyPassword("", "")], [true, false, false]);
      await Database.setCredential("u", SHA_512_OF_ABC);
      const kept = (await Database.getCredentials())["u"]!;
      equal(kept.startsWith("PBKDF2"), true);
      if (globalThis.crypto.subtle === undefined) {
        await rejects(verifyPassword("abc", kept), Error, /verifyCredentials works everywhere/);
      } else {
        equal([await verifyPassword("abc", kept), await verifyPassword("x", kept)], [true, false]);
      }
    },

    async "a session counts where nothing else is configured"() {
      configureDatabase({ ...how, token: "x".repeat(32) });
      await rejects(login("a", "b"), InvalidError, /neither a token nor a username/);
      if (globalThis.location === undefined) {
        configureDatabase({ baseUrl: "http://127.0.0.1:9" });
        await rejects(login("a", "b"), InvalidError, /kept by a browser/);
      }
      configureDatabase(how);
      // The service token is no user's.
      equal(await currentUser(), null);
    },

    async "DB_KEYS has the 22 keys of old"() {
      equal([Object.keys(DB_KEYS).length, DB_KEYS.USERS, DB_KEYS.GOD_CREDENTIALS_EXPIRY_DURATION], [22, "db_users", "db_god_credentials_expiry_duration"]);
    },

    async "the class has the 94 methods"() {
      equal(Object.getOwnPropertyNames(Database).filter((name) => !["length", "name", "prototype"].includes(name)).length, 94);
    },
  };

  return Object.fromEntries(
    Object.entries(all).map(([name, test]) => [
      name,
      async () => {
        configureDatabase(how);
        await Database.clearDatabase();
        await test();
      },
    ]),
  );
}
