import { DatabaseError, errorOf, InvalidError, UnavailableError } from "./errors.js";

/** How the `Database` class reaches its server. */
export interface DatabaseConfiguration {
  /** Where the server is, such as `https://builder.example/data`; by default where the page comes from. */
  baseUrl?: string;
  /** The service token, which may do everything: for servers only, never for a browser. */
  token?: string;
  /** The name of a MetaBuilder user, who may do what the role allows; with `password`. */
  username?: string;
  /** The password of `username`. */
  password?: string;
  /** What sends requests, in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** How long one request may take, in milliseconds, 60,000 by default. Those of the whole database may take any time. */
  timeout?: number;
  /** Ends all requests when it is aborted; what they reject with is its reason. */
  signal?: AbortSignal;
  /** Is told each error, also of calls that nobody awaits. */
  onError?: (error: unknown) => void;
}

const TIMEOUT_MILLIS = 60_000;
const TRIES = 4;
const FIRST_PAUSE_MILLIS = 200;
const LONGEST_PAUSE_MILLIS = 10_000;

let configuration: DatabaseConfiguration = {};

/** Says where the server is and who is calling; from here on, in place of what was said before. */
export function configureDatabase(given: DatabaseConfiguration): void {
  if (given.token !== undefined && given.username !== undefined) {
    throw new InvalidError("invalid", 0, "Either a token or a username and its password, not both.");
  }
  if ((given.username === undefined) !== (given.password === undefined)) {
    throw new InvalidError("invalid", 0, "A username and a password go together.");
  }
  configuration = { ...given };
  leaving.clear();
}

/**
 * Requires that a session would count, and that something keeps its cookie.
 *
 * @throws InvalidError when other credentials are configured, or this is no browser
 */
export function requireSessions(): void {
  if (!isBySession(configuration)) {
    throw new InvalidError("invalid", 0, "A session counts where neither a token nor a username is configured.");
  }
  if (globalThis.location === undefined && configuration.fetch === undefined) {
    throw new InvalidError("invalid", 0, "A session is kept by a browser. Elsewhere configure a username and a password.");
  }
}

function isBySession({ token, username }: DatabaseConfiguration): boolean {
  return token === undefined && username === undefined;
}

/** One request. */
export interface Call {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/`. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string | undefined;
  /** Whether it is a write that goes with an Idempotency-Key, so that it may be sent again and is done once. */
  readonly keyed?: boolean;
  /** Is answered by `null` where it fails so: there is no such record, or nobody has logged in. */
  readonly none?: "not-found" | "unauthenticated";
  /** Whether it may take any time. */
  readonly long?: boolean;
  /** What the message begins with when it fails. */
  readonly refusal?: string;
}

/** Writes leave in the order of their calls: each waits for the one before it. */
let written: Promise<unknown> = Promise.resolve();

/**
 * What reads and has not left yet, by path. Whoever asks for the same meanwhile gets the same answer: it is as new as one of his
 * own. A write that is called in between parts them.
 */
const leaving = new Map<string, Promise<string>>();

/** Sends what reads, after all writes that were called before. */
export function read(call: Call): Promise<string> {
  const current = configuration;
  const sent = (): Promise<string> => {
    if (leaving.get(call.path) === answer) {
      leaving.delete(call.path);
    }
    return send(current, call, true);
  };
  const same = call.method === "GET" ? leaving.get(call.path) : undefined;
  const answer = same ?? written.then(sent);
  if (call.method === "GET") {
    leaving.set(call.path, answer);
  }
  return told(current, call, answer);
}

/** Sends what writes, after all writes that were called before; its body may take a while to make. */
export function write(call: Call, body?: Promise<string>): Promise<string> {
  const current = configuration;
  leaving.clear();
  // Callers that wait for it get the error; until then nobody does.
  body?.catch(() => undefined);
  const answer = written.then(async () =>
    send(current, body === undefined ? call : { ...call, body: await body }, call.keyed === true),
  );
  written = answer.catch(() => undefined);
  return told(current, call, answer);
}

function told(current: DatabaseConfiguration, call: Call, answer: Promise<string>): Promise<string> {
  return answer.catch((error: unknown) => {
    if (error instanceof DatabaseError && error.kind === call.none) {
      return "null";
    }
    current.onError?.(error);
    throw error;
  });
}

/** Returns the path of a record; a key that a path can't carry goes as a query parameter. */
export function pathOf(collection: string, key: string, rest = ""): string {
  const inPath = key !== "" && key !== "-" && key !== "." && key !== ".." && !/[/\\]/.test(key);
  try {
    const encoded = encodeURIComponent(key);
    return inPath ? `${collection}/${encoded}${rest}` : `${collection}/-${rest}?key=${encoded}`;
  } catch {
    throw new InvalidError("invalid", 0, "A key must be Unicode text: it has half of a surrogate pair.");
  }
}

async function send(current: DatabaseConfiguration, call: Call, repeatable: boolean): Promise<string> {
  const headers = headersOf(current, call);
  for (let tried = 1; ; tried++) {
    try {
      return await once(current, call, headers);
    } catch (error) {
      if (!(error instanceof Retry)) {
        throw error;
      }
      if (!repeatable || tried === TRIES) {
        throw error.error;
      }
      const pause = FIRST_PAUSE_MILLIS * 2 ** (tried - 1) * (1 + Math.random());
      await sleep(Math.min(Math.max(pause, error.afterMillis), LONGEST_PAUSE_MILLIS), current.signal);
    }
  }
}

/** What is worth another try, and when at the earliest. */
class Retry {
  constructor(
    readonly error: DatabaseError,
    readonly afterMillis: number,
  ) {}
}

function headersOf(current: DatabaseConfiguration, call: Call): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (call.body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (current.token !== undefined) {
    headers["Authorization"] = `Bearer ${current.token}`;
  } else if (current.username !== undefined) {
    const bytes = new TextEncoder().encode(`${current.username}:${current.password ?? ""}`);
    headers["Authorization"] = `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
  } else if (globalThis.isSecureContext === false) {
    // There the server can't see that a script asks, and a browser would show a window of its own to log in.
    headers["X-Requested-With"] = "fetch";
  }
  if (call.keyed) {
    headers["Idempotency-Key"] = randomKey();
  }
  return headers;
}

