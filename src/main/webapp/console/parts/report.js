// What an import did or would do, and faults with the text around them.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { title } from "./names.js";

const AROUND = 60;
const COLUMNS = /** @type {const} */ (["added", "changed", "removed", "cascaded", "mended"]);

/** @param {import("../api/jobs.js").Report} report @param {boolean} dryRun */
export function reportTable(report, dryRun) {
  const sections = Object.entries(report.sections);
  if (sections.every(([, each]) => COLUMNS.every((column) => each[column] === 0))) return html`<p class="empty">${dryRun ? texts.import.nothing : texts.import.nothingDone}</p>`;
  return html`<div class="table"><table class="report">
    <thead><tr><th scope="col">${texts.import.section}</th>${COLUMNS.map((each) => html`<th scope="col" class="number">${texts.import.columns[each]}</th>`)}</tr></thead>
    <tbody>${sections.map(([name, counts]) => html`<tr>
      <th scope="row">${title(name)}</th>
      ${COLUMNS.map((each) => html`<td class="number ${counts[each] === 0 ? "none" : each}">${counts[each].toLocaleString("en")}</td>`)}
    </tr>`)}</tbody>
  </table></div>`;
}

/**
 * @param {import("../api/http.js").Fault[]} faults
 * @param {Map<number, string>} lines of the file
 */
export function faultList(faults, lines) {
  return html`<ol class="faults">${faults.map((fault) => {
    const { pointer, line, column = 1, detail } = fault;
    return html`<li>
      <p>${pointer === "" ? nothing : html`<code>${pointer}</code>`} ${line === undefined ? nothing : html`<span class="dim">${texts.errors.place(line, column)}</span>`}</p>
      <p>${detail}</p>
      ${line === undefined || !lines.has(line) ? nothing : around(lines.get(line) ?? "", column)}
    </li>`;
  })}</ol>`;
}

/** @param {string} line @param {number} column from 1, in code points */
function around(line, column) {
  const characters = [...line];
  const at = column - 1;
  const start = Math.max(0, at - AROUND);
  const end = Math.min(characters.length, at + AROUND);
  const text = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(from, to).join("");
  return html`<pre dir="ltr">${start > 0 ? "…" : ""}${text(start, at)}<mark>${text(at, at + 1)}</mark>${text(at + 1, end)}${end < characters.length ? "…" : ""}</pre>`;
}
