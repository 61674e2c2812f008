// A page in headless Chromium, driven with real keys and a real mouse by Chromium's own protocol over a pipe: no library is needed.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MILLIS = 60_000;
const OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe", "--window-size=1280,800"];
const KEYS = { Enter: 13, Escape: 27, Tab: 9, " ": 32 };

/** Opens Chromium with one page, and counts every violation of its policy and every error. */
export async function openPage(chromium = process.env.CHROMIUM ?? "chromium") {
  const profile = await mkdtemp(join(tmpdir(), "console-"));
  const browser = spawn(chromium, [...OPTIONS, `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true, env: { ...process.env, TMPDIR: profile } });
  const ended = new Promise((resolve) => browser.on("exit", resolve));
  const waiting = new Map();
  const errors = [];
  let [last, rest, session] = [0, "", undefined];
  browser.stdio[4].setEncoding("utf8").on("data", (text) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop();
    parts.map((part) => JSON.parse(part)).forEach(({ id, result, error, method, params }) => {
      if (method === "Runtime.exceptionThrown") errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (id === undefined) return;
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error.message));
    });
  });
  const send = (method, params = {}) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    browser.stdio[3].write(`${JSON.stringify({ id: last, method, params, ...(session === undefined ? {} : { sessionId: session }) })}\0`);
  });
  const { targetInfos } = await send("Target.getTargets");
  ({ sessionId: session } = await send("Target.attachToTarget", { targetId: targetInfos.find(({ type }) => type === "page").targetId, flatten: true }));
  await Promise.all([send("Page.enable"), send("Runtime.enable")]);
  await send("Page.addScriptToEvaluateOnNewDocument", { source: 'addEventListener("securitypolicyviolation", (event) => { throw new Error(`policy: ${event.violatedDirective} ${event.blockedURI}`); });' });
  return new Page(send, errors, async () => {
    process.kill(-browser.pid, "SIGKILL");
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
}

class Page {
  constructor(send, errors, close) {
    Object.assign(this, { send, errors, close });
  }

  /** Runs a function in the page, with values for it. */
  async run(work, ...values) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression: `(${work})(...${JSON.stringify(values)})`, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async open(address) {
    await this.send("Page.navigate", { url: address });
  }

  /** Waits until a function of the page returns something, and returns it. */
  async until(work, ...values) {
    const end = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const found = await this.run(work, ...values).catch(() => undefined);
      if (found) return found;
      if (Date.now() > end) throw new Error(`never came true: ${work} ${JSON.stringify(values)}; the page has: ${await this.run(() => document.body.innerText.slice(0, 600))}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** Waits for a text that can be seen, in an element. */
  sees(text, selector = "body") {
    return this.until((text, selector) => [...document.querySelectorAll(selector)].some((each) => each.innerText.includes(text)), text, selector);
  }

  /** Clicks, with the mouse, what has a selector and, if given, begins with a text. */
  async click(selector, text = "") {
    const [x, y] = await this.until((selector, text) => {
      const found = [...document.querySelectorAll(selector)].find((each) => each.innerText.trim().startsWith(text) && !each.disabled);
      found?.scrollIntoView({ block: "center" });
      const box = found?.getBoundingClientRect();
      return box && box.width > 0 ? [box.x + box.width / 2, box.y + box.height / 2] : null;
    }, selector, text);
    for (const type of ["mousePressed", "mouseReleased"]) await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  }

  async focus(selector) {
    await this.until((selector) => { const found = document.querySelector(selector); found?.focus(); return found !== null && document.activeElement === found; }, selector);
  }

  async type(text) {
    await this.send("Input.insertText", { text });
  }

  /** Replaces what a field has. */
  async fill(selector, text) {
    await this.focus(selector);
    await this.run((selector) => document.querySelector(selector).select(), selector);
    await this.type(text);
  }

  /** Presses a key, such as Enter, ? or Control+s. */
  async press(keys) {
    const parts = keys.split("+");
    const key = parts.pop();
    const modifiers = (parts.includes("Control") ? 2 : 0) + (parts.includes("Shift") ? 8 : 0);
    const code = KEYS[key] ?? key.toUpperCase().charCodeAt(0);
    const text = key === "Enter" ? "\r" : key.length === 1 && modifiers === 0 ? key : undefined;
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, modifiers, windowsVirtualKeyCode: code, ...(text === undefined ? {} : { text }) });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, modifiers, windowsVirtualKeyCode: code });
  }

  /** Chooses a file where the page asks for one. */
  async choose(selector, file) {
    const { result } = await this.send("Runtime.evaluate", { expression: `document.querySelector(${JSON.stringify(selector)})` });
    await this.send("DOM.setFileInputFiles", { files: [file], objectId: result.objectId });
  }

  async shot(file) {
    const { data } = await this.send("Page.captureScreenshot");
    await writeFile(file, Buffer.from(data, "base64"));
  }
}
