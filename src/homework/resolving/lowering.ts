/**
 * Operators on whole arrays, by the worksheet's own definitions of them: operands become arrays of the scope, what the
 * sheet wrote out among them as letters with a meaning of their own.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression, Span } from "../../language/syntax.ts";
import { lowerArray } from "../../problem/lower.ts";
import type { ArrayValue, Meaning, Value } from "../meaning.ts";
import { spend } from "../work.ts";
import type { Context } from "./context.ts";
import { DoesNotFit, Meaningless } from "./failure.ts";
import { arrayValue, scalar } from "./values.ts";

/** An operand has index letters in it: it is another array for each of their values. */
export class LettersInOperand extends Meaningless {
  readonly letters: readonly string[];
  constructor(letters: readonly string[], at: Span) {
    super({ tag: "unsupported", at, found: letters.join(", ") });
    this.letters = letters;
  }
}

/** The array as an expression of the worksheet language. */
export function expressionOf(context: Context, value: Value, at: Span): Expression {
  const { scope } = context.open;
  if (value.tag === "array" && value.array !== undefined) {
    const array = scope.array(value.array);
    return array.named || array.source === undefined ? { tag: "name", name: array.name } : array.source;
  }
  const written: ArrayValue = value.tag === "array" ? value : { tag: "array", shape: [], entries: [value.meaning] };
  const letters = [...new Set(written.entries.flatMap(lettersIn))];
  if (letters.length > 0) throw new LettersInOperand(letters, at);
  for (let number = 1; ; number++) {
    const name = `written_${number}`;
    if (scope.isTaken(name)) continue;
    const array = scope.add({ name, span: at }, written.shape, { kind: "letters" });
    context.written.set(array.id, written.entries);
    if (written.general !== undefined) context.open.general.set(array.id, written.general);
    return { tag: "name", name };
  }
}

/** What the worksheet language makes of a call; a call that is a mistake there does not fit. */
export function lowerValue(context: Context, expression: Expression, at: Span): Value {
  // An operand without a name is worked out again wherever it stands, and so are its own operands.
  spend(2 ** Math.min(depthOf(expression), 30));
  try {
    const array = lowerArray(context.open.scope, expression);
    return array.shape.length === 0
      ? scalar({ tag: "entry", array: array.id, indices: [] })
      : arrayValue(context, array.id);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new DoesNotFit({ tag: "unsupported", at, found: printExpression(expression), why: error.said });
  }
}

/** How deep calls stand in calls. */
function depthOf(expression: Expression): number {
  if (expression.tag !== "call") return 0;
  return 1 + Math.max(0, ...expression.positional.map(depthOf));
}

/** The index letters that a meaning leaves open. */
export function lettersIn(meaning: Meaning): string[] {
  switch (meaning.tag) {
    case "number":
      return [];
    case "letter":
      return [meaning.name];
    case "entry":
      return meaning.indices.flatMap(lettersIn);
    case "sum":
      return meaning.terms.flatMap(lettersIn);
    case "product":
      return meaning.factors.flatMap(lettersIn);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(lettersIn);
    case "power":
      return lettersIn(meaning.base);
    case "apply":
      return lettersIn(meaning.argument);
    case "rounded":
      return lettersIn(meaning.of);
    case "rest":
      return [meaning.of, meaning.by].flatMap(lettersIn);
    case "guard":
      return meaning.conditions.flatMap(({ left, right }) => [left, right].flatMap(lettersIn));
    case "cases":
      return meaning.rows.flatMap(({ value, conditions }) => [
        ...lettersIn(value),
        ...conditions.flatMap(({ left, right }) => [left, right].flatMap(lettersIn)),
      ]);
    case "series": {
      const own = new Set(meaning.letters.map(({ name }) => name));
      const limits = meaning.letters.flatMap(({ from, to }) =>
        [from, to].flatMap((limit) => (limit ? lettersIn(limit) : [])),
      );
      return [...limits, ...lettersIn(meaning.body)].filter((letter) => !own.has(letter));
    }
  }
}
