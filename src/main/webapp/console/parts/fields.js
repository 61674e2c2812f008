// A field of a form, by the kind of its property.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { fromLocal, toLocal } from "../api/times.js";
import { texts } from "../texts.js";
import { draw } from "./draw.js";
import { jsonField } from "./jsonfield.js";
import { title } from "./names.js";
import { referenceField } from "./reference.js";

/** @typedef {import("../api/catalogue.js").Property} Property */
/** @typedef {import("../api/draft.js").Draft} Draft */

/**
 * @typedef {object} Field
 * @property {Draft} draft
 * @property {Property} property
 * @property {import("../api/draft.js").FieldFault} [fault]
 * @property {boolean} [locked]
 * @property {boolean} [isNew] whether the record is new, so that nothing in it is a change
 */

/** @param {Field} given */
export function field({ draft, property, fault, locked = false, isNew = false }) {
  const { name } = property;
  const id = `field-${name}`;
  const text = draft.text(property);
  const type = (/** @type {string | null} */ typed) => {
    draft.type(property, typed);
    draw();
  };
  const changed = !isNew && draft.typed.has(name);
  const described = fault === undefined ? "" : `${id}-fault`;
  const common = { id, text, type, locked, invalid: fault !== undefined, described };
  return html`<div class="field ${changed ? "changed" : ""}" data-name=${name}>
    <div class="label">
      <label for=${id}><bdi>${title(name)}</bdi>${property.required ? html`<span class="required" title=${texts.form.required}>*</span>` : nothing}</label>
      <span class="dim">${property.kind === "reference" ? title(property.target) : property.kind === "time" ? texts.form.time : property.kind === "json" ? "JSON" : ""}</span>
      ${changed ? html`<button type="button" class="quiet" @click=${() => { draft.revert(property); draw(); }}>${texts.form.revert}</button>` : nothing}
      ${!property.required && text !== null && !locked ? html`<button type="button" class="quiet" @click=${() => type(null)}>${texts.form.unset}</button>` : nothing}
    </div>
    ${input(property, common)}
    ${fault === undefined ? nothing : html`<p class="fault" id="${id}-fault">${fault.line === undefined ? "" : `${texts.errors.place(fault.line, fault.column ?? 1)}: `}${fault.message}</p>`}
  </div>`;
}

/**
 * @typedef {object} Input
 * @property {string} id
 * @property {string | null} text
 * @property {(text: string | null) => void} type
 * @property {boolean} locked
 * @property {boolean} invalid
 * @property {string} described the id of what says what is wrong, or nothing
 */

/** @param {Property} property @param {Input} input */
function input(property, input) {
  const { id, text, type, locked, invalid, described } = input;
  const valueOf = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;
  switch (property.kind) {
    case "choice":
    case "flag": {
      const choices = property.kind === "flag" ? [["true", texts.yes], ["false", texts.no]] : property.choices.map((each) => [each, each]);
      return html`<select id=${id} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing} @change=${(/** @type {Event} */ event) => type(valueOf(event) || null)}>
        <option value="" ?selected=${text === null} ?disabled=${property.required}>${texts.form.unsetChoice}</option>
        ${choices.map(([value, said]) => html`<option value=${value ?? ""} ?selected=${text === value}>${said}</option>`)}
      </select>`;
    }
    case "time":
      return html`<div class="row">
        <input id=${id} type="datetime-local" step="0.001" .value=${live(toLocal(text ?? ""))} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing} @change=${(/** @type {Event} */ event) => type(fromLocal(valueOf(event)) || null)}>
        <input class="code" inputmode="numeric" aria-label="${title(property.name)}: ${texts.form.ms}" placeholder=${texts.form.ms} .value=${live(text ?? "")} ?disabled=${locked} aria-invalid=${invalid} @input=${(/** @type {Event} */ event) => type(valueOf(event) || null)}>
        <button type="button" ?disabled=${locked} @click=${() => type(String(Date.now()))}>${texts.form.now}</button>
      </div>`;
    case "number":
      return html`<input id=${id} class="code" inputmode="decimal" .value=${live(text ?? "")} placeholder=${text === null ? texts.unset : ""} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${(/** @type {Event} */ event) => type(valueOf(event) || null)}>`;
    case "reference":
      return referenceField(property, input);
    case "json":
      return jsonField(input);
    default:
      if (property.secret) return html`<input id=${id} type="password" autocomplete="off" .value=${live(text ?? "")} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${(/** @type {Event} */ event) => type(valueOf(event))}>`;
      return html`<textarea id=${id} class=${property.name === "code" ? "code" : ""} dir="auto" rows="1" .value=${live(text ?? "")} placeholder=${text === null ? texts.unset : text === "" ? texts.form.emptyText : ""} ?disabled=${locked} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${(/** @type {Event} */ event) => type(valueOf(event))}></textarea>`;
  }
}
