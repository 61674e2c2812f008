import { sha512 } from "./sha512.js";

const STORED = /^PBKDF2WithHmacSHA512:(\d{1,8}):([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})$/;

/** Returns the SHA-512 of a password's UTF-8 in lower-case hexadecimal, the form in which `setCredential` takes it. */
export async function hashPassword(password: string): Promise<string> {
  const bytes = new TextEncoder().encode(password);
  // A page that is not a secure context has no Web Crypto.
  const digest = globalThis.crypto?.subtle === undefined ? sha512(bytes) : await subtleSha512(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function subtleSha512(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-512", bytes));
}

/**
 * Returns whether a password is the one of a hash: a bare SHA-512, or the salted hash that `getCredentials` gives. The
 * empty hash is nobody's. Where a page is no secure context a salted hash can't be checked: use `Database.verifyCredentials`,
 * which asks the server and needs no hash to leave it.
 *
 * @throws Error when a salted hash is to be checked without Web Crypto
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const bare = await hashPassword(password);
  const stored = STORED.exec(hash);
  if (stored === null) {
    return same(new TextEncoder().encode(bare), new TextEncoder().encode(hash));
  }
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error(
      "A salted hash can be checked in a secure context only (HTTPS or localhost). Database.verifyCredentials works everywhere.",
    );
  }
  const [, iterations, salt, expected] = stored as unknown as [string, string, string, string];
  const wanted = bytesOf(expected);
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(bare), "PBKDF2", false, ["deriveBits"]);
  const made = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-512", salt: bytesOf(salt), iterations: Number(iterations) },
    key,
    wanted.length * 8,
  );
  return same(new Uint8Array(made), wanted);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** In a time that does not tell how much of it is the same. */
function same(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) {
    difference |= one[i]! ^ (other[i] ?? 0);
  }
  return difference === 0;
}
