/**
 * The generator of homework itself: each of its true claims is true at numbers, each mutant false, which it checks as it
 * goes; here, that every kind of mistake comes about, in every format, and the same ones for the same seed.
 */
import { expect, it } from "vitest";
import type { DiagnosisCode } from "../../src/homework/report.ts";
import { type Sheet, sheets } from "./mutate.ts";

function first(count: number, seed: number): Sheet[] {
  const made: Sheet[] = [];
  for (const sheet of sheets(seed)) {
    made.push(sheet);
    if (made.length === count) break;
  }
  return made;
}

const CODES: readonly DiagnosisCode[] = [
  ...(["kernel-not-flipped", "kernel-flipped-twice", "kernel-gradient-flipped", "one-axis-flip"] as const),
  ...(["transposed-indices", "wrong-index", "off-by-one", "index-base", "missing-term", "extra-term", "sign"] as const),
  ...(["stride-ignored", "padding-ignored", "dilation-ignored", "stride-dilation-exchanged"] as const),
  ...(["leftover-ignored", "channel-sum", "bias-not-summed", "scale", "sum-range", "roles-exchanged"] as const),
  ...(["other-convolution", "left-side", "sum-vs-jacobian", "shape", "transposed-matrix"] as const),
  ...(["activation-derivative-missing", "activation-not-derived", "arithmetic"] as const),
];

it("makes every mistake that it knows", () => {
  const made = first(4000, 2);
  const counts = new Map<string, number>(CODES.map((code) => [code, 0]));
  for (const { code } of made) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  console.log([...counts].map(([code, count]) => `${code} ${count}`).join(", "));
  expect([...counts].filter(([, count]) => count < 3)).toEqual([]);
  expect(new Set(made.map(({ format }) => format))).toEqual(new Set(["tex", "md", "txt"]));
  expect(made.filter(({ verdict }) => verdict === "correct").length).toBeGreaterThan(500);
});

it("makes the same sheets for the same seed, and others for another", () => {
  expect(first(50, 7)).toEqual(first(50, 7));
  expect(first(50, 7)).not.toEqual(first(50, 8));
});
