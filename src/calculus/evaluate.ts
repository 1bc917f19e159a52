/**
 * The value of a sum for numbers in the place of its letters, by plain loops, modulo the prime of `modular.ts`: what is
 * handed out is the integer nearest to 0 of its residue, and so the value itself where that is a small integer.
 *
 * Nothing is shared with the rules but the types of what they speak of: polynomials are evaluated here, indices
 * bounded in `loops.ts`, derivatives taken here as the slope of pairs (value, slope).
 * What this cannot see: an error that shows at other sizes or other entries than those tried.
 */
import type { Polynomial } from "../sizes/polynomial.ts";
import { type Form, formValue, type Plan, planOf, runPlan } from "./loops.ts";
import { inverse, plus, residueOf, signed, times, valueOfFunction } from "./modular.ts";
import type { Apply, Definition, Entry, Product, Sum, Theory } from "./sums.ts";

/** Numbers for every size letter, and for the entries of arrays that are not defined. */
export interface Instance {
  readonly sizes: ReadonlyMap<string, number>;
  readonly entry: (array: string, index: readonly number[]) => number;
}

export interface Evaluator {
  shape(array: string): readonly number[];
  /** 0 outside the shape. */
  entry(array: string, index: readonly number[]): number;
  sum(sum: Sum, free: ReadonlyMap<string, number>): number;
}

/** Residues: a value, and its derivative by the entry that derivatives are taken by. */
type Dual = readonly [value: number, slope: number];
type Letters = ReadonlyMap<string, number>;

interface Context {
  readonly instance: Instance;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly found: Map<string, Dual>;
  readonly prepared: WeakMap<Product, Prepared>;
  /** The entry that derivatives are taken by, and its array: even a defined array is a variable then. */
  readonly seed: { readonly array: string; readonly name: string };
}

export function createEvaluator(theory: Theory, instance: Instance): Evaluator {
  const arrays = [...theory.arrays, ...theory.definitions];
  const shapes = new Map(arrays.map(({ name, shape }) => [name, shape.map((size) => valueAt(size, instance.sizes))]));
  const definitions = new Map(theory.definitions.map((definition) => [definition.name, definition]));
  const context: Context = {
    instance,
    shapes,
    definitions,
    found: new Map(),
    prepared: new WeakMap(),
    seed: { array: "", name: "" },
  };
  return {
    shape: (array) => shapes.get(array) ?? [],
    entry: (array, index) => signed(entryAt(array, index, context)[0]),
    sum: (sum, free) => signed(sumOf(sum, free, context)[0]),
  };
}

export function valueAt(polynomial: Polynomial, letters: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const { coefficient, letters: names } of polynomial) {
    let term = coefficient;
    for (const name of names) term *= letters.get(name) ?? Number.NaN;
    total += term;
  }
  return total;
}

function entryAt(array: string, index: readonly number[], context: Context, apply?: Apply): Dual {
  const shape = context.shapes.get(array) ?? [];
  if (index.some((at, axis) => !Number.isInteger(at) || at < 0 || at >= (shape[axis] ?? 0))) return [0, 0];
  const [value, slope] = insideAt(array, index, context);
  if (apply === undefined) return [value, slope];
  const rate = slope === 0 ? 0 : valueOfFunction({ ...apply, primes: apply.primes + 1 }, value);
  return [valueOfFunction(apply, value), times(rate, slope)];
}

function insideAt(array: string, index: readonly number[], context: Context): Dual {
  const name = `${array}[${index.join(",")}]`;
  const definition = context.definitions.get(array);
  const isSeeded = name === context.seed.name ? 1 : 0;
  if (definition === undefined) return [residueOf(context.instance.entry(array, index)), isSeeded];
  const key = `${name} ${context.seed.name}`;
  const known = context.found.get(key);
  if (known !== undefined) return known;
  const letters = new Map(definition.index.map((letter, axis) => [letter, index[axis] ?? 0]));
  const dual = sumOf(definition.body, letters, context);
  const value: Dual = array === context.seed.array ? [dual[0], isSeeded] : dual;
  context.found.set(key, value);
  return value;
}

