// Pictures where people would rather look: models, trees, workflows.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { list } from "../api/records.js";
import { known } from "../parts/app.js";
import { draw } from "../parts/draw.js";
import { problemBox } from "../parts/faults.js";
import { modelsPicture } from "../parts/modelspicture.js";
import { Task } from "../parts/task.js";
import { hierarchyOf, pageTree, treePicture } from "../parts/treepicture.js";
import { workflowPicture } from "../parts/workflowpicture.js";
import { texts } from "../texts.js";

/** @typedef {import("../api/patch.js").Properties} Properties */

/** @param {import("../parts/address.js").Place} _place @returns {import("../parts/app.js").View} */
export function picturesView(_place) {
  const { catalogue, rights } = known();
  const task = new Task();
  const hierarchy = catalogue.find("componentHierarchy");
  let nodes = /** @type {Map<string, Properties> | null} */ (null);
  if (hierarchy !== undefined && rights.mayList("componentHierarchy")) {
    void task.run(async () => {
      const page = await list(hierarchy, { limit: "1000" });
      nodes = new Map(page.rows.map(({ key, record }) => [key, record]));
      draw();
    });
  }
  return {
    title: texts.nav.pictures,
    body: () => html`<div class="stack">
      <h2>${texts.pictures.models}</h2>
      ${modelsPicture(catalogue, (name) => rights.mayList(name))}
      ${nodes === null && task.problem === null ? nothing : html`<h2>${texts.pictures.hierarchy}</h2>`}
      ${problemBox(task.problem)}
      ${nodes === null ? nothing : nodes.size === 0 ? html`<p class="empty">${texts.pictures.noNodes}</p>` : treePicture(hierarchyOf(nodes), texts.pictures.hierarchy)}
    </div>`,
  };
}

/**
 * The picture of one record, where its kind has one.
 *
 * @param {import("../api/catalogue.js").Collection} collection
 * @param {Properties} record
 */
export function recordPicture(collection, record) {
  const shown = collection.name === "workflows" ? workflowPicture(record) : collection.name === "pages" ? pageTree(record) : null;
  return shown === null ? nothing : html`<section class="panel"><h2>${texts.pictures.title}</h2>${shown}</section>`;
}
