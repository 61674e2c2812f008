// One record as a form by its schema, also a new one.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { Draft } from "../api/draft.js";
import { Problem } from "../api/http.js";
import { changes } from "../api/patch.js";
import { add, get, keyOf, patch, put, remove } from "../api/records.js";
import { address, go, listAddress, recordAddress } from "../parts/address.js";
import { known } from "../parts/app.js";
import { confirm } from "../parts/dialogs.js";
import { draw } from "../parts/draw.js";
import { title } from "../parts/names.js";
import { notify } from "../parts/notices.js";
import { goesWith, referrers } from "../parts/referrers.js";
import { recordForm } from "../parts/recordform.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";
import { accessPanel } from "./access.js";
import { settleConflict } from "./conflict.js";
import { recordPicture } from "./pictures.js";

/**
 * @param {import("../api/catalogue.js").Collection} collection
 * @param {string | null} given the key; null for a new record
 * @returns {import("../parts/app.js").View}
 */
export function recordView(collection, given) {
  const { rights } = known();
  const { name, shape } = collection;
  const single = shape === "single";
  const [loading, saving] = [new Task(), new Task()];
  // A map's key, and that of package data, is not in the record.
  const keyed = shape === "map" || shape === "data";
  const once = crypto.getRandomValues(new Uint32Array(4)).join("-");
  let key = given ?? "";
  let draft = new Draft(collection.properties, new Map());
  let tag = /** @type {string | null} */ (null);
  let isNew = given === null;
  let tried = false;
  let done = false;
  let panels = /** @type {(() => unknown)[]} */ ([]);

  const load = () => loading.run(async () => {
    try {
      const stored = await get(collection, key);
      draft = new Draft(collection.properties, stored.record);
      tag = stored.tag;
      isNew = false;
      panels = single ? [] : [referrers(collection, key), ...(name === "users" ? [accessPanel(stored.record)] : [])];
    } catch (error) {
      if (!single || !(error instanceof Problem) || error.status !== 404) throw error;
      // A singleton that is not there yet is written as a new record.
      isNew = true;
    }
  });

  const save = async () => {
    tried = true;
    const { record, faults } = draft.result({ required: texts.form.required });
    if (faults.size > 0 || (isNew && keyed && key === "")) {
      draw();
      setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector("[aria-invalid=true]"))?.focus());
      return;
    }
    const well = await saving.run(async () => {
      if (isNew && shape === "list") await add(collection, record, once);
      else if (isNew || single || shape === "data") await put(collection, key, record, isNew ? null : tag);
      else {
        const changed = changes(draft.record, record);
        if (changed.size > 0) await patch(collection, key, changed, tag);
      }
    });
    if (!well) {
      if (saving.problem?.status === 412 && !isNew) await settle();
      else setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector("[aria-invalid=true]"))?.focus());
      return;
    }
    tried = false;
    notify(isNew ? texts.form.added : texts.form.saved);
    const was = isNew;
    if (was && shape === "list") key = keyOf(collection, record);
    done = true;
    await load();
    done = false;
    if (was && !single) go(recordAddress(name, key), true);
  };

  /** Somebody else saved in the meantime: all three versions are shown, and the form goes on from what is there now. */
  const settle = async () => {
    const { record } = draft.result({ required: "" });
    let now = /** @type {import("../api/records.js").Stored | null} */ (null);
    await saving.run(async () => void (now = await get(collection, key)));
    if (now === null) return;
    await goOn(record, now);
  };

  /** @param {import("../api/patch.js").Properties} record @param {import("../api/records.js").Stored} now */
  const goOn = async (record, now) => {
    const merged = await settleConflict(draft.record, now.record, record);
    if (merged === null) return;
    const next = new Draft(collection.properties, now.record);
    for (const property of new Draft(collection.properties, merged).properties) next.type(property, new Draft(collection.properties, merged).text(property));
    draft = next;
    next.added = [...merged.keys()].filter((each) => !now.record.has(each));
    tag = now.tag;
    await save();
  };

  const erase = async () => {
    const effects = single ? () => nothing : goesWith(collection, [key]);
    const sure = await confirm({ title: texts.form.deleteTitle(single ? title(name) : key), body: () => html`<p>${texts.form.deleteQuestion}</p>${effects()}`, action: texts.form.remove, danger: true });
    if (!sure || !(await saving.run(() => remove(collection, key, tag)))) return;
    notify(texts.form.deleted);
    done = true;
    go(single ? address(["home"]) : listAddress(name));
  };

  const mayWrite = () => (isNew ? rights.may(shape === "list" ? "POST" : "PUT", name) : rights.may(shape === "single" || shape === "data" ? "PUT" : "PATCH", name, draft.record));
  const dirty = () => !done && (draft.changed || (isNew && keyed && key !== ""));

  if (given !== null) void load();
  return {
    title: given === null ? texts.form.newTitle(title(name)) : single ? title(name) : key,
    dirty,
    keys: { save, n: () => rights.may("POST", name) && go(address(["new", name])) },
    actions: () => html`
      ${single || !rights.mayList(name) ? nothing : html`<a class="button" href=${listAddress(name)}>${title(name)}</a>`}
      ${!isNew && rights.may("DELETE", name, draft.record) ? html`<button type="button" class="danger" @click=${erase}>${texts.form.remove}…</button>` : nothing}`,
    body: () => recordForm({
      collection, draft, isNew, loading, saving, tried, key, load, save, dirty: dirty(), mayWrite: mayWrite(),
      setKey: isNew && keyed ? (text) => { key = text; draw(); } : null,
      aside: () => html`${isNew ? nothing : recordPicture(collection, draft.record)}${panels.map((panel) => panel())}`,
    }),
  };
}
