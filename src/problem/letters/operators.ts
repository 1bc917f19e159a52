/**
 * The operators that letters for sizes go through: their arguments are read here, their index rows are the makers' of
 * `definitions/`, the same as for numbers. How a call is written is said once, by the operator itself.
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import { multiply, numberOf, ONE, type Polynomial, ZERO } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import type { Channels } from "../definitions/channels.ts";
import { biasIn, convolutionIn, type SpatialAxis } from "../definitions/convolution.ts";
import { matmulIn } from "../definitions/matmul.ts";
import { dilateIn, flipIn, padIn, reshapeIn, transposeIn } from "../definitions/rearrangement.ts";
import { windowSums, windowsOver } from "../definitions/windows.ts";
import { constantIn, entriesIn, isPointwiseIn, scaleIn, sumAxesIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { type ScalarFunction, ONE as UNIT } from "../rows.ts";
import { type LetterArguments, readSizePairs, type SizeTree } from "./arguments.ts";
import { readLetterChannels, readLetterDepthwise, readLetterInput, readLetterTransposedChannels } from "./channels.ts";
import { addLetterForms, type LetterForm, multiplyLetterForms, scaleBySize } from "./form.ts";
import { readLetterAxes, readLetterTransposedAxes } from "./geometry.ts";
import { isSame, reduced } from "./knowledge.ts";
import { equalHint } from "./size-text.ts";

type Build = (call: LetterArguments) => LetterForm;

/** The entries of an array, or a function of each. */
export function letterEntries({ id, shape }: LetterArray, apply?: ScalarFunction): LetterForm {
  return entriesIn(POLYNOMIALS, id, shape, apply);
}

function buildConvolution(
  call: LetterArguments,
  channels: Channels<Polynomial>,
  axes: readonly SpatialAxis<Polynomial>[],
  transposed: boolean,
): LetterForm {
  const form = convolutionIn(POLYNOMIALS, { channels, axes, transposed, flip: call.boolean("flip", false) });
  if (!call.has("bias")) return form;
  const { id, shape } = call.array("bias");
  const [size] = shape;
  if (size === undefined || shape.length !== 1 || !isSame(size, channels.outputChannels, call.knowledge))
    call.fail(
      `\`bias\` must have shape ${call.shape([channels.outputChannels])}, one entry for each output channel, not ${call.shape(shape)}`,
      "bias",
    );
  const rows = [biasIn(POLYNOMIALS, id, form.shape, channels.outputChannelAxis)];
  return addLetterForms(form, { shape: form.shape, rows }, form.shape);
}

const convolution =
  (rank: number): Build =>
  (call) => {
    const channels = readLetterChannels(call, rank);
    return buildConvolution(call, channels, readLetterAxes(call, channels.inputSpatial, channels.kernelSpatial), false);
  };

const transposedConvolution =
  (rank: number): Build =>
  (call) => {
    const channels = readLetterTransposedChannels(call, rank);
    const axes = readLetterTransposedAxes(call, channels.inputSpatial, channels.kernelSpatial);
    return buildConvolution(call, channels, axes, true);
  };

const depthwise: Build = (call) => {
  const channels = readLetterDepthwise(call, 2);
  return buildConvolution(call, channels, readLetterAxes(call, channels.inputSpatial, channels.kernelSpatial), false);
};

const averagePool =
  (rank: number): Build =>
  (call) => {
    const { id, parts } = readLetterInput(call, rank);
    const kernels = call.positive("kernel", rank, ONE);
    const axes = readLetterAxes(call, parts.spatial, kernels, kernels);
    if (!call.boolean("count_include_pad", true))
      call.fail(
        "with letters for sizes, an average counts the padding: leave `count_include_pad` out",
        "count_include_pad",
      );
    const windows = windowsOver(POLYNOMIALS, call.layout, { input: id, parts, axes });
    return scaleBySize({ shape: windows.shape, rows: [windowSums(POLYNOMIALS, windows)] }, ONE, multiply(...kernels));
  };

