// An import or an export: how far it is, and what came of it.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { cancelJob } from "../api/jobs.js";
import { shown } from "../api/times.js";
import { texts } from "../texts.js";
import { asProblem } from "../api/http.js";
import { notify } from "./notices.js";
import { size } from "./shown.js";

/** @typedef {import("../api/jobs.js").Job} Job */

/** @param {Job} job @param {() => void} changed */
export function jobRow(job, changed) {
  const cancel = () => cancelJob(job.id).then(changed, (error) => notify(asProblem(error).detail));
  return html`<div class="job">
    <span class="tag ${job.state}">${texts.jobs.states[job.state]}</span>
    <span>${job.kind === "import" ? texts.jobs.import : texts.jobs.export}</span>
    <time class="dim">${shown(String(job.startedAt))}</time>
    ${job.state === "running" ? html`${bar(job)}<button type="button" @click=${cancel}>${texts.cancel}</button>` : nothing}
    ${job.problem === undefined ? nothing : html`<span class="dim">${job.problem.detail}</span>`}
  </div>`;
}

/** @param {Job} job */
export function bar({ progress }) {
  if (progress === undefined) return html`<progress></progress>`;
  const { step, section, bytes, totalBytes, records, totalRecords, recordsPerSecond, secondsLeft } = progress;
  const [done, all] = totalRecords > 0 ? [records, totalRecords] : [bytes, totalBytes];
  const rate = recordsPerSecond > 0 ? texts.jobs.rate(recordsPerSecond) : "";
  const left = secondsLeft === null ? "" : texts.jobs.left(secondsLeft);
  const amount = totalRecords > 0 ? texts.jobs.records(records, totalRecords) : bytes > 0 ? size(bytes) : "";
  return html`<progress max=${all > 0 ? all : 1} value=${all > 0 ? done : nothing} aria-label=${texts.jobs.progress}></progress>
    <span class="dim">${[`${step} ${section}`.trim(), amount, rate, left].filter((part) => part !== "").join(" · ")}</span>`;
}
