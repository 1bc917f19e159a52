/** The sample derivations in every format and language. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import type { Derivation } from "../../src/derivation/derivation.ts";
import { parseExpression } from "../../src/language/parse.ts";
import { derivationToJson } from "../../src/render/json.ts";
import { loadKatexAssets } from "../../src/render/katex-assets.ts";
import { latexOfExpression } from "../../src/render/latex.ts";
import { safeInline } from "../../src/render/markdown-text.ts";
import { render } from "../../src/render/render.ts";
import { tableOf } from "../../src/render/symbols.ts";
import { checked, convolution, e, layer } from "./sample.ts";

const samples = { convolution, layer };
const languages = ["en", "zh"] as const;

function typeset(latex: string, displayMode: boolean): string {
  return katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode, maxExpand: 1e6 });
}

describe.each(Object.entries(samples))("%s", (_, sample) => {
  it.each(languages)("in Markdown (%s) has only formulas that KaTeX takes, safe from Markdown", (lang) => {
    const parts = render(checked(sample), { to: "markdown", lang }).split(/^\$\$$/m);
    expect(parts.length).toBeGreaterThan(20);
    parts.forEach((part, at) => {
      if (at % 2 === 1) return typeset(part.trim(), true);
      expect(part).not.toMatch(/\\operatorname|\\mbox|\\label/);
      for (const [, latex = ""] of part.matchAll(/(?<!\\)\$([^$]+)(?<!\\)\$/g)) {
        typeset(latex, false);
        expect(latex).not.toMatch(/\\[^A-Za-z]|[^A-Za-z0-9]_\S|^\s|\s$/);
      }
    });
  });

  it.each(languages)("in HTML (%s) is a whole page without mistakes and without anything from elsewhere", (lang) => {
    const html = render(checked(sample), { to: "html", lang, assets: loadKatexAssets() });
    expect(html).toMatch(/^<!DOCTYPE html>/);
    expect(html).toContain(lang === "zh" ? '<html lang="zh-CN">' : '<html lang="en">');
    expect(html).not.toMatch(
      /class="katex-error|<script src|<link(?! rel="icon" href="data:,")|url\((?!"?data:)|src="/,
    );
    expect(html).toContain("@font-face");
  });

  it.each(languages)("in LaTeX (%s) has no long line, and no blank line in a display", (lang) => {
    const latex = render(checked(sample), { to: "latex", lang });
    expect(Math.max(...latex.split("\n").map((line) => line.length))).toBeLessThan(2000);
    for (const [display] of latex.matchAll(/\\begin\{(align|gather|alignat)\*\}[\s\S]*?\\end\{\1\*\}/g)) {
      expect(display).not.toContain("\n\n");
    }
  });

  it.each(languages)("in text (%s) keeps to lines of 100 columns, tables excepted", (lang) => {
    const lines = render(checked(sample), { to: "text", lang }).split("\n");
    const long = lines.filter((line) => [...line].length > 100 && !/[[⎡⎢⎣]/.test(line));
    expect(long).toEqual([]);
  });

  it("in JSON has text that reads back to the same LaTeX", () => {
    const visit = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(visit);
      else if (typeof node === "object" && node !== null) {
        const { text, latex } = node as { text?: unknown; latex?: unknown };
        if (typeof text === "string") expect(latexOfExpression(parseExpression(text), tableOf(sample))).toBe(latex);
        Object.values(node).forEach(visit);
      }
    };
    visit(derivationToJson(checked(sample)));
  });
});

describe("what a document says", () => {
  const text = (derivation: Derivation, detail: "results" | "steps" = "steps"): string =>
    render(checked(derivation), { to: "text", detail });

  it("derives an entry step by step, with the rule beside each step", () => {
    expect(text(convolution)).toContain(
      [
        "  ∂y₁₁/∂a₁₁ = ∂/∂a₁₁ Σ(u=1..2, v=1..2) a[u,v]·k[u,v]                   (definition (1))",
        "            = ∂/∂a₁₁ (a₁₁·k₁₁ + a₁₂·k₁₂ + a₂₁·k₂₁ + a₂₂·k₂₂)           (written out)",
        "            = ∂/∂a₁₁ (a₁₁·k₁₁) + ∂/∂a₁₁ (a₁₂·k₁₂) + ∂/∂a₁₁ (a₂₁·k₂₁)   (linearity)",
        "                + ∂/∂a₁₁ (a₂₂·k₂₂)",
        "            = ∂/∂a₁₁ (a₁₁·k₁₁)                                         (other terms vanish)",
        "            = k₁₁                                                      (differentiation)",
        "            = 1                                                        (values put in)",
      ].join("\n"),
    );
  });

  it("counts entries that are like one before, and derives all of them at full detail", () => {
    const steps = text(convolution);
    expect(steps.match(/\(definition \(1\)\)/g)).toHaveLength(1);
    expect(steps).toContain("The other 15 entries were derived and checked in the same way.\n");
    expect(steps.match(/--detail full/g)).toHaveLength(1);
    const full = render(checked(convolution), { to: "text", detail: "full" });
    expect(full).not.toContain("in the same way");
    expect(full.match(/\(definition \(1\)\)/g)).toHaveLength(16);
  });

  it("shows a table of letters and one of numbers for every output", () => {
    const latex = render(checked(convolution), { to: "latex", detail: "results" });
    expect(latex).toContain("\\frac{\\partial y_{11}}{\\partial a} = \\begin{bmatrix} k_{11} & k_{12} & 0 \\\\\n");
    expect(latex).toContain(
      "\\frac{\\partial y_{22}}{\\partial a} = \\begin{bmatrix} 0 & 0 & 0 \\\\\n    0 & 1 & 2 \\\\\n    0 & 3 & 4",
    );
    expect(latex).not.toContain("\\tag*");
  });

  it("writes equal sides of a proof once, and shows a counterexample", () => {
    const full = render(checked(convolution), { to: "text", detail: "full" });
    expect(full).toContain("  left₁₁ = δ₁₁·k₁₁ = right₁₁\n");
    expect(text(convolution)).toContain(
      "✗ Refuted. At entry (1, 1), with δ₁₁ = 1, k₁₁ = 1 and every other letter 0, the left side is 1 and",
    );
  });

  it("lists many entries, each with its value, and rounds decimals", () => {
    expect(text(layer)).toContain("  ∂z1[2]/∂W1[2,7]    = x₇ = 7/3\n");
    expect(text(layer)).toMatch(/≈ 0\.196612 /);
  });

  it("says that an asked-for derivative is zero", () => {
    const result = {
      kind: "jacobian",
      of: e("y[1,1]"),
      wrt: e("a[3,3]"),
      shape: { of: [2, 2], wrt: [3, 3] },
      entries: [],
      remarks: [],
    } as const;
    expect(text({ ...convolution, results: [result] })).toContain("∂y₁₁/∂a₃₃ = 0");
  });

  it("leaves the frame out of a fragment", () => {
    const latex = render(checked(convolution), { to: "latex", fragment: true });
    expect(latex).not.toMatch(/documentclass|begin\{document\}/);
    expect(render(checked(convolution), { to: "html", fragment: true })).toMatch(/^<div class="gradscribe" lang="en">/);
  });
});

describe("inline formulas in Markdown", () => {
  it.each([
    ["W^{(1)}_{11}", "W^{(1)}_ {11}"],
    ["a,\\,b", "a,\\thinspace b"],
    ["\\mathrm{leaky\\_relu}", "\\mathrm{leaky\\text{-}relu}"],
    ["[a < b]", "[a \\lt b]"],
    ["\\text{``same''}", "\\text{“same”}"],
  ])("%s becomes %s", (latex, expected) => expect(safeInline(latex)).toBe(expected));
});

describe("90,000 entries", () => {
  const entries = Array.from({ length: 90_000 }, (_, at) => {
    const [i, j] = [Math.floor(at / 300) + 1, (at % 300) + 1];
    return { of: [i], wrt: [j], expression: e(`k[${(i % 2) + 1},${(j % 2) + 1}]`), value: "3" };
  });
  const jacobian = {
    kind: "jacobian",
    of: e("y"),
    wrt: e("a"),
    shape: { of: [300], wrt: [300] },
    entries,
    remarks: [],
  } as const;
  const large: Derivation = { ...convolution, results: [jacobian] };

  it.each(["latex", "html", "markdown", "text", "json"] as const)("are printed as %s in about a second", (to) => {
    const start = performance.now();
    expect(render(checked(large), { to }).length).toBeGreaterThan(1e6);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
