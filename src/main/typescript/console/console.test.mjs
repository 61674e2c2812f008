// The console: what needs no server, and what people do, in headless Chromium. METABUILDER_URL and METABUILDER_SERVICE_TOKEN say which
// server, WHICH IS EMPTIED; CONSOLE_URL where the console is (by default there, at /console/), SHOTS into which folder pictures go.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import "./api.test.mjs";
import { cases } from "./cases.mjs";
import { fill } from "./data.mjs";
import { openPage } from "./page.mjs";

const { METABUILDER_URL, CONSOLE_URL = `${METABUILDER_URL}/console/`, SHOTS } = process.env;

for (const [name, run] of Object.entries(cases)) {
  test(name, async () => {
    await fill();
    const page = await openPage();
    try {
      await run(page, CONSOLE_URL);
      // A violation of the policy is an error, too.
      assert.deepEqual(page.errors, []);
    } finally {
      if (SHOTS !== undefined) await page.shot(join(SHOTS, `${name.replaceAll(/\W+/g, "-")}.png`)).catch(() => undefined);
      await page.close();
    }
  });
}
