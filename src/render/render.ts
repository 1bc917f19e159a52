/**
 * A checked derivation in the format and the language that the reader asked for.
 * In: what `verify` passed (nothing else has its type), and options. Out: the whole document as one string.
 */
import type { Detail } from "../derivation/derivation.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { printArticle } from "./article.ts";
import { documentOf } from "./document.ts";
import type { HtmlAssets } from "./html.ts";
import { printHtml } from "./html.ts";
import { printJson } from "./json.ts";
import { printMarkdown } from "./markdown.ts";
import { printText } from "./text.ts";

export type Format = "latex" | "html" | "markdown" | "text" | "json";

export interface RenderOptions {
  readonly to: Format;
  readonly lang?: "en" | "zh";
  readonly detail?: Detail;
  /** Without the document's frame, for pasting. */
  readonly fragment?: boolean;
  /** For HTML: without KaTeX's style sheet, formulas are MathML and unstyled text. */
  readonly assets?: HtmlAssets;
}

export function render(checked: CheckedDerivation, options: RenderOptions): string {
  if (options.to === "json") return printJson(checked);
  const document = documentOf(checked, options.lang ?? "en", options.detail ?? "steps");
  switch (options.to) {
    case "latex":
      return printArticle(document, options.fragment ?? false);
    case "html":
      return printHtml(document, options.fragment ?? false, options.assets);
    case "markdown":
      return printMarkdown(document);
    case "text":
      return printText(document);
  }
}
