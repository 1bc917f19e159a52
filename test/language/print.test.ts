import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WorksheetError } from "../../src/error.ts";
import { parseExpression, parseWorksheet } from "../../src/language/parse.ts";
import { printExpression } from "../../src/language/print.ts";
import type { Expression } from "../../src/language/syntax.ts";
import { randomExpression, withoutSpans } from "./trees.ts";

function expectSame(...sources: readonly string[]): void {
  for (const source of sources) expect(printExpression(parseExpression(source))).toBe(source);
}

describe("printed text", () => {
  it("keeps its style", () => {
    expectSame(
      "a[1,1]*k[1,1] + a[1,2]*k[1,2]",
      "x - y",
      "-x",
      "2*x",
      "x^2",
      "a/b",
      "W @ h + b",
      "H mod s",
      "sum(k[u]*a[u+1], u=1..2)",
      "sum(a[s*p+d*u-P], p=1..H-K+1, u=1..K)",
      "leaky_relu'(z[1,1], alpha=0.2)",
      "[a[1,1] >= a[1,2]]",
      "[[1, 2], [3, 4]]",
      "transpose(x, (2, 1, 3))",
      "pad(x, (1,))",
      "x[1..n,2]",
      'conv2d(a, k, padding="same")',
      "grad(L, a)[1,1]",
      "f()",
    );
  });

  it("has parentheses only where they are needed", () => {
    expectSame("a - (b - c)", "a - b - c", "a*(b*c)", "a/(b*c)", "(a + b)*c", "a*-b", "a - -b", "--x");
    expectSame("-x^2", "(-x)^2", "2^-1", "(a^b)^c", "a^b^c", "-(a*b)", "-a*b", "(a + b)[1]", "([1, 2])[1]");
    expect(printExpression(parseExpression("((a)) * (b / (c)) + (d)"))).toBe("a*(b/c) + d");
  });
});

describe("print, then parse", () => {
  it("gives the same tree", () => {
    fc.assert(
      fc.property(randomExpression, (tree) => {
        const printed = printExpression(tree);
        expect(withoutSpans(parseExpression(printed))).toEqual(withoutSpans(tree));
      }),
      { numRuns: 2000 },
    );
  });

  it("never overflows on long sums", () => {
    const source = Array.from({ length: 10_000 }, (_, place) => `a[${place},1]*k[1,${place}]`).join(" + ");
    expect(printExpression(parseExpression(source))).toBe(source);
    const x: Expression = { tag: "name", name: "x" };
    let deep: Expression = x;
    for (let count = 0; count < 10_000; count++) deep = { tag: "binary", operator: "-", left: x, right: deep };
    expect(printExpression(deep)).toHaveLength(60_000 - 1);
  });
});

describe("random tokens", () => {
  const expressionWords = [
    "a",
    "f",
    "2",
    '"t"',
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "^",
    "@",
    "mod",
    "..",
    "=",
    ">=",
    "'",
  ];
  const statementWords = [
    "title",
    "index",
    "size",
    "integer",
    "tensor",
    "name",
    "as",
    "loss",
    "delta",
    "wrt",
    "prove",
    "==",
    "function",
  ];

  /** "ambiguous" is a plain Error and so fails the property. */
  function parses(parse: (source: string) => unknown, source: string): boolean {
    try {
      parse(source);
      return true;
    } catch (error) {
      if (error instanceof WorksheetError) return false;
      throw error;
    }
  }

  it("have one parse or a message, as an expression", () => {
    const words = fc.array(fc.constantFrom(...expressionWords), { maxLength: 12 });
    fc.assert(
      fc.property(words, (sequence) => {
        parses(parseExpression, sequence.join(" "));
      }),
      { numRuns: 10_000 },
    );
  });

  it("have one parse or a message, as a worksheet", () => {
    const words = fc.array(fc.constantFrom(...expressionWords, ...statementWords, "\n"), { maxLength: 12 });
    const starts = fc.constantFrom(
      ...statementWords,
      "y =",
      "expand",
      "jacobian a wrt",
      "given a =",
      "tensor a [ 2 ] =",
    );
    fc.assert(
      fc.property(starts, words, (start, sequence) => {
        parses(parseWorksheet, [start, ...sequence].join(" "));
      }),
      { numRuns: 10_000 },
    );
  });

  it("have one parse when a token of a good expression is exchanged, dropped or doubled", () => {
    const change = fc.record({
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
      word: fc.constantFrom("", ...expressionWords),
    });
    let accepted = 0;
    fc.assert(
      fc.property(randomExpression, change, fc.boolean(), (tree, { place, word }, doubles) => {
        const tokens = printExpression(tree).match(/"[^"]*"|[\p{L}\d_]+|\.\.|[<>=]=|./gu) ?? [];
        const position = Math.floor(place * tokens.length);
        tokens.splice(position, 1, doubles ? `${tokens[position]} ${word}` : word);
        if (parses(parseExpression, tokens.join(" "))) accepted++;
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
