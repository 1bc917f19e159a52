/**
 * Displays of LaTeX: rows of an environment, and tables in one. On paper whose line we do not know, with amsmath alone,
 * a table that is too wide is set smaller, or cut into blocks of columns.
 */
import type { Table } from "./blocks.ts";
import { printLatex, printMatrix } from "./latex.ts";
import { escapeLatexText } from "./latex-text.ts";
import { inEvenRows, widthOfTable } from "./tables.ts";
import type { Words } from "./words.ts";

/** Marks a row after which no page ends; it becomes the star of the row's end. */
export const keep = "%*";

export function environment(name: string, rows: readonly string[], argument = ""): string {
  const ended = rows.map((row, at) => {
    const text = row.endsWith(keep) ? row.slice(0, -keep.length) : row;
    if (at === rows.length - 1) return text;
    return `${text} \\\\${row === text ? "" : "*"}`;
  });
  return `\\begin{${name}}${argument}\n  ${ended.join("\n  ")}\n\\end{${name}}`;
}

export function printTable(table: Table): string {
  return `${printLatex(table.left)} = ${printMatrix(table.rows, " \\\\\n    ")}`;
}

/** In em. */
export const betweenTables = 1.5;

/** The number stands beside the last row. */
export function displayOfTables(rows: readonly (readonly string[])[], number?: number): string {
  return environment(
    "gather*",
    rows.map(
      (row, at) =>
        row.join(` \\hspace{${betweenTables}em}\n  `) +
        (number !== undefined && at === rows.length - 1 ? ` \\tag{${number}}` : ""),
    ),
  );
}

/** Sizes of type, and what share of its width a table then has; the space between columns does not shrink by itself. */
const SMALLER = [
  ["\\footnotesize", 0.82],
  ["\\scriptsize", 0.72],
] as const;

const NARROW = "\\setlength{\\arraycolsep}{3.5pt}";

export function tablesWithin(
  line: number,
  words: Words,
): (tables: readonly Table[], number: number | undefined) => string {
  return (all, number) => {
    const room = number === undefined ? line : line - widthOfNumber;
    const widest = all.reduce((most, table) => Math.max(most, widthOfTable(table)), 0);
    if (widest <= room) {
      const rows = inEvenRows(all, widthOfTable, room, betweenTables);
      return displayOfTables(
        rows.map((row) => row.map(printTable)),
        number,
      );
    }
    const one = (table: Table): string[] => [printTable(table)];
    const size = SMALLER.find(([, share]) => share * widest <= room);
    if (size !== undefined) return `{${size[0]}${NARROW}\n${displayOfTables(all.map(one), number)}\n\\par}`;
    const [smallest, share] = SMALLER[1];
    const blocks = all.flatMap((table) => blocksOfColumns(table, line / share - widthOfRange, words));
    // Beside the last columns is no room for the number as well.
    const rows = [...blocks.map((block) => [block]), ...(number === undefined ? [] : [["{}"]])];
    return `{${smallest}${NARROW}\n${displayOfTables(rows, number)}\n\\par}`;
  };
}

const widthOfNumber = 2.5;

/** Of the words beside a block of columns. */
const widthOfRange = 9;

/** As many columns at a time as fit. */
function blocksOfColumns(table: Table, line: number, words: Words): string[] {
  const count = table.rows[0]?.length ?? 0;
  const part = (from: number, to: number): Table => ({
    ...table,
    rows: table.rows.map((row) => row.slice(from, to)),
  });
  const blocks: string[] = [];
  for (let from = 0, to = 1; from < count; from = to) {
    to = from + 1;
    while (to < count && widthOfTable(part(from, to + 1)) <= line) to++;
    if (to - from === count) return [printTable(table)];
    blocks.push(`${printTable(part(from, to))} \\tag*{${escapeLatexText(words.columns(from + 1, to))}}`);
  }
  return blocks;
}
