/**
 * Convolutions whose sizes are letters: batch, channels and groups read off the shapes, then the index rows that
 * convolutions have for any kind of size.
 */
import { multiply, numberOf, ONE, type Polynomial, sameAs } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import {
  type Channels,
  depthwiseChannels,
  type Parts,
  partsOfInput,
  partsOfKernel,
  sharedChannels,
} from "../definitions/channels.ts";
import { biasIn, convolutionIn } from "../definitions/convolution.ts";
import { windowSums, windowsOver } from "../definitions/windows.ts";
import type { LetterArguments } from "./arguments.ts";
import { type LetterAxis, readLetterAxes, readTransposedLetterAxes } from "./geometry.ts";
import { isSame, reduced } from "./knowledge.ts";
import { textInOwnLetters } from "./quotients.ts";
import { type LetterForm, shapeText } from "./scope.ts";

type LetterChannels = Channels<Polynomial>;

export function convolutionLetters(call: LetterArguments, rank: number): LetterForm {
  const channels = readChannels(call, rank);
  return build(call, channels, readLetterAxes(call, channels.inputSpatial, channels.kernelSpatial), false);
}

export function transposedLetters(call: LetterArguments, rank: number): LetterForm {
  const channels = readTransposedChannels(call, rank);
  return build(call, channels, readTransposedLetterAxes(call, channels.inputSpatial, channels.kernelSpatial), true);
}

export function depthwiseLetters(call: LetterArguments): LetterForm {
  const channels = readDepthwise(call, 2);
  return build(call, channels, readLetterAxes(call, channels.inputSpatial, channels.kernelSpatial), false);
}

function build(
  call: LetterArguments,
  channels: LetterChannels,
  axes: readonly LetterAxis[],
  transposed: boolean,
): LetterForm {
  const form = convolutionIn(POLYNOMIALS, { channels, axes, transposed, flip: call.boolean("flip", false) });
  if (!call.has("bias")) return form;
  const bias = call.array("bias");
  const isRight = bias.shape.length === 1 && isSame(bias.shape[0] ?? ONE, channels.outputChannels, call.knowledge);
  if (!isRight)
    call.fail(
      `\`bias\` must have shape ${shapeText([channels.outputChannels], call.knowledge)}, one entry for each output channel, ` +
        `not ${shapeText(bias.shape, call.knowledge)}`,
      "bias",
    );
  return { ...form, rows: [...form.rows, biasIn(POLYNOMIALS, bias.id, form.shape, channels.outputChannelAxis)] };
}

function readInput(call: LetterArguments, rank: number): { id: number; parts: Parts<Polynomial> } {
  const { id, shape } = call.array("input");
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs an input with ${rank} axes, ${rank + 1} with channels or ${rank + 2} with batch and channels; ` +
        `this one has shape ${shapeText(shape, call.knowledge)}`,
      "input",
    );
  return { id, parts: partsOfInput(shape, rank, call.scope.layout) };
}

/** `second` is what the second channel axis must be; it tells which axis is there where only one is. */
function readKernel(call: LetterArguments, rank: number, second: Polynomial | undefined) {
  const { id, shape } = call.array("kernel");
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs a kernel with ${rank} axes, or ${rank + 2} with its channels; ` +
        `this one has shape ${shapeText(shape, call.knowledge)}`,
      "kernel",
    );
  const isSecond = (only: Polynomial): boolean =>
    second !== undefined && numberOf(second) !== 1 && isSame(only, second, call.knowledge);
  return { id, parts: partsOfKernel(shape, rank, call.scope.layout, isSecond) };
}

/** A share of channels in each group. */
function perGroup(call: LetterArguments, channels: Polynomial, groups: Polynomial): Polynomial {
  const share = POLYNOMIALS.divide(reduced(channels, call.knowledge), reduced(groups, call.knowledge));
  if (share !== undefined) return share;
  const [have, by] = [channels, groups].map((size) => textInOwnLetters(size, call.knowledge));
  return call.fail(
    `\`groups\` must divide the channels for every size, and ${by} is not known to divide ${have}; ` +
      `write the channels as \`${by}*C\``,
    "groups",
  );
}

function demandSame(call: LetterArguments, have: Polynomial, want: Polynomial, what: string): void {
  if (isSame(have, want, call.knowledge)) return;
  const [is, be] = [have, want].map((size) => textInOwnLetters(size, call.knowledge));
  call.fail(`the kernel has ${is} ${what}, and must have ${be}`, "kernel");
}

