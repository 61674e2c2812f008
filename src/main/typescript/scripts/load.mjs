// Measures what an app's page waits for, over a network with a delay, by this client beside the old store: a key-value store over HTTP
// with one value a collection, for which a stand-in is here. `node scripts/load.mjs [ms there and back] [rounds]`, after `npm run build`;
// METABUILDER_URL and METABUILDER_SERVICE_TOKEN say which server, WHICH IS EMPTIED.
import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { configureDatabase, Database } from "../dist/src/index.js";

const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN: token } = process.env;
const [delay, rounds] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 5)];

const number = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const node = (id, depth) => ({ id, type: "Card", props: { className: "p-4 rounded-lg", title: `Part ${id}` }, children: depth === 0 ? [] : number(3, (i) => node(`${id}-${i}`, depth - 1)) });
const page = (i, name = "page") => ({ id: `${name}_${i}`, path: `/${name}/${i}`, title: `Page ${i}`, level: 1 + (i % 5), componentTree: [node(`${name}${i}`, 2)], requiresAuth: i % 2 === 0 });
const field = (i) => ({ name: `field_${i}`, type: "string", label: `Field ${i}`, required: i % 2 === 0 });
const schema = (i, name = "schema") => ({ name: `${name}_${i}`, label: `Schema ${i}`, fields: number(12, field) });
const workflow = (i, name = "workflow") => ({ id: `${name}_${i}`, name: `Workflow ${i}`, nodes: number(5, (j) => ({ id: `n${j}`, type: "action", label: `Step ${j}`, config: {}, position: { x: j, y: i } })), edges: [], enabled: true });
const script = (i, name = "script") => ({ id: `${name}_${i}`, name: `Script ${i}`, code: "return context.data.value * 2\n".repeat(20), parameters: [] });
const nodes = (count, name) => Object.fromEntries(number(count, (i) => [`${name}_${i}`, { id: `${name}_${i}`, type: "Button", childIds: [], order: i, pageId: "page_0" }]));
const configs = (count, name) => Object.fromEntries(number(count, (i) => [`${name}_${i}`, { id: `${name}_${i}`, componentId: `${name}_${i}`, props: { text: `Text ${i}` }, styles: {}, events: {} }]));
const users = number(20, (i) => ({ id: `user_${i}`, username: `name ${i}`, email: `${i}@builder.com`, role: "user", createdAt: 1 }));

/** The old store: it keeps any value under a key. What is long leaves compressed, as here. */
function store() {
  const kept = new Map();
  return createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    if (request.method === "PUT") {
      kept.set(request.url, Buffer.concat(chunks));
      response.writeHead(204).end();
    } else {
      const value = kept.get(request.url) ?? Buffer.from("null");
      const packed = value.length > 2048 ? gzipSync(value, { level: 1 }) : value;
      response.writeHead(200, { "Content-Type": "application/json", ...(packed === value ? {} : { "Content-Encoding": "gzip" }) }).end(packed);
    }
  });
}

/** A class as the old one was, of what is used here: what adds reads the whole collection, and writes it. */
function oldDatabase(url) {
  const get = async (key, none) => (await (await fetch(`${url}/kv/${key}`)).json()) ?? none;
  const set = async (key, value) => void (await (await fetch(`${url}/kv/${key}`, { method: "PUT", body: JSON.stringify(value) })).text());
  const old = {};
  for (const [name, none] of Object.entries({ Users: [], Pages: [], Schemas: [], Workflows: [], LuaScripts: [], ComponentHierarchy: {}, ComponentConfigs: {}, CssClasses: [], DropdownConfigs: [], InstalledPackages: [], AppConfig: null })) {
    old[`get${name}`] = () => get(name, none);
    old[`set${name}`] = (value) => set(name, value);
  }
  for (const [method, name] of Object.entries({ addPage: "Pages", addSchema: "Schemas", addWorkflow: "Workflows", addLuaScript: "LuaScripts", installPackage: "InstalledPackages" })) {
    old[method] = async (record) => set(name, [...(await get(name, [])), record]);
  }
  old.setPackageData = async (packageId, data) => set("PackageData", { ...(await get("PackageData", {})), [packageId]: data });
  old.initializeDatabase = async () => {
    for (const name of ["Users", "Credentials", "AppConfig", "CssClasses", "DropdownConfigs"]) {
      if ((await get(name, [])).length === 0) {
        await set(name, [name]);
      }
    }
  };
  return old;
}

