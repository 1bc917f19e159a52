/**
 * Networks as the tests hold them: given tensors, steps in order, a loss. And a network as a worksheet, which asks for
 * the value of the loss and its gradient with respect to every tensor.
 */
import { type Convolution, callOf } from "../../convolutions.ts";
import { bracketed } from "../../helpers.ts";
import { type Pooling, poolingCall } from "../pooling-cases.ts";

export interface GivenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export const FUNCTIONS = [
  "sigmoid",
  "tanh",
  "relu",
  "leaky_relu",
  "softplus",
  "gelu",
  "exp",
  "sqrt",
  "log",
  "swish",
  "cube",
  "bell",
] as const;

/** What a step does; names are those of tensors and of earlier steps, axes are counted from 0. */
export type Deed =
  | {
      readonly kind: "convolution";
      readonly input: string;
      readonly kernel: string;
      readonly bias?: string;
      readonly of: Convolution;
    }
  | { readonly kind: "pooling"; readonly input: string; readonly of: Pooling }
  /** W @ x + b for a vector, X @ W + b for a batch of them. */
  | { readonly kind: "dense"; readonly input: string; readonly weights: string; readonly bias?: string }
  | { readonly kind: "function"; readonly input: string; readonly function: (typeof FUNCTIONS)[number] }
  | { readonly kind: "softmax"; readonly input: string; readonly axis: number }
  | { readonly kind: "arithmetic"; readonly operator: "+" | "-" | "*"; readonly left: string; readonly right: string }
  /** All axes into one, or all but the first. */
  | { readonly kind: "flatten"; readonly input: string; readonly from: 0 | 1 }
  | { readonly kind: "flip"; readonly input: string; readonly axis: number }
  | { readonly kind: "transpose"; readonly input: string; readonly axes: readonly number[] }
  | { readonly kind: "pad"; readonly input: string; readonly pairs: readonly (readonly [number, number])[] }
  | { readonly kind: "sum" | "mean"; readonly input: string; readonly axis: number };

export type Step = Deed & { readonly name: string; readonly shape: readonly number[] };

export interface Loss {
  readonly kind: "mse" | "half_sse" | "cross_entropy" | "softmax_cross_entropy";
  readonly of: string;
  readonly target: string;
  readonly reduction: "mean" | "batch_mean" | "sum";
}

export interface Network {
  readonly layout: "nchw" | "nhwc";
  readonly tensors: readonly GivenTensor[];
  readonly steps: readonly Step[];
  readonly loss: Loss;
  /** A step by whose array the loss is differentiated too. */
  readonly watched: string;
}

/** leaky_relu's slope below 0; a number that binary holds exactly. */
export const ALPHA = 0.125;

function expressionOf(step: Step): string {
  const plusBias = (bias: string | undefined): string => (bias === undefined ? "" : ` + ${bias}`);
  switch (step.kind) {
    case "convolution": {
      const call = callOf(step.of, step.input, step.kernel);
      return step.bias === undefined ? call : call.replace(/\)$/, `, bias=${step.bias})`);
    }
    case "pooling":
      return poolingCall(step.of, step.input);
    case "dense": {
      const { input, weights, bias } = step;
      return `${step.shape.length === 1 ? `${weights} @ ${input}` : `${input} @ ${weights}`}${plusBias(bias)}`;
    }
    case "function":
      return callFunction(step.function, step.input);
    case "softmax":
      return `softmax(${step.input}, axis=${step.axis + 1})`;
    case "arithmetic":
      return `${step.left} ${step.operator} ${step.right}`;
    case "flatten":
      return `flatten(${step.input}, axis=${step.from + 1})`;
    case "flip":
      return `flip(${step.input}, axis=${step.axis + 1})`;
    case "transpose":
      return `transpose(${step.input}, (${step.axes.map((axis) => axis + 1).join(", ")},))`;
    case "pad":
      return `pad(${step.input}, (${step.pairs.map((pair) => `(${pair.join(", ")})`).join(", ")},))`;
    case "sum":
    case "mean":
      return `${step.kind}(${step.input}, axis=${step.axis + 1})`;
  }
}

function callFunction(name: (typeof FUNCTIONS)[number], x: string): string {
  switch (name) {
    case "leaky_relu":
      return `leaky_relu(${x}, ${ALPHA})`;
    case "cube":
      return `${x}^3`;
    case "bell":
      return `1 / (1 + ${x}^2)`;
    default:
      return `${name}(${x})`;
  }
}

export interface WrittenNetwork {
  /** Without numbers. */
  readonly configuration: string;
  readonly worksheet: string;
}

export function writeNetwork({ layout, tensors, steps, loss, watched }: Network): WrittenNetwork {
  const usesSwish = steps.some((step) => step.kind === "function" && step.function === "swish");
  const configuration = [
    `layout ${layout}`,
    ...(usesSwish ? ["function swish(t) = t / (1 + exp(-t))"] : []),
    ...tensors.map(({ name, shape }) => `tensor ${name}[${shape}]`),
    ...steps.map((step) => `${step.name} = ${expressionOf(step)}`),
    `E = ${loss.kind}(${loss.of}, ${loss.target}, reduction="${loss.reduction}")`,
  ].join("\n");
  const values = tensors.map(({ name, shape, data }) => `given ${name} = ${bracketed(data, shape)}`);
  const requests = ["expand E", ...tensors.map(({ name }) => `gradient E wrt ${name}`), `gradient E wrt ${watched}`];
  return { configuration, worksheet: [configuration, ...values, ...requests].join("\n") };
}
