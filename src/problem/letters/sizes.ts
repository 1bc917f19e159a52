/**
 * Expressions of sizes: numbers and letters joined by + − * / and `floor`, `ceil`, `mod`, `size`. What comes out is a
 * polynomial; a quotient that is no integer for some sizes has to be rounded.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { BinaryNode, CallNode, Expression } from "../../language/syntax.ts";
import {
  add,
  constant,
  divideWithRest,
  isZero,
  letter,
  multiply,
  negate,
  numberOf,
  ONE,
  type Polynomial,
  subtract,
} from "../../sizes/polynomial.ts";
import { readDecimal } from "../number.ts";
import { isShown, reduced, type SizeKnowledge } from "./knowledge.ts";
import { divide } from "./quotients.ts";

/** What reading a size needs from the worksheet around it. */
export interface SizeScope {
  readonly knowledge: SizeKnowledge;
  shapeOf(expression: Expression): readonly Polynomial[];
}

interface Ratio {
  readonly above: Polynomial;
  readonly below: Polynomial;
}

const ROUNDING = ["floor", "ceil", "mod", "size"];

/** Whether an expression speaks of sizes alone; an array may stand in it as the argument of `size`. */
export function isSizeExpression(expression: Expression, own: ReadonlySet<string>): boolean {
  switch (expression.tag) {
    case "number":
      return true;
    case "name":
      return own.has(expression.name);
    case "negate":
      return isSizeExpression(expression.operand, own);
    case "binary":
      return (
        expression.operator !== "@" && isSizeExpression(expression.left, own) && isSizeExpression(expression.right, own)
      );
    case "call":
      if (expression.name === "size") return true;
      return ROUNDING.includes(expression.name) && expression.positional.every((part) => isSizeExpression(part, own));
    default:
      return false;
  }
}

export function readSize(expression: Expression, scope: SizeScope): Polynomial {
  const { above, below } = ratioOf(expression, scope);
  const { quotient, rest } = divideWithRest(reduced(above, scope.knowledge), reduced(below, scope.knowledge));
  if (isZero(rest)) return numberOf(below) === 1 ? above : quotient;
  throw new Mistake(
    "value",
    `\`${printExpression(expression)}\` is not an integer for every size; round it with \`floor(...)\` or \`ceil(...)\`, ` +
      "or assume that it is one: `assume (...) mod ... == 0`",
    expression.span,
  );
}

function ratioOf(expression: Expression, scope: SizeScope): Ratio {
  switch (expression.tag) {
    case "number":
      return readNumber(expression.text);
    case "name":
      if (scope.knowledge.own.has(expression.name)) return whole(letter(expression.name));
      break;
    case "negate": {
      const { above, below } = ratioOf(expression.operand, scope);
      return { above: negate(above), below };
    }
    case "binary":
      return combine(expression, scope);
    case "call":
      if (ROUNDING.includes(expression.name)) return whole(readCall(expression, scope));
      break;
    default:
      break;
  }
  throw new Mistake(
    "value",
    `a size is needed here, and \`${printExpression(expression)}\` is not one`,
    expression.span,
  );
}

function whole(above: Polynomial): Ratio {
  return { above, below: ONE };
}

function readNumber(text: string): Ratio {
  const value = readDecimal(text);
  return { above: constant(Number(value.s * value.n)), below: constant(Number(value.d)) };
}

function combine(node: BinaryNode, scope: SizeScope): Ratio {
  if (node.operator === "mod") return whole(remainderOf(node.left, node.right, scope));
  const [left, right] = [ratioOf(node.left, scope), ratioOf(node.right, scope)];
  const joined = (change: (part: Polynomial) => Polynomial): Ratio => ({
    above: add(multiply(left.above, right.below), change(multiply(right.above, left.below))),
    below: multiply(left.below, right.below),
  });
  switch (node.operator) {
    case "+":
      return joined((part) => part);
    case "-":
      return joined(negate);
    case "*":
      return { above: multiply(left.above, right.above), below: multiply(left.below, right.below) };
    case "/":
      demandDivisor(right.above, node.right, scope);
      return { above: multiply(left.above, right.below), below: multiply(left.below, right.above) };
    case "^": {
      const power = numberOf(right.above);
      if (power === undefined || power < 0 || power > 9 || numberOf(right.below) !== 1) break;
      const times = (part: Polynomial): Polynomial => multiply(...Array.from({ length: power }, () => part));
      return { above: times(left.above), below: times(left.below) };
    }
    case "@":
      break;
  }
  throw new Mistake("value", `a size is needed here, and \`${printExpression(node)}\` is not one`, node.span);
}

/** What divides is at least 1 for all sizes. */
function demandDivisor(divisor: Polynomial, source: Expression, { knowledge }: SizeScope): void {
  if (isShown(subtract(divisor, ONE), knowledge)) return;
  const text = printExpression(source);
  throw new Mistake(
    "value",
    `\`${text}\` divides, and is not known to be positive; add \`assume ${text} >= 1\``,
    source.span,
  );
}

function readCall(call: CallNode, scope: SizeScope): Polynomial {
  const [first, second] = call.positional;
  const count = call.name === "size" || call.name === "mod" ? 2 : 1;
  if (first === undefined || call.positional.length !== count || call.named.length > 0)
    throw new Mistake(
      "argument",
      `\`${call.name}\` takes ${count === 1 ? "one argument" : "two arguments"}`,
      call.span,
    );
  if (call.name === "size") return readAxis(first, second as Expression, scope);
  if (call.name === "mod") return remainderOf(first, second as Expression, scope);
  const { above, below } = ratioOf(first, scope);
  // ⌈n/d⌉ = ⌊(n + d − 1)/d⌋
  const dividend = call.name === "floor" ? above : add(above, subtract(below, ONE));
  return divide({ dividend, divisor: below, ...(call.span && { span: call.span }) }, scope.knowledge).quotient;
}

function remainderOf(left: Expression, right: Expression, scope: SizeScope): Polynomial {
  const [dividend, divisor] = [readSize(left, scope), readSize(right, scope)];
  demandDivisor(divisor, right, scope);
  return divide({ dividend, divisor, ...(left.span && { span: left.span }) }, scope.knowledge).remainder;
}

function readAxis(array: Expression, source: Expression, scope: SizeScope): Polynomial {
  const shape = scope.shapeOf(array);
  const axis = numberOf(readSize(source, scope)) ?? 0;
  const size = shape[axis < 0 ? shape.length + axis : axis - 1];
  if (size !== undefined) return size;
  throw new Mistake(
    "argument",
    `there is no axis ${printExpression(source)}: \`${printExpression(array)}\` has ${shape.length} (they are counted from 1, and -1 is the last)`,
    source.span,
  );
}
