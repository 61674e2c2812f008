// The key of another record: looked up while it is typed, with a way to the record.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { list } from "../api/records.js";
import { any, comparison } from "../api/rsql.js";
import { texts } from "../texts.js";
import { recordAddress } from "./address.js";
import { known } from "./app.js";
import { draw } from "./draw.js";
import { short } from "./shown.js";

const WAIT_MILLIS = 200;

/** @type {Map<string, { key: string, label: string }[]>} what was found last, by collection */
const found = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {import("../api/catalogue.js").Property} property
 * @param {import("./fields.js").Input} input
 */
export function referenceField({ target }, { id, text, type, locked, invalid, described }) {
  const { rights } = known();
  const readable = rights.mayList(target);
  const typed = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    type(value || null);
    look(target, value);
  };
  return html`<div class="row">
    <input id=${id} class="grow" dir="auto" list=${readable ? `${id}-list` : nothing} autocomplete="off" .value=${live(text ?? "")} placeholder=${texts.unset} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing}
      @focus=${() => look(target, text ?? "")} @input=${typed}>
    ${readable && text !== null ? html`<a class="button" href=${recordAddress(target, text)}>${texts.form.open}</a>` : nothing}
  </div>
  ${readable ? html`<datalist id="${id}-list">${(found.get(target) ?? []).map(({ key, label }) => html`<option value=${key}>${label}</option>`)}</datalist>` : nothing}`;
}

/** @param {string} target @param {string} typed */
function look(target, typed) {
  const { catalogue, rights } = known();
  const collection = catalogue.find(target);
  if (collection === undefined || !rights.mayList(target)) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const labels = collection.properties.filter(({ kind, name }) => kind === "text" && name !== collection.keyProperty).slice(0, 2);
    const properties = [collection.keyProperty, ...labels.map(({ name }) => name)];
    const filter = typed === "" ? "" : any(properties.map((property) => comparison({ property, operator: "=contains=", value: typed })));
    try {
      const page = await list(collection, { filter, limit: "20", fields: properties.join(",") });
      found.set(target, page.rows.map(({ key, record }) => ({ key, label: labels.map(({ name }) => short(String(record.get(name) ?? ""))).join(", ") })));
      draw();
    } catch {
      // Without suggestions the key can still be typed.
    }
  }, WAIT_MILLIS);
}
