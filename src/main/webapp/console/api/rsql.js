// Filters as the server reads them: RSQL.

/** @typedef {{ property: string, operator: string, value: string }} Comparison */

/** The operators for each kind of property. */
export const OPERATORS = {
  text: ["==", "!=", "=contains=", "=starts=", "=in=", "=out=", "=lt=", "=gt=", "=null="],
  number: ["==", "!=", "=lt=", "=le=", "=gt=", "=ge=", "=in=", "=null="],
  choice: ["==", "!=", "=in=", "=out=", "=null="],
  flag: ["==", "!=", "=null="],
};

const PLAIN = /^[^"'();,=!~<>\s\\]+$/;

/** @param {string} value */
export function quoted(value) {
  return PLAIN.test(value) ? value : `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/**
 * @param {Comparison} comparison of which the value of a list has commas between its parts
 * @returns {string}
 */
export function comparison({ property, operator, value }) {
  const list = operator === "=in=" || operator === "=out=";
  return `${property}${operator}${list ? `(${value.split(",").map((part) => quoted(part.trim())).join(",")})` : quoted(value)}`;
}

/**
 * Joins filters of which all must hold.
 *
 * @param {string[]} filters
 */
export function all(filters) {
  const given = filters.filter((filter) => filter.trim() !== "");
  return given.length < 2 ? (given[0] ?? "") : given.map((filter) => (parts(filter, ",").length > 1 ? `(${filter})` : filter)).join(";");
}

/**
 * Joins filters of which one must hold.
 *
 * @param {string[]} filters
 */
export function any(filters) {
  return filters.join(",");
}

/**
 * Splits a filter at a separator that is in no quotes and no brackets.
 *
 * @param {string} filter
 * @param {string} separator
 * @returns {string[]}
 */
export function parts(filter, separator) {
  const found = [];
  let [start, depth, quote] = [0, 0, ""];
  for (let i = 0; i < filter.length; i++) {
    const character = filter.charAt(i);
    if (quote !== "") {
      if (character === "\\") i++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === separator && depth === 0) {
      found.push(filter.slice(start, i));
      start = i + 1;
    }
  }
  found.push(filter.slice(start));
  return found.map((part) => part.trim()).filter((part) => part !== "");
}

/**
 * Returns the conditions of a filter that all must hold, as they are written.
 *
 * @param {string} filter
 */
export function conditions(filter) {
  return parts(filter, ",").length > 1 ? [filter] : parts(filter, ";");
}

/**
 * A filter for what somebody looks for, in any of some properties.
 *
 * @param {string} text
 * @param {string[]} properties
 */
export function search(text, properties) {
  return any(properties.map((property) => comparison({ property, operator: "=contains=", value: text })));
}
