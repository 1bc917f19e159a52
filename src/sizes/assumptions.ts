/**
 * What is known of letters, and what follows from it for every value they may have.
 *
 * Reasoning is exact and sound, and incomplete: an answer other than `undefined` is a proof, given as the words that
 * show it; `undefined` says only that none was found. Nothing is sampled. All letters stand for integers.
 */
import {
  add,
  constant,
  divideByTerm,
  isZero,
  letter,
  lettersOf,
  linearIn,
  negate,
  numberOf,
  type Polynomial,
  sameAs,
  substitute,
  subtract,
  textOf,
} from "./polynomial.ts";

/** A size letter; without `atLeast` it is any integer, as a padding that may crop. */
export interface SizeLetter {
  readonly letter: string;
  readonly atLeast?: number;
}

/** An equation solved for one letter, which `value` and the values of the others do not speak of. */
export interface SolvedEquation {
  readonly letter: string;
  readonly value: Polynomial;
}

export interface Assumptions {
  readonly letters: readonly SizeLetter[];
  /** Polynomials of size letters that are never negative, such as s − 1 − ρ. */
  readonly nonnegative: readonly Polynomial[];
  readonly equations: readonly SolvedEquation[];
}

/** What may be used at one place: the assumptions, and what else holds there of size and index letters. */
export interface Knowledge {
  readonly assumptions: Assumptions;
  readonly nonnegative: readonly Polynomial[];
  readonly zero: readonly Polynomial[];
}

/** How something was shown, one phrase for each step. */
export type Shown = readonly string[];

/** Solves `zero = 0` for a letter that occurs in it alone and with coefficient 1 or −1. */
export function solveFor(zero: Polynomial, name: string): SolvedEquation {
  const parts = linearIn(zero, name);
  const unit = parts && numberOf(parts.coefficient);
  if (parts === undefined || (unit !== 1 && unit !== -1))
    throw new RangeError(`${textOf(zero)} = 0 is not solved for ${name} without a fraction`);
  return { letter: name, value: unit === 1 ? negate(parts.rest) : parts.rest };
}

/** The polynomial without the letters that equations are solved for. */
export function reduce(polynomial: Polynomial, assumptions: Assumptions): Polynomial {
  return substitute(polynomial, new Map(assumptions.equations.map(({ letter: name, value }) => [name, value])));
}

/** Shows `goal` = 0: by the equations of the sizes, then by one equation that holds at this place. */
export function showZero(goal: Polynomial, known: Knowledge): Shown | undefined {
  const reduced = reduce(goal, known.assumptions);
  if (isZero(reduced)) return ["equal in every letter"];
  for (const zero of known.zero)
    for (const shift of [zero, negate(zero)])
      if (isZero(add(reduced, reduce(shift, known.assumptions)))) return [`by ${textOf(zero)} = 0`];
  return undefined;
}

/** Shows that a divisor of one term divides `goal`, by itself or by one equation that holds at this place. */
export function showDivides(divisor: Polynomial, goal: Polynomial, known: Knowledge): Shown | undefined {
  const whole = reduce(goal, known.assumptions);
  if (divideByTerm(whole, divisor) !== undefined) return ["each term is a multiple"];
  for (const zero of known.zero)
    for (const shift of [zero, negate(zero)])
      if (divideByTerm(add(whole, reduce(shift, known.assumptions)), divisor) !== undefined)
        return [`by ${textOf(zero)} = 0, each term is a multiple`];
  return undefined;
}

/** Shows `goal` ≥ 0: as it stands, else after one equation that holds at this place is added or taken away. */
export function showNonnegative(goal: Polynomial, known: Knowledge): Shown | undefined {
  const { assumptions } = known;
  const eliminated = new Set(assumptions.equations.map((equation) => equation.letter));
  const bounds = assumptions.letters
    .filter(({ letter: name, atLeast }) => atLeast !== undefined && eliminated.has(name))
    .map(({ letter: name, atLeast = 0 }) => subtract(letter(name), constant(atLeast)));
  const facts = [...known.nonnegative, ...assumptions.nonnegative, ...bounds].map((fact) => reduce(fact, assumptions));
  const start = reduce(goal, assumptions);
  // What is said as a whole need not be taken apart.
  if (start.length > 3 && facts.some((fact) => sameAs(fact, start))) return [`${textOf(start)} >= 0`];
  const context: Search = { facts, assumptions, left: { nodes: LARGEST_SEARCH } };
  const plain = search(start, context, new Set());
  if (plain !== undefined) return plain;
  const fact = facts.find((other) => isObvious(subtract(start, other), assumptions));
  if (fact !== undefined) return [`${textOf(fact)} >= 0`];
  for (const zero of known.zero)
    for (const shift of [zero, negate(zero)]) {
      const shifted = add(start, reduce(shift, assumptions));
      const shown = search(shifted, context, new Set());
      if (shown !== undefined) return [`by ${textOf(zero)} = 0`, ...shown];
    }
  return searchBelow(start, { ...context, left: { nodes: LARGEST_SEARCH } });
}

