/**
 * Evaluates expressions that are arrays as a whole: arrays written out, names and calls that the worksheet knows,
 * sums, multiples and matrix products of these.
 */
import { printExpression } from "../language/print.ts";
import type { BinaryNode, Expression } from "../language/syntax.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { STILL } from "./forward.ts";
import type { Interpreter } from "./interpret.ts";
import { Meaningless } from "./letters.ts";

export interface ArrayValue<T> {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: readonly T[];
}

export function evaluateArray<T>(interpreter: Interpreter<T>, expression: Expression): ArrayValue<T> {
  if (expression.tag === "array") return stack(expression.items.map((item) => evaluateArray(interpreter, item)));
  if (expression.tag === "binary" && ["+", "*", "@"].includes(expression.operator))
    return combine(interpreter, expression);
  const array = interpreter.array(expression);
  if (array === undefined) return { shape: [], values: [interpreter.evaluate(expression).value] };
  const values = Array.from(
    { length: sizeOfShape(array.shape) },
    (_, entry) => interpreter.forward.entry(array, entry, STILL).value,
  );
  return { shape: array.shape, values };
}

function stack<T>(items: readonly ArrayValue<T>[]): ArrayValue<T> {
  const [first] = items;
  if (first === undefined || items.some(({ shape }) => shape.join() !== first.shape.join()))
    throw new Meaningless("an array has rows of unequal shape");
  return { shape: [items.length, ...first.shape], values: items.flatMap(({ values }) => values) };
}

function combine<T>(interpreter: Interpreter<T>, { operator, left, right }: BinaryNode): ArrayValue<T> {
  const { base } = interpreter.forward.dual;
  const [a, b] = [evaluateArray(interpreter, left), evaluateArray(interpreter, right)];
  if (operator === "@") return multiplyMatrices(interpreter, a, b);
  const join = operator === "+" ? base.add : base.multiply;
  if (operator === "*" && a.shape.length === 0)
    return { shape: b.shape, values: b.values.map((value) => join(a.values[0] as T, value)) };
  if (a.shape.join() !== b.shape.join())
    throw new Meaningless(`\`${printExpression({ tag: "binary", operator, left, right })}\` joins unequal shapes`);
  return { shape: a.shape, values: a.values.map((value, place) => join(value, b.values[place] as T)) };
}

function multiplyMatrices<T>(interpreter: Interpreter<T>, a: ArrayValue<T>, b: ArrayValue<T>): ArrayValue<T> {
  const { base } = interpreter.forward.dual;
  const [rows, inner] = a.shape;
  const [depth, columns] = b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || inner !== depth)
    throw new Meaningless(`[${a.shape.join(",")}] @ [${b.shape.join(",")}] is no product of matrices`);
  const [height, width, length] = [rows as number, columns as number, inner as number];
  const values = Array.from({ length: height * width }, (_, flat) => {
    let sum = base.zero;
    for (let place = 0; place < length; place++)
      sum = base.add(
        sum,
        base.multiply(
          a.values[Math.floor(flat / width) * length + place] as T,
          b.values[place * width + (flat % width)] as T,
        ),
      );
    return sum;
  });
  return { shape: [height, width], values };
}
