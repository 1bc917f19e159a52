/**
 * Floors without floors: ⌊dividend/divisor⌋ is a letter q, or O − 1 for O windows, with dividend = divisor·q + remainder
 * and 0 <= remainder < divisor. The same dividend and divisor have the same letters, wherever they stand.
 */
import type { Span } from "../../language/syntax.ts";
import {
  add,
  constant,
  divideWithRest,
  isZero,
  letter,
  lettersOf,
  multiply,
  numberOf,
  ONE,
  type Polynomial,
  sameAs,
  subtract,
  textOf,
  ZERO,
} from "../../sizes/polynomial.ts";
import type { Quotient } from "../letters.ts";
import { isSame, isShown, learnZero, reduced, type SizeKnowledge } from "./knowledge.ts";

export interface Division {
  readonly dividend: Polynomial;
  /** At least 1. */
  readonly divisor: Polynomial;
  /** Whether the quotient is one less than a number of windows. */
  readonly isWindows?: boolean;
  /** Letters that are to be expressed by the quotient's, the best first. */
  readonly wishes?: readonly string[];
  readonly span?: Span;
}

export interface Divided {
  readonly quotient: Polynomial;
  readonly remainder: Polynomial;
}

/** Quotient and remainder; letters are made where no polynomial is shown to be the quotient. */
export function divide(division: Division, knowledge: SizeKnowledge): Divided {
  const dividend = reduced(division.dividend, knowledge);
  const divisor = reduced(division.divisor, knowledge);
  return (
    divideOutright(dividend, divisor, knowledge) ??
    findQuotient(dividend, divisor, knowledge) ??
    makeQuotient(division, dividend, divisor, knowledge)
  );
}

/** By polynomial division, where the rest is shown to be a remainder. */
function divideOutright(dividend: Polynomial, divisor: Polynomial, knowledge: SizeKnowledge): Divided | undefined {
  const { quotient, rest } = divideWithRest(dividend, divisor);
  for (const shift of [ZERO, ONE, constant(-1)]) {
    const remainder = add(rest, multiply(shift, divisor));
    const isRemainder =
      isShown(remainder, knowledge) && isShown(subtract(subtract(divisor, remainder), ONE), knowledge);
    if (isRemainder) return { quotient: subtract(quotient, shift), remainder };
  }
  return undefined;
}

/** A quotient that is known already, of a dividend that differs by a multiple of the divisor. */
function findQuotient(dividend: Polynomial, divisor: Polynomial, knowledge: SizeKnowledge): Divided | undefined {
  for (const known of knowledge.quotients) {
    if (!isSame(known.divisor, divisor, knowledge)) continue;
    const { quotient, rest } = divideWithRest(subtract(dividend, reduced(known.dividend, knowledge)), divisor);
    if (isZero(rest)) return { quotient: add(quotientOf(known), quotient), remainder: known.remainder };
  }
  return undefined;
}

function quotientOf({ letter: name, offset }: Quotient): Polynomial {
  return subtract(letter(name), constant(offset));
}

function makeQuotient(
  { dividend: asked, isWindows = false, wishes = [], span }: Division,
  dividend: Polynomial,
  divisor: Polynomial,
  knowledge: SizeKnowledge,
): Divided {
  const number = numberOf(dividend);
  const by = numberOf(divisor);
  if (number !== undefined && by !== undefined) {
    const quotient = Math.floor(number / by);
    return { quotient: constant(quotient), remainder: constant(number - by * quotient) };
  }
  // ⌊(d·w + e)/d⌋ = w + ⌊e/d⌋
  const { quotient: whole, rest } = divideWithRest(dividend, divisor);
  const isCount = isWindows && isZero(whole);
  const name = freshLetter(isCount ? "O" : "q", knowledge);
  knowledge.letters.set(name, isCount ? 1 : isShown(rest, knowledge) ? 0 : undefined);
  const remainder = letter(freshLetter("rho", knowledge));
  for (const made of lettersOf(remainder)) knowledge.letters.set(made, 0);
  knowledge.nonnegative.push(subtract(subtract(divisor, ONE), remainder));
  const meaning = isZero(whole) ? asked : rest;
  const made: Quotient = { letter: name, offset: isCount ? 1 : 0, remainder, dividend: meaning, divisor };
  const unbounded = [...lettersOf(rest)].filter(
    (own) => knowledge.own.has(own) && knowledge.letters.get(own) === undefined,
  );
  const zero = subtract(rest, add(multiply(divisor, quotientOf(made)), remainder));
  learnZero(zero, [...unbounded, ...wishes], knowledge, span);
  knowledge.quotients.push(made);
  return { quotient: add(whole, quotientOf(made)), remainder };
}

function freshLetter(stem: string, { letters, reserved }: SizeKnowledge): string {
  const isFree = (name: string): boolean => !letters.has(name) && !reserved.has(name);
  if (isFree(stem)) return stem;
  for (let number = 1; ; number++) if (isFree(`${stem}${number}`)) return `${stem}${number}`;
}

/** A polynomial in the worksheet's own letters, in its syntax: a letter made for a quotient becomes its `floor`. */
export function textInOwnLetters(polynomial: Polynomial, knowledge: SizeKnowledge): string {
  if ([...lettersOf(polynomial)].every((name) => knowledge.own.has(name))) return textOf(polynomial);
  const terms = polynomial.map(({ coefficient, letters }, place) => {
    const size = Math.abs(coefficient);
    const factors = letters.map((name) => meaningOf(name, knowledge));
    const sign = coefficient < 0 ? (place === 0 ? "-" : " - ") : place === 0 ? "" : " + ";
    return sign + [...(size === 1 && factors.length > 0 ? [] : [String(size)]), ...factors].join("*");
  });
  return terms.join("");
}

function meaningOf(name: string, knowledge: SizeKnowledge): string {
  const isRest = ({ remainder }: Quotient): boolean => lettersOf(remainder).has(name);
  const quotient = knowledge.quotients.find((known) => known.letter === name || isRest(known));
  if (quotient === undefined) return name;
  // What a quotient divides was there before it, so that this comes to an end.
  const [dividend, divisor] = [quotient.dividend, quotient.divisor].map((part) => textInOwnLetters(part, knowledge));
  if (quotient.letter !== name) return `((${dividend}) mod (${divisor}))`;
  const floor = `floor((${dividend}) / (${divisor}))`;
  return quotient.offset === 0 ? floor : `(${floor} + 1)`;
}

/** Whether the divisor goes into the dividend for all sizes. */
export function isMultiple(dividend: Polynomial, divisor: Polynomial, knowledge: SizeKnowledge): boolean {
  const { remainder } = divide({ dividend, divisor }, knowledge);
  return sameAs(reduced(remainder, knowledge), ZERO);
}
