// A record while it is written in a form: the text of each field. What was not touched keeps its value to the last digit.
import { JsonFault, JsonNumber, parse, write } from "./json.js";

/** @typedef {import("./catalogue.js").Property} Property */
/** @typedef {import("./json.js").Json} Json */
/** @typedef {{ message: string, line?: number, column?: number, offset?: number }} FieldFault */

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** @param {string} name @returns {Property} a property that the model does not declare may hold anything */
const undeclared = (name) => ({ name, kind: "json", required: false, choices: [], target: "", goes: false, secret: false, what: "json" });

export class Draft {
  /**
   * @param {Property[]} declared
   * @param {Map<string, Json>} record
   */
  constructor(declared, record) {
    this.declared = declared;
    this.record = record;
    /** @type {Map<string, string | null>} what was typed; null is unset */
    this.typed = new Map();
    /** @type {string[]} properties that were added by name */
    this.added = [];
  }

  /** @returns {Property[]} the declared ones, then the others in their order */
  get properties() {
    const known = new Set(this.declared.map(({ name }) => name));
    const others = [...this.record.keys(), ...this.added].filter((name) => !known.has(name));
    return [...this.declared, ...[...new Set(others)].map(undeclared)];
  }

  /** @param {Property} property @returns {string | null} */
  text(property) {
    const typed = this.typed.get(property.name);
    return typed === undefined ? this.stored(property) : typed;
  }

  /** @param {Property} property @returns {string | null} */
  stored({ name, kind }) {
    const value = this.record.get(name);
    if (value === undefined) return null;
    if (kind === "json") return write(value, true);
    return typeof value === "string" ? value : value instanceof JsonNumber ? value.source : write(value);
  }

  /** @param {Property} property @param {string | null} text */
  type(property, text) {
    if (text === this.stored(property)) this.typed.delete(property.name);
    else this.typed.set(property.name, text);
  }

  /** @param {string} name */
  add(name) {
    if (this.properties.some((each) => each.name === name)) return;
    this.added.push(name);
    this.typed.set(name, '""');
  }

  /** @param {Property} property */
  revert(property) {
    this.typed.delete(property.name);
    this.added = this.added.filter((name) => name !== property.name);
  }

  /** @returns {boolean} */
  get changed() {
    return this.typed.size > 0;
  }

  /**
   * @param {{ required: string }} words
   * @returns {{ record: Map<string, Json>, faults: Map<string, FieldFault> }}
   */
  result(words) {
    const record = /** @type {Map<string, Json>} */ (new Map());
    const faults = /** @type {Map<string, FieldFault>} */ (new Map());
    for (const property of this.properties) {
      const { name, required } = property;
      const typed = this.typed.get(name);
      const stored = this.record.get(name);
      if (typed === undefined) {
        if (stored !== undefined) record.set(name, stored);
        else if (required) faults.set(name, { message: words.required });
      } else if (typed === null) {
        if (required) faults.set(name, { message: words.required });
      } else {
        try {
          record.set(name, valueOf(property, typed));
        } catch (error) {
          if (!(error instanceof JsonFault)) throw error;
          const { message, line, column, offset } = error;
          faults.set(name, property.kind === "json" ? { message, line, column, offset } : { message });
        }
      }
    }
    return { record, faults };
  }
}

/**
 * @param {Property} property
 * @param {string} text
 * @returns {Json}
 * @throws {JsonFault}
 */
export function valueOf({ kind, what }, text) {
  if (kind === "json") return parse(text);
  if (kind === "flag") return text === "true";
  if (kind !== "number" && kind !== "time") return text;
  const number = text.trim();
  if (!NUMBER.test(number)) throw new JsonFault(`a number is expected (${what})`, text, 0);
  return new JsonNumber(number);
}
