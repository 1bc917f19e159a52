/** Whole documents: where formulas stand, what is passed over, what each claim's place is, and what cannot be read. */
import { describe, expect, it } from "vitest";
import { FormulaError, formatOf, parseFormula, readHomework } from "../../../src/homework/reading/read.ts";
import type { Format } from "../../../src/homework/syntax.ts";
import { claimsOf, failureOf, placesOf } from "./helpers.ts";
import { showFormula } from "./trees.ts";

const TEX = String.raw`\documentclass{article}
\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}
\def\T{^\top} % $hidden = 1$
\begin{document}
With $\pd{L}{x_1} = W\T \delta$ and \(a = b\), costs \$5 = cheap, \verb|$c = d$|.
\[ e = f \]
% $g = h$
\begin{verbatim} $i = j$ \end{verbatim}
\begin{equation*} \label{q} k = l % = m
\end{equation*}
$$n
  = o$$
\end{document} $p = q$`;

const MD = [
  "# Title $a = b$",
  "> $$",
  "> c = d \\\\",
  "> e = f",
  "> $$",
  "1. `$g = h$` is code, and $`i = j`$ is not; \\$k = l\\$",
  "<!-- $m = n$ -->",
  "```python",
  "o = $p = q$",
  "```",
  "```math",
  "r = s",
  "```",
  "\\\\(t = u\\\\) \\[ v = w \\]",
  "a\\_{1} outside, $x\\_{1} = y$",
].join("\n");

describe("a document", () => {
  it("in LaTeX has its formulas between its marks", () => {
    expect(claimsOf(TEX)).toEqual(["{∂:L over ∂:<x _{1}>} = {<W ^{top}> delta}", "a = b", "e = f", "k = l", "n = o"]);
    expect(placesOf(TEX)).toEqual([String.raw`\pd{L}{x_1} = W\T \delta`, "a = b", "e = f", "k = l", "n\n  = o"]);
  });
  it("in Markdown has its formulas between its marks", () => {
    const claims = ["a = b", "c = d", "e = f", "i = j", "r = s", "t = u", "v = w", "<x _{1}> = y"];
    expect(claimsOf(MD, "md")).toEqual(claims);
  });
  it("of bare LaTeX is formulas throughout", () => {
    const source =
      "\\frac{a}{b} & = c \\\\\nd & = e\n+ f \\\\\n\ng = \\begin{bmatrix} 1 & 2 \\\\\n3 & 4 \\end{bmatrix}\nh = i";
    expect(claimsOf(source)).toEqual(["{a over b} = c", "d = {e + f}", "g = M[1, 2; 3, 4]", "h = i"]);
  });
  it("keeps what the reader decided as notes", () => {
    const [claim] = readHomework(String.raw`$\def\a{b} \boxed{a} &= \a \text{ as seen } \quad (3)$`, "tex").claims;
    expect(
      claim?.tag === "claim" && claim.notes.map((note) => [note.tag, "text" in note ? note.text : note.command]),
    ).toEqual([
      ["unwrapped", "\\boxed"],
      ["dropped", "&"],
      ["expanded", "\\a"],
      ["commented", "as seen"],
      ["dropped", "(3)"],
    ]);
  });
  it("has its format in its name", () => {
    expect(["a.tex", "a.b.MD", "a.txt", "a", "x/a.tex/b", "a.markdown"].map(formatOf)).toEqual([
      "tex",
      "md",
      "txt",
      "txt",
      "txt",
      "md",
    ]);
  });
});

describe("a claim's place is its formula", () => {
  it.each([
    ["$ a_i = b, \\quad i = 1 $", "a_i = b"],
    ["$\\displaystyle \\left( a \\right) = \\boxed{b} \\tag{1}$", "\\left( a \\right) = \\boxed{b}"],
    ["$\\mathbf{a} = {b}$", "\\mathbf{a} = {b}"],
    ["$x_{1} = \\frac{1}{2}.$", "x_{1} = \\frac{1}{2}"],
    ["\\newcommand{\\w}[1]{#1}$x = \\w{b}$", "x = \\w{b}"],
    ["中文 $中 a = b'$", "a = b'"],
    ["$a = ) b$", "a = ) b"],
  ])("%s", (source, place) => expect(placesOf(source)).toEqual([place]));
});

it("places a sign, and the gap where none stands", () => {
  const [claim] = readHomework("$a + b c = d$", "tex").claims;
  const sum = claim?.tag === "claim" ? claim.sides[0] : undefined;
  if (sum?.tag !== "binary" || sum.right.tag !== "binary") throw new Error("not a sum of a product");
  expect([sum.signSpan, sum.right.signSpan]).toEqual([
    { start: 3, end: 4 },
    { start: 6, end: 6 },
  ]);
});

describe("rows", () => {
  it.each<[string, readonly string[]]>([
    ["$$a = b \\\\ + c = d$$", ["a = {b + c} = d"]],
    ["$$a = b \\\\ -c = d$$", ["a = b", "-c = d"]],
    ["$$a &= b \\\\ &- c = d$$", ["a = {b - c} = d"]],
    ["$$a = b + \\\\ + c$$", ["a = {b + c}"]],
    ["$$a = \\bigl( b \\\\ + c \\bigr)$$", ["a = ({b + c})"]],
    ["$a = b$ $= c$", ["a = b = c"]],
    ["$a = b$ $+ c = d$", ["a = b", "c = d"]],
    ["$a = b$ and $= c$", ["a = b", "!unexpected"]],
    ["$$a = b$$ $$\\text{where } i = 1$$", ["a = b", "i = 1"]],
    ["$$a = b \\\\ \\text{where } i = 1$$", ["a = b | i = 1"]],
  ])("%s", (source, claims) => expect(claimsOf(source)).toEqual(claims));
});

