// Short messages of what was done; a screen reader says them.
import { html } from "../lib/lit-html/lit-html.js";
import { draw } from "./draw.js";

let message = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} text */
export function notify(text) {
  message = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    message = "";
    draw();
  }, 6000);
  draw();
}

export function notices() {
  return html`<div class="notices" role="status" aria-live="polite">${message === "" ? "" : html`<p>${message}</p>`}</div>`;
}
