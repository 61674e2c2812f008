// Into the clipboard, or, where the browser has none (a page without TLS), into a field to copy from.
import { html } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { openDialog } from "./dialogs.js";
import { notify } from "./notices.js";

/** @param {string} title @param {string} text */
export async function copyText(title, text) {
  try {
    await navigator.clipboard.writeText(text);
    notify(texts.copied(text));
  } catch {
    openDialog({ title, wide: true, body: () => html`<textarea class="code" readonly rows="4" aria-label=${title} autofocus @focus=${(/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select()}>${text}</textarea>` });
  }
}
