// The console: who is here, where, and which view shows it.
import { html, render } from "./lib/lit-html/lit-html.js";
import { readCatalogue } from "./api/catalogue.js";
import { onSessionEnd } from "./api/http.js";
import { Rights } from "./api/rights.js";
import { current } from "./api/session.js";
import { placeOf } from "./parts/address.js";
import { app } from "./parts/app.js";
import { closeDialog, confirm, dialogs, openDialog } from "./parts/dialogs.js";
import { draw, onDraw } from "./parts/draw.js";
import { problemBox } from "./parts/faults.js";
import { loginForm, loginPage } from "./parts/login.js";
import { shell } from "./parts/shell.js";
import { onKey } from "./parts/shortcuts.js";
import { Task } from "./parts/task.js";
import { applyTheme } from "./parts/theme.js";
import { texts } from "./texts.js";
import { viewOf } from "./views/views.js";

const root = /** @type {HTMLElement} */ (document.getElementById("console"));
const starting = new Task();
let shownHash = "";

onDraw(() => {
  const page =
    app.catalogue === null ? html`<main class="start">${starting.problem === null ? texts.loading : problemBox(starting.problem, { again: start })}</main>`
    : app.user === null ? loginPage(entered)
    : shell();
  render(html`${page}${dialogs()}`, root);
  document.title = app.view === null ? texts.product : `${app.view.title} · ${texts.product}`;
});

/** Every call that finds its session ended waits for the same dialog. */
let asking = /** @type {Promise<void> | null} */ (null);
onSessionEnd(() => {
  asking ??= new Promise((resolve) => {
    const dialog = openDialog({
      title: texts.session.again,
      stays: true,
      body: () => loginForm({ username: app.user?.username ?? "", why: texts.session.ended, done: (user) => {
        // The role may be another now.
        if (app.catalogue !== null) app.rights = new Rights(app.catalogue, user);
        app.user = user;
        closeDialog(dialog);
      } }),
      close: () => {
        asking = null;
        resolve();
      },
    });
  });
  return asking;
});

function start() {
  void starting.run(async () => {
    const [catalogue, user] = await Promise.all([readCatalogue(), current()]);
    app.catalogue = catalogue;
    if (user !== null) entered(user);
  });
}

/** @param {import("./api/session.js").User} user */
function entered(user) {
  if (app.catalogue === null) return;
  app.user = user;
  app.rights = new Rights(app.catalogue, user);
  open();
}

/** Shows what the address says. */
function open() {
  const before = app.view;
  shownHash = location.hash;
  const place = placeOf(location.hash);
  const next = before?.follow?.(place) === true ? before : viewOf(place);
  if (next !== before) {
    before?.close?.();
    app.view = next;
    scrollTo(0, 0);
    // The next page's heading is where somebody who does not see it goes on.
    if (before !== null) setTimeout(() => document.querySelector("h1")?.focus({ preventScroll: true }));
  }
  app.menu = false;
  draw();
}

addEventListener("hashchange", async () => {
  if (app.user === null || location.hash === shownHash) return;
  if (app.view?.dirty?.() === true) {
    const to = location.hash;
    history.replaceState(null, "", shownHash);
    const { title, question: body, action } = texts.leave;
    if (!(await confirm({ title, body: () => html`<p>${body}</p>`, action, danger: true }))) return;
    history.pushState(null, "", to);
  }
  open();
});
addEventListener("beforeunload", (event) => {
  if (app.view?.dirty?.() === true) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (app.user !== null) onKey(event, app.view?.keys ?? {});
});

applyTheme();
draw();
start();
