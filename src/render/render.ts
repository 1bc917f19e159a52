/**
 * A checked derivation in the format and the language that the reader asked for.
 * In: what `verify` passed (nothing else has its type), and options. Out: the whole document as one string.
 */
import type { CheckedDerivation } from "../verify/checked.ts";
import { documentOf } from "./document.ts";
import type { HtmlAssets } from "./html.ts";
import { printHtml } from "./html.ts";
import { renderSource, type SourceFormat, type SourceOptions, typographyOf } from "./render-source.ts";

export type Format = SourceFormat | "html";

export interface RenderOptions extends SourceOptions {
  readonly to: Format;
  /** For HTML: without KaTeX's style sheet, formulas are MathML and unstyled text. */
  readonly assets?: HtmlAssets;
}

export function render(checked: CheckedDerivation, options: RenderOptions): string {
  if (options.to !== "html") return renderSource(checked, options.to, options);
  const document = documentOf(checked, options.lang ?? "en", options.detail ?? "steps", typographyOf(options, true));
  return printHtml(document, options.fragment ?? false, options.assets);
}
