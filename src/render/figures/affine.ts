/** Indices of entries as affine functions of letters: `2·p + u − 3`. */
import type { Expression } from "../../language/syntax.ts";

export interface Affine {
  readonly constant: number;
  /** Letters with coefficients other than 0. */
  readonly coefficients: ReadonlyMap<string, number>;
}

/** Nothing where the expression is not affine with integers. */
export function affineOf(expression: Expression): Affine | undefined {
  switch (expression.tag) {
    case "number":
      return { constant: Number(expression.text), coefficients: new Map() };
    case "name":
      return { constant: 0, coefficients: new Map([[expression.name, 1]]) };
    case "negate":
      return scaled(affineOf(expression.operand), -1);
    case "binary":
      return combined(expression.operator, affineOf(expression.left), affineOf(expression.right));
    default:
      return undefined;
  }
}

export function evaluate({ constant, coefficients }: Affine, values: ReadonlyMap<string, number>): number {
  let sum = constant;
  for (const [letter, coefficient] of coefficients) sum += coefficient * (values.get(letter) ?? 0);
  return sum;
}

function combined(operator: string, left: Affine | undefined, right: Affine | undefined): Affine | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === "+") return added(left, right);
  if (operator === "-") return added(left, scaled(right, -1) as Affine);
  if (operator !== "*") return undefined;
  if (left.coefficients.size === 0) return scaled(right, left.constant);
  return right.coefficients.size === 0 ? scaled(left, right.constant) : undefined;
}

function added(left: Affine, right: Affine): Affine {
  const coefficients = new Map(left.coefficients);
  for (const [letter, coefficient] of right.coefficients)
    coefficients.set(letter, (coefficients.get(letter) ?? 0) + coefficient);
  return { constant: left.constant + right.constant, coefficients: withoutZeros(coefficients) };
}

function scaled(affine: Affine | undefined, factor: number): Affine | undefined {
  if (affine === undefined) return undefined;
  const coefficients = [...affine.coefficients].map(([letter, coefficient]) => [letter, coefficient * factor] as const);
  return { constant: affine.constant * factor, coefficients: withoutZeros(new Map(coefficients)) };
}

function withoutZeros(coefficients: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...coefficients].filter(([, coefficient]) => coefficient !== 0));
}
