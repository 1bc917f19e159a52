/**
 * What is known of the letters for sizes while a worksheet is read: their bounds, what is assumed, and the letters that
 * are made for quotients, so that no floor is left. It only grows, and everything in it holds for all sizes of which
 * the worksheet speaks.
 */
import { Mistake } from "../../error.ts";
import type { Span } from "../../language/syntax.ts";
import { tell } from "../../messages/message.ts";
import { type Assumptions, reduce, type SolvedEquation, showNonnegative, solveFor } from "../../sizes/assumptions.ts";
import {
  constant,
  letter,
  lettersOf,
  linearIn,
  negate,
  numberOf,
  ONE,
  type Polynomial,
  sameAs,
  substitute,
  subtract,
} from "../../sizes/polynomial.ts";
import type { NamedCondition, Quotient } from "../letters.ts";

export interface SizeKnowledge {
  /** Bounds of all letters, those of the worksheet and those made here; without a number a letter has none. */
  readonly letters: Map<string, number | undefined>;
  /** The letters that the worksheet introduces, in its order. */
  readonly own: Set<string>;
  readonly nonnegative: Polynomial[];
  equations: readonly SolvedEquation[];
  readonly quotients: Quotient[];
  readonly conditions: NamedCondition[];
  /** Names that no letter may take. */
  readonly reserved: ReadonlySet<string>;
  /** Quotients, by their order, that turn out to be sizes of axes of windows only after they were made: the offset. */
  readonly lateWindows: Map<number, 0 | 1>;
  /** The same as it is known beforehand, so that such a size is called O from the first. */
  readonly willBeWindows: ReadonlyMap<number, 0 | 1>;
}

export function createKnowledge(
  reserved: ReadonlySet<string>,
  willBeWindows: ReadonlyMap<number, 0 | 1>,
): SizeKnowledge {
  return {
    letters: new Map(),
    own: new Set(),
    nonnegative: [],
    equations: [],
    quotients: [],
    conditions: [],
    reserved,
    lateWindows: new Map(),
    willBeWindows,
  };
}

export function assumptionsOf({ letters, nonnegative, equations }: SizeKnowledge): Assumptions {
  const bounded = [...letters].map(([name, atLeast]) =>
    atLeast === undefined ? { letter: name } : { letter: name, atLeast },
  );
  return { letters: bounded, nonnegative, equations };
}

export function reduced(polynomial: Polynomial, knowledge: SizeKnowledge): Polynomial {
  return reduce(polynomial, assumptionsOf(knowledge));
}

export function isSame(left: Polynomial, right: Polynomial, knowledge: SizeKnowledge): boolean {
  return sameAs(reduced(left, knowledge), reduced(right, knowledge));
}

/** Whether `goal` ≥ 0 is shown for all sizes: it is a known fact and a number more, or follows otherwise. */
export function isShown(goal: Polynomial, knowledge: SizeKnowledge): boolean {
  const assumptions = assumptionsOf(knowledge);
  const known = reduce(goal, assumptions);
  const bounds = [...knowledge.letters].flatMap(([name, atLeast]) =>
    atLeast === undefined ? [] : [subtract(letter(name), constant(atLeast))],
  );
  const isFact = [...knowledge.nonnegative, ...bounds].some(
    (fact) => (numberOf(subtract(known, reduce(fact, assumptions))) ?? -1) >= 0,
  );
  return isFact || showNonnegative(goal, { assumptions, nonnegative: [], zero: [] }) !== undefined;
}

/** Whether it is shown that `goal` is below 0 for all sizes. */
export function isImpossible(goal: Polynomial, knowledge: SizeKnowledge): boolean {
  return isShown(subtract(negate(goal), ONE), knowledge);
}

export function isPositive(size: Polynomial, knowledge: SizeKnowledge): boolean {
  return isShown(subtract(size, ONE), knowledge);
}

/** `fact` ≥ 0 from now on: a bound where it is one letter and a number, else a fact of its own. */
export function learnNonnegative(fact: Polynomial, knowledge: SizeKnowledge, span?: Span): void {
  const known = reduced(fact, knowledge);
  if (isImpossible(known, knowledge)) throw contradiction(span);
  if (isShown(known, knowledge)) return;
  const bound = lowerBoundIn(known);
  if (bound === undefined) knowledge.nonnegative.push(known);
  else knowledge.letters.set(bound.name, Math.max(bound.atLeast, knowledge.letters.get(bound.name) ?? -Infinity));
}

function lowerBoundIn(fact: Polynomial): { readonly name: string; readonly atLeast: number } | undefined {
  const [name, ...more] = lettersOf(fact);
  const parts = name === undefined || more.length > 0 ? undefined : linearIn(fact, name);
  if (name === undefined || parts === undefined || numberOf(parts.coefficient) !== 1) return undefined;
  return { name, atLeast: -(numberOf(parts.rest) ?? 0) };
}

/** `zero` = 0 from now on, solved for the first of the letters that it can be solved for; whether there is one. */
export function learnZero(zero: Polynomial, wishes: readonly string[], knowledge: SizeKnowledge, span?: Span): boolean {
  const known = reduced(zero, knowledge);
  const value = numberOf(known);
  if (value !== undefined && value !== 0) throw contradiction(span);
  if (value === 0) return true;
  const name = [...wishes, ...byBound(lettersOf(known), knowledge)].find((wish) => isSolvable(known, wish));
  if (name === undefined) return false;
  addEquation(solveFor(known, name), knowledge, span);
  return true;
}

function contradiction(span: Span | undefined): Mistake {
  return new Mistake(
    "assumption",
    tell`this contradicts what is known of the sizes before it: no sizes are left`,
    span,
  );
}

/** Own letters first, of them those without a bound. */
export function byBound(names: Iterable<string>, { letters, own }: SizeKnowledge): readonly string[] {
  const rank = (name: string): number => (own.has(name) ? (letters.get(name) === undefined ? 0 : 1) : 2);
  return [...names].sort((left, right) => rank(left) - rank(right));
}

/** Whether the letter occurs, and with coefficient 1 or −1 alone. */
export function isSolvable(zero: Polynomial, name: string): boolean {
  const parts = lettersOf(zero).has(name) ? linearIn(zero, name) : undefined;
  return parts !== undefined && Math.abs(numberOf(parts.coefficient) ?? 0) === 1;
}

export function addEquation(equation: SolvedEquation, knowledge: SizeKnowledge, span?: Span): void {
  const values = new Map([[equation.letter, equation.value]]);
  const others = knowledge.equations.map(({ letter: name, value }) => ({
    letter: name,
    value: substitute(value, values),
  }));
  knowledge.equations = [...others, equation];
  for (const { letter: name } of knowledge.equations) {
    const least = knowledge.letters.get(name);
    const bound = subtract(letter(name), constant(least ?? 0));
    if (least !== undefined && isBelow(bound, knowledge)) throw contradiction(span);
  }
}

/** Whether a bound of a letter that an equation gives is broken by what else is known. */
function isBelow(bound: Polynomial, knowledge: SizeKnowledge): boolean {
  const others: SizeKnowledge = { ...knowledge, letters: new Map(knowledge.letters) };
  for (const { letter: name } of knowledge.equations) others.letters.set(name, undefined);
  return isImpossible(bound, others);
}
