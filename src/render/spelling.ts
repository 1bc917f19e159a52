/**
 * How sums of products are spelled, in one notation (LaTeX, worksheet text), as pieces of bytes: each atom, what
 * stands between two factors, and the coefficient before the first. Pieces are cut from what the notation's printer
 * makes of small expressions, so there is one definition of how things are written.
 */
import type { Atoms, EntryAtom } from "../algebra/atoms.ts";
import { type Coefficients, UNIT } from "../algebra/coefficients.ts";
import { factorsAt, type TermTable } from "../algebra/terms.ts";
import type { Writer } from "../derivation/writer.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { type ByteWriter, createPool, type Piece, type Pool, pieceOf } from "./byte-writer.ts";

export interface SpellingSource {
  readonly atoms: Atoms;
  readonly coefficients: Coefficients;
  readonly writer: Writer;
  readonly print: (expression: Expression) => string;
}

export interface Spelling {
  /** The entry of an array. */
  entry(to: ByteWriter, array: NumericArray, entry: number): void;
  /** What a term has in common with all whose factors belong to the same arrays. */
  formOf(table: TermTable, row: number): TermForm;
  /** A term of a form, without its sign. */
  term(to: ByteWriter, form: TermForm, table: TermTable, row: number): void;
  isNegative(coefficient: number): boolean;
}

/** The atoms of one array, or of one function of its entries. */
interface Range {
  readonly base: number;
  readonly size: number;
  readonly pool: Pool;
}

/** Of which arrays, or functions of their entries, the factors of a term are. */
export interface TermForm {
  readonly number: number;
  readonly ranges: readonly Range[];
  /** What stands before each factor but the first. */
  readonly links: readonly Piece[];
  /** For each factor the last atom of its array: the one with the longest indices. */
  readonly longest: readonly number[];
}

/** @param pools the names of whole arrays in this notation, by the array's number; those that are wanted are added. */
export function createSpelling(source: SpellingSource, pools: Map<number, Pool>): Spelling {
  const { atoms, coefficients, writer, print } = source;
  const forms: TermForm[] = [];
  let last: TermForm | undefined;
  const scales = new Map<string, Piece>();
  const signs: boolean[] = [];

  const namesOf = (array: NumericArray): Pool => {
    const pool = pools.get(array.id) ?? poolOf(source, { kind: "entry", array, entry: 0, apply: undefined });
    pools.set(array.id, pool);
    return pool;
  };
  const rangeOf = (atom: number): Range => {
    const described = atoms.describe(atom);
    if (described.kind !== "entry") throw new Error("an indicator is not spelled as bytes");
    const { array, apply, entry } = described;
    const pool = apply === undefined ? namesOf(array) : poolOf(source, described);
    return { base: atom - entry, size: sizeOfShape(array.shape), pool };
  };
  const linkBetween = (left: Range, right: Range): Piece => {
    const same = left.base === right.base ? 1 : 0;
    const [a, b] = [left.base, right.base + same];
    const whole = print(writer.term({ coefficient: 0, factors: [a, b] }));
    return pieceBetween(whole, print(writer.atom(a)), print(writer.atom(b)));
  };
  const makeForm = (factors: readonly number[]): TermForm => {
    const used = forms.flatMap(({ ranges }) => ranges);
    const ranges = factors.map((atom) => used.find((range) => isIn(range, atom)) ?? rangeOf(atom));
    const links = ranges.slice(1).map((range, position) => linkBetween(ranges[position] as Range, range));
    const form = { number: forms.length, ranges, links, longest: ranges.map(({ base, size }) => base + size - 1) };
    forms.push(form);
    return form;
  };
  const scaleOf = (coefficient: number, { base: atom }: Range): Piece => {
    const key = `${coefficient} ${atom}`;
    const known = scales.get(key);
    if (known !== undefined) return known;
    const magnitude = coefficients.intern(coefficients.value(coefficient).abs());
    const whole = print(writer.term({ coefficient: magnitude, factors: [atom] }));
    const made = pieceBetween(whole, "", print(writer.atom(atom)));
    scales.set(key, made);
    return made;
  };
  return {
    formOf: (table, row) => {
      if (last === undefined || !isOfForm(last, table, row))
        last = forms.find((form) => isOfForm(form, table, row)) ?? makeForm(factorsAt(table, row));
      return last;
    },
    entry: (to, array, entry) => to.pooled(pools.get(array.id) ?? namesOf(array), entry),
    isNegative: (coefficient) => {
      signs[coefficient] ??= coefficients.value(coefficient).s < 0n;
      return signs[coefficient];
    },
    term: (to, { ranges, links }, { factors, coefficient, width }, row) => {
      const scale = coefficient[row] as number;
      if (scale !== UNIT) to.piece(scaleOf(scale, ranges[0] as Range));
      const start = row * width;
      for (let position = 0; position < ranges.length; position++) {
        if (position > 0) to.piece(links[position - 1] as Piece);
        const { base, pool } = ranges[position] as Range;
        to.pooled(pool, (factors[start + position] as number) - base);
      }
    },
  };
}

