/**
 * The entries of a large result as aligned rows of LaTeX, written as bytes while they come.
 * In: checked parts. Out: displays of at most so many rows, one entry after the other, long sums broken before a sign.
 * Always: no entry is passed over; one that is derived step by step elsewhere is listed all the same.
 */
import { UNIT } from "../algebra/coefficients.ts";
import type { TermTable } from "../algebra/terms.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type BufferWriter, type Piece, pieceOf } from "./byte-writer.ts";
import { atBeginning, atEnd, mostTerms } from "./elide.ts";
import type { LargeSource, LargeWriter } from "./large.ts";
import { printLatex } from "./latex.ts";
import { mostRows } from "./latex-blocks.ts";
import { escapeLatexText } from "./latex-text.ts";
import type { ChainStyle } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { widthOf } from "./measure.ts";
import { valueLink } from "./setting.ts";
import { createSpelling, endOfAlike, type Spelling, type TermForm } from "./spelling.ts";
import { visualOf } from "./visualize.ts";

export function createLargeLatex(source: LargeSource, to: BufferWriter, style: ChainStyle): LargeWriter {
  const { setting } = source;
  const print = (expression: Expression): string => printLatex(visualOf(expression, setting.notation));
  const spelling = createSpelling({ ...source, print }, source.pools.latex);
  const rows = createRows(to);
  const left = createLeft(source, spelling, print);
  const sums = createSums(source, spelling, rows, to, left.width, style);
  return {
    entry: ({ table, written }, start, end, place) => {
      rows.begin();
      const entry = written.get(start);
      if (entry === undefined || end === start) {
        left.write(to, place);
        if (end === start) to.piece(ZERO);
        else sums.write(table, start, end);
        return;
      }
      const links = [{ sign: "=" as const, right: visualOf(entry.expression, setting.notation) }];
      const values = entry.value === undefined || entry.expression.tag === "number" ? [] : [valueLink(entry.value)];
      const chain = { left: visualOf(source.nameOf(place), setting.notation), links: [...links, ...values] };
      layOutChains([chain], style)[0]?.forEach((row, at) => {
        if (at > 0) rows.goOn();
        to.text(`${row.left}${row.left === "" ? "" : " "}&${row.right}`);
      });
    },
    endPart: () => {
      rows.end();
      left.endPart();
    },
    separator: 0,
    closing: () => "",
  };
}

interface AlignedRows {
  /** A row of a new entry. */
  begin(): void;
  /** A row more of the same entry. */
  goOn(): void;
  end(): void;
}

/**
 * Rows of `align*`; TeX keeps an alignment in memory until its end, so a display has only so many. It ends between two
 * entries, unless one has many rows of its own.
 */
function createRows(to: BufferWriter): AlignedRows {
  let count = 0;
  const end = (): void => {
    if (count > 0) to.piece(CLOSING);
    count = 0;
  };
  const row = (most: number): void => {
    if (count >= most) end();
    to.piece(count === 0 ? OPENING : ROW_END);
    count++;
  };
  return { begin: () => row(mostRows), goOn: () => row(2 * mostRows), end };
}

const OPENING = pieceOf("\n\\begin{align*}\n  ");
const CLOSING = pieceOf("\n\\end{align*}");
const ROW_END = pieceOf(" \\\\\n  ");
const ZERO = pieceOf("0");
const CONTINUED = pieceOf("&\\quad{} ");

interface Left {
  readonly width: number;
  /** With the sign of equality. */
  write(to: BufferWriter, place: { readonly of: number; readonly wrt: number }): void;
  /** Nothing of what was written is there any more. */
  endPart(): void;
}

