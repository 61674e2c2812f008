import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import test from "node:test";
import { configureDatabase, Database, UnavailableError } from "../src/index.js";
import { equal, rejects } from "./check.js";
import { proxyCases } from "./proxy.js";
import { cases } from "./suite.js";

const { METABUILDER_URL: baseUrl, METABUILDER_SERVICE_TOKEN: token } = process.env;
if (baseUrl === undefined || token === undefined) {
  throw new Error("METABUILDER_URL and METABUILDER_SERVICE_TOKEN must say which server: it is emptied.");
}

for (const [name, run] of Object.entries({ ...cases({ baseUrl, token }), ...proxyCases(baseUrl, token) })) {
  test(name, run);
}

test("an answer that breaks off is no answer", async () => {
  configureDatabase({ baseUrl, token });
  // Nothing that compression makes short.
  await Database.setLuaScripts([{ id: "long", name: "long", code: randomBytes(100_000).toString("base64"), parameters: [] }]);
  const { hostname, port } = new URL(baseUrl);
  let cut = 0;
  // Lets through what begins an answer, and no more.
  const between = createServer((caller) => {
    const server = connect(Number(port), hostname);
    caller.on("error", () => undefined).pipe(server.on("error", () => undefined));
    server.once("data", (begin) => {
      cut++;
      caller.end(begin.subarray(0, 1_000));
      server.destroy();
    });
  }).listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => between.once("listening", resolve));
    configureDatabase({ baseUrl: `http://127.0.0.1:${(between.address() as AddressInfo).port}`, token });
    await rejects(Database.getLuaScripts(), UnavailableError, "The server can't be reached.");
    await rejects(Database.exportDatabase(), UnavailableError, "The server can't be reached.");
    equal(cut, 8);
  } finally {
    between.close();
    configureDatabase({ baseUrl, token });
  }
});

test("the README's way to the initial passwords works as it is printed", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, snippet] = /```ts\n\s*import \{ Database \} from "@metabuilder\/database";\n([^`]*onInitialPasswords[^`]*)```/.exec(readme)!;
  configureDatabase({ baseUrl, token });
  await Database.clearDatabase();
  const told: string[] = [];
  const run = new Function("Database", "console", `return (async () => {${snippet}})();`) as (...given: unknown[]) => Promise<void>;
  await run(Database, { log: (line: string) => told.push(line) });
  equal(told.map((line) => line.replace(/: .{16,}$/, "")).sort(), ["admin", "demo", "god"]);
  equal(await Database.verifyCredentials("supergod", "a long one of your own"), true);
});
