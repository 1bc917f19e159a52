/** Figures show exactly the products of the derivation that they stand in, whatever the stride, padding and dilation. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Derivation, Result } from "../../src/derivation/derivation.ts";
import { derive } from "../../src/derive.ts";
import { WorksheetError } from "../../src/error.ts";
import type { Expression } from "../../src/language/syntax.ts";
import type { Block } from "../../src/render/blocks.ts";
import { documentOf } from "../../src/render/document.ts";
import type { Figure } from "../../src/render/figures/figure.ts";
import { svgOfFigure } from "../../src/render/figures/svg.ts";
import { tikzOfFigure } from "../../src/render/figures/tikz.ts";
import { printPlain } from "../../src/render/plain.ts";
import { tableOf } from "../../src/render/symbols.ts";
import { textOfPhrase } from "../../src/render/text.ts";
import { visualOf } from "../../src/render/visualize.ts";

function blocksOf(worksheet: string, lang: "en" | "zh" = "en"): readonly Block[] {
  return documentOf(derive(worksheet), lang, "steps").blocks;
}

function figuresOf(worksheet: string): readonly Figure[] {
  return blocksOf(worksheet).flatMap((block) => (block.tag === "figure" ? [block.figure] : []));
}

/** Factors in a fixed order: `a₁₁·k₁₁`. */
const product = (factors: readonly string[]): string => [...factors].sort().join("·");

/** What lies on each other in the first grid, without what lies on zeros. */
function productsShown({ grids: [field] }: Figure): readonly string[] {
  const cells = field?.rows.flat() ?? [];
  return cells.flatMap(({ kind, label, corner }) =>
    kind === "entry" && label && corner ? [product([printPlain(corner), printPlain(label)])] : [],
  );
}

/** The products of every entry of the results, by the name that the entry has in the text. */
function productsDerived(derivation: Derivation): ReadonlyMap<string, readonly string[]> {
  const plain = (expression: Expression): string => printPlain(visualOf(expression, tableOf(derivation)));
  const found = new Map<string, readonly string[]>();
  const add = (name: Expression, expression: Expression): void => {
    const text = plain(expression);
    found.set(plain(name), text === "0" ? [] : text.split(" + ").map((term) => product(term.split("·"))));
  };
  const index = (array: Expression, at: readonly number[]): Expression => ({
    tag: "index",
    array,
    indices: at.map((place) => ({ tag: "number", text: String(place) })),
  });
  const addAll = (result: Result): void => {
    if (result.kind === "expansion")
      for (const entry of result.entries) add(index(result.of, entry.at), entry.expression);
    if (result.kind !== "gradient") return;
    for (const entry of result.entries) {
      const positional = [result.of, index(result.wrt, entry.wrt)];
      add({ tag: "call", name: "grad", primes: 0, positional, named: [] }, entry.expression);
    }
  };
  for (const result of derivation.results) addAll(result);
  return found;
}

