/**
 * Expressions to forms: arithmetic is joined where the result stays a plain sum of products, operators come from
 * their table, and whatever stands where an array is needed gets a name of its own.
 */
import Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { BinaryNode, CallNode, Expression, IndexNode } from "../language/syntax.ts";
import { type Message, tell, verbatim } from "../messages/message.ts";
import { INTEGERS } from "../sizes/ring.ts";
import { readArguments } from "./arguments.ts";
import { sliceIn } from "./definitions/rearrangement.ts";
import {
  addForms,
  broadcastShapes,
  constantForm,
  entriesOf,
  type Form,
  isMonomial,
  isPointwise,
  multiplyForms,
  plainArray,
  plainNumber,
  scaleForm,
} from "./form.ts";
import { evaluateNumber } from "./number.ts";
import { findOperator, suggestName } from "./operators.ts";
import type { NumericArray } from "./problem.ts";
import { ONE, type ScalarFunction } from "./rows.ts";
import type { Scope } from "./scope.ts";

/** The form of an expression; its shape and every shape inside it are checked. */
export function lowerForm(scope: Scope, expression: Expression): Form {
  switch (expression.tag) {
    case "number":
      return constantForm(evaluateNumber(scope, expression));
    case "name": {
      if (scope.sizes.has(expression.name)) return constantForm(evaluateNumber(scope, expression));
      const array = scope.resolve(expression.name, expression.span);
      return entriesOf(array.id, array.shape);
    }
    case "negate":
      return scaleForm(lowerForm(scope, expression.operand), ONE.neg());
    case "binary":
      return lowerBinary(scope, expression);
    case "call":
      return lowerCall(scope, expression);
    case "index":
      return lowerIndex(scope, expression);
    case "array":
      return lowerLiteral(scope, expression);
    case "tuple":
      throw new Mistake(
        "shape",
        tell`a tuple is not an array: arrays are written in brackets, \`[1, 2]\``,
        expression.span,
      );
    case "text":
      throw new Mistake("shape", tell`a text in quotes is not an array`, expression.span);
    case "range":
      throw new Mistake("unsupported", tell`a range stands for values only in \`tensor t[4] = 1..4\``, expression.span);
    case "indicator":
      throw new Mistake("unsupported", tell`an indicator is not part of an array expression`, expression.span);
  }
}

/** The array of an expression; one that is not an array already gets a name. */
export function lowerArray(scope: Scope, expression: Expression): NumericArray {
  const form = lowerForm(scope, expression);
  return nameForm(scope, form, expression);
}

export function nameForm(scope: Scope, form: Form, source: Expression, isInner = false): NumericArray {
  const plain = plainArray(form);
  const array = plain === undefined ? undefined : scope.array(plain);
  // A slice from the first entry on has the same index, but is shorter.
  const isWhole = array !== undefined && array.shape.join() === form.shape.join();
  return isWhole ? array : scope.addUnnamed(form, source, isInner);
}

function lowerBinary(scope: Scope, node: BinaryNode): Form {
  if (node.operator === "@") return callOperator(scope, "matmul", node);
  if (node.operator === "mod") return constantForm(evaluateNumber(scope, node));
  const left = lowerForm(scope, node.left);
  if (node.operator === "^") return lowerPower(scope, node, left);
  const right = lowerForm(scope, node.right);
  const shape = placed(node, () => broadcastShapes(left.shape, right.shape, node.operator));
  switch (node.operator) {
    case "+":
      return addForms(joinable(scope, left, node.left, shape), joinable(scope, right, node.right, shape), shape);
    case "-": {
      const subtracted = scaleForm(joinable(scope, right, node.right, shape), ONE.neg());
      return addForms(joinable(scope, left, node.left, shape), subtracted, shape);
    }
    case "*":
      return lowerProduct(scope, left, node.left, right, node.right, shape);
    case "/": {
      const divisor = plainNumber(right);
      if (divisor === undefined)
        return lowerProduct(scope, left, node.left, powerOf(scope, node.right, new Fraction(-1)), node.right, shape);
      if (divisor.equals(0)) throw new Mistake("value", tell`division by zero`, node.right.span);
      return scaleForm(left, divisor.inverse());
    }
  }
}

