// How an error is shown: the server's own sentence, and each fault where it is.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";

/** @typedef {import("../api/http.js").Problem} Problem */

/**
 * @param {Problem | null} problem
 * @param {{ again?: () => void, without?: Set<string> }} [more] how to try again; the pointers that are shown elsewhere
 */
export function problemBox(problem, { again, without = new Set() } = {}) {
  if (problem === null) return nothing;
  const faults = problem.faults.filter(({ pointer }) => !without.has(pointer));
  const told = problem.faults.length > 0 && faults.length < 2;
  return html`<div class="problem" role="alert">
    ${problem.status === 401 ? nothing : html`<p><strong>${problem.title}</strong></p>`}
    ${problem.faults.length === 0 ? html`<p>${problem.detail}</p>` : nothing}
    ${told ? faults.map((fault) => html`<p>${place(fault)}${fault.detail}</p>`) : nothing}
    ${faults.length > 1 ? html`<ul>${faults.map((fault) => html`<li>${place(fault)}${fault.detail}</li>`)}</ul>` : nothing}
    ${problem.count > problem.faults.length ? html`<p>${texts.errors.more(problem.count - problem.faults.length)}</p>` : nothing}
    ${again === undefined ? nothing : html`<button type="button" @click=${again}>${texts.tryAgain}</button>`}
  </div>`;
}

/** @param {import("../api/http.js").Fault} fault */
function place({ pointer, line, column }) {
  const where = line === undefined ? "" : ` (${texts.errors.place(line, column ?? 1)})`;
  return pointer === "" ? nothing : html`<code>${pointer}</code>${where}: `;
}
