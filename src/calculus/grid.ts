/**
 * Sizes at which the lines of a proof are evaluated: few, small, and as unlike each other as they come.
 *
 * Each letter should once be as small as it may, 1, even, odd; one without a bound 0, negative, positive; each pair of letters once equal, once either way
 * round, and once with a common divisor. So strides exceed kernels, kernels are even, paddings crop and differ, and
 * leftovers are not 0, without a word here about what the letters mean.
 */
import { valueAt } from "./evaluate.ts";
import { completeSizes } from "./size-order.ts";
import type { Theory } from "./sums.ts";

export type Sizes = ReadonlyMap<string, number>;

const MOST_CANDIDATES = 250;
const MOST_TRIALS = 10_000;
/** Of all arrays of an instance. */
const MOST_ENTRIES = 600;

/** At most so many instances: each shows the most traits that no one before it has shown. */
export function chooseSizes(theory: Theory, most: number): readonly Sizes[] {
  const candidates = candidatesOf(theory).map((sizes) => ({ sizes, traits: new Set(traitsOf(sizes, theory)) }));
  const chosen: Sizes[] = [];
  while (chosen.length < most) {
    const best = candidates.reduce((a, b) => (b.traits.size > a.traits.size ? b : a), NONE);
    if (best.traits.size === 0) break;
    chosen.push(best.sizes);
    const seen = [...best.traits];
    for (const { traits } of candidates) for (const trait of seen) traits.delete(trait);
  }
  return chosen;
}

const NONE: { readonly sizes: Sizes; readonly traits: Set<string> } = { sizes: new Map(), traits: new Set() };

/** Drawn from a sequence that is the same each time, a few above the bounds; what the assumptions forbid is left out. */
function candidatesOf(theory: Theory): readonly Sizes[] {
  const solved = new Set(theory.assumptions.equations.map(({ letter }) => letter));
  const open = theory.assumptions.letters.filter(({ letter }) => !solved.has(letter));
  const draw = createDraws();
  const candidates: Sizes[] = [];
  for (let trial = 0; trial < MOST_TRIALS && candidates.length < MOST_CANDIDATES; trial++) {
    const drawn = open.map(({ letter, atLeast = -2 }) => [letter, atLeast + draw(atLeast < 0 ? 5 : 4)] as const);
    const sizes = completeSizes(new Map(drawn), theory);
    if (sizes !== undefined && entriesAt(sizes, theory) <= MOST_ENTRIES) candidates.push(sizes);
  }
  return candidates;
}

/** Integers from 0 to below a number, small ones more often. */
function createDraws(): (below: number) => number {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % below;
  };
  return (below) => Math.min(next(below), next(below));
}

function entriesAt(sizes: Sizes, { arrays, definitions }: Theory): number {
  const counts = [...arrays, ...definitions].map(({ shape }) =>
    shape.reduce((product, size) => product * valueAt(size, sizes), 1),
  );
  return counts.reduce((total, count) => total + count, 0);
}

function traitsOf(sizes: Sizes, { assumptions }: Theory): readonly string[] {
  const traits: string[] = [];
  const letters = assumptions.letters.map((size) => ({ ...size, value: sizes.get(size.letter) ?? 0 }));
  for (const [place, { letter, value, atLeast }] of letters.entries()) {
    if (value === (atLeast ?? 0)) traits.push(`${letter} least`);
    if (value === 1) traits.push(`${letter} 1`);
    if (value < 0) traits.push(`${letter} negative`);
    if (value > 0 && atLeast === undefined) traits.push(`${letter} positive`);
    if (value !== 0) traits.push(`${letter} ${value % 2 === 0 ? "even" : "odd"}`);
    for (const other of letters.slice(place + 1)) {
      traits.push(`${letter} ${Math.sign(value - other.value)} ${other.letter}`);
      if (commonDivisor(value, other.value) > 1) traits.push(`${letter} shares with ${other.letter}`);
    }
  }
  return traits;
}

function commonDivisor(left: number, right: number): number {
  let [a, b] = [Math.abs(left), Math.abs(right)];
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
