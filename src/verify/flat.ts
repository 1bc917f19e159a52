/**
 * Values and slopes of whole arrays modulo the prime, as flat columns: what the entries of a large result are held
 * against. The loops of the definitions are run forward, plainly, once for the values and once for the slopes.
 *
 * A `cut` is an array whose δ stands for all that comes after it: its slope is counted into the loss by δ, and beyond
 * it nothing moves. That is the chain rule with δ for the derivative by the cut, whatever number δ is.
 */
import { arrayOf, type NumericArray, type Problem } from "../problem/problem.ts";
import { type Factor, type Rows, sizeOfShape } from "../problem/rows.ts";
import { addModulo, multiplyModulo } from "./arithmetic.ts";
import type { DualArithmetic } from "./dual.ts";
import { runPlainly, type Stretch } from "./run-plainly.ts";

/** Numbers below the prime. */
export type Column = Int32Array;

export interface FlatSetting {
  readonly problem: Problem;
  readonly dual: DualArithmetic<number>;
  /** The value of each letter. */
  readonly point: (array: NumericArray, entry: number) => number;
  /** The value of an array that is a derivative. */
  readonly derivative: (array: NumericArray, entry: number) => number;
  /** The variable, and the rate of each of its entries. */
  readonly variable?: { readonly array: number; readonly rate: (entry: number) => number };
  /** For each cut, its δ. */
  readonly cuts: ReadonlyMap<number, NumericArray>;
}

export interface Flat {
  values(array: NumericArray): Column;
  /** Undefined where nothing moves. */
  slopes(array: NumericArray): Column | undefined;
  /** What the cuts add to the slope of everything behind them. */
  cutSlope(): number;
}

export function createFlat(setting: FlatSetting): Flat {
  const { problem, variable, cuts } = setting;
  const values = new Map<number, Column>();
  const slopes = new Map<number, Column | undefined>();
  const flat: Flat = {
    values: (array) => remembered(values, array.id, () => valuesOf(setting, flat, array)),
    slopes: (array) => remembered(slopes, array.id, () => slopesOf(setting, flat, array)),
    cutSlope: () => {
      let sum = 0;
      for (const [id, delta] of cuts) {
        const moved = remembered(slopes, -1 - id, () => slopesOfRows(setting, flat, arrayOf(problem, id)));
        if (moved !== undefined && id !== variable?.array) sum = addModulo(sum, dot(flat.values(delta), moved));
      }
      return sum;
    },
  };
  return flat;
}

