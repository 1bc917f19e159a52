/**
 * Evaluates an expression as it is written, over the arrays of a problem: what a derivation shows, read back.
 * `grad(X, v)` and `jac(X, v)` are the slope of X when the entry v alone is varied.
 */
import Fraction from "fraction.js";
import { printExpression } from "../language/print.ts";
import type { BinaryNode, CallNode, Expression } from "../language/syntax.ts";
import { constantOf, readDecimal } from "../problem/number.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import type { Dual } from "./dual.ts";
import { type Direction, type Forward, STILL } from "./forward.ts";
import { holdsOfIndices, integerOf, type Letters, Meaningless, visitPoints } from "./letters.ts";

export interface Interpreter<T> {
  readonly forward: Forward<T>;
  /** The value and slope of a scalar expression. */
  evaluate(expression: Expression, letters?: Letters, direction?: Direction<T>): Dual<T>;
  /** The array that a name or an unnamed expression of the worksheet stands for. */
  array(expression: Expression): NumericArray | undefined;
}

const NO_LETTERS: Letters = new Map();

/** `names`: what the derivation calls arrays that the worksheet does not name. */
export function createInterpreter<T>(
  problem: Problem,
  forward: Forward<T>,
  names: Readonly<Record<string, Expression>>,
): Interpreter<T> {
  const { dual } = forward;
  const one = dual.constant(new Fraction(1));
  const zero = dual.constant(new Fraction(0));
  const byText = new Map<string, NumericArray>();
  for (const array of problem.arrays) {
    byText.set(array.name, array);
    if (!array.named && array.source !== undefined) byText.set(printExpression(array.source), array);
  }
  /** Entries of introduced derivatives: each takes a pass through the definitions, and is needed many times. */
  const slopes = new Map<string, Dual<T>>();

  const interpreter: Interpreter<T> = {
    forward,
    evaluate: (expression, letters = NO_LETTERS, direction = STILL as Direction<T>) =>
      evaluate(expression, letters, direction),
    array: (expression) => byText.get(expression.tag === "name" ? expression.name : printExpression(expression)),
  };

  const evaluate = (expression: Expression, letters: Letters, direction: Direction<T>): Dual<T> => {
    switch (expression.tag) {
      case "number":
        return dual.constant(readDecimal(expression.text));
      case "negate":
        return dual.negate(evaluate(expression.operand, letters, direction));
      case "name": {
        const letter = letters.get(expression.name);
        if (letter !== undefined) return dual.constant(new Fraction(letter));
        return entryOf(expression, [], letters, direction);
      }
      case "index":
        return entryOf(expression.array, expression.indices, letters, direction);
      case "binary":
        return evaluateBinary(expression, letters, direction);
      case "indicator": {
        const decided = holdsOfIndices(expression, letters);
        if (decided !== undefined) return dual.constant(new Fraction(decided ? 1 : 0));
        return dual.indicator(
          expression.relation,
          evaluate(expression.left, letters, direction),
          evaluate(expression.right, letters, direction),
        );
      }
      case "call":
        return evaluateCall(expression, letters, direction);
      default:
        throw new Meaningless(`\`${printExpression(expression)}\` is not a number`);
    }
  };

  /** Sums and products are as long as the worksheet makes them: the left side is walked, not recursed into. */
  const evaluateBinary = (expression: BinaryNode, letters: Letters, direction: Direction<T>): Dual<T> => {
    const chain: BinaryNode[] = [];
    let first: Expression = expression;
    while (first.tag === "binary") {
      chain.push(first);
      first = first.left;
    }
    let value = evaluate(first, letters, direction);
    for (const node of chain.reverse()) value = combine(node, value, letters, direction);
    return value;
  };
  const combine = (node: BinaryNode, left: Dual<T>, letters: Letters, direction: Direction<T>): Dual<T> => {
    if (node.operator === "^") return dual.power(left, constantOf(node.right));
    const right = evaluate(node.right, letters, direction);
    switch (node.operator) {
      case "+":
        return dual.add(left, right);
      case "-":
        return dual.add(left, dual.negate(right));
      case "*":
        return dual.multiply(left, right);
      case "/":
        if (node.right.tag === "number" && Number(node.right.text) === 0) throw new Meaningless("division by zero");
        return dual.multiply(left, dual.power(right, MINUS_ONE));
      default:
        throw new Meaningless(`\`${node.operator}\` between numbers means nothing here`);
    }
  };

  const entryOf = (
    base: Expression,
    indices: readonly Expression[],
    letters: Letters,
    direction: Direction<T>,
  ): Dual<T> => {
    if (base.tag === "array")
      return evaluate(
        literalAt(
          base,
          indices.map((item) => integerOf(item, letters) - problem.indexBase),
        ),
        letters,
        direction,
      );
    const array = interpreter.array(base);
    const introduced = array === undefined && base.tag === "name" ? names[base.name] : undefined;
    if (introduced !== undefined) return introducedEntry(introduced, indices, letters);
    if (array === undefined) throw new Meaningless(`\`${printExpression(base)}\` is not known`);
    const flat = flatten(array, indices, letters);
    return flat === undefined ? zero : forward.entry(array, flat, direction);
  };

  /** An entry of `delta_z`, which stands for `grad(L, z)`. */
  const introducedEntry = (meaning: Expression, indices: readonly Expression[], letters: Letters): Dual<T> => {
    const [of, wrt] = meaning.tag === "call" && meaning.name === "grad" ? meaning.positional : [];
    if (of === undefined || wrt === undefined)
      throw new Meaningless(`a name stands for \`${printExpression(meaning)}\`, which is no derivative`);
    const array = interpreter.array(wrt);
    const flat = array && flatten(array, indices, letters);
    // Like every array, this one counts as 0 outside in an index formula.
    if (array !== undefined && flat === undefined) return zero;
    const key = `${printExpression(meaning)} ${flat}`;
    const slope =
      slopes.get(key) ?? slopeOf(of, indices.length === 0 ? wrt : { tag: "index", array: wrt, indices }, letters);
    slopes.set(key, slope);
    return slope;
  };

  const evaluateCall = (node: CallNode, letters: Letters, direction: Direction<T>): Dual<T> => {
    const [first, second] = node.positional;
    if (first !== undefined && second !== undefined && (node.name === "grad" || node.name === "jac"))
      return slopeOf(first, second, letters);
    if (node.name === "sum" && first !== undefined && node.named.length > 0)
      return evaluateSum(node, first, letters, direction);
    if (node.name === "max" && first !== undefined && node.named.length > 0)
      return evaluateMaximum(node, first, letters, direction);
    if ((node.name === "floor" || node.name === "ceil") && !problem.functions.has(node.name))
      return dual.constant(new Fraction(integerOf(node, letters)));
    const array = interpreter.array(node);
    if (array !== undefined && array.shape.length === 0) return forward.entry(array, 0, direction);
    if (first === undefined || node.positional.length > 1)
      throw new Meaningless(`\`${printExpression(node)}\` is not a number`);
    const x = evaluate(first, letters, direction);
    return dual.apply(
      node.name,
      node.primes,
      node.named.map(({ value }) => constantOf(value)),
      x,
    );
  };

  const evaluateSum = (node: CallNode, body: Expression, letters: Letters, direction: Direction<T>): Dual<T> => {
    let total = zero;
    visitPoints(node, letters, (point) => {
      total = dual.add(total, evaluate(body, point, direction));
    });
    return total;
  };

  /** The first of the largest entries; those that an index formula looks for outside the array are none. */
  const evaluateMaximum = (node: CallNode, body: Expression, letters: Letters, direction: Direction<T>): Dual<T> => {
    const [base, indices] = body.tag === "index" ? [body.array, body.indices] : [body, []];
    const array = interpreter.array(base);
    if (array === undefined) throw new Meaningless(`\`${printExpression(node)}\` is not the largest entry of an array`);
    const entries: Dual<T>[] = [];
    visitPoints(node, letters, (point) => {
      const flat = flatten(array, indices, point);
      if (flat !== undefined) entries.push(forward.entry(array, flat, direction));
    });
    // Modulo a prime there is no order: as in a definition, it is the entry that no other beats.
    return entries.reduce((total, entry, number) => {
      const marks = entries.map((rival, other) =>
        other === number ? one : dual.indicator(other < number ? ">" : ">=", entry, rival),
      );
      return dual.add(
        total,
        marks.reduce((product, mark) => dual.multiply(product, mark), entry),
      );
    }, zero);
  };

  /** The slope of an expression when one entry moves at rate 1. */
  const slopeOf = (of: Expression, wrt: Expression, letters: Letters): Dual<T> => {
    const direction = directionOf(wrt, letters);
    return { value: evaluate(of, letters, direction).slope, slope: dual.base.zero };
  };
  const directionOf = (wrt: Expression, letters: Letters): Direction<T> => {
    const [base, indices] = wrt.tag === "index" ? [wrt.array, wrt.indices] : [wrt, []];
    const array = interpreter.array(base);
    const flat = array && flatten(array, indices, letters);
    if (array === undefined || flat === undefined) throw new Meaningless(`\`${printExpression(wrt)}\` is not an entry`);
    return forward.unit(array.id, flat);
  };

  /** The row-major number of an entry; undefined where an index formula leaves the array. */
  const flatten = (array: NumericArray, indices: readonly Expression[], letters: Letters): number | undefined => {
    if (indices.length !== array.shape.length)
      throw new Meaningless(
        `\`${array.name}\` has ${array.shape.length} axes, and ${indices.length} indices are written`,
      );
    let flat = 0;
    let inside = true;
    indices.forEach((item, axis) => {
      const place = integerOf(item, letters) - problem.indexBase;
      const size = array.shape[axis] as number;
      inside &&= place >= 0 && place < size;
      flat = flat * size + place;
    });
    if (!inside && letters.size === 0)
      throw new Meaningless(`\`${array.name}\` has no entry [${indices.map(printExpression).join(",")}]`);
    return inside ? flat : undefined;
  };
  return interpreter;
}

const MINUS_ONE = new Fraction(-1);

function literalAt(literal: Expression, place: readonly number[]): Expression {
  const [first, ...rest] = place;
  if (first === undefined) return literal;
  const item = literal.tag === "array" ? literal.items[first] : undefined;
  return item === undefined ? { tag: "number", text: "0" } : literalAt(item, rest);
}
