/**
 * Concrete sizes at which a statement is false, the smallest first; and the sizes at which steps are evaluated.
 *
 * Sizes are ordered by how far their letters lie above their bounds in all, then by how large the paddings are.
 * Entries are numbers that depend on the array and the index alone, so that the same is found each time.
 */
import { createEvaluator, type Evaluator, type Instance, valueAt } from "./evaluate.ts";
import type { Statement } from "./prove.ts";
import type { Theory } from "./sums.ts";

export interface Counterexample {
  readonly sizes: Readonly<Record<string, number>>;
  /** Counted from 0; empty where the shapes differ, or for a scalar. */
  readonly at: readonly number[];
  readonly left: string;
  readonly right: string;
}

const LARGEST_TRIED = 1500;

export function refute(statement: Statement, theory: Theory): Counterexample | undefined {
  let tried = 0;
  for (const sizes of smallestSizes(theory, LARGEST_EXCESS)) {
    if (tried++ > LARGEST_TRIED) return undefined;
    const found = differenceAt(statement, theory, sizes);
    if (found !== undefined) return found;
  }
  return undefined;
}

const LARGEST_EXCESS = 5;

/** Where the sides differ at these sizes, if they do. */
export function differenceAt(
  { left, right }: Statement,
  theory: Theory,
  sizes: ReadonlyMap<string, number>,
): Counterexample | undefined {
  const evaluator = createEvaluator(theory, instanceAt(sizes));
  const shapes = [evaluator.shape(left), evaluator.shape(right)].map((shape) => `shape [${shape.join(",")}]`);
  const at = Object.fromEntries(sizes);
  const [first = "", second = ""] = shapes;
  if (first !== second) return { sizes: at, at: [], left: first, right: second };
  for (const index of indicesOf(evaluator.shape(left))) {
    const values = [evaluator.entry(left, index), evaluator.entry(right, index)] as const;
    if (values[0] !== values[1]) return { sizes: at, at: index, left: String(values[0]), right: String(values[1]) };
  }
  return undefined;
}

/** Integers from −97 to 97, none of them 0, so that two entries are seldom equal. */
export function instanceAt(sizes: ReadonlyMap<string, number>): Instance {
  const entry = (array: string, index: readonly number[]): number => {
    let hash = 2166136261;
    for (const character of `${array}${index.join(",")}`)
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
    const value = ((hash >>> 8) % 194) - 97;
    return value >= 0 ? value + 1 : value;
  };
  return { sizes, entry };
}

export function* indicesOf(shape: readonly number[]): Generator<readonly number[]> {
  const [first, ...rest] = shape;
  if (first === undefined) yield [];
  else for (let at = 0; at < first; at++) for (const more of indicesOf(rest)) yield [at, ...more];
}

/** Sizes that the assumptions allow and at which no array is empty, letters of equations included. */
export function* smallestSizes(theory: Theory, largestExcess: number): Generator<ReadonlyMap<string, number>> {
  const solved = new Set(theory.assumptions.equations.map(({ letter }) => letter));
  const open = theory.assumptions.letters.filter(({ letter }) => !solved.has(letter));
  for (let excess = 0; excess <= largestExcess; excess++) {
    const completed = [...assignments(open, excess)].flatMap((sizes) => completeSizes(sizes, theory) ?? []);
    yield* completed.sort((left, right) => strangeness(left, theory) - strangeness(right, theory));
  }
}

/** How large the letters without a bound are, such as paddings; negative ones count twice. */
function strangeness(sizes: ReadonlyMap<string, number>, { assumptions }: Theory): number {
  const values = assumptions.letters.flatMap(({ letter, atLeast }) =>
    atLeast === undefined ? [sizes.get(letter) ?? 0] : [],
  );
  return values.reduce((total, value) => total + (value < 0 ? -2 * value : value), 0);
}

function* assignments(
  letters: Theory["assumptions"]["letters"],
  excess: number,
): Generator<ReadonlyMap<string, number>> {
  const [first, ...rest] = letters;
  if (first === undefined) {
    if (excess === 0) yield new Map();
    return;
  }
  for (let used = 0; used <= excess; used++)
    for (const value of first.atLeast === undefined && used > 0 ? [used, -used] : [(first.atLeast ?? 0) + used])
      for (const more of assignments(rest, excess - used)) yield new Map([[first.letter, value], ...more]);
}

/** The sizes with the letters of equations, where all bounds hold and no array is empty. */
export function completeSizes(
  sizes: ReadonlyMap<string, number>,
  theory: Theory,
): ReadonlyMap<string, number> | undefined {
  const all = new Map(sizes);
  for (const { letter, value } of theory.assumptions.equations) all.set(letter, valueAt(value, all));
  const isAllowed =
    theory.assumptions.letters.every(({ letter, atLeast }) => (all.get(letter) ?? 0) >= (atLeast ?? -Infinity)) &&
    theory.assumptions.nonnegative.every((polynomial) => valueAt(polynomial, all) >= 0);
  const shapes = [...theory.arrays, ...theory.definitions].flatMap(({ shape }) => shape);
  return isAllowed && shapes.every((size) => valueAt(size, all) >= 1) ? all : undefined;
}

/** Each sum of a list has one value at these sizes, for every value of the free letters; else where one differs. */
export function firstDifferent(
  sums: readonly Parameters<Evaluator["sum"]>[0][],
  theory: Theory,
  sizes: ReadonlyMap<string, number>,
): { readonly sum: number; readonly at: readonly number[] } | undefined {
  const evaluator = createEvaluator(theory, instanceAt(sizes));
  const shape = theory.free.map(({ size }) => valueAt(size, sizes));
  for (const at of indicesOf(shape)) {
    const free = new Map(theory.free.map(({ letter }, axis) => [letter, at[axis] ?? 0]));
    let before: number | undefined;
    for (const [sum, one] of sums.entries()) {
      const value = evaluator.sum(one, free);
      if (before !== undefined && value !== before) return { sum, at };
      before = value;
    }
  }
  return undefined;
}
