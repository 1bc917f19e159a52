/**
 * A document as text for a terminal: formulas in Unicode, matrices as aligned columns, rules to the right of steps.
 * In: a document, the width of a line in characters. Out: lines.
 */
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import type { Document } from "./document.ts";
import { plainRows } from "./latex-rows.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { printPlain } from "./plain.ts";
import { inEvenRows } from "./tables.ts";
import { columnsOf, padEnd, wrap } from "./text-columns.ts";
import { isPicture, picturesOf } from "./text-picture.ts";
import type { Phrase } from "./words.ts";

const lineWidth = 100;

export const plainStyle: ChainStyle = {
  lineWidth: lineWidth - 4,
  print: printPlain,
  width: (visual) => columnsOf(printPlain(visual)),
  // All rules stand in one column: each row leaves room for the longest.
  widthOfText: () => 19,
  rows: plainRows,
  signs: { "=": "=", "≈": "≈", "≠": "≠" },
  signWidth: 3,
  indent: "    ",
  indentWidth: 4,
};

export function printText(document: Document): string {
  return `${document.blocks.map(textOfBlock).join("\n\n")}\n`;
}

export const verdictMarks = { proved: "✓", refuted: "✗", unknown: "?" } as const;

function textOfBlock(block: Block): string {
  switch (block.tag) {
    case "title":
      return underlined(block.content, "=");
    case "heading":
      return underlined(textOfPhrase(block.content), block.isPart ? "·" : "-");
    case "paragraph":
      return wrap(textOfPhrase(block.content), lineWidth);
    case "equations":
      return block.chains.some(isPicture) ? picturesOf(block.chains, lineWidth) : textOfEquations(block.chains);
    case "tables":
      return withNumber(sideBySide(block.tables.map(tableLines)), block.number);
    case "glossary":
      return block.items.map(({ term, meaning }) => wrap(`${term}: ${textOfPhrase(meaning)}`, lineWidth)).join("\n");
    case "code":
      return block.text.replace(/^(?=.)/gm, "    ");
    case "figure":
      return wrap(
        `${block.label} ${textOfPhrase(block.figure.caption)} ${textOfPhrase(block.figure.alternative)}`,
        lineWidth,
      );
    case "large":
      return refuseParts();
    case "verdict":
      return wrap(`${verdictMarks[block.verdict]} ${block.label} ${textOfPhrase(block.content)}`, lineWidth);
  }
}

export function textOfPhrase(phrase: Phrase): string {
  return phrase
    .map((inline) => (typeof inline === "string" ? inline : "code" in inline ? inline.code : printPlain(inline.math)))
    .join("");
}

function underlined(text: string, line: string): string {
  return `${text}\n${line.repeat(columnsOf(text))}`;
}

/** Also where another format has too many formulas to typeset. */
export function textOfEquations(chains: readonly Chain[]): string {
  const rows = layOutChains(chains, plainStyle).flat();
  const widest = rows.reduce((most, row) => Math.max(most, columnsOf(row.left)), 0);
  const lines = rows.map((row) => ({ row, text: `  ${padEnd(row.left, widest)} ${row.right}` }));
  const column = lines.reduce((most, { row, text }) => Math.max(most, row.why === undefined ? 0 : columnsOf(text)), 0);
  return lines.map(({ row, text }) => withRule(row, text, column)).join("\n");
}

function withRule({ why }: Row, text: string, column: number): string {
  if (why === undefined) return text;
  return `${padEnd(text, column)}   ${why.startsWith("(") ? why : `(${why})`}`;
}

function tableLines({ left, rows }: Table): readonly string[] {
  const cells = rows.map((row) => row.map(printPlain));
  const widths = (cells[0] ?? []).map((_, at) =>
    cells.reduce((most, row) => Math.max(most, columnsOf(row[at] ?? "")), 0),
  );
  const caption = `${printPlain(left)} = `;
  const middle = Math.floor((rows.length - 1) / 2);
  return cells.map((row, at) => {
    const line = row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join("  ");
    const [open, close] = brackets(at, rows.length);
    return `  ${padEnd(at === middle ? caption : "", columnsOf(caption))}${open} ${line} ${close}`;
  });
}

function brackets(row: number, count: number): readonly [string, string] {
  if (count === 1) return ["[", "]"];
  if (row === 0) return ["⎡", "⎤"];
  return row === count - 1 ? ["⎣", "⎦"] : ["⎢", "⎥"];
}

/** Behind the last line of the last table. */
function withNumber(tables: string, number: number | undefined): string {
  return number === undefined ? tables : `${tables}   (${number})`;
}

/** A shorter table ends above the end of a taller one. */
function sideBySide(tables: readonly (readonly string[])[]): string {
  const widthOfLines = (lines: readonly string[]): number => columnsOf(lines[0] ?? "");
  return inEvenRows(tables, widthOfLines, lineWidth, 2)
    .map((row) => {
      const tallest = row.reduce((most, lines) => Math.max(most, lines.length), 0);
      return Array.from({ length: tallest }, (_, at) =>
        row
          .map((lines) => lines[at] ?? " ".repeat(widthOfLines(lines)))
          .join("  ")
          .trimEnd(),
      );
    })
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
