/**
 * Whether the sides of a claim are equal, link by link, for all values of its letters.
 * In: what a claim means. Out: a verdict for each link; where one is wrong, every point and entry at which it is.
 *
 * Equal normal forms are proof. A link is wrong only where numbers have been found at which an evaluator that shares
 * nothing with the normal forms gives two values; all that is between is unproven.
 */
import type Fraction from "fraction.js";
import type { Workspace } from "../../algebra/workspace.ts";
import type { Problem } from "../../problem/problem.ts";
import type { Real } from "../../verify/arithmetic.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { Verdict } from "../report.ts";
import type { ClaimCase } from "../resolving/claims/cases.ts";
import { decideByNumbers } from "./by-numbers.ts";
import { addUpToOne, type Target, targetsOf } from "./distributions.ts";
import { compareNumbers } from "./given.ts";
import type { Ground } from "./ground.ts";
import { createLevels, type Levels } from "./levels.ts";
import { createNormal, type Normal } from "./normal.ts";
import { pairEntries } from "./pairs.ts";
import { pointsOf } from "./points.ts";
import { type AtomTable, createAtomTable, type Polynomial, TooManyTerms } from "./polynomial.ts";
import { hasKinks, refute } from "./refute.ts";
import { createSamples, type Samples } from "./samples.ts";
import type { Sizes } from "./support.ts";
import { workspaceOf } from "./truth.ts";
import type { Letters } from "./values.ts";
import { createWitnesses, type Witnesses } from "./witness.ts";

/** What the decisions on one sheet share. */
export interface Decider {
  readonly problem: Problem;
  readonly sizes: Sizes;
  readonly atoms: AtomTable;
  readonly workspace: Workspace;
  readonly levels: Levels;
  /** Targets of cross entropies add up to 1 in it. */
  readonly normal: Normal;
  readonly targets: readonly Target[];
  /** Without that; where there are no targets, the same. */
  readonly strict: Normal;
  readonly written: ReadonlyMap<number, readonly Meaning[]>;
  /** Numbers for all letters, at which the sides of every claim are compared. */
  readonly samples: Samples;
  /** The second evaluator, at any numbers. */
  readonly witnessAt: Witnesses;
}

/** One entry of one point of a link, both sides written out over the worksheet's arrays. */
export interface Comparison {
  readonly point: Letters;
  /** The row-major number of the entry; of numbers, 0. */
  readonly entry: number;
  readonly left: Polynomial;
  readonly right: Polynomial;
  readonly meanings: readonly [Meaning, Meaning];
  /** Both sides over the worksheet's letters. */
  readonly whole: () => readonly [Polynomial, Polynomial];
}

/** Numbers at which the sides differ, by the second evaluator. */
export interface Refutation {
  readonly comparison: Comparison;
  /** The letters that are not 0: array and row-major entry. */
  readonly values: readonly { readonly array: number; readonly entry: number; readonly value: Fraction }[];
  readonly left: Real;
  readonly right: Real;
}

export interface LinkDecision {
  readonly verdict: Verdict;
  /** Every entry at which the sides were compared, and those at which they differ. */
  readonly compared: readonly Comparison[];
  readonly wrong: readonly Comparison[];
  readonly refutation?: Refutation;
  readonly shapes?: readonly [readonly number[], readonly number[]];
  /** Equal but at kinks, where there is no derivative. */
  readonly isOffKinks?: boolean;
  /** Equal where the targets of cross entropies add up to 1, and not otherwise. */
  readonly isOfTargets?: boolean;
  /** Too large to be multiplied out: compared at so many choices of numbers. */
  readonly samples?: number;
}

export function createDecider(problem: Problem, written: ReadonlyMap<number, readonly Meaning[]>): Decider {
  const atoms = createAtomTable();
  const workspace = workspaceOf(problem);
  const sizes: Sizes = {
    shapeOf: (array) => problem.arrays[array]?.shape ?? [],
    indexBase: problem.indexBase,
  };
  const levels = createLevels(problem, workspace, atoms, sizes, written);
  const targets = targetsOf(problem);
  const strict = createNormal(atoms, workspace.functions);
  const normal = targets.length === 0 ? strict : createNormal(atoms, workspace.functions, addUpToOne(atoms, targets));
  const witnessAt = createWitnesses(problem, sizes, written);
  return {
    problem,
    workspace,
    sizes,
    atoms,
    levels,
    normal,
    targets,
    strict,
    written,
    samples: createSamples(witnessAt),
    witnessAt,
  };
}

