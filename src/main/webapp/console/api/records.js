// Records and lists of them, as the server has them.
import { call } from "./http.js";
import { JsonNumber, parse, parseObject, write } from "./json.js";
import { query, recordPath } from "./paths.js";

/** @typedef {import("./catalogue.js").Collection} Collection */
/** @typedef {import("./patch.js").Properties} Properties */
/** @typedef {{ key: string, record: Properties }} Row */
/** @typedef {{ rows: Row[], total: number | null, next: Record<string, string> | null, previous: Record<string, string> | null }} Page */
/** @typedef {{ record: Properties, tag: string | null }} Stored */

/**
 * @typedef {object} PageQuery
 * @property {string} [filter]
 * @property {string} [sort]
 * @property {string} [fields]
 * @property {string} [limit]
 * @property {string} [after]
 * @property {string} [before]
 * @property {string} [count]
 */

/**
 * @param {Collection} collection
 * @param {PageQuery} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<Page>}
 */
export async function list(collection, asked, signal) {
  const path = `/api/${collection.name}${collection.shape === "data" ? "" : query({ ...asked })}`;
  const { text, headers } = await call({ path, ...(signal && { signal }) });
  const value = parse(text);
  const pairs = value instanceof Map ? [...value] : (Array.isArray(value) ? value : []).map((each) => /** @type {const} */ ([null, each]));
  const rows = pairs.flatMap(([key, record]) => (record instanceof Map ? [{ key: key ?? keyOf(collection, record), record }] : []));
  const total = headers.get("X-Total-Count");
  const link = headers.get("Link") ?? "";
  return { rows, total: total === null ? null : Number(total), next: position(link, "next"), previous: position(link, "prev") };
}

/**
 * @param {Collection} collection
 * @param {Properties} record
 */
export function keyOf(collection, record) {
  const key = record.get(collection.keyProperty === "" ? "id" : collection.keyProperty);
  return typeof key === "string" ? key : "";
}

/** @param {string} link @param {string} relation */
function position(link, relation) {
  const target = new RegExp(`<([^>]*)>\\s*;\\s*rel="?${relation}"?`).exec(link)?.[1];
  if (target === undefined) return null;
  const parameters = new URLSearchParams(target.slice(target.indexOf("?") + 1));
  return Object.fromEntries([...parameters].filter(([name]) => name === "after" || name === "before"));
}

/** @param {Collection} collection @param {string} key */
function pathOf(collection, key) {
  return collection.shape === "single" ? `/api/${collection.name}` : recordPath(collection.name, key);
}

/** @param {Collection} collection @param {string} key @returns {Promise<Stored>} */
export async function get(collection, key) {
  const { text, headers } = await call({ path: pathOf(collection, key) });
  return { record: parseObject(text), tag: headers.get("ETag") };
}

/**
 * Stores what was changed if the record is still the one with the tag.
 *
 * @param {Collection} collection
 * @param {string} key
 * @param {Properties} changed
 * @param {string | null} tag
 */
export async function patch(collection, key, changed, tag) {
  await call({ method: "PATCH", path: pathOf(collection, key), body: write(changed), headers: condition(tag) });
}

/**
 * Makes a record be as given: of a model without PATCH, or a new one in a map.
 *
 * @param {Collection} collection
 * @param {string} key
 * @param {Properties} record
 * @param {string | null} tag null for a record that must be new
 */
export async function put(collection, key, record, tag) {
  await call({ method: "PUT", path: pathOf(collection, key), body: write(record), headers: tag === null ? { "If-None-Match": "*" } : condition(tag) });
}

/**
 * @param {Collection} collection
 * @param {Properties} record
 * @param {string} once an Idempotency-Key: a call without an answer can be made again with it
 */
export async function add(collection, record, once) {
  await call({ method: "POST", path: `/api/${collection.name}`, body: write(record), headers: { "Idempotency-Key": once } });
}

/** @param {Collection} collection @param {string} key @param {string | null} tag */
export async function remove(collection, key, tag) {
  await call({ method: "DELETE", path: pathOf(collection, key), headers: condition(tag) });
}

/**
 * @param {Collection} collection
 * @param {{ op: string, key: string, record?: Properties }[]} operations all or none
 */
export async function bulk(collection, operations) {
  const body = write(operations.map((each) => new Map(/** @type {[string, import("./json.js").Json][]} */ (Object.entries(each)))));
  await call({ method: "POST", path: `/api/${collection.name}/bulk`, body });
}

/** @param {Collection} collection @param {string} filter @returns {Promise<number>} how many records it is true of */
export async function count(collection, filter) {
  return (await list(collection, { filter, limit: "1", count: "true", fields: collection.properties[0]?.name ?? "" })).total ?? 0;
}

/** @param {string | null} tag @returns {Record<string, string>} */
function condition(tag) {
  return tag === null ? {} : { "If-Match": tag };
}

/** @param {import("./json.js").Json | undefined} value @returns {string} */
export function plain(value) {
  return typeof value === "string" ? value : value instanceof JsonNumber ? value.source : value === undefined ? "" : write(value);
}
