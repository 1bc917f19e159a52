/** Tables in parts: put together they are the whole table, for every way in which an array can be made. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjoint } from "../../src/algebra/adjoint.ts";
import { expandArray } from "../../src/algebra/expand.ts";
import { monomialKey } from "../../src/algebra/finish.ts";
import { definitionParts, derivativeParts, type Parts, partsOf } from "../../src/algebra/parts.ts";
import { createStorage, type TermTable } from "../../src/algebra/terms.ts";
import { createWorkspace, type Workspace } from "../../src/algebra/workspace.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildProblem } from "../../src/problem/build.ts";
import { sizeOfShape } from "../../src/problem/rows.ts";
import { convolution, worksheetOf } from "../convolutions.ts";

function workspaceOf(worksheet: string): Workspace {
  return createWorkspace(buildProblem(parseWorksheet(worksheet)), adjoint);
}

function arrayNamed(workspace: Workspace, name: string) {
  const array = workspace.arrays.find((candidate) => candidate.name === name);
  if (array === undefined) throw new Error(`no ${name}`);
  return array;
}

function rowsOf(workspace: Workspace, table: TermTable): string[] {
  return Array.from({ length: table.length }, (_, row) => {
    const coefficient = workspace.coefficients.value(table.coefficient[row] as number).toFraction();
    return `${table.of[row]} ${table.wrt[row]}: ${coefficient} * ${monomialKey(table, row)}`;
  });
}

/**
 * The rows of all parts; each part must hold only its own entries, and the parts must follow each other. Made in
 * columns that are used again, a table must be the same as in columns of its own.
 */
function rowsInParts(workspace: Workspace, parts: Parts, terms: number): string[] {
  let end = 0;
  const rows: string[] = [];
  const storage = createStorage();
  for (const part of partsOf(parts, terms)) {
    expect(part.from).toBe(end);
    end = part.to;
    const table = parts.table(part);
    for (const entry of table[parts.column]) expect(entry >= part.from && entry < part.to).toBe(true);
    const own = rowsOf(workspace, table);
    expect(rowsOf(workspace, parts.table(part, storage))).toEqual(own);
    rows.push(...own);
  }
  expect(end).toBe(sizeOfShape(parts.shape));
  return rows;
}

const networks = [
  "tensor a[4,5]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)",
  "tensor a[4,5]\ntensor k[2,2]\ny = relu(conv2d(pad(a, 1), flip(k)))\nloss L(y)",
  "tensor a[4,5]\ntensor k[2,2]\nz = conv2d(a, k)\nh = sigmoid(z)\ny = conv2d(h, k)\nloss L(y)",
  "tensor a[2,4,4]\ntensor k[3,2,2,2]\ny = max_pool2d(conv2d(a, k), 2)\nloss L(y)",
  "tensor a[2,6]\ntensor k[3,6]\nz = a @ transpose(k)\ny = softmax(z)\nL = sum(y * y)",
  "tensor a[3,4]\ntensor k[4]\ny = a * k / 2 + a * a\nL = mse(y, ones(3,4))",
  "tensor a[3,4]\ntensor k[3,4]\ny = 3 * a\nL = sum(a * y) + sum(k * y)",
];

const partSize = fc.integer({ min: 1, max: 40 });

describe("parts of a table", () => {
  it.each(networks)("are the whole table: %j", (worksheet) => {
    for (const of of ["y", "L"])
      for (const wrt of ["a", "k"])
        for (const terms of [1, 7, 30, 10_000]) {
          const workspace = workspaceOf(worksheet);
          const [top, variable] = [arrayNamed(workspace, of), arrayNamed(workspace, wrt)];
          const whole = rowsOf(workspace, adjoint(workspace, top, variable));
          expect(rowsInParts(workspace, derivativeParts(workspace, top, variable), terms)).toEqual(whole);
          const definition = rowsOf(workspace, expandArray(workspace, top));
          expect(rowsInParts(workspace, definitionParts(workspace, top), terms)).toEqual(definition);
        }
  });

  it("are the whole table of a random convolution", () => {
    fc.assert(
      fc.property(convolution, partSize, (of, terms) => {
        const workspace = workspaceOf(`${worksheetOf(of)}\nloss L(y)`);
        for (const top of ["y", "L"])
          for (const wrt of ["a", "k"]) {
            const [array, variable] = [arrayNamed(workspace, top), arrayNamed(workspace, wrt)];
            const whole = rowsOf(workspace, adjoint(workspace, array, variable));
            expect(rowsInParts(workspace, derivativeParts(workspace, array, variable), terms)).toEqual(whole);
          }
      }),
      { numRuns: 150 },
    );
  });
});
