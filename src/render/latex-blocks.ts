/**
 * Blocks to LaTeX for a document with amsmath.
 * In: blocks. Out: source lines. Always: displays can break over pages, and rows fit the line of an A4 article.
 */
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import { tikzOfFigure } from "./figures/tikz.ts";
import { printLatex } from "./latex.ts";
import { articleCodeSizes, type CodeSizes, latexOfCode } from "./latex-code.ts";
import { latexRows } from "./latex-rows.ts";
import { betweenTables, displayOfTables, environment, keep, printTable } from "./latex-tables.ts";
import { escapeLatexText } from "./latex-text.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { lineWidth, widthOf, widthOfText } from "./measure.ts";
import { inEvenRows, widthOfTable } from "./tables.ts";
import { textOfPhrase } from "./text.ts";
import type { Inline, Phrase } from "./words.ts";

export const latexStyle: ChainStyle = {
  lineWidth,
  print: printLatex,
  width: widthOf,
  widthOfText: (text) => 0.8 * widthOfText(text),
  rows: latexRows,
  signs: { "=": "=", "≈": "\\approx", "≠": "\\ne" },
  signWidth: 1.4,
  indent: "\\quad{} ",
  indentWidth: 1.2,
};

/** Rows of one environment: TeX keeps an alignment in memory until its end. */
export const mostRows = 200;

/** What a document or a fragment is printed on, and what it may use. */
export interface Paper {
  readonly style: ChainStyle;
  /** Columns of a program that fit, by the size of the type. */
  readonly codeSizes: CodeSizes;
  /** Around a picture and its caption. */
  readonly figure: readonly [open: string, close: string];
  /** Ends a proof. */
  readonly proved: string;
  readonly tables: (tables: readonly Table[], number: number | undefined) => string;
}

/** An A4 article with all packages that we want: a figure that does not fit the page waits for the next one. */
export const articlePaper: Paper = {
  style: latexStyle,
  codeSizes: articleCodeSizes,
  figure: ["\\begin{figure}[!htbp]\\centering", "\n\\end{figure}"],
  proved: "$\\blacksquare$",
  tables,
};

export function latexOfBlock(block: Block, paper = articlePaper): string {
  switch (block.tag) {
    case "title":
      return "";
    case "heading":
      return `\\${block.isPart ? "sub" : ""}section*{${latexOfPhrase(block.content)}}`;
    case "paragraph":
      return latexOfPhrase(block.content);
    case "equations":
      return block.compact ? compactEquations(block.chains, paper.style) : equations(block.chains, paper.style);
    case "tables":
      return paper.tables(block.tables, block.number);
    case "glossary":
      return glossary(block.items, block.isText === true);
    case "code":
      return latexOfCode(block.text, paper.codeSizes);
    case "figure":
      return figureOfLatex(block, paper.figure);
    case "large":
      return refuseParts();
    case "verdict":
      return `\\nopagebreak\\noindent\\textbf{${escapeLatexText(block.label)}} ${latexOfPhrase(block.content)}${block.verdict === "proved" ? `\\hfill${paper.proved}` : ""}`;
  }
}

type FigureBlock = Extract<Block, { tag: "figure" }>;

/** Picture and caption stay together; the description stands beside the source. */
function figureOfLatex({ figure, label }: FigureBlock, [open, close]: Paper["figure"]): string {
  const caption = `\\textbf{${escapeLatexText(label)}} ${latexOfPhrase(figure.caption)}`;
  return [
    `% ${textOfPhrase(figure.alternative).replaceAll("\n", " ")}`,
    open,
    tikzOfFigure(figure, latexOfPhrase),
    `\\par\\medskip\\raggedright\\small${caption}${close}`,
  ].join("\n");
}

export function latexOfPhrase(phrase: Phrase): string {
  return phrase.map(latexOfInline).join("");
}

/** A formula in a line of text may break after the commas of a call. */
function latexOfInline(inline: Inline): string {
  if (typeof inline === "string") return escapeLatexText(inline);
  // Two hyphens would be set as a dash.
  if ("code" in inline) return `\\texttt{${escapeLatexText(inline.code).replaceAll("--", "-{}-")}}`;
  return `$${breakable(printLatex(inline.math))}$`;
}

