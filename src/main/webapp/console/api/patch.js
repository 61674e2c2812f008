// What a PATCH sends, and how three versions of a record go together.
import { same } from "./json.js";

/** @typedef {import("./json.js").Json} Json */
/** @typedef {Map<string, Json>} Properties */

/**
 * Returns the properties that were changed, and null for those that are gone. What was not touched is not in it.
 *
 * @param {Properties} before
 * @param {Properties} after
 * @returns {Properties}
 */
export function changes(before, after) {
  const changed = new Map([...after].filter(([name, value]) => !same(before.get(name), value)));
  for (const name of before.keys()) {
    if (!after.has(name)) changed.set(name, null);
  }
  return changed;
}

/**
 * @typedef {object} Difference a property that has not the same value in all three
 * @property {string} name
 * @property {Json | undefined} base as it was when the form was opened
 * @property {Json | undefined} theirs as it is now
 * @property {Json | undefined} mine as it is in the form
 * @property {boolean} clash whether both changed it, each otherwise
 */

/**
 * Compares what was opened, what is there now and what is in the form.
 *
 * @param {Properties} base
 * @param {Properties} theirs
 * @param {Properties} mine
 * @returns {Difference[]}
 */
export function differences(base, theirs, mine) {
  return [...new Set([...base.keys(), ...theirs.keys(), ...mine.keys()])]
    .map((name) => ({ name, base: base.get(name), theirs: theirs.get(name), mine: mine.get(name) }))
    .filter(({ base, theirs, mine }) => !same(base, theirs) || !same(base, mine))
    .map((each) => ({ ...each, clash: !same(each.base, each.theirs) && !same(each.base, each.mine) && !same(each.theirs, each.mine) }));
}

/**
 * Returns the record as it is now with what was changed in the form.
 *
 * @param {Properties} theirs
 * @param {Difference[]} all
 * @param {Set<string>} yielding the properties of which theirs is to stay
 * @returns {Properties}
 */
export function merge(theirs, all, yielding) {
  const merged = new Map(theirs);
  for (const { name, base, mine } of all) {
    if (yielding.has(name) || same(base, mine)) continue;
    if (mine === undefined) merged.delete(name);
    else merged.set(name, mine);
  }
  return merged;
}
