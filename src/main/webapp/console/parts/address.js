// Where the console is: all that a page shows is in the address after the #, so that it can be sent to somebody.
import { query } from "../api/paths.js";

/** @typedef {{ path: string[], parameters: Record<string, string> }} Place */

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const [path = "", parameters = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { path: path.split("/").filter((part) => part !== "").map(decoded), parameters: Object.fromEntries(new URLSearchParams(parameters)) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string[]} path
 * @param {Record<string, string | undefined>} [parameters]
 * @returns {string} an address for a link
 */
export function address(path, parameters = {}) {
  return `#/${path.map(encodeURIComponent).join("/")}${query(parameters)}`;
}

/** @param {string} collection @param {string} key */
export const recordAddress = (collection, key) => address(["record", collection, key]);

/** @param {string} collection @param {Record<string, string | undefined>} [parameters] */
export const listAddress = (collection, parameters) => address(["list", collection], parameters);

/** @param {string} to an address @param {boolean} [instead] whether the way back leaves out where we are now */
export function go(to, instead = false) {
  if (instead) {
    history.replaceState(null, "", to);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}
