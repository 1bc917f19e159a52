/**
 * The operators of the worksheet language where sizes are letters. The index rows are those of every kind of size.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import type { BinaryNode, CallNode, Expression } from "../../language/syntax.ts";
import { multiply, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { matmulIn } from "../definitions/matmul.ts";
import { dilateIn, flipIn, padIn, reshapeIn, transposeIn } from "../definitions/rearrangement.ts";
import { constantIn, entriesIn, isPointwiseIn, scaleIn, sumAxesIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { SCALAR_FUNCTIONS, SQUARE_ROOT } from "../operators/elementwise.ts";
import { findOperator, suggestName } from "../operators.ts";
import { ONE as ONE_FRACTION, type ScalarFunction } from "../rows.ts";
import { type LetterArguments, type LetterReaders, readLetterArguments } from "./arguments.ts";
import { averageLetters, convolutionLetters, depthwiseLetters, transposedLetters } from "./convolutions.ts";
import { entriesOfArray, multiplyLetters, nameLetterForm, overSize } from "./forms.ts";
import { isSame } from "./knowledge.ts";
import { type LetterForm, type LetterScope, shapeText } from "./scope.ts";

export type { LetterReaders } from "./arguments.ts";

type Build = (call: LetterArguments) => LetterForm;

const OPERATORS: Readonly<Record<string, Build>> = {
  conv1d: (call) => convolutionLetters(call, 1),
  conv2d: (call) => convolutionLetters(call, 2),
  conv3d: (call) => convolutionLetters(call, 3),
  conv_transpose1d: (call) => transposedLetters(call, 1),
  conv_transpose2d: (call) => transposedLetters(call, 2),
  conv_transpose3d: (call) => transposedLetters(call, 3),
  depthwise_conv2d: depthwiseLetters,
  avg_pool1d: (call) => averageLetters(call, 1),
  avg_pool2d: (call) => averageLetters(call, 2),
  avg_pool3d: (call) => averageLetters(call, 3),
  matmul: buildMatmul,
  transpose: (call) => {
    const x = call.array("x");
    const rank = x.shape.length;
    const axes = call.has("axes")
      ? call.axes("axes", rank)
      : Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
    if (axes.length !== rank) call.fail(`\`axes\` must name each of the ${rank} axes once`, "axes");
    return transposeIn(POLYNOMIALS, x, axes);
  },
  flip: (call) => {
    const x = call.array("x");
    return flipIn(POLYNOMIALS, x, call.axes("axis", x.shape.length));
  },
  pad: (call) => {
    const x = call.array("x");
    return padIn(POLYNOMIALS, x, call.pairs("padding", x.shape.length));
  },
  dilate: (call) => {
    const x = call.array("x");
    return dilateIn(POLYNOMIALS, x, call.sizes("s", x.shape.length, ONE));
  },
  reshape: (call) => reshaped(call, call.array("x"), call.list("shape")),
  flatten: (call) => {
    const x = call.array("x");
    const [first = 0] = call.has("axis") ? call.axes("axis", x.shape.length) : [Math.min(1, x.shape.length - 1)];
    return reshaped(call, x, [...x.shape.slice(0, first), multiply(...x.shape.slice(first))]);
  },
  sum: (call) => reduceAxes(call).form,
  mean: (call) => {
    const { form, count } = reduceAxes(call);
    return overSize(form, count);
  },
  ones: (call) => constantIn(POLYNOMIALS, ONE_FRACTION, writtenSizes(call)),
  zeros: (call) => constantIn(POLYNOMIALS, new Fraction(0), writtenSizes(call)),
  sqrt: (call) => applied(call, SQUARE_ROOT),
  mse: (call) => squaredError(call, ONE_FRACTION, "mean"),
  half_sse: (call) => squaredError(call, new Fraction(1, 2), "sum"),
};

export function callLetterOperator(
  scope: LetterScope,
  name: string,
  node: CallNode | BinaryNode,
  readers: LetterReaders,
): LetterForm {
  const operator = findOperator(name);
  const place = node.tag === "call" ? (node.nameSpan ?? node.span) : node.span;
  if (operator === undefined)
    throw new Mistake("unknown-name", `there is no operator \`${name}\`${suggestName(name)}`, place);
  const scalar = SCALAR_FUNCTIONS.get(name);
  const build = Object.hasOwn(OPERATORS, name)
    ? OPERATORS[name]
    : scalar && ((args: LetterArguments) => applied(args, scalar));
  if (build === undefined)
    throw new Mistake(
      "unsupported",
      `\`${name}\` needs sizes that are numbers: give the letters in its shapes numbers`,
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
  return placed(node, () => build(readLetterArguments(operator, call, scope, readers)));
}

/** Gives a mistake without a place the place of the call. */
function placed<T>(node: Expression, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Mistake && error.span === undefined) throw new Mistake(error.code, error.message, node.span);
    throw error;
  }
}

