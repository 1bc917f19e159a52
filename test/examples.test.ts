/**
 * The examples: the numbers that they must come to, written out here by hand, and every committed document.
 * `npm run examples:update` rewrites the documents.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { derive, formatError, render, verify, type WorksheetError } from "../src/index.ts";
import { EXAMPLES, exampleDerivation, exampleGallery, exampleOutputs, outputPath } from "./tools/examples.ts";

interface Entry {
  readonly at: readonly number[];
  readonly of: readonly number[];
  readonly wrt: readonly number[];
  readonly text: string;
  readonly value?: string;
  readonly steps?: readonly { readonly rule: string; readonly text: string; readonly checked: boolean }[];
}

interface Saved {
  readonly kind: string;
  readonly of: string;
  readonly wrt: string;
  readonly claim: string;
  readonly verdict: string;
  readonly scope: string;
  readonly shape: unknown;
  readonly remarks: readonly { readonly rule: string }[];
  readonly entries: readonly Entry[];
  readonly steps: readonly { readonly at: readonly number[]; readonly text: string }[];
}

type Nested = string | readonly Nested[];

/** The results of an example as other programs read them. */
function results(name: string): readonly Saved[] {
  return JSON.parse(render(exampleDerivation(name), { to: "json" })).results;
}

function result(name: string, kind: string, of: string, wrt = ""): Saved {
  const found = results(name).find((one) => one.kind === kind && one.of === of && (one.wrt ?? "") === wrt);
  if (!found) throw new Error(`${name} has no ${kind} of ${of} wrt ${wrt}`);
  return found;
}

/** The claims of an example that are proved, each with the number of entries shown equal. */
function proved(name: string): Readonly<Record<string, number>> {
  const proofs = results(name).filter(({ kind, verdict }) => kind === "proof" && verdict === "proved");
  return Object.fromEntries(proofs.map(({ claim, steps }) => [claim, new Set(steps.map(({ at }) => `${at}`)).size]));
}

/** An array of the given shape, "0" wherever no entry stands. */
function table(shape: readonly number[], entries: ReadonlyMap<string, string>, at: readonly number[] = []): Nested {
  const [size, ...rest] = shape;
  if (size === undefined) return entries.get(`${at}`) ?? "0";
  return Array.from({ length: size }, (_, index) => table(rest, entries, [...at, index + 1]));
}

/** `k[2,1]` as `k21`, for tables that fit on a line. */
const short = (text: string): string => text.replace(/\[([\d,]+)\]/g, (_, indices) => indices.replaceAll(",", ""));

function read({ kind, shape, entries }: Saved, field: "text" | "value"): Nested {
  const sizes = kind === "jacobian" ? Object.values(shape as object).flat() : (shape as number[]);
  const content = (entry: Entry) => (field === "value" ? (entry.value ?? "no value") : short(entry.text));
  const place = ({ at, of, wrt }: Entry) => `${kind === "jacobian" ? [...of, ...wrt] : (at ?? wrt)}`;
  return table(sizes, new Map(entries.map((entry) => [place(entry), content(entry)])));
}

const rows = (...lines: string[]): Nested => lines.map((line) => line.split(" "));
/** One table for each output: the outputs in rows, `;` between the rows of a table. */
const tables = (...lines: string[][]): Nested => lines.map((line) => line.map((one) => rows(...one.split("; "))));

const transposed = rows("1 4 7 6", "7 23 33 24", "19 53 63 42", "21 52 59 36");

