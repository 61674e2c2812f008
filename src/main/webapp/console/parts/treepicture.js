// Components as a tree.
import { html, nothing, svg } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { recordAddress } from "./address.js";
import { short } from "./shown.js";

/** @typedef {{ label: string, note: string, href: string | null, children: Tree[] }} Tree */
/** @typedef {import("../api/json.js").Json} Json */

const [ROW, INDENT, MOST] = [28, 22, 400];

/** @param {Json | undefined} value */
const text = (value) => (typeof value === "string" ? value : "");

/** @param {Map<string, Map<string, Json>>} nodes @returns {Tree[]} those without a parent, each with its children in their order */
export function hierarchyOf(nodes) {
  const shown = new Set(/** @type {string[]} */ ([]));
  const make = (/** @type {string} */ key) => {
    const node = nodes.get(key);
    if (node === undefined || shown.has(key)) return [];
    shown.add(key);
    const named = node.get("childIds");
    const children = [...(Array.isArray(named) ? named.map(text) : []), ...[...nodes].filter(([, each]) => each.get("parentId") === key).map(([child]) => child)];
    /** @type {Tree} */
    const tree = { label: text(node.get("type")), note: key, href: recordAddress("componentHierarchy", key), children: children.flatMap(make) };
    return [tree];
  };
  const children = new Set([...nodes.values()].flatMap((node) => { const named = node.get("childIds"); return Array.isArray(named) ? named.map(text) : []; }));
  const roots = [...nodes].filter(([key, node]) => !children.has(key) && !nodes.has(text(node.get("parentId")))).map(([key]) => key);
  // What is only in a circle has no beginning: it is shown from wherever it is met.
  return [...roots.flatMap(make), ...[...nodes.keys()].flatMap(make)];
}

/** @param {Map<string, Json>} record a page */
export function pageTree(record) {
  const of = (/** @type {Json | undefined} */ value) => (Array.isArray(value) ? value : []).flatMap((each) => (each instanceof Map ? [make(each)] : []));
  /** @param {Map<string, Json>} node @returns {Tree} */
  const make = (node) => ({ label: text(node.get("type")), note: text(node.get("id")), href: null, children: of(node.get("children")) });
  const trees = of(record.get("componentTree"));
  return trees.length === 0 ? null : treePicture(trees, texts.pictures.page);
}

/** @param {Tree[]} trees @param {string} name */
export function treePicture(trees, name) {
  const rows = /** @type {{ tree: Tree, depth: number, parent: number }[]} */ ([]);
  const walk = (/** @type {Tree} */ tree, /** @type {number} */ depth, /** @type {number} */ parent) => {
    if (rows.length >= MOST) return;
    const at = rows.push({ tree, depth, parent }) - 1;
    tree.children.forEach((child) => walk(child, depth + 1, at));
  };
  trees.forEach((tree) => walk(tree, 0, -1));
  const width = Math.max(...rows.map(({ tree, depth }) => depth * INDENT + 24 + 8 * (tree.label.length + Math.min(30, tree.note.length) + 3)));
  const middle = (/** @type {number} */ row) => row * ROW + ROW / 2;
  return html`<div class="picture"><svg class="tree" viewBox="0 0 ${width} ${rows.length * ROW}" width=${width} height=${rows.length * ROW} role="group" aria-label=${name}>
    ${rows.map(({ depth, parent }, i) => (parent < 0 ? nothing : svg`<path class="edge" d="M${(depth - 1) * INDENT + 8},${middle(parent) + 6} V${middle(i)} H${depth * INDENT + 2}" />`))}
    ${rows.map(({ tree, depth }, i) => svg`<a href=${tree.href ?? nothing}><circle cx=${depth * INDENT + 8} cy=${middle(i)} r="5" /><text x=${depth * INDENT + 20} y=${middle(i)}><tspan class="strong">${short(tree.label)}</tspan><tspan dx="8">${tree.note.slice(0, 30)}</tspan></text></a>`)}
  </svg></div>${rows.length >= MOST ? html`<p class="dim">${texts.pictures.most(MOST)}</p>` : nothing}`;
}
