/** Assertions that run in Node and in a browser. */

export function equal(actual: unknown, expected: unknown, what = ""): void {
  const [one, other] = [show(actual), show(expected)];
  if (one !== other) {
    throw new Error(`${what} was\n${one}\nand not\n${other}`);
  }
}

export async function rejects<E extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...parameters: never[]) => E,
  message?: string | RegExp,
): Promise<E> {
  let failure: unknown;
  try {
    await promise;
  } catch (error) {
    failure = error;
  }
  if (!(failure instanceof type)) {
    throw new Error(`was to reject with ${type.name}, and came to ${show(failure)}`);
  }
  if (typeof message === "string") {
    equal(failure.message, message, "the message");
  } else if (message !== undefined && !message.test(failure.message)) {
    throw new Error(`the message was ${failure.message}`);
  }
  return failure;
}

/** As JSON, with its order, and what JSON does not know. */
function show(value: unknown): string {
  if (value instanceof Error) {
    return `${value.name}: ${value.message}`;
  }
  return value === undefined ? "undefined" : (JSON.stringify(value, (_, part: unknown) => (part === undefined ? "(undefined)" : part), 1) ?? String(value));
}
