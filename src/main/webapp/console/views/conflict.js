// Two people changed one record: the three versions side by side, and which is to stay.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { same } from "../api/json.js";
import { differences, merge } from "../api/patch.js";
import { closeDialog, openDialog } from "../parts/dialogs.js";
import { draw } from "../parts/draw.js";
import { title } from "../parts/names.js";
import { whole } from "../parts/shown.js";
import { texts } from "../texts.js";

/** @typedef {import("../api/patch.js").Properties} Properties */

/**
 * @param {Properties} base
 * @param {Properties} theirs
 * @param {Properties} mine
 * @returns {Promise<Properties | null>} what is to be saved, or null when the form stays as it is
 */
export function settleConflict(base, theirs, mine) {
  const all = differences(base, theirs, mine);
  const yielding = /** @type {Set<string>} */ (new Set());
  return new Promise((resolve) => {
    let answer = /** @type {Properties | null} */ (null);
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      answer = merge(theirs, all, yielding);
      closeDialog(dialog);
    };
    const choice = (/** @type {string} */ name, /** @type {boolean} */ yields, /** @type {string} */ said) => html`<label class="check">
      <input type="radio" name="choice-${name}" .checked=${yielding.has(name) === yields} @change=${() => { if (yields) yielding.add(name); else yielding.delete(name); draw(); }}>${said}
    </label>`;
    const dialog = openDialog({
      title: texts.conflict.title,
      wide: true,
      close: () => resolve(answer),
      body: () => html`<form class="stack" @submit=${submit}>
        <p>${texts.conflict.why}</p>
        <div class="table"><table class="versions">
          <thead><tr>${[texts.conflict.property, texts.conflict.base, texts.conflict.theirs, texts.conflict.mine, texts.conflict.stays].map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
          <tbody>${all.map(({ name, base, theirs, mine, clash }) => html`<tr class=${clash ? "clash" : ""}>
            <th scope="row"><bdi>${title(name)}</bdi></th>
            <td>${whole(base)}</td>
            <td class=${same(base, theirs) ? "" : "differs"}>${whole(theirs)}</td>
            <td class=${same(base, mine) ? "" : "differs"}>${whole(mine)}</td>
            <td>${same(base, mine) ? texts.conflict.theirsStay : same(mine, theirs) ? texts.conflict.alike : html`${choice(name, false, texts.conflict.keepMine)}${choice(name, true, texts.conflict.keepTheirs)}`}</td>
          </tr>`)}</tbody>
        </table></div>
        ${all.length === 0 ? html`<p class="dim">${texts.conflict.none}</p>` : nothing}
        <footer><button type="button" autofocus @click=${() => closeDialog(dialog)}>${texts.conflict.back}</button><button class="primary">${texts.conflict.save}</button></footer>
      </form>`,
    });
  });
}
