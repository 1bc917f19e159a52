/**
 * Checks a proof for given sizes: both sides of every entry, or the counterexample.
 */
import type { Counterexample, ProofResult } from "../derivation/derivation.ts";
import { parseExpression } from "../language/parse.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type Request } from "../problem/problem.ts";
import { agreeAsReals, REAL_ARITHMETIC, type Real, readReal } from "./arithmetic.ts";
import { allEntries, type Checks, evaluated, fail, flatOf } from "./checks.ts";
import { createDualArithmetic } from "./dual.ts";
import { createForward, type Direction, STILL } from "./forward.ts";

export function checkProof(
  checks: Checks,
  result: ProofResult,
  request: Request & { kind: "proof" },
  place: string,
): void {
  const [left, right] = [arrayOf(checks.problem, request.left), arrayOf(checks.problem, request.right)];
  [result.left, result.right].forEach((side, position) => {
    if (printExpression(side) !== printExpression(request.sides[position] as Expression))
      fail(place, "is another claim than the worksheet's");
  });
  if (result.shape.join() !== left.shape.join()) fail(place, "has another shape");
  if (result.scope !== "these sizes" || result.assumptions.length > 0) fail(place, "claims more than is checked");
  if (result.verdict === "refuted") {
    if (result.counterexample === undefined) fail(place, "is refuted without a counterexample");
    if (Object.keys(result.counterexample.sizes).length > 0)
      fail(place, "has sizes, though the worksheet has no letters for them");
    return checkCounterexample(checks, result.counterexample, [request.left, request.right], place);
  }
  if (result.verdict === "unknown") return;
  if (result.verdict !== "proved") fail(place, "has no verdict");
  if (left.shape.join() !== right.shape.join()) fail(place, "the sides have unequal shapes");
  const expected = allEntries(left).flatMap((entry) => [
    ["left-expanded", entry, left] as const,
    ["right-expanded", entry, right] as const,
  ]);
  if (result.steps.length !== expected.length) fail(place, `has ${result.steps.length} steps of ${expected.length}`);
  expected.forEach(([rule, entry, side], position) => {
    const step = result.steps[position] as ProofResult["steps"][number];
    const at = `${place} at [${step.at.join(",")}], ${step.rule}`;
    if (step.rule !== rule || flatOf(checks, left, step.at, at) !== entry)
      fail(at, "is not the step that belongs here");
    for (const { forward, evaluate } of checks.modular) {
      const written = evaluated(at, () => evaluate(step.expression).value);
      if (written !== forward.entry(side, entry, STILL).value)
        fail(at, `\`${printExpression(step.expression)}\` is not that side`);
      if (written !== forward.entry(side === left ? right : left, entry, STILL).value) fail(at, "the sides differ");
    }
  });
}

/** The two sides are evaluated again at the counterexample's own values. */
export function checkCounterexample(
  checks: Checks,
  counterexample: Counterexample,
  sides: readonly [number, number],
  place: string,
): void {
  const [left, right] = [arrayOf(checks.problem, sides[0]), arrayOf(checks.problem, sides[1])];
  const shapes = [left, right].map((array) => `shape [${array.shape.join(",")}]`);
  if (shapes[0] !== shapes[1]) {
    if (counterexample.left !== shapes[0] || counterexample.right !== shapes[1]) fail(place, "the shapes are others");
    return;
  }
  const values = new Map<string, Real>();
  for (const [key, value] of Object.entries(counterexample.values)) {
    const letter = parseExpression(key);
    const array = checks.real.array(letter.tag === "index" ? letter.array : letter);
    if (array === undefined) fail(place, `\`${key}\` is not known`);
    const at = letter.tag === "index" ? letter.indices.map((item) => Number(printExpression(item))) : [];
    values.set(`${array.id} ${flatOf(checks, array, at, place)}`, readReal(value));
  }
  const dual = createDualArithmetic(REAL_ARITHMETIC, checks.problem.functions);
  const forward = createForward(
    checks.problem,
    dual,
    (array, entry) => values.get(`${array.id} ${entry}`) ?? REAL_ARITHMETIC.zero,
  );
  const entry = flatOf(checks, left, counterexample.at, place);
  const [a, b] = [left, right].map((array) => forward.entry(array, entry, STILL as Direction<Real>).value) as [
    Real,
    Real,
  ];
  if (agreeAsReals(a, b)) fail(place, "the sides agree at the counterexample");
  if (!agreeAsReals(a, readReal(counterexample.left)) || !agreeAsReals(b, readReal(counterexample.right)))
    fail(place, "the sides have other values at the counterexample");
}
