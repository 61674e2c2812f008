// The flows: each begins with the same data and a browser of its own.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, EXACT, HARD_KEYS, HARD_TEXTS, passwordOf } from "./data.mjs";

/** By keyboard alone: the cursor is in the first field. */
async function logIn(page, at, name, password = passwordOf(name)) {
  await page.open(at);
  await page.until(() => document.activeElement?.name === "username");
  await page.type(name);
  await page.press("Tab");
  await page.type(password);
  await page.press("Enter");
}

async function enter(page, at, name) {
  await logIn(page, at, name);
  await page.sees("ready", ".facts");
}

const list = (name) => `#/list/${name}`;
const record = (name, key) => `#/record/${name}/${encodeURIComponent(key)}`;
const visit = (page, hash) => page.run((hash) => void (location.hash = hash), hash);

export const cases = {
  "a violation of the policy would be noticed": async (page, at) => {
    await page.open(at);
    await page.until(() => document.activeElement?.name === "username");
    await page.run(() => {
      const script = document.createElement("script");
      script.src = "data:text/javascript,document.title='taken'";
      document.body.append(script);
    }).catch(() => undefined);
    await page.run(() => document.body.setAttribute("style", "color: red"));
    for (let i = 0; i < 100 && page.errors.length === 0; i++) await new Promise((next) => setTimeout(next, 50));
    assert.match(page.errors.splice(0).join(), /policy: /);
  },

  "a wrong password is told where it was typed, and the right one opens": async (page, at) => {
    await logIn(page, at, "sue", "wrong");
    await page.sees("The username or the password is wrong.", "[role=alert]");
    assert.equal(await page.run(() => document.activeElement.name), "password");
    await page.type(passwordOf("sue"));
    await page.press("Enter");
    await page.sees("ready", ".facts");
    await page.sees("69", ".tiles a[href='#/list/comments']");
    await page.click("button", "Log out");
    await page.sees("Log in", "button");
    assert.equal(await page.run(async () => (await fetch("/api/session")).status), 401);
  },

  "a list is filtered, sorted and turned, and its address holds it": async (page, at) => {
    await enter(page, at, "sue");
    await page.click("nav a", "Comments");
    await page.until(() => document.querySelectorAll("tbody tr").length === 50);
    await page.press("]");
    await page.until(() => document.querySelectorAll("tbody tr").length === 19);
    await page.fill("input[name=filter]", "userId==id-ann;createdAt=ge=50");
    await page.press("Enter");
    await page.until(() => document.querySelectorAll("tbody tr").length === 5);
    await page.click("thead button", "Created at");
    await page.until(() => document.querySelector("[aria-sort=ascending]") && document.querySelector("tbody a").textContent === "comment-51");
    await page.click("thead button", "Created at");
    await page.until(() => document.querySelector("tbody a").textContent === "comment-59");
    const address = await page.run(() => location.href);
    await page.open("about:blank");
    await page.open(address);
    await page.until(() => document.querySelectorAll("tbody tr").length === 5 && document.querySelector("tbody a").textContent === "comment-59");
    await page.fill("input[name=filter]", "userId==id-ann;nothing");
    await page.press("Enter");
    await page.sees("At character", "#filter-fault");
    assert.equal(await page.run(() => document.querySelector("input[name=filter]").getAttribute("aria-invalid")), "true");
  },

  "saving sends what was changed, to the last digit": async (page, at) => {
    await enter(page, at, "gus");
    await visit(page, record("workflows", "exact"));
    await page.fill("#field-name", "Renamed");
    await page.press("Control+s");
    await page.sees("Saved.", ".notices");
    assert.equal(await api("GET", "workflows/exact"), EXACT.replace('"Exact"', '"Renamed"'));
    await page.fill("#field-nodes", "[{]");
    await page.sees("Line 1, column 3", ".json");
    await page.press("Control+s");
    await page.fill("#field-nodes", '[{"b":98765432109876543210,"1":1E-400}]');
    await page.press("Control+s");
    await page.until(async () => (await (await fetch("/api/workflows/exact")).text()).includes("98765432109876543210"));
    assert.match(await api("GET", "workflows/exact"), /"nodes":\[\{"b":98765432109876543210,"1":1E-400\}\].*"big":12345678901234567890,"huge":1e400,"2":\[\],"1":\{\}\}$/);
  },

  "two who change one record see three versions": async (page, at) => {
    await enter(page, at, "gus");
    await visit(page, record("workflows", "exact"));
    await page.fill("#field-name", "Mine");
    await page.fill("#field-description", "Also mine");
    await api("PATCH", "workflows/exact", { name: "Theirs", enabled: false });
    await page.press("Control+s");
    await page.sees("Theirs", "dialog td");
    await page.sees("Mine", "dialog td");
    await page.sees("Exact", "dialog td");
    await page.click("dialog .clash label", "As it is now");
    await page.click("dialog button.primary");
    await page.sees("Saved.", ".notices");
    const now = JSON.parse(await api("GET", "workflows/exact"));
    assert.deepEqual([now.name, now.description, now.enabled], ["Theirs", "Also mine", false]);
  },

  "a session that ends asks for the password and loses nothing": async (page, at) => {
    await enter(page, at, "gus");
    await visit(page, record("workflows", "exact"));
    await page.fill("#field-name", "Typed before the end");
    await api("DELETE", "users/id-gus/sessions");
    await page.press("Control+s");
    await page.sees("Your session has ended", "dialog");
    await page.focus("dialog input[name=password]");
    await page.type("wrong");
    await page.press("Enter");
    await page.sees("wrong", "dialog [role=alert]");
    await page.fill("dialog input[name=password]", passwordOf("gus"));
    await page.press("Enter");
    await page.sees("Saved.", ".notices");
    assert.equal(JSON.parse(await api("GET", "workflows/exact")).name, "Typed before the end");
  },

  "a delete says what goes with it": async (page, at) => {
    await enter(page, at, "sue");
    await visit(page, record("users", "id-ann"));
    await page.click(".actions button", "Delete");
    await page.sees("Comments: 30 records (userId): deleted too", "dialog");
    await page.sees("Tenants: 1 record (ownerId): deleted too", "dialog");
    await page.press("Escape");
    await page.until(() => document.querySelector("dialog") === null);
    assert.notEqual(await api("GET", "users/id-ann"), null);
    await page.click(".actions button", "Delete");
    await page.sees("Tenants: 1 record", "dialog");
    await page.click("dialog button.danger");
    await page.until(() => location.hash === "#/list/users" && document.querySelectorAll("tbody tr").length === 3);
    assert.equal(await api("GET", "users/id-ann"), null);
  },

  "several are changed and deleted at once, after a preview": async (page, at) => {
    await enter(page, at, "sue");
    await visit(page, list("comments"));
    await page.click("tbody tr:nth-child(1) input");
    await page.click("tbody tr:nth-child(3) input");
    await page.click(".selection button", "Delete");
    await page.sees("comment-02", "dialog li");
    await page.click("dialog button.danger");
    await page.sees("2 records deleted.", ".notices");
    assert.equal(await api("GET", "comments/comment-02"), null);
    assert.notEqual(await api("GET", "comments/comment-01"), null);
  },

  "a new record is added, and what is missing is told": async (page, at) => {
    await enter(page, at, "gus");
    await visit(page, "#/new/cssClasses");
    await page.focus("#field-name");
    await page.press("Control+s");
    await page.sees("This must be given.", ".field .fault");
    await page.type("Print");
    await page.fill("#field-classes", '["hidden"]');
    await page.press("Control+s");
    await page.until(() => location.hash === "#/record/cssClasses/Print");
    assert.equal(await api("GET", "cssClasses/Print"), '{"name":"Print","classes":["hidden"]}');
  },

  "a file is tried before it is imported": async (page, at) => {
    const folder = await mkdtemp(join(tmpdir(), "import-"));
    try {
      const [bad, good] = [join(folder, "bad.json"), join(folder, "good.json")];
      await writeFile(bad, '{\n  "luaScripts": [\n    {"id": 1, "name": "n", "code": "", "parameters": []}\n  ]\n}');
      await writeFile(good, '{"luaScripts": [{"id": "l", "name": "n", "code": "return 1", "parameters": []}]}');
      await enter(page, at, "sue");
      await page.press("g");
      await page.press("i");
      await page.until(() => document.querySelector("input[type=file]") !== null);
      await page.choose("input[type=file]", bad);
      await page.sees("/luaScripts/0/id", ".faults");
      await page.sees('{"id": 1, "name"', ".faults pre");
      await page.choose("input[type=file]", good);
      await page.sees("What the import would do", "h2");
      assert.equal(await api("GET", "luaScripts"), "[]");
      await page.click("button", "Import now");
      await page.sees("The import is done.");
      assert.match(await api("GET", "luaScripts"), /return 1/);
    } finally {
      await rm(folder, { recursive: true });
    }
  },

  "hard texts and keys are shown as they are": async (page, at) => {
    await enter(page, at, "sue");
    for (const [i, text] of HARD_TEXTS.entries()) {
      await visit(page, record("comments", `hard-${i}`));
      await page.until((text) => document.querySelector("#field-content")?.value === text, text);
    }
    for (const key of HARD_KEYS) {
      await visit(page, record("comments", key));
      await page.until((key) => document.querySelector("h1").textContent === key && document.querySelector("#field-content")?.value === `key ${key}`, key);
      await page.fill("#field-content", `changed ${key}`);
      await page.press("Control+s");
      await page.sees("Saved.", ".notices");
      // The notice of the save before may still be there.
      let saved = "";
      for (let tries = 0; tries < 100 && saved !== `changed ${key}`; tries++) {
        await new Promise((next) => setTimeout(next, 100));
        saved = JSON.parse(await api("GET", `comments/-?key=${encodeURIComponent(key)}`)).content;
      }
      assert.equal(saved, `changed ${key}`);
    }
    await visit(page, `${list("comments")}?limit=200`);
    await page.sees("<script>", "tbody td");
    assert.equal(await page.run(() => document.querySelectorAll("tbody script, tbody img").length), 0);
  },

  "a role sees no button that the server would refuse": async (page, at) => {
    await enter(page, at, "ann");
    await page.click("nav a", "Users");
    await page.until(() => document.querySelectorAll("tbody tr").length === 4);
    assert.equal(await page.run(() => document.querySelectorAll("tbody input, .actions .primary").length), 0);
    const links = await page.run(() => [...document.querySelectorAll("nav a")].map((each) => each.textContent));
    assert.deepEqual(links.filter((each) => ["Workflows", "Import", "Export", "Mail server"].includes(each)), []);
    await visit(page, record("users", "id-gus"));
    await page.sees("Your role may read this record, not change it.");
    assert.equal(await page.run(() => document.querySelectorAll("form.stack button.primary, .actions .danger").length), 0);
  },

  "the keyboard is told by ?": async (page, at) => {
    await enter(page, at, "uma");
    await page.press("?");
    await page.sees("Your account", "dialog dd");
    await page.press("Escape");
    await page.until(() => document.querySelector("dialog") === null);
    await page.press("g");
    await page.press("a");
    await page.sees("Open sessions");
    await page.press("t");
    await page.until(() => document.documentElement.dataset.theme === "light");
  },
};