/** `ones(2, 3)`, or `ones([2, 3])`. */
function writtenSizes(call: LetterArguments): readonly Polynomial[] {
  const names = (findOperator(call.operator)?.positional ?? []).map((name) => name.replace("?", ""));
  return names.filter((name) => call.has(name)).flatMap((name) => call.list(name));
}

function applied(call: LetterArguments, scalar: ScalarFunction): LetterForm {
  const x = call.array("x");
  const parameters =
    scalar.name === "power"
      ? scalar.parameters
      : scalar.parameters.map(([name, fallback]) => [name, call.number(name, fallback)] as const);
  return entriesIn(POLYNOMIALS, x.id, x.shape, { ...scalar, parameters });
}

function buildMatmul(call: LetterArguments): LetterForm {
  const [left, right] = (findOperator("matmul")?.positional ?? []).map((name) => call.array(name)) as [
    LetterArray,
    LetterArray,
  ];
  const inner = [left.shape.at(-1), right.shape.at(right.shape.length > 1 ? -2 : -1)];
  if (left.shape.length === 0 || right.shape.length === 0 || !isSame(inner[0] ?? ONE, inner[1] ?? ONE, call.knowledge))
    call.fail(
      `the inner sizes of a matrix product must be equal: the shapes are ${shapeText(left.shape, call.knowledge)} ` +
        `and ${shapeText(right.shape, call.knowledge)}`,
    );
  return matmulIn(POLYNOMIALS, left, right);
}

function reshaped(call: LetterArguments, x: LetterArray, shape: readonly Polynomial[]): LetterForm {
  const [have, want] = [multiply(...x.shape), multiply(...shape)];
  if (!isSame(have, want, call.knowledge))
    call.fail(
      `the shape ${shapeText(shape, call.knowledge)} does not hold the entries of ${shapeText(x.shape, call.knowledge)} for every size`,
    );
  const form = reshapeIn(POLYNOMIALS, x, shape);
  return form ?? call.fail("this reshaping takes sizes apart that are letters; give them numbers");
}

function reduceAxes(call: LetterArguments): { readonly form: LetterForm; readonly count: Polynomial } {
  const joined = call.form("x");
  const form = isPointwiseIn(POLYNOMIALS, joined) ? joined : entriesOfArray(call.array("x"));
  const axes = call.axes("axis", form.shape.length);
  const count = axes.reduce<Polynomial>((product, axis) => multiply(product, form.shape[axis] ?? ONE), ONE);
  return { form: sumAxesIn(form, axes), count };
}

/** Σ (p − t)², the difference being an intermediate of its own. */
function squaredError(call: LetterArguments, scale: Fraction, fallback: string): LetterForm {
  const [p, t] = [call.array("p"), call.array("t")];
  const isAlike =
    p.shape.length === t.shape.length &&
    p.shape.every((size, axis) => isSame(size, t.shape[axis] ?? ONE, call.knowledge));
  if (!isAlike)
    call.fail(
      `\`${call.operator}\` compares arrays of one shape: ${shapeText(p.shape, call.knowledge)} and ${shapeText(t.shape, call.knowledge)} are two`,
      "t",
    );
  const [left, right] = [call.expression("p"), call.expression("t")] as [Expression, Expression];
  const difference = [entriesOfArray(p), scaleIn(entriesOfArray(t), ONE_FRACTION.neg())];
  const form: LetterForm = { shape: p.shape, rows: difference.flatMap(({ rows }) => rows) };
  const d = entriesOfArray(nameLetterForm(call.scope, form, { tag: "binary", operator: "-", left, right }));
  const all = p.shape.map((_, axis) => axis);
  const sum = scaleIn(sumAxesIn(multiplyLetters(d, d, p.shape), all), scale);
  const reduction = call.word("reduction") ?? fallback;
  if (reduction === "sum") return sum;
  if (reduction === "mean") return overSize(sum, p.shape.length === 0 ? ONE : multiply(...p.shape));
  if (reduction === "batch_mean") return overSize(sum, p.shape[0] ?? ONE);
  return call.fail(`\`reduction\` is "mean", "batch_mean" or "sum", not "${reduction}"`, "reduction");
}
