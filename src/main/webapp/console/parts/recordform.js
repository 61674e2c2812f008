// How the form of a record looks: its fields, what is wrong with them, and the bar to save.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { known } from "./app.js";
import { draw } from "./draw.js";
import { problemBox } from "./faults.js";
import { field } from "./fields.js";

/**
 * @typedef {object} Form
 * @property {import("../api/catalogue.js").Collection} collection
 * @property {import("../api/draft.js").Draft} draft
 * @property {boolean} isNew
 * @property {import("./task.js").Task} loading
 * @property {import("./task.js").Task} saving
 * @property {boolean} tried whether it was to be saved already, so that what is missing is told
 * @property {string} key
 * @property {((key: string) => void) | null} setKey where the key is not in the record and can be given
 * @property {() => unknown} load
 * @property {() => unknown} save
 * @property {boolean} dirty
 * @property {boolean} mayWrite
 * @property {() => unknown} aside
 */

/** @param {Form} form */
export function recordForm(form) {
  const { collection, draft, isNew, loading, saving, tried, mayWrite } = form;
  if (loading.problem !== null) return problemBox(loading.problem, { again: () => void form.load() });
  if (loading.busy && draft.record.size === 0) return html`<p class="dim">${texts.loading}</p>`;
  const { rights } = known();
  const own = draft.result({ required: texts.form.required }).faults;
  const told = new Set(/** @type {string[]} */ ([]));
  const fields = draft.properties.map((property) => {
    const { name } = property;
    const pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const server = saving.problem?.faults.find((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`));
    for (const each of saving.problem?.faults ?? []) {
      if (each.pointer === pointer || each.pointer.startsWith(`${pointer}/`)) told.add(each.pointer);
    }
    // Where it is in the body that was sent is not where it is in the form.
    const said = server === undefined ? undefined : { message: server.pointer === pointer ? server.detail : `${server.pointer.slice(pointer.length)}: ${server.detail}` };
    const locked = !mayWrite || (!isNew && name === collection.keyProperty) || !rights.mayChange(collection.name, name);
    return field({ draft, property, fault: (tried ? own.get(name) : undefined) ?? said, locked, isNew });
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void form.save();
  };
  return html`<div class="record">
    <form class="stack" @submit=${submit} novalidate>
      ${saving.problem === null ? nothing : problemBox(saving.problem, { without: told })}
      ${form.setKey === null ? nothing : keyField(form.key, form.setKey, tried)}
      ${fields}
      ${mayWrite ? addProperty(draft) : html`<p class="dim">${texts.form.readOnly}</p>`}
      ${mayWrite ? html`<footer class="save">
        <span class="dim" role="status">${isNew ? "" : form.dirty ? texts.form.changedFields(draft.typed.size) : texts.form.unchanged}</span>
        <span class="grow"></span>
        ${form.dirty && !isNew ? html`<button type="button" @click=${() => { draft.typed.clear(); draft.added = []; draw(); }}>${texts.form.discard}</button>` : nothing}
        <button class="primary" ?disabled=${saving.busy || (!form.dirty && !isNew)}>${saving.busy ? texts.form.saving : isNew ? texts.form.add : texts.form.save}</button>
      </footer>` : nothing}
    </form>
    <aside>${form.aside()}</aside>
  </div>`;
}

/** @param {string} key @param {(key: string) => void} set @param {boolean} tried */
function keyField(key, set, tried) {
  const missing = tried && key === "";
  return html`<div class="field">
    <div class="label"><label for="field-key">${texts.key}<span class="required">*</span></label></div>
    <input id="field-key" dir="auto" .value=${key} maxlength="512" aria-invalid=${missing} @input=${(/** @type {Event} */ event) => set(/** @type {HTMLInputElement} */ (event.target).value)}>
    ${missing ? html`<p class="fault">${texts.form.required}</p>` : nothing}
  </div>`;
}

/** @param {import("../api/draft.js").Draft} draft */
function addProperty(draft) {
  const add = (/** @type {Event} */ event) => {
    const box = /** @type {HTMLElement} */ (event.target).closest("details");
    const input = box?.querySelector("input");
    const name = input?.value ?? "";
    if (box === null || !input || name === "") return;
    draft.add(name);
    input.value = "";
    box.open = false;
    draw();
    setTimeout(() => document.getElementById(`field-${name}`)?.focus());
  };
  const onEnter = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add(event);
  };
  return html`<details class="more"><summary>${texts.form.addProperty}</summary>
    <div class="row"><input aria-label=${texts.form.propertyName} placeholder=${texts.form.propertyName} @keydown=${onEnter}><button type="button" @click=${add}>${texts.form.addThis}</button></div>
    <p class="dim">${texts.form.undeclared}</p>
  </details>`;
}
