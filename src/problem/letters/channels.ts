/**
 * Batch, channels and groups of a call where sizes are letters: what may be left out, and what must be shown equal.
 */
import { joined, NOTHING, tell, verbatim } from "../../messages/message.ts";
import { multiply, numberOf, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import {
  type Channels,
  depthwiseChannels,
  type KernelParts,
  type Parts,
  partsOfInput,
  partsOfKernel,
  sharedChannels,
} from "../definitions/channels.ts";
import type { LetterArray } from "../letters.ts";
import { countOfAxes } from "../operators/channel-parts.ts";
import { type LetterArguments, writtenLetterName } from "./arguments.ts";
import { isSame, reduced } from "./knowledge.ts";
import { equalHint } from "./size-text.ts";

type LetterChannels = Channels<Polynomial>;

export function readLetterInput(call: LetterArguments, rank: number): { id: number; parts: Parts<Polynomial> } {
  const array = call.array("input");
  const extra = array.shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      tell`\`${call.operator}\` needs an input with ${countOfAxes(rank)}, ${rank + 1} with channels or ${rank + 2} with batch and channels; \`${writtenLetterName(array)}\` has shape ${call.shape(array.shape)}`,
      "input",
    );
  return { id: array.id, parts: partsOfInput(array.shape, rank, call.layout) };
}

function readKernel(call: LetterArguments, rank: number): LetterArray {
  const array = call.array("kernel");
  const extra = array.shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      tell`\`${call.operator}\` needs a kernel with ${countOfAxes(rank)}, or ${rank + 2} with its channels; \`${writtenLetterName(array)}\` has shape ${call.shape(array.shape)}`,
      "kernel",
    );
  return array;
}

/** The size of each group, or a mistake that says what does not divide what. */
function inGroups(call: LetterArguments, size: Polynomial, groups: Polynomial, which: "input" | "output"): Polynomial {
  const share =
    POLYNOMIALS.divide(size, groups) ??
    POLYNOMIALS.divide(reduced(size, call.knowledge), reduced(groups, call.knowledge));
  if (share !== undefined) return share;
  const [by, whole] = [call.text(groups), call.text(size)];
  return call.fail(
    joined(
      which === "input"
        ? tell`\`groups\` must divide the input channels: \`${by}\` is not shown to divide \`${whole}\``
        : tell`\`groups\` must divide the output channels: \`${by}\` is not shown to divide \`${whole}\``,
      tell`. Write the channels as a multiple of the groups, as in \`tensor x[N, G*C, H]\``,
    ),
    "groups",
  );
}

function readGroups(call: LetterArguments): Polynomial {
  const [groups = ONE] = call.positive("groups", 1, ONE);
  return groups;
}

/** Kernel [Cout, Cin/groups, ...] under nchw, [..., Cin/groups, Cout] under nhwc. */
export function readLetterChannels(call: LetterArguments, rank: number): LetterChannels {
  const { knowledge, layout } = call;
  const { id, parts } = readLetterInput(call, rank);
  const far = parts.channels ?? ONE;
  const groups = readGroups(call);
  const farInGroup = inGroups(call, far, groups, "input");
  const { id: kernel, shape } = readKernel(call, rank);
  const isSecond = (only: Polynomial): boolean =>
    numberOf(reduced(farInGroup, knowledge)) !== 1 && isSame(only, farInGroup, knowledge);
  const kernelParts = partsOfKernel(shape, rank, layout, isSecond);
  const near = kernelParts.first ?? ONE;
  demandChannels(call, kernelParts.second ?? ONE, farInGroup, groups);
  const nearInGroup = inGroups(call, near, groups, "output");
  const read = { layout, input: id, kernel, parts, kernelParts, groups };
  const { outputRank, ...shared } = sharedChannels(read, near, kernelParts.first !== undefined);
  const farRank = parts.channels === undefined ? 0 : 1;
  return { ...shared, near, far, nearInGroup, farInGroup, nearRank: outputRank, farRank };
}

