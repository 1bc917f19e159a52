/**
 * The rows of a derivative: a definition's rows with the roles exchanged. What was the output is given by the derivative
 * by it, what was a factor is now the output; nothing else changes. Rows whose upstream factor is itself known by rows
 * are joined with them, as through the sum inside a softmax.
 */
import { consumersOf, isSymbolic } from "../algebra/adjoint.ts";
import { differentiateScalar } from "../algebra/calculus.ts";
import { arrayIn, upstreamOf, type Workspace } from "../algebra/workspace.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, along, type Factor, ONE, plainLoop, type Rows, substituteLoops } from "../problem/rows.ts";
import { type Maximum, maximumIn } from "./maximum.ts";
import { simplifyRows } from "./simplify-rows.ts";

export interface Exchanged {
  readonly rows: Rows;
  /** The factor that stands for the derivative by the old output. */
  readonly upstream: Factor;
  /** Through a maximum: the factor that stands for the derivative of the old output by the variable. */
  readonly largest?: Factor;
}

/** For each occurrence of `wrt`: its index becomes the output, the old output the index of δ. */
export function exchangedRows(consumer: NumericArray, wrt: NumericArray): Exchanged[] | undefined {
  if (consumer.definition.kind !== "rows") return undefined;
  const maximum = maximumIn(consumer);
  if (maximum !== undefined) return maximum.factor.array === wrt.id ? [throughMaximum(consumer, maximum)] : [];
  const exchanged: Exchanged[] = [];
  for (const rows of consumer.definition.rows) {
    if (rows.factors.some((factor) => factor.compare !== undefined)) return undefined;
    rows.factors.forEach((factor, position) => {
      if (factor.array !== wrt.id) return;
      const upstream: Factor = { array: consumer.id, index: rows.output };
      const rate = factor.apply === undefined ? undefined : differentiateScalar(factor.apply);
      const outer = (rate?.factors ?? []).map(
        (apply): Factor => ({ array: wrt.id, index: factor.index, ...(apply && { apply }) }),
      );
      const factors = [upstream, ...rows.factors.slice(0, position), ...outer, ...rows.factors.slice(position + 1)];
      const coefficient = rate === undefined ? rows.coefficient : rows.coefficient.mul(rate.coefficient);
      exchanged.push({ rows: { loops: rows.loops, output: factor.index, factors, coefficient }, upstream });
    });
  }
  return exchanged;
}

function throughMaximum(consumer: NumericArray, { rows, factor }: Maximum): Exchanged {
  const upstream: Factor = { array: consumer.id, index: rows.output };
  const largest: Factor = { array: consumer.id, index: rows.output };
  return { rows: { ...rows, output: factor.index, factors: [upstream, largest] }, upstream, largest };
}

/** Parts of an operator that a definition is written with, such as the sum in a softmax. */
export function innerOf(workspace: Workspace, { definition }: NumericArray): NumericArray[] {
  if (definition.kind !== "rows") return [];
  const ids = new Set(definition.rows.flatMap((rows) => rows.factors.map(({ array }) => array)));
  return [...ids].map((id) => arrayIn(workspace, id)).filter((array) => array.isInner);
}

/** ∂of/∂wrt as rows, all intermediates that have no δ of their own joined in; undefined where that cannot be written. */
export function gradientRows(workspace: Workspace, of: NumericArray, wrt: NumericArray): Rows[] | undefined {
  return allOf(consumersOf(workspace, of, wrt).map((consumer) => rowsThrough(workspace, of, consumer, wrt)));
}

/** What reaches `wrt` through one of the definitions that mention it. */
export function rowsThrough(
  workspace: Workspace,
  of: NumericArray,
  consumer: NumericArray,
  wrt: NumericArray,
): Rows[] | undefined {
  const through = innerOf(workspace, consumer).map((inner) => exchangedThrough(workspace, consumer, inner, wrt));
  const exchanged = allOf([exchangedRows(consumer, wrt), ...through]);
  const written = exchanged?.map((one) => withUpstream(workspace, of, consumer, one));
  return written && allOf(written)?.map((rows) => simplifyRows(workspace, rows));
}

function everyOne<Item>(items: readonly (Item | undefined)[]): Item[] | undefined {
  return allOf(items.map((item) => (item === undefined ? undefined : [item])));
}

