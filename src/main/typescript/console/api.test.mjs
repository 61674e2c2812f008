// What the console makes of JSON, of changes and of filters: no server is needed. `npm run test:console`.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { consoleModule } from "./modules.mjs";

const { JsonFault, parse, parseObject, same, write } = await consoleModule("api/json.js");
const { changes, differences, merge } = await consoleModule("api/patch.js");
const { Draft } = await consoleModule("api/draft.js");
const { all, comparison, conditions, search } = await consoleModule("api/rsql.js");
const { recordPath } = await consoleModule("api/paths.js");
const { fromLocal, toLocal } = await consoleModule("api/times.js");
const { digest } = await consoleModule("api/sha512.js");
const { Catalogue } = await consoleModule("api/catalogue.js");
const { Rights } = await consoleModule("api/rights.js");
const { samples } = await consoleModule("api/metrics.js");

test("JSON comes back byte by byte", () => {
  for (const text of [
    "12345678901234567890", "1e400", "-0", "0.10000000000000000001", "1.0", "1E+2", '"\\u0000"', '"\\ud800"', '"\\"\\\\/"', "null", "[]", "{}",
    '{"b":1,"2":2,"1":3,"__proto__":{"a":1e400},"constructor":null}', '[1,[2,{"a":[true,false,null]}]]', `"${"x".repeat(100_000)}"`, '"שלום 😀"',
    `${"[".repeat(1000)}${"]".repeat(1000)}`,
  ]) {
    assert.equal(write(parse(text)), text);
    assert.equal(write(parse(write(parse(text), true))), text);
  }
});

test("a text that is no JSON is told with its place", () => {
  for (const [text, line, column] of [
    ["", 1, 1], ["{", 1, 2], ['{"a":1,}', 1, 8], ['{\n  "a": 1\n  "b": 2\n}', 3, 3], ['"😀" x', 1, 5], ["[1,]", 1, 4], ["01", 1, 2], ['"\t"', 1, 1],
    ['{"a":1,"a":2}', 1, 8], ["nul", 1, 1], ["+1", 1, 1], ["NaN", 1, 1], ["'a'", 1, 1], ["[1] 2", 1, 5], ['"\\x"', 1, 1],
  ]) {
    assert.throws(() => parse(text), (fault) => fault instanceof JsonFault && fault.line === line && fault.column === column, text);
  }
});

test("a PATCH has what was changed and nothing else", () => {
  const before = parseObject('{"id":"a","n":12345678901234567890,"e":1e400,"o":{"b":1,"a":2},"gone":1,"name":"x"}');
  const draft = new Draft([property("id"), property("name"), property("bio", "text", false)], before);
  assert.equal(write(changes(before, draft.result({ required: "" }).record)), "{}");
  draft.type(property("name"), "y");
  draft.type(draft.properties.find(({ name }) => name === "gone"), null);
  draft.type(draft.properties.find(({ name }) => name === "n"), "12345678901234567891");
  const { record, faults } = draft.result({ required: "" });
  assert.equal(faults.size, 0);
  assert.equal(write(changes(before, record)), '{"name":"y","n":12345678901234567891,"gone":null}');
  draft.type(property("name"), "x");
  draft.type(draft.properties.find(({ name }) => name === "n"), "12345678901234567890");
  assert.equal(write(changes(before, draft.result({ required: "" }).record)), '{"gone":null}');
});

test("an order of properties that was changed is a change", () => {
  assert.equal(same(parse('{"a":1,"b":2}'), parse('{"b":2,"a":1}')), false);
  assert.equal(same(parse("1.0"), parse("1")), false);
  assert.equal(same(parse('{ "a" : [ 1 ] }'), parse('{"a":[1]}')), true);
});

test("a form tells what is missing and what is no value", () => {
  const draft = new Draft([property("id"), property("level", "number"), property("nodes", "json"), property("at", "time", false)], new Map());
  draft.type(property("level", "number"), "1,5");
  draft.type(property("nodes", "json"), "[\n1,]");
  const { faults } = draft.result({ required: "missing" });
  assert.deepEqual([...faults.keys()], ["id", "level", "nodes"]);
  assert.equal(faults.get("id").message, "missing");
  assert.deepEqual([faults.get("nodes").line, faults.get("nodes").column], [2, 3]);
});

test("three versions go together", () => {
  const [base, theirs, mine] = ['{"a":1,"b":1,"c":1,"d":1}', '{"a":2,"b":1,"c":2,"d":1,"e":1e400}', '{"a":1,"b":2,"c":3}'].map(parseObject);
  const found = differences(base, theirs, mine);
  assert.deepEqual(found.map(({ name, clash }) => [name, clash]), [["a", false], ["b", false], ["c", true], ["d", false], ["e", false]]);
  assert.equal(write(merge(theirs, found, new Set())), '{"a":2,"b":2,"c":3,"e":1e400}');
  assert.equal(write(merge(theirs, found, new Set(["c", "d"]))), '{"a":2,"b":2,"c":2,"d":1,"e":1e400}');
});

