/** Random worksheets of nested operators; some have a mistake, such as shapes that do not fit. */
import fc from "fast-check";

const UNARY =
  "sigmoid tanh relu leaky_relu softplus gelu exp log sqrt softmax transpose flip sum mean flatten swish g".split(" ");

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom("a", "k", "b", "y", "2"),
    fc.tuple(fc.constantFrom(...UNARY), tie("expression")).map(([name, x]) => `${name}(${x})`),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "-", "*", "/", "@"), tie("expression"))
      .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    fc.tuple(tie("expression"), fc.constantFrom(2, 3, -1)).map(([x, power]) => `(${x})^${power}`),
    tie("expression").map((x) => `conv2d(${x}, k, padding=1)`),
    tie("expression").map((x) => `max_pool2d(${x}, 2, stride=1)`),
  ),
}));

export const worksheets = fc
  .record({
    first: expression,
    second: expression,
    // Small sums and differences of these are not 0: what is made of 1/0 is not asked here.
    a: fc.constantFrom("", " = [[7,-2],[3,11]]"),
    k: fc.constantFrom("", " = [[1,5],[-4,13]]"),
  })
  .map(({ first, second, a, k }) =>
    [
      "function swish(t) = t / (1 + exp(-t))",
      "function g",
      `tensor a[2,2]${a}`,
      `tensor k[2,2]${k}`,
      "tensor b[2]",
      `y = ${first.replaceAll(/\by\b/g, "a")}`,
      `z = ${second}`,
      "s = sum(z*y)",
      "loss L(z)",
      "gradient s wrt a",
      "gradient L wrt k",
      "jacobian z wrt a",
      "expand z",
      "expand s",
    ].join("\n"),
  );
