/**
 * How sums of products are spelled, in one notation (LaTeX, worksheet text), as pieces of bytes: each atom, what
 * stands between two factors, and the coefficient before the first. Pieces are cut from what the notation's printer
 * makes of small expressions, so there is one definition of how things are written.
 */
import type { Atoms, EntryAtom } from "../algebra/atoms.ts";
import type { Coefficients } from "../algebra/coefficients.ts";
import type { TermTable } from "../algebra/terms.ts";
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
  /** A term without its sign. */
  term(to: ByteWriter, table: TermTable, row: number): void;
  isNegative(coefficient: number): boolean;
  /** The arrays that atoms belong to, numbered: for what depends on the array alone. */
  rangeOf(atom: number): number;
  /** The last atom of such an array: the one with the longest indices. */
  lastOf(range: number): number;
}

/** The atoms of one array, or of one function of its entries. */
interface Range {
  readonly base: number;
  readonly first: EntryAtom;
  readonly pool: Pool;
}

/** @param pools the names of whole arrays in this notation, by the array's number; those that are wanted are added. */
export function createSpelling(source: SpellingSource, pools: Map<number, Pool>): Spelling {
  const { atoms, coefficients, writer, print } = source;
  const ranges: Range[] = [];
  let numbers = new Int16Array(0);
  const links: (Piece | undefined)[][] = [];
  const scales = new Map<string, Piece>();
  const signs: boolean[] = [];

  const namesOf = (array: NumericArray): Pool => {
    const pool = pools.get(array.id) ?? poolOf(source, { kind: "entry", array, entry: 0, apply: undefined });
    pools.set(array.id, pool);
    return pool;
  };
  const findRange = (atom: number): number => {
    const described = atoms.describe(atom);
    if (described.kind !== "entry") throw new Error("an indicator is not spelled as bytes");
    if (atom >= numbers.length) numbers = grown(numbers, Math.max(atoms.count, atom + 1));
    const base = atom - described.entry;
    const size = sizeOfShape(described.array.shape);
    const pool = described.apply === undefined ? namesOf(described.array) : poolOf(source, described);
    ranges.push({ base, first: { ...described, entry: 0 }, pool });
    numbers.fill(ranges.length, base, base + size);
    return ranges.length;
  };
  const rangeOf = (atom: number): number => (numbers[atom] || findRange(atom)) - 1;
  const atomOf = ({ base }: Range): number => base;
  const makeLink = (left: number, right: number): Piece => {
    const [a, b] = [left, right].map((number) => atomOf(ranges[number] as Range));
    const [before, after] = [print(writer.atom(a as number)), print(writer.atom(b as number))];
    const same = left === right ? 1 : 0;
    const second = same === 1 ? print(writer.atom((b as number) + 1)) : after;
    const whole = print(writer.term({ coefficient: 0, factors: [a as number, (b as number) + same] }));
    return pieceBetween(whole, before, second);
  };
  const linkOf = (left: number, right: number): Piece => {
    links[left] ??= [];
    const row = links[left];
    row[right] ??= makeLink(left, right);
    return row[right];
  };
  const scaleOf = (coefficient: number, first: number): Piece => {
    const key = `${coefficient} ${first}`;
    const known = scales.get(key);
    if (known !== undefined) return known;
    const magnitude = coefficients.intern(coefficients.value(coefficient).abs());
    const atom = atomOf(ranges[first] as Range);
    const whole = print(writer.term({ coefficient: magnitude, factors: [atom] }));
    const made = pieceBetween(whole, "", print(writer.atom(atom)));
    scales.set(key, made);
    return made;
  };
  return {
    rangeOf,
    lastOf: (number) => (ranges[number] as Range).base + (ranges[number] as Range).pool.starts.length - 2,
    entry: (to, array, entry) => to.pooled(pools.get(array.id) ?? namesOf(array), entry),
    isNegative: (coefficient) => {
      signs[coefficient] ??= coefficients.value(coefficient).s < 0n;
      return signs[coefficient];
    },
    term: (to, { factors, coefficient, width }, row) => {
      let before = -1;
      for (let position = row * width; position < (row + 1) * width; position++) {
        const atom = factors[position] as number;
        if (atom < 0) break;
        const number = rangeOf(atom);
        const scale = coefficient[row] as number;
        if (before >= 0) to.piece(linkOf(before, number));
        else if (scale !== 0) to.piece(scaleOf(scale, number));
        const { base, pool } = ranges[number] as Range;
        to.pooled(pool, atom - base);
        before = number;
      }
    },
  };
}

function grown(numbers: Int16Array, length: number): Int16Array<ArrayBuffer> {
  const larger = new Int16Array(length);
  larger.set(numbers);
  return larger;
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
