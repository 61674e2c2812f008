import test from "node:test";
import { cases } from "./suite.js";

const { METABUILDER_URL: baseUrl, METABUILDER_SERVICE_TOKEN: token } = process.env;
if (baseUrl === undefined || token === undefined) {
  throw new Error("METABUILDER_URL and METABUILDER_SERVICE_TOKEN must say which server: it is emptied.");
}

for (const [name, run] of Object.entries(cases({ baseUrl, token }))) {
  test(name, run);
}
