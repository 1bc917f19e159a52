/** The general entry of an array: its definition put in and worked out, for every index and every size. */
import { normalize } from "./normalize.ts";
import { type Step, sideOf } from "./prove.ts";
import type { Sum, Theory } from "./sums.ts";

export interface GeneralEntry {
  readonly start: Sum;
  readonly steps: readonly Step[];
}

export function generalEntry(array: string, theory: Theory): GeneralEntry {
  const start = sideOf(array, theory);
  const steps = normalize(start, theory, "kept").map((step): Step => ({ ...step, direction: "forward" }));
  return { start, steps };
}
