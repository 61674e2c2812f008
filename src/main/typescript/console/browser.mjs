// Drives Debian's Chromium by its own protocol, over a pipe: no package has to be installed.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CHROMIUM = "chromium" } = process.env;
const PATIENCE_MILLIS = 30_000;
const BETWEEN_MILLIS = 50;
const PICTURES = "target/console";

const KEYS = { Enter: 13, Tab: 9, Escape: 27, Backspace: 8, Delete: 46, ArrowUp: 38, ArrowDown: 40, ArrowLeft: 37, ArrowRight: 39, " ": 32, Home: 36, End: 35 };
const TEXTS = { Enter: "\r", " ": " " };

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** A browser with one page, and what has gone wrong in the page. */
export class Browser {
  /** Violations of the page's policy, faults of its scripts, and what its console says as an error. */
  wrong = [];
  #waiting = new Map();
  #last = 0;
  #session;

  /** Starts Chromium; its window has this size, in CSS pixels. */
  static async start({ width = 1280, height = 800 } = {}) {
    const browser = new Browser();
    browser.profile = await mkdtemp(join(tmpdir(), "console-"));
    const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    browser.process = spawn(CHROMIUM, [...options, "--remote-debugging-pipe", `--window-size=${width},${height}`, `--user-data-dir=${browser.profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      // A group of its own, so that its helpers end with it; and its folder for what it would leave behind in the common one.
      detached: true,
      env: { ...process.env, TMPDIR: browser.profile },
    });
    browser.ended = new Promise((resolve) => browser.process.on("exit", resolve));
    browser.#listen(browser.process.stdio[4]);
    const { targetInfos } = await browser.#command("Target.getTargets", {}, null);
    const { targetId } = targetInfos.find(({ type }) => type === "page");
    browser.#session = (await browser.#command("Target.attachToTarget", { targetId, flatten: true }, null)).sessionId;
    for (const domain of ["Page", "Runtime", "Log"]) {
      await browser.#command(`${domain}.enable`);
    }
    await browser.#command("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await browser.#command("Runtime.addBinding", { name: "tellViolation" });
    await browser.#command("Page.addScriptToEvaluateOnNewDocument", {
      source: `addEventListener("securitypolicyviolation", (event) => tellViolation(event.violatedDirective + " " + event.blockedURI + " " + event.sample), true);`,
    });
    return browser;
  }

  #listen(pipe) {
    let rest = Buffer.alloc(0);
    pipe.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#take(JSON.parse(rest.subarray(0, end).toString()));
        rest = rest.subarray(end + 1);
      }
    });
  }

  #take({ id, result, error, method, params }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting !== undefined) {
      error === undefined ? waiting.resolve(result) : waiting.reject(new Error(`${waiting.method}: ${error.message}`));
    } else if (method === "Runtime.bindingCalled") {
      this.wrong.push(`policy: ${params.payload}`);
    } else if (method === "Runtime.exceptionThrown") {
      const { text, exception } = params.exceptionDetails;
      this.wrong.push(`script: ${exception?.description ?? text}`);
    } else if (method === "Log.entryAdded" && params.entry.level === "error" && params.entry.source !== "network") {
      // What the server refuses is for the page to show; here it is no fault.
      this.wrong.push(`log: ${params.entry.text}`);
    }
  }

  #command(method, params = {}, session = this.#session) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
    });
  }

  /** Opens an address, and waits until it is loaded. */
  async open(address) {
    await this.#command("Page.navigate", { url: address });
    await this.until(() => document.readyState === "complete");
  }

  /** Calls a function in the page, and returns its JSON. */
  async evaluate(called, ...given) {
    const { result, exceptionDetails } = await this.#command("Runtime.evaluate", {
      expression: `(${called})(...${JSON.stringify(given)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** Waits until a function in the page returns something, and returns that. */
  async until(called, ...given) {
    for (const begun = Date.now(); ; await pause(BETWEEN_MILLIS)) {
      // While a page is left, it can't be asked.
      const found = await this.evaluate(called, ...given).catch(() => undefined);
      if (found) {
        return found;
      }
      if (Date.now() - begun > PATIENCE_MILLIS) {
        const seen = await this.evaluate(() => document.body.innerText);
        throw new Error(`Not within ${PATIENCE_MILLIS} ms: ${called} ${JSON.stringify(given)}\nThe page says: ${seen}\n${this.wrong.join("\n")}`);
      }
    }
  }

  /** Waits until the page has an element that a selector finds, with this text if one is given. */
  async find(selector, text = "") {
    return this.until((selector, text) => [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text)), selector, text);
  }

  /** Clicks with the mouse in the middle of the first such element. */
  async click(selector, text = "") {
    await this.find(selector, text);
    const { x, y } = await this.evaluate(
      (selector, text) => {
        const element = [...document.querySelectorAll(selector)].find((each) => each.textContent.includes(text));
        element.scrollIntoView({ block: "center" });
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      },
      selector,
      text,
    );
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.#command("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  /** Types a text where the focus is. */
  async type(text) {
    await this.#command("Input.insertText", { text });
  }

  /** Presses a key, such as Enter, Tab or a letter. */
  async press(key, { shift = false, control = false } = {}) {
    const text = TEXTS[key] ?? (key.length === 1 ? key : undefined);
    const stroke = { key, code: key, windowsVirtualKeyCode: KEYS[key] ?? key.toUpperCase().charCodeAt(0), modifiers: (shift ? 8 : 0) + (control ? 2 : 0) };
    await this.#command("Input.dispatchKeyEvent", { type: text === undefined ? "rawKeyDown" : "keyDown", text, ...stroke });
    await this.#command("Input.dispatchKeyEvent", { type: "keyUp", ...stroke });
  }

  /** Has the page in the light or the dark theme. */
  async theme(value) {
    await this.#command("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  }

  /** Writes what the page looks like to target/console. */
  async picture(name) {
    const { data } = await this.#command("Page.captureScreenshot", { format: "png" });
    await mkdir(PICTURES, { recursive: true });
    await writeFile(join(PICTURES, `${name}.png`), Buffer.from(data, "base64"));
  }

  async close() {
    process.kill(-this.process.pid, "SIGKILL");
    await this.ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
