/**
 * Rows made shorter, as tables are in algebra/recognise.ts: exp(z)/Σexp is the softmax itself, and x·1/x is 1.
 */
import { exponentOf } from "../algebra/calculus.ts";
import type { Workspace } from "../algebra/workspace.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, type Factor, plainLoop, type Rows, substituteLoops } from "../problem/rows.ts";

export function simplifyRows(workspace: Workspace, rows: Rows): Rows {
  const recognised = workspace.arrays
    .filter(({ definition }) => definition.kind === "rows" && definition.recognised)
    .sort((a, b) => Number(b.named) - Number(a.named));
  let factors = rows.factors;
  for (let next: readonly Factor[] | undefined = factors; next !== undefined; ) {
    factors = next;
    next = withoutInverse(factors) ?? firstOf(recognised, (array) => recogniseIn(factors, array));
  }
  return { ...rows, factors };
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The factors in which one product that equals an entry of the array is written by that entry. */
function recogniseIn(factors: readonly Factor[], array: NumericArray): readonly Factor[] | undefined {
  const [rows, ...more] = array.definition.kind === "rows" ? array.definition.rows : [];
  const [first, partner] = rows?.factors ?? [];
  if (rows === undefined || first === undefined || partner === undefined || more.length > 0) return undefined;
  return firstOf(factors, (factor) => {
    const maps = loopsAt(rows, first, factor);
    if (maps === undefined) return undefined;
    const beside = partner.index.map((map) => substituteLoops(map, maps));
    const other = factors.find((candidate) => candidate.array === partner.array && isAt(candidate, beside));
    if (other === undefined || inverseOrder(other) < 1) return undefined;
    const entry: Factor = { array: array.id, index: rows.output.map((map) => substituteLoops(map, maps)) };
    return factors.flatMap((one) => (one === factor ? [entry] : one === other ? raised(other) : [one]));
  });
}

/** The loops of a definition at which its first factor is the one given. */
function loopsAt({ loops }: Rows, first: Factor, factor: Factor): readonly Affine[] | undefined {
  if (factor.array !== first.array || factor.apply?.name !== first.apply?.name || factor.compare !== undefined)
    return undefined;
  if (factor.apply?.primes !== first.apply?.primes || first.index.length !== loops.length) return undefined;
  const maps: Affine[] = [];
  first.index.forEach((map, axis) => {
    const loop = plainLoop(map);
    if (loop !== undefined) maps[loop] = factor.index[axis] as Affine;
  });
  return loops.every((_, loop) => maps[loop] !== undefined) ? maps : undefined;
}

/** n where the factor is x^(−n), else 0. */
function inverseOrder({ apply, compare }: Factor): number {
  if (apply?.name !== "power" || compare !== undefined) return 0;
  const exponent = exponentOf(apply);
  return exponent.d === 1n ? -Number(exponent.s * exponent.n) : 0;
}

/** x^(1−n) for x^(−n), nothing for 1/x. */
function raised(factor: Factor): readonly Factor[] {
  if (factor.apply === undefined || inverseOrder(factor) === 1) return [];
  const exponent = exponentOf(factor.apply).add(1);
  return [{ ...factor, apply: { ...factor.apply, parameters: [["exponent", exponent]] } }];
}

/** The factors without an x and a 1/x. */
function withoutInverse(factors: readonly Factor[]): readonly Factor[] | undefined {
  return firstOf(factors, (factor) => {
    if (inverseOrder(factor) !== 1) return undefined;
    const base = factors.find(
      (other) => other.array === factor.array && !other.apply && !other.compare && isAt(other, factor.index),
    );
    return base && factors.filter((other) => other !== factor && other !== base);
  });
}

function isAt(factor: Factor, index: readonly Affine[]): boolean {
  return index.length === factor.index.length && index.every((map, axis) => isSame(map, factor.index[axis] as Affine));
}

function isSame(left: Affine, right: Affine): boolean {
  const steps = new Map(right.coefficients);
  return (
    left.constant === right.constant &&
    left.coefficients.length === right.coefficients.length &&
    left.coefficients.every(([loop, step]) => steps.get(loop) === step)
  );
}
