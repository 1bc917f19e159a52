/**
 * Where a statement is false, at concrete sizes, and which of several sums differ there.
 *
 * Sizes are tried in the order of `sizesToTry`. Entries are numbers that depend on the array and the index alone, so that the same is found each time.
 */
import { createEvaluator, type Evaluator, type Instance, valueAt } from "./evaluate.ts";
import type { Statement } from "./prove.ts";
import { sizesToTry, smallerSizes } from "./sizes-to-try.ts";
import type { Theory } from "./sums.ts";

export interface Counterexample {
  readonly sizes: Readonly<Record<string, number>>;
  /** Counted from 0; empty where the shapes differ, or for a scalar. */
  readonly at: readonly number[];
  readonly left: string;
  readonly right: string;
}

/** The first sizes at which the sides differ; those that are not the smallest of all are made as small as may be. */
export function refute(statement: Statement, theory: Theory): Counterexample | undefined {
  for (const { sizes, isSmallest } of sizesToTry(theory)) {
    const found = differenceAt(statement, theory, sizes);
    if (found !== undefined) return isSmallest ? found : shrunk(found, statement, theory);
  }
  return undefined;
}

/** One letter after the other is brought nearer to its bound, as long as the sides still differ. */
function shrunk(found: Counterexample, statement: Statement, theory: Theory): Counterexample {
  let smallest = found;
  for (let next: Counterexample | undefined = found; next !== undefined; ) {
    smallest = next;
    next = undefined;
    for (const sizes of smallerSizes(new Map(Object.entries(smallest.sizes)), theory)) {
      next = differenceAt(statement, theory, sizes);
      if (next !== undefined) break;
    }
  }
  return smallest;
}

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
