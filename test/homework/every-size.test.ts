/**
 * Claims about every size: true ones are proved; of what is made of them by one change nothing false ever is, whatever
 * it looks like at the sizes that were tried; and what the calculus is given says at numbers what the formula says.
 */
import { describe, expect, it } from "vitest";
import { differenceAt } from "../../src/calculus/refute.ts";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import { isProved, readingsToProve } from "../../src/homework/every-size/prove.ts";
import type { HomeworkProblem } from "../../src/homework/problem.ts";
import type { ClaimReport } from "../../src/homework/report.ts";
import { claimAt, everySizeOf, manySizes } from "./at-sizes.ts";
import { TRUE_CLAIMS } from "./every-size-claims.ts";
import { mutantsOf } from "./mutate-formula.ts";
import { randomFrom } from "./random.ts";

const tex = String.raw;

function check(problem: HomeworkProblem, source: string): ClaimReport {
  const { claims } = checkSheet(problem, `\\[ ${source} \\]`, { file: "sheet.tex", format: "tex" });
  const [only, ...more] = claims;
  if (only === undefined || more.length > 0) throw new Error(`not one claim: ${source}`);
  return only;
}

const SETTINGS = TRUE_CLAIMS.map(({ about, worksheet, claims }) => ({
  about,
  claims,
  problem: prepareProblem(`${worksheet}\n`, "sizes.grad"),
}));

describe.each(SETTINGS)("$about", ({ claims, problem }) => {
  it.each(claims)("proves %s", (claim) => {
    const { verdict, links, failure } = check(problem, claim);
    expect({ verdict, failure, links: links.map((link) => link.verdict) }).toEqual({
      verdict: "correct",
      failure: undefined,
      links: links.map(() => "correct"),
    });
  });
});

/** Formulas that hold in the calculus, where a function of what lies outside of an array is 0, or at some sizes alone. */
const TRAPS = [
  {
    about: "a function of the padding, which is not 0 on paper",
    worksheet: "size H, K\nsize P >= 0\ntensor a[H]\ntensor k[K]\nh = sigmoid(a)\ny = conv1d(h, k, padding=P)",
    trap: tex`y_i = \sum_{u=1}^{K} k_u \sigma(a_{i+u-1-P})`,
    sound: tex`y_i = \sum_{u=1}^{K} k_u h_{i+u-1-P}`,
  },
  {
    about: "a function of what is beyond a limit",
    worksheet: "size H\ntensor a[H]\nh = sigmoid(a)\ne = sum(h)",
    trap: tex`e = \sum_{i=1}^{H+1} \sigma(a_i)`,
    sound: tex`e = \sum_{i=1}^{H} \sigma(a_i)`,
  },
  {
    about: "an open sum of several terms, which runs over all that any of them needs",
    worksheet: "size H, K\ntensor a[H]\ntensor b[H+K]\nh = sigmoid(a)\ne = sum(h) + sum(b)",
    trap: tex`e = \sum_i (\sigma(a_i) + b_i)`,
    sound: tex`e = \sum_i \sigma(a_i) + \sum_i b_i`,
  },
  {
    about: "an inequality that says something",
    worksheet: "size H, K\ntensor a[H]\ntensor k[K]\ny = conv1d(a, k)",
    trap: tex`y_i = \sum_{u \le i} k_u a_{i+u-1}`,
    sound: tex`y_i = \sum_{u \le K} k_u a_{i+u-1}`,
  },
  {
    about: "cases that overlap, of which the first counts",
    worksheet: "size H, K\ntensor a[H]\ntensor k[K]\ny = conv1d(a, k)",
    trap: tex`\frac{\partial y_i}{\partial a_m} = \frac{1}{2} \begin{cases} k_{m-i+1} & i \le m \\ k_{m-i+1} & m \ge 1 \end{cases}`,
    sound: tex`\frac{\partial y_i}{\partial a_m} = \begin{cases} k_{m-i+1} & i \le m \\ k_{m-i+1} & m \ge 1 \end{cases}`,
  },
  {
    about: "arrays of one shape at some sizes, and beyond it zeros",
    worksheet: "size H\nsize K >= 0\ntensor a[H]\nz = pad(a, (0,K))",
    trap: tex`z = 2 a - a`,
    sound: tex`z_i = 2 a_i - a_i`,
  },
  {
    about: "a kernel as long as the input",
    worksheet:
      'size H, K\nassume K <= H\ntensor a[H]\ntensor k[K]\ny = conv1d(a, k)\noperator "A \\otimes B" means conv1d(B, A)',
    trap: tex`y = a \otimes k`,
    sound: tex`y = k \otimes a`,
  },
];

