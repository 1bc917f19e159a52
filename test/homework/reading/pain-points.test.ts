/** What other readers of mathematics get wrong in formulas like these, point by point. */
import { describe, expect, it } from "vitest";
import { claimsOf, display, failureOf } from "./helpers.ts";

function side(formula: string): string | undefined {
  return display(`A = ${formula}`)[0]?.slice("A = ".length);
}

describe("a reader that other readers teach", () => {
  it("1: keeps the commas of subscripts", () => {
    expect(side(String.raw`\frac{\partial L}{\partial a_{m-1,n}} a_{2,2}`)).toBe(
      "{{∂:L over ∂:<a _{{m - 1}, n}>} <a _{2, 2}>}",
    );
  });
  it("2: leaves 12 as one item, for others to part", () => expect(side("a_{12}")).toBe("<a _{12}>"));
  it("3: leaves letters together", () => expect(side("a_{mn} A_{BC}")).toBe("{<a _{mn}> <A _{BC}>}"));
  it("4: reads a_22 as TeX does in LaTeX, and as an index in plain text", () => {
    expect(side("a_22")).toBe("{<a _{2}> 2}");
    expect(claimsOf("a_22 = a_2_2", "txt")).toEqual(["<a _{22}> = <a _{2, 2}>"]);
  });
  it("5: knows no other delta than the letter", () => {
    expect(side(String.raw`\delta_{11} k - \delta y / \delta x`)).toBe("{{<delta _{11}> k} - {{{delta y} / delta} x}}");
  });
  it("6: knows what cannot be called", () => expect(side("2_1(a) + (b)(c)")).toBe("{{<2 _{1}> (a)} + {(b) (c)}}"));
  it("6: leaves open whether a bracket is a product", () => {
    expect(side("k(a+b) + k_{11}(a_{11}+a_{12})")).toBe("{@k({a + b}) + @<k _{11}>({<a _{11}> + <a _{12}>})}");
  });
  it("7: passes over thin spaces", () =>
    expect(side(String.raw`k_{21}\,\delta_{11}\!\;x`)).toBe("{{<k _{21}> <delta _{11}>} x}"));
  it("8: reads layers in either order", () => {
    expect(side("a^{(L)}_{22} + a_{22}^{(L)} + a^{[l]}")).toBe("{{<a _{22} ^(L)> + <a _{22} ^(L)>} + <a ^[l]>}");
  });
  it("9: has no product of partials", () => {
    expect(side(String.raw`\partial y_{32}/\partial a_{22} + dL/dk`)).toBe("{{∂:<y _{32}> / ∂:<a _{22}>} + {dL / dk}}");
  });
  it("10: ends a sum with its product", () => {
    expect(side(String.raw`\sum_{n=1}^N n x + 1 - \sum_n n \cdot y`)).toBe("{{Σ[n = 1]^N{n x} + 1} - Σ[n]{n dot y}}");
  });
  it("11: reads sums without ranges", () => expect(side(String.raw`\sum_p\sum_q f`)).toBe("Σ[p]Σ[q]f"));
  it("12: reads chains, also over rows", () => {
    expect(display("A = B = C")).toEqual(["A = B = C"]);
    expect(claimsOf(String.raw`\begin{align} a &= b \\ &= c \\ &= d \end{align}`)).toEqual(["a = b = c = d"]);
  });
  it("13: knows all fractions", () => {
    expect(side(String.raw`\dfrac{a}{b} \tfrac ab \frac12 \frac1{2}`)).toBe(
      "{{{{a over b} {a over b}} {1 over 2}} {1 over 2}}",
    );
  });
  it("14: knows all sizes of brackets", () => {
    expect(side(String.raw`\left[a\right] \bigl(b\bigr) \left\{c\right\}`)).toBe("{{[a] (b)} {c}}");
  });
  it("15: keeps words whole", () => {
    expect(side(String.raw`\text{ok}k + \mathrm{rot}_{180}(K) + \operatorname{conv}(x)`)).toBe(
      "{{{'ok k} + @<'rot _{180}>(K)} + @'conv(x)}",
    );
  });
  it("16: tells operators apart", () => {
    expect(side(String.raw`a * b + a \ast b + a \star b + a \circledast b + a \otimes b + a \odot b`)).toBe(
      "{{{{{{a * b} + {a * b}} + {a star b}} + {a circledast b}} + {a otimes b}} + {a odot b}}",
    );
  });
  it("17: reserves no letters", () => expect(display("i_A = e d x + E N")).toEqual(["<i _{A}> = {{{e d} x} + {E N}}"]));
  it("18: reads primes and transposes", () => {
    expect(side(String.raw`\sigma'(z) k' K^T f''(x)`)).toBe("{{{@<sigma′>(z) <k′>} <K ^{T}>} @<f′′>(x)}");
  });
  it("19: does not take a comma for a decimal point", () => {
    expect(side("a_{1,5}")).toBe("<a _{1, 5}>");
    expect(failureOf("$x = 1{,}5$")).toMatchObject({ tag: "unexpected", place: "{,}" });
  });
  it("20: reads matrices, with what people put in them", () => {
    expect(side(String.raw`\begin{bmatrix} a & \cdots \\[2pt] \hline \vdots & \ddots \\ \end{bmatrix}`)).toBe(
      "M[a, …; …, …]",
    );
  });
  it("21: never reads less than was written", () => {
    for (const formula of ["2x + ", "a b)", "(a + b", String.raw`\frac{1}{2`, "a ** b", "x_", String.raw`\foo k`]) {
      expect(display(`A = ${formula}`)[0], formula).toMatch(/^!/);
    }
  });
  it("22: reads what was pasted", () => {
    expect(claimsOf("∂L/∂x₂₂ ＝ −δ₁₁·k′ × σ(z) ⊗ W² \u200b", "txt")).toEqual([
      "{∂:L / ∂:<x _{22}>} = {{{-<delta _{11}> dot <k′>} times @sigma(z)} otimes <W ^{2}>}",
    ]);
  });
});

