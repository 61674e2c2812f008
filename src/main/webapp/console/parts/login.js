// The log-in: a page of its own, and the same form over a page whose session has ended.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { login } from "../api/session.js";
import { texts } from "../texts.js";
import { draw } from "./draw.js";
import { problemBox } from "./faults.js";
import { Task } from "./task.js";

const task = new Task();

/** @typedef {import("../api/session.js").User} User */

/**
 * @param {{ username: string, why: string, done: (user: User) => void }} options a username that is given can't be changed: the page
 *   behind is that user's
 */
export function loginForm({ username, why, done }) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const given = new FormData(form);
    await task.run(async () => {
      const user = await login(username || String(given.get("username")), String(given.get("password")));
      form.reset();
      done(user);
    });
    if (task.problem !== null) {
      const field = form.querySelector("input[name=password]");
      if (field instanceof HTMLInputElement) field.select();
    }
  };
  const elsewhere = () => location.reload();
  return html`<form class="stack login" @submit=${submit} @input=${clear}>
    ${why === "" ? nothing : html`<p>${why}</p>`}
    <label>${texts.login.username}
      <input name="username" autocomplete="username" required autocapitalize="none" spellcheck="false" .value=${username} ?readonly=${username !== ""} ?autofocus=${username === ""}>
    </label>
    <label>${texts.login.password}
      <input name="password" type="password" autocomplete="current-password" required ?autofocus=${username !== ""} aria-invalid=${task.problem !== null}>
    </label>
    ${problemBox(task.problem)}
    <footer>
      ${username === "" ? nothing : html`<button type="button" class="quiet" @click=${elsewhere}>${texts.login.other}</button>`}
      <button class="primary" ?disabled=${task.busy}>${task.busy ? texts.login.busy : texts.login.action}</button>
    </footer>
  </form>`;
}

function clear() {
  if (task.problem === null) return;
  task.problem = null;
  draw();
}

/** @param {(user: User) => void} done */
export function loginPage(done) {
  return html`<main class="start">
    <section class="card">
      <h1>${texts.product}</h1>
      ${loginForm({ username: "", why: "", done })}
      <details><summary>${texts.login.first}</summary><p>${texts.login.firstAnswer}</p></details>
    </section>
  </main>`;
}
