// Who is here. The session's cookie is the browser's alone.
import { call, Problem } from "./http.js";
import { recordPath } from "./paths.js";
import { sha512 } from "./sha512.js";

/** @typedef {{ id: string, username: string, role: string }} User */
/** @typedef {{ id: string, createdAt: number, usedAt: number, expiresAt: number, current: boolean }} Session */

/**
 * @param {string} username
 * @param {string} password
 * @returns {Promise<User>}
 */
export async function login(username, password) {
  const { text } = await call({ method: "POST", path: "/api/session", body: JSON.stringify({ username, password }), quiet: true });
  return JSON.parse(text).user;
}

/** @returns {Promise<User | null>} null when nobody has logged in */
export async function current() {
  try {
    return JSON.parse((await call({ path: "/api/session", quiet: true })).text).user ?? null;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

export async function logout() {
  await call({ method: "DELETE", path: "/api/session", quiet: true }).catch((/** @type {Problem} */ error) => {
    if (error.status !== 401) throw error;
  });
}

/** @param {string} userId @returns {Promise<Session[]>} */
export async function sessions(userId) {
  return JSON.parse((await call({ path: recordPath("users", userId, "/sessions") })).text);
}

/** @param {string} userId @param {string} [id] one, or all */
export async function endSession(userId, id) {
  const path = recordPath("users", userId, `/sessions${id === undefined ? "" : `/${id}`}`);
  await call({ method: "DELETE", path });
}

/** @param {string} username @param {string} password */
export async function setPassword(username, password) {
  const passwordHash = await sha512(password);
  await call({ method: "PUT", path: recordPath("credentials", username), body: JSON.stringify({ passwordHash }) });
}