describe("plain text", () => {
  it.each([
    ["dy32/da22 = k21", "{dy32 / da22} = k21"],
    ["a[2,2] = a[2][2]", "@a[2, 2] = @@a[2][2]"],
    [
      "x = sum(p=1..3, q=0..2, d[p,q]*k[m-p,n-q]) + 1",
      "x = {Σ[1 ≤ p ≤ 3, 0 ≤ q ≤ 2]{@d[p, q] * @k[{m - p}, {n - q}]} + 1}",
    ],
    ["x = sum_{i,j} a_ij * sum_k b_k", "x = Σ[i, j]{<a _{ij}> * Σ[k]<b _{k}>}"],
    ["K = [[1, 2], [3, 4]]", "K = M[1, 2; 3, 4]"],
    ["∂L/∂x22 = ∑_{i,j} δ_{i,j}·k11", "{∂:L / ∂:x22} = Σ[i, j]{<delta _{i, j}> dot k11}"],
    ["dX = delta * rot180(K)", "dX = {delta * @rot180(K)}"],
    ["y = x**2 + x^-1", "y = {<x ^{2}> + <x ^{-1}>}"],
    [String.raw`\frac{\partial L}{\partial x} = \delta_{11}`, "{∂:L over ∂:x} = <delta _{11}>"],
    ["- a = b", "a = b"],
    ["1. a = b", "a = b"],
    ["Answer: a = b", "a = b"],
    ["答：a = b，其中 i = 1", "a = b | i = 1"],
    ["a_i = b, i = 1..3", "<a _{i}> = b | 1 ≤ i ≤ 3"],
    ["i mod s = 0", "{i mod s} = 0"],
  ])("reads %s", (line, claim) => expect(claimsOf(line, "txt")).toEqual([claim]));

  it("passes over sentences", () => {
    expect(claimsOf("The gradient of the loss is what we want, so let x = 3 be the input\nhello\n", "txt")).toEqual([]);
  });
  it("passes over a line with two common words, and reads one with a label", () => {
    expect(claimsOf("x is 3 so y = 4\nSo y = 4", "txt")).toEqual(["y = 4"]);
    expect(claimsOf("Hence, we have x = y and z = w for i = 1, 2", "txt")).toEqual(["x = y", "z = w | i = 1 | 2"]);
    expect(claimsOf("x_i = y_i where 1 <= i <= 3", "txt")).toEqual(["<x _{i}> = <y _{i}> | 1 ≤ i ≤ 3"]);
  });
  it("goes on in the next line", () => {
    expect(claimsOf("a = b\n  = c\n  + d\n\n= e\ne = f", "txt")).toEqual(["a = b = {c + d}", "!unexpected", "e = f"]);
  });
});
