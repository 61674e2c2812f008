// How a user gets in: the password and the sessions.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { endSession, sessions, setPassword } from "../api/session.js";
import { shown } from "../api/times.js";
import { known } from "../parts/app.js";
import { problemBox } from "../parts/faults.js";
import { notify } from "../parts/notices.js";
import { Task } from "../parts/task.js";
import { texts } from "../texts.js";

const LEAST = 12;

/**
 * @param {import("../api/patch.js").Properties} user
 * @returns {() => unknown} what draws it
 */
export function accessPanel(user) {
  const { rights, user: caller } = known();
  const [id, username] = [String(user.get("id")), String(user.get("username"))];
  const own = id === caller.id;
  const mayPassword = rights.limit("PUT", "/api/credentials/{username}") === "all" || (own && rights.can("PUT", "/api/credentials/{username}"));
  const maySessions = rights.limit("GET", "/api/users/{key}/sessions") === "all" || (own && rights.can("GET", "/api/users/{key}/sessions"));
  const [listing, setting] = [new Task(), new Task()];
  let found = /** @type {import("../api/session.js").Session[]} */ ([]);
  let mismatch = "";

  const load = () => listing.run(async () => void (found = await sessions(id)));
  const end = (/** @type {string | undefined} */ which) => listing.run(async () => {
    await endSession(id, which);
    found = await sessions(id);
  });
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const [one, other] = ["new", "again"].map((name) => String(new FormData(form).get(name)));
    mismatch = one !== other ? texts.access.mismatch : [...(one ?? "")].length < LEAST ? texts.access.tooShort(LEAST) : "";
    const well = await setting.run(async () => {
      if (mismatch === "") await setPassword(username, one ?? "");
    });
    if (!well || mismatch !== "") return;
    form.reset();
    notify(texts.access.set(username));
    if (maySessions) await load();
  };
  if (maySessions) void load();

  const password = () => html`<h2>${texts.access.password}</h2>
    <form class="stack" @submit=${submit}>
      <input type="hidden" autocomplete="username" .value=${username}>
      <label>${texts.access.new}<input name="new" type="password" autocomplete="new-password" required aria-invalid=${mismatch !== ""}></label>
      <label>${texts.access.again}<input name="again" type="password" autocomplete="new-password" required aria-invalid=${mismatch !== ""}></label>
      ${mismatch === "" ? nothing : html`<p class="fault" role="alert">${mismatch}</p>`}
      ${problemBox(setting.problem)}
      <p class="dim">${own ? texts.access.ownNote : texts.access.note}</p>
      <button ?disabled=${setting.busy}>${texts.access.action}</button>
    </form>`;

  const open = () => html`<h2>${texts.access.sessions}</h2>
    ${problemBox(listing.problem, { again: () => void load() })}
    ${found.length === 0 ? html`<p class="dim">${texts.access.none}</p>` : html`<ul class="plain sessions">${found.map((each) => html`<li>
      <div><strong>${each.current ? texts.access.current : texts.access.since(shown(String(each.createdAt)))}</strong><span class="dim">${texts.access.used(shown(String(each.usedAt)))}</span></div>
      ${each.current ? nothing : html`<button type="button" @click=${() => end(each.id)}>${texts.access.end}</button>`}
    </li>`)}</ul>`}
    ${found.some(({ current }) => !current) && !own ? html`<button type="button" @click=${() => end(undefined)}>${texts.access.endAll}</button>` : nothing}`;

  return () => html`${mayPassword ? html`<section class="panel">${password()}</section>` : nothing}${maySessions ? html`<section class="panel">${open()}</section>` : nothing}`;
}