function remembered<T>(known: Map<number, T>, key: number, make: () => T): T {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

function valuesOf(setting: FlatSetting, flat: Flat, array: NumericArray): Column {
  const { dual, point, derivative } = setting;
  const column = new Int32Array(sizeOfShape(array.shape));
  const { definition } = array;
  if (definition.kind === "rows") {
    for (const rows of definition.rows) addProducts(setting, flat, array, rows, undefined, column);
    return column;
  }
  for (let entry = 0; entry < column.length; entry++)
    column[entry] =
      definition.kind === "numbers"
        ? dual.base.constant(definition.values[entry] as never)
        : definition.kind === "derivative"
          ? derivative(array, entry)
          : point(array, entry);
  return column;
}

function slopesOf(setting: FlatSetting, flat: Flat, array: NumericArray): Column | undefined {
  const { variable, cuts } = setting;
  if (array.id === variable?.array)
    return new Int32Array(sizeOfShape(array.shape)).map((_, entry) => variable.rate(entry));
  return cuts.has(array.id) ? undefined : slopesOfRows(setting, flat, array);
}

function slopesOfRows(setting: FlatSetting, flat: Flat, array: NumericArray): Column | undefined {
  const { definition } = array;
  if (definition.kind === "loss") {
    const moved = flat.slopes(arrayOf(setting.problem, definition.of));
    const delta = arrayOf(setting.problem, definition.upstream);
    return moved && Int32Array.of(dot(flat.values(delta), moved));
  }
  if (definition.kind !== "rows") return undefined;
  let column: Column | undefined;
  for (const rows of definition.rows)
    rows.factors.forEach((factor, position) => {
      if (factor.compare !== undefined || flat.slopes(arrayOf(setting.problem, factor.array)) === undefined) return;
      column ??= new Int32Array(sizeOfShape(array.shape));
      addProducts(setting, flat, array, rows, position, column);
    });
  return column;
}

/** Adds Π of the factors of each product; the factor at `moving`, where there is one, by its slope. */
function addProducts(
  setting: FlatSetting,
  flat: Flat,
  array: NumericArray,
  rows: Rows,
  moving: number | undefined,
  column: Column,
): void {
  const { problem, dual } = setting;
  const factors = rows.factors.map((factor, position) =>
    position === moving ? factorSlopes(setting, flat, factor) : factorValues(setting, flat, factor),
  );
  const coefficient = dual.base.constant(rows.coefficient);
  const indicators = rows.factors.map((factor) => indicatorOf(setting, flat, factor));
  const shapeOf = (id: number): readonly number[] => arrayOf(problem, id).shape;
  const products = new Int32Array(Math.max(1, ...rows.loops.map(({ size }) => size)));
  const last = indicators.lastIndexOf(undefined);
  runPlainly(rows, array.shape, shapeOf, (stretch) => {
    products.fill(coefficient, 0, stretch.length);
    for (let position = 0; position < factors.length; position++) {
      const indicator = indicators[position];
      if (indicator !== undefined) {
        const [entry, other] = [stretch.entries[position + 1], stretch.entries[factors.length + position + 1]];
        products[0] = multiplyModulo(products[0] as number, indicator(entry as number, other as number));
      } else if (position !== last) multiplyAlong(products, factors[position] as Column, stretch, position + 1);
    }
    if (last < 0) addAlong(column, products, stretch);
    else addMultiplied(column, products, factors[last] as Column, stretch, last + 1);
  });
}

/** Multiplies the products of a stretch by the entries of one factor. */
function multiplyAlong(products: Column, values: Column, { length, entries, steps }: Stretch, which: number): void {
  const step = steps[which] as number;
  let entry = entries[which] as number;
  for (let index = 0; index < length; index++) {
    const product = products[index] as number;
    products[index] = product === 1 ? (values[entry] as number) : multiplyModulo(product, values[entry] as number);
    entry += step;
  }
}

/** Adds each product of a stretch to its output. */
function addAlong(column: Column, products: Column, { length, entries, steps }: Stretch): void {
  const step = steps[0] as number;
  let output = entries[0] as number;
  for (let index = 0; index < length; index++) {
    column[output] = addModulo(column[output] as number, products[index] as number);
    output += step;
  }
}

/** The same, each multiplied by the entry of a last factor: what is done for every product is done in one pass. */
function addMultiplied(
  column: Column,
  products: Column,
  values: Column,
  { length, entries, steps }: Stretch,
  which: number,
): void {
  const [step, valueStep] = [steps[0] as number, steps[which] as number];
  let [output, entry] = [entries[0] as number, entries[which] as number];
  for (let index = 0; index < length; index++) {
    const product = multiplyModulo(products[index] as number, values[entry] as number);
    column[output] = addModulo(column[output] as number, product);
    output += step;
    entry += valueStep;
  }
}

function factorValues({ problem, dual }: FlatSetting, flat: Flat, { array, apply, compare }: Factor): Column {
  const values = flat.values(arrayOf(problem, array));
  if (apply === undefined || compare !== undefined) return values;
  return values.map((value) => applied(dual, apply, { value, slope: 0 }).value);
}

function factorSlopes({ problem, dual }: FlatSetting, flat: Flat, { array, apply }: Factor): Column {
  const slopes = flat.slopes(arrayOf(problem, array)) as Column;
  if (apply === undefined) return slopes;
  const values = flat.values(arrayOf(problem, array));
  return slopes.map((slope, entry) => applied(dual, apply, { value: values[entry] as number, slope }).slope);
}

type Scalar = { readonly value: number; readonly slope: number };

export function applied(dual: DualArithmetic<number>, apply: NonNullable<Factor["apply"]>, x: Scalar): Scalar {
  const parameters = apply.parameters.map(([, value]) => value);
  if (apply.name === "power") return dual.power(x, parameters[0] as never);
  return dual.apply(apply.name, apply.primes, parameters, x);
}

/** The value of an indicator; an entry that is outside wins nothing, and the indicator is 1. */
function indicatorOf(
  { problem, dual }: FlatSetting,
  flat: Flat,
  { array, compare }: Factor,
): ((entry: number, other: number) => number) | undefined {
  if (compare === undefined) return undefined;
  const left = flat.values(arrayOf(problem, array));
  const right = flat.values(arrayOf(problem, compare.array));
  return (entry, other) =>
    other < 0
      ? 1
      : dual.indicator(
          compare.relation,
          { value: left[entry] as number, slope: 0 },
          { value: right[other] as number, slope: 0 },
        ).value;
}

function dot(left: Column, right: Column): number {
  let sum = 0;
  for (let entry = 0; entry < left.length; entry++)
    sum = addModulo(sum, multiplyModulo(left[entry] as number, right[entry] as number));
  return sum;
}
