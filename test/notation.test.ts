/**
 * The `notation` of a worksheet: whatever it says, what is derived is the same, and only how it is written changes.
 */
import fc from "fast-check";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { deriveInParts } from "../src/derive-in-parts.ts";
import { WorksheetError } from "../src/error.ts";
import { makeExercise } from "../src/exercise.ts";
import { checkSheet, prepareProblem } from "../src/homework/check.ts";
import { verify } from "../src/index.ts";
import { choices } from "../src/problem/style.ts";
import { printMarkdown } from "../src/render/markdown.ts";
import { render } from "../src/render/render.ts";
import { expectMistakes, mistakeIn, savedJson } from "./helpers.ts";
import { worksheets } from "./random-sheets.ts";

/** Every choice that is not the usual one, alone. */
const single = Object.entries(choices).flatMap(([habit, words]) =>
  words.slice(1).map((word) => `notation(${habit}="${word}")`),
);

/** Any number of choices. */
const notations = fc
  .record(Object.fromEntries(Object.entries(choices).map(([habit, words]) => [habit, fc.constantFrom(...words)])), {
    requiredKeys: [],
  })
  .filter((record) => Object.keys(record).length > 0)
  .map((record) => {
    const options = Object.entries(record).map(([habit, word]) => `${habit}="${word}"`);
    return `notation(${options.join(", ")})`;
  });

const CONVOLUTION = `tensor a[3,3] = 1..9
tensor k[2,2] = 1..4
y = conv2d(a, k)
loss L(y)
`;

const NETWORK = `tensor x[4,4]
tensor W1[2,2]
tensor b1[1]
tensor W2[2,9]
z1 = conv2d(x, W1, padding=0, bias=b1)
a1 = sigmoid(z1)
z2 = W2 @ flatten(a1, axis=1)
loss L(z2)
gradient L wrt W2
gradient L wrt z1
gradient L wrt W1
expand z1[1,1]
`;

const LETTERS = `size H, K, s, P >= 0
tensor a[H,H]
tensor k[K,K]
y = conv2d(a, k, stride=s, padding=P)
loss L(y)
gradient L wrt k
jacobian y wrt a
prove grad(L, a) == conv_transpose2d(delta, k, stride=s, padding=P, output_shape=(H, H))
`;

const sheets: Readonly<Record<string, string>> = {
  convolution: `${CONVOLUTION}expand y\njacobian y wrt a\ngradient L wrt a\nviews y wrt a\nprove grad(L, a) == conv_transpose2d(delta, k)`,
  network: NETWORK,
  letters: LETTERS,
};

/** All that a saved derivation says, without how it is written. */
function said(json: string): unknown {
  return JSON.parse(json, (key, value) =>
    ["latex", "worksheet", "file", "notation"].includes(key) ? undefined : value,
  );
}

/** Every formula of a document in JSON. */
function formulasIn(json: string): string[] {
  const found: string[] = [];
  JSON.parse(json, (key, value) => {
    if (key === "latex" && typeof value === "string") found.push(value);
    return value;
  });
  return found;
}

function typeset(latex: string): void {
  expect(() => katex.renderToString(latex, { strict: "error", throwOnError: true }), latex).not.toThrow();
}

const latexOf = (worksheet: string): string =>
  render(derive(worksheet), { to: "latex" }).replaceAll("\\allowbreak ", "");
const entryLatex = (worksheet: string): string[] => formulasIn(savedJson(worksheet, "results"));

describe.each(Object.entries(sheets))("a worksheet (%s)", (_, sheet) => {
  it.each(single)("says the same in every notation, and is verified: %s", (notation) => {
    const plain = savedJson(sheet);
    const styled = savedJson(`${notation}\n${sheet}`);
    expect(said(styled)).toEqual(said(plain));
    expect(() => verify(styled)).not.toThrow();
    for (const latex of new Set(formulasIn(styled))) typeset(latex);
    for (const options of [{ to: "latex" }, { to: "html", lang: "zh" }, { to: "text" }] as const)
      expect(render(derive(`${notation}\n${sheet}`), options).length).toBeGreaterThan(500);
  });
});

