/**
 * Re-checks the derivation of a worksheet whose sizes are letters, by other means than those that made it.
 *
 * A chain is replayed rule by rule, without a search, and nothing in it is believed. Beside that, at sizes that differ
 * in every way that sizes can (src/calculus/grid.ts), every line that is shown is evaluated by plain loops, and so is
 * what the worksheet asks about once numbers stand for its letters, where dual numbers give the gradients. A
 * counterexample is evaluated again in that plain way.
 *
 * What this cannot see: a rule that is wrong in the search and in the replay alike, where it shows at no sizes of the
 * grid; and that a claim which was left open can be decided.
 */

import { createEvaluator, type Evaluator, valueAt } from "../../calculus/evaluate.ts";
import { chooseSizes, type Sizes } from "../../calculus/grid.ts";
import { indicesOf, instanceAt } from "../../calculus/refute.ts";
import { type Fault, replay, replayEntry } from "../../calculus/replay.ts";
import { subjectOf } from "../../calculus/subject.ts";
import type { Sum, Theory } from "../../calculus/sums.ts";
import { theoryOf } from "../../calculus/theory.ts";
import type { Derivation, Result } from "../../derivation/derivation.ts";
import type { GeneralResult, SizeTheoremResult, TheoremGrid, TheoremResult } from "../../derivation/theorem.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression } from "../../language/syntax.ts";
import type { Instantiate } from "../../problem/instances.ts";
import type { LetterProblem, LetterRequest } from "../../problem/letters.ts";
import { reduce } from "../../sizes/assumptions.ts";
import { isZero, subtract } from "../../sizes/polynomial.ts";
import { checkCounterexample } from "../check-proof.ts";
import type { CheckedDerivation } from "../checked.ts";
import { createChecks, fail } from "../checks.ts";
import { checkCounts } from "./check-counts.ts";
import { type Instance, instanceOf, residue } from "./instances.ts";

/** Throws a `VerificationError` at the first line that does not follow from the worksheet. */
export function verifyLetters(
  problem: LetterProblem,
  instantiate: Instantiate,
  derivation: Derivation,
): CheckedDerivation {
  const { results } = derivation;
  if (results.length !== problem.requests.length)
    fail("the derivation", `has ${results.length} results, and the worksheet asks for ${problem.requests.length}`);
  problem.requests.forEach((_, position) => checkResult({ problem, instantiate, derivation, position }));
  return derivation as CheckedDerivation;
}

interface Checking {
  readonly problem: LetterProblem;
  readonly instantiate: Instantiate;
  readonly derivation: Derivation;
  /** Of the request and of its result. */
  readonly position: number;
}

function checkResult(checking: Checking): void {
  const { problem, derivation, position } = checking;
  const request = problem.requests[position] as LetterRequest;
  const result = derivation.results[position] as Result;
  const place = `result ${position + 1}`;
  if (result.kind === "theorem" && request.kind === "proof") return checkTheorem(checking, result, request, place);
  if (result.kind === "size-theorem" && request.kind === "size-proof")
    return checkSizeTheorem(checking, result, request, place);
  if (result.kind === "general" && result.asked === request.kind) return checkGeneral(checking, result, request, place);
  return fail(place, `is of the kind ${result.kind}, and the worksheet asks for ${request.kind}`);
}

type RequestOf<Kind extends LetterRequest["kind"]> = LetterRequest & { readonly kind: Kind };

function checkTheorem(checking: Checking, result: TheoremResult, request: RequestOf<"proof">, place: string): void {
  checkClaim(result, request.sides, checking.problem, place);
  if (result.verdict === "refuted") return checkRefuted(checking, result, place);
  if (result.verdict === "unknown") return;
  if (result.verdict !== "proved" || result.chain === undefined) fail(place, "has no verdict, or no proof of it");
  const theory = theoryOf(checking.problem, [request.left, request.right]);
  report(replay(result.chain, result.statement, theory), place);
  checkOnGrid(checking, theory, [result.chain.start, ...result.lines.map(({ sum }) => sum)], result.grid, place);
}

function checkGeneral(checking: Checking, result: GeneralResult, request: LetterRequest, place: string): void {
  if (request.kind === "proof" || request.kind === "size-proof") fail(place, "is another request than the worksheet's");
  const { array, theory } = subjectOf(checking.problem, request);
  report(replayEntry(result.chain, array, theory), place);
  checkOnGrid(checking, theory, [result.chain.start, ...result.lines.map(({ sum }) => sum)], result.grid, place);
  if (request.kind !== "expansion") checkCounts(result.counts, checking.problem, request, place);
}

function report(fault: Fault | undefined, place: string): void {
  if (fault !== undefined) fail(`${place}, step ${fault.step}`, fault.why);
}

/** Both sides are what the worksheet says, under what it assumes. */
function checkClaim(
  result: TheoremResult | SizeTheoremResult,
  sides: readonly [Expression, Expression],
  problem: LetterProblem,
  place: string,
): void {
  [result.left, result.right].forEach((side, position) => {
    if (printExpression(side) !== printExpression(sides[position] as Expression))
      fail(place, "is another claim than the worksheet's");
  });
  if (result.assumptions.join("\n") !== problem.conditions.map(({ text }) => text).join("\n"))
    fail(place, "assumes something else than the worksheet does");
}

