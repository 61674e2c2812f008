// How the server is, and what is in it.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { call } from "../api/http.js";
import { readJobs } from "../api/jobs.js";
import { between, readMetrics } from "../api/metrics.js";
import { listAddress, address } from "../parts/address.js";
import { known } from "../parts/app.js";
import { draw } from "../parts/draw.js";
import { problemBox } from "../parts/faults.js";
import { jobRow } from "../parts/job.js";
import { title } from "../parts/names.js";
import { plot } from "../parts/plot.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";

const EVERY_MILLIS = 5000;
const MOST_POINTS = 120;

/** @typedef {{ name: string, status: string, data?: Record<string, unknown> }} Check */

/** Kept while the console is open, so that the plots go on after another page was looked at. */
const points = /** @type {import("../api/metrics.js").Point[]} */ ([]);
let sample = /** @type {import("../api/metrics.js").Sample | null} */ (null);

/** @returns {import("../parts/app.js").View} */
export function homeView() {
  const { catalogue, rights, user } = known();
  const [counting, watching] = [new Task(), new Task()];
  let statistics = /** @type {{ models: Record<string, number>, database: string, schemaVersion: string } | null} */ (null);
  let ready = /** @type {{ status: string, checks: Check[] } | null} */ (null);
  let jobs = /** @type {import("../api/jobs.js").Job[]} */ ([]);

  const count = () =>
    void counting.run(async () => {
      if (rights.can("GET", "/api/database/statistics")) statistics = JSON.parse((await call({ path: "/api/database/statistics" })).text);
    });
  const watch = () =>
    void watching.run(async () => {
      ready = JSON.parse((await call({ path: "/health/ready", quiet: true })).text);
      if (rights.can("GET", "/api/database/jobs")) jobs = await readJobs();
      if (rights.can("GET", "/metrics")) {
        const now = await readMetrics();
        if (sample !== null) points.push(between(sample, now));
        sample = now;
        points.splice(0, points.length - MOST_POINTS);
      }
    });
  count();
  watch();
  const timer = setInterval(() => document.hidden || watching.busy || watch(), EVERY_MILLIS);

  const state = () => html`<section class="facts" aria-label=${texts.home.state}>
    ${fact(texts.home.ready, ready === null ? "…" : ready.status === "UP" ? html`<span class="good">● ${texts.home.up}</span>` : html`<span class="bad">● ${texts.home.down}</span>`)}
    ${statistics === null ? nothing : [fact(texts.home.database, statistics.database), fact(texts.home.schema, statistics.schemaVersion)]}
    ${fact(texts.home.you, html`<bdi>${user.username}</bdi>, ${user.role}`)}
  </section>
  ${ready === null || ready.status === "UP" ? nothing : html`<div class="problem" role="alert">
    <p><strong>${texts.home.notReady}</strong></p>
    <ul>${ready.checks.filter(({ status }) => status !== "UP").map(({ name, data = {} }) => html`<li>${name}${Object.entries(data).map(([key, value]) => html`<br>${key}: ${String(value)}`)}</li>`)}</ul>
    <p>${texts.home.whatToDo}</p>
  </div>`}`;

  const models = () => {
    const told = statistics?.models;
    if (told === undefined) {
      const names = catalogue.collections.filter(({ name, shape }) => shape !== "single" && rights.mayList(name)).map(({ name }) => name);
      return html`<ul class="tiles">${names.map((name) => html`<li><a href=${listAddress(name)}><span>${title(name)}</span></a></li>`)}</ul>`;
    }
    return html`<ul class="tiles">${Object.entries(told).map(([name, number]) => {
      const found = catalogue.find(name);
      const inner = html`<strong>${number.toLocaleString("en")}</strong><span>${title(name)}</span>`;
      if (found === undefined || !rights.mayList(name)) return html`<li><div>${inner}</div></li>`;
      return html`<li><a href=${found.shape === "single" ? address(["record", name]) : listAddress(name)}>${inner}</a></li>`;
    })}</ul>`;
  };

  const plots = () =>
    html`<h2>${texts.home.plots}</h2>
      <div class="plots">
        ${plot(texts.home.rate, points.map(({ rate }) => rate), (value) => value.toFixed(1))}
        ${plot(texts.home.slow, points.map(({ slow }) => slow), (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`)}
        ${plot(texts.home.errors, points.map(({ errors }) => errors), (value) => value.toFixed(1))}
        ${plot(texts.home.pool, points.map(({ used }) => used), (value) => value.toFixed(0))}
      </div>`;

  return {
    title: texts.nav.home,
    close: () => clearInterval(timer),
    actions: () => html`<button type="button" @click=${() => { count(); watch(); draw(); }}>${texts.refresh}</button>`,
    keys: { r: count },
    body: () => html`<div class="stack">
      ${problemBox(counting.problem, { again: count })}
      ${problemBox(watching.problem, { again: watch })}
      ${state()}
      ${rights.can("GET", "/api/database/jobs") ? html`<h2>${texts.home.jobs}</h2>
        ${jobs.length === 0 ? html`<p class="dim">${texts.home.noJobs}</p>` : html`<ul class="jobs">${[...jobs].reverse().slice(0, 5).map((job) => html`<li>${jobRow(job, watch)}</li>`)}</ul>`}` : nothing}
      ${rights.can("GET", "/metrics") ? plots() : nothing}
      <h2>${texts.home.models}</h2>
      ${models()}
    </div>`,
  };
}

/** @param {string} name @param {unknown} value */
function fact(name, value) {
  return html`<div><span>${name}</span><strong>${value}</strong></div>`;
}
