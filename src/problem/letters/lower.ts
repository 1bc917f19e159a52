/**
 * Expressions to forms where sizes are letters: arithmetic is joined where the result stays a plain sum of products,
 * and whatever stands where an array is needed gets a name of its own, as in `lower.ts`.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { BinaryNode, CallNode, Expression } from "../../language/syntax.ts";
import { tell, verbatim } from "../../messages/message.ts";
import { numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { deltaLatex } from "../delta-names.ts";
import { constantIn, isMonomialIn, isPointwiseIn, plainArrayIn, scaleIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { readDecimal } from "../number.ts";
import { findOperator, suggestName } from "../operators.ts";
import { ONE as UNIT } from "../rows.ts";
import { scalarNeeded } from "../scope.ts";
import { readLetterArguments } from "./arguments.ts";
import { broadcastLetterShapes, scaledBy } from "./arithmetic.ts";
import { addLetterForms, type LetterForm, letterEntries, multiplyLetterForms } from "./form.ts";
import { isSame, reduced } from "./knowledge.ts";
import { findLetterOperator } from "./operators.ts";
import { demandNotEmpty, type LetterScope, unnamedOf } from "./scope.ts";
import { shapeText } from "./size-text.ts";
import { evaluateRatio, isSize } from "./size-values.ts";
import { sliceLetters } from "./slices.ts";

export function lowerLetterForm(scope: LetterScope, expression: Expression): LetterForm {
  if (isSize(scope, expression)) return scaledBy(scope, unit(), expression);
  switch (expression.tag) {
    case "number":
      return constantIn(POLYNOMIALS, readDecimal(expression.text), []);
    case "name":
      return letterEntries(scope.resolve(expression.name, expression.span));
    case "negate":
      return scaleIn(lowerLetterForm(scope, expression.operand), UNIT.neg());
    case "binary":
      return lowerBinary(scope, expression);
    case "call":
      return lowerCall(scope, expression);
    case "index":
      return sliceLetters(scope, lowerLetterArray(scope, expression.array), expression);
    case "array":
      throw new Mistake(
        "unsupported",
        tell`an array that is written out is not supported beside letters for sizes; give it a name with \`tensor\``,
        expression.span,
      );
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
export function lowerLetterArray(scope: LetterScope, expression: Expression): LetterArray {
  return nameLetterForm(scope, lowerLetterForm(scope, expression), expression);
}

export function nameLetterForm(scope: LetterScope, form: LetterForm, source: Expression): LetterArray {
  const plain = form.rows[0]?.over === undefined ? plainArrayIn(POLYNOMIALS, form) : undefined;
  const array = plain === undefined ? undefined : scope.arrays[plain];
  // A slice from the first entry on has the same index, but is shorter.
  const isWhole = array?.shape.every((size, axis) => isSame(size, form.shape[axis] ?? ONE, scope.knowledge));
  return array && isWhole ? array : scope.addUnnamed(source, () => unnamedOf(form));
}

function unit(): LetterForm {
  return constantIn(POLYNOMIALS, UNIT, []);
}

function lowerBinary(scope: LetterScope, node: BinaryNode): LetterForm {
  if (node.operator === "@") return callOperator(scope, "matmul", node);
  if (node.operator === "mod")
    throw new Mistake("value", tell`\`mod\` stands between sizes, and an array is no size`, node.span);
  if (node.operator === "^") return lowerPower(scope, node);
  const isScaled = node.operator === "*" || node.operator === "/";
  if (isScaled && isSize(scope, node.right))
    return scaledBy(scope, lowerLetterForm(scope, node.left), node.right, node.operator === "/");
  if (node.operator === "*" && isSize(scope, node.left))
    return scaledBy(scope, lowerLetterForm(scope, node.right), node.left);
  const [left, right] = [lowerLetterForm(scope, node.left), lowerLetterForm(scope, node.right)];
  const shape = broadcastLetterShapes(scope, node, left.shape, right.shape);
  switch (node.operator) {
    case "+":
      return addLetterForms(joinable(scope, left, node.left, shape), joinable(scope, right, node.right, shape), shape);
    case "-": {
      const subtracted = scaleIn(joinable(scope, right, node.right, shape), UNIT.neg());
      return addLetterForms(joinable(scope, left, node.left, shape), subtracted, shape);
    }
    case "*":
      return lowerProduct(scope, [left, right], node, shape);
    case "/":
      return lowerProduct(scope, [left, powerOf(scope, node.right, new Fraction(-1))], node, shape);
  }
}

/** A form that can be broadcast: one whose entries are scattered gets a name first. */
function joinable(scope: LetterScope, form: LetterForm, source: Expression, shape: readonly Polynomial[]): LetterForm {
  const sameShape =
    form.shape.length === shape.length &&
    form.shape.every((size, axis) => isSame(size, shape[axis] ?? ONE, scope.knowledge));
  if (sameShape || isPointwiseIn(POLYNOMIALS, form)) return form;
  return letterEntries(scope.addUnnamed(source, () => unnamedOf(form)));
}

/** A product stays joined where one side is a single product; else the sums on both sides get names. */
function lowerProduct(
  scope: LetterScope,
  [left, right]: readonly [LetterForm, LetterForm],
  node: BinaryNode,
  shape: readonly Polynomial[],
): LetterForm {
  const isSimple = [left, right].some((form) => isMonomialIn(POLYNOMIALS, form));
  const asFactor = (form: LetterForm, source: Expression): LetterForm =>
    isMonomialIn(POLYNOMIALS, form) || (isSimple && isPointwiseIn(POLYNOMIALS, form))
      ? form
      : letterEntries(nameLetterForm(scope, form, source));
  return multiplyLetterForms(asFactor(left, node.left), asFactor(right, node.right), shape);
}

