/**
 * Notebooks are what Jupyter reads, and their cells compute the numbers again: they run without error for every
 * example, and stop with one where an entry is not right.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { render } from "../src/render/render.ts";
import { EXAMPLES, exampleDerivation } from "./tools/examples.ts";

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const cellsOf = (notebook: string): readonly Cell[] => JSON.parse(notebook).cells;
const sourceOf = ({ source }: Cell): string => source.join("");
const programOf = (notebook: string): string =>
  cellsOf(notebook)
    .filter(({ cell_type }) => cell_type === "code")
    .map(sourceOf)
    .join("\n");

const ADVICE = "no Python with numpy: the cells of notebooks are not run. Debian and Ubuntu have it as python3-numpy";

function findPython(): string | undefined {
  const found = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import numpy"]).status === 0);
  if (found === undefined && process.env["CI"] !== undefined)
    throw new Error(`${ADVICE}; where CI is set it is required`);
  if (found === undefined) console.log(ADVICE);
  return found;
}

const python = findPython();

function run(program: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(python ?? "", ["-c", program], { encoding: "utf8", env: { ...process.env, OMP_NUM_THREADS: "1" } });
}

const concrete = EXAMPLES.filter((name) =>
  exampleDerivation(name).results.every((result) => "entries" in result || result.kind === "proof"),
);

describe("a notebook", () => {
  it.each(EXAMPLES)("of %s has cells with names of their own, and pictures that are attached", (name) => {
    for (const lang of ["en", "zh"] as const) {
      const notebook = render(exampleDerivation(name), { to: "ipynb", lang });
      const { nbformat, nbformat_minor, metadata } = JSON.parse(notebook);
      expect([nbformat, nbformat_minor, metadata.kernelspec.language]).toEqual([4, 5, "python"]);
      const cells = cellsOf(notebook);
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      for (const cell of cells) {
        expect(cell.id).toMatch(/^[A-Za-z0-9-_]{1,64}$/);
        const shown = [...sourceOf(cell).matchAll(/\]\(attachment:([^)]+)\)/g)].map(([, file]) => file);
        expect(Object.keys(cell.attachments ?? {})).toEqual(shown);
        expect(sourceOf(cell)).not.toContain("data:image");
      }
    }
  });

  it("covers the examples whose sizes are numbers", () => {
    expect(concrete.length).toBeGreaterThanOrEqual(20);
  });
});

describe.skipIf(python === undefined)("its cells", () => {
  it.each(concrete)("agree with %s", (name) => {
    const program = programOf(render(exampleDerivation(name), { to: "ipynb" }));
    const { status, stdout, stderr } = run(program);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    // What a result is checked by is printed once each.
    expect(stdout.split("\n").length - 1).toBe(
      program.split("\ncheck(").length - 1 + (program.startsWith("check(") ? 1 : 0),
    );
  });

  it("know the functions of a worksheet, and those of which nothing is known", () => {
    const worksheet = [
      "index 0",
      "tensor x[3] = [1, -2, 1/2]",
      "tensor W[2,3]",
      "function swish(t) = t / (1 + exp(-t))",
      "function g",
      "z = W @ x",
      "h = swish(z) + leaky_relu(z, alpha=0.2)",
      "y = g(h)",
      "E = half_sse(y, [1, 0])",
      "gradient E wrt W",
      "gradient E wrt x",
      "jacobian h wrt x",
      "expand h[1]",
    ].join("\n");
    const { stdout, stderr } = run(programOf(render(derive(worksheet), { to: "ipynb" })));
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual([
      "E by W: 6 entries agree",
      "E by x: 3 entries agree",
      "h by x: 6 entries agree",
      "h[1]: 1 entries agree",
    ]);
  });

  it("stop where an entry, or its number, is another", () => {
    const notebook = render(exampleDerivation("02-convolution-input"), { to: "ipynb" });
    const program = programOf(notebook);
    const [entry = ""] = /A\["k"\]\.at\(\(1, 2,\), 0\.0\), 2\)/.exec(program) ?? [];
    expect(entry).not.toBe("");
    for (const wrong of [
      entry.replace("(1, 2,)", "(2, 1,)"),
      entry.replace("2)", "3)").replace("0.0), 2)", "0.0), 3)"),
    ]) {
      const { status, stderr } = run(program.replace(entry, wrong));
      expect(status).toBe(1);
      expect(stderr).toMatch(/AssertionError: y by a at \(\(1, 1\), \(1, 2\)\): derived 3/);
    }
  });
});
