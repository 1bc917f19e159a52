/** Runs a network by TensorFlow.js: the loss, and its gradients by autodiff. Single precision. */
import * as tf from "@tensorflow/tfjs";
import { wholeShapes } from "../convolution-cases.ts";
import { poolingShapes } from "../pooling-cases.ts";
import { convolve, hasGradients, hasPoolGradients, isInTensorflow, isPoolInTensorflow, pool } from "../tensorflow.ts";
import { ALPHA, type FUNCTIONS, type Loss, type Network, type Step } from "./network.ts";

/** Whether TensorFlow.js has all its layers, and their gradients. */
export function isNetworkInTensorflow({ steps }: Network): boolean {
  return steps.every((step) => {
    if (step.kind === "convolution") return isInTensorflow(step.of) && hasGradients(step.of);
    return step.kind !== "pooling" || (isPoolInTensorflow(step.of) && hasPoolGradients(step.of, []));
  });
}

/** By `E` the loss, by each tensor's name and that of the watched step the gradient. */
export function runInTensorflow(network: Network): Record<string, number[]> {
  const { tensors, steps, loss, watched } = network;
  const step = steps.find(({ name }) => name === watched) as Step;
  return tf.tidy(() => {
    const given = tensors.map(({ data, shape }) => tf.tensor([...data], [...shape]));
    const still = tf.zeros([...step.shape]);
    const run = (...inputs: tf.Tensor[]): tf.Scalar => {
      const arrays = new Map(tensors.map(({ name }, at) => [name, inputs[at] as tf.Tensor]));
      for (const one of steps) {
        const made = compute(one, (name) => arrays.get(name) as tf.Tensor);
        arrays.set(one.name, one === step ? tf.add(made, inputs.at(-1) as tf.Tensor) : made);
      }
      return computeLoss(loss, arrays.get(loss.of) as tf.Tensor, arrays.get(loss.target) as tf.Tensor);
    };
    const { value, grads } = tf.valueAndGrads(run)([...given, still]);
    const names = [...tensors.map(({ name }) => name), watched];
    const named = names.map((name, at) => [name, [...(grads[at] as tf.Tensor).dataSync()]] as const);
    return { E: [...value.dataSync()], ...Object.fromEntries(named) };
  });
}

function compute(step: Step, arrayOf: (name: string) => tf.Tensor): tf.Tensor {
  const shape = [...step.shape];
  switch (step.kind) {
    case "convolution": {
      const { a, k } = wholeShapes(step.of);
      const bias = step.bias === undefined ? undefined : arrayOf(step.bias);
      const [x, w] = [tf.reshape(arrayOf(step.input), a), tf.reshape(arrayOf(step.kernel), k)];
      return tf.reshape(convolve(step.of, undefined, x, w, bias), shape);
    }
    case "pooling": {
      const { of } = step;
      const { input } = poolingShapes({ ...of, batch: of.batch ?? 1, channels: of.channels ?? 1 });
      return tf.reshape(pool(of, tf.reshape(arrayOf(step.input), input)), shape);
    }
    case "dense": {
      const [x, w] = [arrayOf(step.input), arrayOf(step.weights) as tf.Tensor2D];
      const product =
        x.rank === 1
          ? tf.reshape(tf.matMul(w, tf.expandDims(x, 1) as tf.Tensor2D), shape)
          : tf.matMul(x as tf.Tensor2D, w);
      return step.bias === undefined ? product : tf.add(product, arrayOf(step.bias));
    }
    case "function":
      return applyFunction(step.function, arrayOf(step.input));
    case "softmax":
      return softmaxAlong(arrayOf(step.input), step.axis);
    case "arithmetic": {
      const operator = { "+": tf.add, "-": tf.sub, "*": tf.mul }[step.operator];
      return operator(arrayOf(step.left), arrayOf(step.right));
    }
    case "flatten":
      return tf.reshape(arrayOf(step.input), shape);
    case "flip":
      return tf.reverse(arrayOf(step.input), step.axis);
    case "transpose":
      return tf.transpose(arrayOf(step.input), [...step.axes]);
    case "pad":
      return tf.pad(
        arrayOf(step.input),
        step.pairs.map(([before, after]) => [before, after]),
      );
    case "sum":
      return tf.sum(arrayOf(step.input), step.axis);
    case "mean":
      return tf.mean(arrayOf(step.input), step.axis);
  }
}

const PLAIN = {
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  relu: tf.relu,
  softplus: tf.softplus,
  exp: tf.exp,
  log: tf.log,
  sqrt: tf.sqrt,
};

function applyFunction(name: (typeof FUNCTIONS)[number], x: tf.Tensor): tf.Tensor {
  switch (name) {
    case "leaky_relu":
      return tf.leakyRelu(x, ALPHA);
    case "gelu":
      return tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5));
    case "swish":
      return tf.mul(x, tf.sigmoid(x));
    case "cube":
      return tf.mul(tf.mul(x, x), x);
    case "bell":
      return tf.reciprocal(tf.add(tf.square(x), 1));
    default:
      return PLAIN[name](x);
  }
}

/** Its softmax is along the last axis. */
function softmaxAlong(x: tf.Tensor, axis: number): tf.Tensor {
  const axes = Array.from({ length: x.rank }, (_, place) => place);
  const exchanged = axes.with(axis, x.rank - 1).with(x.rank - 1, axis);
  return tf.transpose(tf.softmax(tf.transpose(x, exchanged)), exchanged);
}

function computeLoss({ kind, reduction }: Loss, p: tf.Tensor, t: tf.Tensor): tf.Scalar {
  const divisor = { mean: p.size, batch_mean: p.shape[0] ?? 1, sum: 1 }[reduction];
  const total = {
    mse: () => tf.sum(tf.squaredDifference(p, t)),
    half_sse: () => tf.mul(tf.sum(tf.squaredDifference(p, t)), 0.5),
    cross_entropy: () => tf.neg(tf.sum(tf.mul(t, tf.log(p)))),
    softmax_cross_entropy: () => tf.neg(tf.sum(tf.mul(t, tf.logSoftmax(p)))),
  }[kind]();
  return tf.div(total, divisor);
}
