import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { equal } from "./check.js";

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
const { proxy } = (await import(new URL("../../proxy.mjs", import.meta.url).href)) as {
  proxy: (options: { server: string; token: string; files?: string; origin?: string }) => Handler;
};

/** What the package's proxy does that a page does not see. */
export function proxyCases(baseUrl: string, token: string): { readonly [name: string]: () => Promise<void> } {
  /** Does something with a proxy that is there as long. */
  async function through(options: { origin?: string }, run: (url: string) => Promise<void>): Promise<void> {
    const server: Server = createServer(proxy({ server: baseUrl, token, files: "src", ...options }));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    try {
      await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  async function asService(method: string, path: string, body: unknown): Promise<void> {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const answer = await fetch(`${baseUrl}/api/${path}`, { method, headers, body: JSON.stringify(body) });
    equal(answer.ok, true, `${method} ${path} ${answer.status} ${await answer.text()}`);
  }

  const json = { "Content-Type": "application/json" };

  async function logIn(url: string, path: string, body: object, more = {}): Promise<Response> {
    return fetch(`${url}/api/${path}`, { method: "POST", headers: { ...json, ...more }, body: JSON.stringify(body) });
  }

  return {
    async "the proxy gives the token to nobody, and uses it for those whom a rule names"() {
      await asService("PUT", "users", [
        { id: "a", username: "a b", email: "a@builder.com", role: "user", bio: "long ".repeat(1000), createdAt: 1 },
        { id: "b", username: "a b;x", email: "b@builder.com", role: "user", createdAt: 1 },
      ]);
      // The SHA-512 of "abc".
      const passwordHash =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
      await asService("PUT", "credentials/a%20b", { passwordHash });
      await asService("PUT", "credentials/a%20b%3Bx", { passwordHash });
      await through({}, async (url) => {
        equal((await fetch(`${url}/api/users`)).status, 401);
        const begun = await logIn(url, "credentials/a%20b/verify", { password: "abc" });
        equal([begun.status, await begun.text()], [200, '{"valid":true}']);
        const cookie = begun.headers.getSetCookie()[0]!.split(";")[0]!;
        const flag = (name: string, more = {}): Promise<Response> =>
          fetch(`${url}/api/firstLoginFlags/${name}`, { method: "PUT", headers: { ...json, cookie, ...more }, body: "true" });
        equal((await flag("a%20b")).status, 204);
        equal((await flag("other")).status, 403);
        equal((await flag("-?key=a%20b")).status, 403);
        // What stands behind a semicolon belongs to the name for a rule, and not for the server.
        const other = await logIn(url, "session", { username: "a b;x", password: "abc" });
        const others = other.headers.getSetCookie()[0]!.split(";")[0]!;
        for (const path of ["a%20b;x", "a%20b%3bx", "a%20b%3Bx"]) {
          equal((await flag(path, { cookie: others })).status, 403, path);
        }
        equal((await flag("a%20b", { "Sec-Fetch-Site": "cross-site" })).status, 403);
        equal((await flag("a%20b", { Origin: "http://evil.example" })).status, 403);
        equal((await flag("a%20b", { cookie: "" })).status, 401);
        // Nobody is believed who says to be a proxy.
        equal((await flag("other", { "X-Forwarded-Host": "evil.example", Origin: "http://evil.example" })).status, 403);
        const who = await fetch(`${url}/api/session`, { headers: { cookie } });
        equal([(JSON.parse(await who.text()) as { role: string }).role, JSON.stringify([...who.headers]).includes(token)], ["user", false]);
      });
      await through({ origin: "https://app.example" }, async (url) => {
        const begun = await logIn(url, "session", { username: "a b", password: "abc" }, { Origin: "https://app.example" });
        equal([begun.status, /^__Host-\S+; .*; Secure$/.test(begun.headers.getSetCookie()[0] ?? "")], [201, true]);
        equal((await logIn(url, "session", { username: "a b", password: "abc" }, { Origin: "https://evil.example" })).status, 403);
      });
    },

    async "the proxy goes on with no call whose caller has gone"() {
      const gone = new AbortController();
      let left: () => void;
      const ended = new Promise<void>((done) => (left = done));
      // A server that has the whole call, and does not answer it yet.
      const slow = createServer((incoming, outgoing) => {
        outgoing.on("close", left);
        incoming.resume().on("end", () => gone.abort());
      });
      await new Promise<void>((listening) => slow.listen(0, "127.0.0.1", listening));
      const before = createServer(proxy({ server: `http://127.0.0.1:${(slow.address() as AddressInfo).port}`, token }));
      await new Promise<void>((listening) => before.listen(0, "127.0.0.1", listening));
      const { error } = console;
      console.error = () => undefined;
      try {
        const call = fetch(`http://127.0.0.1:${(before.address() as AddressInfo).port}/api/users`, {
          method: "POST",
          body: "{}",
          signal: gone.signal,
        });
        equal(await call.then(() => "answered", () => "gone"), "gone");
        await ended;
      } finally {
        console.error = error;
        [before, slow].forEach((server) => server.closeAllConnections());
        [before, slow].forEach((server) => server.close());
      }
    },

    async "the proxy serves the app's files and no others, and says when the server is away"() {
      await through({}, async (url) => {
        const script = await fetch(`${url}/index.ts`);
        equal([script.status, script.headers.get("X-Content-Type-Options")], [200, "nosniff"]);
        for (const path of ["/none.js", "/%2e%2e/package.json", "/..%2fpackage.json", "/a%00.js"]) {
          equal((await fetch(url + path)).status, 404, path);
        }
        equal((await fetch(`${url}/%zz`)).status, 400);
        equal((await fetch(`${url}/index.ts`, { method: "POST" })).status, 405);
        equal((await logIn(url, "credentials/a/verify", {})).status, 422);
        const packed = await logIn(url, "credentials/a/verify", { password: "abc" }, { "Content-Encoding": "gzip" });
        equal([packed.status, JSON.parse(await packed.text()).type], [415, "/problems/unsupported-media-type"]);
      });
      const away = createServer(proxy({ server: "http://127.0.0.1:9", token }));
      await new Promise<void>((listening) => away.listen(0, "127.0.0.1", listening));
      const { error } = console;
      console.error = () => undefined;
      try {
        const answer = await fetch(`http://127.0.0.1:${(away.address() as AddressInfo).port}/api/users`);
        equal([answer.status, answer.headers.get("Content-Type")], [502, "application/problem+json"]);
      } finally {
        console.error = error;
        away.closeAllConnections();
        away.close();
      }
    },
  };
}
