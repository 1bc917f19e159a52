/**
 * Numbers for the letters that a worksheet introduces, the smallest first, each with those of the letters that were
 * made for its quotients, which follow from them. In this order a reader would try them, who knows no other letters.
 */
import type { LetterProblem, Quotient } from "../problem/letters.ts";
import type { SizeLetter } from "../sizes/assumptions.ts";
import { lettersOf, type Polynomial, plainLetter } from "../sizes/polynomial.ts";
import { valueAt } from "./evaluate.ts";
import type { Sizes } from "./grid.ts";
import { assignments, isAllowed, strangeness } from "./size-order.ts";

export type OwnLetters = Pick<LetterProblem, "sizes" | "quotients" | "assumptions">;

/** By how far the letters lie above their bounds in all, then by how large the paddings are. */
export function* smallestOwnSizes(letters: OwnLetters, largestExcess: number): Generator<Sizes> {
  const { assumptions, sizes } = letters;
  const own = assumptions.letters.filter(({ letter }) => sizes.includes(letter));
  for (let excess = 0; excess <= largestExcess; excess++) {
    const completed = [...assignments(own, excess)].flatMap((values) => completeOwn(values, letters, own) ?? []);
    yield* completed.sort((left, right) => strangeness(left, assumptions) - strangeness(right, assumptions));
  }
}

/** With the letters of quotients, where all that is assumed holds. */
function completeOwn(
  values: Sizes,
  { assumptions, quotients }: OwnLetters,
  own: readonly SizeLetter[],
): Sizes | undefined {
  const all = new Map(values);
  for (const quotient of quotients) addQuotient(quotient, all);
  const isWhole = own.length > 0 && assumptions.letters.every(({ letter }) => all.has(letter));
  const holds = assumptions.equations.every(({ letter, value }) => valueAt(value, all) === all.get(letter));
  return isWhole && holds && isAllowed(all, assumptions) ? all : undefined;
}

function addQuotient({ letter, offset, remainder, dividend, divisor }: Quotient, all: Map<string, number>): void {
  const isKnown = (polynomial: Polynomial): boolean => [...lettersOf(polynomial)].every((name) => all.has(name));
  if (!isKnown(dividend) || !isKnown(divisor)) return;
  const [over, under] = [valueAt(dividend, all), valueAt(divisor, all)];
  if (under < 1) return;
  const quotient = Math.floor(over / under);
  all.set(letter, quotient + offset);
  const rest = plainLetter(remainder);
  if (rest !== undefined && !all.has(rest)) all.set(rest, over - under * quotient);
}