/** Kernel [Cout, Cin/groups, ...] under nchw, [..., Cin/groups, Cout] under nhwc. */
function readChannels(call: LetterArguments, rank: number): LetterChannels {
  const { id, parts } = readInput(call, rank);
  const groups = call.size("groups", ONE);
  const far = parts.channels ?? ONE;
  const farInGroup = perGroup(call, far, groups);
  const kernel = readKernel(call, rank, farInGroup);
  const near = kernel.parts.first ?? ONE;
  demandSame(call, kernel.parts.second ?? ONE, farInGroup, "input channels");
  const nearInGroup = perGroup(call, near, groups);
  const read = {
    layout: call.scope.layout,
    input: id,
    kernel: kernel.id,
    parts,
    kernelParts: kernel.parts,
    groups,
  };
  const { outputRank, ...shared } = sharedChannels(read, near, kernel.parts.first !== undefined);
  const counts = { near, far, nearInGroup, farInGroup };
  return { ...shared, ...counts, nearRank: outputRank, farRank: parts.channels === undefined ? 0 : 1 };
}

/** Kernel [Cin, Cout/groups, ...] under nchw, [..., Cout/groups, Cin] under nhwc. */
function readTransposedChannels(call: LetterArguments, rank: number): LetterChannels {
  const { id, parts } = readInput(call, rank);
  const groups = call.size("groups", ONE);
  const near = parts.channels ?? ONE;
  const nearInGroup = perGroup(call, near, groups);
  const { id: kernelId, parts: read } = readKernel(call, rank, undefined);
  const isSecond = read.first !== undefined && read.second === undefined && !isSame(read.first, near, call.knowledge);
  const kernelParts = isSecond ? { ...read, first: undefined, second: read.first } : read;
  demandSame(call, kernelParts.first ?? ONE, near, "input channels");
  const farInGroup = kernelParts.second ?? ONE;
  const far = multiply(farInGroup, groups);
  const whole = { layout: call.scope.layout, input: id, kernel: kernelId, parts, kernelParts, groups };
  const { outputRank, ...shared } = sharedChannels(whole, far, kernelParts.second !== undefined);
  const counts = { near, far, nearInGroup, farInGroup };
  return { ...shared, ...counts, nearRank: parts.channels === undefined ? 0 : 1, farRank: outputRank };
}

/** Kernel [Cin·multiplier, 1, ...] under nchw, [..., Cin, multiplier] under nhwc. */
function readDepthwise(call: LetterArguments, rank: number): LetterChannels {
  const { id, parts } = readInput(call, rank);
  const { channels } = parts;
  if (channels === undefined)
    return call.fail(`\`${call.operator}\` needs an input with channels; use \`conv2d\` for one without`, "input");
  const kernel = call.array("kernel");
  const isLast = call.scope.layout === "nhwc";
  const extra = kernel.shape.length - rank;
  const spatial = isLast ? kernel.shape.slice(0, rank) : kernel.shape.slice(Math.max(0, extra));
  const rest = isLast ? kernel.shape.slice(rank) : kernel.shape.slice(0, Math.max(0, extra));
  const [first, second] = rest;
  const isRight = isLast
    ? rest.length === 2 && isSame(first ?? ONE, channels, call.knowledge)
    : rest.length === 1 || (rest.length === 2 && sameAs(second ?? ONE, ONE));
  if (!isRight) {
    const count = textInOwnLetters(channels, call.knowledge);
    const wanted = isLast ? `[..., ${count}, multiplier]` : `[${count}*multiplier, 1, ...]`;
    call.fail(
      `a depthwise kernel over ${count} channels has shape ${wanted}, not ${shapeText(kernel.shape, call.knowledge)}`,
      "kernel",
    );
  }
  return depthwiseChannels(POLYNOMIALS, {
    layout: call.scope.layout,
    input: id,
    kernel: kernel.id,
    parts,
    channels,
    multiplier: isLast ? (second ?? ONE) : perGroup(call, first ?? ONE, channels),
    kernelSpatial: spatial,
    kernelExtra: rest.length,
  });
}

/** The mean of each window, zeros in the padding counted. */
export function averageLetters(call: LetterArguments, rank: number): LetterForm {
  if (!call.boolean("count_include_pad", true))
    call.fail("`count_include_pad=false` needs sizes that are numbers", "count_include_pad");
  const { id, parts } = readInput(call, rank);
  const kernel = call.sizes("kernel", rank, ONE);
  const axes = readLetterAxes(call, parts.spatial, kernel, kernel);
  const windows = windowsOver(POLYNOMIALS, call.scope.layout, { input: id, parts, axes });
  const over = multiply(...kernel);
  return { shape: windows.shape, rows: [{ ...windowSums(POLYNOMIALS, windows), over }] };
}
