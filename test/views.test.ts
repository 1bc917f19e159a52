/**
 * Views of a gradient: small cases worked out by hand, random geometries in which every view must verify, and saved
 * views in which a line was changed, which must not.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ViewLine, ViewRuleId, ViewsResult } from "../src/derivation/derivation.ts";
import { derive } from "../src/derive.ts";
import { verify } from "../src/index.ts";
import { parseExpression } from "../src/language/parse.ts";
import { printExpression } from "../src/language/print.ts";
import { plainStyle } from "../src/problem/style.ts";
import { latexOfExpression } from "../src/render/latex.ts";
import { render } from "../src/render/render.ts";
import { tableOf } from "../src/render/symbols.ts";
import { arrayNamed, mistakeIn, problemOf, savedJson } from "./helpers.ts";
import { at, type Json, outcomeOf, type Path, pathsIn } from "./json.ts";

function viewsOf(worksheet: string): ViewsResult {
  const result = derive(worksheet, { detail: "results" }).results.at(-1);
  if (result?.kind !== "views") throw new Error("the worksheet asks for no views");
  return result;
}

function lineOf(result: ViewsResult, rule: ViewRuleId): ViewLine {
  const line = result.views.flatMap(({ lines }) => lines).find((candidate) => candidate.rule === rule);
  if (line === undefined) throw new Error(`no line ${rule}`);
  return line;
}

/** The page as text, its lines joined. */
function textOfPage(worksheet: string, lang: "en" | "zh"): string {
  return render(derive(worksheet, { detail: "results" }), { to: "text", lang }).replaceAll(
    /\s*\n\s*/g,
    lang === "en" ? " " : "",
  );
}

/** An equation as `left == right`. */
function textOf(result: ViewsResult, rule: ViewRuleId): string {
  const { equation } = lineOf(result, rule);
  return equation === undefined ? "" : `${printExpression(equation.left)} == ${printExpression(equation.right)}`;
}

