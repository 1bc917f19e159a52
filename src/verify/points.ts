/**
 * The points of a loop nest at which an index has a given value. Where a loop stands in one axis of the index alone,
 * it follows from the other loops; these are run plainly.
 */
import type { Affine, Loop } from "../problem/rows.ts";

/** How the points of one index are found: which loops are run, and which follow from them. */
interface Plan {
  readonly free: readonly number[];
  /** The loop that an axis gives, with its coefficient; axes without one are tested. */
  readonly solved: readonly (readonly [loop: number, coefficient: number] | undefined)[];
}

/** Calls `visit` with every point at which `index` is `at`; the point is the same array each time. */
export function visitPointsAt(
  loops: readonly Loop[],
  index: readonly Affine[],
  at: readonly number[],
  visit: (point: readonly number[]) => void,
): void {
  const { free, solved } = rememberedPlan(loops, index);
  const point = new Array<number>(loops.length).fill(0);
  do {
    for (const loop of solved) if (loop !== undefined) point[loop[0]] = 0;
    if (index.every((map, axis) => settle(map, at[axis] as number, solved[axis], loops, point))) visit(point);
  } while (advance(point, free, loops));
}

/** By loops and index: the same ones are asked for at every entry. */
const plans = new WeakMap<readonly Loop[], Map<readonly Affine[], Plan>>();

function rememberedPlan(loops: readonly Loop[], index: readonly Affine[]): Plan {
  const known = plans.get(loops) ?? new Map<readonly Affine[], Plan>();
  plans.set(loops, known);
  const plan = known.get(index) ?? planOf(loops, index);
  known.set(index, plan);
  return plan;
}

function planOf(loops: readonly Loop[], index: readonly Affine[]): Plan {
  const solved = index.map((map, axis) =>
    map.coefficients.find(
      ([loop, coefficient]) =>
        coefficient !== 0 &&
        map.coefficients.filter(([other]) => other === loop).length === 1 &&
        index.every((other, place) => place === axis || other.coefficients.every(([stands]) => stands !== loop)),
    ),
  );
  const free = loops.map((_, loop) => loop).filter((loop) => solved.every((found) => found?.[0] !== loop));
  return { free, solved };
}

/** Sets the loop that an axis gives; false where no value of it gives the index that is asked for. */
function settle(
  map: Affine,
  at: number,
  solved: readonly [loop: number, coefficient: number] | undefined,
  loops: readonly Loop[],
  point: number[],
): boolean {
  const rest = at - placeOf(map, point);
  if (solved === undefined) return rest === 0;
  const [loop, coefficient] = solved;
  const value = rest / coefficient;
  point[loop] = value;
  return Number.isInteger(value) && value >= 0 && value < (loops[loop] as Loop).size;
}

/** The value of an affine map. */
export function placeOf(map: Affine, point: readonly number[]): number {
  let place = map.constant;
  for (const [loop, coefficient] of map.coefficients) place += coefficient * (point[loop] as number);
  return place;
}

/** The next point of the loops that are run; false after the last. */
function advance(point: number[], free: readonly number[], loops: readonly Loop[]): boolean {
  for (let position = free.length - 1; position >= 0; position--) {
    const loop = free[position] as number;
    point[loop] = (point[loop] as number) + 1;
    if ((point[loop] as number) < (loops[loop] as Loop).size) return true;
    point[loop] = 0;
  }
  return false;
}
