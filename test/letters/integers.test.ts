/** Letters of any sign: paddings of which the negative ones crop. */
import { describe, expect, it } from "vitest";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { theoryOf } from "../../src/calculus/theory.ts";
import { INSTANCES } from "../../src/derivation/letters.ts";
import { locateMistakes } from "../../src/error.ts";
import { derive, render } from "../../src/index.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildProblem } from "../../src/problem/build.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import { mistakeIn, mistakeOf } from "../helpers.ts";
import { expectOutcomes } from "./theorems.ts";

const AXIS = [
  "size H, K, s, d",
  "integer P_l, P_r",
  "tensor a[H]",
  "tensor k[K]",
  "y = conv1d(a, k, stride=s, padding=(P_l, P_r), dilation=d)",
  "loss L(y)",
];
const PLANE = [
  "size H, W, K, M, s, t, d, e",
  "integer P_t, P_b, P_l, P_r",
  "tensor a[H,W]",
  "tensor k[K,M]",
  "y = conv2d(a, k, stride=(s,t), padding=((P_t,P_b), (P_l,P_r)), dilation=(d,e))",
  "loss L(y)",
];
const RHO = "(H + P_l + P_r - d*(K - 1) - 1) mod s";
const FITS = "proved given d + H + P_l + P_r >= d*K + 1";

describe("a convolution whose paddings are any integers", () => {
  it("has a transposed convolution as its gradient by the input", () => {
    const back = (pads: string) =>
      `grad(L, a) == conv_transpose1d(delta, k, stride=s, padding=(${pads}), dilation=d, output_shape=H)`;
    expectOutcomes(AXIS, {
      [back("P_l, P_r")]: FITS,
      [`grad(L, a) == conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_padding=${RHO})`]:
        FITS,
      "sum(y * delta) == sum(a * grad(L, a))": FITS,
      [back("P_r, P_l")]: "refuted at H=1 K=1 s=1 d=1 P_l=0 P_r=1 [1]: 1 is not 0",
    });
  });

  const stuffed = (before: string, after: string) =>
    `grad(L, a) == conv1d(dilate(delta, s), flip(k), dilation=d, padding=(${before}, ${after}))`;

  it("has a convolution of what is stuffed with zeros as its gradient, with pads that may be negative", () => {
    expectOutcomes(AXIS, {
      [stuffed("d*(K - 1) - P_l", `d*(K - 1) - P_r + ${RHO}`)]: FITS,
      // Full, then cropped where the pads are positive, padded where they are negative.
      [`grad(L, a) == pad(conv1d(dilate(delta, s), flip(k), dilation=d, padding="full"), (-P_l, ${RHO} - P_r))`]: FITS,
    });
    expectOutcomes(AXIS, {
      [stuffed("d*(K - 1) - P_l", "d*(K - 1) - P_r")]:
        "refuted at H=2 K=1 s=2 d=1 P_l=0 P_r=0: shape [2] is not shape [1]",
    });
    expectOutcomes(AXIS, {
      [stuffed("d*(K - 1) + P_l", `d*(K - 1) + P_r + ${RHO}`)]:
        "refuted at H=1 K=1 s=1 d=1 P_l=0 P_r=1: shape [1] is not shape [3]",
    });
  });

  it("has a convolution with stride and dilation exchanged as its gradient by the kernel", () => {
    expectOutcomes(AXIS, {
      "grad(L, k) == conv1d(a, delta, stride=d, padding=(P_l, P_r), dilation=s)[1..K]": FITS,
      "grad(L, k) == conv1d(pad(a, (P_l, P_r)), delta, stride=d, dilation=s)[1..K]": FITS,
      "grad(L, k) == conv1d(a, delta, stride=d, padding=(P_r, P_l), dilation=s)[1..K]":
        "refuted at H=1 K=1 s=1 d=1 P_l=0 P_r=1 [1]: 1 is not 0",
    });
    expectOutcomes(AXIS, {
      "grad(L, k) == conv1d(a, delta, stride=s, padding=(P_l, P_r), dilation=d)":
        "refuted at H=1 K=2 s=2 d=1 P_l=0 P_r=1: shape [2] is not shape [1]",
    });
  });

  it("has as many entries as its relationship says, and is that of the padded input", () => {
    expectOutcomes(AXIS, {
      "size(y, 1) == floor((H + P_l + P_r - d*(K - 1) - 1)/s) + 1": FITS,
      "y == conv1d(pad(a, (P_l, P_r)), k, stride=s, dilation=d)": FITS,
    });
  });
});