/** The left sides: what stands around the two entries in the first of them stands so in all. */
function createLeft(
  { of, wrt, nameOf, writer, setting }: LargeSource,
  spelling: Spelling,
  print: (of: Expression) => string,
): Left {
  const text = print(nameOf({ of: 0, wrt: 0 }));
  const cut = (array: NumericArray | undefined, from: number): readonly [start: number, end: number] => {
    if (array === undefined || array.shape.length === 0) return [from, from];
    const entry = print(writer.entry(array, 0));
    const at = text.indexOf(entry, from);
    if (at < 0) throw new Error(`${text} does not contain ${entry}`);
    return [at, at + entry.length];
  };
  const [first, behindFirst] = cut(of, 0);
  const [second, behindSecond] = cut(wrt, behindFirst);
  const [before, between, behind] = [
    text.slice(0, first),
    text.slice(behindFirst, second),
    `${text.slice(behindSecond)} &= `,
  ].map(pieceOf) as [Piece, Piece, Piece];
  // What the last left side begins with, up to its variable: most often the next one begins so too.
  const beginning = { of: -1, from: 0, to: 0 };
  const last = { of: sizeOf(of) - 1, wrt: wrt === undefined ? 0 : sizeOf(wrt) - 1 };
  return {
    width: widthOf(visualOf(nameOf(last), setting.notation)),
    write: (to, place) => {
      if (place.of === beginning.of) to.repeat(beginning.from, beginning.to);
      else {
        beginning.of = place.of;
        beginning.from = to.length();
        to.piece(before);
        if (of.shape.length > 0) spelling.entry(to, of, place.of);
        to.piece(between);
        beginning.to = to.length();
      }
      if (wrt !== undefined && wrt.shape.length > 0) spelling.entry(to, wrt, place.wrt);
      to.piece(behind);
    },
    endPart: () => {
      beginning.of = -1;
    },
  };
}

function sizeOf({ shape }: NumericArray): number {
  return shape.reduce((size, axis) => size * axis, 1);
}

interface Sums {
  write(table: TermTable, start: number, end: number): void;
}

/** Sums over as many rows as they need; every term counts as wide as the widest of its arrays. */
function createSums(
  { setting, writer }: LargeSource,
  spelling: Spelling,
  rows: AlignedRows,
  to: BufferWriter,
  leftWidth: number,
  style: ChainStyle,
): Sums {
  const widths: number[] = [];
  const widthOfAtom = (atom: number): number => widthOf(visualOf(writer.atom(atom), setting.notation)) + 0.2;
  /** Of a term with its sign, and a place for its coefficient where it has one. */
  const widthOfForm = ({ number, longest }: TermForm, coefficient: number): number => {
    widths[number] ??= longest.reduce((sum, atom) => sum + widthOfAtom(atom), 0);
    return widths[number] + (coefficient === UNIT ? 1.3 : 3);
  };
  const room = Math.max(style.lineWidth - leftWidth - style.signWidth, style.lineWidth / 4);
  let width = 0;
  /** Goes on with the sum that begins with row `start`. */
  const writeTerms = (table: TermTable, start: number, from: number, end: number): void => {
    for (let row = from; row < end; ) {
      const form = spelling.formOf(table, row);
      const behind = endOfAlike(form, table, row, end);
      const added = widthOfForm(form, table.coefficient[row] as number);
      while (row < behind) {
        if (width > 0 && width + added > room) {
          rows.goOn();
          to.piece(CONTINUED);
          width = style.indentWidth;
        }
        const first = row;
        do {
          width += added;
          row++;
        } while (row < behind && width + added <= room);
        spelling.terms(to, form, table, first, row, first === start);
      }
    }
  };
  return {
    write: (table, start, end) => {
      width = 0;
      const isElided = setting.detail === "steps" && end - start > (setting.mostTerms ?? mostTerms);
      if (!isElided) return writeTerms(table, start, start, end);
      writeTerms(table, start, start, start + atBeginning);
      to.text(" + \\cdots");
      writeTerms(table, start, end - atEnd, end);
      to.text(` \\tag*{\\footnotesize ${escapeLatexText(setting.words.longSum("", end - start))}}`);
    },
  };
}
