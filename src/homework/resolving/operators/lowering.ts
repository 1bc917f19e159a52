/**
 * Operators on whole arrays, by the worksheet's own definitions of them: operands become arrays of the scope, what the
 * sheet wrote out among them as letters with a meaning of their own.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../../error.ts";
import { printExpression } from "../../../language/print.ts";
import type { Expression, Span } from "../../../language/syntax.ts";
import type { Message } from "../../../messages/message.ts";
import { lowerArray } from "../../../problem/lower.ts";
import type { ArrayValue, Meaning, Value } from "../../meaning.ts";
import { spend } from "../../work.ts";
import type { Context } from "../context.ts";
import { DoesNotFit, Meaningless } from "../failure.ts";
import { arrayValue, scalar } from "../values.ts";

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
    const shown = (text: string): string => asWritten(context, text);
    const found = shown(printExpression(expression));
    throw new DoesNotFit({ tag: "unsupported", at, found, why: withHoles(error.said, shown) });
  }
}

/** The text with what the sheet wrote in the place of the names that were made up for it. */
function asWritten(context: Context, text: string): string {
  return text.replace(/\bwritten_\d+\b/gu, (name) => {
    const array = context.open.scope.arrays.find((one) => one.name === name);
    const entries = array && context.written.get(array.id);
    return array === undefined || entries === undefined ? name : showEntries(array.shape, entries);
  });
}

/** Numbers as they are; anything else is long, and stands in the sheet anyway. */
function showEntries(shape: readonly number[], entries: readonly Meaning[]): string {
  const numbers = entries.map((entry) => numberIn(entry)?.toFraction());
  if (numbers.includes(undefined) || numbers.length > 16) return "…";
  const [size, ...rest] = shape;
  if (size === undefined) return numbers[0] as string;
  const area = entries.length / size;
  const rows = Array.from({ length: size }, (_, row) => showEntries(rest, entries.slice(row * area, (row + 1) * area)));
  return `[${rows.join(",")}]`;
}

/** Also of `-5`, which is a product. */
function numberIn(entry: Meaning): Fraction | undefined {
  if (entry.tag === "number") return entry.value;
  if (entry.tag !== "product") return undefined;
  const factors = entry.factors.map(numberIn);
  return factors.reduce(
    (product, factor) => (factor === undefined ? undefined : product?.mul(factor)),
    new Fraction(1),
  );
}

function withHoles({ words, holes }: Message, shown: (text: string) => string): Message {
  return {
    words,
    holes: holes.map((hole) =>
      typeof hole === "string" ? shown(hole) : typeof hole === "object" ? withHoles(hole, shown) : hole,
    ),
  };
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
