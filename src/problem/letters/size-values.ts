/**
 * Expressions of sizes to polynomials: letters, integers, + − * /, floor, ceil, mod, and the sizes of arrays. A quotient
 * is carried as one until a floor or a division without a rest resolves it.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { BinaryNode, CallNode, Expression } from "../../language/syntax.ts";
import { joined, tell, verbatim } from "../../messages/message.ts";
import {
  add,
  constant,
  letter,
  multiply,
  negate,
  numberOf,
  ONE,
  type Polynomial,
  subtract,
} from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { readDecimal } from "../number.ts";
import { isPositive, reduced, type SizeKnowledge } from "./knowledge.ts";
import { divide } from "./quotients.ts";
import { assumeHint, atLeastZero, inProduct, isNotShown, shapeText } from "./size-text.ts";

/** over/under; `under` is shown to be at least 1. */
export interface Ratio {
  readonly over: Polynomial;
  readonly under: Polynomial;
}

export interface SizeScope {
  readonly knowledge: SizeKnowledge;
  shapeOf(expression: Expression): readonly Polynomial[];
}

const SIZE_CALLS = ["size", "floor", "ceil", "mod"];

/** Whether an expression is made of sizes and numbers alone. */
export function isSize(scope: SizeScope, expression: Expression): boolean {
  switch (expression.tag) {
    case "number":
      return true;
    case "name":
      return scope.knowledge.own.has(expression.name);
    case "negate":
      return isSize(scope, expression.operand);
    case "binary":
      return expression.operator !== "@" && isSize(scope, expression.left) && isSize(scope, expression.right);
    case "call":
      return SIZE_CALLS.includes(expression.name);
    default:
      return false;
  }
}

export function evaluateRatio(scope: SizeScope, expression: Expression): Ratio {
  switch (expression.tag) {
    case "number": {
      const value = readDecimal(expression.text);
      if (value.n > Number.MAX_SAFE_INTEGER || value.d > Number.MAX_SAFE_INTEGER)
        throw new Mistake("limit", tell`beside letters for sizes a number has at most 15 digits`, expression.span);
      return { over: constant(Number(value.n)), under: constant(Number(value.d)) };
    }
    case "name":
      if (!scope.knowledge.own.has(expression.name)) break;
      return whole(letter(expression.name));
    case "negate": {
      const { over, under } = evaluateRatio(scope, expression.operand);
      return { over: negate(over), under };
    }
    case "binary":
      if (expression.operator === "@") break;
      return combine(scope, expression);
    case "call":
      if (SIZE_CALLS.includes(expression.name)) return evaluateCall(scope, expression);
      break;
    default:
      break;
  }
  throw new Mistake(
    "value",
    tell`a size or a number is needed here, and \`${printExpression(expression)}\` is neither`,
    expression.span,
  );
}

/** The integer that an expression of sizes is for all of them. */
export function evaluateSize(scope: SizeScope, expression: Expression): Polynomial {
  const { over, under } = simplified(evaluateRatio(scope, expression), scope.knowledge);
  if (numberOf(under) === 1) return over;
  const text = printExpression(expression);
  if (numberOf(over) !== undefined && numberOf(under) !== undefined)
    throw new Mistake("value", tell`an integer is needed here, and \`${text}\` is not one`, expression.span);
  const [above, below] = [inProduct(over, scope.knowledge), inProduct(under, scope.knowledge, true)];
  throw new Mistake(
    "value",
    tell`\`${text}\` is not an integer for all sizes. Write \`floor(${text})\`, or add \`assume ${above} mod ${below} == 0\` before`,
    expression.span,
  );
}

/** The number that an expression is, where no letter is left in it. */
export function evaluateInteger(scope: SizeScope, expression: Expression): number {
  const value = numberOf(reduced(evaluateSize(scope, expression), scope.knowledge));
  if (value !== undefined) return value;
  throw new Mistake(
    "value",
    tell`a number is needed here, and \`${printExpression(expression)}\` is not the same for all sizes`,
    expression.span,
  );
}

function whole(over: Polynomial): Ratio {
  return { over, under: ONE };
}

/** Without the denominator, where the division leaves no rest. */
export function simplified({ over, under }: Ratio, knowledge: SizeKnowledge): Ratio {
  if (numberOf(under) === 1) return { over, under };
  const quotient =
    POLYNOMIALS.divide(over, under) ?? POLYNOMIALS.divide(reduced(over, knowledge), reduced(under, knowledge));
  return quotient === undefined ? { over, under } : whole(quotient);
}

