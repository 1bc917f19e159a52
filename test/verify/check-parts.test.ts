/** Parts of large results: any change of a term, wherever it stands, is noticed before the part is printed. */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cutsOf, partsOf } from "../../src/algebra/parts.ts";
import type { TermTable } from "../../src/algebra/terms.ts";
import { arrayIn } from "../../src/algebra/workspace.ts";
import { deriveInContext } from "../../src/derivation/derive.ts";
import { largeParts, type WrittenPart, writePart } from "../../src/derivation/large.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildProblem } from "../../src/problem/build.ts";
import { createPartChecker } from "../../src/verify/check-parts.ts";
import { createChecks, VerificationError } from "../../src/verify/checks.ts";

const counted = { changes: 0, noticed: 0 };
afterAll(() => console.log(`changed terms of large results: ${JSON.stringify(counted)}`));

const worksheets = {
  jacobian: "tensor a[50,50]\ntensor k[3,3]\ny = conv2d(a, k, padding=1)\njacobian y wrt a",
  kernel: "tensor a[100,100]\ntensor k[3,3]\ny = conv2d(a, k, stride=2, dilation=2, padding=2)\njacobian y wrt k",
  gradient: "tensor a[40,40]\ntensor k[3,3]\ny = conv_transpose2d(a, k, stride=2)\nloss L(y)\ngradient L wrt a",
  chain: "tensor a[40,40]\ntensor k[3,3]\nz = conv2d(a, k)\nh = tanh(z)\nw = conv2d(h, k)\nloss L(w)\ngradient L wrt a",
  expansion: "tensor a[40,40]\ntensor k[3,3]\nz = conv2d(a, k) - 2*relu(conv2d(a, k))\nexpand z",
};

/** Checks all parts of the first request, the changed part among them. */
function verdict(worksheet: string, change: (part: WrittenPart, number: number) => WrittenPart): string {
  const problem = buildProblem(parseWorksheet(worksheet));
  const { derivation, context } = deriveInContext(problem, { file: "", detail: "results", inParts: true });
  const [result] = derivation.results;
  const large = result !== undefined && "large" in result ? result.large : undefined;
  if (large === undefined) throw new Error("the result is not large");
  const { workspace } = context;
  const of = arrayIn(workspace, large.of);
  const wrt = large.wrt === undefined ? undefined : arrayIn(workspace, large.wrt);
  const parts = largeParts(context, large);
  const subject = {
    of,
    ...(wrt && { wrt }),
    atoms: workspace.atoms,
    coefficients: workspace.coefficients,
    arrays: workspace.arrays,
    cuts: wrt === undefined ? new Map() : cutsOf(workspace, of, wrt),
  };
  const checker = createPartChecker(createChecks(problem, derivation), subject, "here");
  try {
    let number = 0;
    for (const part of partsOf(parts, 1000)) {
      const written = writePart(context, parts, part, wrt !== undefined);
      checker.check(part.from, checker.sumsOf(change(written, number++)));
    }
    checker.finish();
    return "right";
  } catch (error) {
    if (error instanceof VerificationError) return "noticed";
    throw error;
  }
}

/** One integer of one column becomes another. */
function changed(table: TermTable, column: "wrt" | "coefficient" | "factors", seed: number): TermTable {
  const values = Int32Array.from(table[column]);
  const place = seed % Math.max(1, values.length);
  const before = values[place] as number;
  values[place] = column === "coefficient" ? 1 - Math.min(1, before) : before > 0 ? before - 1 : before + 1;
  return { ...table, [column]: values };
}

describe("the parts of a large result", () => {
  it.each(Object.entries(worksheets))("are right: %s", (_, worksheet) => {
    expect(verdict(worksheet, (part) => part)).toBe("right");
  });

  it.each(Object.entries(worksheets))("are not, after a change: %s", (name, worksheet) => {
    const columns = name === "expansion" ? (["factors"] as const) : (["wrt", "factors"] as const);
    fc.assert(
      fc.property(fc.nat(1), fc.nat(1_000_000), fc.constantFrom(...columns), (number, seed, column) => {
        let isChanged = false;
        const found = verdict(worksheet, (part, at) => {
          const { table } = part;
          // Padding of the columns, and entries written as expressions, say nothing.
          const place = seed % Math.max(1, table[column].length);
          const isRead = part.written.size === 0 && (table[column][place] ?? -1) >= 0;
          if (at !== number || !isRead) return part;
          isChanged = true;
          return { ...part, table: changed(table, column, seed) };
        });
        if (!isChanged) return;
        counted.changes++;
        if (found === "noticed") counted.noticed++;
        expect(found).toBe("noticed");
      }),
      { numRuns: 25 },
    );
  });

  it("are not, where one is left out", () => {
    expect(
      verdict(worksheets.gradient, (part, at) => (at === 1 ? { ...part, table: { ...part.table, length: 0 } } : part)),
    ).toBe("noticed");
  });
});