describe("what cannot be read", () => {
  it.each<[string, object, Format?]>([
    ["$a = b + * c$", { tag: "unexpected", found: "*", expected: ["operand"], place: "*" }],
    ["$a = x_{1$", { tag: "unclosed", opening: "{", place: "{" }],
    ["$a = b}$", { tag: "unopened", closing: "}", place: "}" }],
    ["$a = (b + c$", { tag: "unclosed", opening: "(", place: "(" }],
    ["$a = (b]$", { tag: "unclosed", opening: "(", place: "(" }],
    ["$a = b)$", { tag: "unopened", closing: ")", place: ")" }],
    ["$a = \\left( b$", { tag: "unclosed", opening: "\\left(", place: "\\left(" }],
    ["$a = {\\left( b}$", { tag: "unclosed", opening: "\\left(", place: "\\left(" }],
    ["$a = b\n\nc$ d = e$", { tag: "unclosed", opening: "$", place: "$" }],
    [
      "$f = \\begin{cases} 1 & a § \\end{cases}$",
      { tag: "unexpected", expected: ["operand", "operator", "relation", "comma"] },
    ],
    ["$a = b \\right)$", { tag: "unopened", closing: "\\right)", place: "\\right)" }],
    ["$a = \\frca{b}{c}$", { tag: "unknown-command", command: "\\frca", suggestion: "\\frac", place: "\\frca" }],
    ["$a = \\Detla$", { tag: "unknown-command", suggestion: "\\Delta", place: "\\Detla" }],
    ["$a = \\xyzzyxy$", { tag: "unknown-command", command: "\\xyzzyxy", place: "\\xyzzyxy" }],
    [
      "$$\\begin{algn} a = b \\end{algn}$$",
      { tag: "unknown-command", suggestion: "\\begin{align}", place: "\\begin{algn}" },
    ],
    ["$a = \\begin{bmatrix} 1$", { tag: "unclosed", opening: "\\begin{bmatrix}", place: "\\begin{bmatrix}" }],
    ["$a = \\input{/etc/passwd}$", { tag: "forbidden", command: "\\input", place: "\\input" }],
    ["$a = \\write18{ls}$", { tag: "forbidden", command: "\\write", place: "\\write" }],
    ["$a = \\csname b\\endcsname$", { tag: "forbidden", command: "\\csname", place: "\\csname" }],
    ["$a = \u202eb$", { tag: "character", character: "U+202E", place: "\u202e" }],
    ["$a = b\u0000$", { tag: "character", character: "U+0000", place: "\u0000" }],
    ["$a = x_1_2$", { tag: "unexpected", found: "_", place: "_" }],
    ["$a =$", { tag: "unfinished", expected: ["operand"], place: "" }],
    ["$a = \\frac{1}$", { tag: "unfinished", expected: ["operand"], place: "" }],
    ["$= a$ text", { tag: "unexpected", found: "=", expected: ["operand"], place: "=" }],
    ["so $a = b and", { tag: "unclosed", opening: "$", place: "$" }],
    ["a = b § c", { tag: "unexpected", found: "§", place: "§" }, "txt"],
    [`$a = ${"1".repeat(101)}$`, { tag: "limit", limit: "digits", most: 100 }],
    [`$a = ${"(".repeat(101)}b${")".repeat(101)}$`, { tag: "limit", limit: "nesting", most: 100 }],
    [`$a = ${"{".repeat(101)}b${"}".repeat(101)}$`, { tag: "limit", limit: "nesting", most: 100 }],
    [`$a = ${"b+".repeat(2500)}c$`, { tag: "limit", limit: "tokens", most: 5000 }],
    [`$a = \\begin{matrix}${"1&".repeat(64)}1\\end{matrix}$`, { tag: "limit", limit: "matrix", most: 64 }],
    [`$a = \\begin{matrix}${"1\\\\".repeat(64)}1\\end{matrix}$`, { tag: "limit", limit: "matrix", most: 64 }],
    ["\\def\\a{\\a} $\\a = b$", { tag: "limit", limit: "macros", most: 10_000, place: "\\a" }],
  ])("%s", (source, failure, format = "tex") => expect(failureOf(source, format)).toMatchObject(failure));

  it("hides nothing else", () => {
    const source = String.raw`$$\begin{align} a &= (b \\ c &= d \\ e &= \foo \\ f &= g \\ \input{h} &= i \\ j &= k) \end{align}$$ $l = {m$ $n = o$`;
    expect(claimsOf(source)).toEqual([
      "!unclosed",
      "c = d",
      "!unknown-command",
      "f = g",
      "!forbidden",
      "!unopened",
      "!unclosed",
      "n = o",
    ]);
  });
  it("shows at most four expectations, and nothing unseen", () => {
    for (const source of ["$a = \\frac{b c}^$", "$a = (b \u202e c;$", "$a = \\begin{matrix} 1 & = $"]) {
      const failure = failureOf(source);
      if (failure?.tag === "unexpected") expect(failure.expected.length).toBeLessThanOrEqual(4);
      expect(JSON.stringify({ ...failure, place: "" })).toMatch(/^[^\p{Cc}\p{Cf}]*$/u);
    }
  });
});

describe("one formula", () => {
  it("has no relation", () => {
    expect(showFormula(parseFormula("A \\otimes B"))).toBe("{A otimes B}");
    expect(showFormula(parseFormula("z^{l}"))).toBe("<z ^{l}>");
    expect(showFormula(parseFormula("dy32 / a_22", "txt"))).toBe("{dy32 / <a _{22}>}");
    expect(() => parseFormula("a = b")).toThrow(FormulaError);
    expect(() => parseFormula("")).toThrow(FormulaError);
    expect(() => parseFormula("a +")).toThrow("unfinished");
  });
});
