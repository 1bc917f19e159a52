/** Layers that a random network grows by: each takes a node, draws its sizes, and adds steps and tensors. */
import { type Axis, type Convolution, outputSize, shapesOf } from "../../convolutions.ts";
import { sizeOf } from "../../helpers.ts";
import { type Pooling, poolingShapes } from "../pooling-cases.ts";
import { type Deed, FUNCTIONS, type GivenTensor, type Step } from "./network.ts";
import type { Random } from "./random.ts";

/** An array of the network so far; an image knows which axis is which. */
export interface Node {
  readonly name: string;
  readonly shape: readonly number[];
  readonly image: Image | undefined;
}

interface Image {
  readonly batch: number | undefined;
  readonly channels: number | undefined;
  readonly spatial: readonly number[];
}

export interface Growth {
  readonly random: Random;
  readonly layout: "nchw" | "nhwc";
  readonly tensors: GivenTensor[];
  readonly steps: Step[];
  readonly nodes: Node[];
}

const MOST_ENTRIES = 36;

export function addTensor(
  { random, tensors }: Growth,
  name: string,
  shape: readonly number[],
  isPositive = false,
): string {
  const entry = (): number => (2 * random.between(isPositive ? 0 : -8, 7) + 1) / 16;
  tensors.push({ name, shape, data: Array.from({ length: sizeOf(shape) }, entry) });
  return name;
}

export function addStep(growth: Growth, deed: Deed, shape: readonly number[], image?: Image): Node {
  const name = `h${growth.steps.length + 1}`;
  growth.steps.push({ ...deed, name, shape });
  const node = { name, shape, image };
  growth.nodes.push(node);
  return node;
}

export const shapeOfImage = (layout: "nchw" | "nhwc", { batch, channels, spatial }: Image): number[] => {
  const [first, second] = [batch, channels].map((size) => (size === undefined ? [] : [size])) as [number[], number[]];
  return layout === "nhwc" ? [...first, ...spatial, ...second] : [...first, ...second, ...spatial];
};

/** A layer on a node, or undefined where the node does not suit it. */
export type Layer = (growth: Growth, node: Node) => Node | undefined;

export const convolve: Layer = (growth, { name, image }) => {
  if (image === undefined) return undefined;
  const { random, layout } = growth;
  const transposed = random.chance(0.35);
  const axes = image.spatial.map((input): Axis => {
    const [stride, dilation] = [random.between(1, 2), random.chance(0.15) ? 2 : 1];
    const extra = transposed ? random.between(0, Math.max(stride, dilation) - 1) : 0;
    const [before, after] = [random.between(0, 1), random.between(0, 1)];
    return { input, kernel: random.between(1, 3), stride, dilation, before, after, extra };
  });
  const channels = image.channels ?? 1;
  const groups = random.pick([1, channels]);
  const outer = image.channels === undefined ? 1 : random.between(1, 2);
  const { batch } = image;
  const flip = random.chance(0.2);
  const of: Convolution = {
    transposed,
    flip,
    layout,
    batch,
    channels: image.channels !== undefined,
    groups,
    inner: channels / groups,
    outer,
    axes,
  };
  const spatial = axes.map((axis) => outputSize(transposed, axis));
  const { kernel, output } = shapesOf(of);
  if (spatial.some((size) => size < 1) || sizeOf(output) > MOST_ENTRIES) return undefined;
  const shared = growth.tensors.filter(({ name: k, shape }) => k.startsWith("k") && shape.join() === kernel.join());
  const [twin] = shared;
  const k = twin && random.chance(0.7) ? twin.name : addTensor(growth, `k${growth.tensors.length}`, kernel);
  const bias = random.chance(0.4) ? addTensor(growth, `b${growth.tensors.length}`, [groups * outer]) : undefined;
  const made = image.channels === undefined ? undefined : groups * outer;
  return addStep(
    growth,
    { kind: "convolution", input: name, kernel: k, of, ...(bias !== undefined && { bias }) },
    output,
    {
      batch,
      channels: made,
      spatial,
    },
  );
};

export const pool: Layer = (growth, { name, image }) => {
  if (image === undefined) return undefined;
  const { random, layout } = growth;
  const axes = image.spatial.map((input) => {
    const kernel = random.between(1, Math.min(2, input));
    const pad = (): number => random.between(0, kernel - 1);
    return { input, kernel, stride: random.between(1, 2), before: pad(), after: pad() };
  });
  const of: Pooling = {
    type: random.pick(["avg", "max"] as const),
    layout,
    batch: image.batch,
    channels: image.channels,
    axes,
    includesPadding: random.chance(0.5),
    word: undefined,
    brief: true,
  };
  const { output } = poolingShapes(of);
  const spatial = axes.map(
    ({ input, kernel, stride, before, after }) => Math.floor((input + before + after - kernel) / stride) + 1,
  );
  return addStep(growth, { kind: "pooling", input: name, of }, output, { ...image, spatial });
};

