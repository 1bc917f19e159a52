/**
 * How the arrays of a theorem are written, and which of them its text speaks of.
 *
 * In: the setting of a theorem and the sums that will be printed. Out: for each array of the calculus an expression,
 * and names brought in for those that the worksheet writes as calls. Always: a new name means nothing else there.
 */
import type { Definition, Sum } from "../calculus/sums.ts";
import { lettersIn } from "../derivation/index-base.ts";
import { namesIn } from "../derivation/spoken.ts";
import type { TheoremArray, TheoremSetting } from "../derivation/theorem.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";

export interface TheoremNames {
  readonly shown: ReadonlyMap<string, Expression>;
  /** Arrays that get a name in the text, with what they stand for. */
  readonly introduced: readonly {
    readonly array: TheoremArray;
    readonly name: Expression;
    readonly meaning: Expression;
  }[];
  /** In order of introduction. */
  readonly used: readonly TheoremArray[];
}

const pool = ["z", "w", "x", "b", "r", "Z", "W", "X", "B", "R"];

function nextName(taken: ReadonlySet<string>): string {
  const plain = pool.find((name) => !taken.has(name));
  if (plain !== undefined) return plain;
  let number = 1;
  while (taken.has(`z${number}`)) number++;
  return `z${number}`;
}

export function namesOf(setting: TheoremSetting, sums: readonly Sum[], sides: readonly string[]): TheoremNames {
  const used = usedArrays(setting, sums, sides);
  const sizes = setting.assumptions.letters.map(({ letter }) => letter);
  const taken = new Set([...sizes, ...lettersIn(sums), ...setting.free.map(({ letter }) => letter)]);
  // Beside z^(1) and z^(2) another z would seem to be of their kind.
  for (const { shown } of setting.arrays)
    if (shown.tag === "name") for (const name of [shown.name, shown.name.replace(/\d+$/, "")]) taken.add(name);
  const introduced: { array: TheoremArray; name: Expression; meaning: Expression }[] = [];
  const shown = new Map<string, Expression>();
  const known = new Map<string, Expression>();
  for (const array of used) {
    const meaning = withNames(array.shown, known);
    if (hasName(array)) {
      shown.set(array.name, meaning);
      continue;
    }
    const free = nextName(taken);
    taken.add(free);
    const name: Expression = { tag: "name", name: free };
    shown.set(array.name, name);
    known.set(printExpression(array.shown), name);
    introduced.push({ array, name, meaning });
  }
  return { shown, introduced, used };
}

/** An expression with the names that its parts have got. */
function withNames(expression: Expression, known: ReadonlyMap<string, Expression>): Expression {
  const within = (part: Expression): Expression => known.get(printExpression(part)) ?? withNames(part, known);
  switch (expression.tag) {
    case "call": {
      const named = expression.named.map((argument) => ({ ...argument, value: within(argument.value) }));
      return { ...expression, positional: expression.positional.map(within), named };
    }
    case "binary":
      return { ...expression, left: within(expression.left), right: within(expression.right) };
    case "negate":
      return { ...expression, operand: within(expression.operand) };
    case "index":
      return { ...expression, array: within(expression.array) };
    default:
      return expression;
  }
}

/** A name, a derivative of names, or a number, which needs no index. */
function hasName({ shown, shape }: TheoremArray): boolean {
  if (shown.tag === "name" || shape.length === 0) return true;
  return isGradient(shown) && shown.positional.every(({ tag }) => tag === "name");
}

export function isGradient(expression: Expression): expression is Expression & { tag: "call" } {
  return expression.tag === "call" && expression.name === "grad" && expression.positional.length === 2;
}

/** Names that letters of sums may not have: those of arrays as they are written. */
export function writtenNames({ arrays }: Pick<TheoremSetting, "arrays">): ReadonlySet<string> {
  return new Set(arrays.flatMap(({ shown }) => namesIn(shown)));
}

/** What the sums and sides speak of, and what these are defined by. */
function usedArrays(
  { arrays }: TheoremSetting,
  sums: readonly Sum[],
  sides: readonly string[],
): readonly TheoremArray[] {
  const used = new Set([...sides, ...sums.flatMap(arraysIn)]);
  for (const array of [...arrays].reverse()) {
    if (!used.has(array.name)) continue;
    for (const name of array.definition === undefined ? [] : arraysIn(array.definition.body)) used.add(name);
    // A gradient is said to be that of a function of an array.
    if (array.upstream !== undefined) used.add(array.upstream.of);
    else if (array.definition === undefined && array.source !== undefined)
      for (const name of namesIn(array.source)) used.add(name);
  }
  return arrays.filter(({ name }) => used.has(name));
}

export function arraysIn(sum: Sum): readonly string[] {
  return sum
    .flatMap(({ factors }) => factors)
    .flatMap((factor) => (factor.kind === "entry" ? [factor] : [...factor.of, factor.by]))
    .map(({ tensor }) => tensor);
}

export function isDerivative({ body }: Definition): boolean {
  return body.some(({ factors }) => factors.some(({ kind }) => kind === "derivative"));
}
