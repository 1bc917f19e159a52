/**
 * A checked derivation in every format but HTML: what needs no KaTeX.
 * In: what `verify` passed (nothing else has its type), and options. Out: the whole document as one string.
 */
import type { Detail } from "../derivation/derivation.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { printArticle } from "./article.ts";
import { documentOf } from "./document.ts";
import type { PlaceOfPicture } from "./figures/svg.ts";
import { printJson } from "./json.ts";
import { printMarkdown } from "./markdown.ts";
import { printText } from "./text.ts";

export type SourceFormat = "latex" | "markdown" | "text" | "json";

export interface SourceOptions {
  readonly lang?: "en" | "zh";
  readonly detail?: Detail;
  /** Without the document's frame, for pasting. */
  readonly fragment?: boolean;
  /** For Markdown: where each picture stands, a path or an address; without it, in the text itself. */
  readonly placeOfPicture?: PlaceOfPicture;
}

export function renderSource(checked: CheckedDerivation, to: SourceFormat, options: SourceOptions): string {
  if (to === "json") return printJson(checked);
  const document = documentOf(checked, options.lang ?? "en", options.detail ?? "steps");
  switch (to) {
    case "latex":
      return printArticle(document, options.fragment ?? false);
    case "markdown":
      return printMarkdown(document, options.placeOfPicture);
    case "text":
      return printText(document);
  }
}
