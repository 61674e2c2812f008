// An import: a file, what it would do, and then its doing.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { Problem } from "../api/http.js";
import { cancelJob, linesOf, readJob, startImport } from "../api/jobs.js";
import { confirm } from "../parts/dialogs.js";
import { draw } from "../parts/draw.js";
import { problemBox } from "../parts/faults.js";
import { bar } from "../parts/job.js";
import { faultList, reportTable } from "../parts/report.js";
import { size } from "../parts/shown.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";

const EVERY_MILLIS = 400;

/** @typedef {import("../api/jobs.js").Job} Job */

/** @returns {import("../parts/app.js").View} */
export function importView() {
  const task = new Task();
  let file = /** @type {File | null} */ (null);
  let repair = false;
  let dryRun = true;
  let over = false;
  let job = /** @type {Job | null} */ (null);
  let lines = /** @type {Map<number, string>} */ (new Map());
  let stop = new AbortController();

  const choose = (/** @type {File | undefined} */ chosen) => {
    over = false;
    if (chosen === undefined || task.busy) return draw();
    file = chosen;
    void start(true);
  };

  const start = (/** @type {boolean} */ dry) => task.run(async () => {
    if (file === null) return;
    dryRun = dry;
    job = null;
    lines = new Map();
    stop = new AbortController();
    try {
      job = await startImport(file, { dryRun: dry, repair }, stop.signal);
      while (job.state === "running") {
        draw();
        await new Promise((next) => setTimeout(next, EVERY_MILLIS));
        job = await readJob(job.id);
      }
      if (job.problem !== undefined) throw new Problem(job.problem.status, job.problem.title, job.problem.detail, job.problem.errors, job.problem.errorCount);
      await readLines(job.report?.mends ?? []);
    } catch (error) {
      if (error instanceof Problem) await readLines(error.faults);
      throw error;
    }
  });

  const readLines = async (/** @type {import("../api/http.js").Fault[]} */ faults) => {
    const wanted = faults.flatMap(({ line }) => line ?? []);
    if (file !== null && wanted.length > 0) lines = await linesOf(file, wanted);
  };

  const cancel = async () => {
    stop.abort();
    if (job?.state === "running") await task.run(async () => job === null ? undefined : cancelJob(job.id));
    job = null;
    draw();
  };
  const again = (/** @type {boolean} */ mends) => {
    repair = mends;
    void start(true);
  };
  const go = async () => {
    const removed = Object.values(job?.report?.sections ?? {}).reduce((sum, each) => sum + each.removed + each.cascaded, 0);
    const sure = removed === 0 || (await confirm({ title: texts.import.sureTitle, body: () => html`<p>${texts.import.sure(removed)}</p>`, action: texts.import.start, danger: true }));
    if (sure) await start(false);
  };

  const drop = () => html`<label class="drop ${over ? "over" : ""}"
      @dragover=${(/** @type {DragEvent} */ event) => { event.preventDefault(); if (!over) { over = true; draw(); } }}
      @dragleave=${() => { over = false; draw(); }}
      @drop=${(/** @type {DragEvent} */ event) => { event.preventDefault(); choose(event.dataTransfer?.files[0]); }}>
    <input type="file" accept=".json,application/json" @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLInputElement} */ (event.target).files?.[0])}>
    <strong>${file === null ? texts.import.drop : file.name}</strong>
    <span class="dim">${file === null ? texts.import.dropNote : `${size(file.size)} · ${texts.import.another}`}</span>
  </label>`;

  const running = () => html`<div class="running" role="status">
    <strong>${dryRun ? texts.import.trying : texts.import.running}</strong>
    ${job === null ? html`<progress aria-label=${texts.jobs.progress}></progress><span class="dim">${texts.import.sending}</span>` : bar(job)}
    <button type="button" @click=${cancel}>${texts.cancel}</button>
  </div>`;

  const outcome = () => {
    if (job?.state !== "done" || job.report === undefined || task.problem !== null) return nothing;
    return html`<section class="stack" aria-label=${texts.import.report}>
      <h2>${dryRun ? texts.import.would : texts.import.did}</h2>
      ${reportTable(job.report, dryRun)}
      ${job.report.mends.length === 0 ? nothing : html`<h2>${texts.import.mends(job.report.mends.length)}</h2>${faultList(job.report.mends, lines)}`}
      ${dryRun ? html`<footer class="row"><button type="button" class="primary" @click=${go}>${texts.import.start}</button></footer>` : html`<p class="good">${texts.import.done}</p>`}
    </section>`;
  };

  const failed = () => {
    const { problem } = task;
    if (problem === null) return nothing;
    if (problem.faults.length === 0) return problemBox(problem, { again: () => void start(dryRun) });
    return html`<section class="stack">
      <div class="problem" role="alert"><p><strong>${texts.import.rejected(problem.count)}</strong></p><p>${texts.import.unchanged}</p></div>
      ${faultList(problem.faults, lines)}
      ${problem.count > problem.faults.length ? html`<p class="dim">${texts.errors.more(problem.count - problem.faults.length)}</p>` : nothing}
      ${repair ? nothing : html`<div class="row"><button type="button" @click=${() => again(true)}>${texts.import.tryRepair}</button><span class="dim">${texts.import.repairNote}</span></div>`}
    </section>`;
  };

  return {
    title: texts.nav.import,
    close: () => stop.abort(),
    dirty: () => task.busy && !dryRun,
    body: () => html`<div class="stack medium">
      <p class="dim">${texts.import.note}</p>
      ${drop()}
      <label class="check"><input type="checkbox" .checked=${repair} ?disabled=${task.busy} @change=${(/** @type {Event} */ event) => { repair = /** @type {HTMLInputElement} */ (event.target).checked; if (file !== null) void start(true); draw(); }}>${texts.import.repair} <span class="dim">${texts.import.repairNote}</span></label>
      ${task.busy ? running() : nothing}
      ${failed()}
      ${outcome()}
    </div>`,
  };
}
