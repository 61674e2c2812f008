// What refers to a record, and so what goes with it.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { count } from "../api/records.js";
import { comparison } from "../api/rsql.js";
import { texts } from "../texts.js";
import { listAddress } from "./address.js";
import { known } from "./app.js";
import { draw } from "./draw.js";
import { problemBox } from "./faults.js";
import { title } from "./names.js";
import { Task } from "./task.js";

/** @typedef {import("../api/catalogue.js").Collection} Collection */
/** @typedef {import("../api/catalogue.js").Reference & { filter: string, number: number }} Referrer */

/** A filter names so many keys at most; the server takes 2,000 characters. */
const MOST_CHARACTERS = 1800;

/** @param {Collection} collection @param {string[]} keys */
function watch(collection, keys) {
  const { catalogue, rights } = known();
  const task = new Task();
  const references = catalogue.referencesTo(collection.name);
  /** @type {Referrer[]} */
  let found = [];
  let unread = /** @type {string[]} */ ([]);
  void task.run(async () => {
    const readable = references.filter((each) => rights.mayList(each.collection.name));
    unread = references.filter((each) => !readable.includes(each)).map((each) => title(each.collection.name));
    found = await Promise.all(readable.map(async ({ collection, property }) => {
      const filter = keys.length === 1 ? comparison({ property: property.name, operator: "==", value: keys[0] ?? "" }) : keys.map((key) => comparison({ property: property.name, operator: "==", value: key })).join(",");
      return { collection, property, filter, number: filter.length > MOST_CHARACTERS ? -1 : await count(collection, filter) };
    }));
    draw();
  });
  return { task, found: () => found.filter(({ number }) => number !== 0), unread: () => unread };
}

/** @param {Referrer} referrer */
function link({ collection, property, filter, number }) {
  return html`<a href=${listAddress(collection.name, { filter })}>${number < 0 ? title(collection.name) : texts.refers.number(number, title(collection.name))}</a> <span class="dim">(${property.name})</span>`;
}

/**
 * @param {Collection} collection
 * @param {string} key
 * @returns {() => unknown} what draws it
 */
export function referrers(collection, key) {
  const seen = watch(collection, [key]);
  return () => (seen.found().length === 0 ? nothing : html`<section class="panel"><h2>${texts.refers.title}</h2><ul class="plain">${seen.found().map((each) => html`<li>${link(each)}</li>`)}</ul></section>`);
}

/**
 * Says what goes with records that are deleted: an optional reference is unset, a required one takes its record along.
 *
 * @param {Collection} collection
 * @param {string[]} keys
 * @returns {() => unknown} what draws it
 */
export function goesWith(collection, keys) {
  const seen = watch(collection, keys);
  return () => {
    if (seen.task.busy) return html`<p class="dim" role="status">${texts.refers.looking}</p>`;
    const effects = seen.found();
    const credential = collection.name === "users" ? html`<li>${texts.refers.credential}</li>` : nothing;
    return html`${problemBox(seen.task.problem)}
      <div class="effects"><p>${texts.refers.effects}</p><ul>
        ${effects.map((each) => html`<li>${link(each)}: ${each.property.goes ? texts.refers.goes : texts.refers.unset}</li>`)}
        ${credential}
        ${seen.unread().map((name) => html`<li>${texts.refers.unread(name)}</li>`)}
        ${effects.length === 0 && credential === nothing && seen.unread().length === 0 ? html`<li>${texts.refers.nothing}</li>` : nothing}
      </ul></div>`;
  };
}
