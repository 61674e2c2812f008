// For the checker alone: JSDoc can't write a type that is made of itself.
import type { JsonNumber } from "./json.js";

export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;
