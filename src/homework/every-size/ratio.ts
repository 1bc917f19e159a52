/**
 * What stands in an index or a limit, for every size: a quotient of polynomials in the letters for sizes and indices.
 * In: a meaning in which sizes are marked, and names for its index letters. Out: over/under, `under` at least 1 at all
 * sizes. Throws `NotTranslated` where there is none.
 */
import type Fraction from "fraction.js";
import { isPositive, type SizeKnowledge } from "../../problem/letters/knowledge.ts";
import { divide, isNew } from "../../problem/letters/quotients.ts";
import { type Ratio, simplified } from "../../problem/letters/size-values.ts";
import {
  add,
  constant,
  letter,
  lettersOf,
  multiply,
  negate,
  numberOf,
  ONE,
  type Polynomial,
  sameAs,
  subtract,
  ZERO,
} from "../../sizes/polynomial.ts";
import type { Meaning } from "../meaning.ts";

/** Thrown for what the index calculus has no words for; the claim is then not proved. */
export class NotTranslated extends Error {}

/** What an index letter is in the calculus, which counts from 0. */
export type IndexLetters = ReadonlyMap<string, Polynomial>;

export interface IndexScope {
  readonly letters: IndexLetters;
  readonly knowledge: SizeKnowledge;
  /** The size of an axis of an array of the problem at some sizes. */
  readonly sizeOf: (array: number, axis: number) => Polynomial;
  /** A name for ⌊over/under⌋, where one can be given to what varies with index letters. */
  readonly floorOf?: (over: Polynomial, under: Polynomial) => Polynomial;
}

export function ratioOf(meaning: Meaning, scope: IndexScope): Ratio {
  const { letters, knowledge } = scope;
  const of = (part: Meaning): Ratio => ratioOf(part, scope);
  switch (meaning.tag) {
    case "number":
      if (meaning.axis !== undefined) return whole(scope.sizeOf(meaning.axis.array, meaning.axis.axis));
      return meaning.size === undefined ? ratioOfNumber(meaning.value) : whole(letter(meaning.size));
    case "letter": {
      const value = letters.get(meaning.name);
      if (value === undefined) throw new NotTranslated(meaning.name);
      return whole(value);
    }
    case "sum":
      return simplified(meaning.terms.map(of).reduce(addRatios, whole(ZERO)), knowledge);
    case "product":
      return simplified(meaning.factors.map(of).reduce(multiplyRatios, whole(ONE)), knowledge);
    case "quotient":
      return simplified(multiplyRatios(of(meaning.over), inverse(of(meaning.under), knowledge)), knowledge);
    case "rounded":
      return whole(roundedRatio(of(meaning.of), meaning.direction, scope));
    case "rest": {
      const [whole, by] = [wholeOf(meaning.of, scope), wholeOf(meaning.by, scope)];
      const quotient = roundedRatio({ over: whole, under: by }, "floor", scope);
      return { over: subtract(whole, multiply(by, quotient)), under: ONE };
    }
    case "power": {
      const { s, n, d } = meaning.exponent;
      if (s < 0n || d !== 1n || n > LARGEST_POWER) throw new NotTranslated("a power");
      return Array.from({ length: Number(n) }, () => of(meaning.base)).reduce(multiplyRatios, whole(ONE));
    }
    default:
      throw new NotTranslated(meaning.tag);
  }
}

const LARGEST_POWER = 6n;

/** A ratio that is an integer. */
export function wholeOf(meaning: Meaning, scope: IndexScope): Polynomial {
  const { over, under } = ratioOf(meaning, scope);
  if (numberOf(under) !== 1) throw new NotTranslated("a fraction");
  return over;
}

function whole(over: Polynomial): Ratio {
  return { over, under: ONE };
}

function ratioOfNumber({ s, n, d }: Fraction): Ratio {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  if (n > most || d > most) throw new NotTranslated("a number of many digits");
  return { over: constant(Number(s * n)), under: constant(Number(d)) };
}

function addRatios(left: Ratio, right: Ratio): Ratio {
  if (sameAs(left.under, right.under)) return { over: add(left.over, right.over), under: left.under };
  const over = add(multiply(left.over, right.under), multiply(right.over, left.under));
  return { over, under: multiply(left.under, right.under) };
}

export function multiplyRatios(left: Ratio, right: Ratio): Ratio {
  return { over: multiply(left.over, right.over), under: multiply(left.under, right.under) };
}

export function inverse({ over, under }: Ratio, knowledge: SizeKnowledge): Ratio {
  if (isPositive(over, knowledge)) return { over: under, under: over };
  if (isPositive(negate(over), knowledge)) return { over: negate(under), under: negate(over) };
  throw new NotTranslated("a divisor whose sign is not known");
}

/** Whether a polynomial speaks of sizes alone. */
export function isOfSizes(polynomial: Polynomial, { letters }: SizeKnowledge): boolean {
  return [...lettersOf(polynomial)].every((name) => letters.has(name));
}

/** A floor of sizes has a letter only where the worksheet has the same quotient. */
function roundedRatio(
  { over, under }: Ratio,
  direction: "floor" | "ceil",
  { knowledge, floorOf }: IndexScope,
): Polynomial {
  if (numberOf(under) === 1) return over;
  if (!isPositive(under, knowledge)) throw new NotTranslated("a divisor whose sign is not known");
  const dividend = direction === "floor" ? over : subtract(add(over, under), ONE);
  const division = { dividend, divisor: under };
  if (isOfSizes(over, knowledge) && !isNew(division, knowledge)) return divide(division, knowledge).quotient;
  if (floorOf === undefined) throw new NotTranslated(direction);
  return floorOf(dividend, under);
}
