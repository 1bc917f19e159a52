/** A document to the places of its formulas, by its format. */
import type { Format } from "../syntax.ts";
import type { Fragment } from "./fragments.ts";
import { scanMarkdown } from "./scan-markdown.ts";
import { scanTex } from "./scan-tex.ts";
import { scanText } from "./scan-text.ts";

export interface Scan {
  readonly fragments: readonly Fragment[];
  /** The document, letter for letter as long as it was given, with what is not mathematics blanked inside formulas. */
  readonly text: string;
}

export function scan(source: string, format: Format): Scan {
  switch (format) {
    case "tex":
      return scanTex(source);
    case "md":
      return scanMarkdown(source);
    case "txt":
      return { fragments: scanText(source), text: source };
  }
}