const matmul: Build = (call) => {
  const [left, right] = [call.array("A"), call.array("B")];
  const show = `${call.shape(left.shape)} @ ${call.shape(right.shape)}`;
  if (left.shape.length === 0 || right.shape.length === 0)
    call.fail(`\`@\` needs arrays with axes, and ${show} has a scalar; a scalar multiplies with \`*\``);
  const outer = left.shape.at(-1) ?? ONE;
  const inner = (right.shape.length > 1 ? right.shape.at(-2) : right.shape[0]) ?? ONE;
  if (!isSame(outer, inner, call.knowledge))
    call.fail(
      `the shapes do not fit: ${show}. The last axis of the left (${call.text(outer)}) is not shown to be as long as ` +
        `the ${right.shape.length > 1 ? "last but one" : "only"} axis of the right (${call.text(inner)})` +
        equalHint(outer, inner, call.knowledge),
    );
  const [leading, others] = [right.shape.slice(0, -2), left.shape.slice(0, -2)];
  const fit =
    leading.length === others.length &&
    leading.every((size, axis) => isSame(size, others[axis] ?? ONE, call.knowledge));
  if (leading.length > 0 && !fit)
    call.fail(`the leading axes do not fit: ${show}. They must be shown equal, or the right must have none`);
  return matmulIn(POLYNOMIALS, left, right);
};

const transpose: Build = (call) => {
  const x = call.array("x");
  const rank = x.shape.length;
  const axes = call.has("axes") ? call.axes("axes", rank) : x.shape.map((_, axis) => rank - 1 - axis);
  if (axes.length !== rank) call.fail(`\`axes\` must name each of the ${rank} axes once`, "axes");
  return transposeIn(POLYNOMIALS, x, axes);
};

const flip: Build = (call) => {
  const x = call.array("x");
  return flipIn(POLYNOMIALS, x, call.axes("axis", x.shape.length));
};

const pad: Build = (call) => {
  const x = call.array("x");
  return padIn(POLYNOMIALS, x, readSizePairs(call, "padding", x.shape.length));
};

const dilate: Build = (call) => {
  const x = call.array("x");
  return dilateIn(POLYNOMIALS, x, call.positive("s", x.shape.length, ONE));
};

function reshapeTo(call: LetterArguments, x: LetterArray, shape: readonly Polynomial[]): LetterForm {
  const form = reshapeIn(POLYNOMIALS, x, shape) ?? reshapeReduced(call, x, shape);
  if (form !== undefined) return form;
  return call.fail(
    `\`${call.operator}\` from ${call.shape(x.shape)} to ${call.shape(shape)} is no single map between the axes, ` +
      "and with letters for sizes it must be one: only neighbouring axes may be joined, or one split into its factors",
  );
}

function reshapeReduced({ knowledge }: LetterArguments, x: LetterArray, shape: readonly Polynomial[]) {
  const plain = (sizes: readonly Polynomial[]): readonly Polynomial[] => sizes.map((size) => reduced(size, knowledge));
  const form = reshapeIn(POLYNOMIALS, { id: x.id, shape: plain(x.shape) }, plain(shape));
  return form && { ...form, shape };
}

const reshape: Build = (call) => {
  const x = call.array("x");
  const sizes = listOf(call, "shape");
  const entries = multiply(...x.shape);
  const known = multiply(...sizes.filter((size) => numberOf(size) !== -1));
  const open = POLYNOMIALS.divide(entries, known) ?? ZERO;
  const shape = sizes.map((size) => (numberOf(size) === -1 ? open : size));
  if (!isSame(multiply(...shape), entries, call.knowledge))
    call.fail(`the shape ${call.shape(sizes)} is not shown to hold \`${call.text(entries)}\` entries`, "shape");
  return reshapeTo(call, x, shape);
};

const flatten: Build = (call) => {
  const x = call.array("x");
  const [first = 0] = call.has("axis") ? call.axes("axis", x.shape.length) : [Math.min(1, x.shape.length - 1)];
  return reshapeTo(call, x, [...x.shape.slice(0, first), multiply(...x.shape.slice(first))]);
};

function listOf(call: LetterArguments, name: string): readonly Polynomial[] {
  const flat = (tree: SizeTree): readonly Polynomial[] => ("size" in tree ? [tree.size] : tree.items.flatMap(flat));
  const tree = call.tree(name);
  return tree === undefined ? [] : flat(tree);
}

/** A sum over some axes, and how many entries each sum has. */
function reduceAxes(call: LetterArguments): { readonly form: LetterForm; readonly count: Polynomial } {
  const joined = call.form("x");
  const form = isPointwiseIn(POLYNOMIALS, joined) ? joined : letterEntries(call.array("x"));
  const axes = call.axes("axis", form.shape.length);
  return { form: sumAxesIn(form, axes), count: multiply(...axes.map((axis) => form.shape[axis] ?? ONE)) };
}

