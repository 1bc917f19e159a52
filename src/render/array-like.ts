/**
 * Whether an expression is an array as a whole: then `*` is the product entry by entry, and is written so.
 * A guess by form alone, without shapes of calls: it decides nothing but a sign.
 */
import type { CallNode, Expression } from "../language/syntax.ts";
import { type NotationTable, notationOf } from "./symbols.ts";

const arrayFunctions =
  /^(depthwise_conv2d|conv(_transpose)?[123]d|flip|pad|dilate|transpose|reshape|flatten|ones|zeros|matmul|(avg|max)_pool[123]d|softmax)$/;

export function isArrayLike(expression: Expression, notation: NotationTable): boolean {
  switch (expression.tag) {
    case "name":
      return (notationOf(expression.name, notation)?.shape.length ?? 0) > 0;
    case "index":
      return expression.indices.some((index) => index.tag === "range");
    case "call":
      return isArrayCall(expression, notation);
    case "negate":
      return isArrayLike(expression.operand, notation);
    case "binary":
      return isArrayLike(expression.left, notation) || isArrayLike(expression.right, notation);
    case "array":
      return true;
    case "number":
    case "text":
    case "tuple":
    case "range":
    case "indicator":
      return false;
  }
}

function isArrayCall(call: CallNode, notation: NotationTable): boolean {
  if (arrayFunctions.test(call.name)) return true;
  if (call.name === "sum" || call.name === "mean") return call.named.some((argument) => argument.name === "axis");
  if (call.name === "grad") return call.positional[1] !== undefined && isArrayLike(call.positional[1], notation);
  if (call.name === "jac") return call.positional.some((part) => isArrayLike(part, notation));
  return call.positional.length === 1 && call.positional.some((part) => isArrayLike(part, notation));
}
