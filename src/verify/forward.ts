/**
 * Evaluates the arrays of a problem forward from their definitions, with the slope in one direction.
 * The loops of each definition are run plainly, every index tested at every point.
 */
import type { NumericArray, Problem } from "../problem/problem.ts";
import { arrayOf } from "../problem/problem.ts";
import { type Affine, type Factor, ONE, type Rows, sizeOfShape } from "../problem/rows.ts";
import type { Dual, DualArithmetic } from "./dual.ts";

/** The slopes of the variables: an array in it is varied, and what defines it plays no part. */
export type Direction<T> = ReadonlyMap<number, (entry: number) => T>;

/** The value of each letter; unknown where none is given. */
export type Point<T> = (array: NumericArray, entry: number) => T;

export interface Forward<T> {
  readonly dual: DualArithmetic<T>;
  entry(array: NumericArray, entry: number, direction: Direction<T>): Dual<T>;
}

/** One product of a definition: where it is added, its coefficient, and the entries of its factors. */
interface Visit {
  readonly rows: Rows;
  readonly entries: readonly number[];
}

export function createForward<T>(problem: Problem, dual: DualArithmetic<T>, point: Point<T>): Forward<T> {
  const visits = new Map<number, Visit[][]>();
  const known = new WeakMap<Direction<T>, Map<number, (Dual<T> | undefined)[]>>();

  const forward: Forward<T> = {
    dual,
    entry: (array, entry, direction) => {
      const byArray = known.get(direction) ?? new Map<number, (Dual<T> | undefined)[]>();
      known.set(direction, byArray);
      const entries = byArray.get(array.id) ?? [];
      byArray.set(array.id, entries);
      entries[entry] ??= evaluate(array, entry, direction);
      return entries[entry];
    },
  };

  const evaluate = (array: NumericArray, entry: number, direction: Direction<T>): Dual<T> => {
    const varied = direction.get(array.id);
    if (varied === undefined) return defined(array, entry, direction);
    return { value: forward.entry(array, entry, STILL as Direction<T>).value, slope: varied(entry) };
  };
  const defined = (array: NumericArray, entry: number, direction: Direction<T>): Dual<T> => {
    const { definition } = array;
    switch (definition.kind) {
      case "letters":
      case "upstream":
        return { value: point(array, entry), slope: dual.base.zero };
      case "numbers":
        return dual.constant(definition.values[entry] as never);
      case "loss":
        return { value: point(array, entry), slope: lossSlope(definition.of, definition.upstream, direction) };
      case "derivative":
        return { value: derivative(definition.of, definition.wrt, entry), slope: dual.base.zero };
      case "rows":
        return sumVisits(array, definition.rows, entry, direction);
    }
  };
  // An opaque loss is known by its derivatives alone: its slope is Σ δ·(slope of its argument).
  const lossSlope = (of: number, upstream: number, direction: Direction<T>): T => {
    const argument = arrayOf(problem, of);
    let slope = dual.base.zero;
    if (direction.size === 0) return slope;
    for (let entry = 0; entry < sizeOfShape(argument.shape); entry++) {
      const varied = forward.entry(argument, entry, direction).slope;
      if (dual.base.isZero(varied)) continue;
      const delta = forward.entry(arrayOf(problem, upstream), entry, STILL as Direction<T>).value;
      slope = dual.base.add(slope, dual.base.multiply(delta, varied));
    }
    return slope;
  };
  const derivative = (of: number, wrt: number, entry: number): T => {
    const size = sizeOfShape(arrayOf(problem, wrt).shape);
    const direction = unitDirection(dual, wrt, entry % size);
    return forward.entry(arrayOf(problem, of), Math.floor(entry / size), direction).slope;
  };
  const sumVisits = (array: NumericArray, blocks: readonly Rows[], entry: number, direction: Direction<T>): Dual<T> => {
    const all = visits.get(array.id) ?? visitPlainly(problem, array, blocks);
    visits.set(array.id, all);
    let sum: Dual<T> = { value: dual.base.zero, slope: dual.base.zero };
    for (const { rows, entries } of all[entry] ?? []) {
      let product = dual.constant(rows.coefficient);
      rows.factors.forEach((factor, position) => {
        product = dual.multiply(
          product,
          factorValue(
            factor,
            entries[position] as number,
            entries[rows.factors.length + position] as number,
            direction,
          ),
        );
      });
      sum = dual.add(sum, product);
    }
    return sum;
  };
  const factorValue = (factor: Factor, entry: number, other: number, direction: Direction<T>): Dual<T> => {
    const x = forward.entry(arrayOf(problem, factor.array), entry, direction);
    if (factor.compare !== undefined) {
      if (other < 0) return dual.constant(ONE);
      return dual.indicator(
        factor.compare.relation,
        x,
        forward.entry(arrayOf(problem, factor.compare.array), other, direction),
      );
    }
    if (factor.apply === undefined) return x;
    const { name, primes, parameters } = factor.apply;
    const values = parameters.map(([, value]) => value);
    return name === "power" ? dual.power(x, values[0] as never) : dual.apply(name, primes, values, x);
  };
  return forward;
}

/** No variable moves. */
export const STILL: Direction<never> = new Map();

/** One entry of one array moves at rate 1. */
export function unitDirection<T>(dual: DualArithmetic<T>, array: number, entry: number): Direction<T> {
  return new Map([[array, (other: number) => (other === entry ? dual.base.one : dual.base.zero)]]);
}

/** All products of a definition, by the entry that they are added to. */
function visitPlainly(problem: Problem, array: NumericArray, blocks: readonly Rows[]): Visit[][] {
  const visits: Visit[][] = [];
  for (const rows of blocks) {
    const point = new Array<number>(rows.loops.length).fill(0);
    do {
      const output = placeOf(rows.output, array.shape, point);
      const entries = rows.factors.map((factor) => placeOf(factor.index, arrayOf(problem, factor.array).shape, point));
      if (output < 0 || entries.some((entry) => entry < 0)) continue;
      const others = rows.factors.map(({ compare }) =>
        compare ? placeOf(compare.index, arrayOf(problem, compare.array).shape, point) : -1,
      );
      visits[output] ??= [];
      visits[output].push({ rows, entries: [...entries, ...others] });
    } while (advance(point, rows));
  }
  return visits;
}

/** The next point of the loops; false after the last. */
function advance(point: number[], rows: Rows): boolean {
  for (let loop = point.length - 1; loop >= 0; loop--) {
    point[loop] = (point[loop] as number) + 1;
    if ((point[loop] as number) < (rows.loops[loop] as { size: number }).size) return true;
    point[loop] = 0;
  }
  return false;
}

/** The row-major number of an entry, or −1 where an index is outside. */
function placeOf(index: readonly Affine[], shape: readonly number[], point: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < index.length; axis++) {
    const map = index[axis] as Affine;
    const size = shape[axis] as number;
    let place = map.constant;
    for (const [loop, coefficient] of map.coefficients) place += coefficient * (point[loop] as number);
    if (place < 0 || place >= size) return -1;
    flat = flat * size + place;
  }
  return flat;
}
