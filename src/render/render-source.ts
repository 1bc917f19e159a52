/**
 * A checked derivation in every format but HTML: what needs no KaTeX.
 * In: what `verify` passed (nothing else has its type), and options. Out: the whole document as one string.
 */
import type { Detail } from "../derivation/derivation.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { printArticle } from "./article.ts";
import { documentOf, type Typography } from "./document.ts";
import type { PlaceOfPicture } from "./figures/svg.ts";
import { printJson } from "./json.ts";
import { printMarkdown } from "./markdown.ts";
import type { DialectName } from "./markdown-dialect.ts";
import { printNotebook } from "./notebook.ts";
import { printText } from "./text.ts";

export type SourceFormat = "latex" | "markdown" | "text" | "json" | "ipynb";

export interface SourceOptions {
  readonly lang?: "en" | "zh";
  readonly detail?: Detail;
  /** Without the document's frame, for pasting. */
  readonly fragment?: boolean;
  /** Sums of more terms are shortened to dots, with their number beside them; at least 2. */
  readonly maxTerms?: number;
  /** A sum goes on in a new row after so many terms; at least 1. */
  readonly termsPerLine?: number;
  /** For Markdown: where each picture stands, a path or an address; without it, in the text itself. */
  readonly placeOfPicture?: PlaceOfPicture;
  /** Who reads the Markdown; `commonmark` unless given. */
  readonly dialect?: DialectName;
}

export function renderSource(checked: CheckedDerivation, to: SourceFormat, options: SourceOptions): string {
  if (to === "json") return printJson(checked);
  // Colours only repeat what signs say; a fragment is pasted where none are known.
  const typography = typographyOf(options, to === "latex" && options.fragment !== true);
  const document = documentOf(checked, options.lang ?? "en", options.detail ?? "steps", typography);
  switch (to) {
    case "latex":
      return printArticle(document, options.fragment ?? false);
    case "markdown":
      return printMarkdown(document, options);
    case "ipynb":
      return printNotebook(document, checked);
    case "text":
      return printText(document);
  }
}

export function typographyOf({ maxTerms, termsPerLine }: SourceOptions, hasColours: boolean): Typography {
  return {
    hasColours,
    ...(maxTerms !== undefined && { mostTerms: maxTerms }),
    ...(termsPerLine !== undefined && { termsPerLine }),
  };
}
