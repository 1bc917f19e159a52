/**
 * The version, from the package itself.
 */
import { createRequire } from "node:module";

const manifest: unknown = createRequire(import.meta.url)("gradscribe/package.json");

export const VERSION = String((manifest as { version: unknown }).version);