test("filters are built as the server reads them", () => {
  assert.equal(comparison({ property: "bio", operator: "==", value: 'a "b" \\ (c);d,e' }), 'bio=="a \\"b\\" \\\\ (c);d,e"');
  assert.equal(comparison({ property: "bio", operator: "==", value: "" }), 'bio==""');
  assert.equal(comparison({ property: "role", operator: "=in=", value: "god, admin" }), "role=in=(god,admin)");
  assert.equal(all(["a==1,b==2", "", "c==3"]), "(a==1,b==2);c==3");
  assert.equal(all(["a==1,b==2"]), "a==1,b==2");
  assert.deepEqual(conditions('a=="x;y";b=in=(1,2);c==3'), ['a=="x;y"', "b=in=(1,2)", "c==3"]);
  assert.deepEqual(conditions("a==1;b==2,c==3"), ["a==1;b==2,c==3"]);
  assert.equal(search("x y", ["a", "b"]), 'a=contains="x y",b=contains="x y"');
});

test("every key has a path", () => {
  assert.equal(recordPath("users", "a b%😀"), "/api/users/a%20b%25%F0%9F%98%80");
  for (const key of [".", "..", "-", "a/b", "a\\b"]) {
    assert.equal(recordPath("users", key, "/sessions"), `/api/users/-/sessions?key=${encodeURIComponent(key)}`);
  }
});

test("times go both ways to the millisecond", () => {
  for (const ms of ["0", "1795950930232", "-62135510400", "999"]) {
    assert.equal(fromLocal(toLocal(ms)), ms);
  }
  assert.equal(toLocal("9223372036854775807"), "");
  assert.equal(toLocal("1e3"), "");
});

test("SHA-512 without Web Crypto is that of Node", () => {
  for (const text of ["", "abc", "x".repeat(111), "x".repeat(112), "x".repeat(300), "päss 😀"]) {
    assert.equal(digest(new TextEncoder().encode(text)), createHash("sha512").update(text).digest("hex"));
  }
});

/** As /openapi has it: a model that the console has never heard of. */
const DESCRIPTION = {
  paths: {
    "/api/books": { get: { responses: { 200: answer({ type: "array", items: { $ref: "#/components/schemas/Book" } }) }, "x-callers": { user: "all" } }, put: { "x-callers": { god: "all" } }, "x-collection": { key: "isbn", references: [{ property: "author", collection: "people", onDelete: "set_null" }, { property: "owner", collection: "people", onDelete: "cascade" }] } },
    "/api/books/{key}": { patch: { "x-callers": { user: "the caller's own", god: "all" } } },
    "/api/people": { get: { responses: { 200: answer({ type: "array", items: { $ref: "#/components/schemas/Person" } }) } }, put: {} },
    "/api/people/{key}": {},
    "/api/database/statistics": { get: { responses: { 200: answer({ $ref: "#/components/schemas/Person" }) } } },
  },
  components: { schemas: {
    Book: { type: "object", required: ["isbn", "owner"], properties: { isbn: { type: "string" }, author: { type: "string" }, owner: { type: "string" }, at: { type: "integer", "x-time": "ms" }, pages: { type: "integer" }, kind: { $ref: "#/components/schemas/Kind" }, tags: { type: "array" }, pin: { type: "string", format: "password" } } },
    Person: { type: "object", properties: { id: { type: "string", description: "The key." } } },
    Kind: { type: "string", enum: ["a", "b"] },
  } },
};

function answer(schema) {
  return { content: { "application/json": { schema } } };
}

test("the description tells what there is and who may do what", () => {
  const catalogue = new Catalogue(DESCRIPTION);
  assert.deepEqual(catalogue.collections.map(({ name, shape, keyProperty }) => [name, shape, keyProperty]), [["books", "list", "isbn"], ["people", "list", "id"]]);
  const kinds = catalogue.find("books").properties.map(({ name, kind, target, goes, secret }) => [name, kind, target, goes, secret].join(" ").trim());
  assert.deepEqual(kinds, ["isbn text  true false", "author reference people false false", "owner reference people true false", "at time  false false", "pages number  false false", "kind choice  false false", "tags json  false false", "pin text  false true"]);
  assert.deepEqual(catalogue.referencesTo("people").map(({ property }) => property.name), ["author", "owner"]);
  const may = (role, method, record = null) => new Rights(catalogue, { id: "me", username: "me", role }).may(method, "books", record);
  assert.deepEqual(["public", "user", "supergod"].map((role) => new Rights(catalogue, { id: "me", username: "me", role }).mayList("books")), [false, true, true]);
  assert.deepEqual([may("user", "PATCH", new Map([["userId", "me"]])), may("user", "PATCH", new Map([["userId", "you"]])), may("god", "PATCH", new Map([["userId", "you"]])), may("public", "PATCH"), may("supergod", "DELETE")], [true, false, true, false, false]);
});

test("metrics are read with their labels", () => {
  assert.deepEqual(samples('# TYPE a counter\na_total{x="1",y="b\\"c"} 2.0\nb 1.5E3\n'), [
    { name: "a_total", labels: { x: "1", y: 'b\\"c' }, value: 2 },
    { name: "b", labels: {}, value: 1500 },
  ]);
});

function property(name, kind = "text", required = true) {
  return { name, kind, required, choices: [], target: "", goes: false, secret: false, what: kind };
}
