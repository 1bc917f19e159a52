/** In how many windows an entry lies: said in both languages, and compared with counting once more by the verifier. */
import { describe, expect, it } from "vitest";
import type { CountForm } from "../../src/calculus/count-forms.ts";
import type { EntryCount } from "../../src/calculus/entry-counts.ts";
import { deriveLetters } from "../../src/derivation/letters.ts";
import type { GeneralResult } from "../../src/derivation/theorem.ts";
import { derive } from "../../src/derive.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { instancesOf } from "../../src/problem/instances.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import { render } from "../../src/render/render.ts";
import { verify } from "../../src/saved.ts";
import { ONE } from "../../src/sizes/polynomial.ts";
import { verifyLetters } from "../../src/verify/letters/verify-letters.ts";

const SIZES = `index 0
size H, K, s, d, P_l >= 0, P_r >= 0
tensor a[H]
tensor k[K]
`;
const CONVOLUTION = `${SIZES}y = conv1d(a, k, stride=s, padding=(P_l, P_r), dilation=d)
loss L(y)
jacobian y wrt a
gradient L wrt a
jacobian y wrt k
gradient L wrt k
`;
const TRANSPOSED = `${SIZES}z = conv_transpose1d(a, k, stride=s, padding=P_l)
jacobian z wrt a
`;
const AXES = `size H, W, K, M, s, t, P >= 0
tensor a[H,W]
tensor k[K,M]
y = conv2d(a, k, stride=(s,t), padding=P)
jacobian y wrt a
`;

const generalOf = (worksheet: string): readonly GeneralResult[] =>
  derive(worksheet).results.flatMap((result) => (result.kind === "general" ? [result] : []));

const flat = (worksheet: string, lang: "en" | "zh"): string =>
  render(derive(worksheet), { to: "text", lang }).replace(/\s+/g, " ");

describe("what is counted", () => {
  const countedIn = (worksheet: string) =>
    generalOf(worksheet).map(({ counts }) =>
      counts?.axes.map(
        ({ counted, axis, along, letter: input, window }) => `${counted} ${axis}${along} ${input} ${window}`,
      ),
    );

  it("follows from the general entry, in the letters of the request's own lines", () => {
    expect(countedIn(CONVOLUTION)).toEqual([
      ["uses 00 n m"],
      ["uses 00 m p"],
      ["meetings 00 n m"],
      ["meetings 00 m p"],
    ]);
    expect(countedIn(TRANSPOSED)).toEqual([["overlaps 00 m n"]]);
    expect(countedIn(AXES)).toEqual([["uses 00 m b", "uses 11 n c"]]);
  });

  it("is nothing where there are no windows", () => {
    const dense = "size N, M\ntensor W[M,N]\ntensor x[N]\nz = W @ x\nloss L(z)\njacobian z wrt x\ngradient L wrt W\n";
    expect(countedIn(dense)).toEqual([undefined, undefined]);
    expect(flat(dense, "en")).not.toContain("How often");
  });
});

describe("what is said", () => {
  it("of inputs that windows use, in both languages", () => {
    const text = flat(CONVOLUTION, "en");
    expect(text).toContain(
      "As the derivatives of y by a say, so many windows use a[n], each of them an entry of y: " +
        "c(n) = Σ(m=0..O-1) [d | n + P_l - s·m]·[0 ≤ n + P_l - s·m < d·K]",
    );
    expect(text).toContain("this is ⌈(K - ((n + P_l) mod s))/s⌉ where d = 1; 0 where (n + P_l) mod gcd(s, d) > 0;");
    expect(text).toContain("(n + P_l) mod s ≥ d·(K - 1) + 1 (between two windows, which the stride leaves apart)");
    expect(text).toContain(
      "Proved for all sizes are the sum, which says where the derivative is not 0, and the period",
    );
    expect(flat(CONVOLUTION, "zh")).toContain("在这个范围内它以步幅 s 为周期。");
  });

  it("of outputs in which inputs overlap: the checkerboard", () => {
    expect(flat(TRANSPOSED, "en")).toContain(
      "It is one number there just where s | K; otherwise the overlaps make the pattern of a checkerboard.",
    );
    expect(flat(TRANSPOSED, "zh")).toContain("否则重叠的次数呈棋盘状");
  });

  it("of each axis, counted from the worksheet's base", () => {
    const text = flat(AXES, "en");
    expect(text).toContain("along axis 1, each of them an entry of y: N1(m) = Σ(b=1..O) [1 ≤ m + P - s·(b - 1) ≤ K]");
    expect(text).toContain("The axes are independent: along all of them together the numbers multiply.");
  });

  it("in every format", () => {
    const derivation = derive(CONVOLUTION);
    for (const to of ["latex", "html", "markdown"] as const)
      expect(render(derivation, { to, lang: "en" })).toContain("How often an entry is used");
  });
});

