const MASK = (1n << 64n) - 1n;

/** The fractional parts of the square and cube roots of primes, of which the standard takes its constants. */
function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) {
    if (found.every((prime) => n % prime !== 0n)) {
      found.push(n);
    }
  }
  return found;
}

/** Returns the largest integer whose power is no larger than the number. */
function root(number: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= number) {
      low = middle;
    } else {
      high = middle - 1n;
    }
  }
  return low;
}

const FIRST = primes(8).map((prime) => root(prime << 128n, 2n) & MASK);
const ROUNDS = primes(80).map((prime) => root(prime << 192n, 3n) & MASK);

function rotate(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & MASK;
}

/** Returns the SHA-512 of some bytes (FIPS 180-4), for where Web Crypto is not available. It is slow: for passwords only. */
export function sha512(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 17) / 128) * 128);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const hash = [...FIRST];
  for (let block = 0; block < padded.length; block += 128) {
    digest(view, block, hash);
  }
  const out = new DataView(new ArrayBuffer(64));
  hash.forEach((word, i) => out.setBigUint64(i * 8, word));
  return new Uint8Array(out.buffer);
}

function digest(view: DataView, block: number, hash: bigint[]): void {
  const words: bigint[] = [];
  for (let t = 0; t < 80; t++) {
    words.push(t < 16 ? view.getBigUint64(block + t * 8) : next(words, t));
  }
  let [a, b, c, d, e, f, g, h] = hash as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let t = 0; t < 80; t++) {
    const sum = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const choice = (e & f) ^ (~e & MASK & g);
    const one = (h + sum + choice + ROUNDS[t]! + words[t]!) & MASK;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + majority) & MASK;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = (hash[i]! + word) & MASK;
  });
}

function next(words: bigint[], t: number): bigint {
  const early = words[t - 15]!;
  const late = words[t - 2]!;
  const small = rotate(early, 1n) ^ rotate(early, 8n) ^ (early >> 7n);
  const large = rotate(late, 19n) ^ rotate(late, 61n) ^ (late >> 6n);
  return (words[t - 16]! + small + words[t - 7]! + large) & MASK;
}
