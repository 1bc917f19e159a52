/**
 * Walks index rows for concrete sizes: every point of the loops at which all indices lie inside their arrays.
 * The range of each loop is narrowed by every index that it takes part in, so hardly a visit is made in vain; one of
 * the arrays may be narrowed to a box, so that a part of a table costs no more than its terms.
 */
import type { Affine, Rows } from "../problem/rows.ts";
import { stridesOf } from "../problem/rows.ts";

/** Called with the row-major number of the output entry and of each factor's entry, and the point of the loops. */
export type Visit = (output: number, entries: Int32Array, point: Int32Array) => void;

/** Visits one after the other along the innermost loop: all numbers grow evenly. */
export interface Run {
  length: number;
  /** The row-major numbers of the first visit, the output's first, and by how much each grows from visit to visit. */
  readonly numbers: Int32Array;
  readonly steps: Int32Array;
  /** Where the loops stand at the first visit. */
  readonly point: Int32Array;
}

/** What a walk is restricted to besides the shapes of the arrays. */
export interface Restriction {
  /** The factor, or the output, of which only entries in a box are visited. */
  readonly of: "output" | number;
  readonly within?: readonly Within[];
}

/** An index that is no array's: it must lie in 0 … size − 1 all the same. */
export interface Within {
  readonly index: Affine;
  readonly size: number;
}

/** `from` to `to` − 1 on each axis. */
export type Box = readonly { readonly from: number; readonly to: number }[];

/** Gives the visits in their order, a run at a time, which is written over for the next one. */
export type Walk = (visit: (run: Run) => void, box?: Box) => void;

