/** A claim at some sizes: what it means there, and whether it holds, by the numbers alone. */
import { chooseSizes, type Sizes } from "../../src/calculus/grid.ts";
import { theoryOf } from "../../src/calculus/theory.ts";
import { createDecider, decideLink } from "../../src/homework/deciding/decide.ts";
import type { ReadAtSizes } from "../../src/homework/every-size/prove.ts";
import { type EverySize, type HomeworkProblem, openProblem } from "../../src/homework/problem.ts";
import { readHomework } from "../../src/homework/reading/read.ts";
import { resolveClaim } from "../../src/homework/resolving/claims/claims.ts";
import { readNames } from "../../src/homework/resolving/names/names.ts";
import { readOperators } from "../../src/homework/resolving/operators/declared.ts";

export function everySizeOf({ everySize }: HomeworkProblem): EverySize {
  if (everySize === undefined) throw new Error("the worksheet has no letters for sizes");
  return everySize;
}

/** Sizes with all letters, those of quotients included. */
export function manySizes(problem: HomeworkProblem, most: number): readonly Sizes[] {
  const letters = everySizeOf(problem).problem;
  const theory = theoryOf(
    letters,
    letters.arrays.map(({ id }) => id),
  );
  return chooseSizes({ ...theory, free: [] }, most);
}

export interface ClaimAt extends ReadAtSizes {
  /** Of each link, whether it holds; undefined where the claim has no meaning or no one reading. */
  readonly holds: readonly (boolean | undefined)[];
}

export function claimAt(problem: HomeworkProblem, source: string, sizes: Sizes): ClaimAt {
  const [claim] = readHomework(`\\[ ${source} \\]`, "tex").claims;
  const open = openProblem(problem, sizes);
  if (claim?.tag !== "claim") return { open, readings: [], holds: [] };
  const surroundings = {
    open,
    names: readNames(open),
    operators: readOperators(open),
    delta: undefined,
    written: new Map(),
  };
  const found = resolveClaim(surroundings, claim);
  const readings = found.tag === "read" ? found.readings.filter(({ isUsual }) => isUsual) : [];
  const [reading] = readings;
  if (reading === undefined || readings.length > 1) return { open, readings, holds: [] };
  const decider = createDecider(open.problem, surroundings.written);
  const holds = claim.relations.map((_, link) => {
    try {
      const { verdict } = decideLink(decider, reading.cases, link, false);
      return verdict === "wrong" ? false : verdict === "correct" ? true : undefined;
    } catch {
      return undefined;
    }
  });
  return { open, readings, holds };
}
