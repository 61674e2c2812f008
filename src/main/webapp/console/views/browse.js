// A collection as a table. All that it shows is in its address: columns, order, filter, page.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { all, search } from "../api/rsql.js";
import { list } from "../api/records.js";
import { address, go, listAddress } from "../parts/address.js";
import { known } from "../parts/app.js";
import { columnsMenu, defaultColumns } from "../parts/columns.js";
import { copyText } from "../parts/copy.js";
import { curl } from "../parts/curl.js";
import { problemBox } from "../parts/faults.js";
import { filterBar } from "../parts/filter.js";
import { title } from "../parts/names.js";
import { recordTable } from "../parts/table.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";
import { deleteSelected, changeSelected } from "./bulk.js";

/** @typedef {import("../api/catalogue.js").Collection} Collection */
/** @typedef {import("../parts/address.js").Place} Place */

const LIMITS = ["20", "50", "200"];

/**
 * @param {Collection} collection
 * @param {Place} first
 * @returns {import("../parts/app.js").View}
 */
export function browseView(collection, first) {
  const { rights } = known();
  const { name, shape } = collection;
  const paged = shape !== "data";
  const task = new Task();
  let { parameters } = first;
  let page = /** @type {import("../api/records.js").Page | null} */ (null);
  let stop = new AbortController();
  /** @type {Map<string, import("../api/patch.js").Properties>} what is selected, also on other pages */
  const selected = new Map();

  const columns = () => (parameters.columns === undefined ? defaultColumns(collection) : parameters.columns.split(",").filter((column) => collection.properties.some((each) => each.name === column)));
  const texted = () => collection.properties.filter(({ kind }) => kind === "text" || kind === "reference").map((each) => each.name);
  const asked = () => {
    const { filter = "", search: looked = "", sort, after, before, count, limit = "50" } = parameters;
    const fields = [...new Set([...(collection.keyProperty === "" ? [] : [collection.keyProperty]), ...columns()])].join(",");
    return { filter: all([filter, looked === "" ? "" : search(looked, texted())]), sort, fields, after, before, count, limit };
  };

  const load = () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    void task.run(async () => {
      page = await list(collection, asked(), signal);
    });
  };

  /** @param {Record<string, string | undefined>} changed what begins a new list begins on its first page */
  const show = (changed) => go(listAddress(name, { ...parameters, after: undefined, before: undefined, ...changed }));
  const reload = () => {
    selected.clear();
    load();
  };

  const filterFault = () => {
    const fault = task.problem?.faults.find(({ pointer }) => pointer === "/filter");
    // With a search beside it the filter may have been sent in brackets.
    const shift = asked().filter.startsWith("(") && !parameters.filter?.startsWith("(") ? 1 : 0;
    return fault === undefined ? undefined : { ...fault, column: (fault.column ?? 1) - shift };
  };
  const bulkBar = () => {
    if (selected.size === 0) return nothing;
    return html`<div class="selection" role="region" aria-label=${texts.bulk.label}>
      <strong>${texts.bulk.selected(selected.size)}</strong>
      <button type="button" @click=${() => changeSelected(collection, selected, reload)}>${texts.bulk.change}</button>
      <button type="button" class="danger" @click=${() => deleteSelected(collection, selected, reload)}>${texts.bulk.remove}</button>
      <button type="button" class="quiet" @click=${() => { selected.clear(); task.run(async () => undefined); }}>${texts.bulk.none}</button>
    </div>`;
  };

  const empty = () => {
    const narrowed = Boolean(parameters.filter || parameters.search);
    return html`<div class="empty">
      <p>${narrowed ? texts.browse.nothingMatches : texts.browse.empty(title(name))}</p>
      ${narrowed ? html`<button type="button" @click=${() => show({ filter: undefined, search: undefined })}>${texts.browse.clear}</button>` : nothing}
    </div>`;
  };

  const turn = (/** @type {Record<string, string> | null | undefined} */ to) => to && show(to);
  const foot = () => html`<footer class="pages">
    <span class="dim">${page === null ? "" : page.total !== null ? texts.browse.total(page.rows.length, page.total) : texts.browse.rows(page.rows.length)}</span>
    ${paged && page?.total === null ? html`<button type="button" class="quiet" @click=${() => show({ count: "true", after: parameters.after, before: parameters.before })}>${texts.browse.count}</button>` : nothing}
    <span class="grow"></span>
    ${paged ? html`
      <label class="inline">${texts.browse.perPage}
        <select @change=${(/** @type {Event} */ event) => show({ limit: /** @type {HTMLSelectElement} */ (event.target).value })}>
          ${LIMITS.map((each) => html`<option ?selected=${each === (parameters.limit ?? "50")}>${each}</option>`)}
        </select>
      </label>
      <button type="button" ?disabled=${!parameters.after && !parameters.before} @click=${() => show({})}>${texts.browse.first}</button>
      <button type="button" ?disabled=${!page?.previous} @click=${() => turn(page?.previous)}>‹ ${texts.browse.previous}</button>
      <button type="button" ?disabled=${!page?.next} @click=${() => turn(page?.next)}>${texts.browse.next} ›</button>` : nothing}
  </footer>`;

  load();
  return {
    title: title(name),
    follow: (place) => {
      if (place.path[0] !== "list" || place.path[1] !== name) return false;
      parameters = place.parameters;
      load();
      return true;
    },
    close: () => stop.abort(),
    keys: {
      n: () => rights.may("POST", name) && go(address(["new", name])),
      "/": () => document.querySelector(/** @type {"input"} */ ("input[type=search]"))?.focus(),
      "]": () => turn(page?.next),
      "[": () => turn(page?.previous),
      r: load,
    },
    actions: () => html`
      <button type="button" @click=${() => copyText(texts.browse.curl, curl(`/api/${name}`, paged ? asked() : {}))}>${texts.browse.curl}</button>
      ${columnsMenu(collection, columns(), (chosen) => show({ columns: chosen, after: parameters.after, before: parameters.before }))}
      ${(shape === "list" ? rights.may("POST", name) : rights.may("PUT", name)) ? html`<a class="button primary" href=${address(["new", name])}>${texts.browse.add}</a>` : nothing}`,
    body: () => html`<div class="stack">
      ${paged ? filterBar({ collection, filter: parameters.filter ?? "", search: parameters.search ?? "", searchable: texted().length > 0, fault: parameters.filter ? filterFault() : undefined, show }) : nothing}
      ${filterFault() === undefined || (parameters.filter ?? "") === "" ? problemBox(task.problem, { again: load }) : nothing}
      ${bulkBar()}
      ${page === null ? (task.busy ? html`<p class="dim">${texts.loading}</p>` : nothing)
        : page.rows.length === 0 ? empty()
        : recordTable({ collection, rows: page.rows, columns: columns(), sort: parameters.sort ?? "", busy: task.busy || task.problem !== null, selected: rights.mayBulk(name) ? selected : null, sortBy: paged ? (sort) => show({ sort }) : null })}
      ${foot()}
    </div>`,
  };
}
