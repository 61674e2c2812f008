// JSON as text, which says where it is none, and goes there.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { JsonFault, parse, write } from "../api/json.js";
import { texts } from "../texts.js";

/** @param {import("./fields.js").Input} input */
export function jsonField({ id, text, type, locked, invalid, described }) {
  const fault = text === null ? null : faultOf(text);
  const area = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById(id));
  const tidy = () => fault === null && text !== null && type(write(parse(text), true));
  const goThere = () => {
    area()?.focus();
    area()?.setSelectionRange(fault?.offset ?? 0, (fault?.offset ?? 0) + 1);
  };
  return html`<div class="json">
    <textarea id=${id} class="code" rows="3" spellcheck="false" .value=${live(text ?? "")} placeholder=${text === null ? texts.unset : ""} ?disabled=${locked} aria-invalid=${invalid || fault !== null} aria-describedby=${described || nothing}
      @input=${(/** @type {Event} */ event) => type(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    ${locked || text === null ? nothing : html`<div class="row">
      ${fault === null ? html`<button type="button" class="quiet" @click=${tidy}>${texts.form.tidy}</button>`
        : html`<button type="button" class="quiet fault" @click=${goThere}>${texts.errors.place(fault.line, fault.column)}: ${fault.message}</button>`}
    </div>`}
  </div>`;
}

/** @param {string} text */
function faultOf(text) {
  try {
    parse(text);
    return null;
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}
