/**
 * What is told of a wrong link: what should stand there, numbers that show it, where it fails, and why.
 */

import { printExpression } from "../../language/print.ts";
import type { Span } from "../../language/syntax.ts";
import type { Real } from "../../verify/arithmetic.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import type { OpenProblem } from "../problem.ts";
import type { ClaimReport, Counterexample, Note, Shown } from "../report.ts";
import type { ClaimCase } from "../resolving/claims/cases.ts";
import type { Formula } from "../syntax.ts";
import { MOST_WORK, withWork } from "../work.ts";
import type { Comparison, Decider, LinkDecision, Refutation } from "./decide.ts";
import type { Polynomial } from "./polynomial.ts";
import type { Show } from "./show.ts";
import { exampleFunctions } from "./witness.ts";

export interface WrongLink {
  readonly decider: Decider;
  readonly show: Show;
  readonly open: OpenProblem;
  readonly cases: readonly ClaimCase[];
  readonly link: number;
  readonly decision: LinkDecision;
  /** The side after the relation. */
  readonly at: Span;
  /** How it was written. */
  readonly formula?: Formula;
}

type Findings = Pick<ClaimReport, "expected" | "diagnoses" | "counterexample" | "notes">;

export function describeWrong(wrong: WrongLink): Findings {
  const { decision } = wrong;
  const diagnoses = withWork(MOST_WORK / 2, () => diagnose(wrong));
  if (decision.refutation === undefined) return { diagnoses, notes: [] };
  const counterexample = counterexampleOf(wrong, decision.refutation);
  if (decision.samples !== undefined) return { diagnoses, counterexample, notes: [] };
  const expected = expectedSide(wrong);
  return {
    ...(expected && { expected }),
    diagnoses,
    counterexample,
    notes: failsAt(wrong),
  };
}

/** Longer sums than this are not shown as what was expected, nor matrices with more terms. */
const MOST_SHOWN = 60;
const MOST_SHOWN_OF_MATRIX = 120;

/** The side before the relation, at the entry that was refuted, or the whole of a small matrix. */
function expectedSide({ show, decision, cases, link }: WrongLink): Shown | undefined {
  const side = cases[0]?.sides[link];
  const isMatrix = side?.tag === "array" && side.shape.length === 2 && cases.length === 1;
  const { compared, refutation } = decision;
  if (isMatrix && compared.length === side.entries.length && compared.length <= 36) {
    const columns = side.shape[1] as number;
    const rows = Array.from({ length: side.shape[0] as number }, (_, row) =>
      compared.slice(row * columns, (row + 1) * columns).map(({ left }) => left),
    );
    const terms = rows.flat().reduce((sum, { size }) => sum + size, 0);
    if (terms <= MOST_SHOWN_OF_MATRIX && rows.flat().every(isShort)) return show.matrix(rows);
  }
  const left = refutation?.comparison.left;
  return left !== undefined && isShort(left) ? show.shown(left) : undefined;
}

function isShort(polynomial: Polynomial): boolean {
  return polynomial.size <= MOST_SHOWN;
}

function counterexampleOf({ show, open, cases, link }: WrongLink, refutation: Refutation): Counterexample {
  const { comparison, values, left, right } = refutation;
  const at: Record<string, string> = Object.fromEntries(
    [...comparison.point].map(([letter, value]) => [letter, String(value)]),
  );
  const side = cases[0]?.sides[link];
  if (side?.tag === "array") at.entry = placeText(side.shape, comparison.entry, open.scope.indexBase);
  return {
    values: Object.fromEntries([
      ...values.map(({ array, entry, value }) => [printExpression(show.entry(array, entry)), value.toFraction()]),
      ...functionsOf(open),
    ]),
    sizes: Object.fromEntries([...open.sizes].map(([letter, value]) => [letter, String(value)])),
    at,
    left: realText(left),
    right: realText(right),
  };
}

/** What stands for functions of which nothing is said. */
function functionsOf({ scope }: OpenProblem): [string, string][] {
  const examples = exampleFunctions(scope.functions);
  return [...scope.functions.values()].flatMap(({ name, definition }): [string, string][] => {
    const example = examples.get(name)?.definition;
    return definition === undefined && example !== undefined ? [[`${name}(x)`, printExpression(example.body)]] : [];
  });
}

function realText(value: Real): string {
  return typeof value === "number" ? String(value) : value.toFraction();
}

function placeText(shape: readonly number[], entry: number, base: number): string {
  let rest = entry;
  const place = [...shape].reverse().map((size) => {
    const index = (rest % size) + base;
    rest = Math.floor(rest / size);
    return index;
  });
  return `[${place.reverse().join(",")}]`;
}

/** Where a formula or a matrix fails: at the border alone, inside alone, or at some entries. */
function failsAt({ decision, cases, open, link, at }: WrongLink): Note[] {
  const { compared, wrong } = decision;
  if (compared.length < 2 || wrong.length === compared.length) return [];
  const side = cases[0]?.sides[link];
  const names = wrong
    .slice(0, 8)
    .map((one) => nameOf(one, side?.tag === "array" ? side.shape : [], open.scope.indexBase));
  const isInside = insideOf(cases);
  const failsOf = (inside: boolean): number => wrong.filter((one) => isInside(one) === inside).length;
  const countOf = (inside: boolean): number => compared.filter((one) => isInside(one) === inside).length;
  const where =
    countOf(true) > 0 && failsOf(true) === 0 && failsOf(false) === countOf(false)
      ? "border"
      : countOf(false) > 0 && failsOf(false) === 0
        ? "interior"
        : "entries";
  return [{ tag: "fails-at", at, where, entries: names, total: compared.length }];
}

function nameOf({ point, entry }: Comparison, shape: readonly number[], base: number): string {
  if (shape.length > 0) return placeText(shape, entry, base);
  return [...point].map(([letter, value]) => `${letter}=${value}`).join(", ");
}

/** Whether no letter is at an end of its range, and no index at an end of its axis. */
function insideOf(cases: readonly ClaimCase[]): (comparison: Comparison) => boolean {
  const [first] = cases;
  const side = first?.sides[0];
  return ({ point, entry }) => {
    const letters = first?.letters ?? [];
    const isLetterInside = letters.every(({ name, from, to }) => {
      const value = point.get(name) ?? from;
      return from === to || (value > from && value < to);
    });
    if (side?.tag !== "array") return isLetterInside;
    let rest = entry;
    return [...side.shape].reverse().every((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return size === 1 || (index > 0 && index < size - 1);
    });
  };
}
