/**
 * Evaluates the arrays of a problem forward from their definitions, with the slope in one direction.
 * The loops of each definition are run plainly for each entry that is asked for, every index tested at every point.
 */
import type { NumericArray, Problem } from "../problem/problem.ts";
import { arrayOf } from "../problem/problem.ts";
import { type Factor, ONE, type Rows, sizeOfShape } from "../problem/rows.ts";
import type { Dual, DualArithmetic } from "./dual.ts";
import { type Affected, createReach, type Reach } from "./reach.ts";
import { createVisits, type Visit, type Visits } from "./visits.ts";

/** The slope of each entry of a variable; `only` where a single entry moves. */
export interface Rates<T> {
  (entry: number): T;
  readonly only?: number;
}

/** The slopes of the variables: an array in it is varied, and what defines it plays no part. */
export type Direction<T> = ReadonlyMap<number, Rates<T>>;

/** The value of each letter; unknown where none is given. */
export type Point<T> = (array: NumericArray, entry: number) => T;

export interface Forward<T> {
  readonly dual: DualArithmetic<T>;
  entry(array: NumericArray, entry: number, direction: Direction<T>): Dual<T>;
  /** The direction in which one entry of an array moves: most often the same one, so that slopes along it are known. */
  unit(array: number, entry: number): Direction<T>;
}

/** What evaluations of one problem at several points have in common: none of it depends on values. */
export interface Shared<T> {
  readonly visits?: Visits;
  readonly reach?: Reach;
  /** The direction in which one entry of an array moves. */
  readonly unit?: (array: number, entry: number) => Direction<T>;
}

export function createForward<T>(
  problem: Problem,
  dual: DualArithmetic<T>,
  point: Point<T>,
  shared: Shared<T> = {},
): Forward<T> {
  const { visits = createVisits(problem), reach = createReach(problem) } = shared;
  const { unit = rememberedUnits(dual) } = shared;
  const known = new WeakMap<Direction<T>, Map<number, (Dual<T> | undefined)[]>>();

  const forward: Forward<T> = {
    dual,
    unit,
    entry: (array, entry, direction) => {
      if (direction.size > 0 && isStill(reach.affected(array, direction), entry))
        return { value: forward.entry(array, entry, STILL as Direction<T>).value, slope: dual.base.zero };
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
        return direction.size === 0
          ? sumVisits(visits.at(array, definition.rows, entry), direction)
          : moving(array, definition.rows, entry, direction);
    }
  };
  // Only products with a factor that moves have a slope; the value is worked out where it is asked for.
  const moving = (array: NumericArray, rows: readonly Rows[], entry: number, direction: Direction<T>): Dual<T> => {
    const affected = reach.affected(array, direction);
    const moved = affected === "all" ? visits.at(array, rows, entry) : (affected.get(entry) ?? []);
    const { slope } = sumVisits(moved, direction);
    return {
      slope,
      get value() {
        return forward.entry(array, entry, STILL as Direction<T>).value;
      },
    };
  };
  // An opaque loss is known by its derivatives alone: its slope is Σ δ·(slope of its argument).
  const lossSlope = (of: number, upstream: number, direction: Direction<T>): T => {
    const argument = arrayOf(problem, of);
    let slope = dual.base.zero;
    if (direction.size === 0) return slope;
    const affected = reach.affected(argument, direction);
    for (const entry of affected === "all" ? allEntries(argument) : affected.keys()) {
      const varied = forward.entry(argument, entry, direction).slope;
      // What does not vary contributes 0 whatever δ is, which need not be given.
      const delta = (): T => forward.entry(arrayOf(problem, upstream), entry, STILL as Direction<T>).value;
      slope = dual.base.add(slope, dual.base.isZero(varied) ? varied : dual.base.multiply(delta(), varied));
    }
    return slope;
  };
  const derivative = (of: number, wrt: number, entry: number): T => {
    const size = sizeOfShape(arrayOf(problem, wrt).shape);
    const direction = unit(wrt, entry % size);
    return forward.entry(arrayOf(problem, of), Math.floor(entry / size), direction).slope;
  };
  const sumVisits = (products: readonly Visit[], direction: Direction<T>): Dual<T> => {
    let sum: Dual<T> = { value: dual.base.zero, slope: dual.base.zero };
    for (const { rows, entries, others } of products) {
      let product = dual.constant(rows.coefficient);
      rows.factors.forEach((factor, position) => {
        const value = factorValue(factor, entries[position] as number, others[position] as number, direction);
        product = dual.multiply(product, value);
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

/** More directions than these are not remembered at a time: each has its slopes. */
const MOST_UNITS = 256;

function rememberedUnits<T>(dual: DualArithmetic<T>): (array: number, entry: number) => Direction<T> {
  const known = new Map<string, Direction<T>>();
  return (array, entry) => {
    const key = `${array} ${entry}`;
    const direction = known.get(key) ?? unitDirection(dual, array, entry);
    if (known.size >= MOST_UNITS) known.clear();
    known.set(key, direction);
    return direction;
  };
}

/** One entry of one array moves at rate 1. */
export function unitDirection<T>(dual: DualArithmetic<T>, array: number, entry: number): Direction<T> {
  const rates = (other: number): T => (other === entry ? dual.base.one : dual.base.zero);
  return new Map([[array, Object.assign(rates, { only: entry })]]);
}

function isStill(affected: Affected, entry: number): boolean {
  return affected !== "all" && !affected.has(entry);
}

function allEntries({ shape }: NumericArray): number[] {
  return Array.from({ length: sizeOfShape(shape) }, (_, entry) => entry);
}
