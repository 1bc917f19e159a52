/**
 * What an index is: an integer combination of letters, and of quotients such as ⌈m/2⌉, in the worksheet's base.
 */
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { binary, call, name, negate, number, product, sum } from "./nodes.ts";

export interface Combination {
  readonly constant: number;
  /** How often each letter stands in it. */
  readonly letters: ReadonlyMap<string, number>;
  /** Letters that stand for a quotient, under the text of it. */
  readonly quotients?: ReadonlyMap<string, Expression>;
}

export function constantPlace(constant: number): Combination {
  return { constant, letters: new Map() };
}

export function combinationOf(letter: string): Combination {
  return { constant: 0, letters: new Map([[letter, 1]]) };
}

/** A single letter of its own, which runs over an axis and never leaves it. */
export function isPlainLetter({ constant, letters, quotients }: Combination): boolean {
  return constant === 0 && letters.size === 1 && quotients === undefined;
}

export function addCombinations(left: Combination, right: Combination, factor: number): Combination {
  const letters = new Map(left.letters);
  for (const [letter, count] of right.letters) {
    const total = (letters.get(letter) ?? 0) + factor * count;
    if (total === 0) letters.delete(letter);
    else letters.set(letter, total);
  }
  const quotients = [...(left.quotients ?? []), ...(right.quotients ?? [])].filter(([letter]) => letters.has(letter));
  return {
    constant: left.constant + factor * right.constant,
    letters,
    ...(quotients.length > 0 && { quotients: new Map(quotients) }),
  };
}

/** The number, from `base`, of the tile of so many places in which a place lies, tiles and places from `base` too. */
export function tileOf(place: Combination, size: number, base: 0 | 1): Combination {
  const isRoundedUp = base === 1;
  if (place.letters.size === 0)
    return constantPlace(isRoundedUp ? Math.ceil(place.constant / size) : Math.floor(place.constant / size));
  const quotient = call(isRoundedUp ? "ceil" : "floor", [binary("/", writeCombination(place), number(size))]);
  const letter = printExpression(quotient);
  return { constant: 0, letters: new Map([[letter, 1]]), quotients: new Map([[letter, quotient]]) };
}

/** Positive parts first, so that an index reads `m-u+1` or `4-u`. */
export function writeCombination({ constant, letters, quotients }: Combination): Expression {
  const signed = [...letters].sort(([, a], [, b]) => Number(b > 0) - Number(a > 0) || Math.abs(b) - Math.abs(a));
  const terms = signed.map(([letter, count]) => {
    const magnitude = product([number(Math.abs(count)), quotients?.get(letter) ?? name(letter)]);
    return count < 0 ? negate(magnitude) : magnitude;
  });
  if (constant === 0 && terms.length > 0) return sum(terms);
  return terms[0]?.tag === "negate" ? sum([number(constant), ...terms]) : sum([...terms, number(constant)]);
}
