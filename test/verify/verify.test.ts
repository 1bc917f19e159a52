/** The checker alone: honest derivations pass, and each kind of wrong line is named with its place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  Derivation,
  Entry,
  GradientResult,
  JacobianResult,
  ProofResult,
} from "../../src/derivation/derivation.ts";
import { deriveProblem } from "../../src/derivation/derive.ts";
import { parseExpression } from "../../src/language/parse.ts";
import { printExpression } from "../../src/language/print.ts";
import type { Expression } from "../../src/language/syntax.ts";
import { addModulo, multiplyModulo, PRIME, powerModulo, readReal } from "../../src/verify/arithmetic.ts";
import { fitsRule } from "../../src/verify/rules.ts";
import { VerificationError, verifyDerivation } from "../../src/verify/verify.ts";
import { problemOf } from "../helpers.ts";

const SHEET =
  "tensor a[3] = [1,2,3]\ntensor k[2] = [4,5]\ny = conv1d(a, k)\njacobian y wrt a\nprove y[1] == k @ a[1..2]";

/** What verify says of a derivation of SHEET that was changed. */
function verdictOn(
  change: (jacobian: JacobianResult, proof: ProofResult, whole: Derivation) => Partial<Derivation>,
): string {
  const problem = problemOf(SHEET.replace("prove y[1] == k @ a[1..2]", "prove y[1] == k[1]*a[1] + k[2]*a[2]"));
  const honest = deriveProblem(problem, { file: "", detail: "steps" });
  const [jacobian, proof] = honest.results as [JacobianResult, ProofResult];
  try {
    verifyDerivation(problem, { ...honest, ...change(jacobian, proof, honest) });
    return "verified";
  } catch (error) {
    if (error instanceof VerificationError) return error.message;
    throw error;
  }
}

type Placed = JacobianResult["entries"][number];

const withEntries = (change: (entries: readonly Placed[]) => readonly Placed[]): string =>
  verdictOn((jacobian, proof) => ({ results: [{ ...jacobian, entries: change(jacobian.entries) }, proof] }));
const withFirst = (change: Partial<Entry>): string =>
  withEntries(([first, ...rest]) => [{ ...(first as Placed), ...change }, ...rest]);
const withProof = (change: Partial<ProofResult>): string =>
  verdictOn((jacobian, proof) => ({ results: [jacobian, { ...proof, ...change }] }));

