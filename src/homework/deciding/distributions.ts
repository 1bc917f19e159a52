/**
 * The targets of cross entropies. They are probabilities: whoever writes ∂L/∂z = p − t takes it for granted that the
 * entries of t add up to 1 along the axis of the softmax, without which it is not true. The last of them is written by the
 * others.
 */
import type { CallNode, Expression } from "../../language/syntax.ts";
import type { NumericArray, Problem } from "../../problem/problem.ts";
import {
  type AtomTable,
  addPolynomials,
  atomPolynomial,
  constantPolynomial,
  type Polynomial,
  subtractPolynomials,
  UNIT,
} from "./polynomial.ts";

/** What stands for an entry; undefined where it stands for itself. */
export type Assumed = (array: number, entry: number) => Polynomial | undefined;

const CROSS_ENTROPIES: ReadonlySet<string> = new Set(["cross_entropy", "softmax_cross_entropy"]);

/** A target, and the axis along which it is a distribution, counted from 0. */
export type Target = NumericArray & { readonly axis: number };

/** The arrays of letters that are the target of a cross entropy. */
export function targetsOf({ arrays }: Problem): readonly Target[] {
  const calls = arrays.flatMap(({ source }) => (source === undefined ? [] : crossEntropiesIn(source)));
  const pairs = calls.map(({ positional, named }) => {
    const target = positional[1] ?? named.find(({ name }) => name === "t")?.value;
    return [target?.tag === "name" ? target.name : undefined, positional[0]] as const;
  });
  const predictions = new Map(pairs);
  return arrays.flatMap((array) => {
    const { name, shape, definition } = array;
    if (!predictions.has(name) || definition.kind !== "letters" || shape.length === 0) return [];
    const axis = axisOfSoftmax(arrays, predictions.get(name)) ?? -1;
    return [{ ...array, axis: axis < 0 ? shape.length + axis : axis - 1 }];
  });
}

/** As the worksheet counts axes: from 1, or backwards from −1. */
function axisOfSoftmax(arrays: readonly NumericArray[], prediction: Expression | undefined): number | undefined {
  const source = prediction?.tag === "name" ? arrays.find(({ name }) => name === prediction.name)?.source : prediction;
  if (source?.tag !== "call" || source.name !== "softmax") return undefined;
  const axis = source.positional[1] ?? source.named.find(({ name }) => name === "axis")?.value;
  if (axis?.tag === "number") return Number(axis.text);
  return axis?.tag === "negate" && axis.operand.tag === "number" ? -Number(axis.operand.text) : undefined;
}

function crossEntropiesIn(expression: Expression): CallNode[] {
  switch (expression.tag) {
    case "call": {
      const inner = [...expression.positional, ...expression.named.map(({ value }) => value)];
      return [...(CROSS_ENTROPIES.has(expression.name) ? [expression] : []), ...inner.flatMap(crossEntropiesIn)];
    }
    case "binary":
      return [expression.left, expression.right].flatMap(crossEntropiesIn);
    case "negate":
      return crossEntropiesIn(expression.operand);
    default:
      return [];
  }
}

/** The last entry along the axis is 1 less all others. */
export function addUpToOne(atoms: AtomTable, targets: readonly Target[]): Assumed {
  const lines = new Map(
    targets.map(({ id, shape, axis }) => {
      const step = shape.slice(axis + 1).reduce((total, size) => total * size, 1);
      return [id, { width: shape[axis] as number, step }] as const;
    }),
  );
  return (array, entry) => {
    const { width, step } = lines.get(array) ?? {};
    if (width === undefined || step === undefined || Math.floor(entry / step) % width !== width - 1) return undefined;
    const others = Array.from({ length: width - 1 }, (_, place) =>
      atomPolynomial(atoms.atom({ kind: "entry", array, entry: entry - step * (place + 1) })),
    );
    return subtractPolynomials(constantPolynomial(UNIT), addPolynomials([new Map(), ...others]));
  };
}
