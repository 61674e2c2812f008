// Which view shows which place.
import { html } from "../lib/lit-html/lit-html.js";
import { known } from "../parts/app.js";
import { texts } from "../texts.js";
import { accountView } from "./account.js";
import { browseView } from "./browse.js";
import { exportView } from "./export.js";
import { homeView } from "./home.js";
import { importView } from "./import.js";
import { picturesView } from "./pictures.js";
import { recordView } from "./record.js";

/** @param {import("../parts/address.js").Place} place @returns {import("../parts/app.js").View} */
export function viewOf(place) {
  const { catalogue, rights } = known();
  const [kind = "home", name = "", key = ""] = place.path;
  const collection = catalogue.find(name);
  if (kind === "home") return homeView();
  if (kind === "account") return accountView();
  if (kind === "import" && rights.can("POST", "/api/database/import")) return importView();
  if (kind === "export" && rights.can("GET", "/api/database/export")) return exportView();
  if (kind === "pictures") return picturesView(place);
  if (kind === "list" && collection !== undefined && rights.mayList(name)) return browseView(collection, place);
  if (kind === "record" && collection !== undefined) return recordView(collection, key);
  if (kind === "new" && collection !== undefined) return recordView(collection, null);
  return { title: texts.nowhere.title, body: () => html`<p class="empty">${texts.nowhere.body}</p>` };
}
