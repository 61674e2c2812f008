// How a value is shown where it is not edited.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { JsonNumber, write } from "../api/json.js";
import { shown } from "../api/times.js";
import { texts } from "../texts.js";
import { recordAddress } from "./address.js";

/** @typedef {import("../api/json.js").Json} Json */

const MOST = 160;

/** @param {string} text */
export const short = (text) => (text.length > MOST ? `${[...text.slice(0, MOST)].slice(0, -1).join("")}…` : text);

/**
 * @param {import("../api/catalogue.js").Property} property
 * @param {Json | undefined} value
 */
export function cell(property, value) {
  if (value === undefined) return html`<span class="none" aria-label=${texts.unset}>–</span>`;
  if (property.kind === "time" && value instanceof JsonNumber) return html`<time title=${value.source}>${shown(value.source)}</time>`;
  if (property.kind === "flag") return value === true ? html`<span class="yes">${texts.yes}</span>` : html`<span class="none">${texts.no}</span>`;
  if (property.kind === "choice") return html`<span class="tag">${value}</span>`;
  if (property.kind === "reference" && typeof value === "string") return html`<a href=${recordAddress(property.target, value)}>${short(value)}</a>`;
  if (typeof value === "string") return html`<span dir="auto">${short(value)}</span>`;
  if (Array.isArray(value)) return html`<span class="dim">${texts.items(value.length)}</span>`;
  if (value instanceof Map) return html`<span class="dim">${texts.properties(value.size)}</span>`;
  return write(value);
}

/** @param {Json | undefined} value */
export function whole(value) {
  if (value === undefined) return html`<span class="none">${texts.unset}</span>`;
  return html`<pre dir="auto">${typeof value === "string" ? value : write(value, true)}</pre>`;
}

/** @param {number} bytes */
export function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

export { nothing };
