/**
 * Walks index rows for concrete sizes: every point of the loops at which all indices lie inside their arrays.
 * The range of each loop is narrowed by the indices that it settles, so no visit is made in vain.
 */
import type { Affine, Rows } from "../problem/rows.ts";
import { stridesOf } from "../problem/rows.ts";

/** Called with the row-major number of the output entry and of each factor's entry, and the point of the loops. */
export type Visit = (output: number, entries: Int32Array, point: Int32Array) => void;

/** One index that must lie in 0 … size−1, settled by the last of its loops. */
interface Bound {
  readonly constant: number;
  readonly coefficients: Int32Array;
  readonly size: number;
}

/** The row-major number of an entry, as an affine function of the loops. */
interface Flat {
  readonly constant: number;
  readonly coefficients: Int32Array;
}

/** `shapes`: the output's shape first, then each factor's. */
export function walkRows(rows: Rows, shapes: readonly (readonly number[])[], visit: Visit): void {
  const sizes = rows.loops.map((loop) => loop.size);
  const maps = [rows.output, ...rows.factors.map((factor) => factor.index)];
  const bounds = maps.flatMap((index, number) =>
    index.map((map, axis) => boundOf(map, (shapes[number] as readonly number[])[axis] as number, sizes.length)),
  );
  if (bounds.some((bound) => lastLoop(bound) < 0 && (bound.constant < 0 || bound.constant >= bound.size))) return;
  const settled = sizes.map((_, loop) =>
    bounds.filter((bound) => lastLoop(bound) === loop && !alwaysHolds(bound, sizes)),
  );
  const flats = maps.map((index, number) => flatOf(index, shapes[number] as readonly number[], sizes.length));
  descend(
    { sizes, settled, flats, visit },
    0,
    new Int32Array(sizes.length),
    Int32Array.from(flats, (flat) => flat.constant),
  );
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
  readonly settled: readonly (readonly Bound[])[];
  readonly flats: readonly Flat[];
  readonly visit: Visit;
}

function descend(walk: Walk, depth: number, point: Int32Array, current: Int32Array): void {
  if (depth === walk.sizes.length) return walk.visit(current[0] as number, current.subarray(1), point);
  const [from, to] = rangeAt(walk.settled[depth] as readonly Bound[], walk.sizes[depth] as number, depth, point);
  if (from > to) return;
  const next = new Int32Array(current.length);
  const entries = next.subarray(1);
  const steps = Int32Array.from(walk.flats, (flat) => flat.coefficients[depth] as number);
  for (let flat = 0; flat < next.length; flat++)
    next[flat] = (current[flat] as number) + from * (steps[flat] as number);
  const isLast = depth + 1 === walk.sizes.length;
  for (let index = from; index <= to; index++) {
    point[depth] = index;
    if (isLast) walk.visit(next[0] as number, entries, point);
    else descend(walk, depth + 1, point, next);
    for (let flat = 0; flat < next.length; flat++) next[flat] = (next[flat] as number) + (steps[flat] as number);
  }
}

/** The values of a loop for which every index that it settles lies inside. */
function rangeAt(bounds: readonly Bound[], size: number, depth: number, point: Int32Array): readonly [number, number] {
  let from = 0;
  let to = size - 1;
  for (const bound of bounds) {
    let base = bound.constant;
    for (let loop = 0; loop < depth; loop++) base += (bound.coefficients[loop] as number) * (point[loop] as number);
    const step = bound.coefficients[depth] as number;
    const [atLow, atHigh] = step > 0 ? [-base, bound.size - 1 - base] : [bound.size - 1 - base, -base];
    from = Math.max(from, Math.ceil(atLow / step));
    to = Math.min(to, Math.floor(atHigh / step));
  }
  return [from, to];
}

function boundOf(map: Affine, size: number, loops: number): Bound {
  const coefficients = new Int32Array(loops);
  for (const [loop, coefficient] of map.coefficients) coefficients[loop] = (coefficients[loop] as number) + coefficient;
  return { constant: map.constant, coefficients, size };
}

function lastLoop(bound: Bound): number {
  return bound.coefficients.findLastIndex((coefficient) => coefficient !== 0);
}

function alwaysHolds(bound: Bound, sizes: readonly number[]): boolean {
  let lowest = bound.constant;
  let highest = bound.constant;
  bound.coefficients.forEach((coefficient, loop) => {
    const reach = coefficient * ((sizes[loop] as number) - 1);
    if (reach > 0) highest += reach;
    else lowest += reach;
  });
  return lowest >= 0 && highest < bound.size;
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
