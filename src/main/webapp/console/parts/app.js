// What all parts of the console know: who is here, what the server has, and what is shown.

/**
 * @typedef {object} View
 * @property {string} title
 * @property {() => unknown} body
 * @property {() => unknown} [actions] the buttons beside the title
 * @property {(place: import("./address.js").Place) => boolean} [follow] shows another place of the same view, if it is one
 * @property {() => void} [close]
 * @property {() => boolean} [dirty] whether something is typed that is not saved
 * @property {Record<string, () => void>} [keys]
 */

export const app = {
  /** @type {import("../api/catalogue.js").Catalogue | null} */
  catalogue: null,
  /** @type {import("../api/session.js").User | null} */
  user: null,
  /** @type {import("../api/rights.js").Rights | null} */
  rights: null,
  /** @type {View | null} */
  view: null,
  /** Whether the navigation is open on a narrow screen. */
  menu: false,
};

/** For views, which are there only for somebody who has logged in. */
export function known() {
  if (app.catalogue === null || app.user === null || app.rights === null) throw new Error("Nobody has logged in.");
  return { catalogue: app.catalogue, user: app.user, rights: app.rights };
}
