import { describe, expect, it } from "vitest";
import { parseExpression, parseWorksheet } from "../../src/language/parse.ts";
import { printExpression } from "../../src/language/print.ts";
import type { Expression, Statement } from "../../src/language/syntax.ts";
import { withoutSpans } from "./trees.ts";

function statement(source: string): Statement {
  const { statements } = parseWorksheet(source);
  expect(statements).toHaveLength(1);
  return statements[0] as Statement;
}

/** The statement without spans; expressions as text, a declared name as its word. */
function outline(source: string): unknown {
  const { span: _, ...body } = statement(source);
  return JSON.parse(JSON.stringify(body, (key, value) => (key === "span" ? undefined : shorten(value))));
}

function shorten(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("span" in value)) return value;
  if ("tag" in value) return printExpression(value as Expression);
  return "name" in value ? value.name : value;
}

describe("statements", () => {
  it("that set up a worksheet", () => {
    expect(outline('title "Gradients # of \\delta （卷积）"')).toEqual({
      tag: "title",
      title: "Gradients # of \\delta （卷积）",
    });
    expect(outline("index 0")).toEqual({ tag: "indexBase", base: 0 });
    expect(outline("layout nhwc")).toEqual({ tag: "layout", layout: "nhwc" });
    expect(outline("size H, W")).toEqual({ tag: "size", sizes: [{ name: "H" }, { name: "W" }] });
    expect(outline("size s >= 1, P >= 0")).toEqual({
      tag: "size",
      sizes: [
        { name: "s", minimum: "1" },
        { name: "P", minimum: "0" },
      ],
    });
    expect(outline("integer P_l")).toEqual({ tag: "integer", names: ["P_l"] });
    expect(outline("integer P_l, 填充, mod")).toEqual({ tag: "integer", names: ["P_l", "填充", "mod"] });
    expect(outline("assume (H + 2*P - 3) mod s == 0")).toEqual({
      tag: "assume",
      condition: { relation: "==", left: "(H + 2*P - 3) mod s", right: "0" },
    });
  });

  it("that declare", () => {
    expect(outline("tensor a[H+2*P-1, 3,]")).toEqual({ tag: "tensor", name: "a", shape: ["H + 2*P - 1", "3"] });
    expect(outline("tensor t[4] = 1..4")).toMatchObject({ value: "1..4" });
    const both = { tag: "tensor", name: "w", shape: ["2"], value: "[1, 2]", latex: "W^{(1)}" };
    expect(outline('tensor w[2] as "W^{(1)}" = [1,2]')).toEqual(both);
    expect(outline('tensor w[2] = [1,2] as "W^{(1)}"')).toEqual(both);
    expect(outline("scalar x")).toEqual({ tag: "scalar", name: "x" });
    expect(outline('scalar x = -2 as "\\xi"')).toEqual({ tag: "scalar", name: "x", value: "-2", latex: "\\xi" });
    expect(outline("function f")).toEqual({ tag: "function", name: "f" });
    expect(outline("function swish(x) = x / (1 + exp(-x))")).toEqual({
      tag: "function",
      name: "swish",
      definition: { parameter: "x", body: "x/(1 + exp(-x))" },
    });
    expect(outline("given delta = [[1,0],[0,1]]")).toEqual({ tag: "given", name: "delta", value: "[[1, 0], [0, 1]]" });
    expect(outline("loss L(y)")).toEqual({ tag: "loss", name: "L", of: "y" });
    expect(outline("loss L(y, delta=g)")).toEqual({ tag: "loss", name: "L", of: "y", delta: "g" });
  });

  it("that define and name", () => {
    expect(outline('y = conv2d(a, k, stride=(1,), padding="valid",)')).toEqual({
      tag: "definition",
      name: "y",
      value: 'conv2d(a, k, stride=(1,), padding="valid")',
    });
    expect(outline('name z as "z^{l}", "Z"')).toEqual({ tag: "name", target: "z", latex: ["z^{l}", "Z"] });
    expect(outline('name grad(L, z) as "\\delta^{l}"')).toMatchObject({ target: "grad(L, z)" });
    expect(outline('name w[o,c,i,j] as "w_{ij}^{(c,o)}"')).toMatchObject({ target: "w[o,c,i,j]" });
    expect(outline('operator "*" means conv2d')).toEqual({ tag: "operator", pattern: "*", meaning: "conv2d" });
    expect(outline('operator "A \\otimes B" means conv2d(B, A, padding="full")')).toMatchObject({
      pattern: "A \\otimes B",
      meaning: 'conv2d(B, A, padding="full")',
    });
  });

  it("that ask", () => {
    expect(outline("expand y[3,2]")).toEqual({ tag: "expand", of: "y[3,2]" });
    expect(outline("jacobian y[3,2] wrt a[2,2]")).toEqual({ tag: "jacobian", of: "y[3,2]", wrt: "a[2,2]" });
    expect(outline("gradient sum(y) wrt a")).toEqual({ tag: "gradient", of: "sum(y)", wrt: "a" });
    expect(outline("views y wrt a")).toEqual({ tag: "views", of: "y", wrt: "a" });
    expect(outline("prove grad(L, a) == conv_transpose2d(delta, k)")).toEqual({
      tag: "prove",
      left: "grad(L, a)",
      right: "conv_transpose2d(delta, k)",
    });
  });
});

