// What people do in the console, in headless Chromium: `node console/flows.mjs`. METABUILDER_URL and METABUILDER_SERVICE_TOKEN say which
// server, WHICH IS EMPTIED; CONSOLE_URL where the console is (by default there, at /console/), SHOTS into which folder pictures go.
import { join } from "node:path";
import { openPage } from "./page.mjs";
import { cases } from "./cases.mjs";
import { fill } from "./data.mjs";

const { METABUILDER_URL, CONSOLE_URL = `${METABUILDER_URL}/console/`, SHOTS, ONLY = "" } = process.env;

let failed = 0;
for (const [name, run] of Object.entries(cases).filter(([name]) => name.includes(ONLY))) {
  await fill();
  const page = await openPage();
  try {
    await run(page, CONSOLE_URL);
    if (page.errors.length > 0) throw new Error(`the page has errors: ${page.errors.join("; ")}`);
    console.log(`passed: ${name}`);
  } catch (error) {
    failed++;
    console.error(`failed: ${name}: ${error.message}`);
  } finally {
    if (SHOTS !== undefined) await page.shot(join(SHOTS, `${name.replaceAll(/\W+/g, "-")}.png`)).catch(() => undefined);
    await page.close();
  }
}
console.log(`The console in Chromium: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
