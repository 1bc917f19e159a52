/** Trees without spans, as tests compare them, and random ones. */
import fc from "fast-check";
import type { BinaryOperator, Expression, Relation } from "../../src/language/syntax.ts";

export function withoutSpans<T>(tree: T): T {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === "span" || key === "nameSpan" ? undefined : value)));
}

const names = ["a", "W_1", "δ", "输入", "mod", "wrt", "as", "title", "size", "delta", "_x", "e1"];
const operators: BinaryOperator[] = ["+", "-", "*", "/", "^", "@", "mod"];
const relations: Relation[] = ["==", "<=", ">=", "<", ">"];

export const name = fc.constantFrom(...names);

interface Trees {
  readonly expression: Expression;
  readonly value: Expression;
}

const { expression } = fc.letrec<Trees>((tie) => {
  const inner = tie("expression") as fc.Arbitrary<Expression>;
  const value = tie("value") as fc.Arbitrary<Expression>;
  const few = (item: fc.Arbitrary<Expression>, minLength: number) => fc.array(item, { minLength, maxLength: 3 });
  return {
    expression: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.record({ tag: fc.constant("name" as const), name }),
      fc.record({ tag: fc.constant("number" as const), text: fc.constantFrom("0", "12", "0.25", "1e-3", "3.5E+7") }),
      fc.record({ tag: fc.constant("text" as const), value: fc.constantFrom("", "same", "#“卷积”", "\\delta") }),
      fc.record({ tag: fc.constant("index" as const), array: inner, indices: few(value, 1) }),
      fc.record({
        tag: fc.constant("call" as const),
        name,
        primes: fc.nat({ max: 2 }),
        positional: few(inner, 0),
        named: fc.array(fc.record({ name, value }), { maxLength: 2 }),
      }),
      fc.record({ tag: fc.constant("array" as const), items: few(inner, 0) }),
      fc.record({ tag: fc.constant("tuple" as const), items: few(inner, 1) }),
      fc.record({ tag: fc.constant("negate" as const), operand: inner }),
      fc.record({
        tag: fc.constant("binary" as const),
        operator: fc.constantFrom(...operators),
        left: inner,
        right: inner,
      }),
      fc.record({
        tag: fc.constant("indicator" as const),
        relation: fc.constantFrom(...relations),
        left: inner,
        right: inner,
      }),
    ),
    value: fc.oneof(inner, fc.record({ tag: fc.constant("range" as const), from: inner, to: inner })),
  };
});

/** Every kind of expression, ranges only where the language takes them. */
export const randomExpression: fc.Arbitrary<Expression> = expression;
