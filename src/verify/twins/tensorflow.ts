/**
 * TensorFlow's functions by their documentation: data [N, ..., C], filters [..., in/groups, out]. SAME gives ⌈H/s⌉
 * outputs, the odd zero at the end; VALID pads nothing; a list has a pair for every axis. A transposed convolution is
 * the gradient of the convolution that takes `output_shape` to its input, and is refused where that gives another size.
 */
import { type Steps, sumCovered, sumKernel, sumWindows } from "./products.ts";
import { flip, padTensor, permute, refuse, reshape, sumOver, type Tensor } from "./tensor.ts";
import { asList, asTensor, type Callee, type Given, type Value } from "./values.ts";

/** To [N, C, ...], and a kernel to [near, far, ...]. */
function channelsFirst(tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return permute(tensor, [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, axis) => axis + 1)]);
}

function channelsLast(tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return permute(tensor, [0, ...Array.from({ length: rank - 2 }, (_, axis) => axis + 2), 1]);
}

function kernelFirst(tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return permute(tensor, [rank - 1, rank - 2, ...Array.from({ length: rank - 2 }, (_, axis) => axis)]);
}

function kernelLast(tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return permute(tensor, [...Array.from({ length: rank - 2 }, (_, axis) => axis + 2), 1, 0]);
}

/** Steps of the spatial axes: one number, one an axis, or one for every axis, batch and channels having 1. */
function stepsOf(given: Given, name: string, rank: number, needsAll: boolean): number[] {
  const value = given.value(name) ?? 1;
  if (typeof value === "number" && needsAll && given.has(name)) refuse(`\`${name}\` has a number for every axis`);
  if (typeof value === "number") return given.each(name, rank, 1);
  const list = given.numbers(name);
  if (list.length === rank && !needsAll) return list;
  if (list.length !== rank + 2 || list[0] !== 1 || list.at(-1) !== 1) refuse(`\`${name}\` has a 1 at both ends`);
  return list.slice(1, -1);
}

interface Geometry extends Steps {
  readonly sizes: readonly number[];
}

interface Sizes {
  readonly wide: readonly number[];
  readonly kernel: readonly number[];
  readonly groups: number;
  /** Whether steps have a number for every axis, and whether pads may be a list. */
  readonly needsAll: boolean;
  readonly takesList: boolean;
  readonly strideName: string;
}

/** Pads and output sizes of the convolution over `wide`. */
function geometryOf(given: Given, { wide, kernel, groups, needsAll, takesList, strideName }: Sizes): Geometry {
  const rank = wide.length;
  const stride = stepsOf(given, strideName, rank, needsAll);
  // The rates of a depthwise convolution are two.
  const dilation = stepsOf(given, "dilations", rank, needsAll && rank === 3);
  const padding = given.value("padding");
  if (typeof padding !== "string" && !takesList) refuse("`padding` is SAME or VALID");
  const listed = typeof padding === "string" ? undefined : given.pairs("padding", rank + 2);
  const outer = [listed?.[0] ?? [0, 0], listed?.at(-1) ?? [0, 0]].flat();
  if (outer.some((amount) => amount !== 0)) refuse("batch and channels are not padded");
  const pads = wide.map((size, axis): readonly [number, number] => {
    const step = stride[axis] as number;
    const reach = ((kernel[axis] as number) - 1) * (dilation[axis] as number) + 1;
    if (padding === "VALID") return [0, 0];
    if (padding === "SAME") {
      const total = Math.max(0, (Math.ceil(size / step) - 1) * step + reach - size);
      return [Math.floor(total / 2), total - Math.floor(total / 2)];
    }
    return listed?.[axis + 1] ?? refuse("`padding` is SAME, VALID or a list of pairs");
  });
  const sizes = wide.map((size, axis) => {
    const [before, after] = pads[axis] as readonly [number, number];
    const reach = ((kernel[axis] as number) - 1) * (dilation[axis] as number) + 1;
    if (before < 0 || after < 0) refuse("explicit paddings must not be negative");
    const count = Math.floor((size + before + after - reach + (stride[axis] as number)) / (stride[axis] as number));
    return count < 1 ? refuse("the computed output size would be negative") : count;
  });
  return { stride, dilation, before: pads.map(([before]) => before), groups, sizes };
}

