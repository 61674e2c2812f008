// The console in a real Chromium. Pictures of what was seen are in target/console.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Browser } from "./browser.mjs";
import { fill, password, SERVER } from "./data.mjs";

const CONSOLE = `${SERVER}/console/`;

let browser;
before(async () => {
  await fill();
  browser = await Browser.start();
});
after(() => browser?.close());
beforeEach(() => browser.wrong.splice(0));

async function logIn(name) {
  await browser.find("input[name=username]");
  await browser.click("input[name=username]");
  await browser.type(name);
  await browser.press("Tab");
  await browser.type(password(name));
  await browser.press("Enter");
}

test("a policy violation would be noticed", async () => {
  await browser.open(CONSOLE);
  await browser.evaluate(() => {
    const script = document.createElement("script");
    script.append("document.title = 'attacked'");
    document.body.append(script);
  }).catch(() => {});
  await browser.until(() => true);
  assert.ok(browser.wrong.some((line) => line.startsWith("policy: ")), browser.wrong.join("\n"));
});

test("who logs in sees the collections, and each record as it is", async () => {
  await browser.open("about:blank");
  browser.wrong.splice(0);
  await browser.open(CONSOLE);
  await browser.find("input[name=username]");
  await browser.picture("login");
  await logIn("supergod");
  await browser.until(() => document.querySelector("input[name=username]") === null);
  await browser.picture("home");
  await browser.open(`${CONSOLE}#/list/luaScripts`);
  await browser.find("table tbody tr", "a/../b%c");
  await browser.picture("list");
  const rows = await browser.evaluate(() => document.querySelectorAll("table tbody tr").length);
  assert.equal(rows, 2);
  assert.doesNotMatch(await browser.evaluate(() => document.title), /attacked/);
  assert.deepEqual(browser.wrong, []);
});

test("a wrong password is told", async () => {
  await browser.evaluate(() => fetch("../api/session", { method: "DELETE" }));
  await browser.open("about:blank");
  await browser.open(CONSOLE);
  await browser.find("input[name=username]");
  await browser.click("input[name=username]");
  await browser.type("god");
  await browser.press("Tab");
  await browser.type("wrong");
  await browser.press("Enter");
  await browser.find("[role=alert]");
  assert.deepEqual(browser.wrong, []);
});