describe("the article's results", () => {
  test("01: the gradient of the sum is 7, the Jacobian [3, 4]", () => {
    const gradient = result("01-sum-versus-jacobian", "gradient", "sum(y)", "x");
    expect(read(gradient, "value")).toBe("7");
    expect(gradient.remarks.map(({ rule }) => rule)).toContain("sum-versus-jacobian");
    expect(read(result("01-sum-versus-jacobian", "jacobian", "y", "x"), "value")).toEqual(["3", "4"]);
  });

  test("02: a convolution by its input", () => {
    const name = "02-convolution-input";
    expect(read(result(name, "expansion", "y"), "value")).toEqual(rows("37 47", "67 77"));
    const jacobian = result(name, "jacobian", "y", "a");
    expect(read(jacobian, "text")).toEqual(
      tables(
        ["k11 k12 0; k21 k22 0; 0 0 0", "0 k11 k12; 0 k21 k22; 0 0 0"],
        ["0 0 0; k11 k12 0; k21 k22 0", "0 0 0; 0 k11 k12; 0 k21 k22"],
      ),
    );
    expect(read(jacobian, "value")).toEqual(
      tables(["1 2 0; 3 4 0; 0 0 0", "0 1 2; 0 3 4; 0 0 0"], ["0 0 0; 1 2 0; 3 4 0", "0 0 0; 0 1 2; 0 3 4"]),
    );
  });

  test("03: a convolution by its kernel", () => {
    const jacobian = result("03-convolution-kernel", "jacobian", "y", "k");
    expect(read(jacobian, "text")).toEqual(
      tables(["a11 a12; a21 a22", "a12 a13; a22 a23"], ["a21 a22; a31 a32", "a22 a23; a32 a33"]),
    );
    expect(read(jacobian, "value")).toEqual(tables(["1 2; 4 5", "2 3; 5 6"], ["4 5; 7 8", "5 6; 8 9"]));
  });

  test("04: a transposed convolution, its two definitions, and its derivative by the input", () => {
    const name = "04-transposed-convolution-input";
    expect(read(result(name, "expansion", "y"), "value")).toEqual(transposed);
    expect(proved(name)).toEqual({ "y == z": 16, 'y == conv2d(a, k, padding="full", flip=true)': 16 });
    const [entry] = result(name, "jacobian", "y[3,2]", "a[2,2]").entries;
    expect(entry).toMatchObject({ text: "k[2,1]", value: "3" });
    expect(entry?.steps?.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["definition", "expansion", "linearity", "vanishing", "differentiation"]),
    );
    const jacobian = result(name, "jacobian", "y", "a");
    expect(jacobian.shape).toEqual({ of: [4, 4], wrt: [3, 3] });
    expect(read(jacobian, "text")).toEqual(
      tables(
        ["k11 0 0; 0 0 0; 0 0 0", "k12 k11 0; 0 0 0; 0 0 0", "0 k12 k11; 0 0 0; 0 0 0", "0 0 k12; 0 0 0; 0 0 0"],
        [
          "k21 0 0; k11 0 0; 0 0 0",
          "k22 k21 0; k12 k11 0; 0 0 0",
          "0 k22 k21; 0 k12 k11; 0 0 0",
          "0 0 k22; 0 0 k12; 0 0 0",
        ],
        [
          "0 0 0; k21 0 0; k11 0 0",
          "0 0 0; k22 k21 0; k12 k11 0",
          "0 0 0; 0 k22 k21; 0 k12 k11",
          "0 0 0; 0 0 k22; 0 0 k12",
        ],
        ["0 0 0; 0 0 0; k21 0 0", "0 0 0; 0 0 0; k22 k21 0", "0 0 0; 0 0 0; 0 k22 k21", "0 0 0; 0 0 0; 0 0 k22"],
      ),
    );
  });

  test("05: a transposed convolution by its kernel", () => {
    const name = "05-transposed-convolution-kernel";
    const [entry] = result(name, "jacobian", "y[3,2]", "k[2,1]").entries;
    expect(entry).toMatchObject({ text: "a[2,2]", value: "5" });
    expect(entry?.steps?.length).toBeGreaterThan(3);
    expect(read(result(name, "jacobian", "y", "k"), "value")).toEqual(
      tables(
        ["1 0; 0 0", "2 1; 0 0", "3 2; 0 0", "0 3; 0 0"],
        ["4 0; 1 0", "5 4; 2 1", "6 5; 3 2", "0 6; 0 3"],
        ["7 0; 4 0", "8 7; 5 4", "9 8; 6 5", "0 9; 0 6"],
        ["0 0; 7 0", "0 0; 8 7", "0 0; 9 8", "0 0; 0 9"],
      ),
    );
  });

  test("06: a fully connected layer", () => {
    const name = "06-fully-connected";
    expect(read(result(name, "gradient", "L", "W"), "text")).toEqual(
      rows("delta1*a1 delta1*a2 delta1*a3", "delta2*a1 delta2*a2 delta2*a3"),
    );
    expect(read(result(name, "gradient", "L", "a"), "text")).toEqual([
      "delta1*W11 + delta2*W21",
      "delta1*W12 + delta2*W22",
      "delta1*W13 + delta2*W23",
    ]);
    expect(read(result(name, "gradient", "L", "b"), "text")).toEqual(["delta1", "delta2"]);
    expect(Object.values(proved(name))).toEqual([6, 3]);
  });

  test("07: the delta of the lower of two layers", () => {
    const name = "07-two-layers";
    expect(read(result(name, "gradient", "L", "z"), "text")).toEqual([
      "(delta1*W11 + delta2*W21)*sigmoid'(z1)",
      "(delta1*W12 + delta2*W22)*sigmoid'(z2)",
    ]);
    expect(Object.values(proved(name))).toEqual([2]);
  });

  test("08: back-propagation through a convolution", () => {
    const name = "08-backpropagation";
    expect(read(result(name, "gradient", "L", "a"), "text")).toEqual([
      ["delta11*k11", "delta11*k12 + delta12*k11", "delta12*k12"],
      [
        "delta11*k21 + delta21*k11",
        "delta11*k22 + delta12*k21 + delta21*k12 + delta22*k11",
        "delta12*k22 + delta22*k12",
      ],
      ["delta21*k21", "delta21*k22 + delta22*k21", "delta22*k22"],
    ]);
    expect(proved(name)).toEqual({
      "grad(L, a) == conv2d(pad(delta, 1), flip(k))": 9,
      "grad(L, a) == conv_transpose2d(delta, k)": 9,
    });
  });

  test("09: back-propagation in numbers, by both routes", () => {
    const name = "09-backpropagation-numbers";
    expect(read(result(name, "gradient", "L", "a"), "value")).toEqual(transposed);
    expect(read(result(name, "expansion", "g"), "value")).toEqual(transposed);
    expect(read(result(name, "expansion", "t"), "value")).toEqual(transposed);
    expect(proved(name)).toEqual({ "grad(L, a) == g": 16, "grad(L, a) == t": 16 });
  });

  test("10: the gradient with respect to the kernel", () => {
    const name = "10-kernel-gradient";
    expect(read(result(name, "gradient", "L", "k"), "text")).toEqual([
      [
        "delta11*a11 + delta12*a12 + delta21*a21 + delta22*a22",
        "delta11*a12 + delta12*a13 + delta21*a22 + delta22*a23",
      ],
      [
        "delta11*a21 + delta12*a22 + delta21*a31 + delta22*a32",
        "delta11*a22 + delta12*a23 + delta21*a32 + delta22*a33",
      ],
    ]);
    expect(proved(name)).toEqual({ "grad(L, k) == conv2d(a, delta)": 4 });
  });
});

