/** How statements about sizes are written: what is told before them, their proofs, and what is refuted. */
import { expect, it } from "vitest";
import { derive, render } from "../../src/index.ts";
import { sameAs } from "../../src/sizes/polynomial.ts";

const ODD = ["size i, k", "assume k mod 2 == 1", "tensor a[i]", "tensor w[k]", "y = conv1d(a, w, padding=floor(k/2))"];
const LEFT_OVER = ["size i, k, s, p >= 0", "tensor a[i]", "tensor w[k]", "y = conv1d(a, w, stride=s, padding=p)"];
const BACK = "size(conv_transpose1d(y, w, stride=s, padding=p, output_padding=(i + 2*p - k) mod s), 1)";

function textOf(...lines: readonly string[]): string {
  return render(derive(lines.join("\n")), { to: "text" });
}

/** From a heading on, without the heading, to the next one. */
function partOf(text: string, heading: string): string {
  const [, part = ""] = text.split(new RegExp(`^${heading}\n[-·]+$`, "m"));
  return (part.split(/^.*\n[-·]{3,}$/m)[0] ?? "").trim();
}

it("names the arrays that the sides speak of, and those that these are made of", () => {
  expect(partOf(textOf(...ODD, "loss L(y)", "prove size(grad(L, a), 1) == i"), "Theorem")).toMatch(
    [
      "Let i, k ≥ 1 and Q ≥ 0 be integers, with k mod 2 = 1.",
      "",
      "Between the sizes this equation holds:",
      "",
      "  k = 2·Q + 1",
      "",
      "Thus Q is ⌊k/2⌋.",
      "",
      "Let an array a of length i and an array w of length k be given. Put y = conv1d(a, w, padding=⌊k/2⌋),",
      "of length i. Let L be a differentiable function of y. Its derivatives are called δ = ∂L/∂y, of",
      "length i.",
      "",
      "Then",
      "",
      "  size(∂L/∂a, 1) = i",
    ].join("\n"),
  );
});

it("says at once what one polynomial shows, in the order in which the worksheet has it", () => {
  const text = textOf("size i, k", ...ODD.slice(2, 4), "prove size(conv1d(a, w, padding=k-1), 1) == (k - 1) + i");
  expect(text).toContain("size(conv1d(a, w, padding=k - 1), 1) = k - 1 + i\n");
  expect(partOf(text, "Proof")).toMatch(
    /^The right side is what the left side stands for\.\n\n✓ Proved\. The line was/,
  );
});

it("gives each polynomial one line, and says which equation was used", () => {
  expect(partOf(textOf(...LEFT_OVER, `prove ${BACK} == i`), "Proof")).toMatch(
    [
      "size(conv_transpose1d(y, w, stride=s, padding=p, output_padding=(i + 2·p - k) mod s), 1)",
      "       = k + s·(O - 1) + ρ - 2·p   (1)",
      "       = i                         (2)",
      "",
      "(1): This is what the left side stands for.",
      "(2): By the equation for i.",
    ].join("\n"),
  );
});

it("writes out a quotient that a side asks for", () => {
  expect(partOf(textOf(...LEFT_OVER, "prove size(y, 1) == floor((i + 2*p - k)/s) + 1"), "Proof")).toMatch(
    [
      "size(y, 1) = O                       (1)",
      "             = ⌊(i + 2·p - k)/s⌋ + 1   (2)",
      "",
      "(1): This is what the left side stands for.",
      "(2): This is what the right side stands for.",
    ].join("\n"),
  );
});

it("never has the same polynomial twice in a chain", () => {
  const claims = [
    "size(a, 1) == i",
    `${BACK} == i`,
    `i - ${BACK} == 0`,
    `${BACK} + size(y, 1) == i + size(y, 1)`,
    `2*i == ${BACK} + i`,
  ];
  const { results } = derive([...LEFT_OVER, ...claims.map((claim) => `prove ${claim}`)].join("\n"));
  expect(results.map((result) => "verdict" in result && result.verdict)).toEqual(claims.map(() => "proved"));
  for (const result of results) {
    if (result.kind !== "size-theorem") throw new Error(result.kind);
    const values = [...result.lines.left, ...result.lines.right.slice(0, -1)].map(({ value }) => value);
    for (const [place, value] of values.entries())
      expect(values.slice(place + 1).some((other) => sameAs(other, value))).toBe(false);
  }
});

it("says each equation once: of quotients, and of what is assumed, but not what follows from these", () => {
  const lines = ["size i, k, n, s, t, p >= 0", "assume k == 2*n + 1", "tensor a[i]", "tensor w[k]"];
  const sizes = ["stride=s", "stride=t, padding=p", "stride=s, padding=p"].map((by) => `size(conv1d(a, w, ${by}), 1)`);
  expect(partOf(textOf(...lines, ...sizes.map((size) => `prove ${size} == ${size}`)), "Sizes")).toMatch(
    [
      "Let i, k, n, s, t, O, O1, O2 ≥ 1 and p, ρ, ρ1, ρ2 ≥ 0 be integers.",
      "",
      "Between the sizes these equations hold:",
      "",
      "  i - k       = s·(O - 1) + ρ",
      "  i + 2·p - k = t·(O1 - 1) + ρ1",
      "  i + 2·p - k = s·(O2 - 1) + ρ2",
      "  k           = 2·n + 1",
      "",
      "Here 0 ≤ ρ < s",
    ].join("\n"),
  );
});

it("tells of letters of any sign, where a claim is refuted, that they are", () => {
  const lines = ["size i, k", "integer p", "tensor a[i]", "tensor w[k]"];
  const claims = ["size(conv1d(a, w, padding=p), 1) == floor(i/k)", "size(pad(a, p), 1) == i + p"];
  expect(partOf(textOf(...lines, ...claims.map((claim) => `prove ${claim}`)), "Sizes")).toBe(
    ["Let i, k ≥ 1 be integers, and p any integers, negative ones included.", "", "Besides, i + 2·p ≥ k."].join("\n"),
  );
});

it("tells of what is refuted the letters and conditions of the worksheet, and no letters that nothing is written in", () => {
  const claims = ["size(avg_pool1d(a, k, stride=s), 1) == floor(i/s)", "size(y, 1) == ceil((i + 2*p - k)/s) + 1"];
  expect(partOf(textOf(...LEFT_OVER, ...claims.map((claim) => `prove ${claim}`)), "Sizes")).toBe(
    [
      "Let i, k, s, O ≥ 1 and p, ρ ≥ 0 be integers.",
      "",
      "Between the sizes this equation holds:",
      "",
      "  i + 2·p - k = s·(O - 1) + ρ",
      "",
      "Here 0 ≤ ρ < s, so that the sizes determine O.",
      "",
      "Besides, i + 2·p ≥ k and i ≥ k.",
    ].join("\n"),
  );
});