describe("lines", () => {
  it("end a statement unless a bracket is open", () => {
    const source = "# first\r\ntensor k[2,2] = [[1,2], # row one\r\n\r\n  [3,4]]\r\n\r\nexpand k # all\rexpand k";
    const { statements } = parseWorksheet(source);
    expect(statements.map(({ tag }) => tag)).toEqual(["tensor", "expand", "expand"]);
    expect(statements.map(({ span }) => source.slice(span.start, span.end))).toEqual([
      "tensor k[2,2] = [[1,2], # row one\r\n\r\n  [3,4]]",
      "expand k",
      "expand k",
    ]);
  });

  it("may hold full-width punctuation, Chinese and Greek", () => {
    const source = "\ufeff误差＝mse（输出， δ_z、reduction＝“mean”）＋　k［１，2］ ＃ 注释";
    const [only] = parseWorksheet(source).statements;
    expect(only).toMatchObject({ tag: "definition", name: { name: "误差" } });
    if (only?.tag !== "definition") return;
    expect(printExpression(only.value)).toBe('mse(输出, δ_z, reduction="mean") + k[1,2]');
    expect(source.slice(only.value.span?.start, only.value.span?.end)).toBe(
      "mse（输出， δ_z、reduction＝“mean”）＋　k［１，2］",
    );
  });
});

describe("words of the language", () => {
  it("are ordinary names wherever no statement needs them", () => {
    const words = [
      "title",
      "index",
      "layout",
      "size",
      "integer",
      "tensor",
      "name",
      "loss",
      "given",
      "function",
      "operator",
      "views",
    ];
    for (const word of [...words, "by", "wrt", "as", "means", "delta", "expand", "prove"]) {
      expect(outline(`y = f(${word}, ${word}[1], ${word}(2), ${word}=3)`)).toMatchObject({ tag: "definition" });
      expect(outline(`tensor ${word}[2]`)).toMatchObject({ name: word });
      expect(outline(`jacobian ${word} wrt ${word}`)).toMatchObject({ of: word, wrt: word });
    }
    expect(outline("loss = mse(h, t)")).toMatchObject({ tag: "definition", name: "loss" });
    expect(outline("loss delta(delta, delta=delta)")).toMatchObject({ tag: "loss", name: "delta", delta: "delta" });
  });
});

describe("expressions", () => {
  const number = (text: string): Expression => ({ tag: "number", text });
  const name = (letter: string): Expression => ({ tag: "name", name: letter });

  function expectAlike(pairs: Readonly<Record<string, string>>): void {
    for (const [source, grouped] of Object.entries(pairs)) {
      expect(withoutSpans(parseExpression(source)), source).toEqual(withoutSpans(parseExpression(grouped)));
    }
  }

  it("bind from loose to tight: + -, * / @ mod, the sign, ^", () => {
    expectAlike({
      "a - b + c": "(a - b) + c",
      "a + b*c": "a + (b*c)",
      "a/b*c": "(a/b)*c",
      "a @ b mod c": "(a @ b) mod c",
      "-a*b": "(-a)*b",
      "-x^2": "-(x^2)",
      "2^-x^2": "2^(-(x^2))",
      "a^b^c": "a^(b^c)",
      "a - -b": "a - (-b)",
      "f(x)^a[1]": "(f(x))^(a[1])",
      "x [1, 2]": "x[1,2]",
    });
  });

  it("hold numbers, ranges and tuples", () => {
    expect(withoutSpans(parseExpression("a[1..9]"))).toEqual({
      tag: "index",
      array: name("a"),
      indices: [{ tag: "range", from: number("1"), to: number("9") }],
    });
    expect(withoutSpans(parseExpression("[0.25, -1e-3]"))).toEqual({
      tag: "array",
      items: [number("0.25"), { tag: "negate", operand: number("1e-3") }],
    });
    expect(withoutSpans(parseExpression("(1,)"))).toEqual({ tag: "tuple", items: [number("1")] });
    expect(withoutSpans(parseExpression("(1,2,)"))).toEqual({ tag: "tuple", items: [number("1"), number("2")] });
    expect(withoutSpans(parseExpression("((x))"))).toEqual(name("x"));
  });

  it("hold derivatives and indicators", () => {
    expect(withoutSpans(parseExpression("leaky_relu''(z, alpha=2)"))).toEqual({
      tag: "call",
      name: "leaky_relu",
      primes: 2,
      positional: [name("z")],
      named: [{ name: "alpha", value: number("2") }],
    });
    expect(withoutSpans(parseExpression("f'(a)*g'(b)"))).toMatchObject({ operator: "*" });
    expect(withoutSpans(parseExpression("[x >= y]"))).toEqual({
      tag: "indicator",
      relation: ">=",
      left: name("x"),
      right: name("y"),
    });
  });

  it("carry spans that slice the source", () => {
    const source = " (a + b)*f'(c, axis=1)[2] ";
    const tree = parseExpression(source);
    const slice = ({ span }: { span?: { start: number; end: number } }) => source.slice(span?.start, span?.end);
    expect(slice(tree)).toBe("(a + b)*f'(c, axis=1)[2]");
    if (tree.tag !== "binary" || tree.right.tag !== "index" || tree.right.array.tag !== "call")
      throw new Error(tree.tag);
    expect(slice(tree.left)).toBe("(a + b)");
    expect(slice(tree.right.array)).toBe("f'(c, axis=1)");
    expect(slice({ ...(tree.right.array.nameSpan && { span: tree.right.array.nameSpan }) })).toBe("f");
    expect(tree.right.array.named.map(slice)).toEqual(["axis=1"]);
  });
});

describe("cost", () => {
  it("of a line does not grow with the worksheet", () => {
    const lines = Array.from({ length: 2000 }, (_, place) => `y${place} = conv2d(a, k, stride=2, padding="valid")`);
    const start = performance.now();
    expect(parseWorksheet(lines.join("\n")).statements).toHaveLength(2000);
    expect((performance.now() - start) / 2000).toBeLessThan(1);
  });
});