function combine(scope: SizeScope, node: BinaryNode): Ratio {
  const left = evaluateRatio(scope, node.left);
  const right = evaluateRatio(scope, node.right);
  const under = multiply(left.under, right.under);
  const crossed = [multiply(left.over, right.under), multiply(right.over, left.under)] as const;
  switch (node.operator) {
    case "+":
      return { over: add(...crossed), under };
    case "-":
      return { over: subtract(...crossed), under };
    case "*":
      return { over: multiply(left.over, right.over), under };
    case "/":
      return divideRatios(scope, left, right, node.right);
    case "mod":
      return whole(remainderOf(scope, node.left, node.right));
    default:
      return powerOf(scope, left, node);
  }
}

function divideRatios({ knowledge }: SizeScope, left: Ratio, right: Ratio, divisor: Expression): Ratio {
  if (numberOf(reduced(right.over, knowledge)) === 0) throw new Mistake("value", tell`division by zero`, divisor.span);
  const isNegative = isPositive(negate(right.over), knowledge);
  const positive = isNegative ? negate(right.over) : right.over;
  demandPositive(knowledge, positive, divisor);
  const over = multiply(left.over, right.under);
  return simplified({ over: isNegative ? negate(over) : over, under: multiply(left.under, positive) }, knowledge);
}

/** Divisors must not be 0, and a floor needs to know their sign. */
function demandPositive(knowledge: SizeKnowledge, size: Polynomial, divisor: Expression): void {
  if (isPositive(size, knowledge)) return;
  const goal = subtract(size, ONE);
  throw new Mistake(
    "value",
    joined(
      tell`a divisor must be at least 1, and ${isNotShown(size, goal, knowledge)}`,
      assumeHint(goal, atLeastZero(goal, knowledge), knowledge),
    ),
    divisor.span,
  );
}

const LARGEST_POWER = 6;

function powerOf(scope: SizeScope, base: Ratio, node: BinaryNode): Ratio {
  const exponent = evaluateInteger(scope, node.right);
  if (exponent < 0 || exponent > LARGEST_POWER)
    throw new Mistake("value", tell`an exponent between sizes is a number from 0 to ${LARGEST_POWER}`, node.right.span);
  const power = (size: Polynomial): Polynomial => multiply(...new Array<Polynomial>(exponent).fill(size));
  return { over: power(base.over), under: power(base.under) };
}

function remainderOf(scope: SizeScope, left: Expression, right: Expression): Polynomial {
  const division = { dividend: evaluateSize(scope, left), divisor: evaluateDivisor(scope, right) };
  return divide(division, scope.knowledge).remainder;
}

/** A size that is shown to be at least 1. */
export function evaluateDivisor(scope: SizeScope, expression: Expression): Polynomial {
  const divisor = evaluateSize(scope, expression);
  demandPositive(scope.knowledge, divisor, expression);
  return divisor;
}

function evaluateCall(scope: SizeScope, call: CallNode): Ratio {
  const [first, second] = call.positional;
  const count = call.name === "size" || call.name === "mod" ? 2 : 1;
  if (first === undefined || call.positional.length !== count || call.named.length > 0)
    throw new Mistake(
      "argument",
      tell`\`${call.name}\` takes ${count === 1 ? tell`one argument` : tell`two arguments`}`,
      call.span,
    );
  if (call.name === "size") return whole(sizeOf(scope, first, second as Expression));
  if (call.name === "mod") return whole(remainderOf(scope, first, second as Expression));
  const { over, under } = simplified(evaluateRatio(scope, first), scope.knowledge);
  const dividend = call.name === "floor" ? over : subtract(add(over, under), ONE);
  return whole(divide({ dividend, divisor: under }, scope.knowledge).quotient);
}

function sizeOf(scope: SizeScope, array: Expression, axis: Expression): Polynomial {
  const shape = scope.shapeOf(array);
  const number = evaluateInteger(scope, axis);
  const size = shape[number < 0 ? shape.length + number : number - 1];
  if (size !== undefined) return size;
  throw new Mistake(
    "argument",
    tell`there is no axis ${number}: the shape is ${verbatim(shapeText(shape, scope.knowledge))}`,
    axis.span,
  );
}