describe("verifyDerivation", () => {
  it("passes what was derived", () => {
    expect(verdictOn(() => ({}))).toBe("verified");
  });

  it("finds a wrong entry, with and without steps", () => {
    const wrong = parseExpression("k[2]");
    expect(withFirst({ expression: wrong })).toBe("result 1 (jacobian) at [1] by [1]: `k[2]` is not the result");
    expect(
      withEntries((entries) =>
        entries.map(({ steps: _, ...entry }, position) =>
          position === 0 ? { ...entry, expression: wrong, value: "5" } : entry,
        ),
      ),
    ).toBe("result 1 (jacobian), row [1]: the entries are not the derivatives");
  });

  it("finds wrong values", () => {
    expect(withFirst({ value: "5" })).toBe("result 1 (jacobian) at [1] by [1]: the value is not 5");
    expect(withFirst({ value: "4.000000000001" })).toBe("result 1 (jacobian) at [1] by [1]: the value is not exact");
    expect(
      verdictOn((jacobian, proof) => ({
        results: [{ ...jacobian, entries: jacobian.entries.map(({ value: _, ...entry }) => entry) }, proof],
      })),
    ).toBe("result 1 (jacobian) at [1] by [1]: has no value, though all numbers are given");
  });

  it("finds wrong steps", () => {
    const step = (rule: string, text: string): string =>
      withFirst({
        steps: [
          { rule: rule as never, expression: parseExpression(text) },
          { rule: "differentiation", expression: parseExpression("k[1]") },
        ],
      });
    const by = (inside: string): string => `jac(${inside}, a[1])`;
    expect(step("expansion", by("a[1]*k[1] + a[2]*k[2]"))).toBe("verified");
    expect(step("expansion", by("a[1]*k[1] + a[2]*k[1]"))).toContain("is not the entry");
    expect(step("differentiation", "k[1]")).toContain("step 2 (differentiation): does not come at this place");
    expect(step("definition", by("a[1]*k[1] + a[2]*k[2]"))).toContain('does not follow by the rule "definition"');
    expect(step("magic", "k[1]")).toContain('does not follow by the rule "magic"');
    expect(step("toString", "k[1]")).toContain('does not follow by the rule "toString"');
    expect(step("linearity", "k[1]")).toContain('does not follow by the rule "linearity"');
    expect(step("expansion", "k[2]")).toContain("step 1 (expansion): `k[2]` does not follow");
    expect(step("expansion", "b[1]")).toContain("`b` is not known");
    expect(step("expansion", "k[3]")).toContain("`k` has no entry [3]");
    expect(step("expansion", "k[1,1]")).toContain("`k` has 1 axes, and 2 indices are written");
    expect(withFirst({ steps: [{ rule: "expansion", expression: parseExpression("k[2] + k[1] - k[2]") }] })).toBe(
      "result 1 (jacobian) at [1] by [1]: the steps do not end in the result",
    );
  });

  it("finds steps that do not take up the one before", () => {
    const by = (inside: string): string => `jac(${inside}, a[1])`;
    const steps = (...written: readonly (readonly [string, string])[]): string =>
      withFirst({ steps: written.map(([rule, text]) => ({ rule: rule as never, expression: parseExpression(text) })) });
    const definition = ["definition", by("sum(a[u]*k[u], u=1..2)")] as const;
    const expansion = ["expansion", by("a[1]*k[1] + a[2]*k[2]")] as const;
    const linearity = ["linearity", `${by("a[1]*k[1]")} + ${by("a[2]*k[2]")}`] as const;
    const vanishing = ["vanishing", by("a[1]*k[1]")] as const;
    const differentiation = ["differentiation", "k[1]"] as const;
    const value = ["value", "4"] as const;
    const at = "result 1 (jacobian) at [1] by [1]";
    expect(steps(definition, expansion, linearity, vanishing, differentiation, value)).toBe("verified");
    expect(steps(definition, linearity, vanishing, differentiation, value)).toBe(
      `${at}, step 2 (linearity): does not come at this place`,
    );
    expect(steps(definition, expansion, linearity, vanishing)).toBe(`${at}: the steps do not end in the result`);
    expect(steps(definition)).toBe(`${at}: the steps end with "definition", which is not the end`);
    const exchanged = ["linearity", `${by("a[2]*k[2]")} + ${by("a[1]*k[1]")}`] as const;
    expect(steps(expansion, exchanged, vanishing, differentiation, value)).toBe(
      `${at}, step 2 (linearity): does not have the terms of the sum before it`,
    );
    expect(steps(expansion, linearity, ["vanishing", linearity[1]], differentiation, value)).toBe(
      `${at}, step 3 (vanishing): leaves nothing out`,
    );
    expect(steps(expansion, linearity, ["zeros", `${by("a[1]*k[1]")} - 0`], vanishing, differentiation, value)).toBe(
      `${at}: \`${by("a[1]*k[1]")} - 0\` does not follow by the rule "zeros"`,
    );
    expect(steps(expansion, linearity, ["zeros", `0 + ${by("a[1]*k[1]")}`], vanishing, differentiation, value)).toBe(
      `${at}, step 3 (zeros): does not have the terms that it should`,
    );
  });

  it("finds entries that are missing, twice, out of order or out of place", () => {
    expect(withEntries((entries) => entries.slice(1))).toBe(
      "result 1 (jacobian), row [1]: the entries are not the derivatives",
    );
    expect(withEntries((entries) => entries.toReversed())).toContain("is out of order");
    expect(withEntries((entries) => [...entries, entries.at(-1) as Placed])).toContain("is out of order");
    expect(withEntries(([first, ...rest]) => [{ ...(first as Placed), wrt: [3] }, ...rest])).not.toBe("verified");
    expect(withEntries(([first, ...rest]) => [{ ...(first as Placed), wrt: [4] }, ...rest])).toContain(
      "`a` has no such entry",
    );
  });

  it("finds results that the worksheet did not ask for", () => {
    expect(verdictOn((jacobian) => ({ results: [jacobian] }))).toBe(
      "the derivation: has 1 results, and the worksheet asks for 2",
    );
    expect(verdictOn((jacobian, proof) => ({ results: [proof, jacobian] }))).toBe(
      "result 1: is of the kind proof, and the worksheet asks for jacobian",
    );
    expect(
      verdictOn((jacobian, proof) => ({ results: [{ ...jacobian, wrt: parseExpression("k") }, proof] })),
    ).toContain("which is not what the worksheet asks about");
  });

  it("finds false proofs", () => {
    expect(withProof({ verdict: "refuted" })).toContain("is refuted without a counterexample");
    expect(withProof({ steps: [] })).toBe("result 2 (prove): has 0 steps of 2");
    expect(withProof({ scope: "all sizes" })).toBe("result 2 (prove): claims more than is checked");
    expect(withProof({ right: parseExpression("k[1]*a[1]") })).toBe(
      "result 2 (prove): is another claim than the worksheet's",
    );
    const counterexample = { sizes: {}, at: [], left: "1", right: "0", values: { "k[1]": "1", "a[1]": "1" } };
    expect(withProof({ verdict: "refuted", counterexample })).toBe(
      "result 2 (prove): the sides agree at the counterexample",
    );
  });

  it("finds index formulas that do not hold, and definitions that are not the worksheet's", () => {
    const define = (left: string, right: string, source = "conv1d(a, k)"): string =>
      verdictOn((_, __, { definitions }) => ({
        definitions: definitions.map((definition) => ({
          ...definition,
          source: parseExpression(source),
          formula: {
            left: parseExpression(left),
            right: parseExpression(right),
            letters: [{ name: "p", from: 1, to: 2 }],
          },
        })),
      }));
    expect(define("y[p]", "a[p]*k[1] + a[p+1]*k[2]")).toBe("verified");
    expect(define("y[p]", "sum(a[p+u-1]*k[u], u=1..2)")).toBe("verified");
    expect(define("y[p]", "sum(a[p+u]*k[u], u=1..2)")).toBe('the definition of y: does not hold at {"p":1}');
    expect(define("y[p]", "a[p]*k[1] + a[p+1]*k[2]", "conv1d(k, a)")).toBe(
      "the definition of y: is not `conv1d(k, a)`",
    );
  });

  it("finds a false general entry, and false words about where the variable is used", () => {
    const problem = problemOf(
      "layout nchw\ntensor x[1,4,4]\nh = tanh(x)\np = max_pool2d(h, 2)\nloss L(p)\ngradient L wrt h",
    );
    const honest = deriveProblem(problem, { file: "", detail: "results" });
    const [gradient] = honest.results as [GradientResult];
    const verdict = (change: Partial<GradientResult>): string => {
      try {
        verifyDerivation(problem, { ...honest, results: [{ ...gradient, ...change }] });
        return "verified";
      } catch (error) {
        if (error instanceof VerificationError) return error.message;
        throw error;
      }
    };
    const general = (right: string, left = "grad(L, h[1,m,n])", letters = gradient.formula?.letters ?? []): string =>
      verdict({ formula: { left: parseExpression(left), right: parseExpression(right), letters } });
    const right = "delta[1,ceil(m/2),ceil(n/2)]*jac(p[1,ceil(m/2),ceil(n/2)], h[1,m,n])";
    expect(printExpression(gradient.formula?.right as Expression)).toBe(right);
    expect(general(right)).toBe("verified");
    expect(general(right.replace("ceil(m/2)", "floor(m/2)"))).toBe(
      "result 1 (gradient), general entry: does not hold at [1,1,1]",
    );
    expect(general(right, "grad(L, h[2,m,n])")).toBe("result 1 (gradient): the letters run over other ranges");
    expect(general(right, "grad(L, h[1,n,m])")).toBe("result 1 (gradient): the letters run over other ranges");
    expect(general(right, "grad(L, x[1,m,n])")).toBe(
      "result 1 (gradient), general entry: the left side is not `grad(L, h[1,m,n])`",
    );
    expect(verdict({ uses: [parseExpression("p"), parseExpression("p")] })).toBe(
      "result 1 (gradient), uses: `h` is used in p",
    );
    expect(verdict({ slidingAxes: [2, 3] })).toBe("result 1 (gradient), slidingAxes: windows slide along the axes []");
  });

  it("finds a false maximum", () => {
    const problem = problemOf("tensor x[4]\ny = max_pool1d(x, 2)\nexpand y");
    const honest = deriveProblem(problem, { file: "", detail: "results" });
    const define = (right: string): string => {
      const definitions = honest.definitions.map((definition) => ({
        ...definition,
        formula: { ...definition.formula, right: parseExpression(right) },
      }));
      try {
        verifyDerivation(problem, { ...honest, definitions });
        return "verified";
      } catch (error) {
        if (error instanceof VerificationError) return error.message;
        throw error;
      }
    };
    expect(define("max(x[2*p+u-2], u=1..2)")).toBe("verified");
    expect(define("max(x[2*p+u-1], u=1..2)")).toBe('the definition of y: does not hold at {"p":1}');
    expect(define("max(2*x[2*p+u-2], u=1..2)")).toBe(
      "the definition of y: `max(2*x[2*p+u-2], u=1..2)` is not the largest entry of an array",
    );
  });

  it("finds names that stand for something else", () => {
    expect(verdictOn(() => ({ names: { y: parseExpression("a") } }))).toBe("the name y: stands for `conv1d(a, k)`");
  });
});

