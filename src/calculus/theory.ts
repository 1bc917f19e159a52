/**
 * A problem with letters for sizes as a theory: each array that a statement reaches becomes letters or a definition.
 *
 *     rows       T[i] = Σ over loops of  coefficient/over · [output row = index] · Π factors
 *     gradient   T[m] = Σ over i of  δ[i] · ∂y[i]/∂a[m]
 *     Jacobian   T[i,m] = ∂y[i]/∂a[m]
 *
 * Index rows come as the operators made them; nothing here knows an operator.
 */
import type { LetterArray, LetterProblem, LetterRows } from "../problem/letters.ts";
import type { Affine, Factor } from "../problem/rows.ts";
import { add, constant, letter, multiply, ONE, type Polynomial, plainLetter, sameAs } from "../sizes/polynomial.ts";
import {
  type Bound,
  type Definition,
  type Derivative,
  type Entry,
  entry,
  equal,
  freshLetter,
  type Guard,
  type Product,
  reservedLetters,
  type Theory,
} from "./sums.ts";

/** The theory of statements about entries of arrays of the shape that the first of `arrays` has. */
export function theoryOf(problem: LetterProblem, arrays: readonly number[]): Theory {
  const reached = reachedFrom(problem, arrays);
  const isLetters = ({ definition }: LetterArray): boolean =>
    definition.kind === "letters" || definition.kind === "upstream";
  const sizes = problem.assumptions.letters.map((size) => size.letter);
  const taken = new Set([...sizes, ...problem.arrays.map(({ name }) => name)]);
  const [first] = arrays;
  const theory: Theory = {
    assumptions: problem.assumptions,
    arrays: reached.filter(isLetters).map(({ name, shape }) => ({ name, shape })),
    definitions: [],
    free: freeLetters(arrayOf(problem, first ?? 0).shape, taken),
  };
  const defined = reached.flatMap((array) => (isLetters(array) ? [] : define(problem, array, theory, taken)));
  return { ...theory, definitions: defined };
}

export function arrayOf(problem: LetterProblem, id: number): LetterArray {
  const array = problem.arrays[id];
  if (array === undefined) throw new RangeError(`no array ${id}`);
  return array;
}

/** Names of an entry's indices, by the number of axes. */
const FREE_NAMES = ["", "m", "mn", "cmn", "bcmn", "bclmn"];

function freeLetters(shape: readonly Polynomial[], taken: ReadonlySet<string>): Theory["free"] {
  const used = new Set(taken);
  const names = FREE_NAMES[shape.length] ?? "";
  return shape.map((size, axis) => ({ letter: freshLetter(names[axis] ?? `m${axis + 1}`, used), size }));
}

/** The arrays that the statement speaks of and those in their definitions, in order of introduction. */
function reachedFrom(problem: LetterProblem, arrays: readonly number[]): readonly LetterArray[] {
  const reached = new Set<number>();
  const visit = (id: number): void => {
    if (reached.has(id)) return;
    reached.add(id);
    operandsOf(problem, arrayOf(problem, id)).forEach(visit);
  };
  arrays.forEach(visit);
  return [...reached].sort((a, b) => a - b).map((id) => arrayOf(problem, id));
}

function operandsOf(problem: LetterProblem, { definition }: LetterArray): readonly number[] {
  switch (definition.kind) {
    case "letters":
    case "upstream":
      return [];
    case "loss":
      return [definition.of, definition.upstream];
    case "derivative": {
      const of = arrayOf(problem, definition.of);
      return of.definition.kind === "loss"
        ? [of.definition.of, of.definition.upstream, definition.wrt]
        : [of.id, definition.wrt];
    }
    case "rows":
      return definition.rows.flatMap((rows) => rows.factors.map((factor) => factor.array));
  }
}

function define(
  problem: LetterProblem,
  array: LetterArray,
  theory: Theory,
  names: ReadonlySet<string>,
): readonly Definition[] {
  const taken = new Set([...names, ...reservedLetters(theory)]);
  const { definition, name, shape } = array;
  switch (definition.kind) {
    case "letters":
    case "upstream":
    // Of an opaque loss only the derivatives are known.
    case "loss":
      return [];
    case "derivative":
      return [defineDerivative(problem, array, definition, taken)];
    case "rows": {
      const index = indexNames(definition.rows, shape, taken);
      return [
        { name, shape, index, body: definition.rows.map((rows) => productOf(problem, rows, shape, index, taken)) },
      ];
    }
  }
}

/** The loops that run along an axis of the result give their names to its index. */
function indexNames(rows: readonly LetterRows[], shape: readonly Polynomial[], taken: Set<string>): readonly string[] {
  return shape.map((_, axis) => {
    const along = rows.map((one) => one.loops[plainLoop(one.output[axis]) ?? -1]?.letter);
    return freshLetter(along.find((wish) => wish !== undefined) ?? "ijlmn"[axis] ?? "i", taken);
  });
}

