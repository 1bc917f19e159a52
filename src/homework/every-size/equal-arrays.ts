/**
 * A sum where the calculus has functions of entries alone, as in σ(Wx + b): the array of the problem that it is, if the
 * two are proved to be equal for every size.
 */
import { prove } from "../../calculus/prove.ts";
import { type Definition, freshLetter, textOfSum } from "../../calculus/sums.ts";
import type { LetterArray } from "../../problem/letters.ts";
import type { Meaning } from "../meaning.ts";
import { lettersIn } from "../resolving/operators/lowering.ts";
import type { ArraysAtSizes } from "./arrays.ts";
import { sumsOf } from "./theory.ts";

/** An array, and the letters that its axes have in the sum. */
export interface EqualArray {
  readonly array: LetterArray;
  readonly names: readonly string[];
}

export function equalArray(at: ArraysAtSizes, sum: Meaning): EqualArray | undefined {
  const letters = [...new Set(lettersIn(sum))];
  const orders = letters.length === 2 ? [letters, [...letters].reverse()] : [letters];
  for (const array of at.every.problem.arrays)
    if (array.definition.kind === "rows" && array.shape.length === letters.length)
      for (const names of orders) if (isEqual(at, array, names, sum)) return { array, names };
  return undefined;
}

function isEqual(at: ArraysAtSizes, array: LetterArray, names: readonly string[], sum: Meaning): boolean {
  const free = names.map((name, axis) => ({ name, size: array.shape[axis] ?? [] }));
  const { theory, sums, taken } = sumsOf(at, [sum], free, [], [array]);
  const body = sums[0] ?? [];
  const text = `${array.name} = ${textOfSum(body)}`;
  const known = at.every.equal.get(text);
  if (known !== undefined) return known;
  const name = freshLetter("sum", taken);
  const shape = theory.free.map(({ size }) => size);
  const definition: Definition = { name, shape, index: theory.free.map(({ letter }) => letter), body };
  const whole = { ...theory, definitions: [...theory.definitions, definition] };
  const isProved = prove({ left: array.name, right: name }, whole).verdict === "proved";
  at.every.equal.set(text, isProved);
  return isProved;
}