describe("views by hand", () => {
  it("a 3x3 input under a 2x2 kernel", () => {
    const result = viewsOf("tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\nviews y wrt a");
    expect(result.views.map(({ view }) => view)).toEqual(["scatter", "gather", "matrix", "unfold"]);
    expect(textOf(result, "entry-slope")).toBe("jac(y[p,q], a[m,n]) == k[m-p+1,n-q+1]");
    expect(textOf(result, "scatter-sum")).toBe("grad(L, a[m,n]) == sum(delta[p,q]*k[m-p+1,n-q+1], p=1..2, q=1..2)");
    expect(textOf(result, "scatter-picture")).toBe(
      "grad(L, a) == delta[1,1]*[[k[1,1], k[1,2], 0], [k[2,1], k[2,2], 0], [0, 0, 0]]" +
        " + delta[1,2]*[[0, k[1,1], k[1,2]], [0, k[2,1], k[2,2]], [0, 0, 0]]" +
        " + delta[2,1]*[[0, 0, 0], [k[1,1], k[1,2], 0], [k[2,1], k[2,2], 0]]" +
        " + delta[2,2]*[[0, 0, 0], [0, k[1,1], k[1,2]], [0, k[2,1], k[2,2]]]",
    );
    expect(textOf(result, "scatter-operator")).toBe("grad(L, a) == conv_transpose2d(delta, k)");
    expect(textOf(result, "gather")).toBe("grad(L, a) == conv2d(delta, flip(k), padding=1)");
    expect(textOf(result, "turned")).toBe("flip(k) == [[k[2,2], k[2,1]], [k[1,2], k[1,1]]]");
    expect(lineOf(result, "matrix-size").facts).toEqual({ rows: 4, columns: 9, nonzeros: 16 });
    expect(lineOf(result, "matrix-shift").facts).toEqual({ stride: [1, 1], rows: [2, 2], columns: [3, 3] });
    expect(textOf(result, "matrix-forward")).toMatch(/^\[\[y\[1,1\]\], .*@.*\[\[a\[1,1\]\], \[a\[1,2\]\]/);
    expect(textOf(result, "unfold-forward")).toBe(
      "[[y[1,1], y[1,2], y[2,1], y[2,2]]] == [[k[1,1], k[1,2], k[2,1], k[2,2]]] @ " +
        "[[a[1,1], a[1,2], a[2,1], a[2,2]], [a[1,2], a[1,3], a[2,2], a[2,3]], " +
        "[a[2,1], a[2,2], a[3,1], a[3,2]], [a[2,2], a[2,3], a[3,2], a[3,3]]]",
    );
  });

  it("a stride with a leftover, in one dimension", () => {
    const sheet = "tensor a[6]\ntensor k[3]\ny = conv1d(a, k, stride=2)\nloss L(y)\n";
    const result = viewsOf(`${sheet}views y wrt a`);
    expect(textOf(result, "gather")).toBe("grad(L, a) == conv1d(dilate(delta, 2), flip(k), padding=(2, 3))");
    expect(textOf(result, "stuffed")).toBe("pad(dilate(delta, 2), (2, 3)) == [0, 0, delta[1], 0, delta[2], 0, 0, 0]");
    expect(lineOf(result, "turned-pads").facts).toMatchObject({ leftover: 1, left: 2, right: 3 });
    expect(textOf(result, "scatter-operator")).toBe(
      "grad(L, a) == conv_transpose1d(delta, k, stride=2, output_padding=1)",
    );
    expect(textOf(result, "scatter-picture")).toBe(
      "grad(L, a) == delta[1]*[k[1], k[2], k[3], 0, 0, 0] + delta[2]*[0, 0, k[1], k[2], k[3], 0]",
    );
    const byKernel = viewsOf(`${sheet}views y wrt k`);
    expect(textOf(byKernel, "gather")).toBe("grad(L, k) == conv1d(a, delta, dilation=2)[1..3]");
    expect(lineOf(byKernel, "truncation").facts).toEqual({ axis: 1, count: 3, leftover: 1, step: 1, all: 4 });
    expect(textOf(byKernel, "unfold-backward")).toBe(
      "[[grad(L, k[1])], [grad(L, k[2])], [grad(L, k[3])]] == [[a[1], a[3]], [a[2], a[4]], [a[3], a[5]]] @ [[delta[1]], [delta[2]]]",
    );
  });

  it("a padding that is wider than the kernel reaches crops δ", () => {
    const result = viewsOf("tensor a[3]\ntensor k[2]\ny = conv1d(a, k, padding=2)\nloss L(y)\nviews y wrt a");
    expect(textOf(result, "gather")).toBe("grad(L, a) == conv1d(delta, flip(k), padding=-1)");
    expect(textOf(result, "stuffed")).toBe("pad(delta, -1) == [delta[2], delta[3], delta[4], delta[5]]");
  });

  it("dilation needs an Iverson bracket, and keeps its step in the turned convolution", () => {
    const result = viewsOf("index 0\ntensor a[5]\ntensor k[2]\ny = conv1d(a, k, dilation=3)\nloss L(y)\nviews y wrt a");
    expect(textOf(result, "entry-slope")).toBe("jac(y[p], a[m]) == sum(k[u]*[m == 3*u + p], u=0..1)");
    expect(textOf(result, "gather")).toBe("grad(L, a) == conv1d(delta, flip(k), padding=3, dilation=3)");
  });

  it("a transposed convolution by its input is the convolution itself", () => {
    const sheet = "tensor x[2,2]\ntensor k[2,2]\ny = conv_transpose2d(x, k, stride=2, output_padding=1)\nloss L(y)\n";
    const result = viewsOf(`${sheet}views y wrt x`);
    expect(textOf(result, "gather")).toBe("grad(L, x) == conv2d(delta, k, stride=2)");
    expect(textOf(result, "fold-products")).toMatch(
      /^\[\[k\[1,1\]\].*@ \[\[x\[1,1\], x\[1,2\], x\[2,1\], x\[2,2\]\]\] == /,
    );
    expect(textOf(viewsOf(`${sheet}views y wrt k`), "gather")).toBe(
      "grad(L, k) == conv2d(delta, x, dilation=2)[1..2,1..2]",
    );
  });

  it("two input and output channels", () => {
    const sheet = "tensor a[2,3]\ntensor k[2,2,2]\ntensor b[2]\ny = conv1d(a, k, bias=b)\nloss L(y)\n";
    const result = viewsOf(`${sheet}views y wrt a`);
    expect(textOf(result, "gather")).toBe(
      "grad(L, a) == conv1d(delta, transpose(flip(k, axis=3), (2, 1, 3)), padding=1)",
    );
    expect(lineOf(result, "matrix-size").facts).toEqual({ rows: 4, columns: 6, nonzeros: 16, bias: 1 });
    expect(lineOf(result, "unfold-size").facts).toEqual({
      rows: 4,
      columns: 2,
      outputs: 2,
      groups: 1,
      batch: 1,
      inner: 2,
    });
    expect(textOf(viewsOf(`${sheet}views y wrt k`), "gather")).toBe(
      "grad(L, k) == transpose(conv1d(reshape(a, [2, 1, 3]), reshape(delta, [2, 1, 2])), (2, 1, 3))",
    );
  });

  it("by the kernel with groups: channels of a group are images, and images channels of each group", () => {
    const sheet = "tensor a[2,4,3]\ntensor k[4,2,2]\ny = conv1d(a, k, groups=2)\nloss L(y)\nviews y wrt k";
    expect(textOf(viewsOf(sheet), "gather")).toBe(
      "grad(L, k) == transpose(conv1d(reshape(transpose(reshape(a, [2, 2, 2, 3]), (3, 2, 1, 4)), [2, 4, 3]), " +
        "transpose(delta, (2, 1, 3)), groups=2), (2, 1, 3))",
    );
    expect(lineOf(viewsOf(sheet), "gather").facts).toEqual({ batch: 2, groups: 2, outputs: 2, inner: 2 });
    const depthwise =
      "layout nhwc\ntensor a[3,3,2]\ntensor k[2,2,2,2]\ny = depthwise_conv2d(a, k)\nloss L(y)\nviews y wrt k";
    expect(textOf(viewsOf(depthwise), "gather")).toBe(
      "grad(L, k) == reshape(conv2d(reshape(a, [1, 3, 3, 2]), reshape(delta, [2, 2, 1, 4]), groups=2), [2, 2, 2, 2])",
    );
  });

  it("matrices that are too large are said to give the gradient all the same", () => {
    const sheet = "tensor a[2,9,9]\ntensor k[2,2,3,3]\ny = conv2d(a, k, stride=2, padding=1)\nloss L(y)\n";
    const input = textOfPage(`${sheet}views y wrt a`, "en");
    expect(input).toContain(
      "It is too large to be written out here. The gradient is its transpose applied to δ: vec(∂L/∂a) = Cᵀ @ vec(δ).",
    );
    expect(input).toContain(
      "With the kernel as a matrix K of 2 rows and 18 columns, the windows being U, and δ as a matrix W of 2 rows and 25 columns, " +
        "y is K @ U, and ∂L/∂a is folded from Kᵀ @ W: each of its entries is added to the entry of a that stands at the same place of U.",
    );
    expect(input).toContain("The kernel's input and output channels have changed places.");
    const kernel = textOfPage(`${sheet}views y wrt k`, "en");
    expect(kernel).toContain("∂L/∂k, arranged as the kernel is, is W @ Uᵀ.");
    expect(kernel).toContain(
      "The channels stand where a convolution has its images, and the images where it has the channels: nothing is summed over channels.",
    );
    expect(textOfPage(`${sheet}views y wrt a`, "zh")).toContain("则 y 为 K @ U，而 ∂L/∂a 由 Kᵀ @ W 折叠而成");
  });

  it("says what is missing, and where", () => {
    const sheet = "tensor a[3]\ntensor k[2]\ny = conv1d(a, k)\n";
    expect(mistakeIn(`${sheet}views y wrt a`)).toBe(
      "4:7 (request) `y` has no loss of its own, and its views are written with δ = ∂L/∂y; add `loss L(y)` before",
    );
    expect(mistakeIn(`${sheet}z = y*y\nloss L(z)\nviews z wrt a`)).toMatch(/`z` is no convolution/);
    expect(mistakeIn(`${sheet}loss L(y)\nviews y wrt y`)).toMatch(
      /neither the input nor the kernel of `y`; legal is `a` or `k`/,
    );
    expect(mistakeIn("tensor a[3]\ny = conv1d(a, a)\nloss L(y)\nviews y wrt a")).toMatch(/in more than one way/);
  });
});

/** A worksheet for a random convolution, kept small. */
const geometries = fc
  .record({
    rank: fc.constantFrom(1, 1, 2, 2, 3),
    transposed: fc.boolean(),
    flip: fc.boolean(),
    layout: fc.constantFrom("nchw", "nhwc"),
    channels: fc.constantFrom("bare", "channels", "batch", "depthwise"),
    groups: fc.constantFrom(1, 2),
    outer: fc.integer({ min: 1, max: 2 }),
    inner: fc.integer({ min: 1, max: 2 }),
    bias: fc.boolean(),
    base: fc.constantFrom(0, 1),
    axes: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 5 }),
        kernel: fc.integer({ min: 1, max: 3 }),
        stride: fc.integer({ min: 1, max: 3 }),
        dilation: fc.integer({ min: 1, max: 3 }),
        before: fc.integer({ min: -1, max: 4 }),
        after: fc.integer({ min: -1, max: 4 }),
        extra: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    by: fc.constantFrom("a", "k"),
  })
  .map((of) => (of.channels === "depthwise" ? { ...of, rank: 2, transposed: false } : of));

interface Geometry {
  readonly rank: number;
  readonly transposed: boolean;
  readonly flip: boolean;
  readonly layout: string;
  readonly channels: string;
  readonly groups: number;
  readonly outer: number;
  readonly inner: number;
  readonly bias: boolean;
  readonly base: number;
  readonly axes: readonly Record<"size" | "kernel" | "stride" | "dilation" | "before" | "after" | "extra", number>[];
  readonly by: string;
}

/** Two or three axes of the full sizes would have thousands of entries. */
function smaller(axis: Geometry["axes"][number], rank: number): Geometry["axes"][number] {
  if (rank === 1) return axis;
  const most = (value: number, limit: number): number => Math.min(value, rank === 2 ? limit + 1 : limit);
  const { size, kernel, stride, dilation, before, after, extra } = axis;
  return {
    size: most(size, 2),
    kernel: most(kernel, 2),
    stride: most(stride, 2),
    dilation: most(dilation, 2),
    before: most(before, 1),
    after: most(after, 1),
    extra: most(extra, 1),
  };
}

/** Channels on the side of the windows and on the covered side, and the kernel's own, in the layout's order. */
function channelsOf({ channels, layout, groups: asked, outer, inner }: Geometry) {
  const isDepthwise = channels === "depthwise";
  const groups = channels === "bare" ? 1 : isDepthwise ? 2 : asked;
  const [near, far] = [groups * outer, isDepthwise ? groups : groups * inner];
  const pair = layout === "nhwc" ? (isDepthwise ? [far, outer] : [far / groups, near]) : [near, far / groups];
  return { isDepthwise, groups, near, far, pair };
}

function worksheetOf(of: Geometry): string {
  const axes = of.axes.slice(0, of.rank).map((axis) => smaller(axis, of.rank));
  const isBare = of.channels === "bare";
  const { isDepthwise, groups, near, far, pair } = channelsOf(of);
  const batch = of.channels === "batch" ? [2] : [];
  const isLast = of.layout === "nhwc";
  const place = (channels: number, spatial: readonly number[]): number[] =>
    isBare ? [...spatial] : isLast ? [...batch, ...spatial, channels] : [...batch, channels, ...spatial];
  const sizes = axes.map(({ size }) => size);
  const kernels = axes.map(({ kernel }) => kernel);
  const kernel = isBare ? kernels : isLast ? [...kernels, ...pair] : [...pair, ...kernels];
  const tuple = (values: readonly (number | string)[]): string => `(${values.join(", ")},)`;
  const extra = axes.map((axis) => Math.min(axis.extra, Math.max(axis.stride, axis.dilation) - 1));
  const named = [
    `stride=${tuple(axes.map(({ stride }) => stride))}`,
    `dilation=${tuple(axes.map(({ dilation }) => dilation))}`,
    `padding=${tuple(axes.map(({ before, after }) => `(${before}, ${after})`))}`,
    ...(of.transposed ? [`output_padding=${tuple(extra)}`] : []),
    ...(groups > 1 && !isDepthwise ? [`groups=${groups}`] : []),
    ...(of.flip ? ["flip=true"] : []),
    ...(of.bias && !isBare ? ["bias=b"] : []),
  ];
  const operator = isDepthwise ? "depthwise_conv2d" : `conv${of.transposed ? "_transpose" : ""}${of.rank}d`;
  return [
    `index ${of.base}`,
    `layout ${of.layout}`,
    `tensor a[${place(of.transposed ? near : far, sizes).join(",")}]`,
    `tensor k[${kernel.join(",")}]`,
    `tensor b[${of.transposed ? far : near}]`,
    `y = ${operator}(a, k, ${named.join(", ")})`,
    "loss L(y)",
    `views y wrt ${of.by}`,
  ].join("\n");
}

/** What a geometry is an example of. */
function kindsOf(of: Geometry, worksheet: string): string[] {
  const convolution = arrayNamed(problemOf(worksheet), "y").convolution;
  const axes = convolution?.axes ?? [];
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const kinds: readonly (readonly [string, boolean])[] = [
    [of.by === "a" ? "by input" : "by kernel", true],
    [`${of.rank}-D`, true],
    ["transposed", of.transposed],
    ["depthwise", of.channels === "depthwise"],
    ["groups, by kernel", (convolution?.groups ?? 1) > 1 && of.by === "k"],
    ["batch > 1", of.channels === "batch"],
    ["nhwc", of.layout === "nhwc" && of.channels !== "bare"],
    ["flip", of.flip],
    ["unequal pads", axes.some(({ before, after }) => before !== after)],
    ["cropping", axes.some(({ before, after }) => before < 0 || after < 0)],
    ["leftover", axes.some(({ leftover }) => leftover > 0)],
    ["leftover at least the stride", axes.some(({ leftover, stride }) => leftover >= stride)],
    ["gcd(s,d) > 1", axes.some(({ stride, dilation }) => divisor(stride, dilation) > 1)],
  ];
  return kinds.flatMap(([kind, holds]) => (holds ? [kind] : []));
}

describe("views of random convolutions", () => {
  it("all four are there and verify, by themselves and after they were saved", { timeout: 120_000 }, () => {
    const counts = { tried: 0, refused: 0, scatter: 0, gather: 0, matrix: 0, unfold: 0, lines: 0 };
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(geometries, (of) => {
        const worksheet = worksheetOf(of);
        counts.tried++;
        let result: ViewsResult;
        try {
          result = viewsOf(worksheet);
        } catch (error) {
          // A kernel that does not fit, or an output that is cropped away.
          if ((error as { code?: string }).code !== "argument") throw error;
          counts.refused++;
          return;
        }
        expect(result.views.map(({ view }) => view)).toEqual(["scatter", "gather", "matrix", "unfold"]);
        for (const { view, lines } of result.views) {
          counts[view]++;
          counts.lines += lines.length;
        }
        for (const kind of kindsOf(of, worksheet)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (counts.tried % 10 === 0) verify(savedJson(worksheet, "results"));
      }),
      { numRuns: 160, seed: 20, interruptAfterTimeLimit: 60_000 },
    );
    console.log(`views of random convolutions: ${JSON.stringify(counts)}`);
    console.log(`of these: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
    expect(counts.tried - counts.refused).toBeGreaterThan(40);
    expect([...kinds].filter(([, count]) => count < 3)).toEqual([]);
    expect(kinds.size).toBe(16);
  });
});

/** Changes of one value that each make a line say something else. */
function changesOf(key: string | number | undefined, value: Json, path: Path): Json[] {
  if (key === "text" && typeof value === "string")
    return [
      value.replace(/k\[1/, "k[2"),
      value.replace(/a\[2/, "a[1"),
      value.replace(/delta\[1/, "delta[2"),
      value.replace(/\b0\b/, "1"),
      value.replace(/padding=\(?\(?(\d)/, (found, digit: string) => found.replace(digit, String(Number(digit) + 1))),
      value.replace("flip", "transpose"),
      value.replace(" + ", " - "),
      value.replace(/\[m-/, "[m+"),
      `2*(${value})`,
    ].filter((text) => text !== value);
  if (typeof value === "number" && path.includes("facts")) return [value + 1];
  if (path.includes("pattern") && typeof value === "string")
    return [value.replace("x", "."), `${value}.`, value.replace(".", "x")].filter((text) => text !== value);
  if (key === "rule") return ["matrix-size", "gather", "magic"].filter((rule) => rule !== value);
  if (key === "view") return ["scatter", "unfold", "magic"].filter((view) => view !== value);
  if (key === "operand") return [value === "input" ? "kernel" : "input"];
  if (key === "transposed") return [value !== true];
  if (["of", "wrt", "loss", "upstream"].includes(String(key)) && typeof value === "string")
    return ["k", "a"].filter((name) => name !== value);
  if (key === "shape") return [[...(value as Json[]), 1]];
  if (key === "entries") return [(value as Json[]).slice(1), (value as Json[]).toReversed()];
  return [];
}

const SHEETS = [
  "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\nviews y wrt a",
  "tensor a[4,4]\ntensor k[2,2]\ny = conv2d(a, k, stride=2, padding=((1,0),(1,0)))\nloss L(y)\nviews y wrt k",
  "tensor a[5,5]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\nviews y wrt a",
  "tensor a[2,2]\ntensor k[2,2]\ny = conv_transpose2d(a, k, stride=2, output_padding=1)\nloss L(y)\nviews y wrt a",
  "tensor a[2,3] = 1..6\ntensor k[2,2,2] = 1..8\ntensor b[2] = [1,2]\ngiven_y = conv1d(a, k, bias=b)\nloss L(given_y)\nviews given_y wrt a",
];

describe("saved views", () => {
  it.each(SHEETS)("%s: any change is noticed", (sheet) => {
    const document = JSON.parse(savedJson(sheet, "results")) as { results: Json[]; notation: Json };
    const [saved] = document.results;
    const survived: string[] = [];
    let tried = 0;
    for (const path of pathsIn(saved as Json)) {
      const key = path.at(-1);
      for (const value of changesOf(key, at(saved as Json, path), path)) {
        const copy = structuredClone(document);
        const parent = at(copy.results[0] as Json, path.slice(0, -1)) as { [key: string]: Json };
        parent[String(key)] = value;
        // A text that cannot be read is refused in any case; the others come with their own LaTeX.
        if (key === "text") {
          try {
            parent["latex"] = latexOfExpression(
              parseExpression(String(value)),
              tableOf({ notation: document.notation as never, style: plainStyle }),
            );
          } catch {
            continue;
          }
        }
        tried++;
        const outcome = outcomeOf(copy as unknown as Json);
        if (outcome !== "caught")
          survived.push(
            `${outcome}: ${path.join(".")}: ${JSON.stringify(at(saved as Json, path))} → ${JSON.stringify(value)}`,
          );
      }
    }
    expect(survived).toEqual([]);
    expect(tried).toBeGreaterThan(60);
  });
});
