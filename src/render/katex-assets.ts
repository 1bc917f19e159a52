/**
 * KaTeX's style sheet with its fonts in it, from the installed package: the one file here that needs Node.
 * Out: CSS in which every font is a data URI (woff2, which all browsers read).
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { HtmlAssets } from "./html.ts";

export function loadKatexAssets(): HtmlAssets {
  const folder = join(dirname(createRequire(import.meta.url).resolve("katex/package.json")), "dist");
  const css = readFileSync(join(folder, "katex.min.css"), "utf8");
  return {
    css: css.replace(
      /src:url\((fonts\/[\w-]+\.woff2)\)[^;}]*/g,
      (_, file: string) => `src:${dataUri(join(folder, file))}`,
    ),
  };
}

function dataUri(file: string): string {
  return `url(data:font/woff2;base64,${readFileSync(file).toString("base64")}) format("woff2")`;
}