const settings = fc.record({
  rank: fc.constantFrom(1, 2),
  size: fc.integer({ min: 2, max: 5 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  padding: fc.integer({ min: -1, max: 2 }),
  transposed: fc.boolean(),
  flip: fc.boolean(),
  base: fc.constantFrom(0, 1),
  channels: fc.boolean(),
});

type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function worksheetOf(of: Settings): string {
  const { rank, size, kernel, stride, dilation, padding, transposed, flip, base, channels } = of;
  const sizes = [...(channels ? [2] : []), ...Array<number>(rank).fill(size)];
  const kernels = [...(channels ? [2, 2] : []), ...Array<number>(rank).fill(kernel)];
  const call = `conv${transposed ? "_transpose" : ""}${rank}d`;
  return [
    `index ${base}`,
    `tensor a[${sizes}]`,
    `tensor k[${kernels}]`,
    `y = ${call}(a, k, stride=${stride}, dilation=${dilation}, padding=${padding}, flip=${flip})`,
    "loss L(y)",
    "expand y",
    "gradient L wrt a",
    "gradient L wrt k",
  ].join("\n");
}

describe("a window", () => {
  it("shows the products of its entry, all of them where there is one channel", () => {
    let [shown, withGaps] = [0, 0];
    fc.assert(
      fc.property(settings, (of) => {
        const worksheet = worksheetOf(of);
        let derivation: ReturnType<typeof derive>;
        try {
          derivation = derive(worksheet);
        } catch (error) {
          if (error instanceof WorksheetError) return;
          throw error;
        }
        const derived = productsDerived(derivation);
        const { blocks } = documentOf(derivation, "en", "steps");
        for (const block of blocks) {
          if (block.tag !== "figure" || block.figure.grids.length !== 3) continue;
          const [, entry] = block.figure.caption;
          if (typeof entry !== "object" || !("math" in entry)) throw new Error("the caption begins with the entry");
          const expected = derived.get(printPlain(entry.math));
          const products = productsShown(block.figure);
          if (of.channels) expect(expected).toEqual(expect.arrayContaining([...products]));
          else expect([...products].sort()).toEqual([...(expected ?? ["no entry"])].sort());
          shown += 1;
          if (textOfPhrase(block.figure.grids[0]?.heading ?? []).includes("between")) withGaps += 1;
        }
      }),
      // Of some settings there is no window.
      { numRuns: 120 },
    );
    expect(shown).toBeGreaterThan(40);
    expect(withGaps).toBeGreaterThan(2);
  });

  it("lies turned on the padded upstream gradient", () => {
    const [, gradient] = figuresOf("tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt a");
    expect(gradient && textOfPhrase(gradient.caption)).toBe(
      "The products in ∂L/∂a₁₂: k, turned by 180°, lies on δ, and what lies on each other is multiplied. Dashed cells are zeros that do not belong to δ.",
    );
    expect(gradient && textOfPhrase(gradient.alternative)).toBe(
      "For ∂L/∂a₁₂, k₁₂ lies on δ₁₁ and k₁₁ lies on δ₁₂; 2 entries of the window lie on zeros.",
    );
    const rows = gradient?.grids[0]?.rows.map((row) => row.map(({ label }) => label && printPlain(label)).join(" "));
    expect(rows).toEqual(["0 0 0 0", "0 δ₁₁ δ₁₂ 0", "0 δ₂₁ δ₂₂ 0", "0 0 0 0"]);
  });

  it("is left out where it would be too large to read, and where nothing slides", () => {
    expect(figuresOf("tensor a[40,40]\ntensor k[3,3]\ny = conv2d(a, k)\nexpand y[1,1]")).toEqual([]);
    expect(figuresOf("tensor W[2,3]\ntensor a[3]\nz = W @ a\nexpand z")).toEqual([]);
  });
});

describe("a matrix", () => {
  it("has the derivatives in its cells, and beside it the transpose", () => {
    const figures = figuresOf("tensor a[4]\ntensor k[2]\ny = conv1d(a, k, stride=2)\njacobian y wrt a");
    const matrix = figures.find(({ grids }) => grids.length === 2);
    const cells = matrix?.grids.map(({ rows }) =>
      rows.map((row) => row.map(({ label }) => (label ? printPlain(label) : "·")).join(" ")),
    );
    expect(cells).toEqual([
      ["k₁ k₂ · ·", "· · k₁ k₂"],
      ["k₁ ·", "k₂ ·", "· k₁", "· k₂"],
    ]);
    expect(matrix?.grids.map(({ rowHeads }) => rowHeads?.map(printPlain).join(" "))).toEqual(["y₁ y₂", "a₁ a₂ a₃ a₄"]);
  });
});

describe("counts", () => {
  it("are those of the checkerboard where the stride does not divide the kernel", () => {
    const worksheet = "tensor x[4]\ntensor k[3]\ny = conv1d(x, k, stride=2)\nloss L(y)\ngradient L wrt x";
    const wide = worksheet.replace("x[4]", "x[7]");
    const counts = figuresOf(wide).find(({ grids }) => grids.length === 1);
    expect(counts?.grids[0]?.rows.map((row) => row.map(({ label }) => label && printPlain(label)))).toEqual([
      ["1", "1", "2", "1", "2", "1", "1"],
    ]);
  });
});

describe("both drawings", () => {
  it("have every cell and every label, in both languages", () => {
    const worksheet = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\njacobian y wrt a\ngradient L wrt a";
    for (const lang of ["en", "zh"] as const) {
      const figures = blocksOf(worksheet, lang).flatMap((block) => (block.tag === "figure" ? [block] : []));
      expect(figures.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
      for (const { figure } of figures) {
        const cells = figure.grids.reduce((count, { rows }) => count + rows.flat().length, 0);
        const labels = figure.grids.reduce(
          (count, { rows, rowHeads = [], columnHeads = [] }) =>
            count + 1 + rowHeads.length + columnHeads.length + rows.flat().flatMap(labelsOf).length,
          0,
        );
        const svg = svgOfFigure(figure, textOfPhrase(figure.alternative), "file");
        const tikz = tikzOfFigure(figure, textOfPhrase);
        expect([svg.split("<rect").length - 2, svg.split("<text").length - 1]).toEqual([cells, labels]);
        expect([tikz.split("rectangle").length - 1, tikz.split("\\node").length - 1]).toEqual([cells, labels]);
      }
    }
  });

  it("keep what a name needs from being markup", () => {
    const [figure] = figuresOf('tensor a[3] as "A<b"\ntensor k[2]\ny = conv1d(a, k)\nexpand y');
    if (figure === undefined) throw new Error("no figure");
    expect(svgOfFigure(figure, 'a "quoted" <name>', "inline")).not.toMatch(/<b|<name|"a "/);
  });
});

function labelsOf({ label, corner }: Figure["grids"][number]["rows"][number][number]): readonly unknown[] {
  return [label, corner].filter((one) => one !== undefined);
}
