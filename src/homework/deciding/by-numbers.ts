/**
 * Links that are too large to be multiplied out: compared at numbers, which can refute them and never prove them.
 */
import { sizeOfShape } from "../../problem/rows.ts";
import type { ClaimCase } from "../resolving/claims/cases.ts";
import type { Comparison, Decider, LinkDecision, Refutation } from "./decide.ts";
import type { Letter } from "./letters.ts";
import { pairEntries } from "./pairs.ts";
import { pointsOf } from "./points.ts";
import { ZERO } from "./polynomial.ts";
import { differAt, shrunk } from "./refute.ts";
import { numberFor, SAMPLES } from "./samples.ts";

/** So many sets of small numbers are tried for a counterexample that can be read. */
const TRIALS = 6;

export function decideByNumbers(decider: Decider, cases: readonly ClaimCase[], link: number): LinkDecision {
  const base = { compared: [], wrong: [], samples: SAMPLES };
  for (const comparison of comparisonsOf(decider, cases, link)) {
    if (!decider.samples.differs(comparison)) continue;
    const refutation = refuteByNumbers(decider, comparison);
    if (refutation !== undefined) return { ...base, verdict: "wrong", refutation };
  }
  return { ...base, verdict: "unproven" };
}

function* comparisonsOf(decider: Decider, cases: readonly ClaimCase[], link: number): Generator<Comparison, void> {
  for (const one of cases) {
    const [left, right] = [one.sides[link], one.sides[link + 1]];
    const pairs = left && right && pairEntries(left, right);
    for (const point of pairs === undefined ? [] : pointsOf(one, decider.sizes))
      for (const [entry, meanings] of (pairs ?? []).entries())
        yield { point, entry, meanings, left: ZERO, right: ZERO, whole: () => [ZERO, ZERO] };
  }
}

function refuteByNumbers(decider: Decider, comparison: Comparison): Refutation | undefined {
  const letters = lettersOfProblem(decider);
  for (let trial = 0; trial < TRIALS; trial++) {
    const values = letters.map((letter) => ({ ...letter, value: numberFor(trial, letter.array, letter.entry) }));
    const found = differAt(decider, comparison, values);
    if (found !== undefined) return shrunk(decider, halved(decider, found));
  }
  return undefined;
}

function lettersOfProblem({ problem, written }: Decider): Letter[] {
  return problem.arrays
    .filter(
      ({ id, definition }) => (definition.kind === "letters" || definition.kind === "upstream") && !written.has(id),
    )
    .flatMap(({ id, shape }) => Array.from({ length: sizeOfShape(shape) }, (_, entry) => ({ array: id, entry })));
}

/** Half of the letters at a time, then quarters and less, for as long as the sides differ without them. */
function halved(decider: Decider, refutation: Refutation): Refutation {
  let found = refutation;
  for (let parts = 2; parts <= 16; parts *= 2)
    for (let part = 0; part < parts; part++) {
      const size = Math.ceil(found.values.length / parts);
      const values = found.values.filter((_, place) => Math.floor(place / size) !== part);
      found = differAt(decider, found.comparison, values) ?? found;
    }
  return found;
}
