/**
 * A document as Markdown that GitHub, GitLab, pandoc and VS Code show: `$$` blocks with aligned, inline `$`.
 * Always: inside inline formulas nothing that Markdown takes for its own: no backslash before punctuation, and no `_`
 * that could open an emphasis.
 */
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import type { Document } from "./document.ts";
import { type PlaceOfPicture, pictureInText, svgOfFigure } from "./figures/svg.ts";
import { escapeLatex, printLatex, printMatrix } from "./latex.ts";
import { latexStyle } from "./latex-blocks.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { printPlain } from "./plain.ts";
import { textOfEquations, textOfPhrase, verdictMarks } from "./text.ts";
import type { Inline, Phrase } from "./words.ts";

const markdownStyle: ChainStyle = { ...latexStyle, lineWidth: 44, indentWidth: 2 };

/** Rows of one formula: a browser sets them as one piece. */
const mostRows = 60;
/** More formulas than this no browser sets in reasonable time. */
export const mostFormulas = 1500;

/** `place`: where each picture stands; without it, in the text. */
export function printMarkdown(document: Document, place?: PlaceOfPicture): string {
  const parts = document.blocks.map((block) => markdownOfBlock(block, document, place));
  return `${parts.join("\n\n")}\n`;
}

function markdownOfBlock(block: Block, document: Document, place?: PlaceOfPicture): string {
  switch (block.tag) {
    case "title":
      return `# ${escapeMarkdown(block.content)}`;
    case "heading":
      return `${block.isPart ? "###" : "##"} ${markdownOfPhrase(block.content)}`;
    case "paragraph":
      return markdownOfPhrase(block.content);
    case "equations":
      return equations(block.chains, document);
    case "tables":
      return block.tables.map((table) => display(printTable(table))).join("\n\n");
    case "glossary":
      return block.items
        .map(({ term, meaning }) => `- **${escapeMarkdown(term)}**: ${markdownOfPhrase(meaning)}`)
        .join("\n");
    case "code":
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case "figure":
      return figureOfMarkdown(block, place);
    case "large":
      return refuseParts();
    case "verdict":
      return `${verdictMarks[block.verdict]} **${block.label}** ${markdownOfPhrase(block.content)}`;
  }
}

function figureOfMarkdown(
  { figure, label, number }: Extract<Block, { tag: "figure" }>,
  place: PlaceOfPicture = pictureInText,
): string {
  const description = textOfPhrase(figure.alternative);
  const address = place(svgOfFigure(figure, description, "file"), number);
  return `![${escapeMarkdown(description)}](${address})\n\n**${escapeMarkdown(label)}** ${markdownOfPhrase(figure.caption)}`;
}

function equations(chains: readonly Chain[], { words }: Document): string {
  if (chains.length > mostFormulas) {
    return `${markdownOfPhrase(words.tooManyFormulas)}\n\n\`\`\`text\n${textOfEquations(chains)}\n\`\`\``;
  }
  const rows = layOutChains(chains, markdownStyle).flat();
  return inPieces(rows).map(aligned).join("\n\n");
}

/** Rows by formula: as many as a browser sets at once, and as KaTeX allows by default. */
function inPieces(rows: readonly Row[]): Row[][] {
  const pieces: Row[][] = [];
  let piece: Row[] = [];
  let expansions = 0;
  for (const row of rows) {
    const more = expansionsIn(row.left + row.right);
    if (piece.length === mostRows || (piece.length > 0 && expansions + more > mostExpansions)) {
      pieces.push(piece);
      [piece, expansions] = [[], 0];
    }
    piece.push(row);
    expansions += more;
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** Macros count towards KaTeX's limit of 1000 in a formula: a thin space three times, others once. */
const mostExpansions = 800;

function expansionsIn(latex: string): number {
  const spaces = latex.split("\\,").length - 1;
  const others = latex.match(/\\(quad|qquad|cdots|dots|ne|implies|operatorname)\b/g)?.length ?? 0;
  return 3 * spaces + 2 * others + 1;
}

function aligned(rows: readonly Row[]): string {
  const [first] = rows;
  const number = /^\((\d+)\)$/.exec(first?.why ?? "");
  if (rows.length === 1 && first !== undefined && (first.why === undefined || number !== null))
    return display(`${first.left} ${first.right}${number === null ? "" : ` \\tag{${number[1]}}`}`);
  return display(`\\begin{aligned}\n${rows.map(alignedRow).join(" \\\\\n")}\n\\end{aligned}`);
}

function alignedRow({ left, right, why }: Row): string {
  const rule = why === undefined ? "" : ` &&\\quad\\text{${escapeLatex(why)}}`;
  return `${left}${left === "" ? "" : " "}&${right}${rule}`;
}

function display(latex: string): string {
  return `$$\n${safeQuotes(latex)}\n$$`;
}

/** Two backticks would start program text. */
function safeQuotes(latex: string): string {
  return latex.replace(/\\text\{``([^}]*)''\}/g, "\\text{“$1”}");
}

function printTable({ left, rows }: Table): string {
  return `${printLatex(left)} = ${printMatrix(rows, " \\\\\n")}`;
}

/** GitHub takes a $ for a formula only where no letter and no Chinese character touches it. */
function markdownOfPhrase(phrase: Phrase): string {
  return phrase.reduce((line: string, inline) => {
    const next = markdownOfInline(inline);
    const isTouching = next.startsWith("$") ? touchesAtEnd.test(line) : line.endsWith("$") && touchesAtStart.test(next);
    return line + (isTouching ? " " : "") + next;
  }, "");
}

const touchesAtEnd = /[^ -~]$/;
const touchesAtStart = /^[^ -~]/;

function markdownOfInline(inline: Inline): string {
  if (typeof inline === "string") return escapeMarkdown(inline);
  if ("code" in inline) return `\`${inline.code}\``;
  const latex = printLatex(inline.math);
  // A matrix needs \\ in its rows, which Markdown eats: it stands as text.
  return latex.includes("\\\\") ? `\`${printPlain(inline.math)}\`` : `$${safeInline(latex)}$`;
}

/** What Markdown would change inside a formula is written in another way. */
export function safeInline(latex: string): string {
  return safeQuotes(latex)
    .replaceAll("\\,", "\\thinspace ")
    .replaceAll("\\_", "\\text{-}")
    .replaceAll("\\{", "\\lbrace ")
    .replaceAll("\\}", "\\rbrace ")
    .replaceAll("\\#", "\\text{♯}")
    .replaceAll(" < ", " \\lt ")
    .replace(/([^A-Za-z0-9])_/g, "$1_ ")
    .trimEnd();
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|$]/g, "\\$&");
}
