/** Random convolutions and poolings by TensorFlow.js and its autodiff, exactly: single precision holds the integers. */
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, it } from "vitest";
import { type Convolution, convolution } from "../convolutions.ts";
import { answersOf, createTally } from "./answers.ts";
import { convolutionCases, wholeShapes, workOut } from "./convolution-cases.ts";
import { pooling, poolingShapes, workOutPooling } from "./pooling-cases.ts";
import {
  convolve,
  depthwise,
  hasGradients,
  hasPoolGradients,
  isInTensorflow,
  isPoolInTensorflow,
  pool,
  startTensorflow,
} from "./tensorflow.ts";

beforeAll(startTensorflow);

type Arrays = Readonly<Record<string, readonly number[]>>;
type Shapes = Readonly<Record<string, readonly number[]>>;

/** The value of `apply`, and with `delta` the gradients of Σ δ·y with respect to each of the given arrays. */
function compute(apply: (...arrays: tf.Tensor[]) => tf.Tensor, given: Arrays, shapes: Shapes, delta?: Arrays[string]) {
  return tf.tidy((): Record<string, number[]> => {
    const arrays = Object.entries(given).map(([name, data]) => tf.tensor([...data], [...(shapes[name] ?? [])]));
    const y = apply(...arrays);
    const values = { y: [...y.dataSync()] };
    if (delta === undefined) return values;
    const gradients = tf.grads((...inputs) => apply(...inputs))(arrays, tf.tensor([...delta], y.shape));
    const named = Object.keys(given).map((name, at) => [name, [...(gradients[at] as tf.Tensor).dataSync()]]);
    return { ...values, ...Object.fromEntries(named) };
  });
}

/** Without dilation unless all strides are 1, so that TensorFlow.js has most of them. */
const expressible = convolution.map((of): Convolution => {
  const isDilated = !of.transposed && of.axes.every(({ stride }) => stride === 1);
  return isDilated ? of : { ...of, axes: of.axes.map((axis) => ({ ...axis, dilation: 1 })) };
});

it("convolutions, and their gradients where it has them", () => {
  const tally = createTally("convolutions by TensorFlow.js");
  const cases = fc.sample(convolutionCases(expressible), { numRuns: 1000, seed: 9 });
  for (const [number, made] of cases.filter(({ of }) => isInTensorflow(of)).entries()) {
    const { kind, configuration, worksheet, given } = workOut(made, number);
    const withGradients = hasGradients(made.of);
    if (!tally.isNew(withGradients ? kind : `${kind} forward only`, configuration)) continue;
    const { delta, ...arrays } = given;
    const one = made.depthwise ? depthwise : convolve;
    const apply = (a: tf.Tensor, k: tf.Tensor, b?: tf.Tensor): tf.Tensor => one(made.of, made.word, a, k, b);
    const theirs = compute(apply as never, arrays, wholeShapes(made.of), withGradients ? delta : undefined);
    const { y, ...gradients } = answersOf(worksheet);
    tally.compare(worksheet, withGradients ? { y: y ?? [], ...gradients } : { y: y ?? [] }, theirs);
  }
  tally.finish(800);
}, 120_000);

it("poolings, and their gradients where it has them", () => {
  const tally = createTally("poolings by TensorFlow.js");
  const cases = fc.sample(pooling, { numRuns: 600, seed: 10 });
  for (const [number, of] of cases.filter(isPoolInTensorflow).entries()) {
    const { kind, configuration, worksheet, given } = workOutPooling(of, number);
    const withGradients = hasPoolGradients(of, given.a);
    if (!tally.isNew(withGradients ? kind : `${kind} forward only`, configuration)) continue;
    const a = poolingShapes({ ...of, batch: of.batch ?? 1, channels: of.channels ?? 1 }).input;
    const theirs = compute((x) => pool(of, x), { a: given.a }, { a }, withGradients ? given.delta : undefined);
    const ours = answersOf(worksheet);
    tally.compare(worksheet, withGradients ? ours : { y: ours["y"] ?? [] }, theirs);
  }
  tally.finish(400);
}, 120_000);