const mean: Build = (call) => {
  const { form, count } = reduceAxes(call);
  return scaleBySize(form, ONE, count);
};

const SIZES = ["size1", "size2", "size3", "size4", "size5"];

const filled =
  (value: number): Build =>
  (call) =>
    constantIn(
      POLYNOMIALS,
      new Fraction(value),
      SIZES.flatMap((name) => listOf(call, name)),
    );

const elementwise =
  (name: string, parameters: readonly (readonly [string, Fraction])[] = []): Build =>
  (call) =>
    letterEntries(call.array("x"), {
      name,
      primes: 0,
      parameters: parameters.map(([parameter, fallback]) => [parameter, call.number(parameter, fallback)]),
    });

const squareRoot: Build = (call) =>
  letterEntries(call.array("x"), { name: "power", primes: 0, parameters: [["exponent", new Fraction(1, 2)]] });

/** The two arrays of a loss, which must be alike. */
function readPair(call: LetterArguments): readonly [LetterArray, LetterArray] {
  const [left, right] = [call.array("p"), call.array("t")];
  const alike =
    left.shape.length === right.shape.length &&
    left.shape.every((size, axis) => isSame(size, right.shape[axis] ?? ONE, call.knowledge));
  if (!alike)
    call.fail(
      `\`${call.operator}\` compares arrays of one shape: ${call.shape(left.shape)} and ${call.shape(right.shape)} are not shown to be one`,
      "t",
    );
  return [left, right];
}

function divisorOf(call: LetterArguments, shape: readonly Polynomial[], fallback: string): Polynomial {
  const reduction = call.word("reduction") ?? fallback;
  if (reduction === "mean") return multiply(...shape);
  if (reduction === "batch_mean") return shape[0] ?? ONE;
  if (reduction === "sum") return ONE;
  return call.fail(`\`reduction\` is "mean", "batch_mean" or "sum", not "${reduction}"`, "reduction");
}

function sumAll(form: LetterForm): LetterForm {
  return sumAxesIn(
    form,
    form.shape.map((_, axis) => axis),
  );
}

/** Σ (p − t)², the difference being an intermediate of its own. */
const squaredError =
  (fallback: string, scale: Fraction): Build =>
  (call) => {
    const [p, t] = readPair(call);
    const difference = addLetterForms(letterEntries(p), scaleIn(letterEntries(t), UNIT.neg()), p.shape);
    const [left, right] = [call.expression("p"), call.expression("t")] as [Expression, Expression];
    const d = letterEntries(call.intermediate(difference, { tag: "binary", operator: "-", left, right }));
    const total = scaleIn(sumAll(multiplyLetterForms(d, d, p.shape)), scale);
    return scaleBySize(total, ONE, divisorOf(call, p.shape, fallback));
  };

const crossEntropy: Build = (call) => {
  const [p, t] = readPair(call);
  const logarithms = letterEntries(p, { name: "log", primes: 0, parameters: [] });
  const total = scaleIn(sumAll(multiplyLetterForms(letterEntries(t), logarithms, p.shape)), UNIT.neg());
  return scaleBySize(total, ONE, divisorOf(call, p.shape, "sum"));
};

const OPERATORS: ReadonlyMap<string, Build> = new Map<string, Build>([
  ...[1, 2, 3].flatMap((rank): [string, Build][] => [
    [`conv${rank}d`, convolution(rank)],
    [`conv_transpose${rank}d`, transposedConvolution(rank)],
    [`avg_pool${rank}d`, averagePool(rank)],
  ]),
  ["depthwise_conv2d", depthwise],
  ["matmul", matmul],
  ["transpose", transpose],
  ["flip", flip],
  ["pad", pad],
  ["dilate", dilate],
  ["reshape", reshape],
  ["flatten", flatten],
  ["sum", (call) => reduceAxes(call).form],
  ["mean", mean],
  ["ones", filled(1)],
  ["zeros", filled(0)],
  ...["sigmoid", "tanh", "relu", "softplus", "gelu", "exp", "log"].map((name): [string, Build] => [
    name,
    elementwise(name),
  ]),
  ["leaky_relu", elementwise("leaky_relu", [["alpha", new Fraction(1, 100)]])],
  ["sqrt", squareRoot],
  ["mse", squaredError("mean", UNIT)],
  ["half_sse", squaredError("sum", new Fraction(1, 2))],
  ["cross_entropy", crossEntropy],
]);

export function findLetterOperator(name: string): Build | undefined {
  return OPERATORS.get(name);
}
