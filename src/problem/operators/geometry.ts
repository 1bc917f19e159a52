/**
 * The arithmetic of one spatial axis: from sizes, stride, padding and dilation to the number of outputs.
 * O = ⌊(H + P_l + P_r − d(K−1) − 1)/s⌋ + 1 (Dumoulin and Visin, relationships 6 and 15, with a pad for each side).
 */
import { joined, type Message, NOTHING, tell, verbatim } from "../../messages/message.ts";
import type { SpatialAxis } from "../definitions/convolution.ts";
import { suggestAmong } from "../names.ts";
import type { Arguments } from "../operator.ts";
import { readPairs } from "./rearrangement.ts";

export type { SpatialAxis } from "../definitions/convolution.ts";

const PADDING_WORDS = ["valid", "same", "full"];

function readSteps(call: Arguments, name: "stride" | "dilation", rank: number, fallback?: readonly number[]): number[] {
  const steps = fallback === undefined || call.has(name) ? call.integers(name, rank, 1) : [...fallback];
  const bad = steps.find((step) => step < 1);
  if (bad !== undefined) call.fail(tell`\`${name}\` of \`${call.operator}\` must be at least 1, not ${bad}`, name);
  return steps;
}

/** The padding as a word, in small letters, where it is one. */
export function readPaddingWord(call: Pick<Arguments, "word" | "expression" | "fail">): string | undefined {
  const word = call.word("padding");
  const bare = call.expression("padding");
  if (bare?.tag === "name" && PADDING_WORDS.includes(bare.name.toLowerCase()))
    call.fail(tell`a word for the padding stands in quotes: \`padding="${bare.name.toLowerCase()}"\``, "padding");
  if (word !== undefined && !PADDING_WORDS.includes(word.toLowerCase()))
    call.fail(
      tell`\`padding\` is "valid", "same", "full" or numbers, not "${word}"${suggestAmong(word, PADDING_WORDS)}`,
      "padding",
    );
  return word?.toLowerCase();
}

