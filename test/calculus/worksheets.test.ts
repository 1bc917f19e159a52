/** Statements of worksheets about every size: true ones are proved, false ones refuted at the smallest sizes. */
import { expect, it } from "vitest";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { prove, type Statement } from "../../src/calculus/prove.ts";
import { differenceAt, firstDifferent } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { smallestSizes } from "../../src/calculus/size-order.ts";
import type { Theory } from "../../src/calculus/sums.ts";
import { statementOf } from "../../src/derivation/letters.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import { FALSE_WORKSHEETS, TRUE_WORKSHEETS } from "./worksheets.ts";

function claimOf(worksheet: string): { readonly statement: Statement; readonly theory: Theory } {
  const problem = buildLetterProblem(parseWorksheet(worksheet));
  const [request] = problem.requests;
  if (request?.kind !== "proof") throw new Error("the worksheet claims nothing of arrays");
  return statementOf(problem, request);
}

it.each(TRUE_WORKSHEETS)("true: %s", (_, worksheet) => {
  const { statement, theory } = claimOf(worksheet);
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(proof.verdict);
  const saved = JSON.parse(JSON.stringify(proof.chain)) as typeof proof.chain;
  expect(replay(saved, statement, theory)).toBeUndefined();
  const sums = [proof.chain.start, ...proof.chain.steps.map(({ sum }) => sum)];
  const chosen = chooseSizes(theory, 6);
  for (const sizes of chosen) expect(firstDifferent(sums, theory, sizes)).toBeUndefined();
  expect(chosen.length).toBeGreaterThan(0);
});

it.each(FALSE_WORKSHEETS)("false: %s", (_, worksheet, expected) => {
  const { statement, theory } = claimOf(worksheet);
  const proof = prove(statement, theory);
  if (proof.verdict !== "refuted") throw new Error(proof.verdict);
  const { sizes, at, left } = proof.counterexample;
  const letters = Object.entries(sizes).map(([name, size]) => `${name}=${size}`);
  expect(`${letters.join(" ")} ${left.startsWith("shape") ? "shapes" : `at [${at.join(",")}]`}`).toBe(expected);
  for (const smaller of smallestSizes(theory, 5)) {
    if (JSON.stringify(Object.fromEntries(smaller)) === JSON.stringify(sizes)) break;
    expect(differenceAt(statement, theory, smaller)).toBeUndefined();
  }
});