/** Every line has the value that the worksheet has, at every entry for the sizes of the grid. */
function checkOnGrid(
  checking: Checking,
  theory: Theory,
  lines: readonly Sum[],
  claimed: TheoremGrid | undefined,
  place: string,
): void {
  const chosen = chooseSizes(theory, claimed?.instances ?? 0);
  let entries = 0;
  for (const sizes of chosen) {
    const at = `${place} at ${textOf(sizes)}`;
    const instance = plainInstance(checking, sizes, at);
    const shape = theory.free.map(({ size }) => valueAt(size, sizes));
    for (const other of instance.shapes) if (other.join() !== shape.join()) fail(at, "has another shape");
    const evaluator = createEvaluator(theory, instanceAt(sizes));
    for (const index of indicesOf(shape)) {
      checkLines(lines, theory, evaluator, { index, instance, at });
      entries++;
    }
  }
  if (
    claimed === undefined ||
    chosen.length < LEAST_INSTANCES ||
    chosen.length !== claimed.instances ||
    entries !== claimed.entries ||
    !areSizes(claimed, chosen)
  )
    fail(place, "says that it was evaluated at other sizes than it was");
}

function areSizes({ sizes }: TheoremGrid, chosen: readonly Sizes[]): boolean {
  return (
    sizes.length === chosen.length &&
    sizes.every((one, at) => Object.entries(one).every(([letter, value]) => chosen[at]?.get(letter) === value))
  );
}

/** Where letters leave fewer sizes than that, all of them are needed. */
const LEAST_INSTANCES = 1;

interface Place {
  readonly index: readonly number[];
  readonly instance: Instance;
  readonly at: string;
}

function checkLines(lines: readonly Sum[], theory: Theory, evaluator: Evaluator, { index, instance, at }: Place): void {
  const free = new Map(theory.free.map(({ letter }, axis) => [letter, index[axis] ?? 0]));
  const values = lines.map((line) => residue(evaluator.sum(line, free)));
  const [first] = values;
  const different = values.findIndex((value) => value !== first);
  if (different > 0)
    fail(`${at}, line ${different}`, `has another value than the line before it at [${index.join(",")}]`);
  const plain = instance.values(index);
  if (plain.some((value) => value !== plain[0])) fail(at, `the sides differ at [${index.join(",")}]`);
  if (!hasFunctions(theory) && plain[0] !== first) fail(at, `the worksheet has another value at [${index.join(",")}]`);
}

/** A function of the worksheet is one random function here and another there. */
function hasFunctions({ definitions }: Theory): boolean {
  return definitions.some(({ body }) =>
    body.some(({ factors }) =>
      factors.some((factor) =>
        (factor.kind === "entry" ? [factor] : factor.of).some(({ apply }) => apply !== undefined),
      ),
    ),
  );
}

function textOf(sizes: Sizes): string {
  return [...sizes].map(([letter, value]) => `${letter} = ${value}`).join(", ");
}

function plainInstance({ problem, instantiate, position }: Checking, sizes: Sizes, at: string): Instance {
  const written = instantiate(ownSizes(problem, sizes));
  const instance = written && instanceOf(written, position, sizes);
  if (instance === undefined) return fail(at, "is at sizes that the worksheet does not allow");
  return instance;
}

/** The letters that the worksheet introduces, without those of quotients. */
function ownSizes(problem: LetterProblem, sizes: Sizes): Sizes {
  return new Map(problem.sizes.map((letter) => [letter, sizes.get(letter) ?? 0]));
}

function checkSizeTheorem(
  checking: Checking,
  result: SizeTheoremResult,
  request: RequestOf<"size-proof">,
  place: string,
): void {
  const { problem } = checking;
  checkClaim(result, request.sides, problem, place);
  if (result.verdict === "refuted") return checkRefuted(checking, result, place);
  if (result.verdict === "unknown") return;
  if (result.verdict !== "proved") fail(place, "has no verdict");
  const { assumptions } = problem;
  for (const [lines, side] of [
    [result.lines.left, request.left] as const,
    [result.lines.right, request.right] as const,
  ])
    for (const { value } of lines)
      if (!isZero(reduce(subtract(value, side), assumptions))) fail(place, "has a line that is not that side");
  const [left, right] = [result.lines.left.at(-1), result.lines.right.at(-1)];
  if (left === undefined || right === undefined || !isZero(subtract(left.value, right.value)))
    fail(place, "does not end where both sides are one");
  const theory: Theory = { assumptions, arrays: [], definitions: [], free: [] };
  const chosen = chooseSizes(theory, result.grid?.instances ?? 0);
  for (const sizes of chosen) {
    const at = `${place} at ${textOf(sizes)}`;
    const plain = plainInstance(checking, sizes, at).values([]);
    for (const side of [request.left, request.right])
      if (plain.some((value) => value !== residue(valueAt(side, sizes)))) fail(at, "the sides have other values");
  }
  if (
    chosen.length < LEAST_INSTANCES ||
    chosen.length !== result.grid?.instances ||
    result.grid.entries !== chosen.length ||
    !areSizes(result.grid, chosen)
  )
    fail(place, "says that it was evaluated at other sizes than it was");
}

/** By plain expansion at the counterexample's sizes. */
function checkRefuted(checking: Checking, result: TheoremResult | SizeTheoremResult, place: string): void {
  const { counterexample } = result;
  if (counterexample === undefined) fail(place, "is refuted without a counterexample");
  const sizes = new Map(Object.entries(counterexample.sizes));
  if (sizes.size !== checking.problem.sizes.length || checking.problem.sizes.some((letter) => !sizes.has(letter)))
    fail(place, "does not give each letter a number");
  const written = checking.instantiate(sizes);
  const request = written?.requests[checking.position];
  if (written === undefined || request?.kind !== "proof")
    return fail(place, "has a counterexample at sizes that the worksheet does not allow");
  const checks = createChecks(written, { ...checking.derivation, results: [] });
  checkCounterexample(checks, counterexample, [request.left, request.right], place);
}