describe("the rules", () => {
  it("know the shape of what they make", () => {
    const fits: [string, string, boolean][] = [
      ["value", "37", true],
      ["value", "-1/3", true],
      ["value", "1 + 1", false],
      ["numbers", "1*2 + 3", true],
      ["numbers", "a[1]", false],
      ["definition", "sum(a[u], u=1..2)", true],
      ["definition", "jac(2*sum(a[u], u=1..2) + b, b)", true],
      ["definition", "a[1] + a[2]", false],
      ["expansion", "sum(a[u], u=1..2)", false],
      ["expansion", "sum(a)", true],
      ["linearity", "jac(a, b) + jac(c, b)", true],
      ["linearity", "jac(a, b) + c", false],
      ["zeros", "0 + jac(a, b)", true],
      ["zeros", "jac(a, b) - 0", false],
      ["vanishing", "0", true],
      ["vanishing", "jac(a, b) + 0", false],
      ["chain-rule", "grad(L, y)*jac(y, a)", true],
      ["chain-rule", "delta*jac(y, a)", false],
      ["upstream", "delta*jac(y, a)", true],
      ["local", "delta*k", true],
      ["local", "delta*jac(y, a)", false],
      ["differentiation", "grad(L, a)", false],
    ];
    for (const [rule, text, fit] of fits)
      expect(`${rule}: ${text}: ${fitsRule(rule, parseExpression(text))}`).toBe(`${rule}: ${text}: ${fit}`);
  });
});

