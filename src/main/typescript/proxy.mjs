// A small server between browsers and a MetaBuilder Database server, to be run as it is or to be copied. It serves an app's
// files and hands on what goes to /api, from one origin, so that the session's cookie is all that a page needs. It has the
// service token, which never leaves it for a browser, for the few calls of RULES.
//
//   METABUILDER_URL=http://127.0.0.1:8080 METABUILDER_SERVICE_TOKEN=… node proxy.mjs dist
//
// PORT (3000) and HOST (127.0.0.1) say where it listens, ORIGIN, such as https://app.example, what browsers see when TLS ends before
// it. Let the database server know it: METABUILDER_PROXIES=127.0.0.1, or whichever address it calls from.
import { readFile } from "node:fs/promises";
import { createServer, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { extname, join, resolve, sep } from "node:path";
import { argv, env } from "node:process";
import { fileURLToPath } from "node:url";

/**
 * What goes with the service token: what an app must do and its user's role may not. Each rule is a method, a path, and who may,
 * judged by the user as the server knows it and by what the path holds. Add yours here, and as few as you can.
 */
export const RULES = [
  // Who has logged in for the first time says so.
  { method: "PUT", path: /^\/api\/firstLoginFlags\/([^/?]+)$/, may: (user, username) => user.username === username },
];

/** Where the old app asks whether a password is right. Here that is its log-in: a session begins, and the answer is the old one. */
const VERIFY = /^\/api\/credentials\/([^/?]+)\/verify$/;

/** What the first page that is loaded calls. To fill the database is the server's own, by METABUILDER_INITIALIZE. */
const INITIALIZE = "/api/database/initialize";

const MOST_BYTES = 64 * 1024;
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Of one connection (RFC 9110, 7.6.1), or what only a proxy may say. */
const NOT_HANDED_ON =
  /^(connection|keep-alive|proxy-.*|te|trailer|upgrade|expect|forwarded|x-forwarded-.*|metabuilder-client-address)$/;

/**
 * Returns what answers requests, for `http.createServer` or as a part of another server.
 *
 * @param {{ server: string, token: string, files?: string, origin?: string, rules?: typeof RULES }} options where the database
 *   server is, the service token, the folder with the app, the origin that browsers see, and the rules in place of RULES
 * @returns {(incoming: import("node:http").IncomingMessage, outgoing: import("node:http").ServerResponse) => Promise<void>}
 */
export function proxy({ server, token, files, origin, rules = RULES }) {
  return async (incoming, outgoing) => {
    try {
      if (/^\/api(\/|\?|$)/.test(incoming.url)) {
        await api(incoming, outgoing);
      } else {
        await file(incoming, outgoing);
      }
    } catch (error) {
      if (outgoing.headersSent) {
        outgoing.destroy();
      } else if (error instanceof Refusal) {
        problem(outgoing, error.status, error.message);
      } else {
        console.error(error);
        problem(outgoing, 502, "The database server can't be reached.");
      }
    }
  };

  async function api(incoming, outgoing) {
    const { method, url } = incoming;
    const verify = method === "POST" ? VERIFY.exec(url) : null;
    if (verify !== null) {
      return logIn(incoming, outgoing, decoded(verify[1]));
    }
    const headers = handedOn(incoming);
    if (await mayUseToken(incoming, outgoing, headers)) {
      delete headers.cookie;
      headers.authorization = `Bearer ${token}`;
    }
    const answer = await send(outgoing, method, url, headers, incoming);
    if (method === "POST" && url === INITIALIZE && [401, 403].includes(answer.statusCode)) {
      answer.resume();
      return json(outgoing, 200, { initialPasswords: {} });
    }
    handBack(answer, outgoing);
  }

  async function logIn(incoming, outgoing, username) {
    // The body is read here, and is too short to be compressed.
    if (![undefined, "identity"].includes(incoming.headers["content-encoding"])) {
      throw new Refusal(415, "The body must not be compressed.");
    }
    const { password } = parsed(await whole(incoming));
    if (typeof password !== "string") {
      throw new Refusal(422, "password must be a string.");
    }
    const body = JSON.stringify({ username, password });
    const headers = { ...handedOn(incoming), "content-length": Buffer.byteLength(body) };
    delete headers["transfer-encoding"];
    const answer = await send(outgoing, "POST", "/api/session", headers, body);
    if (answer.statusCode !== 201 && answer.statusCode !== 401) {
      return handBack(answer, outgoing);
    }
    answer.resume();
    if (answer.headers["set-cookie"] !== undefined) {
      outgoing.setHeader("Set-Cookie", answer.headers["set-cookie"]);
    }
    json(outgoing, 200, { valid: answer.statusCode === 201 });
  }

  /** A page of another origin may not, whoever has logged in: with the token the server does not ask. */
  async function mayUseToken(incoming, outgoing, headers) {
    const found = rules
      .map((rule) => ({ rule, match: rule.method === incoming.method ? rule.path.exec(incoming.url) : null }))
      .find(({ match }) => match !== null);
    // What the server would read otherwise than the rule has.
    const ambiguous = /[;#\\]|%2f|%5c|%3b|\/\.\.?(\/|$)/i.test(incoming.url);
    if (found === undefined || ambiguous || headers.cookie === undefined || isForeign(incoming)) {
      return false;
    }
    // The answer is read here: not compressed.
    const { cookie, ...forwarded } = Object.fromEntries(Object.entries(headers).filter(([name]) => !/^((content|transfer)-|accept-encoding$)/.test(name)));
    const answer = await send(outgoing, "GET", "/api/session", { ...forwarded, cookie }, "");
    const text = await whole(answer);
    const user = answer.statusCode === 200 ? parsed(text).user : undefined;
    return user !== undefined && found.rule.may(user, ...found.match.slice(1).map(decoded)) === true;
  }

  function isForeign({ headers }) {
    const site = headers["sec-fetch-site"];
    if (site !== undefined) {
      return site !== "same-origin" && site !== "none";
    }
    return headers.origin !== undefined && headers.origin !== (origin ?? `http://${headers.host}`);
  }

  function handedOn({ headers, socket }) {
    const host = origin === undefined ? headers.host : new URL(origin).host;
    return {
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_HANDED_ON.test(name))),
      host,
      "x-forwarded-for": (origin === undefined ? undefined : headers["x-forwarded-for"]) ?? socket.remoteAddress,
      "x-forwarded-host": host,
      "x-forwarded-proto": origin === undefined ? "http" : new URL(origin).protocol.slice(0, -1),
    };
  }

  /** Sends a request for a caller, with a body that is text or comes from a stream, and resolves to the answer as it begins. */
  function send(outgoing, method, path, headers, body) {
    return new Promise((done, failed) => {
      const url = new URL(server);
      const by = url.protocol === "https:" ? requestHttps : requestHttp;
      const upstream = by(url, { method, path: url.pathname.replace(/\/$/, "") + path, headers }, done);
      upstream.on("error", failed);
      // A caller who disconnects before the end of the answer waits for nothing; after it there is nothing left to destroy.
      outgoing.on("close", () => upstream.destroy());
      if (typeof body === "string") {
        upstream.end(body);
      } else {
        body.pipe(upstream);
      }
    });
  }

  function handBack(answer, outgoing) {
    if (outgoing.destroyed) {
      // The browser went away before the answer came: nobody would ever read it.
      answer.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode, Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !NOT_HANDED_ON.test(name))));
    // What breaks off must not end as if it were whole.
    answer.on("aborted", () => outgoing.destroy());
    outgoing.on("close", () => answer.destroy());
    answer.pipe(outgoing);
  }

  async function file(incoming, outgoing) {
    if (files === undefined || !["GET", "HEAD"].includes(incoming.method)) {
      throw new Refusal(files === undefined ? 404 : 405, "There is nothing of this kind.");
    }
    const root = resolve(files);
    const path = decoded(incoming.url.replace(/[?#].*/, ""));
    const asked = resolve(join(root, path));
    if ((asked !== root && !asked.startsWith(root + sep)) || path.includes("\0")) {
      throw new Refusal(404, "There is no such file.");
    }
    // Whatever has no ending is a page of the app, which has its own paths.
    const name = extname(asked) === "" ? join(root, "index.html") : asked;
    const bytes = await readFile(name).catch(() => {
      throw new Refusal(404, "There is no such file.");
    });
    outgoing.writeHead(200, {
      "Content-Type": TYPES[extname(name)] ?? "application/octet-stream",
      "Content-Length": bytes.length,
      "X-Content-Type-Options": "nosniff",
    });
    outgoing.end(incoming.method === "HEAD" ? undefined : bytes);
  }
}

/** Why a request is turned away, in words for the caller. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, "The path is not percent-encoded as it must be.");
  }
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
}

async function whole(stream) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MOST_BYTES) {
      throw new Refusal(413, `The body must not have more than ${MOST_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function json(outgoing, status, value, type = "application/json") {
  outgoing.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  outgoing.end(JSON.stringify(value));
}

/** As the server's own errors (RFC 9457), so that the client knows them. */
function problem(outgoing, status, detail) {
  const kind = { 400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media-type", 422: "invalid" }[status] ?? "unavailable";
  json(outgoing, status, { type: `/problems/${kind}`, title: detail, status, detail }, "application/problem+json");
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN, PORT = "3000", HOST = "127.0.0.1", ORIGIN } = env;
  if (METABUILDER_URL === undefined || METABUILDER_SERVICE_TOKEN === undefined || argv[2] === undefined) {
    console.error("METABUILDER_URL, METABUILDER_SERVICE_TOKEN and, as an argument, the folder with the app must be given.");
    process.exit(2);
  }
  const options = { server: METABUILDER_URL, token: METABUILDER_SERVICE_TOKEN, files: argv[2], origin: ORIGIN };
  createServer(proxy(options)).listen(Number(PORT), HOST, () => console.log(`http://${HOST}:${PORT}/`));
}
