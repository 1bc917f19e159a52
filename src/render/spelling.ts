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
import { type ByteWriter, createPool, type Piece, type Pool, pieceOf, prefixed } from "./byte-writer.ts";

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
  /** A term of a form, with the sign that it has at the beginning of a sum or behind other terms. */
  term(to: ByteWriter, form: TermForm, table: TermTable, row: number, isFirst: boolean): void;
}

/** The atoms of one array, or of one function of its entries. */
interface Range {
  readonly base: number;
  readonly size: number;
  readonly pool: Pool;
  /** The same behind a link, or a sign: one piece to copy in place of two. */
  readonly behind: (link: string) => Pool;
}

/** Of which arrays, or functions of their entries, the factors of a term are. */
export interface TermForm {
  readonly number: number;
  readonly ranges: readonly Range[];
  /** The names of each factor's array, each but the first behind what stands before it. */
  readonly pools: readonly Pool[];
  /** Those of the first behind a plus, where there are terms that need it. */
  added?: Pool;
  /** For each factor the last atom of its array: the one with the longest indices. */
  readonly longest: readonly number[];
}

const ADDED = " + ";
const [PLUS, MINUS, MINUS_FIRST] = [pieceOf(ADDED), pieceOf(" - "), pieceOf("-")];

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
    return { base: atom - entry, size: sizeOfShape(array.shape), pool, behind: behindLinks(pool) };
  };
  const linkBetween = (left: Range, right: Range): string => {
    const same = left.base === right.base ? 1 : 0;
    const [a, b] = [left.base, right.base + same];
    const whole = print(writer.term({ coefficient: 0, factors: [a, b] }));
    return textBetween(whole, print(writer.atom(a)), print(writer.atom(b)));
  };
  const makeForm = (factors: readonly number[]): TermForm => {
    const used = forms.flatMap(({ ranges }) => ranges);
    const ranges = factors.map((atom) => used.find((range) => isIn(range, atom)) ?? rangeOf(atom));
    const pools = ranges.map((range, position) =>
      position === 0 ? range.pool : range.behind(linkBetween(ranges[position - 1] as Range, range)),
    );
    const form = { number: forms.length, ranges, pools, longest: ranges.map(({ base, size }) => base + size - 1) };
    forms.push(form);
    return form;
  };
  const scaleOf = (coefficient: number, { base: atom }: Range): Piece => {
    const key = `${coefficient} ${atom}`;
    const known = scales.get(key);
    if (known !== undefined) return known;
    const magnitude = coefficients.intern(coefficients.value(coefficient).abs());
    const whole = print(writer.term({ coefficient: magnitude, factors: [atom] }));
    const made = pieceOf(textBetween(whole, "", print(writer.atom(atom))));
    scales.set(key, made);
    return made;
  };
  const isBelowZero = (coefficient: number): boolean => {
    signs[coefficient] ??= coefficients.value(coefficient).s < 0n;
    return signs[coefficient];
  };
  const writeScale = (to: ByteWriter, scale: number, before: Range, isFirst: boolean): void => {
    const isNegative = isBelowZero(scale);
    if (isNegative || !isFirst) to.piece(isNegative ? (isFirst ? MINUS_FIRST : MINUS) : PLUS);
    to.piece(scaleOf(scale, before));
  };
  return {
    formOf: (table, row) => {
      if (last === undefined || !isOfForm(last, table, row))
        last = forms.find((form) => isOfForm(form, table, row)) ?? makeForm(factorsAt(table, row));
      return last;
    },
    entry: (to, array, entry) => to.pooled(pools.get(array.id) ?? namesOf(array), entry),
    term: (to, form, { factors, coefficient, width }, row, isFirst) => {
      const { ranges, pools } = form;
      const first = ranges[0] as Range;
      const scale = coefficient[row] as number;
      const start = row * width;
      const isAdded = scale === UNIT && !isFirst;
      if (isAdded) form.added ??= first.behind(ADDED);
      else if (scale !== UNIT) writeScale(to, scale, first, isFirst);
      to.pooled((isAdded ? form.added : first.pool) as Pool, (factors[start] as number) - first.base);
      for (let position = 1; position < ranges.length; position++)
        to.pooled(pools[position] as Pool, (factors[start + position] as number) - (ranges[position] as Range).base);
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

/** The pool behind each link, made when it is first asked for. */
function behindLinks(pool: Pool): Range["behind"] {
  const made = new Map<string, Pool>();
  return (link) => {
    const known = made.get(link) ?? prefixed(pool, link);
    made.set(link, known);
    return known;
  };
}

/** What stands between two parts of a text that begins with the one and ends with the other. */
function textBetween(whole: string, before: string, after: string): string {
  if (!whole.startsWith(before) || !whole.endsWith(after) || whole.length < before.length + after.length)
    throw new Error(`${whole} is not ${before} and ${after}`);
  return whole.slice(before.length, whole.length - after.length);
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
