/**
 * Finishes a table that was filled in any order: sorted by entry, each monomial of an entry once, and no zeros.
 */
import { type Coefficients, UNIT } from "./coefficients.ts";
import {
  createTerms,
  endOfGroup,
  factorsAt,
  freshStorage,
  groupsOf,
  NONE,
  type Storage,
  type TermTable,
} from "./terms.ts";

/**
 * Sorts by entry, keeping the order of terms within each, merges equal monomials and drops zeros: neither is there
 * where the terms of each entry are known to be distinct.
 */
export function finishTerms(
  table: TermTable,
  coefficients: Coefficients,
  storage = freshStorage,
  isDistinct = false,
): TermTable {
  const sorted = sortByEntry(table, storage);
  return isDistinct ? sorted : mergeTerms(sorted, coefficients);
}

/** Rows sorted by entry, those of an entry in the order in which they are found; `use` is what for. */
export function sortByEntry(table: TermTable, storage: Storage, use = "sorted"): TermTable {
  if (isSorted(table)) return table;
  // The order is stable: rows that are found by ascending variables, as most are, stay so.
  const order = countingOrder(table.of, isAscending(table.wrt) ? undefined : countingOrder(table.wrt));
  const terms = storage(use, table.width, order.length);
  terms.addRows(table, order);
  return terms.build();
}

function isAscending(column: Int32Array): boolean {
  for (let row = 1; row < column.length; row++) if ((column[row] as number) < (column[row - 1] as number)) return false;
  return true;
}

function isSorted(table: TermTable): boolean {
  for (let row = 1; row < table.length; row++) {
    const step = (table.of[row] as number) - (table.of[row - 1] as number);
    if (step < 0 || (step === 0 && (table.wrt[row] as number) < (table.wrt[row - 1] as number))) return false;
  }
  return true;
}

/** A stable order by the keys of a column, taken over the rows in the given order, or as they stand. */
function countingOrder(keys: Int32Array, order?: Int32Array): Int32Array {
  let lowest = keys[0] ?? 0;
  let highest = lowest;
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (key > highest) highest = key;
    if (key < lowest) lowest = key;
  }
  if (lowest === highest && order !== undefined) return order;
  const count = highest - lowest + 1;
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < keys.length; row++) {
    const behind = (keys[row] as number) - lowest + 1;
    starts[behind] = (starts[behind] as number) + 1;
  }
  for (let key = 0; key < count; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const sorted = new Int32Array(keys.length);
  for (let rank = 0; rank < keys.length; rank++) {
    const row = order === undefined ? rank : (order[rank] as number);
    const key = (keys[row] as number) - lowest;
    const place = starts[key] as number;
    sorted[place] = row;
    starts[key] = place + 1;
  }
  return sorted;
}

/** The monomial of a term, whatever the order of its factors. */
export function monomialKey(table: TermTable, row: number): string {
  const factors = factorsAt(table, row);
  return factors.length < 2 ? `${factors[0] ?? ""}` : factors.sort((a, b) => a - b).join(" ");
}

function mergeTerms(table: TermTable, coefficients: Coefficients): TermTable {
  if (isMerged(table, coefficients)) return table;
  const merged = createTerms(table.width);
  for (const [start, end] of groupsOf(table)) {
    const sums = sumByMonomial(table, start, end, coefficients);
    for (const [row, sum] of sums)
      if (!coefficients.isZero(sum))
        merged.add(table.of[row] as number, table.wrt[row] as number, sum, factorsAt(table, row));
  }
  return merged.build();
}

/** Whether no entry has a monomial twice, or one with coefficient 0: the rule, which costs no memory to see. */
function isMerged(table: TermTable, coefficients: Coefficients): boolean {
  return !hasZero(table.coefficient, coefficients) && !hasRepeats(table, createRepeats(table));
}

function hasZero(coefficient: Int32Array, coefficients: Coefficients): boolean {
  for (let row = 0; row < coefficient.length; row++)
    if (coefficient[row] !== UNIT && coefficients.isZero(coefficient[row] as number)) return true;
  return false;
}

function hasRepeats(table: TermTable, repeats: Repeats): boolean {
  for (let start = 0, end = 0; start < table.length; start = end) {
    end = endOfGroup(table, start);
    if (end - start > 1 && repeats.areIn(start, end)) return true;
  }
  return false;
}

interface Repeats {
  /** Whether two of these rows have the same monomial. */
  areIn(start: number, end: number): boolean;
}

/** Finds rows with equal monomials by open addressing; what an earlier group left is told by its stamp. */
function createRepeats(table: TermTable): Repeats {
  let [rows, hashes, stamps] = columnsOf(64);
  let stamp = 0;
  return {
    areIn: (start, end) => {
      if (2 * (end - start) > rows.length) {
        [rows, hashes, stamps] = columnsOf(2 ** Math.ceil(Math.log2(2 * (end - start))));
        stamp = 0;
      }
      if (areDistinct(table, start, end)) return false;
      stamp++;
      const mask = rows.length - 1;
      for (let row = start; row < end; row++) {
        const hash = hashOfMonomial(table, row);
        let slot = hash & mask;
        for (; stamps[slot] === stamp; slot = (slot + 1) & mask)
          if (hashes[slot] === hash && monomialKey(table, rows[slot] as number) === monomialKey(table, row))
            return true;
        rows[slot] = row;
        hashes[slot] = hash;
        stamps[slot] = stamp;
      }
      return false;
    },
  };
}

/** Whether it can be seen at a glance: the greatest factor grows from row to row, or falls. */
function areDistinct(table: TermTable, start: number, end: number): boolean {
  let last = greatestFactor(table, start);
  const isGrowing = greatestFactor(table, start + 1) > last;
  for (let row = start + 1; row < end; row++) {
    const next = greatestFactor(table, row);
    if (next === last || next > last !== isGrowing) return false;
    last = next;
  }
  return true;
}

function greatestFactor({ factors, width }: TermTable, row: number): number {
  let greatest = NONE;
  for (let position = row * width; position < (row + 1) * width; position++)
    if ((factors[position] as number) > greatest) greatest = factors[position] as number;
  return greatest;
}

function columnsOf(length: number): [Int32Array, Int32Array, Int32Array] {
  return [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
}

/** The same for every order of the factors. */
function hashOfMonomial({ factors, width }: TermTable, row: number): number {
  let hash = 0;
  for (let position = row * width; position < (row + 1) * width; position++) {
    const mixed = Math.imul((factors[position] as number) + 2, 0x9e3779b1);
    hash = (hash + Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)) | 0;
  }
  return hash ^ (hash >>> 16);
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