describe("the verifier", () => {
  const worksheet = `${CONVOLUTION}${TRANSPOSED.slice(SIZES.length)}`;
  const problem = buildLetterProblem(parseWorksheet(worksheet));
  const instances = instancesOf(parseWorksheet(worksheet));
  const derivation = deriveLetters(problem, instances, { file: "counts.grad", detail: "steps" });

  const verdictOn = (position: number, change: (axis: EntryCount) => EntryCount): string => {
    const results = derivation.results.map((result, at) =>
      at === position && result.kind === "general" && result.counts !== undefined
        ? { ...result, counts: { ...result.counts, axes: result.counts.axes.map(change) } }
        : result,
    );
    try {
      verifyLetters(problem, instances, { ...derivation, results });
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const one = { kind: "polynomial", value: ONE } as const;
  const alsoOne = (form: CountForm): CountForm => ({ ...form, value: one });
  const inside = (axis: EntryCount, change: Partial<EntryCount["interior"]>): EntryCount => ({
    ...axis,
    interior: { ...axis.interior, ...change },
  });
  const [uses, meetings, overlaps] = [0, 2, 4];

  it("finds nothing to say of what is derived", () => {
    for (const position of [uses, meetings, overlaps]) expect(verdictOn(position, (axis) => axis)).toBe("");
  });

  it.each<readonly [string, number, (axis: EntryCount) => EntryCount, RegExp]>([
    [
      "another sum",
      uses,
      (axis) => ({ ...axis, count: axis.count.map((one) => ({ ...one, coefficient: 2 })) }),
      /are said$/,
    ],
    [
      "another sum of meetings",
      meetings,
      (axis) => ({ ...axis, count: axis.count.map((one) => ({ ...one, guards: [] })) }),
      /are said$/,
    ],
    ["another sum of overlaps", overlaps, (axis) => ({ ...axis, count: [] }), /are said$/],
    ["another closed form", uses, (axis) => inside(axis, { forms: axis.interior.forms.map(alsoOne) }), /closed form/],
    [
      "another closed form of overlaps",
      overlaps,
      (axis) => inside(axis, { forms: axis.interior.forms.map(alsoOne) }),
      /closed form/,
    ],
    ["an inside without borders", meetings, (axis) => inside(axis, { where: [] }), /closed form/],
    [
      "a place that is not dead",
      uses,
      (axis) => ({ ...axis, dead: axis.dead.map((dead) => ({ ...dead, where: [] })) }),
      /in none are said/,
    ],
    ["another place where all are equal", overlaps, (axis) => inside(axis, { uniform: [] }), /equal, or not/],
    [
      "another period",
      uses,
      (axis) =>
        axis.period ? { ...axis, period: { ...axis.period, statement: { left: "count", right: "next" } } } : axis,
      /period of a count, step/,
    ],
    ["another axis", uses, (axis) => ({ ...axis, along: axis.along + 1 }), /are said$/],
  ])("notices %s", (_, position, change, why) => {
    expect(verdictOn(position, change)).toMatch(why);
  });

  it("notices every number and text of the counts that is altered once it is saved", () => {
    const document = JSON.parse(render(derive(TRANSPOSED), { to: "json" })) as { results: { counts: unknown }[] };
    const counts = document.results[0]?.counts;
    expect(() => verify(JSON.stringify(document))).not.toThrow();
    const changed = [...alteredFrom(counts)];
    expect(changed.length).toBeGreaterThan(100);
    const unnoticed = changed.filter((other) => {
      try {
        verify(JSON.stringify({ ...document, results: [{ ...document.results[0], counts: other }] }));
        return true;
      } catch {
        return false;
      }
    });
    expect(unnoticed).toEqual([]);
  });
});

/** A value with one of its leaves changed, each in its turn, and without one of its parts. */
function* alteredFrom(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      for (const other of alteredFrom(item)) yield value.map((one, place) => (place === at ? other : one));
    if (value.length > 0) yield value.slice(1);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const other of alteredFrom(item)) yield { ...value, [key]: other };
  } else yield typeof value === "number" ? value + 1 : `${String(value)}x`;
}