/** Lets bytes through, each half of the delay later; says how many connections there were, and how many bytes came back. */
async function slow(target) {
  const { hostname, port } = new URL(target);
  const seen = { connections: 0, bytes: 0 };
  const later = (from, to, count) => {
    from.on("data", (bytes) => {
      count(bytes.length);
      setTimeout(() => to.destroyed || to.write(bytes), delay / 2);
    });
    from.on("close", () => setTimeout(() => to.destroy(), delay / 2));
    from.on("error", () => undefined);
    from.setNoDelay(true);
  };
  const server = createTcpServer((caller) => {
    seen.connections++;
    const there = connect(Number(port), hostname);
    later(caller, there, () => undefined);
    later(there, caller, (bytes) => (seen.bytes += bytes));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { seen, server, url: `http://127.0.0.1:${server.address().port}` };
}

async function fill(database) {
  await database.initializeDatabase();
  await database.setUsers(users);
  await database.setPages(number(24, (i) => page(i)));
  await database.setSchemas(number(22, (i) => schema(i)));
  await database.setWorkflows(number(10, (i) => workflow(i)));
  await database.setLuaScripts(number(10, (i) => script(i)));
  await database.setComponentHierarchy(nodes(100, "node"));
  await database.setComponentConfigs(configs(100, "node"));
}

const COLLECTIONS = ["Users", "Pages", "Schemas", "Workflows", "LuaScripts", "ComponentHierarchy", "ComponentConfigs", "CssClasses", "DropdownConfigs", "AppConfig"];

const FLOWS = {
  "page load: initialize, then each collection twice at once": async (database) => {
    await database.initializeDatabase();
    await Promise.all([...COLLECTIONS, ...COLLECTIONS].map((name) => database[`get${name}`]()));
  },
  "page load: initialize, then each collection, then each again": async (database) => {
    await database.initializeDatabase();
    await Promise.all(COLLECTIONS.map((name) => database[`get${name}`]()));
    await Promise.all(COLLECTIONS.map((name) => database[`get${name}`]()));
  },
  "one collection after the other": async (database) => {
    for (const name of COLLECTIONS) {
      await database[`get${name}`]();
    }
  },
  "installing a package: 15 calls, one after the other": async (database, round) => {
    const id = `package${round}`;
    for (let i = 0; i < 3; i++) await database.addPage(page(i, id));
    for (let i = 0; i < 2; i++) await database.addSchema(schema(i, id));
    for (let i = 0; i < 2; i++) await database.addWorkflow(workflow(i, id));
    for (let i = 0; i < 2; i++) await database.addLuaScript(script(i, id));
    await database.setComponentHierarchy({ ...(await database.getComponentHierarchy()), ...nodes(5, id) });
    await database.setComponentConfigs({ ...(await database.getComponentConfigs()), ...configs(5, id) });
    await database.installPackage({ packageId: id, installedAt: 1, version: "1", enabled: true });
    await database.setPackageData(id, { things: [{ id: 1 }] });
  },
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const kv = store();
await new Promise((listening) => kv.listen(0, "127.0.0.1", listening));
const ways = { store: await slow(`http://127.0.0.1:${kv.address().port}`), server: await slow(METABUILDER_URL) };
configureDatabase({ baseUrl: ways.server.url, token });
const databases = { store: oldDatabase(ways.store.url), server: Database };
try {
  await Database.clearDatabase();
  await Promise.all(Object.values(databases).map(fill));
  console.log(`${delay} ms there and back, medians of ${rounds} rounds`);
  for (const [flow, run] of Object.entries(FLOWS)) {
    const times = { store: [], server: [] };
    const bytes = { store: 0, server: 0 };
    for (let round = -1; round < rounds; round++) {
      for (const [name, database] of Object.entries(databases)) {
        const before = ways[name].seen.bytes;
        const begun = performance.now();
        await run(database, `${Object.keys(FLOWS).indexOf(flow)}${round + 1}`);
        // The first is to warm up.
        if (round >= 0) {
          times[name].push(performance.now() - begun);
          bytes[name] = ways[name].seen.bytes - before;
        }
      }
    }
    const [old, ours] = [median(times.store), median(times.server)];
    console.log(`${flow}: store ${old.toFixed(0)} ms (${bytes.store} bytes), server ${ours.toFixed(0)} ms (${bytes.server} bytes), ratio ${(ours / old).toFixed(2)}`);
  }
  console.log(`connections in all: store ${ways.store.seen.connections}, server ${ways.server.seen.connections}`);
} finally {
  for (const { server } of Object.values(ways)) {
    server.close();
  }
  kv.closeAllConnections();
  kv.close();
  process.exit();
}
