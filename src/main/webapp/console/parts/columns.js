// Which columns a table has.
import { html } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { title } from "./names.js";

const MOST = 6;

/** @typedef {import("../api/catalogue.js").Collection} Collection */

/** @param {Collection} collection those that a person reads: no JSON, and not too many */
export function defaultColumns(collection) {
  const plain = collection.properties.filter(({ kind }) => kind !== "json");
  return (plain.length === 0 ? collection.properties : plain).slice(0, MOST).map(({ name }) => name);
}

/**
 * @param {Collection} collection
 * @param {string[]} columns
 * @param {(columns: string | undefined) => void} choose
 */
export function columnsMenu(collection, columns, choose) {
  const toggle = (/** @type {string} */ name) => {
    const chosen = collection.properties.map((each) => each.name).filter((each) => (each === name ? !columns.includes(each) : columns.includes(each)));
    choose(chosen.join(",") === defaultColumns(collection).join(",") ? undefined : chosen.join(","));
  };
  if (collection.properties.length === 0) return "";
  return html`<details class="menu" @keydown=${closeOnEscape} @focusout=${closeOutside}>
    <summary class="button">${texts.browse.columns}</summary>
    <div role="group" aria-label=${texts.browse.columns}>
      ${collection.properties.map(({ name }) => html`<label class="check"><input type="checkbox" .checked=${columns.includes(name)} ?disabled=${name === collection.keyProperty || (columns.length === 1 && columns[0] === name)} @change=${() => toggle(name)}>${title(name)}</label>`)}
    </div>
  </details>`;
}

/** @param {KeyboardEvent} event */
function closeOnEscape(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key === "Escape" && menu.open) {
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
}

/** @param {FocusEvent} event */
function closeOutside(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}
