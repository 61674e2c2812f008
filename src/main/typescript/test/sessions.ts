import { currentUser, Database, DatabaseError, ForbiddenError, hashPassword, login, logout } from "../src/index.js";
import { equal, rejects } from "./check.js";

/**
 * What a browser does with a session, through the package's proxy: one step after the other, each of which ends by loading a page. What
 * they have come to is kept where pages of one tab and one origin find it.
 */
type Step = { readonly name: string; readonly run: () => Promise<void>; readonly next?: () => void };

const reload = (): void => location.reload();

/** The other name of the same server: another site. */
const foreign = new URL(`http://${location.hostname === "page.test" ? "127.0.0.1" : "page.test"}:${location.port}/`);

async function nobodyHasLoggedIn(): Promise<void> {
  equal(await currentUser(), null);
  const error = await rejects(Database.getComments(), ForbiddenError, /Log in/);
  equal(error.kind, "unauthenticated");
}

const STEPS: readonly Step[] = [
  {
    name: "nobody has logged in, and the app's first call is none that fails",
    async run() {
      await nobodyHasLoggedIn();
      await Database.initializeDatabase();
      await logout();
    },
    next: reload,
  },
  {
    name: "a wrong password begins nothing",
    async run() {
      const error = await rejects(login("ada", "wrong"), ForbiddenError, "The username or the password is wrong.");
      equal([error.kind, error.status], ["unauthenticated", 401]);
      await nobodyHasLoggedIn();
    },
    next: reload,
  },
  {
    name: "a log-in is all that the class needs, and its cookie is hidden from scripts",
    async run() {
      const ada = await login("ada", "password of ada");
      equal([ada.id, ada.role], ["id-ada", "user"]);
      equal(document.cookie, "");
      equal(await Database.getComments(), []);
      await Database.updateUser("id-ada", { bio: "mine" });
      equal((await rejects(Database.getUsers(), ForbiddenError)).kind, "forbidden");
    },
    next: reload,
  },
  {
    name: "it lasts when the page is loaded anew, and tells what the user is now",
    async run() {
      equal((await currentUser())?.bio, "mine");
    },
    next: reload,
  },
  {
    name: "the token of the proxy is for what its rules say, and only then",
    async run() {
      await Database.setFirstLoginFlag("ada", false);
      await rejects(Database.setFirstLoginFlag("god", false), ForbiddenError);
      await rejects(Database.getCredentials(), ForbiddenError);
    },
    next: reload,
  },
  {
    name: "with another password the session has ended",
    async run() {
      await Database.setCredential("ada", await hashPassword("new"));
      await nobodyHasLoggedIn();
      equal((await login("ada", "new")).username, "ada");
      await logout();
      await nobodyHasLoggedIn();
    },
    next: reload,
  },
  {
    name: "where the old app verifies a password, it logs in",
    async run() {
      equal(await Database.verifyCredentials("god", "wrong"), false);
      await nobodyHasLoggedIn();
      equal(await Database.verifyCredentials("god", "password of god"), true);
      equal((await currentUser())?.username, "god");
      equal((await Database.getUsers()).length, 2);
    },
    // Its page does what it can, and comes back.
    next: () => location.assign(`${foreign}?to=${encodeURIComponent(location.origin)}`),
  },
  {
    name: "a page of another site could change nothing, and the session goes on",
    async run() {
      const calls = (await (await fetch("/seen")).json()) as string[];
      const statuses = calls.filter((line) => line.includes(" POST ")).map((line) => line.slice(-3));
      equal(statuses.length >= 3, true, `the calls that came (${calls})`);
      equal(statuses.filter((status) => status !== "403" && status !== "415"), []);
      equal((await Database.getUsers()).length, 2);
      equal((await currentUser())?.username, "god");
      await logout();
      await nobodyHasLoggedIn();
    },
  },
];

interface State {
  step: number;
  passed: number;
  failures: string[];
}

/** As a page of another site would: by a form, by a script that may not read the answer, by one that asks first. */
async function attack(to: string): Promise<void> {
  const url = `${to}/api/database/clear`;
  const frame = document.createElement("iframe");
  frame.name = "target";
  const form = document.createElement("form");
  Object.assign(form, { action: url, method: "POST", target: "target" });
  document.body.append(frame, form);
  const loaded = new Promise((done) => frame.addEventListener("load", done));
  form.submit();
  await loaded;
  const how: RequestInit = { method: "POST", credentials: "include" };
  await fetch(url, { ...how, mode: "no-cors" }).catch(() => undefined);
  await fetch(url, { ...how, mode: "no-cors", body: "{}" }).catch(() => undefined);
  await fetch(url, { ...how, body: "{}", headers: { "Content-Type": "application/json" } }).catch(() => undefined);
  location.assign(to);
}

const to = new URL(location.href).searchParams.get("to");
if (to !== null) {
  await attack(to);
} else {
  const state = JSON.parse(sessionStorage.getItem("state") ?? '{"step":0,"passed":0,"failures":[]}') as State;
  const step = STEPS[state.step]!;
  try {
    await step.run();
    state.passed++;
  } catch (error) {
    const more = error instanceof DatabaseError ? ` (${error.status})` : "";
    state.failures.push(`${step.name}: ${error instanceof Error ? error.stack : String(error)}${more}`);
  }
  state.step++;
  sessionStorage.setItem("state", JSON.stringify(state));
  if (step.next === undefined || state.failures.length > 0) {
    const { passed, failures } = state;
    await fetch("/done", { method: "POST", body: JSON.stringify({ passed, failures, secure: globalThis.isSecureContext }) });
  } else {
    step.next();
  }
}
