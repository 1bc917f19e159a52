/**
 * PyTorch's functions by their documentation. Convolutions pad both sides of an axis alike, with zeros, not less than
 * none; a transposed convolution has (i − 1)·s − 2·p + d·(K − 1) + output_padding + 1 entries.
 */
import { sumCovered, sumKernel, sumWindows } from "./products.ts";
import { addTensors, flip, padTensor, refuse, reshape, type Tensor } from "./tensor.ts";
import type { Callee, Given } from "./values.ts";

interface Settings {
  readonly stride: number[];
  readonly padding: number[];
  readonly dilation: number[];
  readonly groups: number;
  readonly before: number[];
}

function settings(given: Given, rank: number): Settings {
  const padding = given.each("padding", rank, 0);
  const [stride, dilation] = [given.each("stride", rank, 1), given.each("dilation", rank, 1)];
  if (padding.some((amount) => amount < 0)) refuse("negative padding is not supported");
  if ([...stride, ...dilation].some((step) => step < 1)) refuse("stride and dilation are positive");
  return { stride, padding, dilation, groups: given.number("groups", 1), before: padding };
}

function biased(made: Tensor, given: Given): Tensor {
  if (!given.has("bias")) return made;
  const bias = given.tensor("bias");
  if (bias.shape.join() !== String(made.shape[1])) refuse("the bias has one entry for each output channel");
  return addTensors(made, reshape(bias, [...bias.shape, ...made.shape.slice(2).map(() => 1)]));
}

function alongAxis({ stride, padding, dilation }: Settings, axis: number): Record<AxisSetting, number> {
  return { stride: stride[axis] as number, padding: padding[axis] as number, dilation: dilation[axis] as number };
}

type AxisSetting = "stride" | "padding" | "dilation";

function outputSizes(wide: readonly number[], kernel: readonly number[], made: Settings): number[] {
  return wide.map((size, axis) => {
    const { stride, padding, dilation } = alongAxis(made, axis);
    const padded = size + 2 * padding;
    const reach = dilation * ((kernel[axis] as number) - 1) + 1;
    if (reach > padded) refuse("the kernel cannot be greater than the padded input");
    return Math.floor((padded - reach) / stride) + 1;
  });
}

function convolution(rank: number): Callee {
  return {
    parameters: "input weight bias stride padding dilation groups",
    run: (given) => {
      const [input, weight] = [given.tensor("input"), given.tensor("weight")];
      const made = settings(given, rank);
      const sizes = outputSizes(input.shape.slice(2), weight.shape.slice(2), made);
      return biased(sumWindows(input, weight, sizes, made), given);
    },
  };
}

function transposed(rank: number): Callee {
  return {
    parameters: "input weight bias stride padding output_padding groups dilation",
    run: (given) => {
      const [input, weight] = [given.tensor("input"), given.tensor("weight")];
      const made = settings(given, rank);
      const extra = given.each("output_padding", rank, 0);
      const sizes = input.shape.slice(2).map((size, axis) => {
        const { stride, padding, dilation } = alongAxis(made, axis);
        const more = extra[axis] as number;
        if (more < 0 || (more >= stride && more >= dilation))
          refuse("output padding must be smaller than either stride or dilation");
        const size2 =
          (size - 1) * stride - 2 * padding + dilation * ((weight.shape[axis + 2] as number) - 1) + more + 1;
        return size2 < 1 ? refuse("the calculated output size is too small") : size2;
      });
      return biased(sumCovered(input, weight, sizes, made), given);
    },
  };
}

function weightGradient(rank: number): Callee {
  return {
    parameters: "input weight_size grad_output stride padding dilation groups",
    run: (given) => {
      const [input, upstream] = [given.tensor("input"), given.tensor("grad_output")];
      const made = settings(given, rank);
      const shape = given.numbers("weight_size");
      const sizes = outputSizes(input.shape.slice(2), shape.slice(2), made);
      if (upstream.shape.slice(2).join() !== sizes.join()) refuse("grad_output has not the size of the output");
      return sumKernel(input, upstream, shape, made);
    },
  };
}

/** Pads are counted from the last axis; what is negative is cut off before zeros are put in. */
const pad: Callee = {
  parameters: "input pad",
  run: (given) => {
    const input = given.tensor("input");
    const amounts = given.numbers("pad");
    if (amounts.length % 2 !== 0 || amounts.length > 2 * input.shape.length) refuse("pads come in pairs");
    const pads = input.shape.map((size, axis) => {
      const place = 2 * (input.shape.length - 1 - axis);
      const [before = 0, after = 0] = amounts.slice(place, place + 2);
      if (size + Math.min(0, before) + Math.min(0, after) < 0) refuse("F.pad cuts off more than there is");
      return [before, after] as const;
    });
    return padTensor(input, pads);
  },
};

export const TORCH: Readonly<Record<string, Callee>> = {
  "F.conv1d": convolution(1),
  "F.conv2d": convolution(2),
  "F.conv3d": convolution(3),
  "F.conv_transpose1d": transposed(1),
  "F.conv_transpose2d": transposed(2),
  "F.conv_transpose3d": transposed(3),
  "torch.nn.grad.conv1d_weight": weightGradient(1),
  "torch.nn.grad.conv2d_weight": weightGradient(2),
  "torch.nn.grad.conv3d_weight": weightGradient(3),
  "F.pad": pad,
  "torch.flip": { parameters: "input dims", run: (given) => flip(given.tensor("input"), given.numbers("dims")) },
};
