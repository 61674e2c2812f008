// The form in which the server takes a password. Web Crypto is there only over TLS and on localhost; elsewhere it is done here.

const MASK = (1n << 64n) - 1n;

/**
 * @param {string} text
 * @returns {Promise<string>} 128 hexadecimal characters
 */
export async function sha512(text) {
  const bytes = new TextEncoder().encode(text);
  if (globalThis.crypto?.subtle === undefined) return digest(bytes);
  return [...new Uint8Array(await crypto.subtle.digest("SHA-512", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {bigint} value @param {bigint} by */
const turned = (value, by) => ((value >> by) | (value << (64n - by))) & MASK;

/**
 * The first 64 bits after the point of a prime's root (FIPS 180-4), by Newton's method on integers.
 *
 * @param {bigint} prime
 * @param {bigint} degree
 */
function rootBits(prime, degree) {
  const wanted = prime << (64n * degree);
  let root = 1n << (68n);
  for (;;) {
    const next = ((degree - 1n) * root + wanted / root ** (degree - 1n)) / degree;
    if (next >= root) return root & MASK;
    root = next;
  }
}

function primes(/** @type {number} */ count) {
  const found = /** @type {bigint[]} */ ([]);
  for (let next = 2n; found.length < count; next++) {
    if (found.every((prime) => next % prime !== 0n)) found.push(next);
  }
  return found;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function digest(bytes) {
  const constants = primes(80).map((prime) => rootBits(prime, 3n));
  const hash = primes(8).map((prime) => rootBits(prime, 2n));
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  for (let block = 0; block < padded.length; block += 128) {
    const words = Array.from({ length: 16 }, (_, i) => view.getBigUint64(block + 8 * i));
    const word = (/** @type {number} */ i) => words[i] ?? 0n;
    for (let i = 16; i < 80; i++) {
      const [early, late] = [word(i - 15), word(i - 2)];
      const one = turned(early, 1n) ^ turned(early, 8n) ^ (early >> 7n);
      const two = turned(late, 19n) ^ turned(late, 61n) ^ (late >> 6n);
      words.push((word(i - 16) + one + word(i - 7) + two) & MASK);
    }
    let [a, b, c, d, e, f, g, h] = /** @type {[bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]} */ ([...hash]);
    for (let i = 0; i < 80; i++) {
      const one = h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + (constants[i] ?? 0n) + word(i);
      const two = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] = ((hash[i] ?? 0n) + value) & MASK));
  }
  return hash.map((value) => value.toString(16).padStart(16, "0")).join("");
}
