/**
 * How much work a claim may be: a formula of a few signs can ask for more than a life is long.
 * Everything that runs through terms, points or values spends from one purse while a claim is looked at.
 */

/** Thrown where the purse is empty. */
export class TooMuchWork extends Error {}

/** Enough for a layer of some thousand entries, and used up in about a second. */
export const MOST_WORK = 1_500_000;

let purse = Number.POSITIVE_INFINITY;

/** Runs with so much to spend, or with what is left around it if that is less. */
export function withWork<T>(most: number, run: () => T): T {
  const around = purse;
  const given = Math.min(most, around);
  purse = given;
  try {
    return run();
  } finally {
    purse = around - (given - Math.max(0, purse));
  }
}

/** @throws TooMuchWork where less than this is left. */
export function spend(amount: number): void {
  purse -= amount;
  if (purse < 0) throw new TooMuchWork();
}
