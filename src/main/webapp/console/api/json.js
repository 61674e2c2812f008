// JSON that comes back as it was: numbers keep their source text, objects their order. JSON.parse would make 12345678901234567000
// of 12345678901234567890, Infinity of 1e400, and put a property "2" before "b".

/** @typedef {import("./types.js").Json} Json */

/** A number, as it is written. */
export class JsonNumber {
  /** @param {string} source a number by JSON's grammar */
  constructor(source) {
    this.source = source;
  }
}

/** Why a text is no JSON, and where: line and column from 1, in code points, as the server counts them. */
export class JsonFault extends Error {
  /**
   * @param {string} expected what was expected
   * @param {string} text
   * @param {number} offset in UTF-16 units
   */
  constructor(expected, text, offset) {
    super(expected);
    const before = text.slice(0, offset).split("\n");
    this.line = before.length;
    this.column = [...(before[before.length - 1] ?? "")].length + 1;
    this.offset = offset;
  }
}

const BLANK = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS = /** @type {Record<string, Json>} */ ({ true: true, false: false, null: null });

/**
 * Reads a text that is one JSON value.
 *
 * @param {string} text
 * @returns {Json}
 * @throws {JsonFault} when it is not
 */
export function parse(text) {
  let at = 0;

  /** @param {RegExp} token */
  const take = (token) => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const blank = () => void take(BLANK);

  /**
   * @param {string} expected
   * @returns {never}
   */
  const fail = (expected) => {
    throw new JsonFault(expected, text, at);
  };

  /** @returns {string} */
  const string = () => {
    const source = take(STRING) ?? fail(text[at] === '"' ? "this text has no end, or an escape that JSON does not know" : "a text in double quotes is expected");
    return JSON.parse(source);
  };

  /**
   * @param {string} end
   * @param {() => void} each
   */
  const items = (end, each) => {
    at++;
    blank();
    if (text[at] !== end) {
      for (;;) {
        blank();
        each();
        blank();
        if (text[at] !== ",") break;
        at++;
      }
    }
    if (text[at] !== end) fail(`a comma or ${end} is expected`);
    at++;
  };

  /** @returns {Json} */
  const value = () => {
    if (text[at] === "{") {
      const object = /** @type {Map<string, Json>} */ (new Map());
      items("}", () => {
        const start = at;
        const name = string();
        if (object.has(name)) {
          at = start;
          fail(`the property ${name} is given twice`);
        }
        blank();
        if (text[at] !== ":") fail("a colon is expected");
        at++;
        blank();
        object.set(name, value());
      });
      return object;
    }
    if (text[at] === "[") {
      const array = /** @type {Json[]} */ ([]);
      items("]", () => array.push(value()));
      return array;
    }
    if (text[at] === '"') return string();
    const word = take(WORD);
    if (word !== undefined) return WORDS[word] ?? null;
    return new JsonNumber(take(NUMBER) ?? fail("a value is expected"));
  };

  blank();
  const result = value();
  blank();
  if (at < text.length) fail("nothing more is expected here");
  return result;
}

/**
 * Writes a value, on one line or with two spaces a level.
 *
 * @param {Json} value
 * @param {boolean} [indented]
 * @param {string} [margin]
 * @returns {string}
 */
export function write(value, indented = false, margin = "") {
  if (value instanceof JsonNumber) return value.source;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = indented ? `${margin}  ` : "";
  const [before, between, after, colon] = indented ? [`\n${inner}`, `,\n${inner}`, `\n${margin}`, ": "] : ["", ",", "", ":"];
  const parts = Array.isArray(value)
    ? value.map((part) => write(part, indented, inner))
    : [...value].map(([name, part]) => JSON.stringify(name) + colon + write(part, indented, inner));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return parts.length === 0 ? `${open}${close}` : `${open}${before}${parts.join(between)}${after}${close}`;
}

/**
 * Tells whether two values are the same to the last digit, in the same order.
 *
 * @param {Json | undefined} one
 * @param {Json | undefined} other
 */
export function same(one, other) {
  return one === undefined || other === undefined ? one === other : write(one) === write(other);
}

/**
 * @param {string} text a JSON object
 * @returns {Map<string, Json>}
 */
export function parseObject(text) {
  const value = parse(text);
  if (!(value instanceof Map)) throw new JsonFault("an object is expected", text, 0);
  return value;
}
