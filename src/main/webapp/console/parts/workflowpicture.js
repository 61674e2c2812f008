// A workflow as its graph: the nodes where they are, by their kinds, and the edges between them.
import { html, svg } from "../lib/lit-html/lit-html.js";
import { JsonNumber } from "../api/json.js";
import { texts } from "../texts.js";

/** @typedef {import("../api/json.js").Json} Json */
/** @typedef {{ id: string, type: string, label: string, x: number, y: number }} Spot */

const [WIDTH, HEIGHT, MARGIN] = [150, 46, 12];
const KINDS = ["trigger", "action", "condition", "lua", "transform"];

/** @param {Json | undefined} value */
const text = (value) => (typeof value === "string" ? value : "");
/** @param {Json | undefined} value @param {number} otherwise */
const number = (value, otherwise) => (value instanceof JsonNumber && Number.isFinite(Number(value.source)) ? Number(value.source) : otherwise);
/** @param {Json | undefined} value */
const objects = (value) => (Array.isArray(value) ? value : []).flatMap((each) => (each instanceof Map ? [each] : []));

/** @param {Map<string, Json>} record @returns {unknown} null when it has no nodes */
export function workflowPicture(record) {
  const spots = objects(record.get("nodes")).map((node, i) => {
    const position = node.get("position");
    const at = position instanceof Map ? position : new Map();
    return { id: text(node.get("id")), type: text(node.get("type")), label: text(node.get("label")), x: number(at.get("x"), i * (WIDTH + 40)), y: number(at.get("y"), 0) };
  });
  if (spots.length === 0) return null;
  const [left, top] = [Math.min(...spots.map(({ x }) => x)) - MARGIN, Math.min(...spots.map(({ y }) => y)) - MARGIN];
  const width = Math.max(...spots.map(({ x }) => x)) + WIDTH + MARGIN - left;
  const height = Math.max(...spots.map(({ y }) => y)) + HEIGHT + MARGIN - top;
  const edges = objects(record.get("edges")).flatMap((edge) => {
    const [from, to] = [spots.find(({ id }) => id === edge.get("source")), spots.find(({ id }) => id === edge.get("target"))];
    return from === undefined || to === undefined ? [] : [{ from, to, label: text(edge.get("label")) }];
  });
  return html`<div class="picture"><svg viewBox="${left} ${top} ${width} ${height}" width=${Math.min(900, width)} role="img" aria-label=${texts.pictures.workflow(spots.length, edges.length)}>
    <defs><marker id="workflow-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" /></marker></defs>
    ${edges.map(line)}
    ${spots.map(({ type, label, x, y }) => svg`<g class="node ${KINDS.includes(type) ? type : ""}"><title>${label} (${type})</title><rect x=${x} y=${y} width=${WIDTH} height=${HEIGHT} rx="8" />
      <text x=${x + WIDTH / 2} y=${y + 17}>${label.length > 20 ? `${label.slice(0, 19)}…` : label}</text><text class="kind" x=${x + WIDTH / 2} y=${y + 34}>${type}</text></g>`)}
  </svg></div>`;
}

/** @param {{ from: Spot, to: Spot, label: string }} edge */
function line({ from, to, label }) {
  // It leaves and comes by the sides that look at each other.
  const aside = Math.abs(to.x - from.x) > WIDTH;
  const [x1, y1] = aside ? [from.x + (to.x > from.x ? WIDTH : 0), from.y + HEIGHT / 2] : [from.x + WIDTH / 2, from.y + (to.y > from.y ? HEIGHT : 0)];
  const [x2, y2] = aside ? [to.x + (to.x > from.x ? 0 : WIDTH), to.y + HEIGHT / 2] : [to.x + WIDTH / 2, to.y + (to.y > from.y ? 0 : HEIGHT)];
  const middle = aside ? `${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2}` : `${x1},${(y1 + y2) / 2} ${x2},${(y1 + y2) / 2}`;
  return svg`<path class="edge" d="M${x1},${y1} C${middle} ${x2},${y2}" marker-end="url(#workflow-arrow)" /><text class="kind" x=${(x1 + x2) / 2} y=${(y1 + y2) / 2 - 6}>${label}</text>`;
}
