/**
 * Expressions to forms whose sizes are letters: arithmetic is joined where the result stays a plain sum of products,
 * operators come from their table, and whatever stands where an array is needed gets a name of its own.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { BinaryNode, CallNode, Expression, IndexNode } from "../../language/syntax.ts";
import { add, constant, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { sliceIn } from "../definitions/rearrangement.ts";
import { broadcastIn, constantIn, entriesIn, isMonomialIn, isPointwiseIn, scaleIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { constantOf, readDecimal } from "../number.ts";
import { ONE as ONE_FRACTION } from "../rows.ts";
import { entriesOfArray, multiplyLetters, nameLetterForm, overSize } from "./forms.ts";
import { isSame, isShown } from "./knowledge.ts";
import { callLetterOperator, type LetterReaders } from "./operators.ts";
import { derivativeKey, type LetterForm, type LetterScope, shapeText } from "./scope.ts";
import { isSizeExpression, readSize, type SizeScope } from "./sizes.ts";

export function sizeScopeOf(scope: LetterScope): SizeScope {
  return { knowledge: scope.knowledge, shapeOf: (expression) => lowerLetters(scope, expression).shape };
}

function readersOf(scope: LetterScope): LetterReaders {
  return {
    form: (expression) => lowerLetters(scope, expression),
    array: (expression) => lowerLetterArray(scope, expression),
    size: (expression) => readSize(expression, sizeScopeOf(scope)),
  };
}

export function lowerLetters(scope: LetterScope, expression: Expression): LetterForm {
  switch (expression.tag) {
    case "number":
      return constantIn(POLYNOMIALS, readDecimal(expression.text), []);
    case "name":
      return entriesOfArray(scope.resolve(expression.name, expression.span));
    case "negate":
      return scaleIn(lowerLetters(scope, expression.operand), ONE_FRACTION.neg());
    case "binary":
      return lowerBinary(scope, expression);
    case "call":
      return lowerCall(scope, expression);
    case "index":
      return lowerIndex(scope, expression);
    default:
      throw new Mistake(
        "unsupported",
        `\`${printExpression(expression)}\` cannot stand where sizes are letters; give the sizes numbers`,
        expression.span,
      );
  }
}

/** The array of an expression; one that is not an array already gets a name. */
export function lowerLetterArray(scope: LetterScope, expression: Expression): LetterArray {
  return nameLetterForm(scope, lowerLetters(scope, expression), expression);
}

function lowerBinary(scope: LetterScope, node: BinaryNode): LetterForm {
  if (node.operator === "@") return callLetterOperator(scope, "matmul", node, readersOf(scope));
  if (node.operator === "^") return lowerPower(scope, node);
  if (node.operator === "/")
    return isSizeExpression(node.right, scope.knowledge.own) ? divideBySize(scope, node) : lowerDivision(scope, node);
  if (node.operator === "mod")
    throw new Mistake("unsupported", "a remainder is part of a size here, and not of an array", node.span);
  const [left, right] = [lowerLetters(scope, node.left), lowerLetters(scope, node.right)];
  const shape = broadcastLetters(scope, left.shape, right.shape, node);
  if (node.operator === "*") return lowerProduct(scope, [left, node.left], [right, node.right], shape);
  const other = node.operator === "-" ? scaleIn(right, ONE_FRACTION.neg()) : right;
  const sides = [joinable(scope, left, node.left, shape), joinable(scope, other, node.right, shape)];
  return { shape, rows: sides.flatMap((side) => broadcastIn(POLYNOMIALS, side, shape).rows) };
}

/** x / y entry by entry, as a product with the power −1. */
function lowerDivision(scope: LetterScope, node: BinaryNode): LetterForm {
  const left = lowerLetters(scope, node.left);
  const divisor = lowerLetterArray(scope, node.right);
  const inverse = entriesIn(POLYNOMIALS, divisor.id, divisor.shape, powerFunction(new Fraction(-1)));
  const shape = broadcastLetters(scope, left.shape, divisor.shape, node);
  return lowerProduct(scope, [left, node.left], [inverse, node.right], shape);
}

