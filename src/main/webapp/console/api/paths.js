// Where a record is, whatever its key has in it.

const UNSAFE = /[/\\\u0000-\u001f\u007f]/;

/**
 * @param {string} collection
 * @param {string} key
 * @param {string} [rest] what comes after the key, such as /sessions
 */
export function recordPath(collection, key, rest = "") {
  const plain = key !== "." && key !== ".." && key !== "-" && !UNSAFE.test(key);
  return plain ? `/api/${collection}/${encodeURIComponent(key)}${rest}` : `/api/${collection}/-${rest}?key=${encodeURIComponent(key)}`;
}

/**
 * @param {Record<string, string | undefined>} parameters
 * @returns {string} a query with its question mark, or nothing
 */
export function query(parameters) {
  const given = Object.entries(parameters).filter((entry) => entry[1] !== undefined && entry[1] !== "");
  return given.length === 0 ? "" : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&")}`;
}