function demandChannels(call: LetterArguments, has: Polynomial, wanted: Polynomial, groups: Polynomial): void {
  if (isSame(has, wanted, call.knowledge)) return;
  const each = isSame(groups, ONE, call.knowledge) ? NOTHING : tell` in each group`;
  call.fail(
    joined(
      tell`the kernel has \`${call.text(has)}\` input channels, and the input has \`${call.text(wanted)}\`${each}`,
      tell`; they are not shown to be equal`,
      equalHint(has, wanted, call.knowledge),
    ),
    "kernel",
  );
}

/** Kernel [Cin, Cout/groups, ...] under nchw, [..., Cout/groups, Cin] under nhwc. */
export function readLetterTransposedChannels(call: LetterArguments, rank: number): LetterChannels {
  const { knowledge, layout } = call;
  const { id, parts } = readLetterInput(call, rank);
  const near = parts.channels ?? ONE;
  const groups = readGroups(call);
  const nearInGroup = inGroups(call, near, groups, "input");
  const { id: kernel, shape } = readKernel(call, rank);
  const kernelParts = transposedKernel(
    partsOfKernel(shape, rank, layout, () => false),
    (size) => isSame(size, near, knowledge),
  );
  demandChannels(call, kernelParts.first ?? ONE, near, ONE);
  const farInGroup = kernelParts.second ?? ONE;
  const far = multiply(farInGroup, groups);
  const read = { layout, input: id, kernel, parts, kernelParts, groups };
  const { outputRank, ...shared } = sharedChannels(read, far, kernelParts.second !== undefined);
  const nearRank = parts.channels === undefined ? 0 : 1;
  return { ...shared, near, far, nearInGroup, farInGroup, nearRank, farRank: outputRank };
}

/** The one channel axis that is written is the input's, unless it cannot be. */
function transposedKernel(
  parts: KernelParts<Polynomial>,
  isInput: (size: Polynomial) => boolean,
): KernelParts<Polynomial> {
  const isFirst = parts.first === undefined || parts.second !== undefined || isInput(parts.first);
  return isFirst ? parts : { ...parts, first: undefined, second: parts.first };
}

/** Kernel [Cin·multiplier, 1, ...] under nchw, [..., Cin, multiplier] under nhwc; output channel c·multiplier + m. */
export function readLetterDepthwise(call: LetterArguments, rank: number): LetterChannels {
  const { knowledge, layout } = call;
  const { id, parts } = readLetterInput(call, rank);
  const channels = parts.channels;
  if (channels === undefined)
    return call.fail(
      tell`\`${call.operator}\` needs an input with channels; use \`conv2d\` for an array of the bare spatial rank`,
      "input",
    );
  const array = call.array("kernel");
  const isLast = layout === "nhwc";
  const cut = isLast ? rank : Math.max(0, array.shape.length - rank);
  const [head, tail] = [array.shape.slice(0, cut), array.shape.slice(cut)];
  const [spatial, rest] = isLast ? [head, tail] : [tail, head];
  const [first = ONE, second = ONE] = rest;
  const isLegal = isLast
    ? rest.length === 2 && isSame(first, channels, knowledge)
    : (rest.length === 1 || rest.length === 2) && isSame(second, ONE, knowledge);
  const multiplier = isLast ? second : POLYNOMIALS.divide(reduced(first, knowledge), reduced(channels, knowledge));
  const count = call.text(channels);
  const expected = verbatim(isLast ? `[..., ${count}, multiplier]` : `[${count}·multiplier, 1, ...]`);
  if (!isLegal || multiplier === undefined)
    return call.fail(
      tell`a depthwise kernel over \`${count}\` channels has shape ${expected}; \`${writtenLetterName(array)}\` has ${call.shape(array.shape)}`,
      "kernel",
    );
  return depthwiseChannels(POLYNOMIALS, {
    layout,
    input: id,
    kernel: array.id,
    parts,
    channels,
    multiplier,
    kernelSpatial: spatial,
    kernelExtra: rest.length,
  });
}
