/**
 * Indices that were counted from another number than the worksheet's: all of the claim, read so, is true.
 */

import type { Decider } from "../deciding/decide.ts";
import { createLevels, type Levels } from "../deciding/levels.ts";
import { workspaceOf } from "../deciding/truth.ts";
import { type Entry, entriesOutside, levelOf, type Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";

const known = new WeakMap<Decider, Levels>();

function levelsOfOtherBase(decider: Decider): Levels {
  const { problem, atoms, sizes, written } = decider;
  const indexBase = sizes.indexBase === 0 ? 1 : 0;
  const levels =
    known.get(decider) ?? createLevels(problem, workspaceOf(problem), atoms, { ...sizes, indexBase }, written);
  known.set(decider, levels);
  return levels;
}

export function baseTrials(subject: Subject): Trial[] {
  const { decider } = subject.link;
  const { indexBase } = decider.sizes;
  const isEntries = subject.trueSide.tag === "scalar" && subject.claimedSide.tag === "scalar";
  if (!isEntries) return [];
  const other = indexBase === 0 ? 1 : 0;
  const explains = (entry: Entry): boolean => {
    const ground = levelOf(subject, levelsOfOtherBase(decider));
    const point = new Map([...entry.point].map(([letter, value]) => [letter, value + other - indexBase]));
    const truth = ground.polynomial(entry.true, point);
    const isInside = truth.size > 0 && entriesOutside(subject.link, entry.claimed, other).length === 0;
    return (isInside || point.size > 0) && decider.normal.isEqual(truth, ground.polynomial(entry.claimed, point));
  };
  return [{ code: "index-base", details: { written: String(other), right: String(indexBase) }, explains }];
}

/** An entry that the array does not have. */
export function outsideTrial({ link }: Subject): Trial {
  const { indexBase } = link.decider.sizes;
  return {
    code: "wrong-index",
    details: {},
    isLocal: true,
    explains: ({ claimed }) => entriesOutside(link, claimed, indexBase).length > 0,
  };
}
