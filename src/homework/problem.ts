/**
 * The worksheet that a sheet is checked against, opened anew for each sheet: a sheet adds arrays of its own.
 * A worksheet whose sizes are letters is opened at several choices of numbers, and is a problem of the index calculus too.
 */

import { chooseSizes, type Sizes } from "../calculus/grid.ts";
import type { Theory } from "../calculus/sums.ts";
import { theoryOf } from "../calculus/theory.ts";
import { locateMistakes } from "../error.ts";
import { parseWorksheet } from "../language/parse.ts";
import type { Worksheet } from "../language/syntax.ts";
import { openWorksheet } from "../problem/build.ts";
import { buildLetterProblem } from "../problem/letters/build.ts";
import type { LetterProblem } from "../problem/letters.ts";
import type { Problem } from "../problem/problem.ts";
import type { Scope } from "../problem/scope.ts";
import { speaksOfSizes } from "../problem/settings.ts";
import type { GeneralArray } from "./meaning.ts";

/** The same worksheet for every size, and the numbers at which a sheet is held against it. */
export interface EverySize {
  readonly problem: LetterProblem;
  readonly instances: readonly Sizes[];
}

export interface HomeworkProblem {
  readonly file: string;
  readonly worksheet: Worksheet;
  readonly everySize?: EverySize;
}

/** A problem whose arrays are those of its scope: what is lowered there becomes an array of the problem. */
export interface OpenProblem {
  readonly worksheet: Worksheet;
  readonly problem: Problem;
  readonly scope: Scope;
  /** The letters of its sizes and the numbers in their place. */
  readonly sizes: Sizes;
  /** What stands at any index of the arrays that a sheet writes out, where that is known; it grows. */
  readonly general: Map<number, GeneralArray>;
  /** The convolutions of the worksheet itself; those of a sheet come later. */
  readonly convolutions: readonly Convolution[];
}

type Convolution = NonNullable<Scope["arrays"][number]["convolution"]>;

/** At so many sizes a sheet is checked whose worksheet speaks of all. */
const INSTANCES = 5;

/** @throws WorksheetError with code, message, line and column where the worksheet has a mistake. */
export function readProblem(worksheet: string, file: string): HomeworkProblem {
  return locateMistakes(worksheet, () => {
    const problem = { file, worksheet: parseWorksheet(worksheet) };
    if (speaksOfSizes(problem.worksheet)) return { ...problem, everySize: everySizeOf(problem.worksheet) };
    openProblem(problem);
    return problem;
  });
}

function everySizeOf(worksheet: Worksheet): EverySize {
  const problem = buildLetterProblem(worksheet);
  const theory = theoryOf(
    problem,
    problem.arrays.map(({ id }) => id),
  );
  const closed: Theory = { ...theory, free: [] };
  // A batch of one is written as its one sample, and a sheet speaks of several.
  const { letters } = theory.assumptions;
  const larger = letters.map((one) => (one.atLeast === 1 ? { ...one, atLeast: 2 } : one));
  const several = chooseSizes({ ...closed, assumptions: { ...theory.assumptions, letters: larger } }, INSTANCES);
  const chosen = several.length > 1 ? several : chooseSizes(closed, INSTANCES);
  const instances = chosen.map((sizes) => ownSizes(sizes, problem.sizes));
  return { problem, instances: [...instances].sort((left, right) => totalOf(left) - totalOf(right)) };
}

/** Without the letters that are made for quotients, of which a sheet knows nothing. */
function ownSizes(sizes: Sizes, own: readonly string[]): Sizes {
  return new Map(own.map((letter) => [letter, sizes.get(letter) ?? 0]));
}

function totalOf(sizes: Sizes): number {
  return [...sizes.values()].reduce((total, size) => total + Math.abs(size), 0);
}

export function openProblem({ worksheet, everySize }: HomeworkProblem, sizes: Sizes = new Map()): OpenProblem {
  const own = ownSizes(sizes, everySize?.problem.sizes ?? []);
  const opened = openWorksheet(worksheet, { sizes: own });
  const convolutions = opened.scope.arrays.flatMap(({ convolution, convolutions = [] }) =>
    convolution ? [convolution] : convolutions,
  );
  return { worksheet, sizes: own, general: new Map(), convolutions, ...opened };
}
