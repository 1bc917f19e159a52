/**
 * The letters of an index formula: what an index comes to, and the points that a sum runs over.
 */
import { printExpression } from "../language/print.ts";
import type { CallNode, Expression, IndicatorNode, Relation } from "../language/syntax.ts";

/** An expression that does not mean anything where it stands. */
export class Meaningless extends Error {}

/** The values of index letters. */
export type Letters = ReadonlyMap<string, number>;

/** An index: integers and letters under + − *, and quotients rounded up or down. */
export function integerOf(expression: Expression, letters: Letters): number {
  switch (expression.tag) {
    case "number":
      return Number(expression.text);
    case "name": {
      const value = letters.get(expression.name);
      if (value !== undefined) return value;
      break;
    }
    case "negate":
      return -integerOf(expression.operand, letters);
    case "binary": {
      const [left, right] = [integerOf(expression.left, letters), integerOf(expression.right, letters)];
      if (expression.operator === "+") return left + right;
      if (expression.operator === "-") return left - right;
      if (expression.operator === "*") return left * right;
      break;
    }
    case "call": {
      const [quotient] = expression.positional;
      if (expression.primes > 0 || expression.named.length > 0 || expression.positional.length !== 1) break;
      if (quotient?.tag !== "binary" || quotient.operator !== "/") break;
      const [above, below] = [integerOf(quotient.left, letters), integerOf(quotient.right, letters)];
      if (expression.name === "floor" && below > 0) return Math.floor(above / below);
      if (expression.name === "ceil" && below > 0) return Math.ceil(above / below);
      break;
    }
    default:
      break;
  }
  throw new Meaningless(`\`${printExpression(expression)}\` is not an index`);
}

/** Whether a relation between indices holds, as `q <= 3` does; undefined where it is one between entries. */
export function holdsOfIndices({ relation, left, right }: IndicatorNode, letters: Letters): boolean | undefined {
  try {
    return holds(relation, Math.sign(integerOf(left, letters) - integerOf(right, letters)));
  } catch (error) {
    if (error instanceof Meaningless) return undefined;
    throw error;
  }
}

export function holds(relation: Relation, sign: number): boolean {
  switch (relation) {
    case "==":
      return sign === 0;
    case ">=":
      return sign >= 0;
    case ">":
      return sign > 0;
    case "<=":
      return sign <= 0;
    case "<":
      return sign < 0;
  }
}

/** Calls `visit` with the letters of an index sum, or of a maximum, at each of its points: the same map each time. */
export function visitPoints({ named }: CallNode, letters: Letters, visit: (point: Letters) => void): void {
  let count = 1;
  const ranges = named.map(({ name, value }) => {
    if (value.tag !== "range") throw new Meaningless(`\`${name}\` needs a range`);
    const [from, to] = [integerOf(value.from, letters), integerOf(value.to, letters)];
    if ((to - from + 1) * count > MOST_POINTS) throw new Meaningless(`the sum over \`${name}\` has too many terms`);
    count *= Math.max(0, to - from + 1);
    return { name, from, to };
  });
  const point = new Map(letters);
  const run = (depth: number): void => {
    const range = ranges[depth];
    if (range === undefined) return visit(point);
    for (let letter = range.from; letter <= range.to; letter++) {
      point.set(range.name, letter);
      run(depth + 1);
    }
  };
  run(0);
}

/** An index sum of more terms than this is not read. */
const MOST_POINTS = 1_000_000;
