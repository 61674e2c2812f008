// Keys that work everywhere, and the list of them that ? shows.
import { html } from "../lib/lit-html/lit-html.js";
import { texts } from "../texts.js";
import { address, go } from "./address.js";
import { anyDialog, openDialog } from "./dialogs.js";
import { nextTheme } from "./theme.js";

/** @type {Record<string, () => void>} */
const EVERYWHERE = {
  "?": help,
  "g h": () => go(address(["home"])),
  "g i": () => go(address(["import"])),
  "g e": () => go(address(["export"])),
  "g p": () => go(address(["pictures"])),
  "g a": () => go(address(["account"])),
  t: nextTheme,
};

let first = "";

function help() {
  openDialog({
    title: texts.keys.title,
    body: () => html`<dl class="keys">
      ${Object.entries(texts.keys.list).map(([keys, what]) => html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>`)}
    </dl>`,
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {Record<string, () => void>} ofView
 */
export function onKey(event, ofView) {
  const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  const save = (event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "Enter");
  if (save && ofView.save !== undefined && !anyDialog()) {
    event.preventDefault();
    ofView.save();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing || anyDialog()) return;
  const action = { ...EVERYWHERE, ...ofView }[first === "" ? event.key : `${first} ${event.key}`];
  first = first === "" && event.key === "g" ? "g" : "";
  if (action !== undefined) {
    event.preventDefault();
    action();
  }
}

export { help };
