/** The steps of a network over dual numbers, by plain loops. */
import { flatIn, pointsOf, productsOf } from "../../convolutions.ts";
import { sizeOf } from "../../helpers.ts";
import { channelOf } from "../convolution-cases.ts";
import { windowsIn } from "../pooling-cases.ts";
import {
  constant,
  type Dual,
  exp,
  inverse,
  log,
  loosen,
  multiply,
  normal,
  scale,
  squareRoot,
  sum,
  tanh,
  type Variables,
} from "./dual.ts";
import { ALPHA, type FUNCTIONS, type Step } from "./network.ts";

/** What has been computed so far; and how near a decision at a kink was to the other side, in bounds of rounding. */
export interface Run {
  readonly variables: Variables;
  readonly arrays: Map<string, readonly Dual[]>;
  readonly shapes: Map<string, readonly number[]>;
  margin: number;
  /** Bounds are those of the frameworks, whose slopes of sigmoid and tanh cancel where these are near 1, and whose Φ does. */
  readonly asFrameworks: boolean;
}

export const arrayOf = (run: Run, name: string): readonly Dual[] => run.arrays.get(name) as readonly Dual[];
export const shapeOf = (run: Run, name: string): readonly number[] => run.shapes.get(name) as readonly number[];

/** Sums of terms by the entry that they are added to. */
function gatherSums(run: Run, size: number, collect: (add: (entry: number, term: Dual) => void) => void): Dual[] {
  const terms = Array.from({ length: size }, (): Dual[] => []);
  collect((entry, term) => (terms[entry] as Dual[]).push(term));
  return terms.map((all) => sum(run.variables, all));
}

/** A decision that depends on the sign of x. An exact 0 is one in every program: these networks are made of dyadics. */
function isPositive(run: Run, x: Dual): boolean {
  if (x.value !== 0) run.margin = Math.min(run.margin, Math.abs(x.value) / x.bound);
  return x.value > 0;
}

export function compute(run: Run, step: Step): readonly Dual[] {
  const size = sizeOf(step.shape);
  switch (step.kind) {
    case "convolution": {
      const [a, k] = [arrayOf(run, step.input), arrayOf(run, step.kernel)];
      const bias = step.bias === undefined ? undefined : arrayOf(run, step.bias);
      return gatherSums(run, size, (add) => {
        for (const [y, u, m] of productsOf(step.of)) add(y, multiply(k[u] as Dual, a[m] as Dual));
        for (let y = 0; bias !== undefined && y < size; y++) add(y, bias[channelOf(step.of, y)] as Dual);
      });
    }
    case "pooling": {
      const a = arrayOf(run, step.input);
      return [...windowsIn(step.of)]
        .sort((left, right) => left.y - right.y)
        .map(({ entries, places }) => {
          const values = entries.map((entry) => a[entry] as Dual);
          if (step.of.type === "max") return largest(run, values);
          return scale(sum(run.variables, values), 1 / (step.of.includesPadding ? places : entries.length));
        });
    }
    case "dense": {
      const [x, W] = [arrayOf(run, step.input), arrayOf(run, step.weights)];
      const count = step.shape.at(-1) as number;
      const width = W.length / count;
      return gatherSums(run, size, (add) => {
        for (let y = 0; y < size; y++) {
          const [row, column] = [Math.floor(y / count), y % count];
          for (let j = 0; j < width; j++)
            add(
              y,
              step.shape.length === 1
                ? multiply(W[column * width + j] as Dual, x[j] as Dual)
                : multiply(x[row * width + j] as Dual, W[j * count + column] as Dual),
            );
          if (step.bias !== undefined) add(y, arrayOf(run, step.bias)[column] as Dual);
        }
      });
    }
    case "function":
      return arrayOf(run, step.input).map((x) => applyFunction(run, step.function, x));
    case "softmax":
      return softmax(run, arrayOf(run, step.input), step.shape, step.axis);
    case "arithmetic":
      return combine(run, step.operator, arrayOf(run, step.left), arrayOf(run, step.right));
    case "flatten":
      return [...arrayOf(run, step.input)];
    default:
      return moveEntries(run, step);
  }
}

