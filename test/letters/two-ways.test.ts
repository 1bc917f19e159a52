/**
 * A worksheet with letters at concrete sizes in two ways: the letter problem's rows at these numbers, and the problem
 * that the numbers give from the start. Shapes and every entry must agree; the sizes that the letter problem speaks of
 * must be those at which the other exists; and all that it takes for known must hold there.
 */
import { describe, expect, it } from "vitest";
import { locateMistakes, WorksheetError } from "../../src/error.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildProblem } from "../../src/problem/build.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import type { LetterProblem } from "../../src/problem/letters.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { allSizes, falseAt, lettersAt, plainArrays, type Sizes, valueAt, valuesOf } from "./evaluate.ts";
import { createRandom, type Random, randomWorksheet } from "./random-letters.ts";
import { WORKSHEETS } from "./worksheets.ts";

function letterProblemOf(worksheet: string): LetterProblem {
  return locateMistakes(worksheet, () => buildLetterProblem(parseWorksheet(worksheet)));
}

/** The problem at these numbers, or the mistake. */
function problemAt(worksheet: string, sizes: Sizes): Problem | WorksheetError {
  try {
    return locateMistakes(worksheet, () => buildProblem(parseWorksheet(worksheet), { sizes }));
  } catch (error) {
    if (error instanceof WorksheetError) return error;
    throw error;
  }
}

const isFalse = (found: Problem | WorksheetError): boolean =>
  found instanceof WorksheetError && found.code === "assumption";

/** `size` and `integer` statements of a worksheet and the conditions of the letter problem, as a worksheet of their own. */
function conditionsOf(worksheet: string, { conditions }: LetterProblem): string {
  const sizes = worksheet.split("\n").filter((line) => /^(size|integer) /.test(line));
  return [...sizes, ...conditions.filter(({ origin }) => origin !== "size").map(({ text }) => `assume ${text}`)].join(
    "\n",
  );
}

interface Tally {
  compared: number;
  empty: number;
  assumed: number;
}

/** Compares both ways at one choice of numbers; says what differs. */
function compareAt(worksheet: string, letters: LetterProblem, own: Sizes, tally: Tally): string | undefined {
  const problem = problemAt(worksheet, own);
  if (isFalse(problem)) {
    tally.assumed++;
    return undefined;
  }
  const allowed = !isFalse(problemAt(conditionsOf(worksheet, letters), own));
  if (problem instanceof WorksheetError) {
    tally.empty++;
    return allowed ? `the conditions hold, and yet: ${problem.message}` : undefined;
  }
  if (!allowed) return "the conditions forbid what exists";
  tally.compared++;
  const sizes = allSizes(letters, own);
  const wrong = falseAt(letters, sizes);
  if (wrong.length > 0) return `not true: ${wrong}`;
  const [left, right] = [valuesOf(lettersAt(letters, sizes)), valuesOf(plainArrays(problem))];
  for (const [name, values] of right)
    if (left.get(name) !== values) return `${name} is ${left.get(name)}, and by numbers ${values}`;
  return compareRequests(letters, problem, sizes);
}

function compareRequests(letters: LetterProblem, problem: Problem, sizes: Sizes): string | undefined {
  if (letters.requests.length !== problem.requests.length) return "as many requests";
  for (const [number, request] of letters.requests.entries()) {
    const other = problem.requests[number];
    if (request.kind !== "size-proof" || other?.kind !== "proof") continue;
    const values = [other.left, other.right].map((id) => {
      const definition = problem.arrays[id]?.definition;
      return definition?.kind === "rows"
        ? definition.rows.reduce((sum, { coefficient }) => sum + Number(coefficient), 0)
        : Number.NaN;
    });
    const isEqual = valueAt(request.left, sizes) === valueAt(request.right, sizes);
    if (isEqual !== Math.abs((values[0] ?? 0) - (values[1] ?? 0)) < 1e-9) return `request ${number + 1}`;
  }
  return undefined;
}

/** Numbers for all letters of the worksheet, each from its bound on. */
function numbersFor(letters: LetterProblem, random: Random): Sizes {
  const bounds = new Map(letters.assumptions.letters.map(({ letter, atLeast }) => [letter, atLeast]));
  const own = letters.conditions.filter(({ origin }) => origin === "size").map(({ text }) => text.split(" >= "));
  return new Map(
    own.flatMap(([name = "", least]) => {
      if (least === undefined)
        return name
          .replace("integer ", "")
          .split(", ")
          .map((free) => [free, random(7) - 3] as const);
      const spread = /^[NGCD]/.test(name) ? 2 : /^[HW]/.test(name) ? 7 : 3;
      return [[name, Math.max(Number(least), bounds.has(name) ? -3 : 0) + random(spread)] as const];
    }),
  );
}

describe("worksheets of every operator", () => {
  for (const worksheet of WORKSHEETS)
    it(worksheet.replaceAll("\n", "; "), () => {
      const random = createRandom(20251);
      const letters = letterProblemOf(worksheet);
      const tally: Tally = { compared: 0, empty: 0, assumed: 0 };
      for (let trial = 0; trial < 400 && tally.compared < 25; trial++) {
        const own = numbersFor(letters, random);
        const difference = compareAt(worksheet, letters, own, tally);
        expect(`${JSON.stringify([...own])} ${difference ?? "agree"}`).toBe(`${JSON.stringify([...own])} agree`);
      }
      expect(tally.compared).toBeGreaterThanOrEqual(5);
    });
});

describe("random convolutions", () => {
  it("agree", () => {
    const seed = 77;
    const random = createRandom(seed);
    const tally: Tally = { compared: 0, empty: 0, assumed: 0 };
    const refused = new Map<string, number>();
    for (let count = 0; count < 200; count++) {
      const worksheet = randomWorksheet(random);
      let letters: LetterProblem;
      try {
        letters = letterProblemOf(worksheet);
      } catch (error) {
        if (!(error instanceof WorksheetError)) throw new Error(`${worksheet}\n${error}`);
        const kind = error.message.replaceAll(/`[^`]*`/g, "…");
        refused.set(kind, (refused.get(kind) ?? 0) + 1);
        continue;
      }
      for (let trial = 0; trial < 5; trial++) {
        const own = numbersFor(letters, random);
        const difference = compareAt(worksheet, letters, own, tally);
        expect(`${worksheet}\n${JSON.stringify([...own])} ${difference ?? "agree"}`).toBe(
          `${worksheet}\n${JSON.stringify([...own])} agree`,
        );
      }
    }
    console.log(`random convolutions with letters, seed ${seed}:`, tally, "refused:", Object.fromEntries(refused));
    expect(tally.compared).toBeGreaterThan(300);
  }, 300_000);
});