function spatial(shape: readonly number[]): readonly number[] {
  return shape.slice(1, -1);
}

function convolution(rank: number): Callee {
  const strideName = rank === 1 ? "stride" : "strides";
  return {
    parameters: `input filters ${strideName} padding data_format dilations`,
    run: (given) => {
      const [input, filters] = [given.tensor("input"), given.tensor("filters")];
      const kernel = filters.shape.slice(0, rank);
      const made = geometryOf(given, {
        wide: spatial(input.shape),
        kernel,
        groups: 1,
        needsAll: rank === 3,
        takesList: rank === 2,
        strideName,
      });
      return channelsLast(sumWindows(channelsFirst(input), kernelFirst(filters), made.sizes, made));
    },
  };
}

/** The gradient of the convolution over an input of the given shape. */
function backToInput(given: Given, shape: readonly number[], filters: Tensor, upstream: Tensor, sizes: Sizes): Tensor {
  const made = geometryOf(given, sizes);
  if (made.sizes.join() !== spatial(upstream.shape).join())
    refuse(`the size of out_backprop does not match: computed [${made.sizes.join()}]`);
  const back = channelsLast(sumCovered(channelsFirst(upstream), filters, spatial(shape), made));
  return back.shape.join() === shape.join() ? back : refuse("the output shape does not fit");
}

function transposed(rank: number): Callee {
  return {
    parameters: "input filters output_shape strides padding data_format dilations",
    run: (given) => {
      const [input, filters] = [given.tensor("input"), given.tensor("filters")];
      const shape = given.numbers("output_shape");
      const kernel = filters.shape.slice(0, rank);
      return backToInput(given, shape, kernelFirst(filters), input, {
        wide: spatial(shape),
        kernel,
        groups: 1,
        needsAll: rank === 3,
        takesList: rank === 2,
        strideName: "strides",
      });
    },
  };
}

/** A depthwise filter [..., C, m] as [C·m, 1, ...]. */
function depthwiseKernel(filters: Tensor): Tensor {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filters.shape;
  return kernelFirst(reshape(filters, [height, width, 1, channels * multiplier]));
}

function depthwiseSizes(given: Given, wide: readonly number[], filters: readonly number[]): Sizes {
  const isDilated = stepsOf(given, "dilations", 2, false).some((rate) => rate > 1);
  const strides = stepsOf(given, "strides", 2, true);
  if (strides[0] !== strides[1]) refuse("strides of a depthwise convolution are equal");
  if (isDilated && strides.some((step) => step > 1)) refuse("with dilation, strides of a depthwise convolution are 1");
  const [height = 0, width = 0, groups = 0] = filters;
  return { wide, kernel: [height, width], groups, needsAll: true, takesList: !isDilated, strideName: "strides" };
}

const depthwise: Callee = {
  parameters: "input filter strides padding data_format dilations",
  run: (given) => {
    const [input, filter] = [given.tensor("input"), given.tensor("filter")];
    const made = geometryOf(given, depthwiseSizes(given, spatial(input.shape), filter.shape));
    return channelsLast(sumWindows(channelsFirst(input), depthwiseKernel(filter), made.sizes, made));
  },
};

const depthwiseToInput: Callee = {
  parameters: "input_sizes filter out_backprop strides padding data_format dilations",
  run: (given) => {
    const [shape, filter] = [given.numbers("input_sizes"), given.tensor("filter")];
    const sizes = depthwiseSizes(given, spatial(shape), filter.shape);
    return backToInput(given, shape, depthwiseKernel(filter), given.tensor("out_backprop"), sizes);
  },
};

const depthwiseToFilter: Callee = {
  parameters: "input filter_sizes out_backprop strides padding data_format dilations",
  run: (given) => {
    const shape = given.numbers("filter_sizes");
    const [height = 0, width = 0, channels = 0, multiplier = 0] = shape;
    const sizes = depthwiseSizes(given, spatial(given.tensor("input").shape), shape);
    return reshape(backToFilter(given, [channels * multiplier, 1, height, width], sizes), shape);
  },
};

