/**
 * How far the sides of a claim are written out. Equal at any level is equal; a person writes at the first one: the array
 * in question by its definition, and the arrays that it is made of by their names.
 */
import type { Workspace } from "../../algebra/workspace.ts";
import type { NumericArray, Problem } from "../../problem/problem.ts";
import type { Meaning, Value } from "../meaning.ts";
import { createGround, type Ground } from "./ground.ts";
import type { AtomTable } from "./polynomial.ts";
import type { Sizes } from "./support.ts";
import { createTruth } from "./truth.ts";

export interface Levels {
  /** Everything written out over the letters of the worksheet. */
  readonly whole: Ground;
  /** The arrays that a claim is about written out once, over the worksheet's own arrays. */
  about(side: Value): Ground;
}

export function createLevels(
  problem: Problem,
  workspace: Workspace,
  atoms: AtomTable,
  sizes: Sizes,
  written: ReadonlyMap<number, readonly Meaning[]>,
): Levels {
  const ground = (isKept: (array: NumericArray) => boolean): Ground =>
    createGround(createTruth(atoms, workspace, isKept), sizes, written);
  const kept = problem.arrays.filter(isKeptByName).map(({ id }) => id);
  const known = new Map<string, Ground>();
  return {
    whole: ground(() => false),
    about: (side) => {
      const named = new Set(arraysNamed(side));
      const folded = new Set(kept.filter((id) => !named.has(id)));
      const key = [...folded].join();
      const level = known.get(key) ?? ground(({ id }) => folded.has(id));
      known.set(key, level);
      return level;
    },
  };
}

/** An array with a name and a definition, unless it is a function of another, entry by entry: h = σ(z) is σ(z). */
function isKeptByName({ named, definition, shape }: NumericArray): boolean {
  if (!named || definition.kind !== "rows" || shape.length === 0) return false;
  const [only, ...more] = definition.rows;
  const isActivation = only?.factors.length === 1 && only.factors[0]?.apply !== undefined && more.length === 0;
  return !isActivation;
}

/** The arrays whose entries stand alone on a side. */
function arraysNamed(side: Value): number[] {
  const meanings = side.tag === "scalar" ? [side.meaning] : side.entries;
  return meanings.flatMap((meaning) => (meaning.tag === "entry" ? [meaning.array] : []));
}
