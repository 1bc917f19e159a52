/**
 * A wrong link as diagnoses look at it: what is true and what was written, entry by entry.
 * In: a wrong link. Out: its comparisons, the true side first, with what the first side of the chain means at each.
 * Always: the first side of a chain is what the claim is about, and all sides before the first wrong link equal it.
 */
import type { NumericArray } from "../../problem/problem.ts";
import type { Comparison } from "../deciding/decide.ts";
import type { WrongLink } from "../deciding/findings.ts";
import type { Ground } from "../deciding/ground.ts";
import { arraysOf } from "../deciding/letters.ts";
import { constantOf, constantPolynomial, type Polynomial, substitute } from "../deciding/polynomial.ts";
import type { Letters } from "../deciding/values.ts";
import type { Meaning, Value } from "../meaning.ts";
import { type ClaimCase, meaningsOf } from "../resolving/claims/cases.ts";

/** One entry at one point, both sides in one form. */
export interface Entry {
  readonly point: Letters;
  readonly entry: number;
  readonly truth: Polynomial;
  readonly written: Polynomial;
  /** What the first side of the chain means here, and the side that is wrong. */
  readonly true: Meaning;
  readonly claimed: Meaning;
  /** Truth and what was written as they came, not in normal form. */
  readonly raw: readonly [Polynomial, Polynomial];
  readonly comparison: Comparison;
}

export interface Subject {
  readonly link: WrongLink;
  readonly wrong: readonly Entry[];
  /** The entries that are right. */
  readonly right: readonly Entry[];
  /** The side that is true, and the one that was written. */
  readonly trueSide: Value;
  readonly claimedSide: Value;
  /** The array that the true side has entries of, and what it is the derivative of, and by. */
  readonly array?: NumericArray;
  readonly derivative?: { readonly of: NumericArray; readonly wrt: NumericArray };
  /** Numbers were written where the worksheet gives a value to every letter. */
  readonly isNumeric: boolean;
  /** Both sides are compared at this level, unless they are numbers. */
  readonly about: Value;
}

/** More entries than these are not looked at: they say the same again. */
const MOST_ENTRIES = 240;

export function subjectOf(link: WrongLink): Subject | undefined {
  const { decision, cases } = link;
  const [first] = cases;
  const about = first?.sides[0];
  const [left, right] = [first?.sides[link.link], first?.sides[link.link + 1]];
  if (about === undefined || left === undefined || right === undefined) return undefined;
  const isTurned = link.link === 0 && isBehind(link, left, right);
  const isWrong = new Set(decision.wrong);
  const entryOf = (comparison: Comparison): Entry => orient(link, cases, comparison, isTurned);
  const spread = thinned(decision.compared.filter((one) => !isWrong.has(one)));
  const wrong = thinned(decision.wrong).map(entryOf);
  const trueSide = isTurned ? right : about;
  const array = arrayOn(link, trueSide);
  const derivative = array && derivativeOf(link, array);
  return {
    link,
    wrong,
    right: spread.map(entryOf),
    trueSide,
    claimedSide: isTurned ? left : right,
    about,
    ...(array && { array }),
    ...(derivative && { derivative }),
    isNumeric: wrong.length > 0 && wrong.every((entry) => isNumber(link, entry)),
  };
}

/** Some of many, spread over all of them. */
function thinned(comparisons: readonly Comparison[]): readonly Comparison[] {
  const step = Math.ceil(comparisons.length / MOST_ENTRIES);
  return step <= 1 ? comparisons : comparisons.filter((_, position) => position % step === 0);
}

/** `k_{21} = ∂y/∂a` says it the other way round. */
function isBehind(link: WrongLink, left: Value, right: Value): boolean {
  return arrayOn(link, left) === undefined && arrayOn(link, right) !== undefined;
}

/** The worked-out array of which a side is an entry, a part or the whole. */
function arrayOn({ open }: WrongLink, side: Value): NumericArray | undefined {
  const [meaning] = meaningsOf(side);
  if (meaning?.tag !== "entry") return undefined;
  const array = open.scope.array(meaning.array);
  return array.definition.kind === "letters" || array.definition.kind === "numbers" ? undefined : array;
}

