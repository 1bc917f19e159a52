/**
 * Keras layers by their documentation, channels last, on the TensorFlow backend: a stride above 1 does not go together
 * with a dilation above 1; a transposed layer without output_padding has s·w entries under "same", and
 * s·w + max(d·(K − 1) + 1 − s, 0) under "valid".
 */
import { addTensors, padTensor, refuse, type Tensor } from "./tensor.ts";
import { TENSORFLOW } from "./tensorflow.ts";
import { asNumbers, type Given, readGiven, type Value } from "./values.ts";

const PARAMETERS = "filters kernel_size strides padding dilation_rate groups depth_multiplier use_bias";

/** What the layer of this name makes of an input. */
export function runLayer(
  name: string,
  named: Readonly<Record<string, Value>>,
  shape: readonly number[],
  weights: readonly Tensor[],
  input: Tensor,
): Tensor {
  const match = /^keras\.layers\.(Depthwise|)Conv([123])D(Transpose|)$/.exec(name);
  const [, kind, , suffix] = match ?? refuse(`there is no layer \`${name}\``);
  const rank = input.shape.length - 2;
  if (!name.includes(`Conv${rank}D`) || shape.join() !== input.shape.join()) refuse("the layer was built otherwise");
  const given = readGiven(name, { parameters: PARAMETERS, run: () => 0 }, [], named);
  const [kernel, bias] = [weights[0] ?? refuse("a layer has a kernel"), weights[1]];
  if ((given.value("use_bias") === true) !== (bias !== undefined)) refuse("the weights are not those of the layer");
  const [strides, dilations] = [given.each("strides", rank, 1), given.each("dilation_rate", rank, 1)];
  if (strides.some((step) => step > 1) && dilations.some((rate) => rate > 1))
    refuse("strides above 1 do not go together with a dilation rate above 1");
  checkWeights(given, kind === "Depthwise", suffix === "Transpose", kernel, input, rank);
  const settings = { strides, dilations, padding: given.text("padding").toUpperCase() };
  const made =
    suffix === "Transpose"
      ? transposed(rank, settings, kernel, input)
      : kind === "Depthwise"
        ? run("tf.nn.depthwise_conv2d", [input, kernel], { ...settings, strides: [1, ...strides, 1] })
        : grouped(rank, settings, kernel, input, given.number("groups", 1));
  return bias === undefined ? made : addTensors(made, bias);
}

function checkWeights(
  given: Given,
  isDepthwise: boolean,
  isTransposed: boolean,
  kernel: Tensor,
  input: Tensor,
  rank: number,
): void {
  const channels = input.shape.at(-1) as number;
  const pair = isDepthwise
    ? [channels, given.number("depth_multiplier", 1)]
    : isTransposed
      ? [given.number("filters"), channels]
      : [channels / given.number("groups", 1), given.number("filters")];
  const expected = [...given.each("kernel_size", rank), ...pair];
  if (kernel.shape.join() !== expected.join()) refuse(`the layer's kernel has shape [${expected.join()}]`);
}

interface Settings {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: string;
}

function stepsFor(rank: number, { strides, dilations, padding }: Settings): Readonly<Record<string, Value>> {
  if (rank === 1) return { stride: strides[0] as number, padding, dilations: dilations[0] as number };
  if (rank === 2) return { strides, padding, dilations };
  return { strides: [1, ...strides, 1], padding, dilations: [1, ...dilations, 1] };
}

function grouped(rank: number, settings: Settings, kernel: Tensor, input: Tensor, groups: number): Tensor {
  const split = (value: Tensor): Value => run("tf.split", [value, groups], { axis: -1 });
  const [parts, kernels] = [split(input), split(kernel)] as unknown as [Tensor[], Tensor[]];
  const made = parts.map((part, group) =>
    run(`tf.nn.conv${rank}d`, [part, kernels[group] as Tensor], stepsFor(rank, settings)),
  );
  return run("tf.concat", [made], { axis: -1 });
}

function transposed(rank: number, settings: Settings, kernel: Tensor, input: Tensor): Tensor {
  const sizes = input.shape.slice(1, -1).map((size, axis) => {
    const stride = settings.strides[axis] as number;
    const reach = (settings.dilations[axis] as number) * ((kernel.shape[axis] as number) - 1) + 1;
    return size * stride + (settings.padding === "VALID" ? Math.max(reach - stride, 0) : 0);
  });
  const { stride, ...rest } = stepsFor(rank, settings);
  const shape = [input.shape[0] as number, ...sizes, kernel.shape.at(-2) as number];
  const named = { output_shape: shape, ...(stride === undefined ? {} : { strides: stride }), ...rest };
  return run(`tf.nn.conv${rank}d_transpose`, [input, kernel], named);
}

function run(name: string, positional: readonly Value[], named: Readonly<Record<string, Value>>): Tensor {
  const callee = TENSORFLOW[name] ?? refuse(`there is no \`${name}\``);
  return callee.run(readGiven(name, callee, positional, named)) as Tensor;
}

/** Layers without weights, applied: `ZeroPadding2D([[1, 1], [0, 2]])(x)` and `Cropping2D`. */
export function runBorder(name: string, amounts: Value, input: Tensor): Tensor {
  const [, word, digit] = /^keras\.layers\.(ZeroPadding|Cropping)([123])D$/.exec(name) ?? [];
  const rank = Number(digit);
  if (word === undefined || input.shape.length !== rank + 2) refuse(`there is no layer \`${name}\` for this`);
  const pairs =
    rank === 1 ? [asNumbers(amounts, name)] : (amounts as readonly Value[]).map((pair) => asNumbers(pair, name));
  if (pairs.length !== rank || pairs.flat().some((amount) => amount < 0)) refuse(`\`${name}\` takes a pair an axis`);
  const sign = word === "Cropping" ? -1 : 1;
  const pads = pairs.map(([before = 0, after = 0]) => [sign * before, sign * after] as const);
  return padTensor(input, [[0, 0], ...pads, [0, 0]]);
}
