/** Random expressions for properties: any shape that the language allows, over names with every kind of script. */
import fc from "fast-check";
import type { Notation } from "../../src/derivation/derivation.ts";
import type { BinaryOperator, Expression, Relation } from "../../src/language/syntax.ts";
import { plainStyle } from "../../src/problem/style.ts";
import type { NotationTable } from "../../src/render/symbols.ts";

const known: Readonly<Record<string, Notation>> = {
  a: { latex: "a", shape: [3, 3] },
  wide: { latex: "\\mathrm{wide}", shape: [2, 12] },
  W1: { latex: "W^{(1)}", shape: [3, 3] },
  W_c: { latex: "W_{c}", shape: [3] },
  delta_z1: { latex: "\\delta_{z^{(1)}}", shape: [2, 2, 2, 2] },
  delta: { latex: "\\delta", shape: [2] },
  卷积: { latex: "\\text{卷积}", shape: [2, 2] },
  primed: { latex: "h'", shape: [2] },
};

export const notation: NotationTable = { names: known, style: plainStyle };

const nameNode = (name: string): Expression => ({ tag: "name", name });
const names = fc.constantFrom(...Object.keys(known), "x", "u", "λ", "mu", "leaky_name", "L2");
const numbers = fc.constantFrom("0", "1", "2", "12", "0.25", "1e-3", "2.5e7");
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  names.map(nameNode),
  numbers.map((text): Expression => ({ tag: "number", text })),
);

const call = (name: string, positional: Expression[], named: [string, Expression][] = [], primes = 0): Expression => ({
  tag: "call",
  name,
  primes,
  positional,
  named: named.map(([key, value]) => ({ name: key, value })),
});

function grown(inner: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const several = fc.array(inner, { minLength: 1, maxLength: 4 });
  const operators = fc.constantFrom<BinaryOperator>("+", "-", "*", "/", "^", "@", "mod");
  const relations = fc.constantFrom<Relation>("==", "<=", ">=", "<", ">");
  const range = fc.tuple(inner, inner).map(([from, to]): Expression => ({ tag: "range", from, to }));
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(operators, inner, inner)
        .map(([operator, left, right]): Expression => ({ tag: "binary", operator, left, right })),
    },
    inner.map((operand): Expression => ({ tag: "negate", operand })),
    fc.tuple(inner, several).map(([array, indices]): Expression => ({ tag: "index", array, indices })),
    fc.tuple(fc.constantFrom("jac", "grad"), inner, inner).map(([name, of, by]) => call(name, [of, by])),
    fc.tuple(inner, range, range).map(([body, first, second]) =>
      call(
        "sum",
        [body],
        [
          ["u", first],
          ["v", second],
        ],
      ),
    ),
    fc
      .tuple(fc.constantFrom("sigmoid", "tanh", "relu", "f", "swish", "卷积层"), inner, fc.nat(2))
      .map(([name, body, primes]) => call(name, [body], [], primes)),
    fc
      .tuple(fc.constantFrom("sqrt", "floor", "ceil", "transpose", "sum", "exp"), inner)
      .map(([name, body]) => call(name, [body])),
    fc.tuple(inner, inner).map(([body, alpha]) => call("leaky_relu", [body], [["alpha", alpha]], 1)),
    fc.tuple(several, inner, fc.constantFrom("same", "50% of {x}_y \\ ^~#$&")).map(([items, stride, value]) =>
      call("conv2d", items, [
        ["stride", stride],
        ["padding", { tag: "text", value }],
      ]),
    ),
    several.map((items): Expression => ({ tag: "array", items })),
    fc.tuple(several, several).map(
      ([one, two]): Expression => ({
        tag: "array",
        items: [
          { tag: "array", items: one },
          { tag: "array", items: two },
        ],
      }),
    ),
    several.map((items): Expression => ({ tag: "tuple", items })),
    fc
      .tuple(relations, inner, inner)
      .map(([relation, left, right]): Expression => ({ tag: "indicator", relation, left, right })),
  );
}

export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof({ depthSize: "medium", withCrossShrink: true }, leaf, grown(tie("expression"))),
})).expression;

/** Arithmetic over single letters, with a value. */
export const arithmetic: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => {
  const inner = tie("expression");
  const operators = fc.constantFrom<BinaryOperator>("+", "-", "*", "/");
  return {
    expression: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.constantFrom("x", "u", "v").map(nameNode),
      fc.constantFrom("1", "2", "30").map((text): Expression => ({ tag: "number", text })),
      fc
        .tuple(operators, inner, inner)
        .map(([operator, left, right]): Expression => ({ tag: "binary", operator, left, right })),
      fc
        .tuple(operators, inner, inner)
        .map(([operator, left, right]): Expression => ({ tag: "binary", operator, left, right })),
      inner.map((operand): Expression => ({ tag: "negate", operand })),
      fc
        .tuple(inner, fc.constantFrom("2", "3"))
        .map(([left, text]): Expression => ({ tag: "binary", operator: "^", left, right: { tag: "number", text } })),
    ),
  };
}).expression;