/** `letters`: those that stand outside of the sum; sizes are known. */
function sumOf(sum: Sum, letters: Letters, context: Context): Dual {
  let [value, slope] = [0, 0];
  for (const product of sum) {
    const prepared = preparedFor(product, letters, context);
    const values = new Array<number>(prepared.plan.numbers.size).fill(0);
    for (const [letter, number] of prepared.plan.numbers)
      if (number >= prepared.plan.bound) values[number] = letters.get(letter) ?? Number.NaN;
    runPlan(prepared.plan, values, () => {
      const part = productOf(prepared, values, context);
      value = plus(value, part[0]);
      slope = plus(slope, part[1]);
    });
  }
  return [value, slope];
}

/** A product in which sizes are numbers; it is run at many entries. */
interface Prepared {
  readonly plan: Plan;
  readonly scale: number;
  readonly over: Form | undefined;
  readonly factors: readonly PreparedFactor[];
}

interface PreparedEntry {
  readonly tensor: string;
  readonly index: readonly { readonly value: Form; readonly divisor: Form | undefined }[];
  readonly apply: Apply | undefined;
}

interface PreparedFactor {
  readonly of: readonly PreparedEntry[];
  /** Absent where the factor is an entry, and no derivative. */
  readonly by: PreparedEntry | undefined;
}

function preparedFor(product: Product, letters: Letters, { prepared, shapes, instance }: Context): Prepared {
  const known = prepared.get(product);
  if (known !== undefined) return known;
  const plan = planOf(product, instance.sizes, [...letters.keys()], (array) => shapes.get(array) ?? []);
  const entryOf = ({ tensor, index, apply }: Entry): PreparedEntry => ({
    tensor,
    index: index.map(({ value, divisor }) => ({ value: plan.form(value), divisor: divisor && plan.form(divisor) })),
    apply,
  });
  const made: Prepared = {
    plan,
    scale: residueOf(product.coefficient),
    over: product.over && plan.form(product.over),
    factors: product.factors.map((factor) =>
      factor.kind === "entry"
        ? { of: [entryOf(factor)], by: undefined }
        : { of: factor.of.map(entryOf), by: entryOf(factor.by) },
    ),
  };
  prepared.set(product, made);
  return made;
}

function productOf({ scale, over, factors }: Prepared, values: readonly number[], context: Context): Dual {
  const start = over === undefined ? scale : times(scale, inverse(residueOf(formValue(over, values))));
  return timesAll([start, 0], factors, (factor) => factorAt(factor, values, context));
}

function timesAll<T>(start: Dual, parts: readonly T[], dualOf: (part: T) => Dual): Dual {
  let [value, slope] = start;
  for (const part of parts) {
    const [other, otherSlope] = dualOf(part);
    [value, slope] = [times(value, other), plus(times(value, otherSlope), times(slope, other))];
    if (value === 0 && slope === 0) return [0, 0];
  }
  return [value, slope];
}

function factorAt({ of, by }: PreparedFactor, values: readonly number[], context: Context): Dual {
  const dualOf = ({ tensor, index, apply }: PreparedEntry, at: Context): Dual =>
    entryAt(tensor, indexAt(index, values), at, apply);
  const [only] = of;
  if (by === undefined) return only === undefined ? [0, 0] : dualOf(only, context);
  const seed = { array: by.tensor, name: `${by.tensor}[${indexAt(by.index, values).join(",")}]` };
  const [, slope] = timesAll([1, 0], of, (entry) => dualOf(entry, { ...context, seed }));
  return [slope, 0];
}

function indexAt(index: PreparedEntry["index"], values: readonly number[]): readonly number[] {
  return index.map(({ value, divisor }) => {
    const whole = formValue(value, values);
    return divisor === undefined ? whole : whole / formValue(divisor, values);
  });
}
