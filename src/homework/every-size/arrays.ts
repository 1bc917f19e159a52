/**
 * The arrays that a formula speaks of at some sizes, as arrays of the problem for every size.
 * In: the number of an array of an open problem. Out: the array that is made in the same way where sizes are letters;
 * one that the sheet writes out is an array of its own, with a definition. Always: written in the same way, it is the
 * same array, whatever the sizes were at which it was met.
 */

import type { Definition } from "../../calculus/sums.ts";
import { Mistake } from "../../error.ts";
import type { Expression } from "../../language/syntax.ts";
import type { OpenLetterWorksheet } from "../../problem/letters/build.ts";
import { lowerLetterArray } from "../../problem/letters/lower.ts";
import type { LetterArray } from "../../problem/letters.ts";
import type { GeneralArray, Meaning } from "../meaning.ts";
import type { OpenProblem } from "../problem.ts";
import { NotTranslated } from "./ratio.ts";

/** An array that is written out, and the arrays that it is made of. */
export interface WrittenArray {
  readonly array: LetterArray;
  readonly definition: Definition;
  readonly of: readonly LetterArray[];
}

/** A worksheet for every size, and what claims have written out, by how it is written. */
export interface EveryScope extends OpenLetterWorksheet {
  readonly written: Map<string, WrittenArray>;
  /** Whether an array is a sum, by both. */
  readonly equal: Map<string, boolean>;
}

export interface ArraysAtSizes {
  readonly every: EveryScope;
  readonly open: OpenProblem;
  /** Gives an array that is written out its place among the others. */
  readonly write: (general: GeneralArray) => WrittenArray;
  /** The array of the problem that is this sum, and the letters of its axes in it. */
  readonly equalArray: (sum: Meaning) => { readonly array: LetterArray; readonly names: readonly string[] } | undefined;
}

export function letterArrayOf(at: ArraysAtSizes, id: number): LetterArray {
  const { open, every, write } = at;
  const general = open.general.get(id);
  if (general !== undefined) return write(general).array;
  const { name, named, source } = open.scope.array(id);
  const expression: Expression = named || source === undefined ? { tag: "name", name } : source;
  let array: LetterArray;
  try {
    array = lowerLetterArray(every.scope, renamed(at, expression));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new NotTranslated(error.message);
  }
  // Of an opaque loss only the derivatives are known.
  if (array.definition.kind === "loss") throw new NotTranslated(array.name);
  return array;
}

/** What is written out has another name at other sizes. */
function renamed(at: ArraysAtSizes, expression: Expression): Expression {
  const of = (part: Expression): Expression => renamed(at, part);
  switch (expression.tag) {
    case "name": {
      const { scope, general } = at.open;
      const id = scope.arrays.find(({ name }) => name === expression.name)?.id;
      return id !== undefined && general.has(id) ? { tag: "name", name: letterArrayOf(at, id).name } : expression;
    }
    case "call":
      return {
        ...expression,
        positional: expression.positional.map(of),
        named: expression.named.map((argument) => ({ ...argument, value: of(argument.value) })),
      };
    case "binary":
      return { ...expression, left: of(expression.left), right: of(expression.right) };
    case "negate":
      return { ...expression, operand: of(expression.operand) };
    default:
      return expression;
  }
}
