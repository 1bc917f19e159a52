/** Runs a network forward with dual numbers: the loss, and its slope by every entry of every tensor. */
import { sizeOf } from "../../helpers.ts";
import { type Dual, exp, log, multiply, scale, sum, variable } from "./dual.ts";
import { alongAxis, arrayOf, combine, compute, type Run, shapeOf } from "./dual-layers.ts";
import type { Loss, Network } from "./network.ts";

/** The loss and its gradients; and how near, in bounds of rounding, any decision at a kink was to the other side. */
export interface DualAnswers {
  readonly loss: Dual;
  /** The number of each tensor's first variable. */
  readonly first: ReadonlyMap<string, number>;
  readonly margin: number;
}

export function runDual({ tensors, steps, loss, watched }: Network, asFrameworks = false): DualAnswers {
  const first = new Map<string, number>();
  const shapes = new Map([...tensors, ...steps].map(({ name, shape }) => [name, shape]));
  const names = [...tensors.map(({ name }) => name), watched];
  let count = 0;
  for (const name of names) {
    first.set(name, count);
    count += sizeOf(shapes.get(name) ?? []);
  }
  const run: Run = { variables: { count }, arrays: new Map(), shapes, margin: Number.POSITIVE_INFINITY, asFrameworks };
  for (const { name, data } of tensors)
    run.arrays.set(
      name,
      data.map((value, entry) => variable(run.variables, value, (first.get(name) as number) + entry)),
    );
  for (const step of steps) {
    const made = compute(run, step);
    run.arrays.set(step.name, step.name === watched ? varied(made, first.get(watched) as number) : made);
  }
  return { loss: computeLoss(run, loss), first, margin: run.margin };
}

/** Each entry moves at rate 1 by a variable of its own, besides those by which it moves already. */
function varied(array: readonly Dual[], first: number): Dual[] {
  return array.map((x, entry) => ({ ...x, slopes: x.slopes.with(first + entry, 1) }));
}

/** By `E` the loss, by the names of the tensors and of the watched step their gradients. */
export function arraysOf({ tensors, steps, watched }: Network, { loss, first }: DualAnswers): Record<string, number[]> {
  const slopes = [...loss.slopes];
  const wanted = [...tensors, ...steps.filter(({ name }) => name === watched)];
  const named = wanted.map(({ name, shape }) => {
    const from = first.get(name) as number;
    return [name, slopes.slice(from, from + sizeOf(shape))] as const;
  });
  return { E: [loss.value], ...Object.fromEntries(named) };
}

function computeLoss(run: Run, { kind, of, target, reduction }: Loss): Dual {
  const [p, t] = [arrayOf(run, of), arrayOf(run, target)];
  const shape = shapeOf(run, of);
  const total = sum(run.variables, lossTerms(run, kind, p, t, shape));
  const divisor = { mean: sizeOf(shape), batch_mean: shape[0] ?? 1, sum: 1 }[reduction];
  return scale(total, (kind === "half_sse" ? 0.5 : 1) / divisor);
}

function lossTerms(
  run: Run,
  kind: Loss["kind"],
  p: readonly Dual[],
  t: readonly Dual[],
  shape: readonly number[],
): readonly Dual[] {
  switch (kind) {
    case "mse":
    case "half_sse":
      return combine(run, "-", p, t).map((difference) => multiply(difference, difference));
    case "cross_entropy":
      return p.map((x, entry) => scale(multiply(t[entry] as Dual, log(x)), -1));
    case "softmax_cross_entropy": {
      const raised = p.map(exp);
      return alongAxis(shape, shape.length - 1).map((line, entry) => {
        const total = sum(
          run.variables,
          line.map((other) => raised[other] as Dual),
        );
        const score = sum(run.variables, [log(total), scale(p[entry] as Dual, -1)]);
        return multiply(t[entry] as Dual, score);
      });
    }
  }
}
