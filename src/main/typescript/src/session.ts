import { read, requireSessions, write } from "./connection.js";
import type { User } from "./models.js";

/**
 * Logs a user in. From here on the browser sends the session's cookie, which no script can read, with each request of the
 * `Database` class, also after a reload: the user may do what the role allows.
 *
 * @returns who has logged in
 * @throws ForbiddenError when it is not the name and the password of a user; its `kind` is `unauthenticated`
 * @throws DatabaseError of kind `too-many-requests` when too many log-ins failed
 * @throws InvalidError when a token or a username is configured, or this is no browser
 */
export async function login(username: string, password: string): Promise<User> {
  requireSessions();
  const answer = await write({ method: "POST", path: "session", body: JSON.stringify({ username, password }) });
  return (JSON.parse(answer) as { user: User }).user;
}

/** Ends the session, on the server too: its cookie opens nothing any more. Without a session it does nothing. */
export async function logout(): Promise<void> {
  await write({ method: "DELETE", path: "session", none: "unauthenticated" });
}

/**
 * Returns who has logged in, as the server knows the user now, or null when nobody has. A session ends by `logout`, after a
 * time without calls, and at once when the user's name, role or password becomes another.
 */
export async function currentUser(): Promise<User | null> {
  const answer = await read({ method: "GET", path: "session", none: "unauthenticated" });
  return (JSON.parse(answer) as { user?: User } | null)?.user ?? null;
}