function plainLoop(map: Affine<Polynomial> | undefined): number | undefined {
  const [only, ...more] = map?.coefficients ?? [];
  if (map === undefined || only === undefined || more.length > 0 || map.constant.length > 0) return undefined;
  return sameAs(only[1], ONE) ? only[0] : undefined;
}

/** One product over the loops that are not the index itself, with a guard for each other row of the output. */
function productOf(
  problem: LetterProblem,
  rows: LetterRows,
  shape: readonly Polynomial[],
  index: readonly string[],
  outer: ReadonlySet<string>,
): Product {
  const taken = new Set(outer);
  const names = new Map<number, string>();
  for (const [axis, map] of rows.output.entries()) {
    const loop = plainLoop(map);
    const size = loop === undefined ? undefined : rows.loops[loop]?.size;
    // A loop is the index where its range is the array's.
    if (loop !== undefined && size && !names.has(loop) && sameAs(size, shape[axis] ?? ONE))
      names.set(loop, index[axis] ?? "");
  }
  const isIndex = new Set(names.keys());
  for (const [number, loop] of rows.loops.entries())
    if (!isIndex.has(number)) names.set(number, freshLetter(loop.letter, taken));
  const written = (map: Affine<Polynomial>): Polynomial =>
    add(map.constant, ...map.coefficients.map(([loop, by]) => multiply(by, letter(names.get(loop) ?? ""))));
  const guards = rows.output.flatMap((map, axis): readonly Guard[] =>
    isIndex.has(plainLoop(map) ?? -1) && names.get(plainLoop(map) ?? -1) === index[axis]
      ? []
      : [equal(written(map), letter(index[axis] ?? ""))],
  );
  const factors = rows.factors.map((factor) => entryOf(problem, factor, written));
  const bound = rows.loops.flatMap(({ size }, number): readonly Bound[] => {
    const name = names.get(number) ?? "";
    if (isIndex.has(number)) return [];
    return [isImplied(name, size, factors, problem) ? { letter: name } : { letter: name, size }];
  });
  const over = multiply(constant(Number(rows.coefficient.d)), rows.over ?? ONE);
  return {
    coefficient: Number(rows.coefficient.s * rows.coefficient.n),
    ...(sameAs(over, ONE) ? {} : { over }),
    bound,
    guards,
    factors,
  };
}

function entryOf(
  problem: LetterProblem,
  { array, index, apply }: Factor<Polynomial>,
  written: (map: Affine<Polynomial>) => Polynomial,
): Entry {
  const plain = entry(arrayOf(problem, array).name, ...index.map(written));
  if (apply === undefined) return plain;
  const parameters = apply.parameters.map(([name, value]) => [name, value.toFraction()] as const);
  return { ...plain, apply: { name: apply.name, primes: apply.primes, parameters } };
}

/** Whether a factor is an entry at the loop's own index on an axis of its size: zero extension then ends the sum. */
function isImplied(name: string, size: Polynomial, factors: readonly Entry[], problem: LetterProblem): boolean {
  return factors.some(({ tensor, index }) => {
    const shape = problem.arrays.find((array) => array.name === tensor)?.shape ?? [];
    return index.some(({ value }, axis) => plainLetter(value) === name && sameAs(shape[axis] ?? ONE, size));
  });
}

function defineDerivative(
  problem: LetterProblem,
  { name, shape }: LetterArray,
  definition: { readonly of: number; readonly wrt: number },
  taken: Set<string>,
): Definition {
  const [of, by] = [arrayOf(problem, definition.of), arrayOf(problem, definition.wrt)];
  const loss = of.definition.kind === "loss" ? of.definition : undefined;
  const source = loss === undefined ? of : arrayOf(problem, loss.of);
  const outer = source.shape.map((_, axis) => freshLetter("ijlmn"[axis] ?? "i", taken));
  const inner = by.shape.map((_, axis) => freshLetter("xyz"[axis] ?? `x${axis}`, taken));
  const derivative: Derivative = {
    kind: "derivative",
    of: [entry(source.name, ...outer.map(letter))],
    by: entry(by.name, ...inner.map(letter)),
  };
  if (loss === undefined) {
    const index = [...outer, ...inner];
    return { name, shape, index, body: [{ coefficient: 1, bound: [], guards: [], factors: [derivative] }] };
  }
  const upstream = entry(arrayOf(problem, loss.upstream).name, ...outer.map(letter));
  const bound = outer.map((free) => ({ letter: free }));
  return { name, shape, index: inner, body: [{ coefficient: 1, bound, guards: [], factors: [upstream, derivative] }] };
}
