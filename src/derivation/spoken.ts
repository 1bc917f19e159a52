/**
 * The arrays that a reader must be told of before a theorem or a statement about sizes.
 * In: what is stated. Out: names of arrays; those that the arrays themselves are made of are among them.
 */
import type { Theory } from "../calculus/sums.ts";
import { arrayOf } from "../calculus/theory.ts";
import type { Expression } from "../language/syntax.ts";
import type { LetterArray, LetterProblem } from "../problem/letters.ts";

/** The arrays of a theory, and those of which its upstream gradients' losses are functions, with what these are made of. */
export function spokenOf(problem: LetterProblem, theory: Theory): ReadonlySet<string> {
  const spoken = new Set([...theory.arrays, ...theory.definitions].map((array) => array.name));
  for (const { name: array, definition } of [...problem.arrays].reverse()) {
    if (!spoken.has(array)) continue;
    if (definition.kind === "upstream") spoken.add(arrayOf(problem, definition.of).name);
    if (definition.kind !== "rows") continue;
    for (const factor of definition.rows.flatMap(({ factors }) => factors))
      spoken.add(arrayOf(problem, factor.array).name);
  }
  return spoken;
}

/** The arrays that the sides name, and those that their definitions name. */
export function spokenInSizes(problem: LetterProblem, sides: readonly Expression[]): ReadonlySet<string> {
  const spoken = new Set(sides.flatMap(namesIn));
  for (const array of [...problem.arrays].reverse())
    if (spoken.has(array.name)) for (const name of namedBy(array, problem)) spoken.add(name);
  return spoken;
}

function namedBy({ definition, source }: LetterArray, problem: LetterProblem): readonly string[] {
  switch (definition.kind) {
    case "loss":
      return [definition.of, definition.upstream].map((id) => arrayOf(problem, id).name);
    case "upstream":
      return [arrayOf(problem, definition.of).name];
    case "letters":
    case "rows":
    case "derivative":
      return source === undefined ? [] : namesIn(source);
  }
}

/** The names of an expression, those in its calls' arguments included. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.tag) {
    case "name":
      return [expression.name];
    case "call":
      return [...expression.positional, ...expression.named.map(({ value }) => value)].flatMap(namesIn);
    case "index":
      return namesIn(expression.array);
    case "binary":
    case "indicator":
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case "negate":
      return namesIn(expression.operand);
    case "array":
    case "tuple":
      return expression.items.flatMap(namesIn);
    case "range":
    case "number":
    case "text":
      return [];
  }
}
