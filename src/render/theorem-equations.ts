/**
 * Which equations of the sizes a reader must be told beside those of quotients, e = s·q + r.
 * In: the equations, each solved for a letter, and the quotients. Out: those that do not follow. Always: what is left
 * out is what one quotient says once the others that are said are put in.
 */

import type { Quotient } from "../problem/letters.ts";
import type { SolvedEquation } from "../sizes/assumptions.ts";
import {
  add,
  constant,
  letter,
  lettersOf,
  multiply,
  negate,
  type Polynomial,
  plainLetter,
  sameAs,
  substitute,
  subtract,
} from "../sizes/polynomial.ts";

export function unsaidEquations(
  equations: readonly SolvedEquation[],
  quotients: readonly Quotient[],
): readonly SolvedEquation[] {
  const made = new Set(quotients.flatMap((one) => [one.letter, plainLetter(one.remainder)]));
  const isOwn = (one: SolvedEquation): boolean =>
    [one.letter, ...lettersOf(one.value)].every((name) => !made.has(name));
  const known = new Map<string, Polynomial>();
  const unsaid: SolvedEquation[] = [];
  let open = [...equations.filter(isOwn), ...equations.filter((one) => !isOwn(one))];
  while (open.length > 0) {
    const next =
      open.find((one) => quotients.some((quotient) => says(quotient, one, known))) ?? (open[0] as SolvedEquation);
    if (!quotients.some((quotient) => says(quotient, next, known))) unsaid.push(next);
    known.set(next.letter, next.value);
    open = open.filter((one) => one !== next);
  }
  return equations.filter((one) => unsaid.includes(one));
}

function says(
  quotient: Quotient,
  { letter: name, value }: SolvedEquation,
  known: ReadonlyMap<string, Polynomial>,
): boolean {
  const zero = substitute(zeroOf(quotient), known);
  const equation = subtract(letter(name), value);
  return sameAs(zero, equation) || sameAs(zero, negate(equation));
}

/** e − s·q − r */
function zeroOf({ dividend, divisor, remainder, letter: name, offset }: Quotient): Polynomial {
  const quotient = subtract(letter(name), constant(offset));
  return subtract(dividend, add(multiply(divisor, quotient), remainder));
}
