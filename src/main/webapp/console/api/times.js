// Milliseconds since 1970 as people write them, both ways. A time is a text here, since it has 64 bits.

/** @param {number} value @param {number} [length] */
const padded = (value, length = 2) => String(value).padStart(length, "0");

/**
 * Returns what an input for a date and a time shows, in the browser's zone, or an empty text where it can't.
 *
 * @param {string} ms
 */
export function toLocal(ms) {
  const date = dateOf(ms);
  if (date === null || date.getFullYear() < 1 || date.getFullYear() > 9999) return "";
  const day = `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
  return `${day}T${padded(date.getHours())}:${padded(date.getMinutes())}:${padded(date.getSeconds())}.${padded(date.getMilliseconds(), 3)}`;
}

/**
 * @param {string} local as such an input gives it
 * @returns {string} the milliseconds, or an empty text
 */
export function fromLocal(local) {
  const time = new Date(local).getTime();
  return local === "" || Number.isNaN(time) ? "" : String(time);
}

/**
 * @param {string} ms
 * @returns {string} for reading, such as 2026-11-29 12:00:01, or the number itself when it is no date
 */
export function shown(ms) {
  const local = toLocal(ms);
  return local === "" ? ms : local.replace("T", " ").slice(0, 19);
}

/** @param {string} ms */
function dateOf(ms) {
  const date = /^-?\d+$/.test(ms) ? new Date(Number(ms)) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
