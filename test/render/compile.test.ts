/** What we print as LaTeX compiles: no error, nothing over the margin, no character lost. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Derivation } from "../../src/derivation/derivation.ts";
import { render } from "../../src/render/render.ts";
import { checked, convolution, e, layer } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
afterAll(() => rmSync(folder, { recursive: true }));

function isMissing(program: string): boolean {
  const missing = spawnSync(program, ["--version"]).error !== undefined;
  if (missing && process.env["CI"] !== undefined) throw new Error(`${program} is required where CI is set`);
  if (missing) console.warn(`skipped: ${program} is not installed`);
  return missing;
}

function compile(program: string, latex: string): string {
  writeFileSync(join(folder, "paper.tex"), latex);
  const { status } = spawnSync(program, ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"], { cwd: folder });
  const log = readFileSync(join(folder, "paper.log"), "utf8");
  expect(status, log.slice(-2000)).toBe(0);
  return log;
}

function complaints(log: string): readonly string[] {
  return log.split("\n").filter((line) => /Overfull|Missing character|^!/.test(line));
}

const chinese: Derivation = {
  ...convolution,
  title: "卷积 & 反卷积的梯度：δ → a_1",
  notation: { ...convolution.notation, k: { latex: "\\text{核}", shape: [2, 2] } },
};
const odd: Derivation = { ...convolution, title: "50% of #1 {δ} ~ x^2_3 \\ ∂y/∂a → ∞ « é » 🙂 − “q”" };
const wide: Derivation = {
  ...convolution,
  results: [8, 12, 30].map((columns) => ({
    kind: "gradient",
    of: e("L"),
    wrt: e("a"),
    shape: [3, columns],
    entries: Array.from({ length: 3 * columns }, (_, at) => ({
      wrt: [Math.floor(at / columns) + 1, (at % columns) + 1],
      expression: e("delta[1,1]*k[1,1]"),
      value: "-12345678901234567890/7",
    })),
    remarks: [],
  })),
};

describe.skipIf(isMissing("pdflatex"))("pdflatex", () => {
  it.each([
    ["the convolution", convolution],
    ["long sums and many entries", { ...layer, title: "A layer" }],
    ["an odd title", odd],
    ["wide tables", wide],
  ])(
    "compiles %s",
    (_, derivation) => {
      expect(complaints(compile("pdflatex", render(checked(derivation), { to: "latex" })))).toEqual([]);
    },
    60_000,
  );

  it("compiles a fragment in somebody else's article", () => {
    const fragment = render(checked(convolution), { to: "latex", fragment: true });
    const head =
      "\\documentclass[11pt,a4paper]{article}\\usepackage{amsmath,amssymb}\\usepackage[margin=25mm]{geometry}";
    const log = compile("pdflatex", `${head}\\allowdisplaybreaks\\begin{document}\n${fragment}\\end{document}`);
    expect(complaints(log)).toEqual([]);
  }, 60_000);
});

describe.skipIf(isMissing("xelatex"))("xelatex", () => {
  it.each([
    ["the convolution", "zh", convolution],
    ["long sums and many entries", "zh", layer],
    ["Chinese names in English", "en", chinese],
    ["an odd title", "zh", odd],
  ] as const)(
    "compiles %s (%s)",
    (_, lang, derivation) => {
      const latex = render(checked(derivation), { to: "latex", lang });
      expect(latex).toMatch(/^% !TEX program = xelatex\n/);
      expect(complaints(compile("xelatex", latex))).toEqual([]);
    },
    60_000,
  );
});
