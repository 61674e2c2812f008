// Something that takes time and may fail: whether it runs, and how it failed, are shown where it was begun.
import { asProblem } from "../api/http.js";
import { draw } from "./draw.js";

export class Task {
  busy = false;
  /** @type {import("../api/http.js").Problem | null} */
  problem = null;
  /** Which run is the last one: what an earlier one says later does not count. */
  runs = 0;

  /**
   * @param {() => Promise<void>} work
   * @returns {Promise<boolean>} whether it went well
   */
  async run(work) {
    const run = ++this.runs;
    this.busy = true;
    this.problem = null;
    draw();
    try {
      await work();
      return run === this.runs;
    } catch (error) {
      if (run === this.runs && !(error instanceof DOMException && error.name === "AbortError")) this.problem = asProblem(error);
      return false;
    } finally {
      if (run === this.runs) this.busy = false;
      draw();
    }
  }
}
