/**
 * The points of a sum: every value of its letters between their limits, or where the summand can differ from 0.
 */

import type { Meaning, SeriesLetter } from "../meaning.ts";
import { spend } from "../work.ts";
import { type Interval, intersect, type Sizes, supportOf } from "./support.ts";
import { holdsFor, type Letters, NotANumber, numberOf, wholeNumberOf } from "./values.ts";

type Series = Meaning & { readonly tag: "series" };

/** A sum runs over more points than are visited, or over a letter that nothing bounds. */
export class UnboundedSeries extends Error {
  readonly letter: string;
  constructor(letter: string) {
    super(letter);
    this.letter = letter;
  }
}

export class TooManyPoints extends Error {}

/** More points than this are not visited for one sum. */
export const MOST_POINTS = 100_000;

/** Letters without limits are bounded one after the other, whichever first has a bound where the others stand. */
export function visitSeries(series: Series, letters: Letters, sizes: Sizes, visit: (point: Letters) => void): void {
  let visited = 0;
  const run = (pending: readonly SeriesLetter[], point: Letters): void => {
    if (pending.length === 0) {
      if (series.conditions.every((condition) => holdsFor(condition, point) !== false)) visit(point);
      return;
    }
    const next = chooseLetter(pending, series, point, sizes);
    const { from, to } = next.interval;
    visited += Math.max(0, to - from + 1);
    if (visited > MOST_POINTS) throw new TooManyPoints();
    const rest = pending.filter((letter) => letter !== next.letter);
    for (let value = from; value <= to; value++) {
      spend(1);
      run(rest, new Map(point).set(next.letter.name, value));
    }
  };
  run(series.letters, letters);
}

function chooseLetter(
  pending: readonly SeriesLetter[],
  series: Series,
  point: Letters,
  sizes: Sizes,
): { readonly letter: SeriesLetter; readonly interval: Interval } {
  for (const letter of pending) {
    const interval = intervalOf(letter, series, point, sizes);
    if (interval !== undefined) return { letter, interval };
  }
  for (const letter of pending) {
    const interval = alongAxis(letter, point);
    if (interval !== undefined) return { letter, interval };
  }
  throw new UnboundedSeries((pending[0] as SeriesLetter).name);
}

function intervalOf(letter: SeriesLetter, series: Series, point: Letters, sizes: Sizes): Interval | undefined {
  const [from, to] = [limit(letter.from, point), limit(letter.to, point)];
  if (from !== undefined && to !== undefined) return { from: Math.ceil(from), to: Math.floor(to) };
  if ((letter.from !== undefined && from === undefined) || (letter.to !== undefined && to === undefined))
    return undefined;
  const guarded: Meaning = { tag: "guard", conditions: series.conditions };
  const natural = [series.body, guarded]
    .map((part) => supportOf(part, letter.name, point, sizes))
    .reduce(intersect, undefined);
  if (natural === undefined) return undefined;
  return intersect(natural, { from: from ?? natural.from, to: to ?? natural.to });
}

/** The axis of the letter, in the place of limits that are not there. */
function alongAxis({ axis, from, to }: SeriesLetter, point: Letters): Interval | undefined {
  if (axis === undefined) return undefined;
  const first = from === undefined ? axis.from : limit(from, point);
  const last = to === undefined ? axis.to : limit(to, point);
  return first === undefined || last === undefined ? undefined : { from: Math.ceil(first), to: Math.floor(last) };
}

function limit(meaning: Meaning | undefined, point: Letters): number | undefined {
  if (meaning === undefined) return undefined;
  const whole = wholeNumberOf(meaning, point);
  if (whole === undefined || !Number.isNaN(whole)) return whole;
  try {
    return numberOf(meaning, point).valueOf();
  } catch (error) {
    if (error instanceof NotANumber) return undefined;
    throw error;
  }
}
