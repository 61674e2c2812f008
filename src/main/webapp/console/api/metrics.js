// What /metrics says, in the text format of Prometheus, and what becomes of it between two readings.
import { call } from "./http.js";

/** @typedef {{ at: number, calls: number, errors: number, slow: number, used: number, byStatus: Map<string, number> }} Sample */
/** @typedef {{ at: number, rate: number, errors: number, slow: number, used: number }} Point */

/**
 * @param {string} text
 * @returns {{ name: string, labels: Record<string, string>, value: number }[]}
 */
export function samples(text) {
  return text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

/** @returns {Promise<Sample>} */
export async function readMetrics() {
  const all = samples((await call({ path: "/metrics" })).text);
  const calls = all.filter(({ name }) => name === "metabuilder_calls_total");
  const sum = (/** @type {{ value: number }[]} */ some) => some.reduce((total, { value }) => total + value, 0);
  const byStatus = new Map();
  for (const { labels, value } of calls) {
    byStatus.set(labels.status, (byStatus.get(labels.status) ?? 0) + value);
  }
  const weighed = all.filter(({ name }) => name === "metabuilder_operation_microseconds_count");
  const slowest = all.filter(({ name, labels }) => name === "metabuilder_operation_microseconds" && labels.quantile === "0.95");
  const weight = (/** @type {string | undefined} */ operation) => weighed.find(({ labels }) => labels.operation === operation)?.value ?? 0;
  // The 95th percentile of all calls can't be had from those of each operation; their mean by calls is near enough to see a change.
  const slow = sum(slowest.map(({ labels, value }) => ({ value: value * weight(labels.operation) }))) / Math.max(1, sum(weighed));
  return {
    at: Date.now(),
    calls: sum(calls),
    errors: sum(calls.filter(({ labels }) => Number(labels.status) >= 500)),
    slow: slow / 1000,
    used: sum(all.filter(({ name }) => name === "metabuilder_pool_used")),
    byStatus,
  };
}

/**
 * @param {Sample} before
 * @param {Sample} now
 * @returns {Point}
 */
export function between(before, now) {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000);
  // A server that was started again counts from nothing.
  const since = (/** @type {number} */ one, /** @type {number} */ other) => (other >= one ? other - one : other) / seconds;
  return { at: now.at, rate: since(before.calls, now.calls), errors: since(before.errors, now.errors), slow: now.slow, used: now.used };
}
