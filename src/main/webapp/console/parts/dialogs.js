// Dialogs over the page. They are the browser's own: it keeps the focus in them and gives it back.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { ref } from "../lib/lit-html/directives/ref.js";
import { texts } from "../texts.js";
import { draw } from "./draw.js";

/** @typedef {{ title: string, body: () => unknown, close?: () => void, wide?: boolean, stays?: boolean }} Dialog */

/** @type {Dialog[]} */
const open = [];
/** What had the focus: an element that is drawn anew can't be given it back by the browser. */
/** @type {Map<Dialog, Element | null>} */
const before = new Map();

/** @param {Dialog} dialog @returns {Dialog} */
export function openDialog(dialog) {
  before.set(dialog, document.activeElement);
  open.push(dialog);
  draw();
  return dialog;
}

/** @param {Dialog} dialog */
export function closeDialog(dialog) {
  const at = open.indexOf(dialog);
  if (at < 0) return;
  open.splice(at, 1);
  dialog.close?.();
  const last = before.get(dialog);
  before.delete(dialog);
  draw();
  setTimeout(() => last instanceof HTMLElement && last.isConnected && last.focus());
}

export function closeTop() {
  const top = open[open.length - 1];
  if (top !== undefined && !top.stays) closeDialog(top);
}

export const anyDialog = () => open.length > 0;

/** @param {Element | undefined} element */
function show(element) {
  if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal();
}

export function dialogs() {
  return repeat(open, (each) => each, (each) => {
    const cancel = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!each.stays) closeDialog(each);
    };
    return html`<dialog class=${each.wide ? "wide" : ""} aria-label=${each.title} ${ref((element) => queueMicrotask(() => show(element)))} @cancel=${cancel}>
      <header>
        <h2>${each.title}</h2>
        ${each.stays ? nothing : html`<button type="button" class="quiet" aria-label=${texts.close} @click=${() => closeDialog(each)}>✕</button>`}
      </header>
      ${each.body()}
    </dialog>`;
  });
}

/**
 * Asks before something is done.
 *
 * @param {{ title: string, body: () => unknown, action: string, danger?: boolean }} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, body, action, danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = openDialog({
      title,
      close: () => resolve(answer),
      body: () => html`<form class="stack" @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          answer = true;
          closeDialog(dialog);
        }}>
        ${body()}
        <footer>
          <button type="button" ?autofocus=${danger} @click=${() => closeDialog(dialog)}>${texts.cancel}</button>
          <button class=${danger ? "danger" : "primary"} ?autofocus=${!danger}>${action}</button>
        </footer>
      </form>`,
    });
  });
}
