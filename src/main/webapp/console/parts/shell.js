// The frame: the bar, the navigation, and the view between them.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { logout } from "../api/session.js";
import { texts } from "../texts.js";
import { address, listAddress, placeOf } from "./address.js";
import { app, known } from "./app.js";
import { draw } from "./draw.js";
import { title } from "./names.js";
import { notices, notify } from "./notices.js";
import { help } from "./shortcuts.js";
import { setTheme, theme, THEMES } from "./theme.js";
import { asProblem } from "../api/http.js";

export function shell() {
  const { view } = app;
  return html`<button type="button" class="skip" @click=${() => document.getElementById("main")?.focus()}>${texts.skip}</button>
    ${bar()}
    <div class="frame">
      <nav class=${app.menu ? "open" : ""} aria-label=${texts.nav.label}>${navigation()}</nav>
      <main id="main" tabindex="-1">
        <header class="title"><h1 tabindex="-1" dir="auto">${view?.title}</h1><div class="actions">${view?.actions?.()}</div></header>
        ${view?.body()}
      </main>
    </div>
    ${notices()}`;
}

function bar() {
  const { user } = known();
  const toggle = () => {
    app.menu = !app.menu;
    draw();
  };
  return html`<header class="bar">
    <button type="button" class="quiet menu" aria-expanded=${app.menu} aria-label=${texts.nav.menu} @click=${toggle}>☰</button>
    <a class="brand" href=${address(["home"])}>${texts.brand}<span>${texts.brandOf}</span></a>
    <span class="grow"></span>
    <select aria-label=${texts.theme.label} .value=${theme()} @change=${(/** @type {Event} */ event) => setTheme(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${THEMES.map((each) => html`<option value=${each} ?selected=${each === theme()}>${texts.theme[each]}</option>`)}
    </select>
    <button type="button" class="quiet" aria-label=${texts.keys.title} title=${texts.keys.hint} @click=${help}>?</button>
    <a class="who" href=${address(["account"])} title=${user.username}><bdi>${user.username}</bdi><span class="tag">${user.role}</span></a>
    <button type="button" class="quiet" @click=${leave}>${texts.logout}</button>
  </header>`;
}

async function leave() {
  if (app.view?.dirty?.() === true && !globalThis.confirm(texts.leave.question)) return;
  try {
    await logout();
    app.view?.close?.();
    app.view = null;
    app.user = null;
    draw();
  } catch (error) {
    notify(asProblem(error).detail);
  }
}

function navigation() {
  const { catalogue, rights } = known();
  const { path } = placeOf(location.hash);
  const readable = catalogue.collections.filter(({ name }) => rights.mayList(name));
  const link = (/** @type {string} */ to, /** @type {string} */ text, /** @type {boolean} */ here) =>
    html`<li><a href=${to} aria-current=${here ? "page" : nothing}>${text}</a></li>`;
  const tools = [
    ["pictures", texts.nav.pictures, readable.length > 0],
    ["import", texts.nav.import, rights.can("POST", "/api/database/import")],
    ["export", texts.nav.export, rights.can("GET", "/api/database/export")],
    ["account", texts.nav.account, true],
  ];
  return html`
    <ul>${link(address(["home"]), texts.nav.home, path[0] === "home" || path.length === 0)}</ul>
    <h2>${texts.nav.data}</h2>
    <ul>${readable.filter(({ shape }) => shape !== "single").map(({ name }) => link(listAddress(name), title(name), path[1] === name))}</ul>
    ${readable.some(({ shape }) => shape === "single")
      ? html`<h2>${texts.nav.single}</h2>
        <ul>${readable.filter(({ shape }) => shape === "single").map(({ name }) => link(address(["record", name]), title(name), path[1] === name))}</ul>`
      : nothing}
    <h2>${texts.nav.tools}</h2>
    <ul>${tools.filter((tool) => tool[2]).map(([place, text]) => link(address([String(place)]), String(text), path[0] === place))}</ul>`;
}
