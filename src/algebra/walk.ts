/**
 * Walks index rows for concrete sizes: every point of the loops at which all indices lie inside their arrays.
 * The range of each loop is narrowed by every index that it takes part in, so hardly a visit is made in vain; a
 * restriction narrows one of the arrays to a box, so that a part of a table costs no more than its terms.
 */
import type { Affine, Rows } from "../problem/rows.ts";
import { stridesOf } from "../problem/rows.ts";

/** Called with the row-major number of the output entry and of each factor's entry, and the point of the loops. */
export type Visit = (output: number, entries: Int32Array, point: Int32Array) => void;

/** Only entries in a box of one array are visited: `from` to `to` − 1 on each axis. */
export interface Restriction {
  /** The factor whose entries are restricted, or the output. */
  readonly of: "output" | number;
  readonly box: Box;
}

export type Box = readonly { readonly from: number; readonly to: number }[];

/** One index that must lie in low … high. */
interface Bound {
  readonly constant: number;
  readonly coefficients: Int32Array;
  readonly low: number;
  readonly high: number;
}

/** A bound as the loop at some depth sees it: what the loops inside can still add lies in least … most. */
interface Narrowing {
  readonly bound: Bound;
  readonly step: number;
  readonly least: number;
  readonly most: number;
}

/** The row-major number of an entry, as an affine function of the loops. */
interface Flat {
  readonly constant: number;
  readonly coefficients: Int32Array;
}

/** `shapes`: the output's shape first, then each factor's. */
export function walkRows(
  rows: Rows,
  shapes: readonly (readonly number[])[],
  visit: Visit,
  restriction?: Restriction,
): void {
  const sizes = rows.loops.map((loop) => loop.size);
  const maps = [rows.output, ...rows.factors.map((factor) => factor.index)];
  const restricted = restriction && (restriction.of === "output" ? 0 : restriction.of + 1);
  const bounds = maps.flatMap((index, number) =>
    index.map((map, axis) => {
      const size = (shapes[number] as readonly number[])[axis] as number;
      const { from, to } = (number === restricted && restriction?.box[axis]) || { from: 0, to: size };
      return boundOf(map, from, to - 1, sizes.length);
    }),
  );
  if (bounds.some((bound) => isConstant(bound) && (bound.constant < bound.low || bound.constant > bound.high))) return;
  const narrowings = sizes.map((_, loop) => narrowingsAt(bounds, sizes, loop));
  const flats = maps.map((index, number) => flatOf(index, shapes[number] as readonly number[], sizes.length));
  const levels = [...sizes, 0].map(() => new Int32Array(maps.length));
  const entries = levels.map((level) => level.subarray(1));
  levels[0]?.set(flats.map((flat) => flat.constant));
  const steps = sizes.map((_, loop) => Int32Array.from(flats, (flat) => flat.coefficients[loop] as number));
  descend({ sizes, narrowings, steps, levels, entries, visit, point: new Int32Array(sizes.length) }, 0);
}

/** The row-major number of the entry at a point, or −1 where an index is outside. */
export function entryAt(index: readonly Affine[], shape: readonly number[], point: ArrayLike<number>): number {
  let flat = 0;
  for (const [axis, map] of index.entries()) {
    const place = map.coefficients.reduce((sum, [loop, step]) => sum + step * (point[loop] as number), map.constant);
    const size = shape[axis] as number;
    if (place < 0 || place >= size) return -1;
    flat = flat * size + place;
  }
  return flat;
}

interface Walk {
  readonly sizes: readonly number[];
  readonly narrowings: readonly (readonly Narrowing[])[];
  /** By how much each flat number grows with each loop. */
  readonly steps: readonly Int32Array[];
  /** The flat numbers at each depth, the output's first; `entries` shows the factors' alone. */
  readonly levels: readonly Int32Array[];
  readonly entries: readonly Int32Array[];
  readonly point: Int32Array;
  readonly visit: Visit;
}

function descend(walk: Walk, depth: number): void {
  const current = walk.levels[depth] as Int32Array;
  if (depth === walk.sizes.length)
    return walk.visit(current[0] as number, walk.entries[depth] as Int32Array, walk.point);
  const { point, visit } = walk;
  const [from, to] = rangeAt(walk.narrowings[depth] as readonly Narrowing[], walk.sizes[depth] as number, depth, point);
  const next = walk.levels[depth + 1] as Int32Array;
  const entries = walk.entries[depth + 1] as Int32Array;
  const steps = walk.steps[depth] as Int32Array;
  for (let flat = 0; flat < next.length; flat++)
    next[flat] = (current[flat] as number) + from * (steps[flat] as number);
  const isLast = depth + 1 === walk.sizes.length;
  for (let index = from; index <= to; index++) {
    point[depth] = index;
    if (isLast) visit(next[0] as number, entries, point);
    else descend(walk, depth + 1);
    for (let flat = 0; flat < next.length; flat++) next[flat] = (next[flat] as number) + (steps[flat] as number);
  }
}

/** The values of a loop for which every index that it takes part in can still lie inside. */
function rangeAt(
  narrowings: readonly Narrowing[],
  size: number,
  depth: number,
  point: Int32Array,
): readonly [number, number] {
  let from = 0;
  let to = size - 1;
  for (const { bound, step, least, most } of narrowings) {
    let base = bound.constant;
    for (let loop = 0; loop < depth; loop++) base += (bound.coefficients[loop] as number) * (point[loop] as number);
    const [low, high] = [bound.low - base - most, bound.high - base - least];
    const [atLow, atHigh] = step > 0 ? [low, high] : [high, low];
    from = Math.max(from, Math.ceil(atLow / step));
    to = Math.min(to, Math.floor(atHigh / step));
  }
  return [from, to];
}

function boundOf(map: Affine, low: number, high: number, loops: number): Bound {
  const coefficients = new Int32Array(loops);
  for (const [loop, coefficient] of map.coefficients) coefficients[loop] = (coefficients[loop] as number) + coefficient;
  return { constant: map.constant, coefficients, low, high };
}

function isConstant(bound: Bound): boolean {
  return bound.coefficients.every((coefficient) => coefficient === 0);
}

/** The bounds that a loop takes part in, without those that hold wherever the loops are. */
function narrowingsAt(bounds: readonly Bound[], sizes: readonly number[], loop: number): Narrowing[] {
  return bounds.flatMap((bound) => {
    const step = bound.coefficients[loop] as number;
    const all = reach(bound, sizes, 0);
    const isSure = bound.constant + all.least >= bound.low && bound.constant + all.most <= bound.high;
    return step === 0 || isSure ? [] : [{ bound, step, ...reach(bound, sizes, loop + 1) }];
  });
}

/** The least and the most that the loops from `first` on add to an index. */
function reach({ coefficients }: Bound, sizes: readonly number[], first: number): { least: number; most: number } {
  let [least, most] = [0, 0];
  for (let loop = first; loop < sizes.length; loop++) {
    const added = (coefficients[loop] as number) * ((sizes[loop] as number) - 1);
    if (added > 0) most += added;
    else least += added;
  }
  return { least, most };
}

function flatOf(index: readonly Affine[], shape: readonly number[], loops: number): Flat {
  const strides = stridesOf(shape);
  const coefficients = new Int32Array(loops);
  let constant = 0;
  index.forEach((map, axis) => {
    const stride = strides[axis] as number;
    constant += stride * map.constant;
    for (const [loop, coefficient] of map.coefficients)
      coefficients[loop] = (coefficients[loop] as number) + stride * coefficient;
  });
  return { constant, coefficients };
}