/** A goal is not negative where a fact and what it exceeds the fact by are not. */
function searchBelow(goal: Polynomial, context: Search): Shown | undefined {
  for (const fact of context.facts) {
    const shares = fact.some((term) => goal.some((other) => term.letters.length > 1 && sameAs([term], [other])));
    const shown = shares ? search(subtract(goal, fact), context, new Set()) : undefined;
    if (shown !== undefined) return [`${textOf(fact)} >= 0`, ...shown];
  }
  return undefined;
}

/** Shows `goal` > 0; letters are integers. */
export function showPositive(goal: Polynomial, known: Knowledge): Shown | undefined {
  return showNonnegative(subtract(goal, constant(1)), known);
}

const LARGEST_SEARCH = 400;

interface Search {
  readonly facts: readonly Polynomial[];
  readonly assumptions: Assumptions;
  /** Counted down, so that a search ends soon; what is not found by then is not shown. */
  readonly left: { nodes: number };
}

/**
 * A goal c·x + r with c ≥ 0 is least where x is; so x gives way to a lower bound of it, or to an upper bound where
 * c ≤ 0. Each letter gives way once on a path.
 */
function search(goal: Polynomial, context: Search, gone: ReadonlySet<string>): Shown | undefined {
  if (isObvious(goal, context.assumptions)) return numberOf(goal) === undefined ? [`${textOf(goal)} >= 0`] : [];
  context.left.nodes -= 1;
  if (context.left.nodes < 0) return undefined;
  for (const { name, rises } of directionsOf(goal, context, gone))
    for (const bound of boundsOf(name, rises ? 1 : -1, context.facts)) {
      if ([...lettersOf(bound)].some((other) => gone.has(other))) continue;
      const least = substitute(goal, new Map([[name, bound]]));
      const shown = search(least, context, new Set([...gone, name]));
      if (shown !== undefined) return [`${name} ${rises ? ">=" : "<="} ${textOf(bound)}`, ...shown];
    }
  return undefined;
}

interface Direction {
  readonly name: string;
  /** Whether the goal grows with the letter; else it falls. */
  readonly rises: boolean;
}

/** Letters that may give way: of those that have no number as a bound the first, for each of them has to; else any. */
function directionsOf(goal: Polynomial, { assumptions }: Search, gone: ReadonlySet<string>): readonly Direction[] {
  const numbered = new Set(assumptions.letters.flatMap((size) => (size.atLeast === undefined ? [] : [size.letter])));
  const directions = [...lettersOf(goal)].flatMap((name): readonly Direction[] => {
    const parts = gone.has(name) ? undefined : linearIn(goal, name);
    if (parts === undefined) return [];
    const rises = isObvious(parts.coefficient, assumptions);
    return rises || isObvious(negate(parts.coefficient), assumptions) ? [{ name, rises }] : [];
  });
  const first = directions.find(({ name }) => !numbered.has(name));
  return first === undefined ? directions : [first];
}

/** Bounds of a letter that follow from facts in which its coefficient is `side`: 1 gives lower ones, −1 upper ones. */
function boundsOf(name: string, side: 1 | -1, facts: readonly Polynomial[]): readonly Polynomial[] {
  return facts.flatMap((fact) => {
    const parts = linearIn(fact, name);
    if (parts === undefined || numberOf(parts.coefficient) !== side) return [];
    return [side === 1 ? negate(parts.rest) : parts.rest];
  });
}

/** Whether no coefficient is negative once every letter is written as its lower bound and a number from 0 on. */
function isObvious(goal: Polynomial, { letters }: Assumptions): boolean {
  const lower = new Map(letters.map(({ letter: name, atLeast }) => [name, atLeast]));
  const used = [...lettersOf(goal)];
  if (used.some((name) => lower.get(name) === undefined)) return false;
  const shifted = substitute(
    goal,
    new Map(used.map((name) => [name, add(letter(name), constant(lower.get(name) ?? 0))])),
  );
  return shifted.every(({ coefficient }) => coefficient >= 0);
}