/** The gradient by a filter, whose shape is given as PyTorch has it, in TensorFlow's order. */
function backToFilter(given: Given, kernel: readonly number[], sizes: Parameters<typeof geometryOf>[1]): Tensor {
  const [input, upstream] = [given.tensor("input"), given.tensor("out_backprop")];
  const made = geometryOf(given, sizes);
  if (made.sizes.join() !== spatial(upstream.shape).join()) refuse("the size of out_backprop does not match");
  return kernelLast(sumKernel(channelsFirst(input), channelsFirst(upstream), kernel, made));
}

const toFilter: Callee = {
  parameters: "input filter_sizes out_backprop strides padding use_cudnn_on_gpu data_format dilations",
  run: (given) => {
    const [height = 0, width = 0, far = 0, near = 0] = given.numbers("filter_sizes");
    return backToFilter(given, [near, far, height, width], {
      wide: spatial(given.tensor("input").shape),
      kernel: [height, width],
      groups: 1,
      needsAll: true,
      takesList: true,
      strideName: "strides",
    });
  },
};

function split(given: Given): Value {
  const [tensor, count] = [given.tensor("value"), given.number("num_or_size_splits")];
  if (given.number("axis") !== -1) refuse("the split is along the last axis");
  const size = (tensor.shape.at(-1) as number) / count;
  if (!Number.isInteger(size)) refuse("the parts of a split are equal");
  return Array.from({ length: count }, (_, part) => {
    const pads = tensor.shape.map(
      (whole, axis) =>
        (axis === tensor.shape.length - 1 ? [-part * size, (part + 1) * size - whole] : [0, 0]) as [number, number],
    );
    return padTensor(tensor, pads);
  });
}

function concatenate(given: Given): Tensor {
  if (given.number("axis") !== -1) refuse("the parts are joined along the last axis");
  const parts = asList(given.value("values"), "values").map((part) => asTensor(part, "values"));
  const [first] = parts;
  if (first === undefined) return refuse("there is nothing to join");
  const size = first.shape.at(-1) as number;
  if (parts.some((part) => part.shape.join() !== first.shape.join())) refuse("the parts have different shapes");
  const rows = first.data.length / size;
  const data = new Float64Array(rows * size * parts.length);
  parts.forEach((part, number) => {
    for (let row = 0; row < rows; row++)
      data.set(part.data.subarray(row * size, (row + 1) * size), (row * parts.length + number) * size);
  });
  return { shape: [...first.shape.slice(0, -1), size * parts.length], data };
}

const pad: Callee = {
  parameters: "tensor paddings",
  run: (given) => {
    const tensor = given.tensor("tensor");
    const pads = given.pairs("paddings", tensor.shape.length);
    if (pads.flat().some((amount) => amount < 0)) refuse("tf.pad takes no negative pads");
    return padTensor(tensor, pads);
  },
};

export const TENSORFLOW: Readonly<Record<string, Callee>> = {
  "tf.nn.conv1d": convolution(1),
  "tf.nn.conv2d": convolution(2),
  "tf.nn.conv3d": convolution(3),
  "tf.nn.conv1d_transpose": transposed(1),
  "tf.nn.conv2d_transpose": transposed(2),
  "tf.nn.conv3d_transpose": transposed(3),
  "tf.nn.depthwise_conv2d": depthwise,
  "tf.nn.depthwise_conv2d_backprop_input": depthwiseToInput,
  "tf.nn.depthwise_conv2d_backprop_filter": depthwiseToFilter,
  "tf.compat.v1.nn.conv2d_backprop_filter": toFilter,
  "tf.pad": pad,
  "tf.split": { parameters: "value num_or_size_splits axis", run: split },
  "tf.concat": { parameters: "values axis", run: concatenate },
  "tf.transpose": { parameters: "a perm", run: (given) => permute(given.tensor("a"), given.numbers("perm")) },
  "tf.reshape": { parameters: "tensor shape", run: (given) => reshape(given.tensor("tensor"), given.numbers("shape")) },
  "tf.reverse": { parameters: "tensor axis", run: (given) => flip(given.tensor("tensor"), given.numbers("axis")) },
  "tf.reduce_sum": {
    parameters: "input_tensor axis",
    run: (given) => sumOver(given.tensor("input_tensor"), given.numbers("axis")),
  },
};
