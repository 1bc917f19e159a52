/**
 * ⌊dividend/divisor⌋ and what remains, as polynomials. Where they are not known already, a letter is made for the
 * quotient and the dividend's equation is solved for one of its letters, so that no floor is left.
 */
import type { Span } from "../../language/syntax.ts";
import { solveFor } from "../../sizes/assumptions.ts";
import {
  add,
  constant,
  divideWithRest,
  letter,
  lettersOf,
  multiply,
  numberOf,
  ONE,
  type Polynomial,
  plainLetter,
  sameAs,
  subtract,
} from "../../sizes/polynomial.ts";
import type { Quotient } from "../letters.ts";
import {
  addEquation,
  byBound,
  isPositive,
  isShown,
  isSolvable,
  learnNonnegative,
  learnZero,
  reduced,
  type SizeKnowledge,
} from "./knowledge.ts";

export interface Division {
  readonly dividend: Polynomial;
  /** Shown to be at least 1. */
  readonly divisor: Polynomial;
  /** An axis has quotient + 1 windows. */
  readonly isWindows?: boolean;
  /** Letters that may be expressed by the quotient's, the best first. */
  readonly wishes?: readonly string[];
  /** No letter is expressed by the quotient's: the remainder has none of its own. */
  readonly isPlain?: boolean;
}

export interface Divided {
  readonly quotient: Polynomial;
  readonly remainder: Polynomial;
}

export function divide(division: Division, knowledge: SizeKnowledge): Divided {
  const apart = takeApart(division, knowledge);
  const known = knownOf(apart, knowledge);
  if (known === undefined) return makeApart(apart, division, knowledge);
  if (division.isWindows) noteWindows(add(known.quotient, ONE), knowledge);
  return known;
}

/** Whether no quotient is known for it. */
export function isNew(division: Division, knowledge: SizeKnowledge): boolean {
  return knownOf(takeApart(division, knowledge), knowledge) === undefined;
}

function knownOf(apart: Apart, knowledge: SizeKnowledge): Divided | undefined {
  return knownRest(apart, knowledge) ?? knownQuotient(apart, knowledge) ?? knownHalf(apart, knowledge);
}

function takeApart(division: Division, knowledge: SizeKnowledge): Apart {
  const divisor = reduced(division.divisor, knowledge);
  return { ...divideWithRest(reduced(division.dividend, knowledge), divisor), divisor };
}

interface Apart {
  readonly quotient: Polynomial;
  readonly rest: Polynomial;
  readonly divisor: Polynomial;
}

/** The rest, or the rest and one divisor more or less, is shown to be from 0 to divisor − 1. */
function knownRest({ quotient, rest, divisor }: Apart, knowledge: SizeKnowledge): Divided | undefined {
  return [0, -1, 1]
    .map((shift) => ({
      quotient: add(quotient, constant(shift)),
      remainder: subtract(rest, multiply(constant(shift), divisor)),
    }))
    .find(({ remainder }) => isShown(remainder, knowledge) && isPositive(subtract(divisor, remainder), knowledge));
}

/** A quotient whose dividend differs by a multiple of the divisor. */
function knownQuotient({ quotient, rest, divisor }: Apart, knowledge: SizeKnowledge): Divided | undefined {
  const isLike = (known: Quotient): boolean => {
    const by = reduced(known.divisor, knowledge);
    return sameAs(by, divisor) && sameAs(divideWithRest(reduced(known.dividend, knowledge), by).rest, rest);
  };
  const known = knowledge.quotients.find(isLike);
  if (known === undefined) return undefined;
  const whole = divideWithRest(reduced(known.dividend, knowledge), divisor).quotient;
  return { quotient: add(quotient, subtract(valueOfQuotient(known), whole)), remainder: known.remainder };
}

/** Halves of neighbours make a whole: ⌊(e + 1)/2⌋ = e − ⌊e/2⌋, and ⌊(e − 1)/2⌋ = e − 1 − ⌊e/2⌋. */
function knownHalf({ quotient, rest, divisor }: Apart, knowledge: SizeKnowledge): Divided | undefined {
  if (numberOf(divisor) !== 2) return undefined;
  for (const shift of [1, -1]) {
    const neighbour = subtract(rest, constant(shift));
    const half = knownQuotient({ ...divideWithRest(neighbour, divisor), divisor }, knowledge);
    if (half === undefined) continue;
    const whole = shift === 1 ? neighbour : rest;
    return { quotient: add(quotient, subtract(whole, half.quotient)), remainder: subtract(ONE, half.remainder) };
  }
  return undefined;
}

/** Of multiples of the divisor and a remainder that was left before, only the remainder is divided: K + ⌊ρ/d⌋. */
function makeApart({ quotient, rest, divisor }: Apart, division: Division, knowledge: SizeKnowledge): Divided {
  const remainders = knowledge.quotients.map(({ remainder }) => plainLetter(remainder));
  if (![...lettersOf(rest)].every((name) => remainders.includes(name))) return makeQuotient(division, knowledge);
  const made = makeQuotient({ dividend: rest, divisor, isPlain: true }, knowledge);
  return { ...made, quotient: add(quotient, made.quotient) };
}

