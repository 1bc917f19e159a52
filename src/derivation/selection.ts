/**
 * Which entries of a request are derived step by step: all of a small one, one of each kind of a large one.
 */
import { stridesOf, unflatten } from "../problem/rows.ts";
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

/**
 * The first corner, edge, … and interior entry of an array, in row-major order, without looking at the others: of the
 * entries that are inside on so many axes, the first is so on the last of them.
 */
export function representatives(shape: readonly number[]): number[] {
  const roomy = shape.map((_, axis) => axis).filter((axis) => (shape[axis] as number) > 2);
  const strides = stridesOf(shape);
  return Array.from({ length: roomy.length + 1 }, (_, inner) =>
    roomy.slice(roomy.length - inner).reduce((entry, axis) => entry + (strides[axis] as number), 0),
  );
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