describe.each(EXAMPLES)("%s", (name) => {
  test("every proof holds, or is one of what is false, and every step is checked", () => {
    for (const { kind, verdict, entries } of results(name)) {
      if (kind === "proof") expect(verdict).toBe(name.endsWith("-false") ? "refuted" : "proved");
      for (const { steps } of entries ?? []) for (const step of steps ?? []) expect(step.checked).toBe(true);
    }
  });

  test("the saved derivation is verified", () => {
    expect(() => verify(render(exampleDerivation(name), { to: "json" }))).not.toThrow();
  });

  test.each([...exampleOutputs(name)])("%s is as committed", async (file, text) => {
    await expect(text).toMatchFileSnapshot(outputPath(file));
  });
});

describe("the README", () => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  const blocks = [...read("README.md").matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);

  test("begins with the worksheet of its picture", () => {
    expect(blocks[0]).toBe(read("examples/pictures/first.grad"));
  });

  test("leads to files that exist", () => {
    const links = [...read("README.md").matchAll(/(?:\]\(|src=")(?!http)([^)"#]+)/g)].map(([, file = ""]) => file);
    expect(links.length).toBeGreaterThan(30);
    for (const file of links) expect(existsSync(new URL(`../${file}`, import.meta.url)), file).toBe(true);
  });

  test("shows worksheets that are derived as they stand", () => {
    // The one of the new operator has a test of its own (new-operator.test.ts).
    const worksheets = blocks.filter((block) => /^(tensor|title) /.test(block) && !block.includes("cumsum"));
    expect(worksheets.length).toBe(3);
    for (const worksheet of worksheets)
      for (const result of derive(worksheet).results)
        if (result.kind === "proof") expect(result.verdict).toBe("proved");
  });

  test("shows a message as it is printed", () => {
    const worksheet = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\ngradient y wrt a\n";
    const message = caught(() => derive(worksheet));
    expect(blocks).toContain(formatError(message as WorksheetError, "mine.grad"));
  });
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test("the gallery has every example and its outputs", async () => {
  await expect(exampleGallery()).toMatchFileSnapshot(outputPath("../README.md"));
});

test("no output is left of an example that is gone", () => {
  const expected = EXAMPLES.flatMap((name) => [...exampleOutputs(name).keys()]);
  expect(readdirSync(outputPath("")).sort()).toEqual(expected.sort());
});