/** A form that can be broadcast: one whose entries are scattered gets a name first. */
function joinable(scope: Scope, form: Form, source: Expression, shape: readonly number[]): Form {
  const sameShape = form.shape.length === shape.length && form.shape.every((size, axis) => size === shape[axis]);
  return sameShape || isPointwise(form) ? form : entriesOf(scope.addUnnamed(form, source).id, form.shape);
}

/** A product stays joined where one side is a single product; else the sums on both sides get names. */
function lowerProduct(
  scope: Scope,
  left: Form,
  leftSource: Expression,
  right: Form,
  rightSource: Expression,
  shape: readonly number[],
): Form {
  const simple = isMonomial(left) || isMonomial(right);
  const asFactor = (form: Form, source: Expression): Form =>
    isMonomial(form) || (simple && isPointwise(form)) ? form : entriesOf(nameForm(scope, form, source).id, form.shape);
  return multiplyForms(asFactor(left, leftSource), asFactor(right, rightSource), shape);
}

/** The largest exponent that is written as a product of equal factors. */
const LARGEST_PRODUCT = 6;

const LARGEST_EXPONENT = 1000n;

function lowerPower(scope: Scope, node: BinaryNode, base: Form): Form {
  const exponent = evaluateNumber(scope, node.right);
  if (exponent.n > LARGEST_EXPONENT || exponent.d > LARGEST_EXPONENT)
    throw new Mistake(
      "limit",
      tell`an exponent has at most the size of ${LARGEST_EXPONENT}, up and down`,
      node.right.span,
    );
  const constant = plainNumber(base);
  if (constant?.equals(0) && exponent.s < 0n) throw new Mistake("value", tell`division by zero`, node.span);
  if (constant !== undefined && exponent.d === 1n) return constantForm(constant.pow(exponent) as Fraction);
  if (exponent.d === 1n && exponent.s >= 0n && exponent.n <= BigInt(LARGEST_PRODUCT)) {
    if (exponent.n === 0n) return constantForm(ONE, base.shape);
    const factor = isMonomial(base) ? base : entriesOf(nameForm(scope, base, node.left).id, base.shape);
    return Array.from({ length: Number(exponent.n) - 1 }).reduce<Form>(
      (product) => multiplyForms(product, factor, base.shape),
      factor,
    );
  }
  return powerOf(scope, node.left, exponent);
}

function powerOf(scope: Scope, source: Expression, exponent: Fraction): Form {
  const array = lowerArray(scope, source);
  const apply: ScalarFunction = { name: "power", primes: 0, parameters: [["exponent", exponent]] };
  return entriesOf(array.id, array.shape, apply);
}

function lowerCall(scope: Scope, call: CallNode): Form {
  if (call.primes > 0)
    throw new Mistake(
      "unsupported",
      tell`derivatives are asked for with \`gradient … wrt …\` or \`grad(L, x)\``,
      call.span,
    );
  if (call.name === "grad" || call.name === "jac") {
    const array = scope.derivative(call);
    return entriesOf(array.id, array.shape);
  }
  if (scope.functions.has(call.name)) return lowerUserFunction(scope, call);
  if (["size", "floor", "ceil", "mod"].includes(call.name)) return constantForm(evaluateNumber(scope, call));
  return callOperator(scope, call.name, call);
}

function lowerUserFunction(scope: Scope, call: CallNode): Form {
  const [argument] = call.positional;
  if (argument === undefined || call.positional.length > 1 || call.named.length > 0)
    throw new Mistake("argument", tell`\`${call.name}\` takes one argument`, call.span);
  const array = lowerArray(scope, argument);
  return entriesOf(array.id, array.shape, { name: call.name, primes: 0, parameters: [] });
}

