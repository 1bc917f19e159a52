/**
 * Term tables: sums of products as flat integer columns.
 *
 * A row is one term: which entry it belongs to (`of`, and `wrt` where the table holds derivatives), its coefficient,
 * and its factors as atoms. A finished table is sorted by entry, has each monomial of an entry once, and no zeros.
 */
import type { Coefficients } from "./coefficients.ts";

export interface TermTable {
  readonly length: number;
  readonly of: Int32Array;
  readonly wrt: Int32Array;
  readonly coefficient: Int32Array;
  /** `width` atoms a row; NONE fills up the end. */
  readonly factors: Int32Array;
  readonly width: number;
}

export const NONE = -1;

/** A table that is being filled. */
export interface TermBuilder {
  /** Adds a term; `factors` may hold NONE anywhere. */
  add(of: number, wrt: number, coefficient: number, factors: ArrayLike<number>): void;
  build(): TermTable;
}

export function createTerms(width: number): TermBuilder {
  let capacity = 64;
  let length = 0;
  let of = new Int32Array(capacity);
  let wrt = new Int32Array(capacity);
  let coefficient = new Int32Array(capacity);
  let columns = new Int32Array(capacity * width);
  const grow = (): void => {
    capacity *= 2;
    of = enlarge(of, capacity);
    wrt = enlarge(wrt, capacity);
    coefficient = enlarge(coefficient, capacity);
    columns = enlarge(columns, capacity * width);
  };
  return {
    add: (entry, variable, scale, factors) => {
      if (length === capacity) grow();
      of[length] = entry;
      wrt[length] = variable;
      coefficient[length] = scale;
      let column = length * width;
      const end = column + width;
      for (let position = 0; position < factors.length; position++) {
        const atom = factors[position] as number;
        if (atom !== NONE) columns[column++] = atom;
      }
      while (column < end) columns[column++] = NONE;
      length++;
    },
    build: () => ({
      length,
      of: of.subarray(0, length),
      wrt: wrt.subarray(0, length),
      coefficient: coefficient.subarray(0, length),
      factors: columns.subarray(0, length * width),
      width,
    }),
  };
}

function enlarge(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(column);
  return larger;
}

/** The atoms of one term. */
export function factorsAt(table: TermTable, row: number): number[] {
  const factors: number[] = [];
  for (let position = row * table.width; position < (row + 1) * table.width; position++) {
    const atom = table.factors[position] as number;
    if (atom === NONE) break;
    factors.push(atom);
  }
  return factors;
}

/** Rows [start, end) of each entry, in order; entries without terms are passed over. */
export function* groupsOf(table: TermTable): Generator<readonly [start: number, end: number]> {
  for (let start = 0, end = 0; start < table.length; start = end) {
    while (end < table.length && table.of[end] === table.of[start] && table.wrt[end] === table.wrt[start]) end++;
    yield [start, end];
  }
}

/** The rows [start, end) of one entry of a finished table. */
export function findGroup(table: TermTable, of: number, wrt: number): readonly [start: number, end: number] {
  const before = (row: number, past: boolean): boolean => {
    const order = (table.of[row] as number) - of || (table.wrt[row] as number) - wrt;
    return past ? order <= 0 : order < 0;
  };
  const search = (past: boolean): number => {
    let low = 0;
    let high = table.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(middle, past)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [search(false), search(true)];
}

/** Sorts by entry, keeping the order of terms within each, merges equal monomials and drops zeros. */
export function finishTerms(table: TermTable, coefficients: Coefficients): TermTable {
  return mergeTerms(sortByEntry(table), coefficients);
}

function sortByEntry(table: TermTable): TermTable {
  if (isSorted(table)) return table;
  const byVariable = countingOrder(table.wrt, identityOrder(table.length));
  return reorder(table, countingOrder(table.of, byVariable));
}

function isSorted(table: TermTable): boolean {
  for (let row = 1; row < table.length; row++) {
    const step = (table.of[row] as number) - (table.of[row - 1] as number);
    if (step < 0 || (step === 0 && (table.wrt[row] as number) < (table.wrt[row - 1] as number))) return false;
  }
  return true;
}

function identityOrder(length: number): Int32Array {
  return Int32Array.from({ length }, (_, row) => row);
}

/** A stable order by the keys of a column, taken over the rows in the given order. */
function countingOrder(keys: Int32Array, order: Int32Array): Int32Array {
  let highest = 0;
  for (const key of keys) if (key > highest) highest = key;
  const starts = new Int32Array(highest + 2);
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 0; key <= highest; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const sorted = new Int32Array(order.length);
  for (const row of order) {
    const key = keys[row] as number;
    const place = starts[key] as number;
    sorted[place] = row;
    starts[key] = place + 1;
  }
  return sorted;
}

function reorder(table: TermTable, order: Int32Array): TermTable {
  const { width } = table;
  const factors = new Int32Array(order.length * width);
  order.forEach((row, place) => {
    for (let column = 0; column < width; column++)
      factors[place * width + column] = table.factors[row * width + column] as number;
  });
  return {
    length: order.length,
    of: order.map((row) => table.of[row] as number),
    wrt: order.map((row) => table.wrt[row] as number),
    coefficient: order.map((row) => table.coefficient[row] as number),
    factors,
    width,
  };
}

/** The monomial of a term, whatever the order of its factors. */
export function monomialKey(table: TermTable, row: number): string {
  const factors = factorsAt(table, row);
  return factors.length < 2 ? `${factors[0] ?? ""}` : factors.sort((a, b) => a - b).join(" ");
}

function mergeTerms(table: TermTable, coefficients: Coefficients): TermTable {
  const merged = createTerms(table.width);
  let changed = false;
  for (const [start, end] of groupsOf(table)) {
    const sums = end - start === 1 ? undefined : sumByMonomial(table, start, end, coefficients);
    for (let row = start; row < end; row++) {
      const sum = sums === undefined ? (table.coefficient[row] as number) : sums.get(row);
      const keep = sum !== undefined && !coefficients.isZero(sum);
      if (!keep || sum !== table.coefficient[row]) changed = true;
      if (keep) merged.add(table.of[row] as number, table.wrt[row] as number, sum, factorsAt(table, row));
    }
  }
  return changed ? merged.build() : table;
}

/** For the first row of each monomial, the sum of all its coefficients. */
function sumByMonomial(table: TermTable, start: number, end: number, coefficients: Coefficients): Map<number, number> {
  const firstRows = new Map<string, number>();
  const sums = new Map<number, number>();
  for (let row = start; row < end; row++) {
    const key = monomialKey(table, row);
    const first = firstRows.get(key);
    const coefficient = table.coefficient[row] as number;
    if (first === undefined) {
      firstRows.set(key, row);
      sums.set(row, coefficient);
    } else sums.set(first, coefficients.add(sums.get(first) as number, coefficient));
  }
  return sums;
}
