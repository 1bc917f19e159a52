/**
 * The printers for broken formulas: LaTeX measured in em, and terminal text measured in characters.
 * In: a visual tree and widths. Out: rows.
 */
import { after, afterLimits, printFactors, printHead, printLatex, printLimits, printLink } from "./latex.ts";
import { widthOf, widthOfText } from "./measure.ts";
import {
  plainLinks,
  printPlain,
  printPlainFactors,
  printPlainHead,
  printPlainLimits,
  printPlainPower,
} from "./plain.ts";
import type { Printer, RowWidths } from "./rows.ts";
import { breakIntoRows } from "./rows.ts";
import type { Visual } from "./visual.ts";

const latexPrinter: Printer = {
  print: printLatex,
  width: widthOf,
  widthOfText: (latex) => widthOfText(latex.replace(/\\[A-Za-z]+/g, "m").replace(/[{}^_\\]/g, "")),
  open: (tall) => (tall ? "\\Bigl(" : "\\bigl("),
  close: (tall) => (tall ? "\\Bigr)" : "\\bigr)"),
  factors: printFactors,
  link: (factor) => printLink(factor.link),
  limits: printLimits,
  head: printHead,
  exponent: (visual) => `^{${printLatex(visual)}}`,
  afterFraction: "",
  join: after,
  comma: ",\\,",
  joinSum: afterLimits,
};

const plainPrinter: Printer = {
  print: printPlain,
  width: (visual) => printPlain(visual).length,
  widthOfText: (text) => text.length,
  open: () => "(",
  close: () => ")",
  factors: printPlainFactors,
  link: (factor) => plainLinks[factor.link],
  limits: (visual) => `${printPlainLimits(visual)} `,
  head: printPlainHead,
  exponent: (visual) => printPlainPower("", visual),
  afterFraction: "·",
  join: (left, right) => left + right,
  comma: ", ",
  joinSum: (limits, body) => limits + body,
};

/** Rows of LaTeX for an aligned environment; widths in em. */
export function latexRows(visual: Visual, widths: RowWidths): readonly string[] {
  return breakIntoRows(visual, latexPrinter, widths);
}

/** Rows of terminal text; widths in characters. */
export function plainRows(visual: Visual, widths: RowWidths): readonly string[] {
  return breakIntoRows(visual, plainPrinter, widths);
}
