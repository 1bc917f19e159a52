/**
 * The values of its letters for which a claim is made: all that its conditions allow and its left side has entries for.
 */
import type { Meaning } from "../meaning.ts";
import { type ClaimCase, meaningsOf } from "../resolving/claims/cases.ts";
import { TooManyPoints } from "./series.ts";
import type { Sizes } from "./support.ts";
import { holdsFor, type Letters, NotANumber, placeOf } from "./values.ts";

/** More values of the letters than this are not gone through. */
const MOST = 60_000;

export function pointsOf({ letters, fixed, conditions, sides }: ClaimCase, sizes: Sizes): Letters[] {
  const total = letters.reduce((product, { from, to }) => product * (to - from + 1), 1);
  if (total > MOST * 20) throw new TooManyPoints();
  const left = sides[0] === undefined ? [] : meaningsOf(sides[0]).flatMap(entriesOf);
  const points: Letters[] = [];
  const run = (depth: number, point: Letters): void => {
    const letter = letters[depth];
    if (letter === undefined) {
      if (conditions.every((condition) => holdsFor(condition, point) !== false) && isInside(left, point, sizes)) {
        if (points.length >= MOST) throw new TooManyPoints();
        points.push(point);
      }
      return;
    }
    for (let value = letter.from; value <= letter.to; value++) run(depth + 1, new Map(point).set(letter.name, value));
  };
  run(0, new Map(fixed));
  return points;
}

/** The entries that a left side names, outside of sums. */
function entriesOf(meaning: Meaning): (Meaning & { readonly tag: "entry" })[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning];
    case "sum":
      return meaning.terms.flatMap(entriesOf);
    case "product":
      return meaning.factors.flatMap(entriesOf);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(entriesOf);
    default:
      return [];
  }
}

function isInside(entries: readonly (Meaning & { readonly tag: "entry" })[], point: Letters, sizes: Sizes): boolean {
  if (point.size === 0) return true;
  return entries.every(({ array, indices }) =>
    indices.every((index, axis) => {
      try {
        const place = placeOf(index, point, sizes.indexBase);
        return place !== undefined && place >= 0 && place < (sizes.shapeOf(array)[axis] ?? 0);
      } catch (error) {
        if (error instanceof NotANumber) return true;
        throw error;
      }
    }),
  );
}
