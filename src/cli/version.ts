/**
 * The version, from the package itself.
 */
import { readFileSync } from "node:fs";

const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

export const VERSION = String((manifest as { version: unknown }).version);
