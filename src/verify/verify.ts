/**
 * Re-checks a derivation by other means than those that made it, and is the only maker of what renderers accept.
 *
 * Every entry and every step is read back as an expression and evaluated modulo the prime 2³¹ − 1 at two random points;
 * it must have the slope that dual numbers give when the definitions are run forward, loop by loop. Entries without
 * steps are checked together: along a random direction the sum of entries times rates must be the slope. Values are
 * computed again, exactly where they are rational. A counterexample is evaluated again. Modulo the prime a function
 * that is not rational, and a comparison, is a random function. Unknown rules fail, as do steps that do not take up the
 * one before. Calls of frameworks are run by what the frameworks document (check-twins.ts).
 *
 * What this cannot see: a wrong definition of an operator's index rows (the tests compare those with other programs);
 * a polynomial identity that fails, yet holds at both random points (probability below degree/2³¹ for each); and of
 * an index formula with more than 1024 products, a place that was not among those sampled, which lie in corners and on
 * borders more than not, each evaluated at one of the two points. Nor does it miss a step or a remark that is not
 * there: of a saved derivation, src/saved/owed.ts does.
 */
import type { Derivation, Result } from "../derivation/derivation.ts";
import type { Problem, Request } from "../problem/problem.ts";
import { checkDefinition, checkNames, checkNotation } from "./check-definitions.ts";
import { checkExpansion, checkGradient, checkJacobian } from "./check-entries.ts";
import { checkProof } from "./check-proof.ts";
import { checkRemark, checkSubjects } from "./check-remark.ts";
import { checkTwins } from "./check-twins.ts";
import { checkViews } from "./check-views.ts";
import type { CheckedDerivation } from "./checked.ts";
import { type Checks, createChecks, fail } from "./checks.ts";

export { VerificationError } from "./checks.ts";

/** Throws a `VerificationError` at the first line that does not follow from the worksheet. */
export function verifyDerivation(problem: Problem, derivation: Derivation): CheckedDerivation {
  const checks = createChecks(problem, derivation);
  checkNames(checks);
  checkNotation(checks);
  for (const definition of derivation.definitions) {
    checkDefinition(checks, definition);
    for (const remark of definition.remarks) {
      checkSubjects(problem, remark, `the definition of ${definition.name}`);
      checkRemark(problem, remark, `the definition of ${definition.name}`);
    }
  }
  checkTwins(problem, derivation);
  if (derivation.results.length !== problem.requests.length)
    fail(
      "the derivation",
      `has ${derivation.results.length} results, and the worksheet asks for ${problem.requests.length}`,
    );
  derivation.results.forEach((result, position) =>
    checkResult(checks, result, problem.requests[position] as Request, `result ${position + 1}`),
  );
  return derivation as CheckedDerivation;
}

function checkResult(checks: Checks, result: Result, request: Request, place: string): void {
  if (result.kind !== request.kind)
    fail(place, `is of the kind ${result.kind}, and the worksheet asks for ${request.kind}`);
  if (result.kind === "expansion" && request.kind === "expansion")
    checkExpansion(checks, result, request, `${place} (expand)`);
  if (result.kind === "jacobian" && request.kind === "jacobian")
    checkJacobian(checks, result, request, `${place} (jacobian)`);
  if (result.kind === "gradient" && request.kind === "gradient")
    checkGradient(checks, result, request, `${place} (gradient)`);
  if (result.kind === "proof" && request.kind === "proof") checkProof(checks, result, request, `${place} (prove)`);
  if (result.kind === "views" && request.kind === "views") checkViews(checks, result, request, `${place} (views)`);
  if (result.kind !== "proof" && result.kind !== "views")
    for (const remark of result.remarks) {
      checkSubjects(checks.problem, remark, place, result);
      checkRemark(checks.problem, remark, place);
    }
}
