/**
 * What a writeup of a network looks like: general formulas, one entry of each kind, nothing twice, nothing left out
 * without being counted.
 */
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { render } from "../src/render/render.ts";
import { exampleDerivation } from "./tools/examples.ts";

type Language = "en" | "zh";

const textOf = (worksheet: string, lang: Language = "en"): string => render(derive(worksheet), { to: "text", lang });
/** Without the ends of lines, which stand where the width asks for them. */
const flat = (text: string): string => text.replace(/\s+/g, " ");
const count = (text: string, part: string): number => text.split(part).length - 1;

/** The part of a document under a heading, up to the next heading. */
function under(text: string, heading: string): string {
  const [, after = ""] = text.split(`${heading}\n`);
  const [, ...lines] = after.split("\n");
  const end = lines.findIndex((line, at) => at > 0 && /^(-+|·+)$/.test(line));
  return lines.slice(0, end < 0 ? undefined : end - 1).join("\n");
}

const NETWORK = `
layout nchw
tensor x[1,6,6]
tensor k1[2,1,3,3]
tensor k2[2,2,2,2]
z1 = conv2d(x, k1)
a1 = relu(z1)
z2 = conv2d(a1, k2)
a2 = relu(z2)
p2 = max_pool2d(a2, 3)
loss L(p2)
gradient L wrt z2
gradient L wrt k2
gradient L wrt z1
gradient L wrt k1
gradient L wrt x
`;

