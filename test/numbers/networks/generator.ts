/**
 * Random networks, from a seed: layers on an image, perhaps a dense head, a loss; arrays used twice, kernels shared,
 * residual sums. All sizes are small, and all numbers odd sixteenths between -1 and 1, which every program holds exactly.
 */
import {
  addFunction,
  addStep,
  addTensor,
  apply,
  combine,
  convolve,
  dense,
  type Growth,
  gate,
  type Layer,
  type Node,
  normalize,
  pool,
  rearrange,
  reduce,
  shapeOfImage,
} from "./layers.ts";
import type { Loss, Network } from "./network.ts";
import { createRandom } from "./random.ts";

const LAYERS: readonly Layer[] = [
  convolve,
  convolve,
  convolve,
  pool,
  apply,
  apply,
  combine,
  gate,
  rearrange,
  normalize,
];
const HEADS: readonly (readonly Layer[])[] = [
  [],
  [dense],
  [dense, apply, dense],
  [dense, combine],
  [reduce],
  [dense, gate],
];

function addLoss(growth: Growth, last: Node): Loss {
  const { random } = growth;
  const isSingle = last.shape.at(-1) === 1;
  const kinds = ["mse", "half_sse", "cross_entropy", "softmax_cross_entropy"] as const;
  const kind = random.pick(isSingle ? kinds.slice(0, 3) : kinds);
  const of = kind === "cross_entropy" ? probabilities(growth, last) : last;
  return {
    kind,
    of: of.name,
    target: addTensor(growth, "t", of.shape, kind !== "mse" && kind !== "half_sse"),
    reduction: random.pick(["mean", "batch_mean", "sum"] as const),
  };
}

function probabilities(growth: Growth, node: Node): Node {
  const { name, shape } = node;
  if (shape.at(-1) === 1 || growth.random.chance(0.5)) return addFunction(growth, node, "sigmoid");
  return addStep(growth, { kind: "softmax", input: name, axis: shape.length - 1 }, shape);
}

export function growNetwork(seed: number): Network {
  const random = createRandom(seed);
  const growth: Growth = {
    random,
    layout: random.pick(["nchw", "nhwc"] as const),
    tensors: [],
    steps: [],
    nodes: [],
  };
  const channels = random.chance(0.6) ? random.between(1, 2) : undefined;
  const batch = channels !== undefined && random.chance(0.6) ? random.between(1, 2) : undefined;
  const spatial = Array.from({ length: random.between(1, 2) }, () => random.between(2, 4));
  const image = { batch, channels, spatial };
  const shape = shapeOfImage(growth.layout, image);
  let last: Node = { name: addTensor(growth, "x", shape), shape, image };
  growth.nodes.push(last);
  const layers = Array.from({ length: random.between(1, 4) }, () => random.pick(LAYERS));
  for (const layer of [...layers, ...random.pick(HEADS)]) last = layer(growth, last) ?? last;
  if (growth.steps.length === 0) last = addFunction(growth, last, "tanh");
  const loss = addLoss(growth, last);
  const { layout, tensors, steps } = growth;
  return { layout, tensors, steps, loss, watched: random.pick(steps).name };
}
