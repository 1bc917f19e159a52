/** Runs the structured calls of a TensorFlow twin with tensorflow.js, where it has the function. */
import * as tf from "@tensorflow/tfjs";
import { type Code, isList } from "../src/problem/code.ts";

/** tensorflow.js has no such function, or not with these arguments. */
export class NotInTfjs extends Error {}

type Value = number | string | boolean | tf.Tensor | Value[];
type Environment = Readonly<Record<string, Value>>;

export function runInTfjs(code: Code, environment: Environment): tf.Tensor {
  if (typeof code === "object" && !isList(code) && code.tag === "autograd") {
    const { of, by, upstream } = code;
    const value = (x: tf.Tensor): tf.Tensor => runInTfjs(of, { ...environment, [by]: x });
    return tf.grad(value)(environment[by] as tf.Tensor, environment[upstream] as tf.Tensor);
  }
  return evaluate(code, environment) as tf.Tensor;
}

function evaluate(code: Code, environment: Environment): Value {
  if (isList(code)) return code.map((item) => evaluate(item, environment));
  if (typeof code !== "object") return code;
  switch (code.tag) {
    case "name":
      return environment[code.name] as Value;
    case "call": {
      const positional = code.positional.map((item) => evaluate(item, environment));
      const named = Object.fromEntries(code.named.map(([key, item]) => [key, evaluate(item, environment)]));
      return call(code.name, positional, named);
    }
    case "index":
      return index(evaluate(code.of, environment) as tf.Tensor, code.items);
    case "add":
      return tf.add(evaluate(code.left, environment) as tf.Tensor, evaluate(code.right, environment) as tf.Tensor);
    case "each": {
      const lists = code.over.map((list) => evaluate(list, environment) as Value[]);
      return (lists[0] as Value[]).map((_, item) =>
        evaluate(code.body, {
          ...environment,
          ...Object.fromEntries(code.names.map((name, at) => [name, lists[at]?.[item] as Value])),
        }),
      );
    }
    default:
      throw new NotInTfjs(code.tag);
  }
}

function index(tensor: tf.Tensor, items: readonly string[]): tf.Tensor {
  const used = items.filter((item) => item !== "None" && item !== "...").length;
  const filler = new Array<string>(tensor.rank - used).fill(":");
  const all = items.includes("...")
    ? items.flatMap((item) => (item === "..." ? filler : [item]))
    : [...items, ...filler];
  const begin: number[] = [];
  const size: number[] = [];
  const shape: number[] = [];
  for (const item of all) {
    if (item === "None") {
      shape.push(1);
      continue;
    }
    const whole = tensor.shape[begin.length] as number;
    const [from = "", to] = item.split(":");
    const start = Number(from);
    const stop = to === undefined ? start + 1 : to === "" ? whole : whole + Number(to);
    begin.push(start);
    size.push(stop - start);
    if (to !== undefined) shape.push(stop - start);
  }
  return tf.reshape(tf.slice(tensor, begin, size), shape);
}

function call(name: string, positional: readonly Value[], named: Readonly<Record<string, Value>>): Value {
  const [x, w, third] = positional as [tf.Tensor, tf.Tensor, Value];
  const steps = (value: Value | undefined): number[] =>
    Array.isArray(value) ? (value as number[]) : [value as number];
  const pad = padOf(named["padding"]);
  const dilations = named["dilations"] ?? 1;
  const strides = (named["strides"] ?? named["stride"] ?? 1) as number;
  const isDilated = steps(dilations).some((step) => step > 1);
  if (isDilated && steps(strides).some((step) => step > 1)) throw new NotInTfjs("stride with dilation");
  const rates = dilations as [number, number];
  const pair = (value: Value): [number, number] => steps(value).slice(1, 3) as [number, number];
  switch (name) {
    case "tf.nn.conv1d":
      return tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, strides, pad as "same", "NWC", dilations as number);
    case "tf.nn.conv2d":
      return tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad, "NHWC", rates);
    case "tf.nn.conv3d": {
      const inner = (value: Value): [number, number, number] =>
        (Array.isArray(value) ? steps(value).slice(1, 4) : [1, 1, 1]) as [number, number, number];
      return tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, inner(strides), pad as "same", "NDHWC", inner(dilations));
    }
    case "tf.nn.depthwise_conv2d":
      return tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, pair(strides), pad, "NHWC", rates);
    case "tf.nn.conv1d_transpose": {
      if (isDilated) throw new NotInTfjs("transposed with dilation");
      const [batch = 0, width = 0, channels = 0] = named["output_shape"] as number[];
      const [row, kernel] = [tf.expandDims(x, 1) as tf.Tensor4D, tf.expandDims(w, 0) as tf.Tensor4D];
      return tf.squeeze(tf.conv2dTranspose(row, kernel, [batch, 1, width, channels], [1, strides], pad), [1]);
    }
    case "tf.nn.conv2d_transpose":
      if (isDilated) throw new NotInTfjs("transposed with dilation");
      return tf.conv2dTranspose(
        x as tf.Tensor4D,
        w as tf.Tensor4D,
        named["output_shape"] as [number, number, number, number],
        strides,
        pad,
      );
    case "tf.nn.conv3d_transpose":
      if (isDilated) throw new NotInTfjs("transposed with dilation");
      return tf.conv3dTranspose(
        x as tf.Tensor5D,
        w as tf.Tensor5D,
        named["output_shape"] as [number, number, number, number, number],
        steps(strides).slice(1, 4) as [number, number, number],
        pad as "same",
      );
    case "tf.compat.v1.nn.conv2d_backprop_filter": {
      if (isDilated) throw new NotInTfjs("gradient with dilation");
      const forward = (kernel: tf.Tensor): tf.Tensor =>
        tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, pair(strides), pad);
      return tf.grad(forward)(tf.zeros(w as unknown as number[]), third as tf.Tensor);
    }
    case "tf.nn.depthwise_conv2d_backprop_filter": {
      const forward = (kernel: tf.Tensor): tf.Tensor =>
        tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, pair(strides), pad);
      return tf.grad(forward)(tf.zeros(w as unknown as number[]), third as tf.Tensor);
    }
    case "tf.nn.depthwise_conv2d_backprop_input": {
      const forward = (input: tf.Tensor): tf.Tensor =>
        tf.depthwiseConv2d(input as tf.Tensor4D, w as tf.Tensor4D, pair(strides), pad);
      return tf.grad(forward)(tf.zeros(x as unknown as number[]), third as tf.Tensor);
    }
    case "tf.transpose":
      return tf.transpose(x, w as unknown as number[]);
    case "tf.reshape":
      return tf.reshape(x, w as unknown as number[]);
    case "tf.reverse":
      return tf.reverse(x, named["axis"] as number[]);
    case "tf.pad":
      return tf.pad(x, w as unknown as [number, number][]);
    case "tf.split":
      return tf.split(x, w as unknown as number, -1);
    case "tf.concat":
      return tf.concat(x as unknown as tf.Tensor[], -1);
    case "tf.reduce_sum":
      return tf.sum(x, named["axis"] as number[]);
    default:
      throw new NotInTfjs(name);
  }
}

/** tensorflow.js writes the words small. */
function padOf(padding: Value | undefined): "same" | "valid" {
  return (typeof padding === "string" ? padding.toLowerCase() : padding) as "same";
}
