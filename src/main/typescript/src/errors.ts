/** What kind of error it is, as the server's problem documents name it; `unavailable` also when it can't be reached. */
export type ErrorKind =
  | "malformed"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "method-not-allowed"
  | "not-acceptable"
  | "conflict"
  | "precondition-failed"
  | "too-large"
  | "unsupported-media-type"
  | "invalid"
  | "too-many-requests"
  | "fault"
  | "unavailable";

/** One thing that is wrong with what was given, and where. */
export interface Problem {
  /** The JSON pointer (RFC 6901) of what is wrong. */
  readonly pointer: string;
  /** Its line in the text that was sent, from 1. */
  readonly line?: number;
  /** Its column in code points, from 1. */
  readonly column?: number;
  /** What was expected. */
  readonly detail: string;
}

/** Why a call failed, in words that a person can act on. The call has changed nothing. */
export class DatabaseError extends Error {
  /** The kind of error. */
  readonly kind: ErrorKind;
  /** The HTTP status, 0 when no answer came. */
  readonly status: number;
  /** All that is wrong with what was given, at most the first 100. */
  readonly problems: readonly Problem[];

  constructor(kind: ErrorKind, status: number, message: string, problems: readonly Problem[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.kind = kind;
    this.status = status;
    this.problems = problems;
  }
}

/** There is no such record. */
export class NotFoundError extends DatabaseError {}

/** A key or a unique value exists, or a reference points nowhere. */
export class ConflictError extends DatabaseError {}

/** A property is missing, or is not what it must be. */
export class InvalidError extends DatabaseError {}

/** A rule or the caller's role does not allow it. */
export class ForbiddenError extends DatabaseError {}

/** The server or its database can't be reached just now: worth another try. Of a write it may not be known whether it was done. */
export class UnavailableError extends DatabaseError {}

const CLASSES: { readonly [kind in ErrorKind]?: typeof DatabaseError } = {
  "not-found": NotFoundError,
  conflict: ConflictError,
  invalid: InvalidError,
  malformed: InvalidError,
  forbidden: ForbiddenError,
  unauthenticated: ForbiddenError,
  unavailable: UnavailableError,
};

/** Makes the error that an answer tells of, also where a proxy has put its own words in place of the server's. */
export function errorOf(status: number, contentType: string, text: string, refusal?: string): DatabaseError {
  const problem = contentType.startsWith("application/problem+json") ? parse(text) : undefined;
  const kind = problem === undefined ? kindOf(status) : kindNamed(problem["type"]) ?? kindOf(status);
  const detail =
    typeof problem?.["detail"] === "string"
      ? problem["detail"]
      : `The answer had the status ${status} and was not the server's own: is the baseUrl right?`;
  const problems = Array.isArray(problem?.["errors"]) ? (problem["errors"] as Problem[]) : [];
  const begin = refusal === undefined ? "" : `${refusal}: ${kind === "malformed" ? malformed(problems.at(-1)) : ""}`;
  return new (CLASSES[kind] ?? DatabaseError)(kind, status, begin + message(detail, problems), problems);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

// By status, where the answer is not the server's own. There a 404 does not mean that a record is missing.
const STATUSES: Record<number, ErrorKind> = {
  400: "malformed",
  401: "unauthenticated",
  403: "forbidden",
  404: "not-found",
  405: "method-not-allowed",
  406: "not-acceptable",
  409: "conflict",
  412: "precondition-failed",
  413: "too-large",
  415: "unsupported-media-type",
  422: "invalid",
  429: "too-many-requests",
  500: "fault",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

function kindOf(status: number): ErrorKind {
  return status === 404 ? "fault" : STATUSES[status] ?? (status < 500 ? "malformed" : "fault");
}

function kindNamed(type: unknown): ErrorKind | undefined {
  const name = typeof type === "string" ? type.slice(type.lastIndexOf("/") + 1) : "";
  return Object.values(STATUSES).find((kind) => kind === name);
}

/** Where the text ceases to be JSON, in the words that callers know. */
function malformed(last: Problem | undefined): string {
  return `Invalid JSON${last?.line === undefined ? "" : ` at line ${last.line}, column ${last.column}`}. `;
}

/** A message that is read in a log names what is wrong; the server's detail may only count it. */
function message(detail: string, problems: readonly Problem[]): string {
  const named = problems.filter((problem) => !detail.includes(problem.detail)).slice(0, 3);
  return [detail, ...named.map((problem) => `${problem.pointer || "the value"}: ${problem.detail}`)].join(" · ");
}
