/**
 * Checks what stands inside the derivatives of a chain of steps, which the value of the whole does not show:
 * terms that do not contain the variable could be anything.
 */
import type { Step } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { evaluated, fail } from "./checks.ts";
import type { Interpreter } from "./interpret.ts";
import { isZero, signedTermsOf } from "./rules.ts";

/** `value`: that of the entry which is differentiated. */
export function checkInsides(
  steps: readonly Step[],
  interpreters: readonly Interpreter<number>[],
  value: (interpreter: Interpreter<number>) => number,
  place: string,
): void {
  steps.forEach((step, position) => {
    const at = `${place}, step ${position + 1} (${step.rule})`;
    if (step.rule === "definition" || step.rule === "expansion" || step.rule === "linearity")
      for (const interpreter of interpreters)
        if (insideOf(interpreter, step.expression, at) !== value(interpreter))
          fail(at, `what is differentiated in \`${printExpression(step.expression)}\` is not the entry`);
    if (step.rule === "vanishing" || step.rule === "zeros") checkRemaining(step, steps.slice(0, position), at);
    if (step.rule === "definition" && position > 0) fail(at, "a definition stands at the beginning");
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

/** What is left over stood there before, and is less; where zeros are written, every place is kept. */
function checkRemaining(step: Step, before: readonly Step[], at: string): void {
  const whole = before.find(({ rule }) => rule === "linearity");
  if (whole === undefined) fail(at, "nothing stands there yet from which terms could vanish");
  const known = signedTermsOf(whole.expression).map(({ term }) => printExpression(term));
  const kept = signedTermsOf(step.expression).map(({ term }) => term);
  const remaining = kept.filter((term) => !isZero(term)).map(printExpression);
  if (remaining.some((term) => !known.includes(term)) || new Set(remaining).size < remaining.length)
    fail(at, "has a term that was not there before");
  if (step.rule === "zeros" ? kept.length !== known.length : remaining.length >= known.length)
    fail(at, "does not have the terms that it should");
}