/** TensorFlow's SAME: ⌈H/s⌉ outputs, and of an odd number of zeros one more at the end. */
function samePads(covered: number, reach: number, stride: number): readonly [number, number] {
  const windows = Math.ceil(covered / stride);
  const total = Math.max(0, (windows - 1) * stride + reach - covered);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

function windowsOf(covered: number, before: number, after: number, reach: number, stride: number): number {
  return Math.floor((covered + before + after - reach) / stride) + 1;
}

/** The axes of a convolution of `input` (spatial sizes) by `kernel`; `fallback` holds the strides where the call gives none. */
export function readConvolutionAxes(
  call: Arguments,
  input: readonly number[],
  kernel: readonly number[],
  fallback?: readonly number[],
): SpatialAxis[] {
  const strides = readSteps(call, "stride", input.length, fallback);
  const dilations = readSteps(call, "dilation", input.length);
  const word = readPaddingWord(call);
  const pairs = word === undefined ? readPairs(call, "padding", input.length) : undefined;
  return input.map((covered, number) => {
    const [stride, dilation, size] = [strides[number] as number, dilations[number] as number, kernel[number] as number];
    const reach = dilation * (size - 1) + 1;
    const [before, after] = pairs?.[number] ?? padsOfWord(word as string, covered, reach, stride);
    const windows = windowsOf(covered, before, after, reach, stride);
    if (covered + before + after < reach)
      call.fail(
        joined(
          tell`the kernel does not fit on axis ${number + 1}: it spans ${spanText(size, dilation, reach)}`,
          inputHas(covered, before, after),
          tell`. It fits with a padding of ${Math.ceil((reach - covered) / 2)} on each side`,
        ),
      );
    return axisOf({ kernel: size, stride, dilation, before, after, windows, covered, output: windows });
  });
}

function padsOfWord(word: string, covered: number, reach: number, stride: number): readonly [number, number] {
  if (word === "same") return samePads(covered, reach, stride);
  return word === "full" ? [reach - 1, reach - 1] : [0, 0];
}

/** The axes of a transposed convolution: `input` is the side of the windows, the output the side that they cover. */
export function readTransposedAxes(
  call: Arguments,
  input: readonly number[],
  kernel: readonly number[],
): SpatialAxis[] {
  const strides = readSteps(call, "stride", input.length);
  const dilations = readSteps(call, "dilation", input.length);
  const word = readPaddingWord(call);
  const pairs = word === undefined ? readPairs(call, "padding", input.length) : undefined;
  if (call.has("output_padding") && call.has("output_shape"))
    call.fail(tell`\`output_padding\` and \`output_shape\` say the same thing twice; leave one out`, "output_padding");
  const extra = call.integers("output_padding", input.length, 0);
  checkOutputPadding(call, extra, strides, dilations);
  const shape = call.has("output_shape") ? call.integers("output_shape", input.length, 0) : undefined;
  return input.map((windows, number) => {
    const [stride, dilation, size] = [strides[number] as number, dilations[number] as number, kernel[number] as number];
    const reach = dilation * (size - 1) + 1;
    const asked = shape?.[number] ?? (word === "same" ? windows * stride + (extra[number] as number) : undefined);
    const [before, after] = pairs?.[number] ?? padsOfWord(word as string, asked ?? windows * stride, reach, stride);
    const smallest = stride * (windows - 1) + reach - before - after;
    const covered = asked ?? smallest + (extra[number] as number);
    const most = shape === undefined ? covered : smallest + stride - 1;
    if (most < 1) failCropped(call, number, { windows, stride, reach, before, after, beyond: most - smallest });
    if (shape !== undefined) checkOutputShape(call, number, { windows, covered, stride, reach, word, before, after });
    return axisOf({ kernel: size, stride, dilation, before, after, windows, covered, output: covered });
  });
}

function checkOutputPadding(
  call: Arguments,
  extras: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
): void {
  extras.forEach((extra, axis) => {
    const [stride, dilation] = [strides[axis] as number, dilations[axis] as number];
    if (extra < 0)
      call.fail(
        tell`\`output_padding\` must not be negative, and ${extra} is. The smallest that is legal is 0`,
        "output_padding",
      );
    if (extra > 0 && extra >= stride && extra >= dilation)
      call.fail(
        joined(
          tell`\`output_padding\` must be less than the stride or the dilation: ${extra} is not less than ${stride} or ${dilation}`,
          extras.length > 1 ? tell` on axis ${axis + 1}` : NOTHING,
          tell`. The largest that is legal is ${Math.max(stride, dilation) - 1}`,
        ),
        "output_padding",
      );
  });
}

interface Cropped {
  readonly windows: number;
  readonly stride: number;
  readonly reach: number;
  readonly before: number;
  readonly after: number;
  /** How many entries `output_padding` or `output_shape` adds at the most. */
  readonly beyond: number;
}

/** Of a transposed convolution, padding crops; something must be left. */
function failCropped(call: Arguments, axis: number, cropped: Cropped): never {
  const { windows, stride, reach, before, after, beyond } = cropped;
  const all = stride * (windows - 1) + reach + beyond;
  const entries = verbatim(`${stride}·(${windows} − 1) + ${reach}${beyond > 0 ? ` + ${beyond}` : ""}`);
  const crops = verbatim(`${before} + ${after}`);
  return call.fail(
    joined(
      tell`nothing is left on axis ${axis + 1}: ${entries} entries, of which the padding crops ${crops}`,
      tell`. The largest padding that is legal is ${Math.floor((all - 1) / 2)} on each side`,
    ),
    call.has("padding") ? "padding" : undefined,
  );
}

interface AskedShape {
  readonly windows: number;
  readonly covered: number;
  readonly stride: number;
  readonly reach: number;
  readonly word: string | undefined;
  readonly before: number;
  readonly after: number;
}

/** An output shape is legal where the convolution that is transposed gives back the input's size. */
function checkOutputShape(call: Arguments, axis: number, asked: AskedShape): void {
  const { windows, covered, stride, reach, word, before, after } = asked;
  const back = covered < 1 || covered + before + after < reach ? 0 : windowsOf(covered, before, after, reach, stride);
  if (back === windows) return;
  const smallest = word === "same" ? (windows - 1) * stride + 1 : stride * (windows - 1) + reach - before - after;
  const lowest = Math.max(1, smallest);
  const largest = smallest + stride - 1;
  call.fail(
    joined(
      tell`no input of ${covered} gives ${windows} on axis ${axis + 1}: the convolution that is transposed would give ${back}`,
      lowest === largest ? tell`. Legal is ${lowest}` : tell`. Legal is ${lowest} to ${largest}`,
    ),
    "output_shape",
  );
}

function axisOf(axis: Omit<SpatialAxis, "leftover">): SpatialAxis {
  const reach = axis.dilation * (axis.kernel - 1) + 1;
  const padded = axis.covered + axis.before + axis.after;
  return { ...axis, leftover: padded - reach - axis.stride * (axis.windows - 1) };
}

function spanText(kernel: number, dilation: number, reach: number): Message {
  return verbatim(dilation === 1 ? `${kernel}` : `${dilation}·(${kernel} − 1) + 1 = ${reach}`);
}

function inputHas(size: number, before: number, after: number): Message {
  if (before === 0 && after === 0) return tell`, and the input has ${size}`;
  const sum = verbatim(`${size} ${signed(before)} ${signed(after)} = ${size + before + after}`);
  return tell`, and the input has ${sum} once padded`;
}

function signed(pad: number): string {
  return pad < 0 ? `− ${-pad}` : `+ ${pad}`;
}
