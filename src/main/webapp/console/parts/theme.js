// Light, dark, or as the system has it.
import { draw } from "./draw.js";

export const THEMES = /** @type {const} */ (["system", "light", "dark"]);
const KEY = "metabuilder-console-theme";

export function theme() {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((each) => each === kept) ?? "system";
}

/** @param {string} chosen */
export function setTheme(chosen) {
  localStorage.setItem(KEY, chosen);
  applyTheme();
  draw();
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

export function nextTheme() {
  setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length] ?? "system");
}
