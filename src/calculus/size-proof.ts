/**
 * Statements about sizes alone, for every size: both sides are polynomials of letters, some of which stand for
 * quotients; they are equal for all sizes where the equations of the quotients make them one polynomial.
 *
 * A quotient is unique: e = s·q + r with 0 <= r < s determines q and r. So two floors of one dividend by one divisor
 * are one letter from the start, and what is left to show is an identity of polynomials.
 */
import { type Assumptions, reduce } from "../sizes/assumptions.ts";
import { isZero, lettersOf, type Polynomial, sameAs, substitute, subtract } from "../sizes/polynomial.ts";
import { valueAt } from "./evaluate.ts";
import { type OwnLetters, smallestOwnSizes } from "./own-sizes.ts";
import { smallestSizes } from "./size-order.ts";

export interface SizeStatement {
  readonly left: Polynomial;
  readonly right: Polynomial;
}

export type SizeRuleId =
  /** The side as the worksheet's sizes give it. */
  | "sides-read"
  /** One letter is replaced by what an equation of the sizes says of it. */
  | "equation-used";

/** A line of a side's way to the form that both have; `letter` is the one that the equation is solved for. */
export interface SizeStep {
  readonly rule: SizeRuleId;
  readonly letter?: string;
  readonly value: Polynomial;
}

export interface SizeChain {
  readonly left: readonly SizeStep[];
  readonly right: readonly SizeStep[];
}

export type SizeProof =
  | { readonly verdict: "proved"; readonly chain: SizeChain }
  | { readonly verdict: "refuted"; readonly sizes: Readonly<Record<string, number>> }
  | { readonly verdict: "unknown"; readonly left: Polynomial; readonly right: Polynomial };

export function proveSizes({ left, right }: SizeStatement, letters: OwnLetters): SizeProof {
  const { assumptions } = letters;
  const chain = meeting(stepsOf(left, assumptions), stepsOf(right, assumptions));
  const [first, second] = [lastOf(chain.left), lastOf(chain.right)];
  if (sameAs(first, second)) return { verdict: "proved", chain };
  const sizes = refuteSizes({ left, right }, letters);
  if (sizes !== undefined) return { verdict: "refuted", sizes };
  return { verdict: "unknown", left: first, right: second };
}

function lastOf(steps: readonly SizeStep[]): Polynomial {
  return steps.at(-1)?.value ?? [];
}

/** Both ways end where the first meets the second; where they do not, they are whole. */
function meeting(left: readonly SizeStep[], right: readonly SizeStep[]): SizeChain {
  for (const [place, step] of left.entries()) {
    const other = right.findIndex(({ value }) => sameAs(value, step.value));
    if (other >= 0) return { left: left.slice(0, place + 1), right: right.slice(0, other + 1) };
  }
  return { left, right };
}

/** The equations that a side needs, one after the other, until none of their letters is left. */
function stepsOf(side: Polynomial, { equations }: Assumptions): readonly SizeStep[] {
  const steps: SizeStep[] = [{ rule: "sides-read", value: side }];
  for (const { letter, value } of equations) {
    const before = lastOf(steps);
    if (!lettersOf(before).has(letter)) continue;
    steps.push({ rule: "equation-used", letter, value: substitute(before, new Map([[letter, value]])) });
  }
  return steps;
}

const LARGEST_EXCESS = 8;
const MOST_TRIED = 20_000;

/** The smallest sizes at which the sides differ; where that would take too long, small ones. */
function refuteSizes({ left, right }: SizeStatement, letters: OwnLetters): Record<string, number> | undefined {
  const theory = { assumptions: letters.assumptions, arrays: [], definitions: [], free: [] };
  for (const order of [smallestOwnSizes(letters, LARGEST_EXCESS), smallestSizes(theory, LARGEST_EXCESS)]) {
    let tried = 0;
    for (const sizes of order) {
      if (tried++ > MOST_TRIED) break;
      if (valueAt(left, sizes) !== valueAt(right, sizes)) return Object.fromEntries(sizes);
    }
  }
  return undefined;
}

/** Whether a recorded chain follows from the statement and the equations, and ends in one polynomial. */
export function sizesFollow(chain: SizeChain, { left, right }: SizeStatement, assumptions: Assumptions): boolean {
  const follows = (steps: readonly SizeStep[], side: Polynomial): boolean => {
    const [first, ...others] = steps;
    if (first?.rule !== "sides-read" || !sameAs(first.value, side)) return false;
    return others.every(({ rule, letter, value }, place) => {
      const equation = assumptions.equations.find((other) => other.letter === letter);
      const before = steps[place]?.value ?? [];
      return (
        rule === "equation-used" &&
        equation !== undefined &&
        sameAs(value, substitute(before, new Map([[equation.letter, equation.value]])))
      );
    });
  };
  const [first, second] = [lastOf(chain.left), lastOf(chain.right)];
  // The reduction of the whole is a second way to the same.
  const isIdentity = isZero(reduce(subtract(left, right), assumptions));
  return follows(chain.left, left) && follows(chain.right, right) && sameAs(first, second) && isIdentity;
}
