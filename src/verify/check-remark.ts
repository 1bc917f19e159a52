/**
 * Checks the equations of remarks in floating point, against difference quotients.
 */
import type { Remark } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import { REAL_ARITHMETIC, type Real } from "./arithmetic.ts";
import { evaluated, fail } from "./checks.ts";
import { createDualArithmetic } from "./dual.ts";
import { createForward } from "./forward.ts";
import { createInterpreter } from "./interpret.ts";

/** A derivative in closed form is held against difference quotients at a few real arguments. */
export function checkRemark(problem: Problem, { rule, equation }: Remark, place: string): void {
  if (equation === undefined) return;
  const at = `${place}, remark (${rule})`;
  const argument = equation.left.tag === "call" ? equation.left.positional[0] : undefined;
  if (argument === undefined) fail(at, "is not about a function");
  const empty: Problem = {
    source: "",
    title: undefined,
    indexBase: 1,
    layout: "nchw",
    arrays: [VARIABLE],
    functions: problem.functions,
    given: new Map(),
    requests: [],
  };
  const isPlace = argument.tag === "number";
  for (const x of isPlace ? [Number(argument.text)] : [-2.3, -0.7, 0.4, 1.9]) {
    const forward = createForward(empty, createDualArithmetic(REAL_ARITHMETIC, problem.functions), () => x);
    const interpreter = createInterpreter(empty, forward, {});
    const [left, right] = [equation.left, equation.right].map((side) =>
      evaluated(at, () => interpreter.evaluate(isPlace ? side : replace(side, printExpression(argument), X)).value),
    ) as [Real, Real];
    if (!(Math.abs(Number(left.valueOf()) - Number(right.valueOf())) <= 1e-8)) fail(at, "does not hold");
  }
}

const X: Expression = { tag: "name", name: "x" };

const VARIABLE: NumericArray = {
  id: 0,
  name: "x",
  named: true,
  latex: undefined,
  shape: [],
  definition: { kind: "letters" },
  source: undefined,
};

/** The expression with every occurrence of the argument, given as text, replaced. */
function replace(expression: Expression, argument: string, by: Expression): Expression {
  if (printExpression(expression) === argument) return by;
  switch (expression.tag) {
    case "negate":
      return { ...expression, operand: replace(expression.operand, argument, by) };
    case "binary":
      return {
        ...expression,
        left: replace(expression.left, argument, by),
        right: replace(expression.right, argument, by),
      };
    case "call":
      return { ...expression, positional: expression.positional.map((part) => replace(part, argument, by)) };
    default:
      return expression;
  }
}
