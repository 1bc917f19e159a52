/**
 * Which entries of a request are derived step by step: all of a small one, one of each kind of a large one.
 */
import { unflatten } from "../problem/rows.ts";
import type { Detail } from "./derivation.ts";

/** Up to so many entries every one is derived at `--detail steps`. */
export const MOST_STEPWISE = 100;

/** The positions in `entries` (row-major numbers within `shape`) that are derived. */
export function selectStepwise(entries: readonly number[], shape: readonly number[], detail: Detail): Set<number> {
  const all = entries.map((_, position) => position);
  if (detail === "results") return new Set();
  if (detail === "full" || entries.length <= MOST_STEPWISE) return new Set(all);
  return firstOfEachKind(entries, shape);
}

/** The position of the first corner, edge, … and interior entry. */
export function firstOfEachKind(entries: readonly number[], shape: readonly number[]): Set<number> {
  const firstOfKind = new Map<number, number>();
  entries.forEach((entry, position) => {
    const kind = boundaryAxes(entry, shape);
    if (!firstOfKind.has(kind)) firstOfKind.set(kind, position);
  });
  return new Set(firstOfKind.values());
}

/** On how many axes the entry is first or last: all for a corner, none in the interior. */
function boundaryAxes(entry: number, shape: readonly number[]): number {
  return unflatten(entry, shape).filter((index, axis) => index === 0 || index === (shape[axis] as number) - 1).length;
}