describe.each(TRAPS)("$about", ({ worksheet, trap, sound }) => {
  const problem = prepareProblem(`${worksheet}\n`, "sizes.grad");
  const many = manySizes(problem, 20);

  it("is not proved", () => {
    const holding = many.map((sizes) => claimAt(problem, trap, sizes)).filter(({ holds }) => holds[0] === true);
    const readings = readingsToProve(
      problem.worksheet,
      holding.length > 0 ? holding : [claimAt(problem, trap, many[0] ?? new Map())],
      0,
    );
    expect(readings.map(isProved)).not.toContain(true);
    expect(check(problem, trap).verdict).not.toBe("correct");
  });

  it("is proved where it is put right", () => {
    expect(check(problem, sound).verdict).toBe("correct");
  });
});

it("leaves unproved what has numbers too large to be exact", () => {
  const problem = prepareProblem("size H, K\ntensor a[H]\ntensor k[K]\ny = conv1d(a, k)\n", "sizes.grad");
  const large = tex`100000000 \cdot 100000000`;
  const sum = tex`\sum_u k_u a_{i+u-1}`;
  expect(check(problem, tex`y_i = \frac{${large}}{${large}} ${sum}`).verdict).toBe("unproven");
  expect(check(problem, tex`y_i = \frac{100 \cdot 100}{100 \cdot 100} ${sum}`).verdict).toBe("correct");
});

/** So many mutants of one formula are looked at; `EVERY_SIZE_MUTANTS=1000` takes them all, which is minutes. */
const MOST_MUTANTS = Number(process.env["EVERY_SIZE_MUTANTS"] ?? 3);

const CHANGED = SETTINGS.map(({ about, claims, problem }, setting) => ({
  about,
  problem,
  mutants: claims.flatMap((claim, place) =>
    randomFrom(100 * setting + place)
      .shuffled(mutantsOf(claim))
      .slice(0, MOST_MUTANTS),
  ),
}));

describe.each(CHANGED)("changed: $about", ({ problem, mutants, about }) => {
  const further = manySizes(problem, 12);
  /** A size at which the formula is false, by numbers alone. */
  const falseAt = (source: string) =>
    further.find((sizes) => claimAt(problem, source, sizes).holds.some((holds) => holds === false));

  it("holds nothing false for correct", () => {
    const counts: Record<string, number> = {};
    for (const mutant of mutants) {
      const { verdict, counterexample } = check(problem, mutant);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      if (verdict === "correct") expect([mutant, falseAt(mutant)]).toEqual([mutant, undefined]);
      // Where shapes differ there are no entries to tell of.
      if (counterexample !== undefined)
        expect(Object.keys(counterexample.sizes)).toEqual(everySizeOf(problem).problem.sizes);
    }
    console.log(`${about}: ${mutants.length} changed, ${JSON.stringify(counts)}`);
    expect(counts["wrong"] ?? 0).toBeGreaterThan(mutants.length / 3);
  });

  it("proves nothing false, even if it holds at all sizes that were tried", () => {
    let count = 0;
    for (const mutant of mutants) {
      const read = further.slice(0, 5).map((sizes) => claimAt(problem, mutant, sizes));
      const links = read[0]?.holds ?? [];
      for (const link of links.keys()) {
        const readings = readingsToProve(problem.worksheet, read, link);
        const isFalse = further.some((sizes) => claimAt(problem, mutant, sizes).holds[link] === false);
        count += isFalse && readings.length > 0 ? 1 : 0;
        if (isFalse) expect([mutant, link, readings.some(isProved)]).toEqual([mutant, link, false]);
      }
    }
    expect(count).toBeGreaterThan(mutants.length / 4);
  });

  it("says at numbers what the formula says", () => {
    let count = 0;
    for (const mutant of mutants)
      for (const sizes of further.slice(0, 4)) {
        const read = claimAt(problem, mutant, sizes);
        for (const [link, holds] of read.holds.entries()) {
          const [reading] = readingsToProve(problem.worksheet, [read], link);
          const exact = reading?.guarded ?? reading?.plain;
          if (exact === undefined || holds === undefined) continue;
          count += 1;
          const difference = differenceAt(exact.statement, exact.theory, sizes);
          // Functions and their derivatives are unrelated in the calculus.
          if (/sigma|h_|Z/.test(mutant) && holds) continue;
          expect([mutant, [...sizes].join(" "), difference === undefined]).toEqual([
            mutant,
            [...sizes].join(" "),
            holds,
          ]);
        }
      }
    expect(count).toBeGreaterThan(mutants.length);
  });
});
