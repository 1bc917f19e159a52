/**
 * Checks how a chain of steps hangs together, which the values of its steps do not show: that the rules come in their
 * order, that each takes up what the one before left, and what stands inside the derivatives; terms that do not
 * contain the variable could be anything.
 */
import type { RuleId, Step } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { evaluated, fail } from "./checks.ts";
import type { Interpreter } from "./interpret.ts";
import { contains, factorsOf, firstOutOfOrder, fitsRule, isDerivative, isZero, signedTermsOf } from "./rules.ts";

/** Every step is of the shape that its rule makes, and the rules come in an order in which they can. */
export function checkOrder(steps: readonly Step[], place: string): void {
  for (const { rule, expression } of steps)
    if (!fitsRule(rule, expression))
      fail(place, `\`${printExpression(expression)}\` does not follow by the rule "${rule}"`);
  const wrong = firstOutOfOrder(steps.map(({ rule }) => rule));
  if (wrong === undefined) return;
  const rule = steps[wrong]?.rule;
  if (rule === undefined) fail(place, `the steps end with "${steps.at(-1)?.rule ?? "nothing"}", which is not the end`);
  fail(`${place}, step ${wrong + 1} (${rule})`, "does not come at this place");
}

/** The entry that is differentiated, and the one by which. */
export interface Differentiated {
  /** Whether an expression is the entry that is differentiated. */
  isSubject(expression: Expression): boolean;
  readonly variable: string;
  value(interpreter: Interpreter<number>): number;
}

export function checkInsides(
  steps: readonly Step[],
  interpreters: readonly Interpreter<number>[],
  { isSubject, variable, value }: Differentiated,
  place: string,
): void {
  steps.forEach(({ rule, expression }, position) => {
    const at = `${place}, step ${position + 1} (${rule})`;
    const before = (wanted: RuleId): Expression =>
      steps.slice(0, position).findLast((step) => step.rule === wanted)?.expression ??
      fail(at, `needs a step by the rule "${wanted}" before it`);
    if (rule === "definition" || rule === "expansion" || rule === "linearity")
      for (const interpreter of interpreters)
        if (insideOf(interpreter, expression, at) !== value(interpreter))
          fail(at, `what is differentiated in \`${printExpression(expression)}\` is not the entry`);
    if (rule === "linearity") checkTakenApart(expression, before("expansion"), at);
    if (rule === "vanishing") checkRemaining(expression, before("linearity"), at);
    if (rule === "zeros") checkZeros(expression, before("linearity"), at);
    if (rule === "chain-rule") {
      if (!isZero(expression) && !isChain(expression, isSubject, variable))
        fail(at, `\`${printExpression(expression)}\` does not lead from the entry to the variable`);
      const longer = steps[position - 1];
      if (longer !== undefined && countDerivatives(longer.expression) >= countDerivatives(expression))
        fail(at, "is no longer chain than the one before");
    }
  });
}

/** The sum of what stands inside the derivatives. */
function insideOf({ evaluate, forward }: Interpreter<number>, expression: Expression, at: string): number {
  const { dual } = forward;
  const total = signedTermsOf(expression).reduce(
    (sum, { negative, term }) => {
      const inside = term.tag === "call" ? term.positional[0] : undefined;
      if (inside === undefined) return fail(at, "is no sum of derivatives");
      const value = evaluated(at, () => evaluate(inside));
      return dual.add(sum, negative ? dual.negate(value) : value);
    },
    { value: dual.base.zero, slope: dual.base.zero },
  );
  return total.value;
}

/** Every summand of what was differentiated has its own derivative, in its place. */
function checkTakenApart(expression: Expression, whole: Expression, at: string): void {
  const inside = whole.tag === "call" ? whole.positional[0] : undefined;
  const summands = inside === undefined ? [] : signedTermsOf(inside).map(signedText);
  const taken = signedTermsOf(expression).map(({ term, negative }) => {
    const [single] = term.tag === "call" ? term.positional : [];
    const [only, ...more] = single === undefined ? [] : signedTermsOf(single);
    return only === undefined || more.length > 0 || negative ? undefined : signedText(only);
  });
  if (taken.join(";") !== summands.join(";")) fail(at, "does not have the terms of the sum before it");
}

type Signed = ReturnType<typeof signedTermsOf>[number];

/** Alone, −(x/y) is written (−x)/y. */
function signedText({ negative, term }: Signed): string {
  const text = printExpression(term);
  const isTurned = text.startsWith("-");
  return `${negative === isTurned ? "+" : "-"} ${isTurned ? text.slice(1) : text}`;
}

/** What is left over stood there before, in the same order, and is less. */
function checkRemaining(expression: Expression, whole: Expression, at: string): void {
  const known = signedTermsOf(whole).map(signedText);
  const kept = isZero(expression) ? [] : signedTermsOf(expression).map(signedText);
  let next = 0;
  for (const term of kept) {
    const found = known.indexOf(term, next);
    if (found < 0) fail(at, "has a term that was not there before");
    next = found + 1;
  }
  if (kept.length >= known.length) fail(at, "leaves nothing out");
}

/** Every place is kept, by its term or by a 0. */
function checkZeros(expression: Expression, whole: Expression, at: string): void {
  const known = signedTermsOf(whole).map(signedText);
  const written = signedTermsOf(expression);
  const isKept = written.every((term, place) => isZero(term.term) || signedText(term) === known[place]);
  if (written.length !== known.length || !isKept) fail(at, "does not have the terms that it should");
}

/** Derivatives whose variables are what the next ones differentiate, from the entry to the variable; or a sum of such. */
function isChain(expression: Expression, isSubject: (of: Expression) => boolean, variable: string): boolean {
  return signedTermsOf(expression).every(({ negative, term }) => {
    const [last, ...before] = factorsOf(term);
    const [of, by] = last !== undefined && isDerivative(last) && last.tag === "call" ? last.positional : [];
    if (negative || of === undefined || by === undefined || printExpression(by) !== variable) return false;
    if (before.length === 0) return isSubject(of);
    const rest = before.reverse().reduce((left, right): Expression => ({ tag: "binary", operator: "*", left, right }));
    return isChain(rest, isSubject, printExpression(of));
  });
}

function countDerivatives(expression: Expression): number {
  let count = 0;
  contains(expression, (part) => {
    if (isDerivative(part)) count++;
    return false;
  });
  return count;
}
