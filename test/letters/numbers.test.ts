/** With a number for each size letter a worksheet is an ordinary one: the same as with the numbers written out. */
import { expect, it } from "vitest";
import { locateMistakes } from "../../src/error.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildProblem } from "../../src/problem/build.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { speaksOfSizes } from "../../src/problem/settings.ts";
import { mistakeOf, problemOf } from "../helpers.ts";

function at(worksheet: string, sizes: Readonly<Record<string, number>>): Problem {
  return locateMistakes(worksheet, () =>
    buildProblem(parseWorksheet(worksheet), { sizes: new Map(Object.entries(sizes)) }),
  );
}

const shapesOf = ({ arrays }: Problem) => arrays.map(({ name, shape }) => `${name}[${shape}]`);

it("letters stand for their numbers in shapes, arguments, slices and arithmetic", () => {
  const lettered = at(
    [
      "size H, K, n",
      "size s >= 1, P >= 0, C >= -5",
      "tensor a[H, 2*H - 1]",
      "tensor k[K, K]",
      "y = conv2d(a, k, stride=s, padding=((P, 1), (C, P + 1)))",
      "z = conv_transpose2d(y, k, stride=s, output_shape=(size(y, 1)*s + K - 1, 10))",
      "w = y[1..n, size(y, -1)] * s + floor(H/2) + ceil(H/2) + mod(H, s) + H mod s",
      "v = ones(n, H)",
    ].join("\n"),
    { H: 5, K: 2, n: 2, s: 2, P: 1, C: -1 },
  );
  const plain = problemOf(
    [
      "tensor a[5, 9]",
      "tensor k[2, 2]",
      "y = conv2d(a, k, stride=2, padding=((1, 1), (-1, 2)))",
      "z = conv_transpose2d(y, k, stride=2, output_shape=(7, 10))",
      "w = y[1..2, 5] * 2 + 2 + 3 + 1 + 1",
      "v = ones(2, 5)",
    ].join("\n"),
  );
  expect(shapesOf(lettered)).toEqual(shapesOf(plain));
  const rowsOf = ({ arrays }: Problem) => arrays.map(({ definition }) => definition);
  expect(rowsOf(lettered)).toEqual(rowsOf(plain));
});

it("two sizes are compared as two scalars", () => {
  const text =
    "size H, K, s\ntensor a[H]\ntensor k[K]\ny = conv1d(a, k, stride=s)\nprove size(y, 1) == floor((H - K)/s) + 1";
  const problem = at(text, { H: 9, K: 2, s: 3 });
  const [request] = problem.requests;
  if (request?.kind !== "proof") throw new Error("no proof");
  const sides = [request.left, request.right].map((id) => problem.arrays[id]);
  expect(sides.map((side) => side?.shape)).toEqual([[], []]);
  const values = sides.map((side) =>
    side?.definition.kind === "rows"
      ? side.definition.rows.map(({ coefficient }) => Number(coefficient)).reduce((sum, value) => sum + value)
      : undefined,
  );
  expect(values).toEqual([3, 3]);
});

it("numbers that break a bound or an assumption are reported with a code of their own", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, number>>, string])[] = [
    ["size H", { H: 0 }, "1:6 (assumption) `H` is 0, and at least 1 by its bound"],
    ["size P >= -2", { P: -3 }, "1:6 (assumption) `P` is -3, and at least -2 by its bound"],
    ["size H, K", { H: 1 }, "1:9 (assumption) `K` needs a number, and none is chosen for it"],
    ["size H\nassume H mod 2 == 1", { H: 4 }, "2:1 (assumption) `H mod 2 == 1` does not hold: 0 and 1 stand there"],
    ["size H, s\nassume H/s >= 3", { H: 4, s: 3 }, "2:1 (assumption) `H/s >= 3` does not hold: 4/3 and 3 stand there"],
    ["size H\nassume H < 4", { H: 4 }, "2:1 (assumption) `H < 4` does not hold: 4 and 4 stand there"],
    ["size H\nassume H < 4\nassume H > 2\nassume H <= 3\nassume H == 3", { H: 3 }, "no mistake"],
    ["size H, H", { H: 4 }, "1:9 (name-taken) `H` exists already; choose another name"],
    ["size H\ntensor H[2]", { H: 4 }, "2:8 (name-taken) `H` exists already; choose another name"],
    ["size sum", { sum: 4 }, "1:6 (name-taken) `sum` is a word of the language; choose another name"],
    [
      "size H\ntensor a[H]\njacobian a wrt H",
      { H: 4 },
      "3:16 (request) `H` is a letter for a size, and an array is needed here",
    ],
  ];
  for (const [worksheet, sizes, mistake] of cases)
    expect(`${worksheet} → ${mistakeOf(() => at(worksheet, sizes))}`).toBe(`${worksheet} → ${mistake}`);
});

it("a worksheet with letters for sizes is told from one without", () => {
  expect(speaksOfSizes(parseWorksheet("size H\ntensor a[H]"))).toBe(true);
  expect(speaksOfSizes(parseWorksheet("assume 1 == 1\ntensor a[2]"))).toBe(true);
  expect(speaksOfSizes(parseWorksheet("tensor size[2]\nexpand size"))).toBe(false);
});
