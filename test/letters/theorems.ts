/** Worksheets for every size, and what becomes of what they claim, a line for each. */
import { expect } from "vitest";
import { derive } from "../../src/derive.ts";
import { mistakeIn } from "../helpers.ts";

/**
 * `proved given …` with the conditions that do not merely say which numbers a letter stands for, or `refuted at …` with the sizes, the entry
 * where there is one, and both sides; for all sizes, or it says so.
 */
export function outcomesOf(worksheet: string): readonly string[] {
  return derive(worksheet).results.map((result) => {
    if (result.kind !== "theorem" && result.kind !== "size-theorem") return `no theorem: ${result.kind}`;
    const { verdict, counterexample, assumptions } = result;
    const given = assumptions.filter((text) => !/^(\w+ >= -?\d+$|integer )/.test(text));
    if (verdict === "proved") return given.length === 0 ? "proved" : `proved given ${given.join(", ")}`;
    if (counterexample === undefined) return verdict;
    const sizes = Object.entries(counterexample.sizes ?? {}).map(([name, number]) => `${name}=${number}`);
    const entry = counterexample.at.length === 0 ? "" : ` [${counterexample.at}]`;
    return `${verdict} at ${sizes.join(" ")}${entry}: ${counterexample.left} is not ${counterexample.right}`;
  });
}

/** What each claim becomes after these lines; or what is wrong with the lines where there is one outcome in their place. */
export function expectOutcomes(lines: readonly string[], claims: Readonly<Record<string, string>> | string): void {
  const sheet = lines.join("\n");
  if (typeof claims === "string") return expect(mistakeIn(sheet)).toBe(claims);
  const worksheet = [sheet, ...Object.keys(claims).map((claim) => `prove ${claim}`)].join("\n");
  const outcomes = outcomesOf(worksheet);
  const found = Object.keys(claims).map((claim, number) => [claim, outcomes[number] ?? "nothing"]);
  expect(Object.fromEntries(found)).toEqual(claims);
}
