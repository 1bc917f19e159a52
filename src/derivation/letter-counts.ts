/**
 * How many windows an entry lies in, as a remark on the general entry of a derivative.
 *
 * In: a request for a derivative. Out: what is counted, in the letters of the request's own lines, and at how many sizes
 * it is compared with counting. Always: a gradient of a loss counts what its function's derivatives say.
 */
import { countEntries, type EntryCount } from "../calculus/entry-counts.ts";
import { valueAt } from "../calculus/evaluate.ts";
import { chooseSizes } from "../calculus/grid.ts";
import { COUNT_INSTANCES, countedDerivatives, type DerivativeRequest } from "../calculus/subject.ts";
import { freshLetter, reservedLetters, type Theory } from "../calculus/sums.ts";
import { arrayOf } from "../calculus/theory.ts";
import type { LetterProblem } from "../problem/letters.ts";
import type { TheoremGrid } from "./theorem.ts";

export interface Counts {
  /** The arrays by their names in the chain: the derivatives of `of` by `wrt` are what is counted. */
  readonly of: string;
  readonly wrt: string;
  readonly axes: readonly EntryCount[];
  /** The indices of an entry of either. */
  readonly letters: { readonly of: readonly string[]; readonly wrt: readonly string[] };
  /** The sizes at which each count, closed form and place without any is compared with counting. */
  readonly grid: TheoremGrid;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** `free` are the letters of the request's own lines, which a gradient has for what it is by alone. */
export function countsOf(problem: LetterProblem, request: DerivativeRequest, free: Theory["free"]): Counts | undefined {
  const found = countedDerivatives(problem, request);
  if (found === undefined) return undefined;
  const { array, theory, of } = found;
  const outputs = arrayOf(problem, of).shape.length;
  const names = request.kind === "gradient" ? namesLike(theory, outputs, arrayOf(problem, of).name, free) : NO_NAMES;
  const axes = countEntries(array, outputs, theory, names);
  if (axes.length === 0) return undefined;
  const grid = countGrid(problem, theory);
  const letters = theory.free.map(({ letter }) => names.get(letter) ?? letter);
  return {
    of: arrayOf(problem, of).name,
    wrt: arrayOf(problem, request.wrt).name,
    axes,
    letters: { of: letters.slice(0, outputs), wrt: letters.slice(outputs) },
    grid,
  };
}

/** Inputs are called as in the gradient, and outputs as in the definition of what is differentiated. */
function namesLike(theory: Theory, outputs: number, of: string, free: Theory["free"]): ReadonlyMap<string, string> {
  const taken = new Set([...reservedLetters({ ...theory, free }), ...theory.arrays.map(({ name }) => name)]);
  const { index = [] } = theory.definitions.find(({ name }) => name === of) ?? {};
  const inputs = theory.free.slice(outputs).map(({ letter }, axis) => [letter, free[axis]?.letter ?? letter] as const);
  const windows = theory.free
    .slice(0, outputs)
    .map(({ letter }, axis) => [letter, freshLetter(index[axis] ?? letter, taken)] as const);
  return new Map([...inputs, ...windows]);
}

function countGrid({ sizes: letters }: LetterProblem, theory: Theory): TheoremGrid {
  const instances = chooseSizes(theory, COUNT_INSTANCES);
  const entries = instances.map((sizes) => theory.free.reduce((count, { size }) => count * valueAt(size, sizes), 1));
  return {
    instances: instances.length,
    entries: entries.reduce((total, count) => total + count, 0),
    sizes: instances.map((sizes) => Object.fromEntries(letters.map((letter) => [letter, sizes.get(letter) ?? 0]))),
  };
}
