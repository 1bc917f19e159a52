/**
 * What all checks share: the problem, the interpreters, and the words for a line that does not follow.
 */
import Fraction from "fraction.js";
import type { Derivation } from "../derivation/derivation.ts";
import { Mistake } from "../error.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { createModularArithmetic, PRIME, REAL_ARITHMETIC, type Real, randomResidueAt, UNKNOWN } from "./arithmetic.ts";
import { createDualArithmetic } from "./dual.ts";
import { createForward, type Point } from "./forward.ts";
import { createInterpreter, type Interpreter } from "./interpret.ts";
import { Meaningless } from "./letters.ts";
import { createVisits } from "./visits.ts";

/** A line that does not follow: where it stands, and why not. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}

export interface Checks {
  readonly problem: Problem;
  readonly derivation: Derivation;
  /** One interpreter for each random point. */
  readonly modular: readonly Interpreter<number>[];
  readonly real: Interpreter<Real>;
  /** The same with some number or other for each letter that has none: what agrees in all of them needs none. */
  readonly supposed: readonly Interpreter<Real>[];
}

/** Each names one random point. */
export const POINT_SEEDS = [0x5eed, 0xfeed] as const;

/** The value of a letter at a random point; never 0. */
export function pointAt(array: NumericArray, entry: number, seed: number): number {
  return 1 + (randomResidueAt(array.name, entry, seed) % (PRIME - 1));
}

export function createChecks(problem: Problem, derivation: Derivation): Checks {
  const visits = createVisits(problem);
  const modular = POINT_SEEDS.map((seed) => {
    const dual = createDualArithmetic(createModularArithmetic(seed), problem.functions);
    const forward = createForward(problem, dual, (array, entry) => pointAt(array, entry, seed), { visits });
    return createInterpreter(problem, forward, derivation.names);
  });
  const dual = createDualArithmetic(REAL_ARITHMETIC, problem.functions);
  const realWith = (other: (array: NumericArray, entry: number) => Real): Interpreter<Real> => {
    const given: Point<Real> = (array, entry) => problem.given.get(array.id)?.[entry] ?? other(array, entry);
    const forward = createForward(problem, dual, given, { visits });
    return createInterpreter(problem, forward, derivation.names);
  };
  return {
    problem,
    derivation,
    modular,
    real: realWith(() => UNKNOWN),
    supposed: POINT_SEEDS.map((seed) =>
      realWith((array, entry) => new Fraction(1 + (randomResidueAt(array.name, entry, seed) % 97), 7)),
    ),
  };
}

export function fail(place: string, reason: string): never {
  throw new VerificationError(`${place}: ${reason}`);
}

/** Runs an evaluation; an expression that means nothing is a line that does not follow. */
export function evaluated<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Meaningless || error instanceof Mistake) fail(place, error.message);
    throw error;
  }
}

/** The row-major numbers of all entries. */
export function allEntries(array: NumericArray): number[] {
  return Array.from({ length: sizeOfShape(array.shape) }, (_, entry) => entry);
}

/** The row-major number of an index written in the worksheet's base. */
export function flatOf({ problem }: Checks, array: NumericArray, at: readonly number[], place: string): number {
  if (at.length !== array.shape.length) fail(place, `\`${array.name}\` has ${array.shape.length} axes`);
  return at.reduce((flat, index, axis) => {
    const size = array.shape[axis] as number;
    const counted = index - problem.indexBase;
    if (!Number.isInteger(counted) || counted < 0 || counted >= size)
      fail(place, `\`${array.name}\` has no such entry`);
    return flat * size + counted;
  }, 0);
}

/** The index of an entry, as it is written. */
export function indexText({ problem }: Checks, array: NumericArray, entry: number): string {
  return unflatten(entry, array.shape)
    .map((axis) => axis + problem.indexBase)
    .join(",");
}