it("random worksheets say the same in random notations", { timeout: 120_000 }, () => {
  const counts = { same: 0, mistakes: 0 };
  fc.assert(
    fc.property(worksheets, notations, (sheet, notation) => {
      try {
        const plain = savedJson(sheet);
        const styled = savedJson(`${notation}\n${sheet}`);
        expect(said(styled)).toEqual(said(plain));
        for (const latex of new Set(formulasIn(styled))) typeset(latex);
        // Formulas that differ in the plain notation differ in every other, but for the two names of a derivative.
        const isOneName = notation.includes("partial");
        if (!isOneName) expect(new Set(formulasIn(styled)).size).toBe(new Set(formulasIn(plain)).size);
        counts.same++;
      } catch (error) {
        if (!(error instanceof WorksheetError)) throw error;
        counts.mistakes++;
      }
    }),
    { numRuns: 60, seed: 11, interruptAfterTimeLimit: 60_000 },
  );
  console.log(`random notations: ${JSON.stringify(counts)}`);
  expect(counts.same).toBeGreaterThan(15);
});

describe("an exercise", () => {
  const sheet = `${CONVOLUTION}given delta = [[1,0],[0,1]]\nexpand y\njacobian y wrt a\ngradient L wrt a\n`;

  it.each(single)("has a key that is correct when it is read: %s", (notation) => {
    for (const worksheet of [sheet, NETWORK]) {
      const { key, problem } = makeExercise(`${notation}\n${worksheet}`, { seed: 3 });
      const { claims } = checkSheet(prepareProblem(problem, "p.grad"), printMarkdown(key), {
        file: "key.md",
        format: "md",
      });
      expect(claims.length).toBeGreaterThan(3);
      const text = printMarkdown(key);
      const wrong = claims.filter(({ verdict }) => verdict !== "correct");
      expect(wrong.map(({ span, verdict }) => `${verdict} ${text.slice(span.start, span.end)}`)).toEqual([]);
    }
  });
});

const inParts = (worksheet: string, to: "json" | "latex"): string => {
  const chunks: Buffer[] = [];
  deriveInParts(worksheet, { to, detail: "results" }, (bytes) => chunks.push(Buffer.from(bytes)));
  return Buffer.concat(chunks).toString("utf8");
};

describe("a large result", () => {
  const large =
    "tensor a[40,40]\ntensor k[3,3]\nz = conv2d(a, k)\nh = sigmoid(z)\nloss L(h)\ngradient L wrt a\ngradient L wrt z\njacobian z wrt k\n";

  it.each(single)("is written in parts as it is written whole: %s", (notation) => {
    const worksheet = `${notation}\n${large}`;
    const whole = render(derive(worksheet, { detail: "results" }), { to: "json" });
    const parts = inParts(worksheet, "json");
    expect(parts === whole ? "the same" : parts.slice(0, 3000)).toEqual(
      parts === whole ? "the same" : whole.slice(0, 3000),
    );
    expect(inParts(worksheet, "latex")).toContain("\\end{align");
  });
});

