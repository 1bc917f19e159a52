/**
 * Numbers that show two sides to differ, as few of them not 0 as are easily found.
 */
import Fraction from "fraction.js";
import type { Comparison, Decider, Refutation } from "./decide.ts";
import { type Letter, lettersBelow } from "./letters.ts";
import { atomsOf, constantOf, type Polynomial } from "./polynomial.ts";
import { agree, numberFor } from "./samples.ts";

type Values = Refutation["values"];

/** How many assignments of each kind are tried before a difference is left unproven. */
const TRIALS = 20;
/** More letters than this are not left out one by one. */
const MOST_SHRUNK = 40;

export function refute(decider: Decider, comparison: Comparison): Refutation | undefined {
  const given = givenValues(decider, comparison);
  const withGiven = given && differAt(decider, comparison, given);
  if (withGiven !== undefined) return withGiven;
  for (const term of differentTerms(comparison).slice(0, TRIALS)) {
    const values = lettersBelow(decider, term).map((letter) => ({ ...letter, value: new Fraction(1) }));
    const found = differAt(decider, comparison, values);
    if (found !== undefined) return shrunk(decider, found);
  }
  const letters = allLetters(decider, comparison);
  for (let trial = 0; trial < TRIALS; trial++) {
    const values = letters.map((letter) => ({ ...letter, value: numberFor(trial, letter.array, letter.entry) }));
    const found = differAt(decider, comparison, values);
    if (found !== undefined) return shrunk(decider, found);
  }
  return undefined;
}

/** The worksheet's numbers, where one side is a number and all letters of the other are given. */
function givenValues(decider: Decider, { left, right }: Comparison): Values | undefined {
  const { given } = decider.problem;
  if (given.size === 0 || (constantOf(left) === undefined) === (constantOf(right) === undefined)) return undefined;
  const values = allLetters(decider, { left, right }).flatMap((letter) => {
    const value = given.get(letter.array)?.[letter.entry];
    return value === undefined ? [] : [{ ...letter, value }];
  });
  return values.length === allLetters(decider, { left, right }).length ? values : undefined;
}

function allLetters(decider: Decider, { left, right }: Pick<Comparison, "left" | "right">): Letter[] {
  const found = [left, right].flatMap((side) => lettersBelow(decider, side));
  return [...new Map(found.map((letter) => [`${letter.array} ${letter.entry}`, letter])).values()];
}

/** The terms in which the sides differ, short ones first. */
function differentTerms({ left, right }: Comparison): Polynomial[] {
  return [left, right]
    .flatMap((side) => [...side])
    .filter(([key]) => {
      const [a, b] = [left.get(key)?.coefficient, right.get(key)?.coefficient];
      return a === undefined || b === undefined || !a.equals(b);
    })
    .sort(([, a], [, b]) => a.factors.length - b.factors.length)
    .map(([key, term]) => new Map([[key, term]]));
}

/** Without every letter that the difference does not need; near a kink a 0 would prove nothing about other places. */
export function shrunk(decider: Decider, refutation: Refutation): Refutation {
  const { comparison } = refutation;
  if (refutation.values.length > MOST_SHRUNK || hasKinks(decider, comparison)) return refutation;
  return refutation.values.reduce((smallest, { array, entry }) => {
    const values = smallest.values.filter((one) => one.array !== array || one.entry !== entry);
    return differAt(decider, comparison, values) ?? smallest;
  }, refutation);
}

const KINKS: ReadonlySet<string> = new Set(["relu", "leaky_relu"]);

export function hasKinks({ atoms, levels }: Decider, { left, right }: Comparison): boolean {
  const isKinked = (polynomial: Polynomial): boolean =>
    atomsOf(polynomial).some((atom) => {
      const described = atoms.describe(atom);
      if (described.kind === "indicator") return true;
      if (described.kind === "function") return KINKS.has(described.apply.name) || isKinked(described.argument);
      const whole = levels.whole.entry(described.array, described.entry);
      return !whole.has(String(atom)) && isKinked(whole);
    });
  return isKinked(left) || isKinked(right);
}

export function differAt(decider: Decider, comparison: Comparison, values: Values): Refutation | undefined {
  const numbers = new Map(values.map(({ array, entry, value }) => [`${array} ${entry}`, value]));
  const zero = new Fraction(0);
  const witness = decider.witnessAt((array, entry) => numbers.get(`${array} ${entry}`) ?? zero);
  const [left, right] = comparison.meanings.map((meaning) => witness.value(meaning, comparison.point));
  if (left === undefined || right === undefined || agree(left, right)) return undefined;
  return { comparison, values: values.filter(({ value }) => !value.equals(0)), left, right };
}
