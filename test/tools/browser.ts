/** The browser of the tests: the system's Chromium, which asks nobody for anything. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = "/usr/bin/chromium";
const quiet = [
  "disable-gpu",
  "disable-quic",
  "no-first-run",
  "disable-background-networking",
  "disable-component-update",
];

/** Whether there is one; where CI is set there has to be. */
export function hasBrowser(): boolean {
  const isThere = existsSync(path);
  if (!isThere && process.env["CI"] !== undefined) throw new Error(`${path} is required where CI is set`);
  if (!isThere) console.log(`${path} is not installed: what needs a browser is not tested`);
  return isThere;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: ["no-sandbox", ...quiet].map((flag) => `--${flag}`) });
}
