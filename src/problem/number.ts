/**
 * Numbers that a worksheet writes out: in shapes, arguments, indices and values. Always exact.
 */
import Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { CallNode, Expression } from "../language/syntax.ts";
import { tell } from "../messages/message.ts";
import type { Scope } from "./scope.ts";

/** A decimal as it is written, exactly: `0.1` is 1/10, `2e-3` is 1/500. */
export function readDecimal(text: string): Fraction {
  // An index, most often: as a number it is read in a fraction of the time.
  if (/^\d{1,9}$/.test(text)) return new Fraction(Number(text));
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const digits = mantissa.startsWith(".") ? `0${mantissa}` : mantissa.replace(/\.$/, "");
  return new Fraction(digits).mul(new Fraction(10).pow(Number(exponent)) as Fraction);
}

/** A number that stands as an exponent or a parameter of a function: a decimal, a quotient, with a sign. */
export function constantOf(expression: Expression): Fraction {
  if (expression.tag === "number") return readDecimal(expression.text);
  if (expression.tag === "negate") return constantOf(expression.operand).neg();
  if (expression.tag === "binary" && expression.operator === "/")
    return constantOf(expression.left).div(constantOf(expression.right));
  throw new Mistake("value", tell`\`${printExpression(expression)}\` is not a number`, expression.span);
}

/** The value of an expression of numbers alone. Throws where it has letters. */
export function evaluateNumber(scope: Scope, expression: Expression): Fraction {
  const evaluate = (part: Expression): Fraction => evaluateNumber(scope, part);
  switch (expression.tag) {
    case "number":
      return readDecimal(expression.text);
    case "name": {
      const size = scope.sizes.get(expression.name);
      if (size === undefined) break;
      return new Fraction(size);
    }
    case "negate":
      return evaluate(expression.operand).neg();
    case "binary": {
      if (expression.operator === "@") break;
      return combine(expression.operator, evaluate(expression.left), evaluate(expression.right), expression);
    }
    case "call":
      if (["size", "floor", "ceil", "mod"].includes(expression.name)) return evaluateCall(scope, expression);
      break;
    default:
      break;
  }
  throw new Mistake(
    "value",
    tell`a number is needed here, and \`${printExpression(expression)}\` is not one`,
    expression.span,
  );
}

function combine(
  operator: "+" | "-" | "*" | "/" | "^" | "mod",
  left: Fraction,
  right: Fraction,
  node: Expression,
): Fraction {
  switch (operator) {
    case "+":
      return left.add(right);
    case "-":
      return left.sub(right);
    case "*":
      return left.mul(right);
    case "/":
      if (right.equals(0)) throw new Mistake("value", tell`division by zero`, node.span);
      return left.div(right);
    case "mod":
      return modulo(left, right, node);
    case "^": {
      if (right.d !== 1n || right.n > 1000n)
        throw new Mistake("value", tell`an exponent between numbers must be an integer of at most 1000`, node.span);
      if (left.equals(0) && right.s < 0n) throw new Mistake("value", tell`division by zero`, node.span);
      return left.pow(right) as Fraction;
    }
  }
}

/** The remainder that has the divisor's sign, as in mathematics. */
function modulo(left: Fraction, right: Fraction, node: Expression): Fraction {
  if (right.equals(0)) throw new Mistake("value", tell`division by zero`, node.span);
  return left.sub(left.div(right).floor().mul(right));
}

function evaluateCall(scope: Scope, call: CallNode): Fraction {
  const [first, second] = call.positional;
  const count = call.name === "size" || call.name === "mod" ? 2 : 1;
  if (first === undefined || call.positional.length !== count || call.named.length > 0)
    throw new Mistake(
      "argument",
      tell`\`${call.name}\` takes ${count === 1 ? tell`one argument` : tell`two arguments`}`,
      call.span,
    );
  if (call.name === "floor") return evaluateNumber(scope, first).floor();
  if (call.name === "ceil") return evaluateNumber(scope, first).ceil();
  const last = evaluateNumber(scope, second as Expression);
  if (call.name === "mod") return modulo(evaluateNumber(scope, first), last, call);
  const shape = scope.shapeOf(first);
  const axis = Number(last.valueOf());
  const size = shape[axis < 0 ? shape.length + axis : axis - 1];
  if (size === undefined)
    throw new Mistake(
      "argument",
      tell`there is no axis ${axis}: the shape is [${shape.join(",")}]`,
      (second as Expression).span,
    );
  return new Fraction(size);
}
