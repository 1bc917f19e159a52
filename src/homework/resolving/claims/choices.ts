/**
 * Readings: a formula is resolved again for every way of reading it. A resolver asks `choose` wherever there are
 * several; each run follows one script of answers, and the runs together are all readings.
 */
import type { MeaningFailure } from "../../report.ts";
import { Meaningless } from "../failure.ts";

export interface Choices {
  /** One of the options; in other runs, the others. */
  choose<T>(options: readonly T[]): T;
  /** The same, where the first is what is meant unless the claim is false under it. */
  prefer<T>(options: readonly T[]): T;
  /** Whether all that was preferred has been taken so far. */
  isUsual(): boolean;
}

/** More readings than this are not tried. */
const MOST_READINGS = 24;

/** What a run gave for each reading that has a meaning; where none has, why the first has not. */
export type Readings<T> =
  | { readonly tag: "read"; readonly readings: readonly T[] }
  | { readonly tag: "failed"; readonly failure: MeaningFailure };

export function readEveryWay<T>(run: (choices: Choices) => T): Readings<T> {
  const readings: T[] = [];
  let failure: MeaningFailure | undefined;
  let script: { taken: number; of: number }[] = [];
  for (let count = 0; count < MOST_READINGS; count++) {
    let step = 0;
    let isUsual = true;
    const take = (options: number): number => {
      const known = script[step] ?? { taken: 0, of: options };
      script[step++] = known;
      return known.taken;
    };
    const choices: Choices = {
      choose: (options) => options[take(options.length)] as (typeof options)[number],
      prefer: (options) => {
        const taken = take(options.length);
        if (taken > 0) isUsual = false;
        return options[taken] as (typeof options)[number];
      },
      isUsual: () => isUsual,
    };
    try {
      readings.push(run(choices));
    } catch (error) {
      if (!(error instanceof Meaningless)) throw error;
      failure ??= error.failure;
    }
    script = script.slice(0, step);
    while (script.length > 0 && isLast(script[script.length - 1] as { taken: number; of: number })) script.pop();
    const last = script[script.length - 1];
    if (last === undefined) break;
    last.taken++;
  }
  return readings.length > 0 || failure === undefined ? { tag: "read", readings } : { tag: "failed", failure };
}

function isLast({ taken, of }: { taken: number; of: number }): boolean {
  return taken >= of - 1;
}
