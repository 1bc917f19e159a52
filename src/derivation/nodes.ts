/**
 * Makers of expression nodes, with the few simplifications that keep written sums free of `1*x` and `x + -y`.
 */
import type Fraction from "fraction.js";
import { printExpression } from "../language/print.ts";
import type { Expression, NamedArgument, Relation } from "../language/syntax.ts";

export function number(value: number | bigint): Expression {
  const node: Expression = { tag: "number", text: String(value < 0 ? -value : value) };
  return value < 0 ? { tag: "negate", operand: node } : node;
}

export function name(text: string): Expression {
  return { tag: "name", name: text };
}

export function index(array: Expression, indices: readonly Expression[]): Expression {
  return indices.length === 0 ? array : { tag: "index", array, indices };
}

export function call(
  callee: string,
  positional: readonly Expression[],
  named: readonly NamedArgument[] = [],
  primes = 0,
): Expression {
  return { tag: "call", name: callee, primes, positional, named };
}

export function indicator(relation: Relation, left: Expression, right: Expression): Expression {
  return { tag: "indicator", relation, left, right };
}

export function binary(operator: "+" | "-" | "*" | "/" | "^", left: Expression, right: Expression): Expression {
  return { tag: "binary", operator, left, right };
}

/** An exact number; a fraction is a quotient of integers. */
export function fraction(value: Fraction): Expression {
  const magnitude = value.d === 1n ? number(value.n) : binary("/", number(value.n), number(value.d));
  return value.s < 0n ? negate(magnitude) : magnitude;
}

export function negate(operand: Expression): Expression {
  return operand.tag === "negate" ? operand.operand : { tag: "negate", operand };
}

export function isNumber(expression: Expression, value: number): boolean {
  return expression.tag === "number" && expression.text === String(value);
}

/** The product of the factors, their signs in front; 1 where there are none. */
export function product(factors: readonly Expression[]): Expression {
  const parts = factors.map(splitSign);
  const all = parts.flatMap(({ magnitude }) => factorsOf(magnitude));
  if (all.some((factor) => isNumber(factor, 0))) return number(0);
  const kept = all.filter((factor) => !isNumber(factor, 1));
  const joined = kept.length === 0 ? number(1) : kept.reduce((left, right) => binary("*", left, right));
  const isNegative = parts.filter(({ negative }) => negative).length % 2 === 1;
  return isNegative ? negate(joined) : joined;
}

/** The product of the factors, equal ones as a power; those with a negative power, x^(−n), are what it is divided by. */
export function quotient(factors: readonly Expression[]): Expression {
  const below = factors.flatMap((factor) => divisorOf(factor) ?? []);
  const above = raised(factors.filter((factor) => divisorOf(factor) === undefined));
  return below.length === 0 ? above : binary("/", above, raised(below));
}

function raised(factors: readonly Expression[]): Expression {
  const counts = new Map<string, { readonly factor: Expression; readonly count: number }>();
  for (const factor of factors) {
    const key = printExpression(factor);
    counts.set(key, { factor, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return product(
    [...counts.values()].map(({ factor, count }) =>
      count === 1 || isNumber(factor, 1) ? factor : binary("^", factor, number(count)),
    ),
  );
}

function divisorOf(factor: Expression): Expression | undefined {
  if (factor.tag !== "binary" || factor.operator !== "^" || factor.right.tag !== "negate") return undefined;
  const { operand } = factor.right;
  return isNumber(operand, 1) ? factor.left : { ...factor, right: operand };
}

/** A sign in front of an expression, or of the first factor of a product. */
function splitSign(expression: Expression): { negative: boolean; magnitude: Expression } {
  if (expression.tag === "negate") return { negative: true, magnitude: expression.operand };
  if (expression.tag !== "binary" || (expression.operator !== "*" && expression.operator !== "/"))
    return { negative: false, magnitude: expression };
  const { negative, magnitude } = splitSign(expression.left);
  return { negative, magnitude: negative ? { ...expression, left: magnitude } : expression };
}

function factorsOf(expression: Expression): Expression[] {
  if (expression.tag !== "binary" || expression.operator !== "*") return [expression];
  return [...factorsOf(expression.left), ...factorsOf(expression.right)];
}

/** The sum of the terms, a negated one subtracted; 0 where there are none. */
export function sum(terms: readonly Expression[]): Expression {
  const [first, ...rest] = terms;
  if (first === undefined) return number(0);
  return rest.reduce<Expression>(
    (left, term) => (term.tag === "negate" ? binary("-", left, term.operand) : binary("+", left, term)),
    first.tag === "negate" ? negateFirstFactor(first.operand) : first,
  );
}

/** −(a·b) as (−a)·b, which is written without parentheses. */
function negateFirstFactor(expression: Expression): Expression {
  if (expression.tag !== "binary" || (expression.operator !== "*" && expression.operator !== "/"))
    return negate(expression);
  return { ...expression, left: negateFirstFactor(expression.left) };
}

/** The derivative of a scalar (`grad`) or of an entry (`jac`) by an entry. */
export function derivative(kind: "grad" | "jac", of: Expression, wrt: Expression): Expression {
  return call(kind, [of, wrt]);
}

/** `sum(body, u=1..2, …)`, or the body alone where there is nothing to sum over. */
export function indexSum(body: Expression, ranges: readonly { name: string; from: number; to: number }[]): Expression {
  if (ranges.length === 0 || isNumber(body, 0)) return body;
  const named = ranges.map((range) => ({
    name: range.name,
    value: { tag: "range", from: number(range.from), to: number(range.to) } as const,
  }));
  return call("sum", [body], named);
}

/** Whether some part of a sum of products is a sum over an index. */
export function holdsIndexSum(expression: Expression): boolean {
  if (expression.tag === "negate") return holdsIndexSum(expression.operand);
  if (expression.tag === "binary") return holdsIndexSum(expression.left) || holdsIndexSum(expression.right);
  return expression.tag === "call" && expression.name === "sum" && expression.named.length > 0;
}