function callOperator(scope: Scope, name: string, node: CallNode | BinaryNode): Form {
  const operator = findOperator(name);
  if (operator === undefined) {
    const place = node.tag === "call" ? (node.nameSpan ?? node.span) : node.span;
    throw new Mistake("unknown-name", tell`there is no operator \`${name}\`${suggestName(name)}`, place);
  }
  const call: CallNode =
    node.tag === "call"
      ? node
      : {
          tag: "call",
          name,
          primes: 0,
          positional: [node.left, node.right],
          named: [],
          ...(node.span && { span: node.span }),
        };
  const args = readArguments(operator, call, {
    layout: scope.layout,
    lowerForm: (expression) => lowerForm(scope, expression),
    lowerArray: (expression) => lowerArray(scope, expression),
    nameForm: (form, source, isInner) => nameForm(scope, form, source, isInner),
    nameNumbers: (shape, values) => scope.addNumbers(shape, values, writeLiteral(shape, values)),
    evaluate: (expression) => evaluateNumber(scope, expression),
  });
  return placed(node, () => operator.build(args));
}

/** `a[2,3]` and slices `a[1..2, 3]`; an index that is one number leaves the shape. */
function lowerIndex(scope: Scope, node: IndexNode): Form {
  const array = lowerArray(scope, node.array);
  if (node.indices.length !== array.shape.length)
    throw new Mistake(
      "index",
      indicesNeeded(node, verbatim(`[${array.shape.join(",")}]`), array.shape.length),
      node.span,
    );
  const axes = node.indices.map((item, axis) => {
    const size = array.shape[axis] as number;
    if (item.tag !== "range") return { from: readIndex(scope, item, size) };
    const from = readIndex(scope, item.from, size);
    const to = readIndex(scope, item.to, size);
    if (to < from) throw new Mistake("index", tell`a slice must not be empty: the range runs backwards`, item.span);
    return { from, size: to - from + 1 };
  });
  return sliceIn(INTEGERS, array.id, axes);
}

export function indicesNeeded({ array, indices }: IndexNode, shape: Message, rank: number): Message {
  const needed = rank === 1 ? tell`1 index` : tell`${rank} indices`;
  return tell`\`${printExpression(array)}\` has shape ${shape} and needs ${needed}, not ${indices.length}`;
}

/** An index as it is written in the worksheet, counted from 0. */
export function readIndex(scope: Scope, item: Expression, size: number): number {
  const value = evaluateNumber(scope, item);
  const index = Number(value.valueOf()) - scope.indexBase;
  if (value.d !== 1n || index < 0 || index >= size)
    throw new Mistake(
      "index",
      tell`the index ${verbatim(value.toFraction())} is outside: it runs from ${scope.indexBase} to ${size - 1 + scope.indexBase}`,
      item.span,
    );
  return index;
}

function lowerLiteral(scope: Scope, expression: Expression): Form {
  const { shape, values } = scope.literal(expression);
  const array = scope.addNumbers(shape, values, expression);
  return entriesOf(array.id, array.shape);
}

/** Numbers as an array literal. */
function writeLiteral(shape: readonly number[], values: readonly Fraction[]): Expression {
  const [size, ...inner] = shape;
  if (size === undefined) return writeNumber(values[0] as Fraction);
  const step = values.length / size;
  const items = Array.from({ length: size }, (_, place) =>
    writeLiteral(inner, values.slice(place * step, (place + 1) * step)),
  );
  return { tag: "array", items };
}

function writeNumber(value: Fraction): Expression {
  const numerator: Expression = { tag: "number", text: String(value.n) };
  const magnitude: Expression =
    value.d === 1n
      ? numerator
      : { tag: "binary", operator: "/", left: numerator, right: { tag: "number", text: String(value.d) } };
  return value.s < 0n ? { tag: "negate", operand: magnitude } : magnitude;
}

/** Gives a mistake without a place the place of the node in which it was found. */
function placed<T>(node: Expression, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Mistake && error.span === undefined) throw new Mistake(error.code, error.said, node.span);
    throw error;
  }
}