describe("notation(…)", () => {
  const gradient = (notation: string, what = "gradient L wrt a[1,2]"): string =>
    entryLatex(`${notation}\n${CONVOLUTION}${what}`).join(" | ");
  const document = (notation: string, what = "gradient L wrt a[1,2]"): string =>
    latexOf(`${notation}\n${CONVOLUTION}${what}`);

  it("puts commas between indices, everywhere or only where they are needed", () => {
    expect(gradient('notation(indices="commas")')).toContain("\\delta_{1,1}k_{1,2} + \\delta_{1,2}k_{1,1}");
    const wide = (notation: string): string[] =>
      entryLatex(`${notation}\ntensor w[1,2,1,2]\ntensor v[2,12]\ny = 2*w\nz = 3*v\nexpand y[1,2,1,1]\nexpand z[1,2]`);
    expect(wide("")).toEqual(expect.arrayContaining(["2w_{1,2,1,1}", "3v_{1,2}"]));
    expect(wide('notation(indices="together")')).toEqual(expect.arrayContaining(["2w_{1211}", "3v_{1,2}"]));
  });

  it("sets arrays in bold and entries in italic", () => {
    const latex = document('notation(tensors="bold")');
    expect(latex).toContain("\\mathbf{y} = \\mathrm{conv2d}(\\mathbf{a},\\,\\mathbf{k})");
    expect(latex).toContain("\\boldsymbol{\\delta} = \\frac{\\partial L}{\\partial\\mathbf{y}}");
    expect(latex).toContain("\\delta_{11}k_{12}");
    const names = latexOf(
      'notation(tensors="bold")\ntensor w1[2]\ntensor v[2] as "\\hat{v}^{l}"\ntensor word[2]\ny = w1 * v * word\nexpand y',
    );
    expect(names).toContain("\\mathbf{w}^{(1)}\\odot \\boldsymbol{\\hat{v}}^{l}\\odot \\mathbf{word}");
  });

  it("writes derivatives on the line, each product with a dot behind a quotient", () => {
    const latex = document('notation(derivative="slash")');
    expect(latex).toContain(
      "\\partial L/\\partial a_{12} &= \\partial L/\\partial y_{11}\\cdot \\partial y_{11}/\\partial a_{12}",
    );
    expect(latex).not.toContain("\\frac");
  });

  it("writes ∂L/∂y for δ, and leaves out what would say the same twice", () => {
    const latex = document('notation(delta="partial")');
    expect(latex).not.toContain("delta_{");
    expect(latex).not.toContain("upstream gradient]");
    expect(latex).toContain(
      "&= \\frac{\\partial L}{\\partial y_{11}}k_{12} + \\frac{\\partial L}{\\partial y_{12}}k_{11}",
    );
    expect(latex).toContain(
      "The array $\\frac{\\partial L}{\\partial y}$ holds the derivatives of $L$ by the entries of $y$",
    );
    const network = latexOf(`notation(delta="partial")\n${NETWORK}`);
    expect(network).toContain("\\frac{\\partial L}{\\partial z^{(1)}_{11}}x_{11}");
    expect(network).not.toContain("\\delta");
  });

  it("puts a derivative into brackets before a power", () => {
    const squares = (notation: string): string[] => entryLatex(`${notation}\n${CONVOLUTION}q = delta^2\nexpand q[1,1]`);
    expect(squares('notation(delta="partial")')).toContain("\\left(\\frac{\\partial L}{\\partial y_{11}}\\right)^{2}");
    expect(squares('notation(delta="partial", derivative="slash")')).toContain("(\\partial L/\\partial y_{11})^{2}");
  });

  it("keeps the name that the author gave a gradient", () => {
    const named = document('notation(delta="partial")', 'name delta as "g"\ngradient L wrt a[1,2]');
    expect(named).toContain("g_{11}k_{12} + g_{12}k_{11}");
  });

  it("writes the number of a layer above, in either bracket or bare, or below", () => {
    const layer = (layers: string): string[] =>
      entryLatex(
        `notation(layers="${layers}")\n${NETWORK.replace("expand", "expand W1[1,1]*W1[1,2]^2\nexpand")}`,
      ).slice(-40);
    const shows = (layers: string, ...formulas: string[]): void => {
      for (const formula of formulas) expect(layer(layers).join("\n")).toContain(formula);
    };
    shows("superscript", "\\sigma'(z^{(1)}_{11})", "W^{(2)}_{11}", "(W^{(1)}_{12})^{2}", "\\delta^{(1)}_{11}");
    shows("brackets", "\\sigma'(z^{[1]}_{11})", "W^{[2]}_{11}", "(W^{[1]}_{12})^{2}", "\\delta^{[1]}_{11}");
    shows("bare", "\\sigma'(z^{1}_{11})", "W^{2}_{11}", "(W^{1}_{12})^{2}", "\\delta^{1}_{11}");
    shows("subscript", "\\sigma'((z_{1})_{11})", "(W_{2})_{11}", "(W_{1})_{12}^{2}", "(\\delta_{z_{1}})_{11}");
  });

  it("writes a convolution by its name, or as a sign that a sentence explains", () => {
    const defined = (convolution: string, call = 'conv2d(a, k, stride=2, padding="same")'): string =>
      latexOf(`notation(convolution="${convolution}")\n${CONVOLUTION}b = ${call}\nexpand b`);
    expect(defined("name")).toContain("$b = \\mathrm{conv2d}(a,\\,k,\\,\\mathrm{stride}=2,");
    expect(defined("conv")).toContain("$b = \\mathrm{conv}(a,\\,k,\\,\\mathrm{stride}=2,");
    expect(defined("star")).toContain("$b = a \\star_{\\mathrm{stride}=2,\\,\\mathrm{padding}=\\text{same}} k$");
    expect(defined("asterisk")).toContain("$b = a \\ast_{\\mathrm{stride}=2,\\,\\mathrm{padding}=\\text{same}} k$");
    expect(defined("star")).toContain("the sign $\\star$ is cross-correlation");
    expect(defined("star")).not.toContain("turned by 180");
    // Another meaning has another sign, or its name.
    expect(defined("star", "conv2d(a, k, flip=true)")).toContain("$b = a \\ast k$");
    expect(defined("star", "conv2d(a, k, flip=true)")).toContain(
      "The sign $\\ast$ is convolution in the mathematical sense",
    );
    expect(defined("asterisk", "conv2d(a, k, flip=true)")).toContain("\\mathrm{conv2d}(a,\\,k,\\,\\mathrm{flip}=");
    expect(defined("star", "conv2d(a, k, bias=[1])*2 + conv2d(a + a, k)")).toContain(
      "$b = (a \\star k + (1))\\cdot 2 + (a + a) \\star k$",
    );
    expect(defined("star", "conv_transpose2d(a, k)")).toContain("transpose2d}(a,\\,k)$");
  });

  it("tells whoever reads homework what the sign means", () => {
    const verdict = (notation: string, claim: string): string[] => {
      const problem = prepareProblem(`${notation}\n${CONVOLUTION}`, "p.grad");
      const { claims } = checkSheet(problem, `$$${claim}$$`, { file: "s.md", format: "md" });
      return claims.map(({ verdict }) => verdict);
    };
    for (const [word, sign] of [
      ["star", "\\star"],
      ["asterisk", "\\ast"],
    ] as const) {
      const notation = `notation(convolution="${word}")`;
      expect(verdict(notation, `y = a ${sign} k`)).toEqual(["correct"]);
      expect(verdict(notation, `y = a ${sign} \\mathrm{rot180}(k)`)).toEqual(["wrong"]);
      expect(verdict("", `y = a ${sign} \\mathrm{rot180}(k)`)).not.toEqual(["wrong"]);
    }
  });

  it("names the layout of matrices of derivatives, and sets them in it", () => {
    const sheet = "tensor x[3]\ntensor W[2,3]\nz = W @ x\nloss L(z)\njacobian z wrt x\ngradient L wrt x\n";
    const written = (layout: string, what = sheet): string =>
      render(derive(`notation(layout="${layout}")\n${what}`), { to: "text" });
    const lines = (text: string): string => text.replace(/\s+/g, " ");
    expect(written("numerator")).toMatch(/⎡ W₁₁ {2}W₁₂ {2}W₁₃ ⎤\n[^⎣]*⎣ W₂₁ {2}W₂₂ {2}W₂₃ ⎦/);
    expect(written("denominator")).toMatch(/⎡ W₁₁ {2}W₂₁ ⎤\n +∂z\/∂x = ⎢ W₁₂ {2}W₂₂ ⎥\n +⎣ W₁₃ {2}W₂₃ ⎦/);
    for (const layout of ["numerator", "denominator"]) {
      expect(lines(written(layout))).toContain(`Derivatives by a vector stand in ${layout} layout`);
      expect(lines(written(layout))).toContain(`The Jacobian matrix in ${layout} layout, a row for each entry of`);
      expect(written(layout, `${CONVOLUTION}jacobian y wrt a`)).not.toContain("layout");
    }
    expect(written("tables")).not.toContain("layout");
  });

  it("also says where indices start", () => {
    expect(gradient("notation(index=0)", "gradient L wrt a[0,1]")).toContain("\\delta_{00}k_{01}");
    expect(gradient("index 0\nnotation(index=0)", "gradient L wrt a[0,1]")).toContain("\\delta_{00}k_{01}");
    expect(mistakeIn("index 1\nnotation(index=0)\ntensor a[2]")).toBe(
      "1:1 (syntax) `index 1` and `notation(index=0)` contradict each other; one of them is enough",
    );
  });

  it("goes on inside its bracket, and may stand anywhere and more than once", () => {
    const spread = gradient('notation(\n  indices="commas",   # as in the lecture\n  derivative="slash",\n)');
    expect(spread).toBe(gradient('notation(indices="commas")\nnotation(derivative="slash")'));
    expect(entryLatex(`${CONVOLUTION}expand y[1,1]\nnotation(indices="commas")`)).toEqual(
      entryLatex(`notation(indices="commas")\n${CONVOLUTION}expand y[1,1]`),
    );
  });

  it("has mistakes with their mend", () => {
    expectMistakes({
      'notation(indexes="commas")': "1:10 (argument) `notation` has no option `indexes`; did you mean `indices`?",
      'notation(fraction="slash")':
        "1:10 (argument) `notation` has no option `fraction`; there are `delta`, `indices`, `tensors`, `derivative`, `layers`, `convolution`, `layout`, `index`",
      'notation(tensors="blod")':
        '1:18 (argument) `tensors` is `"italic"` or `"bold"`, and not `"blod"`; did you mean `"bold"`?',
      "notation(tensors=bold)":
        '1:18 (argument) `tensors` is `"italic"` or `"bold"`, and not `bold`; did you mean `"bold"`?',
      "notation(indices=2)": '1:18 (argument) `indices` is `"auto"` or `"commas"` or `"together"`, and not `2`',
      'notation(layout="nchw")':
        '1:17 (argument) `layout` is `"tables"` or `"numerator"` or `"denominator"`, and not `"nchw"`; the axes of tensors are a statement of their own: `layout nchw`',
      "notation(index=2)": "1:16 (argument) indices start at 0 or at 1: `index=0` or `index=1`, not `2`",
      'notation(tensors="bold")\nnotation(tensors="italic")':
        "2:10 (argument) `tensors` holds for the whole worksheet and is said once",
      notation:
        '1:9 (syntax) `notation` is not complete; it is written as in `notation(tensors="bold", indices="commas")`',
      "notation bold":
        '1:10 (syntax) `notation` is written as in `notation(tensors="bold", indices="commas")`; found `bold`',
      'notation("bold")':
        '1:10 (syntax) an option has its name before it, as in `notation(tensors="bold", indices="commas")`; found `"bold"`',
      "notation(bold)":
        '1:14 (syntax) an option has its value behind it, as in `notation(tensors="bold", indices="commas")`; found `)`',
      'notation tensors="bold"':
        '1:10 (syntax) `notation` is written as in `notation(tensors="bold", indices="commas")`; found `tensors`',
      'notation = "bold"':
        '1:1 (syntax) `notation` opens a statement, as in `notation(tensors="bold", indices="commas")`; it cannot be the name of a definition',
    });
  });
});
