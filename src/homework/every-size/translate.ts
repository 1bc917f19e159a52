/**
 * A formula at some sizes as a sum of products at every size.
 * In: a meaning in which the numbers of sizes are marked. Out: products of the index calculus, with guards for its
 * conditions and bound letters for its sums. Throws `NotTranslated` where the calculus has no words for something.
 */
import Fraction from "fraction.js";
import { dividedBy, freshLetter } from "../../calculus/sums.ts";
import { isShown } from "../../problem/letters/knowledge.ts";
import { add, constant, letter, multiply, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import type { Meaning, SeriesLetter } from "../meaning.ts";
import { conditionDrafts } from "./conditions.ts";
import { type Drafts, multiplyDrafts, negated, UNIT } from "./drafts.ts";
import { applied, entryOf, indexScope, type Translation } from "./entries.ts";
import { type IndexLetters, type IndexScope, inverse, isOfSizes, NotTranslated, ratioOf, wholeOf } from "./ratio.ts";

type Ratio = ReturnType<typeof ratioOf>;

export function draftsOf(meaning: Meaning, letters: IndexLetters, to: Translation): Drafts {
  if (isNumber(meaning)) return scaled([UNIT], ratioOf(meaning, sizesOnly(to)), to);
  const of = (part: Meaning): Drafts => draftsOf(part, letters, to);
  switch (meaning.tag) {
    case "entry":
      return entryOf(meaning, letters, to);
    case "sum":
      return meaning.terms.flatMap(of);
    case "product":
      return productOf(meaning.factors, letters, to);
    case "quotient":
      return quotientOf(meaning.over, meaning.under, letters, to);
    case "power":
      return powerOf(meaning.base, meaning.exponent, letters, to);
    case "apply": {
      const parameters = meaning.apply.parameters.map(([name, value]) => [name, value.toFraction()] as const);
      return applied(
        meaning.argument,
        { name: meaning.apply.name, primes: meaning.apply.primes, parameters },
        letters,
        to,
      );
    }
    case "series":
      return seriesOf(meaning, letters, to);
    case "guard":
      return conditionDrafts(meaning.conditions, indexScope(letters, to));
    case "cases":
      return casesOf(meaning, letters, to);
    default:
      throw new NotTranslated(meaning.tag);
  }
}

function sizesOnly(to: Translation): IndexScope {
  return indexScope(new Map(), to);
}

/** Whether sizes and numbers alone are in it. */
function isNumber(meaning: Meaning): boolean {
  switch (meaning.tag) {
    case "number":
      return true;
    case "sum":
      return meaning.terms.every(isNumber);
    case "product":
      return meaning.factors.every(isNumber);
    case "quotient":
      return isNumber(meaning.over) && isNumber(meaning.under);
    case "power":
      return isNumber(meaning.base);
    case "rounded":
      return isNumber(meaning.of);
    default:
      return false;
  }
}

/** Times over/under. A letter multiplies as a sum over as many ones, as in the worksheet's own definitions. */
function scaled(drafts: Drafts, { over, under }: Ratio, { scope, taken }: Translation): Drafts {
  for (const name of over.flatMap((term) => term.letters))
    if (!isShown(letter(name), scope.knowledge)) throw new NotTranslated("a factor that may be negative");
  return drafts.flatMap((draft) =>
    over.map(({ coefficient, letters }) => ({
      ...draft,
      coefficient: draft.coefficient * coefficient,
      ...dividedBy(multiply(draft.over ?? ONE, under)),
      bound: [...draft.bound, ...letters.map((name) => ({ letter: freshLetter("t", taken), size: letter(name) }))],
    })),
  );
}

/** Numbers and sizes among the factors are multiplied first, so that what cancels is gone. */
function productOf(factors: readonly Meaning[], letters: IndexLetters, to: Translation): Drafts {
  const number = ratioOf({ tag: "product", factors: factors.filter(isNumber) }, sizesOnly(to));
  const others = factors.filter((factor) => !isNumber(factor)).map((factor) => draftsOf(factor, letters, to));
  return scaled(others.reduce<Drafts>(multiplyDrafts, [UNIT]), number, to);
}

function quotientOf(over: Meaning, under: Meaning, letters: IndexLetters, to: Translation): Drafts {
  if (isNumber(under))
    return scaled(draftsOf(over, letters, to), inverse(ratioOf(under, sizesOnly(to)), to.scope.knowledge), to);
  return multiplyDrafts(draftsOf(over, letters, to), powerOf(under, new Fraction(-1), letters, to));
}

const LARGEST_PRODUCT = 4n;

/** A product of equal factors, or a function of one entry. */
function powerOf(base: Meaning, exponent: Fraction, letters: IndexLetters, to: Translation): Drafts {
  if (exponent.equals(0)) throw new NotTranslated("a power");
  const isProduct = exponent.d === 1n && exponent.s > 0n && exponent.n <= LARGEST_PRODUCT;
  if (!isProduct) {
    const parameters = [["exponent", exponent.toFraction()]] as const;
    return applied(base, { name: "power", primes: 0, parameters }, letters, to);
  }
  // Each factor has bound letters of its own.
  const factors = Array.from({ length: Number(exponent.n) }, () => draftsOf(base, letters, to));
  return factors.reduce<Drafts>(multiplyDrafts, [UNIT]);
}

function seriesOf(series: Meaning & { readonly tag: "series" }, outer: IndexLetters, to: Translation): Drafts {
  const letters = new Map(outer);
  let ranges: Drafts = [UNIT];
  for (const one of series.letters) {
    const range = rangeOf(one, letters, to);
    letters.set(one.name, range.value);
    ranges = multiplyDrafts(ranges, range.drafts);
    if (range.isOpen && !speaksOfSums(series.body)) to.inside.add(range.name);
  }
  const conditions = conditionDrafts(series.conditions, indexScope(letters, to));
  return multiplyDrafts(multiplyDrafts(ranges, conditions), draftsOf(series.body, letters, to));
}

interface LetterRange {
  readonly name: string;
  /** What stands for the letter: it is counted from 0. */
  readonly value: Polynomial;
  readonly drafts: Drafts;
  /** It runs along axes, not between limits. */
  readonly isOpen: boolean;
}

function rangeOf({ name: wish, from, to: last }: SeriesLetter, letters: IndexLetters, to: Translation): LetterRange {
  const { knowledge, indexBase } = to.scope;
  const [low, high] = [from, last].map((limit) => limit && wholeOf(limit, indexScope(letters, to)));
  const name = freshLetter(wish.replace(/[^A-Za-z0-9]/g, "") || "i", to.taken);
  if (low !== undefined && high !== undefined) {
    const size = add(subtract(high, low), ONE);
    if (!isOfSizes(size, knowledge)) throw new NotTranslated("a limit");
    return {
      name,
      value: add(letter(name), low),
      drafts: [{ ...UNIT, bound: [{ letter: name, size }] }],
      isOpen: false,
    };
  }
  const value = add(letter(name), constant(indexBase));
  const atLeastZero = [low && subtract(value, low), high && subtract(high, value)].filter(
    (limit) => limit !== undefined,
  );
  return { name, value, drafts: [{ ...UNIT, bound: [{ letter: name }], atLeastZero }], isOpen: true };
}

/** A sum between limits of what has several terms runs over all that any of them needs. */
function speaksOfSums(meaning: Meaning): boolean {
  switch (meaning.tag) {
    case "sum":
    case "cases":
      return !isNumber(meaning);
    case "product":
      return meaning.factors.some(speaksOfSums);
    case "quotient":
      return [meaning.over, meaning.under].some(speaksOfSums);
    case "power":
      return speaksOfSums(meaning.base);
    case "apply":
      return speaksOfSums(meaning.argument);
    case "series":
      return speaksOfSums(meaning.body);
    default:
      return false;
  }
}

/** The first row that holds: each row but for those before it. */
function casesOf({ rows }: Meaning & { readonly tag: "cases" }, letters: IndexLetters, to: Translation): Drafts {
  let before: Drafts = [UNIT];
  const values: Drafts[] = [];
  for (const { value, conditions } of rows) {
    const holds = conditionDrafts(conditions, indexScope(letters, to));
    values.push(multiplyDrafts(multiplyDrafts(before, holds), draftsOf(value, letters, to)));
    if (conditions.length === 0) break;
    before = multiplyDrafts(before, negated(holds));
  }
  return values.flat();
}
