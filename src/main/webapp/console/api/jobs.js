// Imports and exports.
import { call } from "./http.js";
import { query } from "./paths.js";

/** @typedef {{ added: number, changed: number, removed: number, cascaded: number, mended: number }} SectionReport */
/** @typedef {{ sections: Record<string, SectionReport>, mends: import("./http.js").Fault[] }} Report */
/** @typedef {{ step: string, section: string, bytes: number, totalBytes: number, records: number, totalRecords: number, bytesPerSecond: number, recordsPerSecond: number, secondsLeft: number | null }} Progress */
/** @typedef {{ title: string, detail: string, status: number, errors?: import("./http.js").Fault[], errorCount?: number }} ProblemJson */
/** @typedef {{ id: string, kind: string, state: "running" | "done" | "failed" | "cancelled", startedAt: number, finishedAt?: number, progress?: Progress, report?: Report, problem?: ProblemJson }} Job */

/**
 * Begins an import; the answer comes as soon as the file is there.
 *
 * @param {Blob} file
 * @param {{ dryRun: boolean, repair: boolean }} how
 * @param {AbortSignal} signal
 * @returns {Promise<Job>}
 */
export async function startImport(file, { dryRun, repair }, signal) {
  const path = `/api/database/import${query({ dryRun: dryRun ? "true" : "", mode: repair ? "repair" : "" })}`;
  return JSON.parse((await call({ method: "POST", path, body: file, headers: { Prefer: "respond-async" }, signal })).text);
}

/** @param {string} id @returns {Promise<Job>} */
export async function readJob(id) {
  return JSON.parse((await call({ path: `/api/database/jobs/${encodeURIComponent(id)}` })).text);
}

/** @returns {Promise<Job[]>} */
export async function readJobs() {
  return JSON.parse((await call({ path: "/api/database/jobs" })).text);
}

/** @param {string} id */
export async function cancelJob(id) {
  await call({ method: "DELETE", path: `/api/database/jobs/${encodeURIComponent(id)}` });
}

/**
 * Finds lines of a file without holding it whole.
 *
 * @param {Blob} file
 * @param {number[]} lines from 1
 * @returns {Promise<Map<number, string>>}
 */
export async function linesOf(file, lines) {
  const wanted = new Set(lines);
  const last = Math.max(...lines);
  const found = new Map();
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let [line, rest] = [1, ""];
  for (;;) {
    const { value, done } = await reader.read();
    const pieces = (rest + (value ?? "")).split("\n");
    rest = done ? "" : (pieces.pop() ?? "");
    for (const piece of pieces) {
      if (wanted.has(line)) found.set(line, piece);
      line++;
    }
    // A file may be one line of a gigabyte: its beginning is enough.
    if (rest.length > 1_000_000) {
      if (wanted.has(line) && !found.has(line)) found.set(line, rest);
      return found;
    }
    if (done || line > last) {
      await reader.cancel();
      return found;
    }
  }
}