describe("a network", () => {
  const text = textOf(NETWORK);

  it("has a section for each layer, and in it each gradient once", () => {
    const headings = [...text.matchAll(/^(.+)\n(-+|·+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 9)).toEqual([
      "Definitions",
      "What is asked",
      "Layer z2",
      "Gradient of L with respect to z2",
      "Gradient of L with respect to k2",
      "Layer z1",
      "Gradient of L with respect to z1",
      "Gradient of L with respect to k1",
      "Gradient of L with respect to x",
    ]);
  });

  it("says once what holds for all of it: kinks, ties, how much is written out", () => {
    expect(count(text, "relu'(0) = 0")).toBe(1);
    expect(count(text, "A maximum passes the whole gradient on")).toBe(1);
    expect(count(text, "--detail full")).toBe(1);
    const chinese = textOf(NETWORK, "zh");
    expect(count(chinese, "relu'(0) = 0")).toBe(1);
    expect(count(chinese.replace(/\s/g, ""), "若有相等的元素，以最先出现的为最大")).toBe(1);
  });

  it("begins each gradient with its general entry, and the name of δ where it has one", () => {
    expect(flat(under(text, "Gradient of L with respect to z1"))).toContain("δ_z1[i,j,l] = ∂L/∂z1[i,j,l] = (Σ(");
    expect(under(text, "Gradient of L with respect to k1")).toContain("∂L/∂k1[o,1,u,v] = Σ(p=1..4, q=1..4)");
  });

  it("derives a corner, an edge and an interior entry where they differ, and one where all are alike", () => {
    const input = under(text, "Gradient of L with respect to x");
    expect(input.match(/^(Step by step, .* )?(Corner|Edge|Interior):$/gm)).toHaveLength(3);
    expect([...input.matchAll(/^ {2}∂L\/∂(x[₁-₆]+) /gm)].map(([, entry]) => entry)).toEqual([
      "x₁₁₁",
      "x₁₁₂",
      "x₁₁₃",
      "x₁₂₂",
      "x₁₂₃",
      "x₁₃₃",
    ]);
    expect(under(text, "Gradient of L with respect to k1").match(/^ {2}∂L\/∂k1\[\d/gm)).toHaveLength(1);
  });

  it("shortens long sums, and says how many terms they have", () =>
    expect(under(text, "Gradient of L with respect to k1")).toMatch(/chain rule, 16 terms[\s\S]* ⋯/));
});

describe("every example", () => {
  const networks = ["15-depthwise-separable", "16-groups", "17-lenet", "18-residual", "19-classifier"];
  it.each(networks)("%s counts what is left out of each gradient", (name) => {
    const derivation = exampleDerivation(name);
    const text = render(derivation, { to: "text" });
    const whole = derivation.results.flatMap((result) =>
      result.kind === "gradient" && result.entries.length > 1 ? [result] : [],
    );
    expect(whole.length).toBeGreaterThan(2);
    for (const { wrt, entries } of whole) {
      const variable = wrt.tag === "name" ? wrt.name : "?";
      const section = under(text, `Gradient of ${text.includes("∂E") ? "E" : "L"} with respect to ${variable}`);
      const [, , derived = ""] = section
        .split(/^All entries together/m, 1)
        .join()
        .split(/^(Step by step.*)$/m);
      const shown = derived.match(/^ {2}∂[EL]\/∂[^=·]* (=|≈)/gm)?.length ?? 0;
      const [, left = "0"] = /^The other (\d+|entry)/m.exec(section) ?? [];
      expect(`${variable}: ${shown + (left === "entry" ? 1 : Number(left))}`).toBe(`${variable}: ${entries.length}`);
    }
  });
});

it("LeNet's derivation is short: without the calls of the frameworks fewer than 450 lines of text", () => {
  const [derivation = ""] = render(exampleDerivation("17-lenet"), { to: "text" }).split("The same in the frameworks");
  expect(derivation.split("\n").length).toBeLessThan(450);
});

describe("a gradient with many entries", () => {
  const SHEET = "layout nchw\ntensor a[2,12,12]\ntensor k[1,2,3,3]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt a";

  it("has steps for one entry of each kind, in one channel", () => {
    const [result] = derive(SHEET).results;
    const entries = result?.kind === "gradient" ? result.entries : [];
    const derived = entries.filter(({ steps }) => steps !== undefined).map(({ wrt }) => wrt.join());
    expect(entries).toHaveLength(288);
    expect(derived).toEqual(expect.arrayContaining(["1,1,1", "1,1,2", "1,1,3", "1,2,2", "1,3,3"]));
    expect(derived.every((place) => place.startsWith("1,"))).toBe(true);
  });

  it("and says how many follow", () => {
    const text = textOf(SHEET);
    expect(text).toMatch(/The other 282 entries follow from the formula in the same way; --detail full derives each/);
    expect(
      render(derive(SHEET.replaceAll("12", "5"), { detail: "full" }), { to: "text", detail: "full" }),
    ).not.toContain("The other");
  });
});

describe("an array that is used more than once", () => {
  const SHARED =
    "tensor x[4]\ntensor k[3]\nz = conv1d(x, k, padding=1)\nh = tanh(z)\ny = conv1d(h, k, padding=1)\nloss L(y)\ngradient L wrt k";

  it("a shared kernel gets both contributions, and the text says so", () => {
    const text = textOf(SHARED);
    expect(text).toContain("k is used more than once: in z and y.");
    expect(text).toContain("∂L/∂k[u] = Σ(p=1..4) δ_z[p]·x[p+u-2] + Σ(p=1..4) δ[p]·h[p+u-2]");
    expect(text).toMatch(/∂L\/∂k₂ = δ_z\[1\]·x₁ .*δ₁·h₁/);
    expect(textOf(SHARED, "zh")).toContain("k 不止一处用到：z，y。它的梯度是各处传回的贡献之和");
  });

  it("also twice in one definition", () => {
    const text = textOf("tensor x[2]\ny = x*x + x\nloss L(y)\ngradient L wrt x");
    expect(text).toContain("x is used more than once: in y (3 times).");
    expect(text).toContain("∂L/∂x[i] = 2·δ[i]·x[i] + δ[i]");
  });

  it("says nothing of one that is used once", () =>
    expect(textOf("tensor x[2]\ny = tanh(x)\nloss L(y)\ngradient L wrt x")).not.toContain("more than once"));
});

describe("intermediates", () => {
  const SHEET = "tensor x[4]\ntensor k[2]\nz = conv1d(x, k)\nh = tanh(z)\ny = conv1d(h, k)\n";

  it("stay symbols in what is built on them, and are written out where that is asked for", () => {
    expect(textOf(`${SHEET}expand y[1]`)).toMatch(/y₁ = [^x]*\n +(= h₁·k₁ \+ h₂·k₂)/);
    expect(textOf(`${SHEET}expand z[1]`)).toContain("= x₁·k₁ + x₂·k₂");
  });
});

describe("small things", () => {
  it("zeros outside an array are spoken of only where a formula looks there", () => {
    const inside = "tensor a[3]\ntensor k[2]\ny = conv1d(a, k)\nloss L(y)\ngradient L wrt k";
    expect(textOf(inside)).not.toContain("count as 0");
    expect(textOf(inside.replace("wrt k", "wrt a"))).toContain("(entries outside an array count as 0)");
  });

  it("axes of one entry make no tables of one cell", () => {
    const text = textOf(
      "layout nchw\ntensor h[2,2,2]\ntensor w[3,2,1,1]\ny = conv2d(h, w)\nexpand y[1,1,1]\nJ = sum(w)\nexpand J\ngradient J wrt w",
    );
    expect(text).toContain("∂J/∂w[·,·,1,1] = ");
  });

  it("a vector that is wider than the line stands upright", () => {
    const latex = render(derive("tensor W[5,2]\ntensor x[2]\nz = tanh(x)\ny = W @ z\nloss L(y)\ngradient L wrt x"), {
      to: "latex",
    });
    expect(latex).not.toContain("resizebox");
    expect(latex).toMatch(/\\begin\{bmatrix\} [^&]* \\\\/);
  });
});
