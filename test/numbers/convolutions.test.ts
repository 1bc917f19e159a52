/** Thousands of random convolutions: values and all gradients, exactly, by plain loops and by PyTorch's autograd. */
import fc from "fast-check";
import { beforeAll, it } from "vitest";
import { answersOf, askTorch, createTally } from "./answers.ts";
import { convolutionCase, torchCase, type WorkedCase, workOut } from "./convolution-cases.ts";

let cases: readonly (WorkedCase & { readonly ours: ReturnType<typeof answersOf> })[] = [];
beforeAll(() => {
  const worked = fc.sample(convolutionCase, { numRuns: 1800, seed: 7 }).map(workOut);
  cases = worked.map((one) => ({ ...one, ours: answersOf(one.worksheet) }));
}, 120_000);

it("are Σ k[u] a[s·p + d·u − P], and their gradients are the same products", () => {
  const tally = createTally("convolutions by plain loops");
  for (const { kind, configuration, worksheet, ours, expected } of cases)
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, expected);
  tally.finish(1500);
});

it("are what PyTorch computes, and its autograd", () => {
  const theirs = askTorch(cases.map(torchCase));
  if (theirs === undefined) return;
  const tally = createTally("convolutions by PyTorch");
  cases.forEach(({ kind, configuration, worksheet, ours }, number) => {
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, theirs[number] ?? {});
  });
  tally.finish(1500);
}, 120_000);
