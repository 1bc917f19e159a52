/** Rows of so many terms, sums of so many terms, numbers of equations, and the marks on what vanishes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derive } from "../../src/derive.ts";
import type { Block } from "../../src/render/blocks.ts";
import { documentOf } from "../../src/render/document.ts";
import { latexRows, plainRows } from "../../src/render/latex-rows.ts";
import { printPlain } from "../../src/render/plain.ts";
import { render } from "../../src/render/render.ts";
import type { Visual } from "../../src/render/visual.ts";

const CONVOLUTION = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)";

const letter = (at: number): Visual => ({
  tag: "symbol",
  latex: String.fromCharCode(97 + at),
  plain: String.fromCharCode(97 + at),
  word: false,
  scripts: "none",
});

describe("rows of so many terms", () => {
  const sums = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }).map(
    (signs): Extract<Visual, { tag: "sum" }> => ({
      tag: "sum",
      terms: signs.map((negative, at) => ({ negative, body: letter(at) })),
    }),
  );

  it("have them in their order with their signs, and never more", () => {
    fc.assert(
      fc.property(sums, fc.integer({ min: 1, max: 6 }), (sum, terms) => {
        for (const rows of [latexRows, plainRows].map((break_) => break_(sum, { first: 900, later: 900, terms }))) {
          expect(rows.join("")).toBe(printPlain(sum));
          expect(rows.length).toBe(Math.ceil(sum.terms.length / terms));
          for (const row of rows) expect((row.match(/[a-z]/g) ?? []).length).toBeLessThanOrEqual(terms);
        }
      }),
    );
  });

  it("are in every format", () => {
    const derivation = derive(`${CONVOLUTION}\nexpand y[1,1]`);
    for (const to of ["latex", "markdown", "html"] as const) {
      const [wide, narrow] = [{}, { termsPerLine: 2 }].map((options) => render(derivation, { to, ...options }));
      const joined = /a_\{12\}k_\{12\} \+ a_\{21\}k_\{21\}/;
      expect(joined.test(wide ?? "")).toBe(true);
      expect(joined.test((narrow ?? "").replace(/aria-label="[^"]*"/g, ""))).toBe(false);
      expect(narrow).toContain("+ a_{21}k_{21} + a_{22}k_{22}");
    }
    expect(render(derivation, { to: "text", termsPerLine: 2 })).toMatch(
      /= a₁₁·k₁₁ \+ a₁₂·k₁₂ +\(written out\)\n +\+ a₂₁·k₂₁ \+ a₂₂·k₂₂/,
    );
  });
});

describe("sums of so many terms", () => {
  it("are shortened beyond, and counted", () => {
    const derivation = derive(`${CONVOLUTION}\nexpand y[1,1]`);
    const written = (maxTerms: number): string => render(derivation, { to: "text", maxTerms }).replace(/ +/g, " ");
    expect(written(4)).toContain("= a₁₁·k₁₁ + a₁₂·k₁₂ + a₂₁·k₂₁ + a₂₂·k₂₂ (written out)");
    expect(written(3)).toContain("= a₁₁·k₁₁ + a₁₂·k₁₂ + ⋯ + a₂₂·k₂₂ (written out, 4 terms)");
    expect(written(2)).toContain("= a₁₁·k₁₁ + ⋯ + a₂₂·k₂₂ (written out, 4 terms)");
  });
});

describe("numbers of equations", () => {
  const derivation = derive(`${CONVOLUTION}\nexpand y[1,1]\ngradient L wrt a`);

  it("are the same in every format, and a step names the one that it uses", () => {
    const numbered = {
      latex: /\\tag\{(\d+)\}/g,
      markdown: /\\tag\{(\d+)\}/g,
      text: / {3}\((\d+)\)$/gm,
      html: /<td class="why">\((\d+)\)/g,
    };
    for (const [to, pattern] of Object.entries(numbered)) {
      const text = render(derivation, { to: to as "latex" });
      expect([...text.matchAll(pattern)].map(([, number]) => number)).toEqual(["1", "2", "3"]);
      expect(text).toContain("definition (1)");
    }
  });
});

describe("terms that vanish", () => {
  const chainsOf = (block: Block) => (block.tag === "equations" ? block.chains : []);

  it("are marked with 0, exactly those that the next step leaves out", () => {
    const worksheets = [
      `${CONVOLUTION}\njacobian y[2,1] wrt a[2,2]`,
      `${CONVOLUTION}\njacobian y[1,2] wrt k[2,1]`,
      "tensor x[4]\ntensor k[3]\ny = conv_transpose1d(x, k, stride=2)\njacobian y[3] wrt x[2]",
    ];
    let seen = 0;
    for (const worksheet of worksheets) {
      const { blocks } = documentOf(derive(worksheet), "en", "steps");
      for (const { links } of blocks.flatMap(chainsOf)) {
        const taken = links.find(({ why }) => why === "linearity")?.right;
        const left = links.find(({ why }) => why === "other terms vanish")?.right;
        if (taken?.tag !== "sum" || left === undefined) continue;
        const kept = taken.terms.filter(({ body }) => body.tag !== "emphasis");
        expect(kept.map(({ body }) => printPlain(body)).join(" + ")).toBe(printPlain(left));
        expect(kept.length).toBeLessThan(taken.terms.length);
        seen += 1;
      }
    }
    expect(seen).toBe(worksheets.length);
  });

  it("have a brace in every format, and colours only where they are shown", () => {
    const derivation = derive(`${CONVOLUTION}\njacobian y[2,1] wrt a[2,2]`);
    const vanishing = "\\underbrace{\\frac{\\partial}{\\partial a_{22}}(a_{21}k_{11})}_{0}";
    for (const to of ["latex", "markdown", "html"] as const) {
      const text = render(derivation, { to });
      expect(text.replaceAll("\\textcolor{gsfaint}", "")).toContain(vanishing);
    }
    expect(render(derivation, { to: "latex" })).toContain(`\\textcolor{gsfaint}{${vanishing}}`);
    for (const colourless of [
      render(derivation, { to: "latex", fragment: true }),
      render(derivation, { to: "markdown" }),
      render(derivation, { to: "html" }),
    ])
      expect(colourless).not.toContain("textcolor");
  });
});
