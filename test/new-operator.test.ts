/**
 * The README's new operator, taken from the README: its file and its line in the table of contents are all that is
 * added to a copy of the source, and everything else is there, and right by a plain loop.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import katex from "katex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Library from "../src/index.ts";
import { flatIn, integers, pointsOf } from "./convolutions.ts";
import { bracketed, sizeOf } from "./helpers.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
afterAll(() => rmSync(folder, { recursive: true }));

const section = readFileSync(join(root, "README.md"), "utf8").split("**A new operator**")[1] ?? "";
const [file, line, worksheet] = [...section.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block) as [
  string,
  string,
  string,
];

let library: typeof Library;
beforeAll(async () => {
  for (const part of ["src", "package.json", "tsconfig.json"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "src/problem/operators/cumulation.ts"), file);
  appendFileSync(join(folder, "src/problem/operators/contents.ts"), line);
  const { status, stdout } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  library = await import(pathToFileURL(join(folder, "dist/index.js")).href);
}, 120_000);

/** The values of a result's entries, in the order in which they are listed. */
function valuesIn(text: string): string[][] {
  return library.derive(text).results.map((result) => {
    if (!("entries" in result) || result.kind === "views") throw new Error("no entries");
    return result.entries.map(({ value = "none" }) => value);
  });
}

describe("the README's operator", () => {
  it("is no operator yet, and takes no more than these blocks", async () => {
    const { derive } = await import("../src/derive.ts");
    expect(() => derive(worksheet)).toThrow("there is no operator `cumsum`");
    expect(file.trimEnd().split("\n").length).toBeLessThan(30);
    expect(line.trimEnd().split("\n")).toHaveLength(1);
  });

  it("has expansion, Jacobian, gradient and proof, each step checked, and checked again when saved", () => {
    const derivation = library.derive(worksheet);
    const json = JSON.parse(library.render(derivation, { to: "json" }));
    const [jacobian, gradient, proof] = json.results;
    expect(json.worksheet).toBe(worksheet);
    expect(jacobian.entries).toHaveLength(10);
    expect(gradient.entries.map((entry: { text: string }) => entry.text)).toEqual([
      "delta[1] + delta[2] + delta[3] + delta[4]",
      "delta[2] + delta[3] + delta[4]",
      "delta[3] + delta[4]",
      "delta[4]",
    ]);
    expect(gradient.entries[2].steps.length).toBeGreaterThan(2);
    expect(proof.verdict).toBe("proved");
    expect(() => library.verify(JSON.stringify(json))).not.toThrow();
    gradient.entries[2].text = "delta[4]";
    expect(() => library.verify(JSON.stringify(json))).toThrow(library.VerificationError);
  });

  it("is printed, in English and in Chinese, and its LaTeX is set", () => {
    const derivation = library.derive(`${worksheet}\nexpand y`);
    expect(library.render(derivation, { to: "text" })).toContain("y[i] = Σ(u=1..4) x[i-u+1]");
    for (const lang of ["en", "zh"] as const) {
      const latex = library.render(derivation, { to: "latex", lang });
      expect(latex).toContain("y_{i} &= \\sum_{u=1}^{4}x_{i-u+1}");
      const formulas = [...library.render(derivation, { to: "markdown", lang }).matchAll(/\$\$([^$]+)\$\$/g)];
      expect(formulas.length).toBeGreaterThan(10);
      for (const [, formula = ""] of formulas)
        expect(() => katex.renderToString(formula, { strict: "error", displayMode: true }), formula).not.toThrow();
    }
  });

  it("agrees with a plain loop along any axes", () => {
    let compared = 0;
    for (const shape of [[1], [5], [2, 3], [3, 3], [2, 3, 2]])
      for (const axes of subsets(shape.length)) {
        const [x, delta] = [integers(sizeOf(shape), 1), integers(sizeOf(shape), 2)];
        const sums = { y: x.map(() => 0), x: x.map(() => 0) };
        for (const place of pointsOf(shape))
          for (const other of pointsOf(shape)) {
            const isBefore = place.every((index, axis) =>
              axes.includes(axis) ? (other[axis] as number) <= index : other[axis] === index,
            );
            if (!isBefore) continue;
            const [at, from] = [flatIn(shape, place), flatIn(shape, other)];
            sums.y[at] = (sums.y[at] as number) + (x[from] as number);
            sums.x[from] = (sums.x[from] as number) + (delta[at] as number);
          }
        const call = axes.length === shape.length ? "cumsum(x)" : `cumsum(x, axis=(${axes.map((axis) => axis + 1)},))`;
        const sheet = `tensor x[${shape}] = ${bracketed(x, shape)}\ny = ${call}\nloss L(y)\ngiven delta = ${bracketed(delta, shape)}`;
        expect(valuesIn(`${sheet}\nexpand y\ngradient L wrt x`), call).toEqual([
          sums.y.map(String),
          sums.x.map(String),
        ]);
        compared++;
      }
    console.log(`the README's operator: ${compared} shapes and axes agree with a plain loop`);
    expect(compared).toBe(1 + 1 + 3 + 3 + 7);
  });

  it("has its messages", () => {
    const says =
      (call: string): (() => unknown) =>
      () =>
        library.derive(`tensor x[2,2]\ny = ${call}`);
    expect(says("cumsum(x, axis=3)")).toThrow("there is no axis 3: the array has 2");
    expect(says("cumsum(x, axes=1)")).toThrow("`cumsum` has no argument `axes`");
    expect(says("cumsun(x)")).toThrow("did you mean `cumsum`");
  });
});

/** All choices of at least one axis. */
function subsets(rank: number): number[][] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return Array.from({ length: 2 ** rank - 1 }, (_, choice) => axes.filter((axis) => ((choice + 1) >> axis) % 2 === 1));
}
