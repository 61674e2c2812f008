// Runs the cases of test/suite.ts in headless Chromium, in a secure context and in one that is not. The page and the server's API come from one origin, a proxy that
// adds the service token: as MetaBuilder's own server does it, so that no token is ever in a browser.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";

const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN, CHROMIUM = "chromium" } = process.env;
const PATIENCE_MILLIS = 600_000;
const PAGE = '<!doctype html><title>Tests</title><link rel="icon" href="data:,"><script type="module" src="/dist/test/browser.js"></script>';

// The second name is no localhost, so its pages have no Web Crypto.
const HOSTS = ["127.0.0.1", "page.test"];

let report;

const server = createServer(async (incoming, outgoing) => {
  const path = new URL(incoming.url, "http://page").pathname;
  if (path.startsWith("/api/")) {
    forward(incoming, outgoing);
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
    outgoing.end(PAGE);
  }
});

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

/** Resolves to what the page reports. */
async function run(host) {
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

await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
try {
  for (const [i, host] of HOSTS.entries()) {
    const { passed, failures, secure } = await run(host);
    failures.forEach((failure) => console.error(failure));
    console.log(`Chromium, ${secure ? "a secure context" : "no secure context"}: ${passed} passed, ${failures.length} failed`);
    if (failures.length > 0 || passed === 0 || secure !== (i === 0)) {
      process.exitCode = 1;
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  server.closeAllConnections();
  server.close();
}