/** The largest exponent that is written as a product of equal factors. */
const LARGEST_PRODUCT = 6;

function lowerPower(scope: LetterScope, node: BinaryNode): LetterForm {
  const base = lowerLetterForm(scope, node.left);
  const exponent = exponentOf(scope, node.right);
  if (exponent.d !== 1n || exponent.s < 0n || exponent.n > BigInt(LARGEST_PRODUCT))
    return powerOf(scope, node.left, exponent);
  if (exponent.n === 0n) return constantIn(POLYNOMIALS, UNIT, base.shape);
  const factor = isMonomialIn(POLYNOMIALS, base) ? base : letterEntries(nameLetterForm(scope, base, node.left));
  return Array.from({ length: Number(exponent.n) - 1 }).reduce<LetterForm>(
    (product) => multiplyLetterForms(product, factor, base.shape),
    factor,
  );
}

function exponentOf(scope: LetterScope, expression: Expression): Fraction {
  const { over, under } = evaluateRatio(scope, expression);
  const [above, below] = [over, under].map((part) => numberOf(reduced(part, scope.knowledge)));
  if (above !== undefined && below !== undefined) return new Fraction(above, below);
  throw new Mistake("value", tell`an exponent is a number, the same for all sizes`, expression.span);
}

function powerOf(scope: LetterScope, source: Expression, exponent: Fraction): LetterForm {
  const apply = { name: "power", primes: 0, parameters: [["exponent", exponent]] } as const;
  return letterEntries(lowerLetterArray(scope, source), apply);
}

function lowerCall(scope: LetterScope, call: CallNode): LetterForm {
  if (call.primes > 0)
    throw new Mistake(
      "unsupported",
      tell`derivatives are asked for with \`gradient … wrt …\` or \`grad(L, x)\``,
      call.span,
    );
  if (call.name === "grad" || call.name === "jac") return letterEntries(letterDerivative(scope, call));
  if (scope.functions.has(call.name)) return lowerUserFunction(scope, call);
  return callOperator(scope, call.name, call);
}

function lowerUserFunction(scope: LetterScope, call: CallNode): LetterForm {
  const [argument] = call.positional;
  if (argument === undefined || call.positional.length > 1 || call.named.length > 0)
    throw new Mistake("argument", tell`\`${call.name}\` takes one argument`, call.span);
  return letterEntries(lowerLetterArray(scope, argument), { name: call.name, primes: 0, parameters: [] });
}

function callOperator(scope: LetterScope, name: string, node: CallNode | BinaryNode): LetterForm {
  const place = node.tag === "call" ? (node.nameSpan ?? node.span) : node.span;
  const operator = findOperator(name);
  if (operator === undefined)
    throw new Mistake("unknown-name", tell`there is no operator \`${name}\`${suggestName(name)}`, place);
  const build = findLetterOperator(name);
  if (build === undefined)
    throw new Mistake(
      "unsupported",
      tell`\`${name}\` is not supported with letters for sizes; write numbers for the sizes, and leave \`size\` out`,
      place,
    );
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
  const form = build(
    readLetterArguments(operator, call, {
      knowledge: scope.knowledge,
      layout: scope.layout,
      shapeOf: scope.shapeOf,
      lowerForm: (expression) => lowerLetterForm(scope, expression),
      lowerArray: (expression) => lowerLetterArray(scope, expression),
      nameForm: (inner, source) => nameLetterForm(scope, inner, source),
    }),
  );
  for (const size of form.shape) demandNotEmpty(size, subtract(size, ONE), scope.knowledge, place);
  return form;
}

/** The array that `grad(L, a)` or `jac(y, a)` stands for. */
export function letterDerivative(scope: LetterScope, call: CallNode): LetterArray {
  const [first, second] = call.positional;
  if (first === undefined || second === undefined || call.positional.length > 2 || call.named.length > 0)
    throw new Mistake(
      "argument",
      tell`\`${call.name}\` takes two arguments: \`${call.name}(${call.name === "grad" ? "L" : "y"}, a)\``,
      call.span,
    );
  const of = lowerLetterArray(scope, first);
  if (second.tag !== "name")
    throw new Mistake("request", tell`a derivative is taken by an array that has a name`, second.span);
  const wrt = scope.resolve(second.name, second.span);
  if (call.name === "grad") demandLetterScalar(scope, of, wrt, first);
  if (of.definition.kind === "loss" && of.definition.of === wrt.id)
    return scope.arrays[of.definition.upstream] as LetterArray;
  const names = [of, wrt].map(({ name }): Expression => ({ tag: "name", name }));
  const isGradient = call.name === "grad";
  return scope.addUnnamed({ ...call, positional: names }, () => ({
    stem: isGradient ? `delta_${wrt.name}` : `jac_${of.name}_${wrt.name}`,
    latex: isGradient ? deltaLatex(scope.arrays, wrt, scope.style) : undefined,
    shape: [...of.shape, ...wrt.shape],
    definition: { kind: "derivative", of: of.id, wrt: wrt.id },
  }));
}

/** A gradient belongs to a scalar; anything else is most often meant as one of two things. */
export function demandLetterScalar(scope: LetterScope, of: LetterArray, wrt: LetterArray, source: Expression): void {
  if (of.shape.length === 0) return;
  const text = printExpression(source);
  throw new Mistake(
    "request",
    scalarNeeded(text, verbatim(shapeText(of.shape, scope.knowledge)), wrt.name),
    source.span,
  );
}
