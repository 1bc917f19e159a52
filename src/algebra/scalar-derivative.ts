/**
 * The derivative of a worksheet's scalar function, by mathjs, as an expression of the worksheet language.
 *
 * mathjs takes most of a second to load, so it is loaded where a worksheet has such a function and not before:
 * in Node when it is first needed, elsewhere by whoever calls `provideCalculus`.
 */
import { Mistake } from "../error.ts";
import { parseExpression } from "../language/parse.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { tell, verbatim } from "../messages/message.ts";
import type { UserFunction } from "../problem/functions.ts";

/** The one function of mathjs that is used. */
export interface Calculus {
  derivative(expression: string, variable: string, options: { simplify: boolean }): { toString(): string };
}

let calculus: Calculus | undefined;

/** Gives the program its mathjs, where it cannot load that itself. */
export function provideCalculus(provided: Calculus): void {
  calculus = provided;
}

function loadCalculus(): Calculus {
  const node = (globalThis as { process?: { getBuiltinModule?(name: string): unknown } }).process;
  const module = node?.getBuiltinModule?.("module") as
    | { createRequire(from: string): (name: string) => unknown }
    | undefined;
  if (module === undefined) throw new Error("mathjs is not loaded: call provideCalculus(mathjs) first");
  return module.createRequire(import.meta.url)("mathjs") as Calculus;
}

/** Functions that mathjs does not know, by ones that it does. */
const REWRITTEN: Readonly<Record<string, (x: string) => string>> = {
  sigmoid: (x) => `(1/(1 + exp(-(${x}))))`,
  softplus: (x) => `log(1 + exp(${x}))`,
};

/** The body of f', over the same parameter. */
export function differentiateFunction({ name, definition }: UserFunction): Expression | undefined {
  if (definition === undefined) return undefined;
  calculus ??= loadCalculus();
  const { parameter, body } = definition;
  try {
    const derived = calculus.derivative(rewrite(body), parameter, { simplify: false }).toString();
    return fold(parseExpression(derived));
  } catch (error) {
    throw new Mistake(
      "unsupported",
      tell`the derivative of \`${name}\` cannot be worked out: ${verbatim((error as Error).message)}`,
      body.span,
    );
  }
}

function rewrite(expression: Expression): string {
  switch (expression.tag) {
    case "call": {
      const argument = rewrite(expression.positional[0] as Expression);
      return REWRITTEN[expression.name]?.(argument) ?? `${expression.name}(${argument})`;
    }
    case "negate":
      return `(-(${rewrite(expression.operand)}))`;
    case "binary":
      return `((${rewrite(expression.left)}) ${expression.operator} (${rewrite(expression.right)}))`;
    default:
      return printExpression(expression);
  }
}

/** Takes out the zeros and ones that differentiation by rule leaves behind. */
function fold(expression: Expression): Expression {
  switch (expression.tag) {
    case "negate":
      return negated(fold(expression.operand));
    case "call":
      return { ...expression, positional: expression.positional.map(fold) };
    case "binary":
      return foldBinary(expression.operator, fold(expression.left), fold(expression.right));
    default:
      return expression;
  }
}

function foldBinary(
  operator: Extract<Expression, { tag: "binary" }>["operator"],
  left: Expression,
  right: Expression,
): Expression {
  const whole: Expression = { tag: "binary", operator, left, right };
  switch (operator) {
    case "+":
      if (isNumber(left, 0)) return right;
      if (isNumber(right, 0)) return left;
      return right.tag === "negate" ? { ...whole, operator: "-", right: right.operand } : whole;
    case "-":
      if (left.tag === "number" && right.tag === "number" && Number(left.text) >= Number(right.text))
        return { tag: "number", text: String(Number(left.text) - Number(right.text)) };
      if (isNumber(left, 0)) return negated(right);
      if (isNumber(right, 0)) return left;
      return right.tag === "negate" ? { ...whole, operator: "+", right: right.operand } : whole;
    case "*":
      if (isNumber(left, 0) || isNumber(right, 0)) return { tag: "number", text: "0" };
      if (isNumber(left, 1)) return right;
      if (isNumber(right, 1)) return left;
      if (right.tag === "negate") return negated(foldBinary("*", left, right.operand));
      return left.tag === "negate" ? negated(foldBinary("*", left.operand, right)) : whole;
    case "/":
      if (isNumber(left, 0)) return left;
      if (isNumber(right, 1)) return left;
      return left.tag === "negate" ? negated(foldBinary("/", left.operand, right)) : whole;
    case "^":
      return isNumber(right, 1) ? left : whole;
    default:
      return whole;
  }
}

function negated(expression: Expression): Expression {
  return expression.tag === "negate" ? expression.operand : { tag: "negate", operand: expression };
}

function isNumber(expression: Expression, value: number): boolean {
  return expression.tag === "number" && Number(expression.text) === value;
}
