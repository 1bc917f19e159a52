/**
 * Which entries of a request are derived step by step: all of a small one, one of each kind of a large one.
 * Entries are of one kind where as many of their sliding axes end there, and as many terms make them up.
 */
import type { Expression } from "../language/syntax.ts";
import { stridesOf, unflatten } from "../problem/rows.ts";
import type { Detail } from "./derivation.ts";

/** Up to so many entries every one is derived at `--detail steps`. */
export const MOST_STEPWISE = 100;

/** Entries to choose from: their row-major numbers within a shape, and what they come to. */
export interface Candidates {
  readonly entries: readonly number[];
  readonly shape: readonly number[];
  /** The axes at whose ends an entry is a corner or an edge; where there are none, all axes count. */
  readonly axes?: readonly number[];
  /** How many terms each entry has. */
  readonly terms?: readonly number[];
}

/** The positions in `entries` that are derived. */
export function selectStepwise(candidates: Candidates, detail: Detail): Set<number> {
  const { entries, shape, axes = [] } = candidates;
  if (detail === "results") return new Set();
  if (detail === "full" || entries.length <= MOST_STEPWISE) return new Set(entries.keys());
  return firstOfEachKind({ ...candidates, axes: axes.length > 0 ? axes : [...shape.keys()] });
}

/**
 * The first corner, edge, … and interior entry of an array, in row-major order, without looking at the others: of the
 * entries that are inside on so many of the axes, the first is so on the last of them.
 */
export function representatives(shape: readonly number[], axes: readonly number[]): number[] {
  const roomy = [...axes].sort((a, b) => a - b).filter((axis) => (shape[axis] as number) > 2);
  const strides = stridesOf(shape);
  return Array.from({ length: roomy.length + 1 }, (_, inner) =>
    roomy.slice(roomy.length - inner).reduce((entry, axis) => entry + (strides[axis] as number), 0),
  );
}

/** More kinds than this are too many to read: then only corners, edges and the interior are told apart. */
const MOST_KINDS = 8;

/** The position of the first corner, edge, … and interior entry; where terms are counted, of each number of them. */
export function firstOfEachKind({ entries, shape, axes = [], terms }: Candidates): Set<number> {
  const first = (kindOf: (entry: number, position: number) => string): Set<number> => {
    const firsts = new Map<string, number>();
    entries.forEach((entry, position) => {
      const kind = kindOf(entry, position);
      if (!firsts.has(kind)) firsts.set(kind, position);
    });
    return new Set(firsts.values());
  };
  const boundary = (entry: number): string => String(endsAt(entry, shape, axes));
  const fine = first((entry, position) => `${boundary(entry)} ${terms?.[position] ?? ""}`);
  return fine.size <= MOST_KINDS ? fine : first(boundary);
}

/** On how many of the axes the entry is first or last: all for a corner, none in the interior. */
export function endsAt(entry: number, shape: readonly number[], axes: readonly number[]): number {
  const place = unflatten(entry, shape);
  return axes.filter((axis) => place[axis] === 0 || place[axis] === (shape[axis] as number) - 1).length;
}

/** The products in an expression; a sum in parentheses counts each of its own. */
export function countTerms(expression: Expression): number {
  let count = 1;
  const pending = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.tag === "negate") pending.push(next.operand);
    if (next.tag !== "binary") continue;
    if (next.operator === "+" || next.operator === "-") count++;
    pending.push(next.left, next.right);
  }
  return count;
}
