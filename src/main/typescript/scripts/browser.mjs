// Runs the cases of test/suite.ts in headless Chromium, in a secure context and in one that is not. The page and the server's API
// come from one origin, a proxy that adds the service token. Then those of test/sessions.ts, through the package's own proxy.mjs, which
// lets a browser log in: no token is ever in a browser.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { proxy } from "../proxy.mjs";

const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN, CHROMIUM = "chromium" } = process.env;
const PATIENCE_MILLIS = 600_000;
const PAGE = '<!doctype html><title>Tests</title><link rel="icon" href="data:,"><script type="module" src="/dist/test/SCRIPT.js"></script>';

// The second name is no localhost, so its pages have no Web Crypto.
const HOSTS = ["127.0.0.1", "page.test"];

let report;

/** What came of the calls that pages of the sessions' tests have made, also those that a page can't read. */
const seen = [];

const server = createServer((incoming, outgoing) => serve(incoming, outgoing, "browser", forward));
const handOn = proxy({ server: METABUILDER_URL, token: METABUILDER_SERVICE_TOKEN });
const sessionServer = createServer((incoming, outgoing) => {
  outgoing.on("finish", () => seen.push(`${incoming.headers["sec-fetch-site"] ?? incoming.headers.origin} ${incoming.method} ${incoming.url} ${outgoing.statusCode}`));
  return serve(incoming, outgoing, "sessions", handOn);
});

async function serve(incoming, outgoing, script, forward) {
  const path = new URL(incoming.url, "http://page").pathname;
  if (path.startsWith("/api/")) {
    forward(incoming, outgoing);
  } else if (path === "/seen") {
    outgoing.setHeader("Content-Type", "application/json");
    outgoing.end(JSON.stringify(seen.filter((line) => line.includes("/api/database/clear"))));
  } else if (path === "/done") {
    const chunks = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    outgoing.end();
    report(JSON.parse(Buffer.concat(chunks).toString()));
  } else if (path.startsWith("/dist/") && !normalize(path).includes("..")) {
    outgoing.setHeader("Content-Type", "text/javascript");
    outgoing.end(await readFile(`.${path}`).catch(() => ""));
  } else {
    outgoing.setHeader("Content-Type", "text/html");
    outgoing.end(PAGE.replace("SCRIPT", script));
  }
}

function forward(incoming, outgoing) {
  const { host, connection, origin, ...headers } = incoming.headers;
  const options = { method: incoming.method, headers: { ...headers, authorization: `Bearer ${METABUILDER_SERVICE_TOKEN}` } };
  const upstream = request(new URL(incoming.url, METABUILDER_URL), options, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  upstream.on("error", () => outgoing.destroy());
  incoming.pipe(upstream);
}

/** Those who log in: a user, and one who may empty the database. */
async function fill() {
  const person = (name, role) => ({ id: `id-${name}`, username: name, email: `${name}@builder.com`, role, createdAt: 1 });
  const headers = { Authorization: `Bearer ${METABUILDER_SERVICE_TOKEN}`, "Content-Type": "application/json" };
  const call = async (method, path, body) => {
    const answer = await fetch(`${METABUILDER_URL}/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) {
      throw new Error(`${method} ${path} was answered by ${answer.status} ${await answer.text()}`);
    }
  };
  await call("POST", "database/clear");
  await call("PUT", "users", [person("ada", "user"), person("god", "supergod")]);
  for (const name of ["ada", "god"]) {
    const passwordHash = createHash("sha512").update(`password of ${name}`).digest("hex");
    await call("PUT", `credentials/${name}`, { passwordHash });
  }
}

/** Resolves to what the page reports. */
async function run(host, server) {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const page = `http://${host}:${server.address().port}/`;
  const browser = spawn(
    CHROMIUM,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP page.test 127.0.0.1",
      `--user-data-dir=${profile}`,
      page,
    ],
    // A group of its own, so that its helpers end with it; and its folder for what it would leave behind in the common one.
    { stdio: "ignore", detached: true, env: { ...process.env, TMPDIR: profile } },
  );
  const ended = new Promise((resolve) => browser.on("exit", resolve));
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      report = resolve;
      browser.on("error", (error) => reject(new Error(`Chromium does not start: ${error.message}`)));
      timer = setTimeout(() => reject(new Error(`${page} was not done within ${PATIENCE_MILLIS} ms.`)), PATIENCE_MILLIS);
    });
  } finally {
    clearTimeout(timer);
    if (browser.pid !== undefined) {
      process.kill(-browser.pid, "SIGKILL");
      await ended;
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

for (const each of [server, sessionServer]) {
  await new Promise((listening) => each.listen(0, "127.0.0.1", listening));
}
try {
  for (const [what, on] of Object.entries({ "the class": server, sessions: sessionServer })) {
    for (const [i, host] of HOSTS.entries()) {
      if (on === sessionServer) {
        await fill();
      }
      const { passed, failures, secure } = await run(host, on);
      failures.forEach((failure) => console.error(failure));
      console.log(`Chromium, ${what}, ${secure ? "a secure context" : "no secure context"}: ${passed} passed, ${failures.length} failed`);
      if (failures.length > 0 || passed === 0 || secure !== (i === 0)) {
        process.exitCode = 1;
      }
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const each of [server, sessionServer]) {
    each.closeAllConnections();
    each.close();
  }
}