/** What stands between \left and \right is one box for TeX: parentheses of a fixed size are as tall as a fraction in text. */
export function breakable(latex: string): string {
  if (!latex.includes(",\\,")) return latex;
  return latex
    .replaceAll(",\\,", ",\\,\\allowbreak ")
    .replaceAll("\\left(", "\\bigl(")
    .replaceAll("\\right)", "\\bigr)");
}

/** A display ends between two chains, unless one has many rows of its own. */
function equations(chains: readonly Chain[], style: ChainStyle): string {
  const slices: string[][] = [];
  for (const chain of layOutChains(chains, style))
    chain.forEach((row, at) => {
      const last = slices.at(-1);
      const text = keptRow(row, at, chain.length);
      if (last === undefined || last.length >= (at === 0 ? mostRows : 2 * mostRows)) slices.push([text]);
      else last.push(text);
    });
  return slices.map((slice) => environment("align*", slice)).join("\n");
}

/** A short chain stays on one page. */
const mostRowsKept = 8;

function keptRow(row: Row, at: number, count: number): string {
  return alignedRow(row) + (at < count - 1 && count <= mostRowsKept ? keep : "");
}

function alignedRow({ left, right, why }: Row): string {
  const rule = why === undefined ? "" : ` ${tagOf(why)}`;
  return `${left}${left === "" ? "" : " "}&${right}${rule}`;
}

/** A number stands as LaTeX sets numbers, a rule in small letters. */
function tagOf(why: string): string {
  const number = /^\((\d+)\)$/.exec(why);
  return number === null ? `\\tag*{\\footnotesize ${escapeLatexText(why)}}` : `\\tag{${number[1]}}`;
}

/** Short equations stand side by side. */
function compactEquations(chains: readonly Chain[], style: ChainStyle): string {
  const laidOut = layOutChains(chains, style);
  const widest = chains.reduce((most, chain) => Math.max(most, widthOfChain(chain)), 0);
  const columns = Math.floor((style.lineWidth + 2) / (widest + 2.5));
  if (columns < 2 || laidOut.some((rows) => rows.length > 1)) return equations(chains, style);
  const cells = laidOut.flatMap((rows) => rows.map(alignedRow));
  const lines = Array.from({ length: Math.ceil(cells.length / columns) }, (_, line) =>
    cells.slice(line * columns, (line + 1) * columns).join(" &\\qquad "),
  );
  return inSlices(lines, mostRows, (slice) => environment("alignat*", slice, `{${columns}}`));
}

function widthOfChain({ left, links }: Chain): number {
  return links.reduce((width, link) => width + latexStyle.signWidth + widthOf(link.right), widthOf(left));
}

function inSlices<Item>(items: readonly Item[], size: number, print: (slice: readonly Item[]) => string): string {
  const slices: string[] = [];
  for (let at = 0; at < items.length; at += size) slices.push(print(items.slice(at, at + size)));
  return slices.join("\n");
}

/** A table that is too wide alone is shrunk, to leave room for its number where it has one. */
function tables(all: readonly Table[], number: number | undefined): string {
  const rows = inEvenRows(all, widthOfTable, lineWidth, betweenTables);
  const share = number === undefined ? 0.95 : 0.88;
  return displayOfTables(
    rows.map((row) => row.map((table) => shrunk(table, share))),
    number,
  );
}

function shrunk(table: Table, share: number): string {
  const formula = printTable(table);
  const isWide = widthOfTable(table) > lineWidth;
  return isWide ? `\\resizebox{${share}\\linewidth}{!}{$\\displaystyle ${formula}$}` : formula;
}

function glossary(items: Extract<Block, { tag: "glossary" }>["items"], isText: boolean): string {
  const lines = items.map(({ term, meaning }) => `  \\item[${escapeLatexText(term)}] ${latexOfPhrase(meaning)}`);
  const tight = `  \\setlength{\\itemsep}{${isText ? 2 : 0}pt}\\setlength{\\parskip}{0pt}${isText ? "" : "\\small"}`;
  return ["\\begin{description}", tight, ...lines, "\\end{description}"].join("\n");
}