function isOfForm({ ranges }: TermForm, { factors, width }: TermTable, row: number): boolean {
  const start = row * width;
  for (let position = 0; position < ranges.length; position++)
    if (!isIn(ranges[position] as Range, factors[start + position] as number)) return false;
  return ranges.length === width || (factors[start + ranges.length] as number) < 0;
}

function isIn({ base, size }: Range, atom: number): boolean {
  return atom >= base && atom < base + size;
}

/** What stands between two parts of a text that begins with the one and ends with the other. */
function pieceBetween(whole: string, before: string, after: string): Piece {
  if (!whole.startsWith(before) || !whole.endsWith(after) || whole.length < before.length + after.length)
    throw new Error(`${whole} is not ${before} and ${after}`);
  return pieceOf(whole.slice(before.length, whole.length - after.length));
}

/** All entries of an array, or one function of each, as they are printed. */
function poolOf({ writer, print, atoms }: SpellingSource, { array, apply }: EntryAtom): Pool {
  const pool = createPool();
  const base = apply === undefined ? 0 : atoms.baseOf(array, apply);
  const printed = (entry: number): string =>
    print(apply === undefined ? writer.entry(array, entry) : writer.atom(base + entry));
  const size = sizeOfShape(array.shape);
  const parts = patternOf(array, printed, size);
  if (parts === undefined) for (let entry = 0; entry < size; entry++) pool.add([printed(entry)]);
  else addByPattern(array, parts, writer.place(array, 0)[0] ?? 0, pool.add);
  return pool.build();
}

/** What stands around the indices of every entry, where the indices of all look alike: three digits or not. */
function patternOf(array: NumericArray, printed: (entry: number) => string, size: number): string[] | undefined {
  const isPlain = array.template === undefined && array.shape.some((axis) => axis >= 10) && size > 64;
  if (!isPlain) return undefined;
  const last = printed(size - 1);
  const shifted = printed(0).match(/\d+/g)?.length === array.shape.length ? 1 : 0;
  const parts = last.split(/\d+/);
  const isPattern =
    shifted === 1 && parts.length === array.shape.length + 1 && printed(0).split(/\d+/).join("|") === parts.join("|");
  return isPattern ? parts : undefined;
}

/** The entries of the last axis, which have all but the last index in common, are added together. */
function addByPattern(
  array: NumericArray,
  parts: readonly string[],
  base: number,
  add: (texts: readonly string[]) => void,
): void {
  const last = array.shape.at(-1) as number;
  const outer = array.shape.slice(0, -1);
  const ends = Array.from({ length: last }, (_, index) => `${index + base}${parts.at(-1)}`);
  const rows = sizeOfShape(outer);
  for (let row = 0; row < rows; row++) {
    const places = unflatten(row, outer).map((index, axis) => `${parts[axis]}${index + base}`);
    const before = `${places.join("")}${parts[outer.length]}`;
    add(ends.map((end) => before + end));
  }
}