function divideBySize(scope: LetterScope, node: BinaryNode): LetterForm {
  const form = lowerLetters(scope, node.left);
  const divisor = readSize(node.right, sizeScopeOf(scope));
  const number = numberOf(divisor);
  if (number === 0) throw new Mistake("value", "division by zero", node.span);
  if (number !== undefined) return scaleIn(form, new Fraction(1, number));
  if (!isShown(subtract(divisor, ONE), scope.knowledge)) {
    const text = printExpression(node.right);
    throw new Mistake(
      "value",
      `\`${text}\` divides, and is not known to be positive; add \`assume ${text} >= 1\``,
      node.right.span,
    );
  }
  return overSize(form, divisor);
}

function joinable(scope: LetterScope, form: LetterForm, source: Expression, shape: readonly Polynomial[]): LetterForm {
  const isWhole =
    form.shape.length === shape.length &&
    form.shape.every((size, axis) => isSame(size, shape[axis] ?? ONE, scope.knowledge));
  if (isWhole || isPointwiseIn(POLYNOMIALS, form)) return form;
  return entriesOfArray(scope.addUnnamed(form.shape, { kind: "rows", rows: form.rows }, source));
}

type Side = readonly [form: LetterForm, source: Expression];

/** A product stays joined where one side is a single product; else the sums on both sides get names. */
function lowerProduct(scope: LetterScope, left: Side, right: Side, shape: readonly Polynomial[]): LetterForm {
  const isMonomial = (form: LetterForm): boolean => isMonomialIn(POLYNOMIALS, form);
  const isSimple = isMonomial(left[0]) || isMonomial(right[0]);
  const asFactor = ([form, source]: Side): LetterForm =>
    isMonomial(form) || (isSimple && isPointwiseIn(POLYNOMIALS, form))
      ? form
      : entriesOfArray(nameLetterForm(scope, form, source));
  return multiplyLetters(asFactor(left), asFactor(right), shape);
}

/** Aligned at the last axis, sizes the same for all letters, or one of them 1. */
function broadcastLetters(
  scope: LetterScope,
  left: readonly Polynomial[],
  right: readonly Polynomial[],
  node: BinaryNode,
): Polynomial[] {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? ONE;
    const b = right[axis - rank + right.length] ?? ONE;
    if (isSame(a, b, scope.knowledge) || numberOf(b) === 1) return a;
    if (numberOf(a) === 1) return b;
    const shapes = [left, right].map((shape) => shapeText(shape, scope.knowledge));
    throw new Mistake(
      "shape",
      `the shapes ${shapes[0]} and ${shapes[1]} do not fit together under \`${node.operator}\` for every size: ` +
        `axis ${axis + 1} must have the same size on both sides, or be 1`,
      node.span,
    );
  });
}

const LARGEST_PRODUCT = 6;

function lowerPower(scope: LetterScope, node: BinaryNode): LetterForm {
  const exponent = constantOf(node.right);
  const base = lowerLetters(scope, node.left);
  if (exponent.d === 1n && exponent.s > 0n && exponent.n <= BigInt(LARGEST_PRODUCT)) {
    const factor = isMonomialIn(POLYNOMIALS, base) ? base : entriesOfArray(nameLetterForm(scope, base, node.left));
    return Array.from({ length: Number(exponent.n) - 1 }).reduce<LetterForm>(
      (product) => multiplyLetters(product, factor, base.shape),
      factor,
    );
  }
  const array = nameLetterForm(scope, base, node.left);
  return entriesIn(POLYNOMIALS, array.id, array.shape, powerFunction(exponent));
}

function powerFunction(exponent: Fraction) {
  return { name: "power", primes: 0, parameters: [["exponent", exponent] as const] };
}

