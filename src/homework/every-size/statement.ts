/**
 * One link of a claim as a statement of the index calculus about every size.
 * In: what the link means at some sizes. Out: a theory with both sides as arrays in it, and a text that two links share
 * exactly where they say the same of every size. Throws `NotTranslated` where the calculus has no words for it.
 */
import type { Statement } from "../../calculus/prove.ts";
import { entry, freshLetter, type Sum, type Theory, textOfSum } from "../../calculus/sums.ts";
import { letter, textOf } from "../../sizes/polynomial.ts";
import type { EntryMeaning, GeneralArray, Meaning, Value } from "../meaning.ts";
import type { OpenProblem } from "../problem.ts";
import type { ClaimCase } from "../resolving/claims/cases.ts";
import { type ArraysAtSizes, type EveryScope, letterArrayOf } from "./arrays.ts";
import { equalArray } from "./equal-arrays.ts";
import { NotTranslated } from "./ratio.ts";
import { arraysAt, demandEqual, demandNothingLearned, type Free, freeAlong, type Sums, sumsOf } from "./theory.ts";

export interface LinkStatement {
  readonly theory: Theory;
  readonly statement: Statement;
  readonly text: string;
}

/** @param isGuarded only where the conditions of the claim hold. */
export function statementOf(
  every: EveryScope,
  open: OpenProblem,
  one: ClaimCase,
  link: number,
  isGuarded: boolean,
): LinkStatement {
  const made = madeStatement(arraysAt(every, open, equalArray), one, link, isGuarded);
  demandNothingLearned(every);
  return made;
}

function madeStatement(
  at: ArraysAtSizes,
  { sides, fixed, conditions }: ClaimCase,
  link: number,
  isGuarded: boolean,
): LinkStatement {
  const [first, left, right] = [sides[0], sides[link], sides[link + 1]] as readonly Value[];
  if (fixed.size > 0) throw new NotTranslated("letters inside of an operator");
  if (left?.tag === "array" && right?.tag === "array") return betweenArrays(at, left.general, right.general);
  if (first?.tag !== "scalar" || left?.tag !== "scalar" || right?.tag !== "scalar") throw new NotTranslated("an array");
  const meanings = [left.meaning, right.meaning];
  return withSides(sumsOf(at, meanings, freeLettersOf(at, first.meaning), isGuarded ? conditions : []));
}

/** Two arrays, entry by entry. */
function betweenArrays(
  at: ArraysAtSizes,
  left: GeneralArray | undefined,
  right: GeneralArray | undefined,
): LinkStatement {
  if (left === undefined || right === undefined) throw new NotTranslated("an array that is written out");
  if (left.sizes.length !== right.sizes.length) throw new NotTranslated("axes of one entry");
  const free = freeAlong(at, left);
  freeAlong(at, right).forEach(({ size }, axis) => {
    demandEqual(at, (free[axis] as Free).size, size);
  });
  const indices = free.map(({ name }): Meaning => ({ tag: "letter", name }));
  return withSides(sumsOf(at, [left.at(indices), right.at(indices)], free, []));
}

/**
 * The letters for whose values the claim is made, by those that they have on paper: each runs along an axis of an entry
 * of the first side. Where an entry has other indices too, the claim is made for fewer values; it is proved for all.
 */
function freeLettersOf(at: ArraysAtSizes, first: Meaning): readonly Free[] {
  const free = new Map<string, Free>();
  for (const { array, indices } of outerEntries(first))
    for (const [axis, index] of indices.entries()) {
      const size = letterArrayOf(at, array).shape[axis];
      if (index.tag !== "letter" || size === undefined || free.has(index.name)) continue;
      free.set(index.name, { name: index.name, size });
    }
  return [...free.values()];
}

/** The entries that a side names outside of sums. */
function outerEntries(meaning: Meaning): readonly EntryMeaning[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning];
    case "sum":
      return meaning.terms.flatMap(outerEntries);
    case "product":
      return meaning.factors.flatMap(outerEntries);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(outerEntries);
    default:
      return [];
  }
}

/** Both sums as definitions; a side that is an array at the free letters is that array. */
function withSides({ theory, sums, taken }: Sums): LinkStatement {
  const shape = theory.free.map(({ size }) => size);
  const index = theory.free.map((one) => one.letter);
  const definitions = [...theory.definitions];
  const sideOf = (wish: string, body: Sum): string => {
    const whole = wholeArray(body, theory);
    if (whole !== undefined) return whole;
    const name = freshLetter(wish, taken);
    definitions.push({ name, shape, index, body });
    return name;
  };
  const [left, right] = sums as readonly [Sum, Sum];
  const statement = { left: sideOf("left", left), right: sideOf("right", right) };
  const free = theory.free.map(({ letter: name, size }) => `${name} < ${textOf(size)}`).join(", ");
  return {
    theory: { ...theory, definitions },
    statement,
    text: `${textOfSum(left)} = ${textOfSum(right)} for ${free}`,
  };
}

/** T[free letters in their order], where T has just these axes. */
function wholeArray(sum: Sum, theory: Theory): string | undefined {
  const [product, ...more] = sum;
  const [factor, ...others] = product?.factors ?? [];
  if (product === undefined || factor?.kind !== "entry" || more.length + others.length > 0) return undefined;
  const at = entry(factor.tensor, ...theory.free.map((free) => letter(free.letter)));
  const wanted: Sum = [{ coefficient: 1, bound: [], guards: [], factors: [at] }];
  return textOfSum(sum) === textOfSum(wanted) ? factor.tensor : undefined;
}
