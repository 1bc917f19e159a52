/**
 * What is known of the letters for sizes while a worksheet is read: bounds, assumptions, and the letters that are made
 * for quotients, so that no floor is left. It only grows; all of it holds for every size that the worksheet speaks of.
 */
import { Mistake } from "../../error.ts";
import type { Span } from "../../language/syntax.ts";
import { type Assumptions, reduce, type SolvedEquation, showNonnegative, solveFor } from "../../sizes/assumptions.ts";
import {
  constant,
  letter,
  lettersOf,
  linearIn,
  numberOf,
  ONE,
  type Polynomial,
  sameAs,
  substitute,
  subtract,
} from "../../sizes/polynomial.ts";
import type { NamedCondition, Quotient } from "../letters.ts";

export interface SizeKnowledge {
  /** Lower bounds of all letters, those of the worksheet first; without a number a letter has none. */
  readonly letters: Map<string, number | undefined>;
  /** The letters that the worksheet introduces. */
  readonly own: Set<string>;
  readonly nonnegative: Polynomial[];
  equations: readonly SolvedEquation[];
  readonly quotients: Quotient[];
  readonly conditions: NamedCondition[];
  /** Names that no letter may take. */
  readonly reserved: ReadonlySet<string>;
}

export function createKnowledge(reserved: ReadonlySet<string>): SizeKnowledge {
  return {
    letters: new Map(),
    own: new Set(),
    nonnegative: [],
    equations: [],
    quotients: [],
    conditions: [],
    reserved,
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

/** Whether `goal` ≥ 0 is shown for all sizes. */
export function isShown(goal: Polynomial, knowledge: SizeKnowledge): boolean {
  return showNonnegative(goal, { assumptions: assumptionsOf(knowledge), nonnegative: [], zero: [] }) !== undefined;
}

/** `fact` ≥ 0 from now on: a bound where it is one letter and a number, else a fact of its own. */
export function learnNonnegative(fact: Polynomial, knowledge: SizeKnowledge, span?: Span): void {
  const known = reduced(fact, knowledge);
  const value = numberOf(known);
  if (value !== undefined && value < 0) throw contradiction(span);
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
  return new Mistake("assumption", "this contradicts what is known of the sizes before it: no sizes are left", span);
}

/** Letters of the worksheet first, of them those without a bound. */
function byBound(names: Iterable<string>, { letters, own }: SizeKnowledge): readonly string[] {
  const rank = (name: string): number => (own.has(name) ? (letters.get(name) === undefined ? 0 : 1) : 2);
  return [...names].sort((left, right) => rank(left) - rank(right));
}

function isSolvable(zero: Polynomial, name: string): boolean {
  const parts = lettersOf(zero).has(name) ? linearIn(zero, name) : undefined;
  return parts !== undefined && Math.abs(numberOf(parts.coefficient) ?? 0) === 1;
}

/** No value of an equation speaks of a letter that another is solved for. */
function addEquation(equation: SolvedEquation, knowledge: SizeKnowledge, span?: Span): void {
  const values = new Map([[equation.letter, equation.value]]);
  const others = knowledge.equations.map(({ letter: name, value }) => ({
    letter: name,
    value: substitute(value, values),
  }));
  knowledge.equations = [...others, equation];
  for (const { letter: name } of knowledge.equations) {
    const least = knowledge.letters.get(name);
    if (least === undefined) continue;
    const above = numberOf(reduced(subtract(letter(name), constant(least)), knowledge));
    if (above !== undefined && above < 0) throw contradiction(span);
  }
}

/** `size` ≥ 1 from now on; where that does not follow, it is a condition, written as `text`. */
export function demandPositive(size: Polynomial, text: string, knowledge: SizeKnowledge, span?: Span): void {
  const goal = subtract(size, ONE);
  if (isShown(goal, knowledge)) return;
  learnNonnegative(goal, knowledge, span);
  addCondition({ text, origin: "array" }, knowledge);
}

export function addCondition(condition: NamedCondition, { conditions }: SizeKnowledge): void {
  if (!conditions.some(({ text }) => text === condition.text)) conditions.push(condition);
}
