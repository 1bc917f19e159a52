/**
 * Re-checks in how many windows an entry is said to lie, by counting at the sizes of a grid.
 *
 * What is counted is where derivatives are not 0, evaluated by plain loops from the definitions; every entry of a kernel
 * is a number other than 0 there. The proof of the period is replayed. What this cannot see: that a closed form, which
 * is not proved, fails at sizes that are not on the grid.
 */
import { isMet, type Requirement, valueOfNode } from "../../calculus/count-forms.ts";
import type { EntryCount } from "../../calculus/entry-counts.ts";
import { createEvaluator, valueAt } from "../../calculus/evaluate.ts";
import { chooseSizes, type Sizes } from "../../calculus/grid.ts";
import { sideOf } from "../../calculus/prove.ts";
import { indicesOf, instanceAt } from "../../calculus/refute.ts";
import { replay } from "../../calculus/replay.ts";
import { COUNT_INSTANCES, countedDerivatives, type DerivativeRequest } from "../../calculus/subject.ts";
import type { Theory } from "../../calculus/sums.ts";
import { arrayOf } from "../../calculus/theory.ts";
import type { Counts } from "../../derivation/letter-counts.ts";
import type { LetterProblem } from "../../problem/letters.ts";
import { fail } from "../checks.ts";

export function checkCounts(
  counts: Counts | undefined,
  problem: LetterProblem,
  request: DerivativeRequest,
  place: string,
): void {
  if (counts === undefined) return;
  const found = countedDerivatives(problem, request);
  if (found === undefined || arrayOf(problem, found.of).name !== counts.of)
    return fail(place, "counts windows where there are none");
  const { array, theory, of } = found;
  for (const { period } of counts.axes) {
    const fault = period && replay(period.chain, period.statement, period.theory);
    if (fault !== undefined) fail(`${place}, period of a count, step ${fault.step}`, fault.why);
  }
  const chosen = chooseSizes(theory, COUNT_INSTANCES);
  let entries = 0;
  for (const sizes of chosen) {
    const live = liveAt(array, theory, arrayOf(problem, of).shape.length, sizes);
    entries += live.entries;
    for (const axis of counts.axes) checkAxis(axis, live, sizes, `${place} at ${textOf(sizes)}`);
  }
  const { grid } = counts;
  if (grid.instances !== chosen.length || grid.entries !== entries || !areSizes(grid.sizes, chosen))
    fail(place, "says that windows were counted at other sizes than they were");
}

function areSizes(said: Counts["grid"]["sizes"], chosen: readonly Sizes[]): boolean {
  return (
    said.length === chosen.length &&
    said.every((one, at) => Object.entries(one).every(([letter, value]) => chosen[at]?.get(letter) === value))
  );
}

interface Live {
  readonly shape: { readonly of: readonly number[]; readonly wrt: readonly number[] };
  /** The places of derivatives that are not 0. */
  readonly pairs: readonly { readonly of: readonly number[]; readonly wrt: readonly number[] }[];
  readonly entries: number;
}

function liveAt(array: string, theory: Theory, outputs: number, sizes: Sizes): Live {
  const evaluator = createEvaluator(theory, instanceAt(sizes));
  const shape = theory.free.map(({ size }) => valueAt(size, sizes));
  const indices = [...indicesOf(shape)];
  const isLive = (index: readonly number[]): boolean =>
    evaluator.sum(sideOf(array, theory), new Map(theory.free.map(({ letter }, axis) => [letter, index[axis] ?? 0]))) !==
    0;
  return {
    shape: { of: shape.slice(0, outputs), wrt: shape.slice(outputs) },
    pairs: indices.filter(isLive).map((index) => ({ of: index.slice(0, outputs), wrt: index.slice(outputs) })),
    entries: indices.length,
  };
}

const NOTHING: Theory = {
  assumptions: { letters: [], nonnegative: [], equations: [] },
  arrays: [],
  definitions: [],
  free: [],
};

/** Along one axis: the axes are independent of each other, so that each is seen where the others are not all 0. */
function checkAxis(count: EntryCount, { shape, pairs }: Live, sizes: Sizes, place: string): void {
  const [own, other] = count.counted === "overlaps" ? (["of", "wrt"] as const) : (["wrt", "of"] as const);
  const windows = Array.from({ length: shape[own][count.axis] ?? 0 }, () => new Set<number>());
  for (const pair of pairs) windows[pair[own][count.axis] ?? -1]?.add(pair[other][count.along] ?? -1);
  const evaluator = createEvaluator(NOTHING, instanceAt(sizes));
  const said = windows.map((_, at) => evaluator.sum(count.count, new Map([[count.letter, at]])));
  // Where another axis has nothing but padding, nothing is seen of this one.
  const isSeen = pairs.length > 0 || Math.max(shape.of.length, shape.wrt.length) === 1;
  for (const [at, found] of windows.entries()) {
    const [number, sum] = [isSeen ? found.size : (said[at] ?? 0), said[at] ?? 0];
    checkEntry(count, { number, said: sum, letters: new Map(sizes).set(count.letter, at) }, `${place}, entry ${at}`);
  }
  checkUniform(count, said, sizes, place);
}

interface Seen {
  /** By counting, and by the sum. */
  readonly number: number;
  readonly said: number;
  readonly letters: Sizes;
}

function checkEntry({ interior, dead }: EntryCount, { number, said, letters }: Seen, place: string): void {
  const holds = (requirements: readonly Requirement[]): boolean => requirements.every((one) => isMet(one, letters));
  if (said !== number) fail(place, `lies in ${number} windows, and ${said} are said`);
  for (const { why, where } of dead)
    if (holds(where) && number !== 0) fail(place, `lies in ${number} windows, and in none are said (${why})`);
  if (!holds(interior.where)) return;
  for (const { value, when } of interior.forms)
    if (holds(when) && valueOfNode(value, letters) !== number)
      fail(place, `lies in ${number} windows, and the closed form says otherwise`);
  const { least, most } = interior;
  if (least && holds(least.when) && number < valueOfNode(least.value, letters)) fail(place, "lies in fewer windows");
  if (most && holds(most.when) && number > valueOfNode(most.value, letters)) fail(place, "lies in more windows");
}

/** One number everywhere inside, just where that is said; seen where the inside is as long as the period. */
function checkUniform(
  { interior, letter, stride }: EntryCount,
  said: readonly number[],
  sizes: Sizes,
  place: string,
): void {
  const { uniform } = interior;
  const inside = said.filter((_, at) => interior.where.every((one) => isMet(one, new Map(sizes).set(letter, at))));
  if (uniform === undefined || inside.length < valueAt(stride, sizes)) return;
  const isOne = new Set(inside).size <= 1;
  if (isOne !== uniform.every((one) => isMet(one, sizes))) fail(place, "says of counts that they are equal, or not");
}

function textOf(sizes: Sizes): string {
  return [...sizes].map(([letter, value]) => `${letter} = ${value}`).join(", ");
}
