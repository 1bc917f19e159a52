/** The ways in which people write gradients of convolutions, each read to the tree that it means. */
import { expect, it } from "vitest";
import { claimsOf, display } from "./helpers.ts";

/** Each formula is the right side of `A = …`. */
const SIDES: readonly (readonly [string, string, string])[] = [
  // Derivatives of the loss.
  ["quotients", String.raw`\frac{\partial L}{\partial x_{31}}`, "{∂:L over ∂:<x _{31}>}"],
  ["quotients with spaces", String.raw`\frac { \partial E } { \partial w _ { 2 } }`, "{∂:E over ∂:<w _{2}>}"],
  ["small and large quotients", String.raw`\dfrac{\partial C}{\partial b} \tfrac12`, "{{∂:C over ∂:b} {1 over 2}}"],
  ["quotients without braces", String.raw`\frac1{3}\frac23`, "{{1 over 3} {2 over 3}}"],
  ["quotients by a slash", String.raw`\partial J/\partial K_{01}`, "{∂:J / ∂:<K _{01}>}"],
  ["braces behind the sign", String.raw`\frac{\partial{L}}{\partial {b}}`, "{∂:L over ∂:b}"],
  ["scripts of the sign", String.raw`\partial_{\omega_\beta}\mathcal L`, "∂_{<omega _{beta}>}:L"],
  ["a sign alone", String.raw`\frac{\partial}{\partial K} J(K,b)`, "{{∂ over ∂:K} @J(K, b)}"],
  ["nabla", String.raw`\nabla_{W}C + \nabla a_{21}`, "{∇_{W}:C + ∇:<a _{21}>}"],
  ["a number behind the sign", String.raw`\frac{\partial L}{\partial 21}`, "{∂:L over ∂:21}"],
  ["small d", String.raw`\frac{dL}{dX}`, "{dL over dX}"],
  ["small delta", String.raw`\frac{\delta L}{\delta X}`, "{{delta L} over {delta X}}"],
  [
    "names of gradients",
    `dW + dZ_{ij} + dout^{n,f} + d W(r,s)`,
    "{{{dW + <dZ _{ij}>} + <dout ^{n, f}>} + {d @W(r, s)}}",
  ],
  ["primes as gradients", `O'(p,q)`, "@<O′>(p, q)"],
  ["losses with arguments", String.raw`\mathcal{L}(Y,\hat{Y})`, "@L(Y, Y~hat)"],
  ["words as losses", String.raw`\text{Loss} + Cost`, "{'Loss + Cost}"],
  // Upstream gradients.
  ["delta with digits", String.raw`\delta_{12} + \delta_{1,2}`, "{<delta _{12}> + <delta _{1, 2}>}"],
  [
    "delta of a layer, either way round",
    String.raw`\delta^l_{i,j} + \delta_{i,j}^{l}`,
    "{<delta _{i, j} ^{l}> + <delta _{i, j} ^{l}>}",
  ],
  ["delta of another letter", String.raw`\delta_{z12} + \delta_{z_{12}}`, "{<delta _{{z 12}}> + <delta _{<z _{12}>}>}"],
  ["delta with words", String.raw`\delta_{in} + \delta_{\text{out}}`, "{<delta _{in}> + <delta _{'out}>}"],
  ["delta in brackets", String.raw`\delta_Y(i,j) + \delta[i,j]`, "{@<delta _{Y}>(i, j) + @delta[i, j]}"],
  // Indices.
  ["two digits", "x_{23}", "<x _{23}>"],
  ["three digits", "a_{132}", "<a _{132}>"],
  [
    "sums as indices",
    `o_{i+m,j-n} K_{k-1-m',k-1-n'}`,
    "{<o _{{i + m}, {j - n}}> <K _{{{k - 1} - <m′>}, {{k - 1} - <n′>}}>}",
  ],
  ["letters together", "W_{pq} x_{st}", "{<W _{pq}> <x _{st}>}"],
  ["four indices", "W_{o,c,i,j}", "<W _{o, c, i, j}>"],
  ["calls", "A(h,w) X(i+m,j)", "{@A(h, w) @X({i + m}, j)}"],
  ["tuples above", "w^{(1,2)} W^{(l,p,d)} w^{l,d}", "{{<w ^(1, 2)> <W ^(l, p, d)>} <w ^{l, d}>}"],
  ["layers", "a^{l-1} W^{(l)} Z^{[l]}", "{{<a ^{{l - 1}}> <W ^(l)>} <Z ^[l]>}"],
  [
    "spaces in indices",
    String.raw`W^{rot180}_ m X[i+m,\, j+n] k_{1,\;2}`,
    "{{<W _{m} ^{rot180}> @X[{i + m}, {j + n}]} <k _{1, 2}>}",
  ],
  ["fractions in indices", String.raw`G_{i,\frac{h+p-i}{s}}`, "<G _{i, {{{h + p} - i} over s}}>"],
  [
    "words in indices",
    String.raw`c_{\mathrm{out}} \delta_{in\_m} pad_H`,
    "{{<c _{'out}> <delta _{'in_m}>} <pad _{H}>}",
  ],
  // Operators.
  ["stars", String.raw`X * K + X \ast K + X \star K + X ⋆ K`, "{{{{X * K} + {X * K}} + {X star K}} + {X star K}}"],
  ["circles", String.raw`X \otimes K \odot Z \circledast Y`, "{{{X otimes K} odot Z} circledast Y}"],
  ["circles with a tilde", String.raw`X \tilde{\otimes} K`, "{X otimes K}"],
  [
    "functions",
    String.raw`conv(X,K) + \mathrm{conv}(X) + \text{Conv2D}^T(X)`,
    "{{@conv(X, K) + @'conv(X)} + @<'Conv2D ^{T}>(X)}",
  ],
  ["written products", String.raw`a \cdot b \times c * 3`, "{{{a dot b} times c} * 3}"],
  ["products of numbers in brackets", "0(1) + (-1)(0)", "{{0 (1)} + {(-1) (0)}}"],
  // Rotations.
  ["rot180 as text", String.raw`\text{rot180}(K)`, "@'rot180(K)"],
  ["rot180 upright", String.raw`\mathrm{rot180}(K)`, "@'rot180(K)"],
  ["rot180 bare", "rot180(K)", "@rot180(K)"],
  ["rot with a degree below", String.raw`\text{rot}_{180^\circ}\{K\}`, "@<'rot _{180}>{K}"],
  ["Rot with a degree below", String.raw`\text{Rot}_{180^{\circ}}(K)`, "@<'Rot _{180}>(K)"],
  ["rot with a number below", String.raw`\mathrm{rot}_{180}(K)`, "@<'rot _{180}>(K)"],
  ["rot with a number behind", String.raw`\text{rot} 180(K)`, "@'rot180(K)"],
  ["ROT180", "ROT180(K)", "@ROT180(K)"],
  ["rot of an angle", String.raw`rot(180^\circ)(K)`, "@@rot(180)(K)"],
  [
    "rotate and flip",
    String.raw`rotate(K) + \text{flip}(K) + \text{flipped}_{K}`,
    "{{@rotate(K) + @'flip(K)} + <'flipped _{K}>}",
  ],
  ["rotation as a superscript", "W^{rot180}", "<W ^{rot180}>"],
  ["rotation behind", String.raw`w^f \text{翻转}`, "{<w ^{f}> '翻转}"],
  ["rotation as a tilde", String.raw`\tilde W * \tilde{l}^0`, "{W~tilde * <l~tilde ^{0}>}"],
  ["rotation by indices", String.raw`W(R-1-r\prime)`, "@W({{R - 1} - <r′>})"],
  [
    "padding",
    String.raw`zero\_pad(X) + zero \_ interweave(X) + \text{pad}(X)`,
    "{{@'zero_pad(X) + @'zero_interweave(X)} + @'pad(X)}",
  ],
  // Sums.
  ["sums without limits", String.raw`\sum_i \sum_{j} a_i b_j + c`, "{Σ[i]Σ[j]{<a _{i}> <b _{j}>} + c}"],
  ["joint sums", String.raw`\sum_{i,j} a_{ij}`, "Σ[i, j]<a _{ij}>"],
  ["sums with limits", String.raw`2\sum_{i=0}^{N-1} a_i - b`, "{{2 Σ[i = 0]^{N - 1}<a _{i}>} - b}"],
  ["sums with limits the other way round", String.raw`\sum\limits^{N}_{i=0} a`, "Σ[i = 0]^Na"],
  ["sums without anything", String.raw`\sum a_{i}`, "Σ[]<a _{i}>"],
  ["sums with an empty limit", String.raw`\sum_{r}^{ } a`, "Σ[r]a"],
  ["conditions under sums", String.raw`\sum_{\substack{0 \le i < H \\ 0 \le j < W}} a`, "Σ[0 ≤ i < H, 0 ≤ j < W]a"],
  ["signs of Unicode", "∑_{i} ∂L − δ·x′", "{Σ[i]∂:L - {delta dot <x′>}}"],
  // Matrices and sizes.
  [
    "matrices",
    String.raw`\begin{bmatrix} a & b \\ c & d \\ \end{bmatrix} \begin{pmatrix}1\end{pmatrix}`,
    "{M[a, b; c, d] M[1]}",
  ],
  ["bars around a matrix", String.raw`\begin{vmatrix} 0 & 1 \\ 1 & 0 \end{vmatrix}`, "M[0, 1; 1, 0]"],
  ["arrays", String.raw`\left( \begin{array}{ccc} 1 & 2 \\ \hline 3 & 4 \end{array} \right)`, "M[1, 2; 3, 4]"],
  ["arrays without columns", String.raw`\left[ \begin{array} 1 & 2 \\ 3 & 4 \end{array} \right]`, "M[1, 2; 3, 4]"],
  ["sizes", String.raw`\left( a + \bigl( b \bigr) \right)`, "({a + (b)})"],
  ["colours", String.raw`\textcolor{red}{a} + \color{blue}{b} + {\color{red} c}`, "{{a + b} + c}"],
  ["braces under and around", String.raw`\underbrace{a + b}_{n} \boxed{c}`, "{{a + b} c}"],
  ["fractions of old", "{a \\over b}", "{a over b}"],
  // Letters.
  ["fonts", String.raw`\mathbf{W} + \boldsymbol{\delta} + \vec{x} + \bm W`, "{{{W + delta} + x~vec} + W}"],
  [
    "transposes",
    String.raw`W^T + W^{\top} + W^{\mathsf T} + W^{(l)\top}`,
    "{{{<W ^{T}> + <W ^{top}>} + <W ^{T}>} + <W ^{{(l) top}}>}",
  ],
  [
    "primes",
    String.raw`\sigma'(z) + \sigma^{\prime}(z) + f^{'} + m^\prime`,
    "{{{@<sigma′>(z) + @<sigma′>(z)} + <f′>} + <m′>}",
  ],
  ["primes in brackets", String.raw`(\omega')`, "(<omega′>)"],
];