type Moving = Extract<Step, { kind: "flip" | "transpose" | "pad" | "sum" | "mean" }>;

/** Each entry of the input goes to one place, where those that meet are added. */
function moveEntries(run: Run, step: Moving): readonly Dual[] {
  const x = arrayOf(run, step.input);
  const shape = shapeOf(run, step.input);
  const sums = gatherSums(run, sizeOf(step.shape), (add) => {
    for (const [entry, place] of [...pointsOf(shape)].entries())
      add(flatIn(step.shape, movedPlace(step, place, shape)), x[entry] as Dual);
  });
  return step.kind === "mean" ? sums.map((total) => scale(total, 1 / (shape[step.axis] as number))) : sums;
}

function movedPlace(step: Moving, place: readonly number[], shape: readonly number[]): readonly number[] {
  switch (step.kind) {
    case "flip":
      return place.with(step.axis, (shape[step.axis] as number) - 1 - (place[step.axis] as number));
    case "transpose":
      return step.axes.map((axis) => place[axis] as number);
    case "pad":
      return place.map((index, axis) => index + (step.pairs[axis] as readonly [number, number])[0]);
    case "sum":
    case "mean":
      return place.toSpliced(step.axis, 1);
  }
}

/** The first of equal ones. */
function largest(run: Run, values: readonly Dual[]): Dual {
  return values.reduce((best, rival) => (isPositive(run, sum(run.variables, [rival, scale(best, -1)])) ? rival : best));
}

export function combine(run: Run, operator: "+" | "-" | "*", left: readonly Dual[], right: readonly Dual[]): Dual[] {
  return left.map((x, entry) => {
    const y = right[entry] as Dual;
    return operator === "*" ? multiply(x, y) : sum(run.variables, [x, operator === "+" ? y : scale(y, -1)]);
  });
}

function applyFunction(run: Run, name: (typeof FUNCTIONS)[number], x: Dual): Dual {
  const one = constant(run.variables, 1);
  const plusOne = (y: Dual): Dual => sum(run.variables, [one, y]);
  switch (name) {
    case "sigmoid":
      return sigmoid(run, x);
    case "swish":
      return multiply(x, sigmoid(run, x));
    case "tanh":
      return run.asFrameworks ? loosen(tanh(x), x, 0, 2) : tanh(x);
    case "relu":
      return isPositive(run, x) ? x : constant(run.variables, 0);
    case "leaky_relu":
      return isPositive(run, x) ? x : scale(x, ALPHA);
    case "softplus":
      return log(plusOne(exp(x)));
    case "gelu":
      return multiply(x, run.asFrameworks ? loosen(normal(x), x, 2, 0) : normal(x));
    case "exp":
      return exp(x);
    case "log":
      return log(x);
    case "sqrt":
      return squareRoot(x);
    case "cube":
      return multiply(multiply(x, x), x);
    case "bell":
      return inverse(plusOne(multiply(x, x)));
  }
}

function sigmoid(run: Run, x: Dual): Dual {
  const y = inverse(sum(run.variables, [constant(run.variables, 1), exp(scale(x, -1))]));
  return run.asFrameworks ? loosen(y, x, 0, 2 * y.value) : y;
}

/** For each entry the numbers of those along the axis. */
export function alongAxis(shape: readonly number[], axis: number): number[][] {
  const points = [...pointsOf(shape)];
  const key = (place: readonly number[]): string => place.toSpliced(axis, 1).join();
  return points.map((place) => points.flatMap((other, entry) => (key(other) === key(place) ? [entry] : [])));
}

function softmax(run: Run, z: readonly Dual[], shape: readonly number[], axis: number): Dual[] {
  const raised = z.map(exp);
  return alongAxis(shape, axis).map((line, entry) => {
    const total = sum(
      run.variables,
      line.map((other) => raised[other] as Dual),
    );
    return multiply(raised[entry] as Dual, inverse(total));
  });
}
