/**
 * Where the readers of Markdown differ: how a formula is marked, and what of LaTeX and of text they would change.
 * One printer (markdown.ts) prints for all; what it must know of each stands in one table.
 */
import { escapeMarkdown, plainQuotes, safeInline } from "./markdown-text.ts";

export const DIALECTS = ["commonmark", "github", "pandoc", "zhihu"] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What stands before and behind a formula, and how its LaTeX is written there. */
interface Marks {
  readonly before: string;
  readonly behind: string;
  readonly latex: (latex: string) => string;
}

export interface Dialect {
  readonly display: Marks;
  readonly inline: Marks;
  /** Whether a formula in a line of text may have rows. */
  readonly rowsInline: boolean;
  /** Whether a picture is shown whose address holds the picture itself. */
  readonly picturesInText: boolean;
  /** Between a paragraph and the display that belongs to it. */
  readonly beforeDisplay: "\n" | "\n\n";
  readonly text: (text: string) => string;
}

/** Readers that leave `$$` blocks alone, and of a line only what Markdown has no meaning for. */
const commonmark: Dialect = {
  display: { before: "$$\n", behind: "\n$$", latex: plainQuotes },
  inline: { before: "$", behind: "$", latex: safeInline },
  rowsInline: false,
  picturesInText: true,
  beforeDisplay: "\n\n",
  text: escapeMarkdown,
};

const withoutRefused = (latex: string): string => withAllowedMacros(plainQuotes(latex));

/** GitHub and GitLab: formulas as code, of which Markdown changes nothing. */
const github: Dialect = {
  ...commonmark,
  display: { before: "```math\n", behind: "\n```", latex: withoutRefused },
  inline: { before: "$`", behind: "`$", latex: withoutRefused },
  rowsInline: true,
  picturesInText: false,
};

/** Pandoc and Quarto know formulas; a display is part of its paragraph, and more signs have a meaning in text. */
const pandoc: Dialect = {
  ...commonmark,
  inline: { before: "$", behind: "$", latex: (latex) => plainQuotes(latex).trim() },
  rowsInline: true,
  beforeDisplay: "\n",
  text: (text) => escapeMarkdown(text).replace(/[~^@{}]|-(?=-)/g, "\\$&"),
};

const forImporters = (latex: string): string => safeInline(latex.replace(/\\\\(\[\w+\])?/g, "\\cr"));

/**
 * Zhihu, and importers like it: the text goes through Markdown before formulas are looked for, so that a row cannot
 * end with two backslashes; only `$$` marks a formula, in a line too.
 */
const zhihu: Dialect = {
  ...commonmark,
  display: { before: "$$\n", behind: "\n$$", latex: forImporters },
  inline: { before: "$$", behind: "$$", latex: forImporters },
  rowsInline: true,
  picturesInText: false,
};

export const dialects: Readonly<Record<DialectName, Dialect>> = { commonmark, github, pandoc, zhihu };

/** What GitHub refuses, which only a name that a worksheet gives can bring in. */
function withAllowedMacros(latex: string): string {
  return latex
    .replace(/\\operatorname\*?(?![A-Za-z])/g, "\\mathrm")
    .replace(/\\mbox(?![A-Za-z])/g, "\\text")
    .replace(/\\(?:[hv]?phantom|label)\s*\{[^{}]*\}/g, "");
}
