/**
 * Scalar functions that a worksheet defines: `function swish(x) = x / (1 + exp(-x))`, or `function f` for any.
 */
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { listed, tell, verbatim } from "../messages/message.ts";

export interface UserFunction {
  readonly name: string;
  /** Absent for a function of which nothing is known but that it has a derivative. */
  readonly definition?: { readonly parameter: string; readonly body: Expression };
}

/** Functions that a body may use: those of which a computer algebra system knows the derivative. */
export const BODY_FUNCTIONS = ["exp", "log", "sqrt", "tanh", "sigmoid", "softplus", "sin", "cos"] as const;

/** A body is made of numbers, its parameter, arithmetic, and known functions. */
export function checkBody(body: Expression, parameter: string): void {
  const check = (part: Expression): void => checkBody(part, parameter);
  switch (body.tag) {
    case "number":
      return;
    case "name":
      if (body.name === parameter) return;
      throw new Mistake(
        "unknown-name",
        tell`the body of a function speaks of its parameter \`${parameter}\` alone, and \`${body.name}\` is another name`,
        body.span,
      );
    case "negate":
      return check(body.operand);
    case "binary":
      if (body.operator === "@" || body.operator === "mod") break;
      for (let rest: Expression = body; ; rest = rest.left) {
        if (rest.tag !== "binary") return check(rest);
        if (rest.operator === "^") checkExponent(rest.right);
        else check(rest.right);
      }
    case "call": {
      const [argument] = body.positional;
      const isKnown = (BODY_FUNCTIONS as readonly string[]).includes(body.name) && body.primes === 0;
      if (isKnown && argument !== undefined && body.positional.length === 1 && body.named.length === 0)
        return check(argument);
      throw new Mistake(
        "unsupported",
        tell`the body of a function may use ${listed(BODY_FUNCTIONS.map((name) => verbatim(name)))}, and \`${printExpression(body)}\` is something else`,
        body.span,
      );
    }
    default:
      break;
  }
  throw new Mistake("value", tell`\`${printExpression(body)}\` is not part of a scalar function`, body.span);
}

function checkExponent(exponent: Expression): void {
  const magnitude = exponent.tag === "negate" ? exponent.operand : exponent;
  const isHalf =
    magnitude.tag === "binary" && magnitude.operator === "/" && isInteger(magnitude.left) && isInteger(magnitude.right);
  if (!isInteger(magnitude) && !isHalf)
    throw new Mistake(
      "unsupported",
      tell`an exponent is a whole number or a half; other powers are written with \`exp\` and \`log\``,
      exponent.span,
    );
}

function isInteger(expression: Expression): boolean {
  return expression.tag === "number" && /^\d+$/.test(expression.text);
}