/** @param isRough the relation is ≈: a number without a decimal point is rounded too. */
export function decideLink(
  decider: Decider,
  cases: readonly ClaimCase[],
  link: number,
  isRough: boolean,
): LinkDecision {
  try {
    return decideExactly(decider, cases, link, isRough);
  } catch (error) {
    if (!(error instanceof TooManyTerms)) throw error;
    const decision = decideByNumbers(decider, cases, link);
    // Numbers that do not add up to 1 refute nothing where they should.
    const isRefuted = decision.verdict === "wrong" && decision.shapes === undefined && decider.targets.length > 0;
    return isRefuted ? { verdict: "unproven", compared: [], wrong: [] } : decision;
  }
}

function decideExactly(decider: Decider, cases: readonly ClaimCase[], link: number, isRough: boolean): LinkDecision {
  const compared: Comparison[] = [];
  for (const one of cases) {
    const [left, right] = [one.sides[link] as Value, one.sides[link + 1] as Value];
    const pairs = pairEntries(left, right);
    if (pairs === undefined) return wrongShapes(left, right);
    const ground = decider.levels.about(one.sides[0] as Value);
    for (const point of pointsOf(one, decider.sizes))
      for (const [entry, meanings] of pairs.entries()) compared.push(compare(decider, ground, point, entry, meanings));
  }
  // Of entries that there are not, nothing is shown.
  if (compared.length === 0) return { verdict: "unproven", compared, wrong: [] };
  return decide(decider, compared, isRough);
}

function compare(
  { levels }: Decider,
  ground: Ground,
  point: Letters,
  entry: number,
  meanings: Comparison["meanings"],
): Comparison {
  const sides = (level: Ground): readonly [Polynomial, Polynomial] => [
    level.polynomial(meanings[0], point),
    level.polynomial(meanings[1], point),
  ];
  let whole: readonly [Polynomial, Polynomial] | undefined;
  const [left, right] = sides(ground);
  return {
    point,
    entry,
    meanings,
    left,
    right,
    whole: () => {
      whole ??= sides(levels.whole);
      return whole;
    },
  };
}

function decide(decider: Decider, compared: readonly Comparison[], isRough: boolean): LinkDecision {
  const decision = decideAll(decider, compared, isRough);
  if (decision.verdict !== "correct" || decider.targets.length === 0) return decision;
  return { ...decision, isOfTargets: compared.some((one) => !isStrictlyEqual(decider, one)) };
}

/** Equal whatever the targets add up to. */
function isStrictlyEqual({ strict }: Decider, { left, right, whole }: Comparison): boolean {
  return strict.isEqual(left, right) || strict.isEqualOffKinks(left, right) || strict.isEqual(...whole());
}

function decideAll(decider: Decider, compared: readonly Comparison[], isRough: boolean): LinkDecision {
  const { normal } = decider;
  const unequal = compared.filter(({ left, right }) => !normal.isEqual(left, right));
  const apart = unequal.filter(({ left, right }) => !normal.isEqualOffKinks(left, right));
  const isOffKinks = apart.length < unequal.length;
  // Numbers are cheaper than what is written out in full; where they show no difference, only that can show none.
  const differs = new Set(apart.filter((one) => decider.samples.differs(one)));
  const open = apart.filter((one) => differs.has(one) || !normal.isEqual(...one.whole()));
  if (open.length === 0) return { verdict: "correct", compared, wrong: [], isOffKinks };
  const numeric = open.map((comparison) => compareNumbers(decider, comparison, isRough));
  const wrong = open.filter((_, position) => numeric[position] === undefined);
  if (wrong.length === 0) return { verdict: numeric.includes("rounded") ? "rounded" : "correct", compared, wrong: [] };
  for (const comparison of wrong) {
    // Numbers that happen to hit a kink would show a difference that is none.
    if (!differs.has(comparison) && hasKinks(decider, comparison)) continue;
    const refutation = refute(decider, comparison);
    if (refutation !== undefined) return { verdict: "wrong", compared, wrong, refutation };
  }
  return { verdict: "unproven", compared, wrong: [] };
}

function wrongShapes(left: Value, right: Value): LinkDecision {
  const shape = (value: Value): readonly number[] => (value.tag === "scalar" ? [] : value.shape);
  return { verdict: "wrong", compared: [], wrong: [], shapes: [shape(left), shape(right)] };
}
