// Names of collections and properties for people.
import { texts } from "../texts.js";

/** @param {string} name such as luaScripts @returns {string} such as Lua scripts */
export function title(name) {
  const known = /** @type {Record<string, string>} */ (texts.names)[name];
  if (known !== undefined) return known;
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