describe("a convolution of a plane whose paddings are any integers", () => {
  const rest = "padding=((P_t,P_b), (P_l,P_r)), dilation=(d,e)";
  const rho = "(H + P_t + P_b - d*(K - 1) - 1) mod s";
  const sigma = "(W + P_l + P_r - e*(M - 1) - 1) mod t";
  const fits = "proved given d + H + P_b + P_t >= d*K + 1, e + P_l + P_r + W >= e*M + 1";
  const stuffed = (leftover: string) =>
    `grad(L, a) == conv2d(dilate(delta, (s,t)), flip(k), dilation=(d,e), padding=((d*(K-1) - P_t, d*(K-1) - P_b + ${rho}), (e*(M-1) - P_l, e*(M-1) - P_r${leftover})))`;

  it("has these gradients", () => {
    expectOutcomes(PLANE, {
      [`grad(L, a) == conv_transpose2d(delta, k, stride=(s,t), ${rest}, output_shape=(H,W))`]: fits,
      [stuffed(` + ${sigma}`)]: fits,
      "grad(L, k) == conv2d(a, delta, stride=(d,e), padding=((P_t,P_b), (P_l,P_r)), dilation=(s,t))[1..K, 1..M]": fits,
    });
  });

  it("has no others", () => {
    const exchanged = rest.replace("(P_t,P_b)", "(P_b,P_t)");
    expectOutcomes(PLANE, {
      [`grad(L, a) == conv_transpose2d(delta, k, stride=(s,t), ${exchanged}, output_shape=(H,W))`]:
        "refuted at H=1 W=1 K=1 M=1 s=1 t=1 d=1 e=1 P_t=0 P_b=1 P_l=0 P_r=0 [1,1]: 1 is not 0",
      [`grad(L, k) == conv2d(a, delta, stride=(d,e), ${exchanged.replace("(d,e)", "(s,t)")})[1..K, 1..M]`]:
        "refuted at H=1 W=1 K=1 M=1 s=1 t=1 d=1 e=1 P_t=0 P_b=1 P_l=0 P_r=0 [1,1]: 1 is not 0",
    });
    expectOutcomes(PLANE, {
      [stuffed("")]:
        "refuted at H=1 W=2 K=1 M=1 s=1 t=2 d=1 e=1 P_t=0 P_b=0 P_l=0 P_r=0: shape [1,2] is not shape [1,1]",
    });
  });
});

describe("what only a negative padding refutes", () => {
  const arrays = ["tensor a[H]", "tensor k[K]"];
  /** The letter as one of any sign; then as one that is not negative, said in two ways. */
  const both = (lines: readonly string[], claim: string, given: string, refuted: string) => {
    expectOutcomes(["size H, K, Q >= 0", "integer P", ...lines], { [claim]: refuted });
    expectOutcomes(["size H, K, Q >= 0", "size P >= 0", ...lines], { [claim]: given });
    expectOutcomes(["size H, K, Q >= 0", "integer P", "assume P >= 0", ...lines], { [claim]: given });
  };

  it("pads that add up", () => {
    const claim = "pad(pad(a, (P, 0)), (Q, 0)) == pad(a, (P + Q, 0))";
    both(arrays, claim, "proved", "refuted at H=2 K=1 Q=1 P=-1 [1]: 0 is not 1");
    const layer = [...arrays, "y = conv1d(pad(a, (P, 0)), k, padding=(Q, 0))"];
    both(
      layer,
      "y == conv1d(a, k, padding=(P + Q, 0))",
      "proved given H + P + Q >= K",
      "refuted at H=2 K=1 Q=1 P=-1 [1]: 0 is not 1",
    );
  });

  it("nothing is lost", () => {
    both(arrays, "sum(pad(a, (P, P))) == sum(a)", "proved", "refuted at H=3 K=1 Q=0 P=-1: 0 is not 1");
  });

  it("a gradient that forgets what was cropped", () => {
    const layer = [...arrays, "y = conv1d(pad(a, (P, 0)), k, padding=(Q, 0))", "loss L(y)"];
    both(
      layer,
      "grad(L, a) == conv_transpose1d(delta, k, padding=(P + Q, 0))",
      "proved given H + P + Q >= K",
      "refuted at H=2 K=1 Q=1 P=-1 [1]: 0 is not 1",
    );
    // Cropped and padded again, it is there for every sign.
    const right = "grad(L, a) == pad(conv_transpose1d(delta, k, padding=(Q, 0)), (-P, 0))";
    expectOutcomes(["size H, K, Q >= 0", "integer P", ...layer], {
      [right]: "proved given H + P >= 1, H + P + Q >= K",
    });
  });
});

