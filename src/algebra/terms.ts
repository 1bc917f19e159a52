/**
 * Term tables: sums of products as flat integer columns.
 *
 * A row is one term: which entry it belongs to (`of`, and `wrt` where the table holds derivatives), its coefficient,
 * and its factors as atoms. A finished table is sorted by entry, has each monomial of an entry once, and no zeros.
 */
import type { Run } from "./walk.ts";

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

/**
 * Columns that follow the numbers of a walk: `of`, `wrt` and each factor. Each is so much more than the number that it
 * follows; where that is NONE, it stays the same.
 */
export interface FollowingColumns {
  readonly numbers: Int32Array;
  readonly more: Int32Array;
}

/** A table that is being filled. */
export interface TermBuilder {
  /** Adds a term; `factors` may hold NONE anywhere. */
  add(of: number, wrt: number, coefficient: number, factors: ArrayLike<number>): void;
  /** Adds a term for each visit of a run; all have the same coefficient. */
  addRun(run: Run, columns: FollowingColumns, coefficient: number): void;
  /** Adds the rows of a table of the same width, in the given order. */
  addRows(table: TermTable, order: Int32Array): void;
  build(): TermTable;
  /** Begins anew in the same columns: tables that were built are written over. */
  clear(): void;
}

/** Where tables come from that are not kept: for each use, the builder of so wide a table. */
export type Storage = (use: string, width: number, room: number) => TermBuilder;

/** Every table has columns of its own. */
export const freshStorage: Storage = (_use, width, room) => createTerms(width, room);

/** A table is valid until the next one for the same use: fresh memory is most of what a small table costs. */
export function createStorage(): Storage {
  const builders = new Map<string, TermBuilder>();
  return (use, width, room) => {
    const key = `${use} ${width}`;
    const builder = builders.get(key) ?? createTerms(width, room);
    builder.clear();
    builders.set(key, builder);
    return builder;
  };
}

/** @param room how many rows there will be, about: a table that grows is moved each time. */
export function createTerms(width: number, room = 16): TermBuilder {
  let capacity = Math.max(1, room);
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
    addRun: (run, following, scale) => {
      while (length + run.length > capacity) grow();
      fillEvenly(of, length, 1, run, following, 0);
      fillEvenly(wrt, length, 1, run, following, 1);
      for (let factor = 0; factor < width; factor++)
        fillEvenly(columns, length * width + factor, width, run, following, factor + 2);
      countUp(coefficient, length, 1, run.length, scale, 0);
      length += run.length;
    },
    addRows: (table, order) => {
      while (length + order.length > capacity) grow();
      copyRows(table.of, of, 1, order, length);
      copyRows(table.wrt, wrt, 1, order, length);
      copyRows(table.coefficient, coefficient, 1, order, length);
      copyRows(table.factors, columns, width, order, length * width);
      length += order.length;
    },
    clear: () => {
      length = 0;
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

/** The places from `start` on of a column, one in each `stride`. */
function fillEvenly(
  column: Int32Array,
  start: number,
  stride: number,
  { length, numbers, steps }: Run,
  following: FollowingColumns,
  which: number,
): void {
  const followed = following.numbers[which] ?? NONE;
  const more = following.more[which] ?? NONE;
  if (followed === NONE) countUp(column, start, stride, length, more, 0);
  else countUp(column, start, stride, length, more + (numbers[followed] as number), steps[followed] as number);
}

function countUp(column: Int32Array, start: number, stride: number, length: number, from: number, step: number): void {
  let value = from;
  for (let place = start, left = length; left > 0; place += stride, left--) {
    column[place] = value;
    value += step;
  }
}

/** Rows of `width` places each, put from `place` on. */
function copyRows(from: Int32Array, to: Int32Array, width: number, order: Int32Array, place: number): void {
  for (let rank = 0; rank < order.length; rank++) {
    const start = (order[rank] as number) * width;
    for (let offset = 0; offset < width; offset++) to[place++] = from[start + offset] as number;
  }
}

function enlarge(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(column);
  return larger;
}

/** The terms of a table, belonging to other entries. All tables have their columns in this order: one layout is quick. */
export function withEntries(table: TermTable, of: Int32Array, wrt: Int32Array): TermTable {
  const { length, coefficient, factors, width } = table;
  return { length, of, wrt, coefficient, factors, width };
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
    end = endOfGroup(table, start);
    yield [start, end];
  }
}

/** Behind the last row of the entry whose first row is `start`: for loops that are run for every entry of a layer. */
export function endOfGroup({ of, wrt, length }: TermTable, start: number): number {
  const entry = of[start];
  const variable = wrt[start];
  let end = start + 1;
  while (end < length && of[end] === entry && wrt[end] === variable) end++;
  return end;
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