/** One index that must lie in low … high. */
interface Bound {
  readonly constant: number;
  readonly coefficients: Int32Array;
  low: number;
  high: number;
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

/** Takes runs apart into visits, for rows of so many loops and factors. */
export function visitEach({ loops, factors }: Rows, visit: Visit): (run: Run) => void {
  const entries = new Int32Array(factors.length);
  const point = new Int32Array(Math.max(1, loops.length));
  return (run) => {
    point.set(run.point);
    for (let index = 0; index < run.length; index++) {
      for (let factor = 0; factor < entries.length; factor++) entries[factor] = numberAt(run, factor + 1, index);
      visit(numberAt(run, 0, index), entries, point);
      point[point.length - 1] = (point[point.length - 1] as number) + 1;
    }
  };
}

function numberAt({ numbers, steps }: Run, which: number, index: number): number {
  return (numbers[which] as number) + index * (steps[which] as number);
}

/** @param shapes the output's shape first, then each factor's. */
export function createWalk(rows: Rows, shapes: Shapes, restriction?: Restriction): Walk {
  // A row without loops is one visit, as one loop of size 1 is.
  const sizes = rows.loops.length === 0 ? [1] : rows.loops.map((loop) => loop.size);
  const maps = [rows.output, ...rows.factors.map((factor) => factor.index)];
  const restricted = restriction && (restriction.of === "output" ? 0 : restriction.of + 1);
  const bounds = boundsOf(maps, shapes, sizes.length, restricted, restriction?.within ?? []);
  const walking = walkingOf(maps, shapes, sizes, narrowingsOf(bounds, sizes));
  const constants = [...bounds.fixed, ...bounds.boxed].filter(isConstant);
  return (visit, box) => {
    bounds.boxed.forEach((bound, axis) => {
      const { from, to } = box?.[axis] ?? { from: 0, to: shapes[restricted as number]?.[axis] as number };
      bound.low = from;
      bound.high = to - 1;
    });
    if (constants.some(({ constant, low, high }) => constant < low || constant > high)) return;
    walking.visit = visit;
    descend(walking, 0);
  };
}

type Shapes = readonly (readonly number[])[];

/** For each array the index of its entry. */
type Maps = readonly (readonly Affine[])[];

/** The bounds of every index: those of the array of which there is a box change with the box. */
interface Bounds {
  readonly fixed: readonly Bound[];
  readonly boxed: readonly Bound[];
}

function boundsOf(
  maps: Maps,
  shapes: Shapes,
  loops: number,
  restricted: number | undefined,
  within: readonly Within[],
): Bounds {
  const bounds = maps.map((index, number) =>
    index.map((map, axis) => boundOf(map, shapes[number]?.[axis] as number, loops)),
  );
  const inArrays = bounds.filter((_, number) => number !== restricted).flat();
  const others = within.map(({ index, size }) => boundOf(index, size, loops));
  return { fixed: withoutRepeats([...inArrays, ...others]), boxed: bounds[restricted ?? -1] ?? [] };
}

function narrowingsOf({ fixed, boxed }: Bounds, sizes: readonly number[]): readonly (readonly Narrowing[])[] {
  const unsure = [...fixed.filter((bound) => !isSure(bound, sizes)), ...boxed];
  return sizes.map((_, loop) => narrowingsAt(unsure, sizes, loop));
}

function walkingOf(maps: Maps, shapes: Shapes, sizes: readonly number[], narrowings: Walking["narrowings"]): Walking {
  const flats = maps.map((index, number) => flatOf(index, shapes[number] as readonly number[], sizes.length));
  const steps = sizes.map((_, loop) => Int32Array.from(flats, (flat) => flat.coefficients[loop] as number));
  const point = new Int32Array(sizes.length);
  return {
    sizes,
    narrowings,
    ranges: sizes.map((size) => ({ from: 0, to: size - 1 })),
    steps,
    levels: sizes.map(() => Int32Array.from(flats, (flat) => flat.constant)),
    run: { length: 0, numbers: new Int32Array(maps.length), steps: steps.at(-1) as Int32Array, point },
    visit: () => {},
  };
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

interface Walking {
  readonly sizes: readonly number[];
  readonly narrowings: readonly (readonly Narrowing[])[];
  /** The values that each loop runs through where the loops around it stand now. */
  readonly ranges: readonly Range[];
  /** By how much each flat number grows with each loop. */
  readonly steps: readonly Int32Array[];
  /** The flat numbers where the loop at each depth is 0, the output's first. */
  readonly levels: readonly Int32Array[];
  readonly run: Run;
  visit: (run: Run) => void;
}

interface Range {
  from: number;
  to: number;
}

function descend(walk: Walking, depth: number): void {
  if (depth + 1 === walk.sizes.length) return visitRun(walk, depth);
  const next = walk.levels[depth + 1] as Int32Array;
  if (!enterLoop(walk, depth, next)) return;
  const { from, to } = walk.ranges[depth] as Range;
  const steps = walk.steps[depth] as Int32Array;
  for (let index = from; index <= to; index++) {
    walk.run.point[depth] = index;
    descend(walk, depth + 1);
    for (let flat = 0; flat < next.length; flat++) next[flat] = (next[flat] as number) + (steps[flat] as number);
  }
}

function visitRun(walk: Walking, depth: number): void {
  const { run, visit } = walk;
  if (!enterLoop(walk, depth, run.numbers)) return;
  const { from, to } = walk.ranges[depth] as Range;
  run.length = to - from + 1;
  visit(run);
}

/** Finds the range of a loop, and puts the flat numbers at its beginning into `next`; false where it is empty. */
function enterLoop(walk: Walking, depth: number, next: Int32Array): boolean {
  const { run, ranges, narrowings, sizes } = walk;
  const range = ranges[depth] as Range;
  narrow(range, narrowings[depth] as readonly Narrowing[], sizes[depth] as number, depth, run.point);
  if (range.from > range.to) return false;
  const current = walk.levels[depth] as Int32Array;
  const steps = walk.steps[depth] as Int32Array;
  for (let flat = 0; flat < next.length; flat++)
    next[flat] = (current[flat] as number) + range.from * (steps[flat] as number);
  run.point[depth] = range.from;
  return true;
}

/** Sets the range to the values of a loop for which every index that it takes part in can still lie inside. */
function narrow(range: Range, narrowings: readonly Narrowing[], size: number, depth: number, point: Int32Array): void {
  let from = 0;
  let to = size - 1;
  for (let number = 0; number < narrowings.length; number++) {
    const { bound, step, least, most } = narrowings[number] as Narrowing;
    let base = bound.constant;
    for (let loop = 0; loop < depth; loop++) base += (bound.coefficients[loop] as number) * (point[loop] as number);
    const low = bound.low - base - most;
    const high = bound.high - base - least;
    from = Math.max(from, Math.ceil((step > 0 ? low : high) / step));
    to = Math.min(to, Math.floor((step > 0 ? high : low) / step));
  }
  range.from = from;
  range.to = to;
}

function boundOf(map: Affine, size: number, loops: number): Bound {
  const coefficients = new Int32Array(loops);
  for (const [loop, coefficient] of map.coefficients) coefficients[loop] = (coefficients[loop] as number) + coefficient;
  return { constant: map.constant, coefficients, low: 0, high: size - 1 };
}

/** Bounds of the same index as one. */
function withoutRepeats(bounds: readonly Bound[]): Bound[] {
  const known = new Map<string, Bound>();
  for (const bound of bounds) {
    const key = `${bound.constant} ${bound.coefficients}`;
    const { low, high } = known.get(key) ?? bound;
    known.set(key, { ...bound, low: Math.max(low, bound.low), high: Math.min(high, bound.high) });
  }
  return [...known.values()];
}

function isConstant(bound: Bound): boolean {
  return bound.coefficients.every((coefficient) => coefficient === 0);
}

/** Whether a bound holds wherever the loops are. */
function isSure(bound: Bound, sizes: readonly number[]): boolean {
  const { least, most } = reach(bound, sizes, 0);
  return bound.constant + least >= bound.low && bound.constant + most <= bound.high;
}

/** The bounds that a loop takes part in. */
function narrowingsAt(bounds: readonly Bound[], sizes: readonly number[], loop: number): Narrowing[] {
  return bounds.flatMap((bound) => {
    const step = bound.coefficients[loop] as number;
    return step === 0 ? [] : [{ bound, step, ...reach(bound, sizes, loop + 1) }];
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
