// Where the console's modules are: CONSOLE says which folder, when this is not run in the checkout.
import { pathToFileURL } from "node:url";

const folder = process.env.CONSOLE === undefined ? new URL("../../webapp/console/", import.meta.url) : pathToFileURL(`${process.env.CONSOLE}/`);

/** @param {string} path */
export const consoleModule = (path) => import(new URL(path, folder).href);
