/**
 * The entries of a large result as items of a JSON array, written as bytes while they come.
 * Always: what is written is what JSON.stringify would write of the same entries, held in memory.
 */
import type { TermTable } from "../algebra/terms.ts";
import type { Entry } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type ByteWriter, createPool, type Pool, pieceOf } from "./byte-writer.ts";
import { entryJson } from "./json.ts";
import type { LargePlace, LargeSource, LargeWriter } from "./large.ts";
import { printLatex } from "./latex.ts";
import { createSpelling, endOfAlike, type Spelling } from "./spelling.ts";
import { visualOf } from "./visualize.ts";

/** How deep an entry stands in the document. */
const INDENT = "        ";

export interface DerivedEntries {
  /** The entry with its steps, where it has some. */
  at(place: LargePlace): Entry | undefined;
}

export function createLargeJson(source: LargeSource, derived: DerivedEntries, to: ByteWriter): LargeWriter {
  const { setting, writer, of, wrt } = source;
  const text = createSpelling(
    { ...source, print: (expression) => quotedInside(printExpression(expression)) },
    source.pools.text,
  );
  const print = (expression: Expression): string => quotedInside(printLatex(visualOf(expression, setting.notation)));
  const latex = createSpelling({ ...source, print }, source.pools.latex);
  const places = [
    { key: wrt === undefined ? "at" : "of", array: of },
    ...(wrt === undefined ? [] : [{ key: "wrt", array: wrt }]),
  ].filter(({ key, array }) => key !== "of" || array.shape.length > 0);
  const pools = places.map(({ key, array }) => placePool(key, array, (entry) => writer.place(array, entry)));
  return {
    entry: (part, start, end, place) => {
      to.piece(COMMA);
      const entry = derived.at(place) ?? (start === end ? ZERO : part.written.get(start));
      if (entry !== undefined) {
        const at = Object.fromEntries(
          places.map(({ key, array }) => [key, writer.place(array, array === wrt ? place.wrt : place.of)]),
        );
        to.text(indented(JSON.stringify({ ...at, ...entryJson(entry, setting.notation) }, null, 2)));
        return;
      }
      to.piece(OPEN);
      pools.forEach((pool, position) => {
        const number = places[position]?.array === wrt ? place.wrt : place.of;
        to.pooled(pool, number);
      });
      to.piece(TEXT);
      writeSum(to, text, part.table, start, end);
      to.piece(LATEX);
      writeSum(to, latex, part.table, start, end);
      to.piece(CLOSE);
    },
    endPart: () => {},
    separator: 1,
    closing: (entries) => (entries > 0 ? "\n      " : ""),
  };
}

const ZERO: Entry = { expression: { tag: "number", text: "0" }, value: "0" };

const COMMA = pieceOf(",\n");
const OPEN = pieceOf(`${INDENT}{\n`);
const TEXT = pieceOf(`${INDENT}  "text": "`);
const LATEX = pieceOf(`",\n${INDENT}  "latex": "`);
const CLOSE = pieceOf(`"\n${INDENT}}`);

function writeSum(to: ByteWriter, spelling: Spelling, table: TermTable, start: number, end: number): void {
  for (let row = start; row < end; ) {
    const form = spelling.formOf(table, row);
    const behind = endOfAlike(form, table, row, end);
    spelling.terms(to, form, table, row, behind, row === start);
    row = behind;
  }
}

/** The inside of a string of JSON. */
function quotedInside(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function indented(json: string): string {
  return INDENT + json.replaceAll("\n", `\n${INDENT}`);
}

/** `"of": [1, 2],` of every entry, each index on a line of its own as JSON.stringify has them. */
function placePool(key: string, array: NumericArray, placeOf: (entry: number) => readonly number[]): Pool {
  const size = array.shape.reduce((count, axis) => count * axis, 1);
  const pool = createPool(size);
  for (let entry = 0; entry < size; entry++) {
    const indices = placeOf(entry).map((index) => `\n${INDENT}    ${index}`);
    pool.text(`${INDENT}  "${key}": [${indices.join(",")}${indices.length > 0 ? `\n${INDENT}  ` : ""}],\n`);
    pool.endPiece();
  }
  return pool.build();
}
