/**
 * How sums of products are spelled, in one notation (LaTeX, worksheet text), as pieces of bytes: each atom, what
 * stands between two factors, and the coefficient before the first. Pieces are cut from what the notation's printer
 * makes of small expressions, so there is one definition of how things are written.
 */
import { type Coefficients, UNIT } from "../algebra/coefficients.ts";
import { factorsAt, type TermTable } from "../algebra/terms.ts";
import type { NumericArray } from "../problem/problem.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { type ByteWriter, type Piece, type Pool, pieceOf } from "./byte-writer.ts";
import { createNames, type Names, type NamesSource } from "./names-as-bytes.ts";

export interface SpellingSource extends NamesSource {
  readonly coefficients: Coefficients;
}

export interface Spelling {
  /** The entry of an array. */
  entry(to: ByteWriter, array: NumericArray, entry: number): void;
  /** What a term has in common with all whose factors belong to the same arrays. */
  formOf(table: TermTable, row: number): TermForm;
  /** The terms from … end − 1, which have a form and a coefficient in common, with their signs; at first a sum begins. */
  terms(to: ByteWriter, form: TermForm, table: TermTable, from: number, end: number, isFirst: boolean): void;
}

/** The atoms of one array, or of one function of its entries. */
interface Range {
  readonly base: number;
  readonly size: number;
  readonly names: Names;
}

/** Of which arrays, or functions of their entries, the factors of a term are. */
export interface TermForm {
  readonly number: number;
  readonly ranges: readonly Range[];
  /** The atom of entry 0 of each factor's array. */
  readonly bases: Int32Array;
  /** The names of each factor's array behind what stands before it: before the first, the sign of what is added. */
  readonly pools: readonly Pool[];
  /** For each factor the last atom of its array: the one with the longest indices. */
  readonly longest: readonly number[];
}

const ADDED = " + ";
const [PLUS, MINUS, MINUS_FIRST] = [pieceOf(ADDED), pieceOf(" - "), pieceOf("-")];

/** @param known the names of whole arrays in this notation, by the array's number; those that are wanted are added. */
export function createSpelling(source: SpellingSource, known: Map<number, Names>): Spelling {
  const { atoms, coefficients, writer, print } = source;
  const forms: TermForm[] = [];
  let last: TermForm | undefined;
  const scales = new Map<string, Piece>();
  const signs: boolean[] = [];
  const alone = new Map<number, Pool>();

  const namesOf = (array: NumericArray): Names => {
    const names = known.get(array.id) ?? createNames(source, { array, apply: undefined });
    known.set(array.id, names);
    return names;
  };
  const rangeOf = (atom: number): Range => {
    const described = atoms.describe(atom);
    if (described.kind !== "entry") throw new Error("an indicator is not spelled as bytes");
    const { array, apply, entry } = described;
    const names = apply === undefined ? namesOf(array) : createNames(source, described);
    return { base: atom - entry, size: sizeOfShape(array.shape), names };
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
      range.names(position === 0 ? ADDED : linkBetween(ranges[position - 1] as Range, range)),
    );
    const [bases, longest] = [
      Int32Array.from(ranges, ({ base }) => base),
      ranges.map(({ base, size }) => base + size - 1),
    ];
    const form = { number: forms.length, ranges, bases, pools, longest };
    forms.push(form);
    return form;
  };
  const scaleOf = (coefficient: number, { base: atom }: Range): Piece => {
    const key = `${coefficient} ${atom}`;
    const found = scales.get(key);
    if (found !== undefined) return found;
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
    entry: (to, array, entry) => {
      const pool = alone.get(array.id) ?? namesOf(array)("");
      alone.set(array.id, pool);
      to.pooled(pool, entry);
    },
    terms: (to, form, table, from, end, isFirst) => {
      const scale = table.coefficient[from] as number;
      if (scale === UNIT) return writeProducts(to, form, table, from, end, isFirst ? PLUS.length : 0);
      for (let row = from; row < end; row++) {
        writeScale(to, scale, form.ranges[0] as Range, isFirst && row === from);
        writeProducts(to, form, table, row, row + 1, PLUS.length);
      }
    },
  };
}

/** Terms with coefficient 1, the first without that many bytes of its sign. */
function writeProducts(
  to: ByteWriter,
  { bases, pools }: TermForm,
  { factors, width }: TermTable,
  from: number,
  end: number,
  without: number,
): void {
  let left = without;
  for (let row = from; row < end; row++)
    for (let position = 0; position < pools.length; position++) {
      const name = (factors[row * width + position] as number) - (bases[position] as number);
      to.pooledWithout(left, pools[position] as Pool, name);
      left = 0;
    }
}

/** Behind the last of the terms from `row` on, up to `end`, that have a form in common with it, and the coefficient. */
export function endOfAlike(form: TermForm, table: TermTable, row: number, end: number): number {
  const { coefficient } = table;
  const scale = coefficient[row];
  let behind = row + 1;
  while (behind < end && coefficient[behind] === scale && isOfForm(form, table, behind)) behind++;
  return behind;
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
function textBetween(whole: string, before: string, after: string): string {
  if (!whole.startsWith(before) || !whole.endsWith(after) || whole.length < before.length + after.length)
    throw new Error(`${whole} is not ${before} and ${after}`);
  return whole.slice(before.length, whole.length - after.length);
}
