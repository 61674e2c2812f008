// Records as a table.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { texts } from "../texts.js";
import { recordAddress } from "./address.js";
import { draw } from "./draw.js";
import { title } from "./names.js";
import { cell, short } from "./shown.js";

/** @typedef {import("../api/records.js").Row} Row */

/**
 * @param {object} table
 * @param {import("../api/catalogue.js").Collection} table.collection
 * @param {Row[]} table.rows
 * @param {string[]} table.columns
 * @param {string} table.sort a property, with a minus for the descending order, or nothing
 * @param {boolean} table.busy
 * @param {Map<string, Row["record"]> | null} table.selected null where nothing can be selected
 * @param {((sort: string | undefined) => void) | null} table.sortBy
 */
export function recordTable({ collection, rows, columns, sort, busy, selected, sortBy }) {
  const properties = columns.flatMap((name) => collection.properties.find((each) => each.name === name) ?? []);
  // The key comes first, as the way to the record.
  const others = properties.filter(({ name }) => name !== collection.keyProperty);
  const choose = (/** @type {Row} */ row, /** @type {boolean} */ on) => {
    if (on) selected?.set(row.key, row.record);
    else selected?.delete(row.key);
    draw();
  };
  const every = selected !== null && rows.every(({ key }) => selected.has(key));
  const some = selected !== null && rows.some(({ key }) => selected.has(key));
  const head = (/** @type {import("../api/catalogue.js").Property} */ { name, kind }) => {
    if (sortBy === null || kind === "json") return html`<th scope="col">${title(name)}</th>`;
    const [up, down] = [sort === name, sort === `-${name}`];
    return html`<th scope="col" aria-sort=${up ? "ascending" : down ? "descending" : "none"}>
      <button type="button" @click=${() => sortBy(up ? `-${name}` : down ? undefined : name)}>${title(name)}<span aria-hidden="true">${up ? " ↑" : down ? " ↓" : ""}</span></button>
    </th>`;
  };
  const keyProperty = collection.properties.find(({ name }) => name === collection.keyProperty);
  return html`<div class="table" tabindex="0" role="region" aria-label=${title(collection.name)}>
    <table aria-busy=${busy}>
      <thead><tr>
        ${selected === null ? nothing : html`<th class="check"><input type="checkbox" aria-label=${texts.browse.selectAll} .checked=${every} .indeterminate=${some && !every} @change=${(/** @type {Event} */ event) =>
          rows.forEach((row) => choose(row, /** @type {HTMLInputElement} */ (event.target).checked))}></th>`}
        ${keyProperty === undefined ? html`<th scope="col">${texts.key}</th>` : head(keyProperty)}
        ${others.map(head)}
      </tr></thead>
      <tbody>${repeat(rows, ({ key }) => key, (row) => html`<tr class=${selected?.has(row.key) ? "chosen" : ""}>
        ${selected === null ? nothing : html`<td class="check"><input type="checkbox" aria-label=${texts.browse.select(short(row.key))} .checked=${selected.has(row.key)} @change=${(/** @type {Event} */ event) =>
          choose(row, /** @type {HTMLInputElement} */ (event.target).checked)}></td>`}
        <th scope="row"><a href=${recordAddress(collection.name, row.key)}><bdi>${short(row.key)}</bdi></a></th>
        ${others.map((property) => html`<td class=${property.kind}>${cell(property, row.record.get(property.name))}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}