describe("arithmetic modulo the prime", () => {
  it("is that of integers", () => {
    for (const [left, right] of [
      [PRIME - 1, PRIME - 1],
      [123_456_789, 987_654_321],
      [65_536, 65_535],
      [0, 5],
    ] as const)
      expect(BigInt(multiplyModulo(left, right))).toBe((BigInt(left) * BigInt(right)) % BigInt(PRIME));
    expect(multiplyModulo(powerModulo(12_345, PRIME - 2), 12_345)).toBe(1);
    const residue = fc.oneof(fc.integer({ min: 0, max: PRIME - 1 }), fc.integer({ min: PRIME - 9, max: PRIME - 1 }));
    // Products that are next to a multiple of the prime are where a quotient in doubles could be the wrong one.
    fc.assert(
      fc.property(residue, residue, fc.integer({ min: -2, max: 2 }), (left, right, next) => {
        const inverse = powerModulo(left, PRIME - 2);
        const near = multiplyModulo(inverse, (PRIME + next) % PRIME);
        for (const factor of [right, inverse, near])
          expect(BigInt(multiplyModulo(left, factor))).toBe((BigInt(left) * BigInt(factor)) % BigInt(PRIME));
        expect(addModulo(left, right)).toBe((left + right) % PRIME);
      }),
      { numRuns: 10_000 },
    );
  });

  it("reads values", () => {
    expect(["1/3", "-7", "0.5", "1e-3", "1/0", "x"].map((text) => String(readReal(text).valueOf()))).toEqual([
      String(1 / 3),
      "-7",
      "0.5",
      "0.001",
      "NaN",
      "NaN",
    ]);
  });
});
