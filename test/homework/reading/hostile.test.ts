/** Documents made to harm: each returns, and says why where it was not read. The limit of time is the test's own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHomework } from "../../../src/homework/reading/read.ts";
import { claimsOf } from "./helpers.ts";

const SIZE = 900_000;
const fill = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length));

const PIECES = [
  ..."{}()[]$|'-_^\\&%.,₁中‮\0\r\ud835√∑?~",
  "x^",
  "x_{",
  "a_(",
  "sum(",
  "sum(p=1..2,",
  "\\frac{",
  "\\frac",
  "\\mathbf",
  "\\tilde",
  "\\sqrt",
  "{a \\over ",
  "\\left(",
  "\\right)",
  "\\left(}",
  "\\begin{align}",
  "\\begin{cases}",
  "\\end{align}",
  "\\begin{foo}",
  "\\begin{array}{c}",
  "\\text{",
  "\\text{for }",
  "\\(",
  "\\[ a=b \n\n",
  "\\verb|",
  "\\quad ",
  "\\quad c",
  "&c",
  "=b",
  "+b",
  "(a=b)",
  ",c=d",
  "\\\\=c",
  "\\\\+c",
  "$\n\n",
  "$a=b$ ",
  "$a=b\n\n",
  "`a",
  "`a=b` ",
  "```\na=b\n",
  "a.*b'",
  "a(:",
  "; % ",
  "np.einsum(a,",
  "```math\na=b\n",
  "<!--",
  "\\foo ",
  "1&",
  "1\\\\",
  "\\def\\a{",
  "\\sum_{i} ",
  "\\partial ",
  "a b ",
  "a = b\n",
  "so ",
];

describe.each(["$$a=", "", "\\def\\z#1{#1#1}\\def\\l{\\l}$\\z\\l="])("behind %j", (start) => {
  it.each(PIECES)("a million times %j", { timeout: 20_000 }, (piece) => {
    for (const format of ["tex", "md", "txt"] as const) {
      const { claims, refusal } = readHomework(start + fill(piece), format);
      expect(claims.length).toBeLessThanOrEqual(2_000);
      if (claims.length === 2_000) expect(refusal).toMatchObject({ tag: "limit", limit: "claims", most: 2_000 });
    }
  });
});

it("is refused where it is too long", () => {
  const { claims, refusal } = readHomework("a".repeat(1_000_001), "txt");
  expect([claims, refusal]).toEqual([[], { tag: "limit", limit: "bytes", most: 1_000_000, at: { start: 0, end: 0 } }]);
});

it("ten thousand fractions in each other hide no other claim", () => {
  const deep = `$a = ${"\\frac{".repeat(5_000)}1${"}{2}".repeat(5_000)}$`;
  expect(claimsOf(`$x = y$ ${deep} $z = w$`)).toEqual(["x = y", "!limit", "z = w"]);
});

it("macros that double stop", () => {
  const doubling = Array.from(
    { length: 25 },
    (_, at) => `\\def\\${letter(at)}{\\${letter(at + 1)}\\${letter(at + 1)}}`,
  ).join("");
  expect(claimsOf(`${doubling}\\def\\z{y}$\\a = b$ $x = y$`)).toEqual(["!limit", "x = y"]);
});

function letter(at: number): string {
  return String.fromCharCode("a".charCodeAt(0) + at);
}

it("any text is read without an error, and every place lies in it", { timeout: 60_000 }, () => {
  const words = fc.constantFrom(
    ...PIECES,
    "a",
    "1",
    "=",
    " ",
    "\n",
    "$",
    "$$",
    "\\frac{a}{b}",
    "\\end{cases}",
    "\\end{array}",
    "\\right.",
    "\\left\\{",
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom("tex", "md", "txt"), (source, format) => {
      for (const claim of readHomework(source, format).claims) {
        const spans =
          claim.tag === "claim" ? [claim.span, ...claim.sides.map(({ span }) => span)] : [claim.span, claim.failure.at];
        for (const { start, end } of spans) expect(0 <= start && start <= end && end <= source.length).toBe(true);
      }
    }),
    { numRuns: 3_000, seed: 5 },
  );
});
