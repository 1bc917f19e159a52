/**
 * What the frameworks can say of a convolution, and what a reader must be told about the way they say it.
 * Notes follow from the numbers and the calls alone, so that whoever reads a saved derivation can make them again.
 */
import { argument, type Code, type Framework, isNode, partsOf } from "./code.ts";
import type { SpatialAxis } from "./operators/geometry.ts";
import type { ResolvedConvolution } from "./resolved-convolution.ts";

/**
 * - `summand`: the call is one term of the array, beside others
 * - `shared`: an array stands in two places, and its gradient is the sum over both
 * - `flip`: the kernel is turned, since the frameworks correlate
 * - `pytorch-pad`: pads that differ or are negative go through F.pad
 * - `output-padding`: output_padding is the leftover ρ
 * - `tensorflow-same`: SAME stands for the pads of the worksheet
 * - `tensorflow-pad`: pads that the call does not take go through tf.pad and slices
 * - `tensorflow-groups`: groups are taken apart
 * - `tensorflow-dilation`: gradients with dilation need a GPU or XLA
 * - `tensorflow-tape`: no call gives the kernel's gradient; the tape does
 * - `keras-none`: no Keras layer computes this
 * - `keras-forward`: the gradients are TensorFlow's
 * - `jax-spread`: lhs_dilation puts the zeros in
 * - `jax-groups`: no call gives the kernel's gradient with groups; vjp does
 */
export type TwinNote =
  | "summand"
  | "shared"
  | "flip"
  | "pytorch-pad"
  | "output-padding"
  | "tensorflow-same"
  | "tensorflow-pad"
  | "tensorflow-groups"
  | "tensorflow-dilation"
  | "tensorflow-tape"
  | "keras-none"
  | "keras-forward"
  | "jax-spread"
  | "jax-groups";

/** What the notes are about: the convolution, its place, and all calls of the framework. */
export interface Noted {
  readonly framework: Framework;
  readonly convolution: ResolvedConvolution;
  readonly isSummand: boolean;
  readonly isShared: boolean;
  readonly codes: readonly Code[];
}

export function notesOfTwin({ framework, convolution, isSummand, isShared, codes }: Noted): TwinNote[] {
  const { axes, flip } = convolution;
  const nodes = codes.flatMap(allNodes);
  const calls = nodes.flatMap((node) => (node.tag === "call" ? [node] : []));
  const isCalled = (name: string): boolean => calls.some((made) => made.name === name);
  const isTaken = nodes.some((node) => node.tag === "autograd");
  const isDilated = axes.some(({ dilation }) => dilation > 1);
  const notes: (readonly [TwinNote, boolean])[] = [
    ["summand", isSummand],
    ["shared", isShared],
    ["flip", flip],
    ["pytorch-pad", isCalled("F.pad")],
    ["output-padding", calls.some(({ named }) => argument(named, "output_padding") !== undefined)],
    ["tensorflow-same", calls.some(({ named }) => argument(named, "padding") === "SAME")],
    ["tensorflow-pad", framework === "tensorflow" && (isCalled("tf.pad") || nodes.some(isCrop))],
    ["tensorflow-groups", isCalled("tf.split")],
    ["tensorflow-dilation", framework === "tensorflow" && isDilated],
    ["tensorflow-tape", framework === "tensorflow" && isTaken],
    ["keras-none", framework === "tensorflow" && !hasKerasLayer(convolution)],
    ["keras-forward", framework === "keras"],
    ["jax-spread", calls.some(({ named }) => argument(named, "lhs_dilation") !== undefined)],
    ["jax-groups", framework === "jax" && isTaken],
  ];
  return notes.flatMap(([note, holds]) => (holds ? [note] : []));
}

type Node = Extract<Code, { tag: string }>;

function allNodes(code: Code): Node[] {
  return [...(isNode(code) ? [code] : []), ...partsOf(code).flatMap(allNodes)];
}

/** A slice that cuts something off. */
function isCrop(node: Node): boolean {
  return node.tag === "index" && node.items.some((item) => /\d:|:-/.test(item));
}

/** One group for each channel: TensorFlow has calls of its own for it, with limits. */
export function isDepthwise({ axes, groups, far, near }: ResolvedConvolution): boolean {
  const [stride] = axes.map((axis) => axis.stride);
  const isEven = axes.every((axis) => axis.stride === stride);
  const isEither = stride === 1 || axes.every(({ dilation }) => dilation === 1);
  return axes.length === 2 && groups > 1 && groups === far && near % far === 0 && isEven && isEither;
}

/** TensorFlow's word for the pads, where it has one: SAME gives ⌈H/s⌉ windows, the odd zero at the end. */
export function paddingWord(axes: readonly SpatialAxis[]): "VALID" | "SAME" | undefined {
  if (axes.every(({ before, after }) => before === 0 && after === 0)) return "VALID";
  const isSame = ({ kernel, dilation, stride, covered, windows, before, after }: SpatialAxis): boolean => {
    const total = Math.max(0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - covered);
    return windows === Math.ceil(covered / stride) && before === Math.floor(total / 2) && after === total - before;
  };
  return axes.every(isSame) ? "SAME" : undefined;
}

/**
 * What a transposed Keras layer's result lacks (negative: has too many) on each side under padding="valid", where it
 * has s·w + max(reach − s, 0) entries; undefined where padding="same" says it as it is.
 */
export function kerasCrop(axes: readonly SpatialAxis[]): (readonly [number, number])[] | undefined {
  const isSame = paddingWord(axes) === "SAME" && axes.every((axis) => axis.covered === axis.windows * axis.stride);
  if (isSame) return undefined;
  return axes.map(({ windows, stride, kernel, dilation, before, covered }) => {
    const whole = stride * windows + Math.max(dilation * (kernel - 1) + 1 - stride, 0);
    return [-before, covered + before - whole] as const;
  });
}

/** Keras has no stride together with dilation, no transposed groups, and no entries beyond a layer's bias. */
export function hasKerasLayer(convolution: ResolvedConvolution): boolean {
  const { axes, transposed, groups, bias } = convolution;
  const isStrided = axes.some(({ stride }) => stride > 1);
  if (isStrided && axes.some(({ dilation }) => dilation > 1)) return false;
  if (!transposed) return true;
  const crop = kerasCrop(axes);
  const isGrown = crop?.flat().some((amount) => amount > 0) === true;
  return groups === 1 && !(isGrown && bias !== undefined);
}