describe("with numbers", () => {
  const at = (worksheet: string, sizes: Readonly<Record<string, number>>) =>
    locateMistakes(worksheet, () => buildProblem(parseWorksheet(worksheet), { sizes: new Map(Object.entries(sizes)) }));

  it("they may be negative, 0 and positive", () => {
    const worksheet = "integer P, Q\ntensor a[5]\ny = pad(a, (P, Q))";
    const sizeAt = (P: number, Q: number) => at(worksheet, { P, Q }).arrays.at(-1)?.shape;
    expect([sizeAt(-2, 0), sizeAt(0, 0), sizeAt(3, -1)]).toEqual([[3], [5], [7]]);
  });

  it("each needs one, an integer", () => {
    expect(mistakeOf(() => at("integer P, Q", { P: 1 }))).toBe(
      "1:12 (assumption) `Q` needs a number, and none is chosen for it",
    );
    expect(mistakeOf(() => at("integer P", { P: 0.5 }))).toBe("1:9 (assumption) `P` is 0.5, and no integer");
  });
});

it.each([
  ["a row", AXIS],
  ["a plane", PLANE],
])("is negative, 0 and positive among the sizes at which the lines of a proof are evaluated (%s)", (_, lines) => {
  const problem = buildLetterProblem(parseWorksheet(lines.join("\n")));
  const theory = theoryOf(
    problem,
    problem.arrays.map(({ id }) => id),
  );
  const chosen = chooseSizes(theory, INSTANCES);
  for (const letter of problem.sizes.filter((name) => name.startsWith("P_")))
    expect([letter, new Set(chosen.map((sizes) => Math.sign(sizes.get(letter) ?? Number.NaN)))]).toEqual([
      letter,
      new Set([-1, 0, 1]),
    ]);
});

it("is introduced as what it is, in both languages and in the data", () => {
  const derivation = derive([...AXIS, "prove size(y, 1) == floor((H + P_l + P_r - d*(K - 1) - 1)/s) + 1"].join("\n"));
  expect(render(derivation, { to: "text" })).toContain(
    "Let H, K, s, d, O ≥ 1 and ρ ≥ 0 be integers, and P_l, P_r any integers, negative ones included.\n",
  );
  expect(render(derivation, { to: "text", lang: "zh" })).toContain("为任意整数（可以为负）");
  const [result] = JSON.parse(render(derivation, { to: "json" })).results;
  expect(result.assumptions).toEqual([
    "H >= 1",
    "K >= 1",
    "s >= 1",
    "d >= 1",
    "integer P_l, P_r",
    "d + H + P_l + P_r >= d*K + 1",
  ]);
});

it("cannot be what must be positive, and has one name", () => {
  const mistakes: Readonly<Record<string, string>> = {
    "integer P\ntensor a[4]\ntensor k[2]\ny = conv1d(a, k, stride=P)":
      "4:25 (argument) `stride` of `conv1d` must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
    "integer P\ntensor a[4]\ntensor k[2]\ny = conv_transpose1d(a, k, stride=3, output_padding=P)":
      "4:53 (argument) `output_padding` must be at least 0, and `P` is not shown to be. Add `assume P >= 0` before",
    "integer P\ntensor a[4]\ny = pad(a, (P, 0))\nprove size(y, 1) == floor(4/P)":
      "4:29 (value) a divisor must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
    "integer P, P": "1:12 (name-taken) `P` exists already; choose another name",
    "size P\ninteger P": "2:9 (name-taken) `P` exists already; choose another name",
    "integer sum": "1:9 (name-taken) `sum` is a word of the language; choose another name",
    "integer P\nassume P >= 0\nassume P <= -1":
      "3:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
  };
  const found = Object.keys(mistakes).map((worksheet) => [worksheet, mistakeIn(worksheet)]);
  expect(Object.fromEntries(found)).toEqual(mistakes);
});
