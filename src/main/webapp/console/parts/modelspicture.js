// The models and their references, as a diagram.
import { html, nothing, svg } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { listAddress } from "./address.js";
import { title } from "./names.js";

const [WIDTH, HEIGHT, ACROSS, DOWN] = [170, 40, 80, 18];

/**
 * @param {import("../api/catalogue.js").Catalogue} catalogue
 * @param {(name: string) => boolean} readable
 */
export function modelsPicture(catalogue, readable) {
  const references = catalogue.collections.flatMap((from) => from.properties.filter(({ target }) => target !== "").map((property) => ({ from: from.name, to: property.target, property })));
  const touched = new Set(references.flatMap(({ from, to }) => [from, to]));
  const targets = [...touched].filter((name) => references.some(({ to }) => to === name));
  const sources = [...touched].filter((name) => !targets.includes(name));
  const alone = catalogue.collections.map(({ name }) => name).filter((name) => !touched.has(name));
  const rows = Math.max(sources.length, targets.length, Math.ceil(alone.length / 2));
  const place = new Map(/** @type {[string, [number, number]][]} */ ([]));
  const column = (/** @type {string[]} */ names, /** @type {number} */ x) => names.forEach((name, i) => place.set(name, [x * (WIDTH + ACROSS) + 4, i * (HEIGHT + DOWN) + 4]));
  column(sources, 0);
  column(targets, 1);
  column(alone.slice(0, rows), 2.2);
  column(alone.slice(rows), 3.0);
  const [width, height] = [(WIDTH + ACROSS) * 3 + WIDTH + 8, rows * (HEIGHT + DOWN)];
  return html`<div class="picture"><svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="group" aria-label=${texts.pictures.models}>
    <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0,0 L8,4 L0,8 z" /></marker></defs>
    ${references.map(({ from, to, property }, i) => line(place.get(from) ?? [0, 0], place.get(to) ?? [0, 0], property, i))}
    ${[...place].map(([name, [x, y]]) => svg`<a href=${readable(name) ? listAddress(name) : nothing}><rect x=${x} y=${y} width=${WIDTH} height=${HEIGHT} rx="6" /><text x=${x + WIDTH / 2} y=${y + HEIGHT / 2}>${title(name)}</text></a>`)}
  </svg></div>`;
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {import("../api/catalogue.js").Property} property
 * @param {number} i
 */
function line([x1, y1], [x2, y2], property, i) {
  const shift = ((i % 3) - 1) * 9;
  const path = x1 === x2
    ? `M${x1 + WIDTH},${y1 + HEIGHT / 2 + shift} C${x1 + WIDTH + 46 + shift},${y1 + HEIGHT / 2} ${x2 + WIDTH + 46 + shift},${y2 + HEIGHT / 2} ${x2 + WIDTH},${y2 + HEIGHT / 2 + shift}`
    : `M${x1 + WIDTH},${y1 + HEIGHT / 2 + shift} C${x1 + WIDTH + 40},${y1 + HEIGHT / 2 + shift} ${x2 - 40},${y2 + HEIGHT / 2 + shift} ${x2},${y2 + HEIGHT / 2 + shift}`;
  return svg`<path class="edge ${property.required ? "" : "optional"}" d=${path} marker-end="url(#arrow)"><title>${property.name}</title></path>`;
}
