/** Thousands of random convolutions: values and all gradients, exactly, by plain loops and by PyTorch's autograd. */
import fc from "fast-check";
import { beforeAll, it } from "vitest";
import { convolution } from "../convolutions.ts";
import { answersOf, askTorch, createTally } from "./answers.ts";
import { convolutionCases, type WorkedCase, wholeShapes, workOut } from "./convolution-cases.ts";

let cases: readonly (WorkedCase & { readonly ours: ReturnType<typeof answersOf> })[] = [];
beforeAll(() => {
  const worked = fc.sample(convolutionCases(convolution), { numRuns: 1800, seed: 7 }).map(workOut);
  cases = worked.map((one) => ({ ...one, ours: answersOf(one.worksheet) }));
}, 120_000);

it("are Σ k[u] a[s·p + d·u − P], and their gradients are the same products", () => {
  const tally = createTally("convolutions by plain loops");
  for (const { kind, configuration, worksheet, ours, expected } of cases)
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, expected);
  tally.finish(1500);
});

it("are what PyTorch computes, and its autograd", ({ skip }) => {
  const theirs = askTorch(
    cases.map(({ made: { of }, given: { delta, ...given } }) => {
      const shapes = wholeShapes(of);
      const arrays = Object.entries(given).map(([name, data]) => [name, { shape: shapes[name as "a"], data }]);
      return { kind: "convolution", of, given: Object.fromEntries(arrays), delta };
    }),
  );
  if (theirs === undefined) return skip("PyTorch is not installed");
  const tally = createTally("convolutions by PyTorch");
  cases.forEach(({ kind, configuration, worksheet, ours }, number) => {
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, theirs[number] ?? {});
  });
  tally.finish(1500);
}, 120_000);
