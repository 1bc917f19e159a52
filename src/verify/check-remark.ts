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
/** What a remark says of its subjects, by its rule. `of` and `wrt` are those of the result that it belongs to. */
export function checkSubjects(
  problem: Problem,
  { rule, subjects, equation }: Remark,
  place: string,
  result?: { readonly of: Expression; readonly wrt?: Expression },
): void {
  const texts = subjects.map(printExpression);
  if (!isRight(problem, rule, texts, equation?.left, result))
    fail(`${place}, remark (${rule})`, `does not hold of ${texts.join(", ")}`);
}

function isRight(
  { arrays }: Problem,
  rule: Remark["rule"],
  texts: readonly string[],
  left: Expression | undefined,
  result?: { readonly of: Expression; readonly wrt?: Expression },
): boolean {
  switch (rule) {
    case "upstream-defined": {
      const delta = arrays.find((array) => array.name === texts[0])?.definition;
      return delta?.kind === "upstream" && arrays[delta.loss]?.name === texts[1] && arrays[delta.of]?.name === texts[2];
    }
    case "sum-versus-jacobian": {
      const summed = result?.of.tag === "call" && result.of.name === "sum" ? result.of.positional[0] : undefined;
      if (summed === undefined || result?.wrt === undefined) return false;
      const wrt = result.wrt.tag === "index" ? result.wrt.array : result.wrt;
      return printExpression(summed) === texts[0] && printExpression(wrt) === texts[1];
    }
    case "activation-derivative":
    case "kink":
      return left?.tag === "call" && left.primes === 1 && texts.join() === left.name;
    case "tie":
      return texts.length === 0 && left === undefined;
    default:
      return false;
  }
}

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
    style: problem.style,
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
