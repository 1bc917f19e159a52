/**
 * Batch, channels and groups of a call: what may be left out, and what must fit together.
 */
import { joined, listed, tell, verbatim } from "../../messages/message.ts";
import { INTEGERS } from "../../sizes/ring.ts";
import {
  type Channels,
  depthwiseChannels,
  type KernelParts,
  type Parts,
  placeInKernel,
  sharedChannels,
} from "../definitions/channels.ts";
import type { Arguments } from "../operator.ts";
import {
  channelsDiffer,
  countOfChannels,
  divisorsOf,
  kernelsThatFit,
  layoutHint,
  nearestMultiples,
  transposedChannelsDiffer,
  writtenName,
} from "./channel-mistakes.ts";
import { agreeIn, agreeTransposed, readInput, readKernel, readTransposedKernel } from "./channel-parts.ts";

function readGroups(call: Arguments, channels: number): number {
  const groups = call.integer("groups", 1);
  if (groups >= 1 && channels % groups === 0) return groups;
  const rule =
    groups < 1
      ? tell`\`groups\` must be at least 1, not ${groups}`
      : tell`\`groups\` must divide the input channels: ${groups} does not divide ${channels}`;
  return call.fail(tell`${rule}. Legal is ${listed(divisorsOf(channels))}`, "groups");
}

/** Kernel [Cout, Cin/groups, ...] under nchw, [..., Cin/groups, Cout] under nhwc. */
export function readChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  const cin = parts.channels ?? 1;
  const groups = readGroups(call, cin);
  const kernel = readKernel(call, rank, cin / groups);
  const cout = kernel.first ?? 1;
  const fitting = (first: number): number[] => placeInKernel(call.layout, first, cin / groups, kernel.spatial);
  if ((kernel.second ?? 1) !== cin / groups)
    call.fail(
      joined(
        channelsDiffer(kernel.second ?? 1, cin, groups),
        layoutHint(call, (other) => agreeIn(call, rank, groups, other)),
        kernelsThatFit(nearestMultiples(cout, groups).map(fitting)),
      ),
      "kernel",
    );
  if (cout % groups !== 0)
    call.fail(
      joined(
        tell`\`groups\` must divide the output channels: ${groups} does not divide ${cout}`,
        kernelsThatFit(nearestMultiples(cout, groups).map(fitting)),
      ),
      "groups",
    );
  const read = readOf(call, id, parts, kernel, groups);
  const { outputRank, ...shared } = sharedChannels(read, cout, kernel.first !== undefined);
  const counts = { near: cout, far: cin, nearInGroup: cout / groups, farInGroup: cin / groups };
  return { ...shared, ...counts, nearRank: outputRank, farRank: parts.channels === undefined ? 0 : 1 };
}

/** What is read of the call, as both directions have it. */
function readOf(call: Arguments, input: number, parts: Parts, kernelParts: KernelParts, groups: number) {
  return { layout: call.layout, input, kernel: call.array("kernel").id, parts, kernelParts, groups };
}

/** Kernel [Cin, Cout/groups, ...] under nchw, [..., Cout/groups, Cin] under nhwc. */
export function readTransposedChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  const cin = parts.channels ?? 1;
  const groups = readGroups(call, cin);
  const kernel = readTransposedKernel(call, rank, cin);
  const cout = (kernel.second ?? 1) * groups;
  if ((kernel.first ?? 1) !== cin)
    call.fail(
      joined(
        transposedChannelsDiffer(call.layout, kernel.first ?? 1, cin),
        layoutHint(call, (other) => agreeTransposed(call, rank, other)),
        kernelsThatFit([placeInKernel(call.layout, cin, kernel.second ?? 1, kernel.spatial)]),
      ),
      "kernel",
    );
  const read = readOf(call, id, parts, kernel, groups);
  const { outputRank, ...shared } = sharedChannels(read, cout, kernel.second !== undefined);
  const counts = { near: cin, far: cout, nearInGroup: cin / groups, farInGroup: cout / groups };
  return { ...shared, ...counts, nearRank: parts.channels === undefined ? 0 : 1, farRank: outputRank };
}

/** Kernel [Cin·multiplier, 1, ...] under nchw, [..., Cin, multiplier] under nhwc; output channel c·multiplier + m. */
export function readDepthwiseChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  if (parts.channels === undefined)
    call.fail(
      tell`\`${call.operator}\` needs an input with channels; use \`conv2d\` for an array of the bare spatial rank`,
      "input",
    );
  const cin = parts.channels as number;
  const last = call.layout === "nhwc";
  const array = call.array("kernel");
  const { shape } = array;
  const spatial = last ? shape.slice(0, rank) : shape.slice(Math.max(0, shape.length - rank));
  const rest = last ? shape.slice(rank) : shape.slice(0, Math.max(0, shape.length - rank));
  const expected = verbatim(last ? `[..., ${cin}, multiplier]` : `[${cin}·multiplier, 1, ...]`);
  const legal = last
    ? rest.length === 2 && rest[0] === cin
    : (rest.length === 1 || rest.length === 2) && (rest[0] as number) % cin === 0 && (rest[1] ?? 1) === 1;
  if (!legal)
    call.fail(
      joined(
        tell`a depthwise kernel over ${countOfChannels(cin)} has shape ${expected}; \`${writtenName(array)}\` has [${shape.join(",")}]`,
        kernelsThatFit(shape.length < rank ? [] : depthwiseShapes(cin, rest, spatial, last)),
      ),
      "kernel",
    );
  return depthwiseChannels(INTEGERS, {
    layout: call.layout,
    input: id,
    kernel: array.id,
    parts,
    channels: cin,
    multiplier: last ? (rest[1] as number) : (rest[0] as number) / cin,
    kernelSpatial: spatial,
    kernelExtra: rest.length,
  });
}

/** The shapes nearest to what is there. */
function depthwiseShapes(
  cin: number,
  [first = cin, second = 1]: readonly number[],
  spatial: readonly number[],
  last: boolean,
): number[][] {
  if (last) return [[...spatial, cin, second]];
  return nearestMultiples(first, cin).map((channels) => [channels, 1, ...spatial]);
}
