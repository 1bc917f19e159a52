/**
 * A document as Markdown, in the dialect of who reads it: displays with aligned, formulas in lines of text.
 * Always: nothing that the reader's Markdown takes for its own inside a formula (see markdown-dialect.ts).
 */
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import type { Document } from "./document.ts";
import { type PlaceOfPicture, pictureInText, svgOfFigure } from "./figures/svg.ts";
import { escapeLatex, printLatex, printMatrix } from "./latex.ts";
import { latexStyle } from "./latex-blocks.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { type Dialect, type DialectName, dialects } from "./markdown-dialect.ts";
import { printPlain } from "./plain.ts";
import { textOfEquations, textOfPhrase, verdictMarks } from "./text.ts";
import type { Inline, Phrase, Words } from "./words.ts";

const markdownStyle: ChainStyle = { ...latexStyle, lineWidth: 44, indentWidth: 2 };

/** Rows of one formula: a browser sets them as one piece. */
const mostRows = 60;
/** More formulas than this no browser sets in reasonable time. */
export const mostFormulas = 1500;

export interface MarkdownOptions {
  /** `commonmark` unless given. */
  readonly dialect?: DialectName;
  /** Where each picture stands; without it, in the text. */
  readonly placeOfPicture?: PlaceOfPicture;
}

export function printMarkdown(document: Document, options: MarkdownOptions = {}): string {
  return `${markdownOfBlocks(document.blocks, document.words, options)}\n`;
}

/** Also of a part of a document. */
export function markdownOfBlocks(blocks: readonly Block[], words: Words, options: MarkdownOptions): string {
  const { dialect: name = "commonmark", placeOfPicture } = options;
  const dialect = dialects[name];
  return blocks.reduce((text, block, at) => {
    const isOfParagraph = isDisplay(block) && blocks[at - 1]?.tag === "paragraph";
    const gap = at === 0 ? "" : isOfParagraph ? dialect.beforeDisplay : "\n\n";
    return text + gap + markdownOfBlock(block, words, dialect, placeOfPicture);
  }, "");
}

function isDisplay(block: Block): boolean {
  return block.tag === "equations" ? block.chains.length <= mostFormulas : block.tag === "tables";
}

function markdownOfBlock(block: Block, words: Words, dialect: Dialect, place: PlaceOfPicture | undefined): string {
  const phrase = (content: Phrase): string => markdownOfPhrase(content, dialect);
  switch (block.tag) {
    case "title":
      return `# ${dialect.text(block.content)}`;
    case "heading":
      return `${block.isPart ? "###" : "##"} ${phrase(block.content)}`;
    case "paragraph":
      return phrase(block.content);
    case "equations":
      return equations(block.chains, words, dialect);
    case "tables":
      return tables(block, dialect);
    case "glossary":
      return block.items.map(({ term, meaning }) => `- **${dialect.text(term)}**: ${phrase(meaning)}`).join("\n");
    case "code":
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case "figure":
      return figureOfMarkdown(block, dialect, place);
    case "large":
      return refuseParts();
    case "verdict":
      return `${verdictMarks[block.verdict]} **${block.label}** ${phrase(block.content)}`;
  }
}

function figureOfMarkdown(
  { figure, label, number }: Extract<Block, { tag: "figure" }>,
  dialect: Dialect,
  place: PlaceOfPicture | undefined,
): string {
  const description = textOfPhrase(figure.alternative);
  const caption = `**${dialect.text(label)}** ${markdownOfPhrase(figure.caption, dialect)}`;
  // Who shows no picture that stands in the text gets what it would be described with.
  if (place === undefined && !dialect.picturesInText) return `${caption} ${dialect.text(description)}`;
  const address = (place ?? pictureInText)(svgOfFigure(figure, description, "file"), number);
  return `![${dialect.text(description)}](${address})\n\n${caption}`;
}

function equations(chains: readonly Chain[], words: Words, dialect: Dialect): string {
  if (chains.length > mostFormulas) {
    return `${markdownOfPhrase(words.tooManyFormulas, dialect)}\n\n\`\`\`text\n${textOfEquations(chains)}\n\`\`\``;
  }
  const rows = layOutChains(chains, markdownStyle).flat();
  return inPieces(rows)
    .map((piece) => display(aligned(piece), dialect))
    .join("\n\n");
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
    return `${first.left} ${first.right}${number === null ? "" : ` \\tag{${number[1]}}`}`;
  return `\\begin{aligned}\n${rows.map(alignedRow).join(" \\\\\n")}\n\\end{aligned}`;
}

function alignedRow({ left, right, why }: Row): string {
  const rule = why === undefined ? "" : ` &&\\quad\\text{${escapeLatex(why)}}`;
  return `${left}${left === "" ? "" : " "}&${right}${rule}`;
}

function display(latex: string, { display: { before, behind, latex: written } }: Dialect): string {
  return before + written(latex) + behind;
}

/** The number stands beside the last table. */
function tables({ tables: all, number }: Extract<Block, { tag: "tables" }>, dialect: Dialect): string {
  return all
    .map((table, at) => {
      const tag = number !== undefined && at === all.length - 1 ? ` \\tag{${number}}` : "";
      return display(printTable(table) + tag, dialect);
    })
    .join("\n\n");
}

function printTable({ left, rows }: Table): string {
  return `${printLatex(left)} = ${printMatrix(rows, " \\\\\n")}`;
}

/** A `$` marks a formula only where no letter, no Chinese character and, behind it, no digit touches it. */
function markdownOfPhrase(phrase: Phrase, dialect: Dialect): string {
  return phrase.reduce((line: string, inline) => {
    const next = markdownOfInline(inline, dialect);
    const isTouching = next.startsWith("$") ? touchesAtEnd.test(line) : line.endsWith("$") && touchesAtStart.test(next);
    return line + (isTouching ? " " : "") + next;
  }, "");
}

const touchesAtEnd = /[^ -~]$/;
const touchesAtStart = /^([^ -~]|\d)/;

function markdownOfInline(inline: Inline, { inline: { before, behind, latex }, rowsInline, text }: Dialect): string {
  if (typeof inline === "string") return text(inline);
  if ("code" in inline) return `\`${inline.code}\``;
  const formula = printLatex(inline.math);
  // A matrix needs \\ in its rows, which Markdown eats: it stands as text.
  const isEaten = !rowsInline && formula.includes("\\\\");
  return isEaten ? `\`${printPlain(inline.math)}\`` : before + latex(formula) + behind;
}
