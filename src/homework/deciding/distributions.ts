/**
 * The targets of cross entropies. They are probabilities: whoever writes ∂L/∂z = p − t takes it for granted that the
 * entries of t add up to 1 along the last axis, without which it is not true. The last of them is written by the others.
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

/** The arrays of letters that are the target of a cross entropy. */
export function targetsOf({ arrays }: Problem): readonly NumericArray[] {
  const named = arrays
    .flatMap(({ source }) => (source === undefined ? [] : crossEntropiesIn(source)))
    .map(({ positional, named }) => positional[1] ?? named.find(({ name }) => name === "t")?.value);
  const names = new Set(named.map((target) => (target?.tag === "name" ? target.name : undefined)));
  return arrays.filter(
    (array) => names.has(array.name) && array.definition.kind === "letters" && array.shape.length > 0,
  );
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

/** The last entry of each row is 1 less all others. */
export function addUpToOne(atoms: AtomTable, targets: readonly NumericArray[]): Assumed {
  const widths = new Map(targets.map(({ id, shape }) => [id, shape.at(-1) as number]));
  return (array, entry) => {
    const width = widths.get(array);
    if (width === undefined || entry % width !== width - 1) return undefined;
    const others = Array.from({ length: width - 1 }, (_, place) =>
      atomPolynomial(atoms.atom({ kind: "entry", array, entry: entry - width + 1 + place })),
    );
    return subtractPolynomials(constantPolynomial(UNIT), addPolynomials([new Map(), ...others]));
  };
}
