/** The general entry of two arrays of which one is spread along an axis: for which sizes it is that. */
import Fraction from "fraction.js";
import { expect, it } from "vitest";
import type { GeneralArray, Meaning } from "../../src/homework/meaning.ts";
import { spreadGeneral } from "../../src/homework/resolving/general.ts";

const number = (value: number): Meaning => ({ tag: "number", value: new Fraction(value) });
const letter = (name: string): Meaning => ({ tag: "letter", name });

function arrayOf(name: number, sizes: readonly Meaning[]): GeneralArray {
  return { base: 1, depth: 0, sizes, equal: [], at: (indices) => ({ tag: "entry", array: name, indices }) };
}

it("holds where the axis that is spread has one place, and the others are as long as each other", () => {
  const [rows, columns, one, width] = ["B", "O", "R", "W"].map(letter) as [Meaning, Meaning, Meaning, Meaning];
  const found = spreadGeneral(
    arrayOf(1, [rows, columns]),
    arrayOf(2, [one, width]),
    ["right", undefined],
    (left, right) => ({ tag: "sum", terms: [left, right] }),
  );
  expect(found?.sizes).toEqual([rows, columns]);
  expect(found?.equal).toEqual([
    [one, number(1)],
    [columns, width],
  ]);
  expect(found?.at([letter("i"), letter("j")])).toEqual({
    tag: "sum",
    terms: [
      { tag: "entry", array: 1, indices: [letter("i"), letter("j")] },
      { tag: "entry", array: 2, indices: [number(1), letter("j")] },
    ],
  });
});
