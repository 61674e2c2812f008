// What the flows of the console find in the database.
import { createHash } from "node:crypto";

export const { METABUILDER_URL: SERVER, METABUILDER_SERVICE_TOKEN: TOKEN } = process.env;

/** Calls the API with every right, and expects that it is done. */
export async function call(method, path, body) {
  const answer = await fetch(`${SERVER}/api/${path}`, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path} was answered by ${answer.status} ${text}`);
  }
  return text;
}

export const password = (name) => `password of ${name}`;

const TEXT = "<script>document.title = 'attacked'</script> مرحبا \u{1F600} ";

/** Empties the database; then it has a user of each role, each named as the role and with a password, and a few records. */
export async function fill() {
  await call("POST", "database/clear");
  const roles = ["public", "user", "admin", "god", "supergod"];
  await call("PUT", "users", roles.map((role, i) => ({ id: `id-${role}`, username: role, email: `${role}@builder.com`, role, createdAt: 1_700_000_000_000 + i })));
  for (const role of roles) {
    await call("PUT", `credentials/${role}`, { passwordHash: createHash("sha512").update(password(role)).digest("hex") });
  }
  await call("PUT", "luaScripts", [
    { id: "plain", name: "Plain", code: "return 1", parameters: [] },
    { id: "a/../b%c", name: TEXT, code: TEXT.repeat(150), parameters: [], more: { big: 12345678901 } },
  ]);
}
