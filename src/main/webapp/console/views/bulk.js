// Several records at once: what would be done is shown first, and then done by one call, all or nothing.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { Draft } from "../api/draft.js";
import { same } from "../api/json.js";
import { bulk, get } from "../api/records.js";
import { known } from "../parts/app.js";
import { closeDialog, openDialog } from "../parts/dialogs.js";
import { draw } from "../parts/draw.js";
import { problemBox } from "../parts/faults.js";
import { field } from "../parts/fields.js";
import { title } from "../parts/names.js";
import { notify } from "../parts/notices.js";
import { goesWith } from "../parts/referrers.js";
import { cell, short } from "../parts/shown.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";

/** @typedef {import("../api/catalogue.js").Collection} Collection */
/** @typedef {Map<string, import("../api/patch.js").Properties>} Selection */

const SHOWN = 100;

/**
 * @param {Collection} collection
 * @param {Selection} selected
 * @param {() => void} done
 */
export function deleteSelected(collection, selected, done) {
  const task = new Task();
  const keys = [...selected.keys()];
  const effects = goesWith(collection, keys);
  const work = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const well = await task.run(() => bulk(collection, keys.map((key) => ({ op: "delete", key }))));
    if (!well) return;
    closeDialog(dialog);
    notify(texts.bulk.deleted(keys.length));
    done();
  };
  const dialog = openDialog({
    title: texts.bulk.deleteTitle(keys.length, title(collection.name)),
    body: () => html`<form class="stack" @submit=${work}>
      ${keyList(keys)}
      ${effects()}
      ${problemBox(task.problem)}
      <footer><button type="button" autofocus @click=${() => closeDialog(dialog)}>${texts.cancel}</button><button class="danger" ?disabled=${task.busy}>${texts.bulk.deleteAll(keys.length)}</button></footer>
    </form>`,
  });
}

/** @param {string[]} keys */
function keyList(keys) {
  return html`<ul class="list">${keys.slice(0, SHOWN).map((key) => html`<li><bdi>${short(key)}</bdi></li>`)}</ul>
    ${keys.length > SHOWN ? html`<p class="dim">${texts.bulk.more(keys.length - SHOWN)}</p>` : nothing}`;
}

/**
 * @param {Collection} collection
 * @param {Selection} selected
 * @param {() => void} done
 */
export function changeSelected(collection, selected, done) {
  const { rights } = known();
  const task = new Task();
  const able = collection.properties.filter(({ name }) => name !== collection.keyProperty && rights.mayChange(collection.name, name));
  let property = /** @type {import("../api/catalogue.js").Property} */ (able[0]);
  let draft = new Draft([property], new Map());
  let rows = /** @type {[string, import("../api/patch.js").Properties][]} */ ([...selected]);
  // The table may not have the property: what is there now is read anew.
  void task.run(async () => {
    rows = await Promise.all([...selected.keys()].slice(0, SHOWN).map(async (key) => [key, (await get(collection, key)).record]));
  });
  const choose = (/** @type {Event} */ event) => {
    property = able.find(({ name }) => name === /** @type {HTMLSelectElement} */ (event.target).value) ?? property;
    draft = new Draft([property], new Map());
    draw();
  };
  const value = () => {
    const { record, faults } = draft.result({ required: texts.form.required });
    return { fault: faults.get(property.name), after: record.get(property.name) };
  };
  const work = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { after, fault } = value();
    if (fault !== undefined) return;
    const well = await task.run(() => bulk(collection, [...selected.keys()].map((key) => ({ op: "update", key, record: new Map([[property.name, after ?? null]]) }))));
    if (!well) return;
    closeDialog(dialog);
    notify(texts.bulk.changed(selected.size));
    done();
  };
  const dialog = openDialog({
    title: texts.bulk.changeTitle(selected.size, title(collection.name)),
    wide: true,
    body: () => {
      const { after, fault } = value();
      return html`<form class="stack" @submit=${work}>
        <label>${texts.bulk.property}<select autofocus @change=${choose}>${able.map(({ name }) => html`<option value=${name} ?selected=${name === property.name}>${title(name)}</option>`)}</select></label>
        ${field({ draft, property, fault: draft.changed ? fault : undefined })}
        <div class="table"><table>
          <thead><tr><th scope="col">${texts.key}</th><th scope="col">${texts.bulk.before}</th><th scope="col">${texts.bulk.after}</th></tr></thead>
          <tbody>${rows.slice(0, SHOWN).map(([key, record]) => html`<tr>
            <th scope="row"><bdi>${short(key)}</bdi></th><td>${cell(property, record.get(property.name))}</td>
            <td>${fault !== undefined ? nothing : same(record.get(property.name), after) ? html`<span class="dim">${texts.bulk.unchanged}</span>` : html`<mark>${cell(property, after)}</mark>`}</td>
          </tr>`)}</tbody>
        </table></div>
        ${selected.size > SHOWN ? html`<p class="dim">${texts.bulk.more(selected.size - SHOWN)}</p>` : nothing}
        ${problemBox(task.problem)}
        <footer><button type="button" @click=${() => closeDialog(dialog)}>${texts.cancel}</button><button class="primary" ?disabled=${task.busy || fault !== undefined}>${texts.bulk.changeAll(selected.size)}</button></footer>
      </form>`;
    },
  });
}
