/** Random poolings, exactly, by plain loops and by PyTorch; and windows that reach into the padding. */
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { derive } from "../../src/derive.ts";
import { printExpression } from "../../src/language/print.ts";
import { expectMistakes } from "../helpers.ts";
import { answersOf, askTorch, createTally } from "./answers.ts";
import { pooling, poolingShapes, type WorkedPooling, workOutPooling } from "./pooling-cases.ts";

let cases: readonly (WorkedPooling & { readonly ours: ReturnType<typeof answersOf> })[] = [];
beforeAll(() => {
  const worked = fc.sample(pooling, { numRuns: 700, seed: 8 }).map(workOutPooling);
  cases = worked.map((one) => ({ ...one, ours: answersOf(one.worksheet) }));
}, 120_000);

it("are the means and the first largest entries of their windows", () => {
  const tally = createTally("poolings by plain loops");
  for (const { kind, configuration, worksheet, ours, expected } of cases)
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, expected);
  tally.finish(500);
});

it("are what PyTorch computes, and its autograd", ({ skip }) => {
  const theirs = askTorch(
    cases.map(({ of, given: { a, delta } }) => {
      const shape = poolingShapes({ ...of, batch: of.batch ?? 1, channels: of.channels ?? 1 }).input;
      return { kind: "pooling", of, given: { a: { shape, data: a } }, delta };
    }),
  );
  if (theirs === undefined) return skip("PyTorch is not installed");
  const tally = createTally("poolings by PyTorch");
  cases.forEach(({ kind, configuration, worksheet, ours }, number) => {
    if (tally.isNew(kind, configuration)) tally.compare(worksheet, ours, theirs[number] ?? {});
  });
  tally.finish(500);
}, 120_000);

it("are derived with every step checked, alone and as part of a sum", () => {
  const sample = cases.filter((_, number) => number % 20 === 0);
  for (const { worksheet } of sample)
    for (const text of [worksheet, worksheet.replace("y = ", "y = 1 - 2*")])
      expect(() => derive(text), text).not.toThrow();
});

it("of a window that reaches into the padding, the formula is that of its own entries", () => {
  const formulaOf = (call: string): string => {
    const [definition] = derive(`tensor x[3]\ny = ${call}`).definitions;
    return printExpression((definition as NonNullable<typeof definition>).formula.right);
  };
  expect(formulaOf("max_pool1d(x, 2, stride=1, padding=(1, 0))")).toBe("max(x[p+u-2], u=1..2)");
  expect(formulaOf("-max_pool1d(x, 2, stride=1)")).toBe("-x[p]*[x[p] >= x[p+1]] - x[p+1]*[x[p+1] > x[p]]");
  expect(formulaOf("-max_pool1d(x, 2, stride=1, padding=(1, 0))")).toBe(
    "-x[p-1]*[x[p-1] >= x[p]] - x[p]*(1 - [p - 1 >= 1]*(1 - [x[p] > x[p-1]]))",
  );
  expect(formulaOf("-max_pool1d(x, 2, stride=1, padding=(0, 1))")).toBe(
    "-x[p]*(1 - [p + 1 <= 3]*(1 - [x[p] >= x[p+1]])) - x[p+1]*[x[p+1] > x[p]]",
  );
});

it("are refused where a window lies wholly in the padding", () => {
  const mistake = (missing: string): string =>
    `2:40 (argument) window 1 on axis 1 lies wholly in the padding, and has no ${missing}: it spans 2, and the ` +
    "padding is 2 before and 2 after. The largest padding that is always legal is 1 on each side";
  expectMistakes({
    "tensor x[3]\ny = max_pool1d(x, 2, stride=1, padding=2)": mistake("largest entry"),
    "tensor x[3]\ny = avg_pool1d(x, 2, stride=1, padding=2, count_include_pad=false)": mistake("entries to average"),
    "tensor x[3]\ny = avg_pool1d(x, 2, stride=1, padding=2)": "no mistake",
  });
});