/** A function that needs a positive argument gets a softplus; exp gets a tanh, so that nothing overflows. */
export const apply: Layer = (growth, node) => {
  const chosen = growth.random.pick(FUNCTIONS);
  const positive = chosen === "log" || chosen === "sqrt";
  const bounded = chosen === "exp";
  const inner = positive ? "softplus" : bounded ? "tanh" : undefined;
  const from = inner === undefined ? node : addFunction(growth, node, inner);
  return addFunction(growth, from, chosen);
};

export const addFunction = (growth: Growth, { name, shape, image }: Node, chosen: (typeof FUNCTIONS)[number]): Node =>
  addStep(growth, { kind: "function", input: name, function: chosen }, shape, image);

/** With an earlier array of the same shape, or with itself. */
export const combine: Layer = (growth, { name, shape, image }) => {
  const { random, nodes } = growth;
  const alike = nodes.filter((node) => node.shape.join() === shape.join());
  const right = random.pick(alike.length > 1 && random.chance(0.8) ? alike.slice(0, -1) : alike).name;
  return addStep(
    growth,
    { kind: "arithmetic", operator: random.pick(["+", "+", "-", "*"] as const), left: name, right },
    shape,
    image,
  );
};

/** An array and a function of it, joined: used twice at once. */
export const gate: Layer = (growth, node) => {
  const { random } = growth;
  const gated = addFunction(growth, node, random.pick(["sigmoid", "tanh", "relu", "gelu"] as const));
  const operator = random.pick(["+", "*"] as const);
  return addStep(growth, { kind: "arithmetic", operator, left: node.name, right: gated.name }, node.shape, node.image);
};

export const rearrange: Layer = (growth, { name, shape, image }) => {
  const { random, layout } = growth;
  const axis = random.between(0, shape.length - 1);
  if (random.chance(0.4)) return addStep(growth, { kind: "flip", input: name, axis }, shape, image);
  if (image === undefined)
    return shape.length === 1
      ? undefined
      : addStep(growth, { kind: "transpose", input: name, axes: [1, 0] }, shape.toReversed());
  const spatial = image.spatial.map((size) => size + 1);
  const padded = shapeOfImage(layout, { ...image, spatial });
  if (sizeOf(padded) > MOST_ENTRIES) return undefined;
  const pairs = padded.map((size, place) => (size === shape[place] ? ([0, 0] as const) : ([1, 0] as const)));
  return addStep(growth, { kind: "pad", input: name, pairs }, padded, { ...image, spatial });
};

/** Along an axis with more than one entry: the softmax of one is 1, whatever it is. */
export const normalize: Layer = (growth, { name, shape, image }) => {
  const axis = growth.random.between(0, shape.length - 1);
  return shape[axis] === 1 ? undefined : addStep(growth, { kind: "softmax", input: name, axis }, shape, image);
};

export const dense: Layer = (growth, { name, shape, image }) => {
  const { random } = growth;
  const isBatch = image === undefined ? shape.length === 2 : image.batch !== undefined;
  const from = isBatch ? 1 : 0;
  const isFlat = shape.length === from + 1;
  const width = sizeOf(shape.slice(from));
  const flat = isFlat
    ? name
    : addStep(growth, { kind: "flatten", input: name, from }, [...shape.slice(0, from), width]).name;
  const count = random.between(2, 3);
  const weights = addTensor(growth, `W${growth.tensors.length}`, isBatch ? [width, count] : [count, width]);
  const bias = random.chance(0.5) ? addTensor(growth, `b${growth.tensors.length}`, [count]) : undefined;
  const deed = { kind: "dense", input: flat, weights, ...(bias !== undefined && { bias }) } as const;
  return addStep(growth, deed, [...shape.slice(0, from), count]);
};

export const reduce: Layer = (growth, { name, shape }) => {
  if (shape.length < 2) return undefined;
  const axis = growth.random.between(0, shape.length - 1);
  const kind = growth.random.pick(["sum", "mean"] as const);
  return addStep(growth, { kind, input: name, axis }, shape.toSpliced(axis, 1));
};
