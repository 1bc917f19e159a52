/**
 * Random worksheets of nested operators: each is derived, checked, saved and checked again, or is a mistake of the
 * worksheet. Anything else is a defect.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { WorksheetError } from "../src/error.ts";
import { verify } from "../src/index.ts";
import { savedJson } from "./helpers.ts";
import { worksheets } from "./random-sheets.ts";

it("are derived and verified, or have a mistake", { timeout: 120_000 }, () => {
  const counts = { verified: 0, mistakes: 0 };
  fc.assert(
    fc.property(worksheets, fc.constantFrom("steps" as const, "full" as const), (worksheet, detail) => {
      try {
        verify(savedJson(worksheet, detail));
        counts.verified++;
      } catch (error) {
        if (!(error instanceof WorksheetError)) throw error;
        counts.mistakes++;
      }
    }),
    { numRuns: 200, seed: 7, interruptAfterTimeLimit: 60_000 },
  );
  console.log(`random worksheets: ${JSON.stringify(counts)}`);
  expect(counts.verified).toBeGreaterThan(50);
});
