/**
 * The arrays that a formula speaks of at some sizes, as arrays of the problem for every size.
 * In: the number of an array of an open problem. Out: the array that is made in the same way where sizes are letters.
 */
import { Mistake } from "../../error.ts";
import { lowerLetterArray } from "../../problem/letters/lower.ts";
import type { LetterScope } from "../../problem/letters/scope.ts";
import type { LetterArray } from "../../problem/letters.ts";
import type { OpenProblem } from "../problem.ts";
import { NotTranslated } from "./ratio.ts";

/** By its name where the worksheet gives it one, else by its expression. */
export function letterArrayOf({ scope }: OpenProblem, letters: LetterScope, id: number): LetterArray {
  const { name, named, source } = scope.array(id);
  const expression = named || source === undefined ? ({ tag: "name", name } as const) : source;
  let array: LetterArray;
  try {
    array = lowerLetterArray(letters, expression);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new NotTranslated(error.message);
  }
  // Of an opaque loss only the derivatives are known.
  if (array.definition.kind === "loss") throw new NotTranslated(array.name);
  return array;
}
