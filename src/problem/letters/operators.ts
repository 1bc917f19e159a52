/**
 * The operators that letters for sizes go through: their arguments are read here, their index rows are the makers' of
 * `definitions/`, the same as for numbers. How a call is written is said once, by the operator itself.
 */
import Fraction from "fraction.js";
import { joined, tell, verbatim } from "../../messages/message.ts";
import { multiply, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import type { Channels } from "../definitions/channels.ts";
import { biasIn, convolutionIn, type SpatialAxis } from "../definitions/convolution.ts";
import { matmulIn } from "../definitions/matmul.ts";
import { windowSums, windowsOver } from "../definitions/windows.ts";
import { constantIn, isPointwiseIn, sumAxesIn } from "../forms.ts";
import type { Build, LetterArguments } from "./arguments.ts";
import { readLetterChannels, readLetterDepthwise, readLetterInput, readLetterTransposedChannels } from "./channels.ts";
import { addLetterForms, type LetterForm, letterEntries, scaleBySize } from "./form.ts";
import { readLetterAxes, readLetterTransposedAxes } from "./geometry.ts";
import { isSame } from "./knowledge.ts";
import { LOSSES } from "./losses.ts";
import { listOf, REARRANGEMENTS } from "./rearrangements.ts";
import { equalHint } from "./size-text.ts";

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
      tell`\`bias\` must have shape ${call.shape([channels.outputChannels])}, one entry for each output channel, not ${call.shape(shape)}`,
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
        tell`with letters for sizes, an average counts the padding: leave \`count_include_pad\` out`,
        "count_include_pad",
      );
    const windows = windowsOver(POLYNOMIALS, call.layout, { input: id, parts, axes });
    return scaleBySize({ shape: windows.shape, rows: [windowSums(POLYNOMIALS, windows)] }, ONE, multiply(...kernels));
  };

const matmul: Build = (call) => {
  const [left, right] = [call.array("A"), call.array("B")];
  const show = tell`${call.shape(left.shape)} @ ${call.shape(right.shape)}`;
  if (left.shape.length === 0 || right.shape.length === 0)
    call.fail(tell`\`@\` needs arrays with axes, and ${show} has a scalar; a scalar multiplies with \`*\``);
  const outer = left.shape.at(-1) ?? ONE;
  const inner = (right.shape.length > 1 ? right.shape.at(-2) : right.shape[0]) ?? ONE;
  if (!isSame(outer, inner, call.knowledge))
    call.fail(
      joined(
        tell`the shapes do not fit: ${show}. The last axis of the left (${verbatim(call.text(outer))}) is not shown to be as long as `,
        right.shape.length > 1
          ? tell`the last but one axis of the right (${verbatim(call.text(inner))})`
          : tell`the only axis of the right (${verbatim(call.text(inner))})`,
        equalHint(outer, inner, call.knowledge),
      ),
    );
  const [leading, others] = [right.shape.slice(0, -2), left.shape.slice(0, -2)];
  const fit =
    leading.length === others.length &&
    leading.every((size, axis) => isSame(size, others[axis] ?? ONE, call.knowledge));
  if (leading.length > 0 && !fit)
    call.fail(tell`the leading axes do not fit: ${show}. They must be shown equal, or the right must have none`);
  return matmulIn(POLYNOMIALS, left, right);
};

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

const OPERATORS: ReadonlyMap<string, Build> = new Map<string, Build>([
  ...[1, 2, 3].flatMap((rank): [string, Build][] => [
    [`conv${rank}d`, convolution(rank)],
    [`conv_transpose${rank}d`, transposedConvolution(rank)],
    [`avg_pool${rank}d`, averagePool(rank)],
  ]),
  ["depthwise_conv2d", depthwise],
  ["matmul", matmul],
  ...REARRANGEMENTS,
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
  ...LOSSES,
]);

export function findLetterOperator(name: string): Build | undefined {
  return OPERATORS.get(name);
}