function lowerCall(scope: LetterScope, call: CallNode): LetterForm {
  if (call.primes > 0)
    throw new Mistake("unsupported", "derivatives are asked for with `gradient … wrt …` or `grad(L, x)`", call.span);
  if (call.name === "grad" || call.name === "jac") return entriesOfArray(derivativeOf(scope, call));
  if (scope.functions.has(call.name)) {
    const [argument] = call.positional;
    if (argument === undefined || call.positional.length > 1 || call.named.length > 0)
      throw new Mistake("argument", `\`${call.name}\` takes one argument`, call.span);
    const array = lowerLetterArray(scope, argument);
    return entriesIn(POLYNOMIALS, array.id, array.shape, { name: call.name, primes: 0, parameters: [] });
  }
  return callLetterOperator(scope, call.name, call, readersOf(scope));
}

/** The array that `grad(L, a)` or `jac(y, a)` stands for. */
export function derivativeOf(scope: LetterScope, call: CallNode): LetterArray {
  const [first, second, ...more] = call.positional;
  if (first === undefined || second === undefined || more.length > 0 || call.named.length > 0)
    throw new Mistake(
      "argument",
      `\`${call.name}\` takes two arguments: \`${call.name}(${call.name === "grad" ? "L" : "y"}, a)\``,
      call.span,
    );
  const of = lowerLetterArray(scope, first);
  if (second.tag !== "name")
    throw new Mistake("request", "a derivative is taken by an array that has a name", second.span);
  const wrt = scope.resolve(second.name, second.span);
  if (call.name === "grad") demandLetterScalar(scope, of, wrt, first);
  const { definition } = of;
  if (definition.kind === "loss" && definition.of === wrt.id) return scope.array(definition.upstream);
  const stem = call.name === "grad" ? `delta_${wrt.name}` : `jac_${of.name}_${wrt.name}`;
  const shape = [...of.shape, ...wrt.shape];
  return scope.addUnnamed(shape, { kind: "derivative", of: of.id, wrt: wrt.id }, derivativeKey(call, of, wrt), stem);
}

/** A gradient belongs to a scalar. */
export function demandLetterScalar(scope: LetterScope, of: LetterArray, wrt: LetterArray, source: Expression): void {
  if (of.shape.length === 0) return;
  const text = printExpression(source);
  throw new Mistake(
    "request",
    `${text} has shape ${shapeText(of.shape, scope.knowledge)}; gradient needs a scalar. For all components: ` +
      `\`jacobian ${text} wrt ${wrt.name}\`. For TensorFlow's tape.gradient: \`gradient sum(${text}) wrt ${wrt.name}\``,
    source.span,
  );
}

/** Slices `x[1..n, 2]`; an index that is no range leaves the shape. */
function lowerIndex(scope: LetterScope, node: IndexNode): LetterForm {
  const array = lowerLetterArray(scope, node.array);
  if (node.indices.length !== array.shape.length)
    throw new Mistake(
      "index",
      `\`${printExpression(node.array)}\` has shape ${shapeText(array.shape, scope.knowledge)} and needs ` +
        `${array.shape.length} ${array.shape.length === 1 ? "index" : "indices"}, not ${node.indices.length}`,
      node.span,
    );
  const axes = node.indices.map((item, axis) => {
    const size = array.shape[axis] ?? ONE;
    if (item.tag !== "range") return { from: readPlace(scope, item, size) };
    const [from, to] = [readPlace(scope, item.from, size), readPlace(scope, item.to, size)];
    return { from, size: add(subtract(to, from), ONE) };
  });
  return sliceIn(POLYNOMIALS, array.id, axes);
}

/** An index counted from 0; it lies inside for all sizes. */
function readPlace(scope: LetterScope, item: Expression, size: Polynomial): Polynomial {
  const place = subtract(readSize(item, sizeScopeOf(scope)), constant(scope.indexBase));
  const last = subtract(subtract(size, ONE), place);
  if (isShown(place, scope.knowledge) && isShown(last, scope.knowledge)) return place;
  const text = printExpression(item);
  throw new Mistake(
    "index",
    `the index \`${text}\` is not known to be inside for every size; assume what it takes, as \`assume ${text} >= ${scope.indexBase}\``,
    item.span,
  );
}
