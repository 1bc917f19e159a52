/**
 * Forms whose sizes are polynomials: those of `forms.ts`, with a divisor beside the rows.
 */
import { multiply, type Polynomial } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { broadcastIn, entriesIn, type FormOf, multiplyIn } from "../forms.ts";
import type { LetterArray, LetterRows } from "../letters.ts";
import { ONE, type ScalarFunction } from "../rows.ts";

export type LetterForm = FormOf<Polynomial, LetterRows>;

/** The product entry by entry, divided by both divisors. */
export function multiplyLetterForms(left: LetterForm, right: LetterForm, shape: readonly Polynomial[]): LetterForm {
  const { rows } = multiplyIn(POLYNOMIALS, left, right, shape);
  const divisors = left.rows.flatMap((a) => right.rows.map((b) => [a.over, b.over]));
  return {
    shape,
    rows: rows.map((row, number) => (divisors[number] ?? []).reduce<LetterRows>((by, over) => overBy(by, over), row)),
  };
}

export function addLetterForms(left: LetterForm, right: LetterForm, shape: readonly Polynomial[]): LetterForm {
  return { shape, rows: [left, right].flatMap((form) => broadcastIn(POLYNOMIALS, form, shape).rows) };
}

function overBy(rows: LetterRows, over: Polynomial | undefined): LetterRows {
  if (over === undefined) return rows;
  return { ...rows, over: rows.over === undefined ? over : multiply(rows.over, over) };
}

/**
 * A form times over/under. A letter multiplies as a loop of its size that no index speaks of; `under` is at least 1,
 * and so is every letter of `over`, or it is 0.
 */
export function scaleBySize(form: LetterForm, over: Polynomial, under: Polynomial): LetterForm {
  const [constantUnder] = under;
  const isNumber = under.length === 1 && constantUnder?.letters.length === 0;
  const rows = form.rows.flatMap((row) =>
    over.map(({ coefficient, letters }): LetterRows => {
      const loops = letters.map((name) => ({ letter: "t", size: [{ coefficient: 1, letters: [name] }] }));
      const by = ONE.mul(coefficient).div(isNumber ? constantUnder.coefficient : 1);
      const scaled = { ...row, loops: [...row.loops, ...loops], coefficient: row.coefficient.mul(by) };
      return isNumber ? scaled : overBy(scaled, under);
    }),
  );
  return { shape: form.shape, rows };
}

/** The entries of an array, or a function of each. */
export function letterEntries({ id, shape }: LetterArray, apply?: ScalarFunction): LetterForm {
  return entriesIn(POLYNOMIALS, id, shape, apply);
}
