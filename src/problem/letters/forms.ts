/**
 * Forms whose sizes are letters: those of every kind of size, with what divides their rows.
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import { multiply, numberOf, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { entriesIn, multiplyIn, plainArrayIn, scaleIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { isSame } from "./knowledge.ts";
import type { LetterForm, LetterScope } from "./scope.ts";

export function nameLetterForm(scope: LetterScope, form: LetterForm, source: Expression): LetterArray {
  const plain = form.rows.some((rows) => rows.over !== undefined) ? undefined : plainArrayIn(POLYNOMIALS, form);
  const array = plain === undefined ? undefined : scope.array(plain);
  // A slice from the first entry on has the same index, but is shorter.
  const isWhole =
    array !== undefined && form.shape.every((size, axis) => isSame(size, array.shape[axis] ?? ONE, scope.knowledge));
  return isWhole ? array : scope.addUnnamed(form.shape, { kind: "rows", rows: form.rows }, source);
}

export function entriesOfArray({ id, shape }: LetterArray): LetterForm {
  return entriesIn(POLYNOMIALS, id, shape);
}

/** The form divided by a size. */
export function overSize(form: LetterForm, divisor: Polynomial): LetterForm {
  const number = numberOf(divisor);
  if (number !== undefined) return scaleIn(form, new Fraction(1, number));
  return {
    shape: form.shape,
    rows: form.rows.map((rows) => ({ ...rows, over: multiply(rows.over ?? ONE, divisor) })),
  };
}

/** The product entry by entry, with what divides each side. */
export function multiplyLetters(left: LetterForm, right: LetterForm, shape: readonly Polynomial[]): LetterForm {
  const overs = left.rows.flatMap((a) => right.rows.map((b) => multiply(a.over ?? ONE, b.over ?? ONE)));
  const { rows } = multiplyIn(POLYNOMIALS, left, right, shape);
  return {
    shape,
    rows: rows.map((row, place) => {
      const over = overs[place] ?? ONE;
      return numberOf(over) === 1 ? row : { ...row, over };
    }),
  };
}
