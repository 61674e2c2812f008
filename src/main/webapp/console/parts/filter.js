// What a list is narrowed to: words to look for, conditions built by clicking, and RSQL as it is written.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { all, comparison, conditions, OPERATORS } from "../api/rsql.js";
import { fromLocal } from "../api/times.js";
import { texts } from "../texts.js";
import { draw } from "./draw.js";
import { title } from "./names.js";

/** @typedef {import("../api/catalogue.js").Property} Property */

/** The condition that is being built, and the filter that is being written. */
const making = { open: false, property: "", operator: "==" };

/** @param {Property} property */
function operatorsOf({ kind }) {
  return kind === "number" || kind === "time" ? OPERATORS.number : kind === "choice" ? OPERATORS.choice : kind === "flag" ? OPERATORS.flag : OPERATORS.text;
}

/**
 * @param {object} bar
 * @param {import("../api/catalogue.js").Collection} bar.collection
 * @param {string} bar.filter
 * @param {string} bar.search
 * @param {boolean} bar.searchable
 * @param {import("../api/http.js").Fault | undefined} bar.fault of the filter
 * @param {(changed: Record<string, string | undefined>) => void} bar.show
 */
export function filterBar({ collection, filter, search, searchable, fault, show }) {
  const properties = collection.properties.filter(({ kind }) => kind !== "json");
  const apply = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    show({ filter: String(given.get("filter") ?? "").trim() || undefined, search: String(given.get("search") ?? "").trim() || undefined });
  };
  const found = conditions(filter);
  return html`<section class="filter" aria-label=${texts.filter.label}>
    <form class="row" @submit=${apply}>
      ${searchable ? html`<input type="search" name="search" aria-label=${texts.filter.search} placeholder=${texts.filter.search} dir="auto" .value=${live(search)} maxlength="200">` : nothing}
      <input name="filter" class="code grow" aria-label=${texts.filter.rsql} placeholder=${texts.filter.example(properties[0]?.name ?? "id")} .value=${live(filter)} maxlength="2000" spellcheck="false" autocomplete="off"
        aria-invalid=${fault !== undefined} aria-describedby=${fault === undefined ? nothing : "filter-fault"}>
      <button>${texts.filter.apply}</button>
      <button type="button" aria-expanded=${making.open} @click=${() => { making.open = !making.open; draw(); }}>${texts.filter.add}</button>
    </form>
    ${fault === undefined ? nothing : faultAt(filter, fault)}
    ${making.open && properties.length > 0 ? builder(properties, (condition) => show({ filter: all([...found, condition]) })) : nothing}
    ${found.length === 0 && search === "" ? nothing : html`<ul class="chips" aria-label=${texts.filter.conditions}>
      ${search === "" ? nothing : chip(texts.filter.searched(search), () => show({ search: undefined }))}
      ${found.map((each, i) => chip(each, () => show({ filter: found.filter((_, j) => j !== i).join(";") || undefined })))}
    </ul>`}
  </section>`;
}

/** @param {string} text @param {() => void} remove */
function chip(text, remove) {
  return html`<li><code>${text}</code><button type="button" class="quiet" aria-label=${texts.filter.remove(text)} @click=${remove}>✕</button></li>`;
}

/**
 * Shows the filter with a mark where the server could not read on.
 *
 * @param {string} filter
 * @param {import("../api/http.js").Fault} fault
 */
function faultAt(filter, { column, detail }) {
  const characters = [...filter];
  const at = Math.min(characters.length, (column ?? 1) - 1);
  return html`<div class="problem" id="filter-fault" role="alert">
    ${filter === "" ? nothing : html`<pre>${characters.slice(0, at).join("")}<mark>${characters.slice(at).join("") || " "}</mark></pre>`}
    <p>${texts.filter.fault(column ?? 1)} ${detail}</p>
  </div>`;
}

/** @param {Property[]} properties @param {(condition: string) => void} add */
function builder(properties, add) {
  const property = properties.find(({ name }) => name === making.property) ?? /** @type {Property} */ (properties[0]);
  const operators = operatorsOf(property);
  const operator = operators.includes(making.operator) ? making.operator : "==";
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const value = String(new FormData(form).get("value") ?? "");
    const timed = property.kind === "time" && value.includes("T");
    add(comparison({ property: property.name, operator, value: timed ? fromLocal(value) : value }));
    form.reset();
  };
  const chosen = (/** @type {"property" | "operator"} */ what) => (/** @type {Event} */ event) => {
    making[what] = /** @type {HTMLSelectElement} */ (event.target).value;
    draw();
  };
  const choices = operator === "=null=" ? [["true", texts.filter.absent], ["false", texts.filter.present]]
    : property.kind === "flag" ? [["true", texts.yes], ["false", texts.no]]
    : property.kind === "choice" && !operator.includes("i") && !operator.includes("o") ? property.choices.map((each) => [each, each])
    : null;
  return html`<form class="row" @submit=${submit}>
    <select aria-label=${texts.filter.property} @change=${chosen("property")}>${properties.map(({ name }) => html`<option value=${name} ?selected=${name === property.name}>${title(name)}</option>`)}</select>
    <select aria-label=${texts.filter.operator} @change=${chosen("operator")}>${operators.map((each) => html`<option value=${each} ?selected=${each === operator}>${/** @type {Record<string, string>} */ (texts.filter.operators)[each] ?? each}</option>`)}</select>
    ${choices !== null
      ? html`<select name="value" aria-label=${texts.filter.value}>${choices.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`
      : property.kind === "time" && !operator.includes("in") ? html`<input name="value" type="datetime-local" step="1" required aria-label=${texts.filter.value}>`
      : html`<input name="value" dir="auto" aria-label=${texts.filter.value} placeholder=${operator === "=in=" || operator === "=out=" ? texts.filter.list : texts.filter.value}>`}
    <button class="primary">${texts.filter.addThis}</button>
  </form>`;
}
