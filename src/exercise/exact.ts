/**
 * Whether every number of a worksheet is a fraction, so that values are exact and may stand behind an equals sign.
 * In: a worksheet. Out: yes only where it uses nothing but operations that keep fractions.
 */
import type { CallNode, Expression, Worksheet } from "../language/syntax.ts";

const keepsFractions =
  /^(conv(_transpose)?[123]d|depthwise_conv2d|matmul|transpose|reshape|flatten|pad|flip|dilate|sum|mean|ones|zeros|(avg|max)_pool[123]d|relu|leaky_relu|mse|half_sse|grad|jac|size|floor|ceil)$/;

export function isExact({ statements }: Worksheet): boolean {
  return statements.every(
    (statement) => statement.tag !== "function" && !("value" in statement && hasOther(statement.value)),
  );
}

function hasOther(expression: Expression | undefined): boolean {
  switch (expression?.tag) {
    case undefined:
    case "number":
    case "text":
    case "name":
      return false;
    case "index":
      return [expression.array, ...expression.indices].some(hasOther);
    case "call":
      return !keepsFractions.test(expression.name) || argumentsOf(expression).some(hasOther);
    case "array":
    case "tuple":
      return expression.items.some(hasOther);
    case "negate":
      return hasOther(expression.operand);
    case "binary":
      if (expression.operator === "^" && !/^\d+$/.test(textOf(expression.right))) return true;
      return hasOther(expression.left) || hasOther(expression.right);
    case "range":
      return hasOther(expression.from) || hasOther(expression.to);
    case "indicator":
      return hasOther(expression.left) || hasOther(expression.right);
  }
}

function argumentsOf({ positional, named }: CallNode): readonly Expression[] {
  return [...positional, ...named.map(({ value }) => value)];
}

function textOf(expression: Expression): string {
  return expression.tag === "number" ? expression.text : "";
}