it.each(SIDES)("reads %s", (_, formula, tree) => {
  expect(display(`A = ${formula}`)).toEqual([`A = ${tree}`]);
});

it("reads the same formulas inside a line, in Markdown, and without any dollar", () => {
  for (const [, formula, tree] of SIDES) {
    const claim = [`A = ${tree}`];
    expect(claimsOf(`so $A = ${formula}$.`)).toEqual(claim);
    expect(claimsOf(`> - so $$A = ${formula}$$`, "md")).toEqual(claim);
    expect(claimsOf(`A & = ${formula} \\\\`)).toEqual(claim);
  }
});

const LAYOUTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["chains", "a = b = c", ["a = b = c"]],
  ["tags", String.raw`a = b \tag{3}`, ["a = b"]],
  ["tags by hand", String.raw`a = b \quad(14)`, ["a = b"]],
  ["rows without an environment", String.raw`a = b \\ c = d \\`, ["a = b", "c = d"]],
  ["a stray mark", "a &= b", ["a = b"]],
  ["aligned", String.raw`\begin{aligned} a &= b \\ &= c + d \\ &\quad + e \end{aligned}`, ["a = b = {{c + d} + e}"]],
  [
    "align in align",
    String.raw`\begin{align}\begin{align*} a &= b \\ c &= d \end{align*}\end{align}`,
    ["a = b", "c = d"],
  ],
  ["two columns", String.raw`\begin{align} a &= b & c &= d \end{align}`, ["a = b", "c = d"]],
  ["eqnarray", String.raw`\begin{eqnarray} a &=& b + \\ && c \\ d & = & e \end{eqnarray}`, ["a = {b + c}", "d = e"]],
  ["a full stop", "a = b, c = d.", ["a = b", "c = d"]],
  [
    "a brace around a list",
    String.raw`\left\{ \begin{aligned} a &= b \\ c &= d \end{aligned} \right.`,
    ["a = b", "c = d"],
  ],
  [
    "an array around a list",
    String.raw`\left\{ \begin{array}{l} a = b \\ c = d \end{array} \right.`,
    ["a = b", "c = d"],
  ],
  ["cases", String.raw`f = \begin{cases} 1 & x > 0 \\ 0, & \text{otherwise} \end{cases}`, ["f = cases[1 if x > 0; 0]"]],
  [
    "a brace before cases",
    String.raw`f = \left\{ \begin{array}{ll} 1, & \text{if } i = j \\ 0, & \text{else} \end{array} \right.`,
    ["f = cases[1 if i = j; 0]"],
  ],
  ["adding to", String.raw`a += b \\ c \mathrel{+}= d`, ["a += b", "c += d"]],
  [
    "arrows and words",
    String.raw`a = b \Rightarrow c = d \text{ and so } e = f \therefore g = h`,
    ["a = b", "c = d", "e = f", "g = h"],
  ],
  ["Chinese words", "其中，a = b，只和 c 有关", ["a = b"]],
  [
    "indices beside",
    String.raw`x_{i,j} = y, \quad i = 1, 2, \; j = 1,\dots,3`,
    ["<x _{i, j}> = y | i = 1 | 2 | j = 1 | … | 3"],
  ],
  ["indices in brackets", String.raw`x_i = y \quad (i, j = 1, 2)`, ["<x _{i}> = y | i | j = 1 | 2"]],
  ["ranges beside", String.raw`x_i = y \quad 1 \le i \le 3`, ["<x _{i}> = y | 1 ≤ i ≤ 3"]],
  ["for all", String.raw`x_i = y \;\forall i, j \in S`, ["<x _{i}> = y | i | j ∈ S"]],
  ["for all before", String.raw`\forall i: \; x_i = y_i`, ["<x _{i}> = <y _{i}> | i"]],
  ["words before conditions", String.raw`x = y \text{ for all } i > 0, j > 0`, ["x = y | i > 0 | j > 0"]],
];

it.each(LAYOUTS)("reads %s", (_, formula, claims) => {
  expect(display(formula)).toEqual(claims);
});