function derivativeOf({ open }: WrongLink, { definition }: NumericArray): Subject["derivative"] {
  if (definition.kind === "derivative")
    return { of: open.scope.array(definition.of), wrt: open.scope.array(definition.wrt) };
  if (definition.kind === "upstream")
    return { of: open.scope.array(definition.loss), wrt: open.scope.array(definition.of) };
  return undefined;
}

function orient(link: WrongLink, cases: readonly ClaimCase[], comparison: Comparison, isTurned: boolean): Entry {
  const { point, entry } = comparison;
  const { normal } = link.decider;
  const here =
    cases.find(({ fixed }) => [...fixed].every(([letter, value]) => point.get(letter) === value)) ?? cases[0];
  const first = meaningAt((here as ClaimCase).sides[0] as Value, entry);
  const [left, right] = [comparison.left, comparison.right].map(normal.normalize) as [Polynomial, Polynomial];
  const [a, b] = comparison.meanings;
  return isTurned
    ? {
        point,
        entry,
        comparison,
        truth: right,
        written: left,
        true: b,
        claimed: a,
        raw: [comparison.right, comparison.left],
      }
    : {
        point,
        entry,
        comparison,
        truth: left,
        written: right,
        true: first,
        claimed: b,
        raw: [comparison.left, comparison.right],
      };
}

function meaningAt(side: Value, entry: number): Meaning {
  return side.tag === "scalar" ? side.meaning : (side.entries[entry] as Meaning);
}

/** A number in the place of letters that have values, or of other numbers on the way. */
function isNumber({ decider, link }: WrongLink, { truth, claimed, written }: Entry): boolean {
  if (constantOf(written) === undefined || entriesIn(claimed).length > 0) return false;
  return decider.problem.given.size > 0 || (link > 0 && constantOf(truth) !== undefined);
}

/** Whether what a mistake makes of the truth is what was written. */
export function isWritten({ link, isNumeric }: Subject, entry: Entry, changed: Polynomial): boolean {
  const { normal } = link.decider;
  if (normal.isEqual(changed, entry.written)) return true;
  return isNumeric && normal.isEqual(withValues(link, changed), entry.written);
}

/** With the numbers of the worksheet for its letters. */
export function withValues({ decider }: WrongLink, polynomial: Polynomial): Polynomial {
  const { given } = decider.problem;
  if (![...arraysOf(decider, polynomial)].some((array) => given.has(array))) return polynomial;
  return substitute(polynomial, (atom) => {
    const described = decider.atoms.describe(atom);
    const value = described.kind === "entry" ? given.get(described.array)?.[described.entry] : undefined;
    return value && constantPolynomial(value);
  });
}

/** The truth over the letters alone where numbers are compared, else over what a person writes. */
export function levelOf({ isNumeric, about }: Subject, levels: { whole: Ground; about(side: Value): Ground }): Ground {
  return isNumeric ? levels.whole : levels.about(about);
}

type EntryMeaning = Meaning & { readonly tag: "entry" };

/** The entries of arrays that stand in a meaning. */
export function entriesIn(meaning: Meaning): EntryMeaning[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning];
    case "sum":
      return meaning.terms.flatMap(entriesIn);
    case "product":
      return meaning.factors.flatMap(entriesIn);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(entriesIn);
    case "power":
      return entriesIn(meaning.base);
    case "apply":
      return entriesIn(meaning.argument);
    case "series":
      return entriesIn(meaning.body);
    case "cases":
      return meaning.rows.flatMap(({ value }) => entriesIn(value));
    default:
      return [];
  }
}

/** The entries that are named by numbers, and lie outside of their array. */
export function entriesOutside(link: WrongLink, meaning: Meaning, base: number): EntryMeaning[] {
  const { sizes } = link.decider;
  return entriesIn(meaning).filter(({ array, indices }) =>
    indices.some((index, axis) => {
      if (index.tag !== "number") return false;
      const place = index.value.valueOf() - base;
      return place < 0 || place >= (sizes.shapeOf(array)[axis] ?? 0);
    }),
  );
}

/** More than one entry or more than one term: what fits them all fits by more than chance. */
export function isMany({ wrong }: Subject): boolean {
  return wrong.length > 1 || wrong.some(({ raw }) => raw[0].size > 1);
}