/** All lists as one, unless one of them is missing. */
function allOf<Item>(lists: readonly (readonly Item[] | undefined)[]): Item[] | undefined {
  const all: Item[] = [];
  for (const list of lists) {
    if (list === undefined) return undefined;
    all.push(...list);
  }
  return all;
}

/** From the consumer through a part of it to the variable: the part has no δ, its rows are joined to the consumer's. */
function exchangedThrough(
  workspace: Workspace,
  consumer: NumericArray,
  inner: NumericArray,
  wrt: NumericArray,
): Exchanged[] | undefined {
  const onward = exchangedRows(inner, wrt);
  const outward = exchangedRows(consumer, inner);
  if (onward === undefined || outward === undefined) return undefined;
  return everyOne(
    onward.flatMap(({ rows, upstream }) =>
      outward.map((outer) => join(workspace, rows, upstream, outer.rows, outer.upstream)),
    ),
  );
}

/** The upstream factor as what it is: 1, a δ, or rows in their turn. */
function withUpstream(
  workspace: Workspace,
  of: NumericArray,
  consumer: NumericArray,
  { rows, upstream, largest }: Exchanged,
): Rows[] | undefined {
  const others = rows.factors.filter((factor) => factor !== upstream);
  if (largest !== undefined) return undefined;
  if (consumer.id === of.id) return [{ ...rows, factors: others }];
  const isLoss = consumer.definition.kind === "loss";
  if (isLoss || isSymbolic(workspace, of, consumer)) {
    const delta: Factor = { array: upstreamOf(workspace, of, consumer).id, index: upstream.index };
    return [{ ...rows, factors: [delta, ...others] }];
  }
  const joined = lossRows(workspace, of, consumer)?.map((outer) => join(workspace, rows, upstream, outer)?.rows);
  return joined && everyOne(joined);
}

/** The derivative of an opaque loss by its argument is δ itself. */
function lossRows(workspace: Workspace, of: NumericArray, wrt: NumericArray): Rows[] | undefined {
  const [only, ...more] = consumersOf(workspace, of, wrt);
  if (only?.definition.kind !== "loss" || more.length > 0) return gradientRows(workspace, of, wrt);
  const index = wrt.shape.map((_, axis) => along(axis));
  const loops = wrt.shape.map((size) => ({ letter: "i", size }));
  return [{ loops, output: index, factors: [{ array: only.definition.upstream, index }], coefficient: ONE }];
}

/**
 * A block in which a factor is replaced by the block that gives the entries of its array. That block's output must be
 * plain loops, and the factor's index must stay inside, so that no entry is lost or made.
 */
function join(workspace: Workspace, rows: Rows, factor: Factor, by: Rows, upstream?: Factor): Exchanged | undefined {
  const { shape } = arrayIn(workspace, factor.array);
  const staysInside = factor.index.every((map, axis) => isInside(rows, map, shape[axis] as number));
  if (!staysInside) return undefined;
  const known = new Map<number, Affine>();
  for (const [axis, map] of by.output.entries()) {
    const loop = plainLoop(map);
    if (loop === undefined || known.has(loop) || by.loops[loop]?.size !== shape[axis]) return undefined;
    known.set(loop, factor.index[axis] as Affine);
  }
  const loops = [...rows.loops];
  const maps = by.loops.map((loop, number) => known.get(number) ?? along(loops.push(loop) - 1));
  const moved = new Map(by.factors.map((other) => [other, substituteFactor(other, maps)]));
  const factors = [...moved.values(), ...rows.factors.filter((other) => other !== factor)];
  const joined = { loops, output: rows.output, factors, coefficient: rows.coefficient.mul(by.coefficient) };
  return { rows: joined, upstream: (upstream && moved.get(upstream)) ?? factor };
}

function isInside(rows: Rows, { constant, coefficients }: Affine, size: number): boolean {
  const reach = (sign: number): number =>
    coefficients.reduce((end, [loop, step]) => {
      return sign * step > 0 ? end + step * ((rows.loops[loop]?.size ?? 1) - 1) : end;
    }, constant);
  return reach(-1) >= 0 && reach(1) < size;
}

function substituteFactor(factor: Factor, maps: readonly Affine[]): Factor {
  const index = factor.index.map((map) => substituteLoops(map, maps));
  if (factor.compare === undefined) return { ...factor, index };
  const compared = factor.compare.index.map((map) => substituteLoops(map, maps));
  return { ...factor, index, compare: { ...factor.compare, index: compared } };
}
