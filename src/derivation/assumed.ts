/**
 * What a worksheet assumes of its sizes, as its readers are told it.
 * In: conditions in worksheet syntax. Out: those that `assume` names, parsed; bounds of letters are said with these.
 */
import { parseWorksheet } from "../language/parse.ts";
import { printExpression } from "../language/print.ts";
import type { Comparison, Expression } from "../language/syntax.ts";
import type { NamedCondition } from "../problem/letters.ts";
import type { SolvedEquation } from "../sizes/assumptions.ts";
import { constant, letter, negate, type Polynomial, sameAs, subtract } from "../sizes/polynomial.ts";
import { parsePolynomial } from "./parse-polynomial.ts";

export function assumedIn(conditions: readonly NamedCondition[]): readonly Comparison[] {
  return conditions.flatMap(({ text, origin }) => (origin === "assume" ? [comparisonIn(text)] : []));
}

export function comparisonIn(text: string): Comparison {
  const [statement] = parseWorksheet(`assume ${text}`).statements;
  if (statement?.tag !== "assume") throw new Error(`${text} is no condition`);
  return statement.condition;
}

/** Whether a condition says that this polynomial is not negative; one with quotients in it says so of no polynomial. */
export function saysNonnegative({ relation, left, right }: Comparison, nonnegative: Polynomial): boolean {
  const [one, other] = [left, right].map(polynomialIn);
  if (one === undefined || other === undefined || relation === "==") return false;
  const [more, less] = relation.startsWith(">") ? [one, other] : [other, one];
  const strict = relation.endsWith("=") ? 0 : 1;
  return sameAs(subtract(subtract(more, less), constant(strict)), nonnegative);
}

/** Whether a condition is this equation, as it stands. */
export function saysEquation({ relation, left, right }: Comparison, { letter: name, value }: SolvedEquation): boolean {
  const [one, other] = [left, right].map(polynomialIn);
  if (one === undefined || other === undefined || relation !== "==") return false;
  const [said, solved] = [subtract(one, other), subtract(letter(name), value)];
  return sameAs(said, solved) || sameAs(said, negate(solved));
}

function polynomialIn(expression: Expression): Polynomial | undefined {
  const text = printExpression(expression);
  return /^[\p{L}\d_ +*-]+$/u.test(text) && !/\bmod\b/.test(text) ? parsePolynomial(text) : undefined;
}