/** Where the size of an axis is a quotient that was made as such, or the next integer. */
function noteWindows(windows: Polynomial, { quotients, lateWindows, willBeWindows }: SizeKnowledge): void {
  for (const [number, { letter: name, offset }] of quotients.entries()) {
    const above = numberOf(subtract(windows, letter(name)));
    if ((above === 0 || above === 1) && offset + above <= 1 && !willBeWindows.has(number) && !lateWindows.has(number))
      lateWindows.set(number, offset + above === 1 ? 1 : 0);
  }
}

/** The quotient itself, which a number of windows exceeds by 1. */
function valueOfQuotient({ letter: name, offset }: Quotient): Polynomial {
  return subtract(letter(name), constant(offset));
}

function makeQuotient(division: Division, knowledge: SizeKnowledge): Divided {
  const { dividend, divisor, isWindows } = division;
  const number = knowledge.quotients.length;
  const foreseen = knowledge.willBeWindows.get(number);
  const offset = isWindows ? 1 : (foreseen ?? 0);
  const name = freshName(isWindows || foreseen !== undefined ? "O" : "Q", knowledge);
  if (isShown(dividend, knowledge)) knowledge.letters.set(name, offset);
  else knowledge.letters.set(name, undefined);
  const quotient = subtract(letter(name), constant(offset));
  const left = subtract(reduced(dividend, knowledge), multiply(reduced(divisor, knowledge), quotient));
  const remainder = division.isPlain ? left : nameRemainder(left, division, name, knowledge);
  learnNonnegative(remainder, knowledge);
  learnNonnegative(subtract(subtract(divisor, remainder), ONE), knowledge);
  knowledge.quotients.push({ letter: name, offset, remainder, dividend, divisor });
  return { quotient, remainder };
}

/**
 * Makes dividend = divisor·quotient + remainder known, where the remainder is a number; whether the equation can be
 * solved for a letter.
 */
export function learnRemainder(
  { dividend, divisor }: Division,
  remainder: number,
  knowledge: SizeKnowledge,
  span?: Span,
): boolean {
  const value = constant(remainder);
  learnNonnegative(value, knowledge, span);
  learnNonnegative(subtract(subtract(divisor, value), ONE), knowledge, span);
  const whole = { dividend: subtract(dividend, value), divisor };
  const foreseen = knowledge.willBeWindows.get(knowledge.quotients.length);
  const name = freshName(foreseen === undefined ? "Q" : "O", knowledge);
  knowledge.letters.set(name, isShown(whole.dividend, knowledge) ? (foreseen ?? 0) : undefined);
  const quotient = subtract(letter(name), constant(foreseen ?? 0));
  const zero = subtract(reduced(whole.dividend, knowledge), multiply(reduced(divisor, knowledge), quotient));
  const wishes = wishesOf(zero, divisor, name, knowledge);
  if (!wishes.some((wish) => isSolvable(zero, wish))) return false;
  knowledge.quotients.push({ letter: name, offset: foreseen ?? 0, remainder: value, dividend, divisor });
  return learnZero(zero, wishes, knowledge, span);
}

/** Letters of the worksheet that a quotient's equation may be solved for. */
function wishesOf(zero: Polynomial, divisor: Polynomial, quotient: string, knowledge: SizeKnowledge) {
  const divisors = lettersOf(reduced(divisor, knowledge));
  return byBound(lettersOf(zero), knowledge).filter(
    (name) => name !== quotient && !divisors.has(name) && knowledge.own.has(name),
  );
}

/**
 * A letter for the remainder, and the equation that says so solved for a letter of the dividend; where there is none
 * to solve for, the remainder stays what it is.
 */
function nameRemainder(
  left: Polynomial,
  { divisor, wishes }: Division,
  name: string,
  knowledge: SizeKnowledge,
): Polynomial {
  const divisors = lettersOf(reduced(divisor, knowledge));
  const solved = [
    ...(wishes ?? []).filter((wish) => !divisors.has(wish)),
    ...wishesOf(left, divisor, name, knowledge),
  ].find((wish) => isSolvable(left, wish));
  if (solved === undefined) return left;
  const rho = freshName("rho", knowledge);
  knowledge.letters.set(rho, 0);
  addEquation(solveFor(subtract(left, letter(rho)), solved), knowledge);
  return letter(rho);
}

function freshName(stem: string, { letters, reserved }: SizeKnowledge): string {
  const isFree = (name: string): boolean => !letters.has(name) && !reserved.has(name);
  if (isFree(stem)) return stem;
  for (let number = 1; ; number++) if (isFree(`${stem}${number}`)) return `${stem}${number}`;
}
