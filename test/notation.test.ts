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
    for (const to of ["latex", "html", "markdown", "text"] as const)
      for (const lang of ["en", "zh"] as const)
        expect(render(derive(`${notation}\n${sheet}`), { to, lang }).length).toBeGreaterThan(500);
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
        // Formulas that differ in the plain notation differ in every other.
        expect(new Set(formulasIn(styled)).size).toBe(new Set(formulasIn(plain)).size);
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
      for (const { line, verdict } of claims) expect(`line ${line} ${verdict}`).toBe(`line ${line} correct`);
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
        "1:10 (argument) `notation` has no option `fraction`; there are `indices`, `tensors`, `derivative` and `index`",
      'notation(tensors="blod")':
        '1:18 (argument) `tensors` is `"italic"` or `"bold"`, and not `"blod"`; did you mean `"bold"`?',
      "notation(tensors=bold)":
        '1:18 (argument) `tensors` is `"italic"` or `"bold"`, and not `bold`; did you mean `"bold"`?',
      "notation(indices=2)": '1:18 (argument) `indices` is `"auto"`, `"commas"` or `"together"`, and not `2`',
      "notation(index=2)": "1:16 (argument) indices start at 0 or at 1: `index=0` or `index=1`, not 2",
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
