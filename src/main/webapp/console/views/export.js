// An export: the browser takes the file as it comes, however large it is.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { readJobs } from "../api/jobs.js";
import { current } from "../api/session.js";
import { known } from "../parts/app.js";
import { draw } from "../parts/draw.js";
import { problemBox } from "../parts/faults.js";
import { jobRow } from "../parts/job.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";
import { call } from "../api/http.js";

const EVERY_MILLIS = 700;
const PATIENCE_MILLIS = 5000;

/** @returns {import("../parts/app.js").View} */
export function exportView() {
  const { rights } = known();
  const task = new Task();
  const watched = rights.can("GET", "/api/database/jobs");
  let jobs = /** @type {import("../api/jobs.js").Job[]} */ ([]);
  let closed = false;

  const watch = async (/** @type {number} */ since) => {
    for (;;) {
      jobs = (await readJobs()).filter(({ kind, startedAt }) => kind === "export" && startedAt >= since - PATIENCE_MILLIS).reverse();
      draw();
      if (closed || (Date.now() - since > PATIENCE_MILLIS && !jobs.some(({ state }) => state === "running"))) return;
      await new Promise((next) => setTimeout(next, EVERY_MILLIS));
    }
  };
  const begin = (/** @type {string} */ scope) => task.run(async () => {
    // A download can't ask for a password: whether the session goes on is found out before.
    if ((await current()) === null) await call({ path: "/api/session" });
    const link = document.createElement("a");
    link.href = `/api/database/export${scope === "full" ? "?scope=full" : ""}`;
    link.download = "";
    link.click();
    if (watched) await watch(Date.now());
  });
  const choice = (/** @type {"portable" | "full"} */ scope) => html`<section class="panel">
    <h2>${texts.export[scope]}</h2>
    <p>${texts.export.notes[scope]}</p>
    <button type="button" class=${scope === "portable" ? "primary" : ""} ?disabled=${task.busy} @click=${() => begin(scope)}>${texts.export.action}</button>
  </section>`;

  return {
    title: texts.nav.export,
    close: () => void (closed = true),
    body: () => html`<div class="stack medium">
      <div class="columns">${choice("portable")}${rights.limit("GET", "/api/database/export") === "all" ? choice("full") : nothing}</div>
      ${problemBox(task.problem)}
      ${jobs.length === 0 ? nothing : html`<ul class="jobs">${jobs.map((job) => html`<li>${jobRow(job, draw)}</li>`)}</ul>`}
    </div>`,
  };
}
