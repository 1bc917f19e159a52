/**
 * Sides whose shapes are not equal: a matrix that is transposed, a sum over the outputs where a table was asked for,
 * rows that no window reaches left out or kept.
 */
import { unflatten } from "../../problem/rows.ts";
import type { WrongLink } from "../deciding/findings.ts";
import { addPolynomials, type Polynomial, ZERO } from "../deciding/polynomial.ts";
import type { Value } from "../meaning.ts";
import type { Diagnosis } from "../report.ts";
import { meaningsOf } from "../resolving/claims/cases.ts";
import { leftoverOf } from "./leftover.ts";
import { windowsOf } from "./windows.ts";

/** An array written out. */
interface Table {
  readonly shape: readonly number[];
  readonly entries: readonly Polynomial[];
}

/** Arrays of more entries than these are not compared. */
const MOST_ENTRIES = 2_000;

export function shapeDiagnosis(link: WrongLink): Diagnosis {
  const [left, right] = (link.decision.shapes ?? []).map((shape) => `[${shape.join(",")}]`);
  const made = (code: Diagnosis["code"], details: Diagnosis["details"]): Diagnosis => ({
    code,
    covered: 1,
    wrong: 1,
    details,
  });
  const tables = tablesOf(link);
  if (tables !== undefined) {
    const found = reason(link, ...tables);
    if (found !== undefined) return made(found.code, found.details);
  }
  return made("shape", { left: left ?? "", right: right ?? "" });
}

function tablesOf(link: WrongLink): readonly [Table, Table] | undefined {
  const [first, ...more] = link.cases;
  const [left, right] = [first?.sides[link.link], first?.sides[link.link + 1]];
  if (first === undefined || left === undefined || right === undefined || more.length > 0 || first.letters.length > 0)
    return undefined;
  if ([left, right].some((side) => meaningsOf(side).length > MOST_ENTRIES)) return undefined;
  const ground = link.decider.levels.about(first.sides[0] as Value);
  // An axis of one entry says nothing: a row is a vector.
  const table = (side: Value): Table => ({
    shape: side.tag === "scalar" ? [] : side.shape.filter((size) => size !== 1),
    entries: meaningsOf(side).map((meaning) => ground.polynomial(meaning, first.fixed)),
  });
  return [table(left), table(right)];
}

function reason(link: WrongLink, left: Table, right: Table): Pick<Diagnosis, "code" | "details"> | undefined {
  const isSame = (a: readonly Polynomial[], b: readonly Polynomial[]): boolean =>
    a.length === b.length && a.every((one, position) => link.decider.normal.isEqual(one, b[position] as Polynomial));
  const turned = transposed(right);
  if (turned !== undefined && turned.shape.join() === left.shape.join() && isSame(turned.entries, left.entries))
    return { code: "transposed-matrix", details: {} };
  for (const [table, sum] of [
    [left, right],
    [right, left],
  ] as const)
    for (let axes = 1; axes <= table.shape.length; axes++)
      if (isSame(summed(table, axes), sum.entries)) return { code: "sum-vs-jacobian", details: outputsOf(link) };
  const isCut =
    isSame(cut(left, right.shape) ?? [], right.entries) || isSame(cut(right, left.shape) ?? [], left.entries);
  const leftover = leftoverIn(link);
  return isCut && leftover > 0 ? { code: "leftover-ignored", details: { leftover: String(leftover) } } : undefined;
}

function transposed({ shape, entries }: Table): Table | undefined {
  const [rows, columns, ...more] = shape;
  if (rows === undefined || columns === undefined || more.length > 0) return undefined;
  return {
    shape: [columns, rows],
    entries: entries.map(
      (_, position) => entries[(position % rows) * columns + Math.floor(position / rows)] as Polynomial,
    ),
  };
}

/** The sums over the first axes. */
function summed({ shape, entries }: Table, axes: number): Polynomial[] {
  const size = shape.slice(axes).reduce((product, one) => product * one, 1);
  return Array.from({ length: size }, (_, position) =>
    addPolynomials([ZERO, ...entries.filter((_, entry) => entry % size === position)]),
  );
}

/** The first entries on each axis, where all others are 0. */
function cut({ shape, entries }: Table, to: readonly number[]): Polynomial[] | undefined {
  if (shape.length !== to.length || to.some((size, axis) => size > (shape[axis] as number))) return undefined;
  const isKept = (entry: number): boolean =>
    unflatten(entry, shape).every((place, axis) => place < (to[axis] as number));
  const isEmpty = entries.every((entry, position) => isKept(position) || entry.size === 0);
  return isEmpty ? entries.filter((_, position) => isKept(position)) : undefined;
}

function outputsOf({ cases, open }: WrongLink): Diagnosis["details"] {
  const side = cases[0]?.sides[0];
  const [meaning] = side === undefined ? [] : meaningsOf(side);
  const definition = meaning?.tag === "entry" ? open.scope.array(meaning.array).definition : undefined;
  return definition?.kind === "derivative" ? { of: open.scope.array(definition.of).name } : {};
}

/** The most entries that windows leave over on an axis. */
function leftoverIn({ decider, open }: WrongLink): number {
  return Math.max(0, ...open.scope.arrays.flatMap((array) => windowsOf(decider, array).map(leftoverOf)));
}
