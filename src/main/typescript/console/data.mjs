// The data that the flows begin with, and the server's own view of it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN } = process.env;

/** Texts and keys that a page could break on. */
export const HARD_TEXTS = ["<script>document.title='taken'</script><img src=x onerror=alert(1)>", "مرحبا بالعالم", "😀 👩‍👩‍👧", "x".repeat(10_000)];
export const HARD_KEYS = ["a/b", "..", "50% off", "-", "a b#c?d"];

/** A workflow in which each number and each place counts. */
export const EXACT = '{"id":"exact","name":"Exact","nodes":[{"z":1,"2":1e400,"1":0.10000000000000000001}],"edges":[],"enabled":true,"big":12345678901234567890,"huge":1e400,"2":[],"1":{}}';

/** Calls the server with the service token, and returns the text of the answer. */
export async function api(method, path, body) {
  const headers = { Authorization: `Bearer ${METABUILDER_SERVICE_TOKEN}`, "Content-Type": "application/json" };
  const answer = await fetch(`${METABUILDER_URL}/api/${path}`, { method, headers, body: typeof body === "string" || body === undefined ? body : JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok || answer.status === 404, `${method} ${path}: ${answer.status} ${text}`);
  return answer.status === 404 ? null : text;
}

export const passwordOf = (name) => `password of ${name}`;

export async function fill() {
  const person = (name, role) => ({ id: `id-${name}`, username: name, email: `${name}@builder.com`, role, createdAt: 1 });
  await api("POST", "database/clear");
  await api("PUT", "users", [person("sue", "supergod"), person("gus", "god"), person("ann", "admin"), person("uma", "user")]);
  for (const name of ["sue", "gus", "ann", "uma"]) {
    await api("PUT", `credentials/${name}`, { passwordHash: createHash("sha512").update(passwordOf(name)).digest("hex") });
  }
  await api("PUT", "tenants", [{ id: "acme", name: "Acme", ownerId: "id-ann", createdAt: 1 }]);
  const comments = Array.from({ length: 60 }, (_, i) => ({ id: `comment-${String(i).padStart(2, "0")}`, userId: i % 2 ? "id-ann" : "id-uma", content: `Comment ${i}`, createdAt: i }));
  const hard = [...HARD_TEXTS.map((content, i) => ({ id: `hard-${i}`, content })), ...HARD_KEYS.map((id) => ({ id, content: `key ${id}` }))];
  await api("PUT", "comments", [...comments, ...hard.map((each) => ({ ...each, userId: "id-uma", createdAt: 1 }))]);
  await api("PUT", "workflows", `[${EXACT}]`);
}
