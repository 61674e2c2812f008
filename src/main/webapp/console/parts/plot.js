// A small plot of a number over the last minutes.
import { html, svg } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";

const [WIDTH, HEIGHT] = [240, 56];

/**
 * @param {string} name
 * @param {number[]} values the oldest first
 * @param {(value: number) => string} said
 */
export function plot(name, values, said) {
  const last = values[values.length - 1];
  const most = Math.max(...values, 0);
  const scale = most === 0 ? 1 : most;
  const at = (/** @type {number} */ value, /** @type {number} */ i) => `${((i / Math.max(1, values.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 2 - (value / scale) * (HEIGHT - 6)).toFixed(1)}`;
  const line = values.map(at).join(" ");
  return html`<figure class="plot">
    <figcaption><span>${name}</span><strong>${last === undefined ? "…" : said(last)}</strong></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${name}: ${last === undefined ? texts.home.waiting : texts.home.plotSaid(said(last), said(most))}">
      ${values.length < 2 ? svg`` : svg`<polygon points="0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}" /><polyline points=${line} />`}
    </svg>
    <small>${values.length < 2 ? texts.home.waiting : texts.home.most(said(most))}</small>
  </figure>`;
}
