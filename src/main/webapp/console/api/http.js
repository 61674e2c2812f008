// Every call to the server. It answers with the text as it came, and each error is a Problem in the server's own words.
import { texts } from "../texts.js";

/** @typedef {{ pointer: string, line?: number, column?: number, detail: string }} Fault */

export class Problem extends Error {
  /**
   * @param {number} status 0 when no answer came
   * @param {string} title
   * @param {string} detail
   * @param {Fault[]} faults
   * @param {number} count how many faults there are; the first 100 are told
   */
  constructor(status, title, detail, faults = [], count = faults.length) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.faults = faults;
    this.count = count;
  }
}

/**
 * @typedef {object} Call
 * @property {string} [method]
 * @property {string} path
 * @property {string | Blob} [body] JSON
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {boolean} [quiet] whether a 401 is the caller's own affair
 */

/** @typedef {{ status: number, headers: Headers, text: string }} Answer */

/** @type {() => Promise<void>} */
let again = () => Promise.reject(new Problem(401, "", texts.session.ended));

/**
 * Says what to do when a session has ended: resolve when there is a new one, and the call is made again.
 *
 * @param {() => Promise<void>} handler
 */
export function onSessionEnd(handler) {
  again = handler;
}

/**
 * @param {Call} given
 * @returns {Promise<Answer>}
 * @throws {Problem}
 */
export async function call(given) {
  for (;;) {
    const answer = await once(given);
    // A server that is not ready says so with a 503, whose body is the answer.
    if (answer.status < 400 || (answer.status === 503 && given.path.startsWith("/health/"))) return answer;
    if (answer.status !== 401 || given.quiet) throw problem(answer);
    await again();
  }
}

/** @param {Call} given @returns {Promise<Answer>} */
async function once({ method = "GET", path, body, headers = {}, signal }) {
  try {
    const typed = new Headers(headers);
    if (body !== undefined) typed.set("Content-Type", "application/json");
    const answer = await fetch(path, { method, body: body ?? null, headers: typed, cache: "no-store", signal: signal ?? null });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, texts.errors.noAnswerTitle, method === "GET" ? texts.errors.noAnswer : texts.errors.noAnswerToChange);
  }
}

/** @param {Answer} answer */
function problem({ status, text, headers }) {
  try {
    const { title, detail, errors, errorCount } = JSON.parse(text);
    const wait = headers.get("Retry-After");
    return new Problem(status, title, wait === null ? detail : `${detail} ${texts.errors.retryAfter(wait)}`, errors, errorCount);
  } catch {
    return new Problem(status, texts.errors.strangeTitle, texts.errors.strange(status));
  }
}

/**
 * @param {unknown} error
 * @returns {Problem}
 */
export function asProblem(error) {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem(0, texts.errors.ownTitle, error instanceof Error ? error.message : String(error));
}