/** As `crypto.randomUUID`, which a page has in a secure context only. */
function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function once(current: DatabaseConfiguration, call: Call, headers: Record<string, string>): Promise<string> {
  const { signal } = current;
  signal?.throwIfAborted();
  const timeout = current.timeout ?? TIMEOUT_MILLIS;
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  const begin = beginOf(call);
  let late = false;
  const timer = call.long
    ? undefined
    : setTimeout(() => {
        late = true;
        stop.abort();
      }, timeout);
  try {
    const response = await (current.fetch ?? globalThis.fetch)(urlOf(current, call), {
      method: call.method,
      headers,
      ...(call.body === undefined ? {} : { body: call.body }),
      // The cookie of a session, also to another port or name of the same site.
      ...(isBySession(current) ? { credentials: "include" as const } : {}),
      signal: stop.signal,
    });
    // Read to its end in any case: the connection is free then.
    return answerOf(call, response, await response.text());
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof Retry) {
      throw error;
    }
    signal?.throwIfAborted();
    if (late) {
      throw new UnavailableError("unavailable", 0, `${begin}The server did not answer within ${timeout} ms.`);
    }
    throw new Retry(new UnavailableError("unavailable", 0, `${begin}The server can't be reached.`, [], error), 0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Returns what the message of every error of a call begins with. */
function beginOf(call: Call): string {
  return call.refusal === undefined ? "" : `${call.refusal}: `;
}

function urlOf(current: DatabaseConfiguration, call: Call): string {
  const base = (current.baseUrl ?? "").replace(/\/+$/, "");
  if (base === "" && globalThis.location === undefined) {
    throw new InvalidError("invalid", 0, `${beginOf(call)}configureDatabase must be told the baseUrl of the server.`);
  }
  return `${base}/api/${call.path}`;
}

function answerOf(call: Call, response: Response, text: string): string {
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok) {
    const error = errorOf(response.status, type, text, call.refusal);
    if (error instanceof UnavailableError) {
      throw new Retry(error, Number(response.headers.get("Retry-After") ?? 0) * 1000 || 0);
    }
    throw error;
  }
  if (response.status !== 204 && !type.startsWith("application/json")) {
    const detail = `${beginOf(call)}The answer had the status ${response.status} and was not the server's own: is the baseUrl right?`;
    throw new DatabaseError("fault", response.status, detail);
  }
  return text;
}

function sleep(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, millis);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
