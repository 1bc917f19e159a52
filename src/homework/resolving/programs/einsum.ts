/**
 * `np.einsum("bi,bj->ij", x, d)`: letters below each operand, and below the result. All others are summed over; without
 * an arrow the result has those that stand once, in the order of the alphabet.
 */
import type { ArrayValue, Meaning, Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import { spend } from "../../work.ts";
import { unsupported } from "../scalars.ts";
import { placesOf, product, scalar, sum } from "../values.ts";

/** An array and the letter of each of its axes. */
interface Operand {
  readonly value: ArrayValue;
  readonly letters: readonly string[];
}

export function einsum(subscripts: string, values: readonly ArrayValue[], at: Formula): Value {
  const [inputs = "", given] = subscripts.split("->");
  const below = inputs.split(",");
  if (below.length !== values.length || !/^[A-Za-z]+(?:,[A-Za-z]+)*$/u.test(inputs)) throw unsupported(at);
  const operands = values.map((value, position): Operand => ({ value, letters: [...(below[position] as string)] }));
  const sizes = sizesOf(operands, at);
  const once = [...sizes.keys()].filter((letter) => inputs.split(letter).length === 2);
  const kept = given === undefined ? once.sort() : [...given];
  if (new Set(kept).size < kept.length || kept.some((letter) => !sizes.has(letter))) throw unsupported(at);
  const summed = [...sizes.keys()].filter((letter) => !kept.includes(letter));
  const along = (letters: readonly string[]): number[] => letters.map((letter) => sizes.get(letter) as number);
  const inner = placesOf(along(summed));
  const entries = placesOf(along(kept)).map((place) => {
    spend(inner.length * operands.length);
    return sum(inner.map((step) => termAt(operands, [...kept, ...summed], [...place, ...step])));
  });
  return kept.length === 0 ? scalar(entries[0] as Meaning) : { tag: "array", shape: along(kept), entries };
}

function sizesOf(operands: readonly Operand[], at: Formula): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { value, letters } of operands) {
    if (letters.length !== value.shape.length) throw unsupported(at);
    for (const [axis, letter] of letters.entries()) {
      const size = value.shape[axis] as number;
      if ((sizes.get(letter) ?? size) !== size) throw unsupported(at);
      sizes.set(letter, size);
    }
  }
  return sizes;
}

function termAt(operands: readonly Operand[], letters: readonly string[], place: readonly number[]): Meaning {
  const indexOf = (letter: string): number => place[letters.indexOf(letter)] as number;
  return product(
    operands.map(({ value: { shape, entries }, letters: own }) => {
      const offset = own.reduce((before, letter, axis) => before * (shape[axis] as number) + indexOf(letter), 0);
      return entries[offset] as Meaning;
    }),
  );
}
