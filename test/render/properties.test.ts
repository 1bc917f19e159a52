/** What holds for every formula that is printed. */
import fc from "fast-check";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../src/language/parse.ts";
import type { Expression } from "../../src/language/syntax.ts";
import { latexOfExpression } from "../../src/render/latex.ts";
import { latexRows, plainRows } from "../../src/render/latex-rows.ts";
import { printPlain } from "../../src/render/plain.ts";
import { noNames } from "../../src/render/symbols.ts";
import { visualOf } from "../../src/render/visualize.ts";
import { arithmetic, expressions, notation } from "./arbitrary.ts";

function typeset(latex: string): string {
  return katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode: true, maxExpand: 1e6 });
}

describe("every expression", () => {
  it("prints to LaTeX that KaTeX takes in strict mode, ASCII outside of text, on one line", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const latex = latexOfExpression(expression, notation);
        typeset(latex);
        expect(latex.replace(/\\text\{[^{}]*\}/g, "")).toMatch(/^[ -~]*$/);
        expect(latex).not.toMatch(/\\operatorname|\\mbox|\\label/);
      }),
      { numRuns: 2000 },
    );
  });

  it("breaks into rows that KaTeX takes together, and prints as text", () => {
    fc.assert(
      fc.property(expressions, fc.integer({ min: 3, max: 20 }), (expression, width) => {
        const visual = visualOf(expression, notation);
        const rows = latexRows(visual, { first: width, later: width });
        typeset(`\\begin{aligned} x &= ${rows.join(" \\\\ &\\quad{} ")} \\end{aligned}`);
        expect(printPlain(visual)).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });
});

const prime = 2147483647n;
const letters: Readonly<Record<string, bigint>> = { x: 123456789n, u: 987654321n, v: 555555557n };

/** Arithmetic modulo a prime; undefined where something is divided by 0. */
function residue(expression: Expression): bigint | undefined {
  if (expression.tag === "number") return BigInt(expression.text);
  if (expression.tag === "name") return letters[expression.name];
  if (expression.tag === "negate") {
    const value = residue(expression.operand);
    return value === undefined ? undefined : (prime - value) % prime;
  }
  if (expression.tag !== "binary") throw new Error(`no value for ${expression.tag}`);
  const [left, right] = [residue(expression.left), residue(expression.right)];
  if (left === undefined || right === undefined) return undefined;
  if (expression.operator === "+") return (left + right) % prime;
  if (expression.operator === "-") return (left - right + prime) % prime;
  if (expression.operator === "*") return (left * right) % prime;
  if (expression.operator === "^") return power(left, right);
  return right === 0n ? undefined : (left * power(right, prime - 2n)) % prime;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % prime, exponent / 2n);
  return exponent % 2n === 1n ? (half * base) % prime : half;
}

/** LaTeX arithmetic as worksheet text: fractions with their bars, products with their signs. */
function worksheetOf(latex: string): string {
  const plain = latex.replace(/\\left|\\right|\\[Bb]ig[lr]|\\,/g, "").replaceAll("\\cdot", "*");
  const fractions = plain.replaceAll("\\frac{", "((").replaceAll("}{", ")/(");
  const closed = closeFractions(fractions.replaceAll("^{", "^<").replaceAll("}", "}"));
  return closed.replace(/([0-9a-z)])\s*(?=[a-z(])/g, "$1*");
}

/** `^<2}` is a power, every other `}` ends a denominator. */
function closeFractions(text: string): string {
  let closed = "";
  const isPower: boolean[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith("((", at) || text.startsWith(")/(", at)) closed += text[at];
    else if (text[at] === "<") {
      isPower.push(true);
      closed += "(";
    } else if (text[at] === "}") closed += isPower.pop() === true ? ")" : "))";
    else closed += text[at];
  }
  return closed;
}

describe("arithmetic", () => {
  it("read back from LaTeX has the value that was meant", () => {
    fc.assert(
      fc.property(arithmetic, (expression) => {
        const value = residue(expression);
        fc.pre(value !== undefined);
        expect(residue(parseExpression(worksheetOf(latexOfExpression(expression, noNames))))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it("read back from broken LaTeX rows has the value that was meant", () => {
    fc.assert(
      fc.property(arithmetic, fc.integer({ min: 2, max: 9 }), (expression, width) => {
        const value = residue(expression);
        fc.pre(value !== undefined);
        const rows = latexRows(visualOf(expression, noNames), { first: width, later: width });
        expect(residue(parseExpression(worksheetOf(rows.join(""))))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it("read back from terminal text has the value that was meant", () => {
    const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    const readable = (text: string): string =>
      text
        .replaceAll("·", "*")
        .replace(/[⁰¹²³⁴-⁹]+/gu, (power) => `^${[...power].map((d) => digits.indexOf(d)).join("")}`);
    fc.assert(
      fc.property(arithmetic, fc.integer({ min: 2, max: 60 }), (expression, width) => {
        const value = residue(expression);
        fc.pre(value !== undefined);
        const visual = visualOf(expression, noNames);
        expect(residue(parseExpression(readable(printPlain(visual))))).toBe(value);
        const rows = plainRows(visual, { first: width, later: width });
        expect(residue(parseExpression(readable(rows.join(""))))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});
