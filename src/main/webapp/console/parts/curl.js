// The call that a page makes, for a shell.
import { query } from "../api/paths.js";

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {string} path @param {Record<string, string | undefined>} parameters */
export function curl(path, parameters) {
  return `curl -H "Authorization: Bearer $(cat data/service-token)" ${quoted(`${location.origin}${path}${query(parameters)}`)}`;
}
