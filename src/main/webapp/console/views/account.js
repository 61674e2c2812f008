// Who has logged in: the own record, password and sessions.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { recordAddress } from "../parts/address.js";
import { known } from "../parts/app.js";
import { texts } from "../texts.js";
import { accessPanel } from "./access.js";

/** @returns {import("../parts/app.js").View} */
export function accountView() {
  const { user, rights } = known();
  const panel = accessPanel(new Map(Object.entries(user)));
  return {
    title: texts.nav.account,
    actions: () => (rights.can("GET", "/api/users/{key}") ? html`<a class="button" href=${recordAddress("users", user.id)}>${texts.access.record}</a>` : nothing),
    body: () => html`<div class="stack narrow"><p><bdi>${user.username}</bdi> <span class="tag">${user.role}</span></p>${panel()}</div>`,
  };
}
