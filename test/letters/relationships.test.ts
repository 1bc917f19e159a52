/**
 * The fifteen relationships of "A guide to convolution arithmetic for deep learning" (Dumoulin and Visin), each for
 * every size. Where one needs an assumption, it is refuted or refused without it.
 */
import { describe, expect, it } from "vitest";
import { mistakeIn } from "../helpers.ts";
import { expectOutcomes, outcomesOf } from "./theorems.ts";

const CONVOLUTION = ["tensor a[i]", "tensor w[k]"];

describe("convolutions", () => {
  it("1: no padding, unit stride", () => {
    expectOutcomes(["size i, k", ...CONVOLUTION, "y = conv1d(a, w)"], {
      "size(y, 1) == i - k + 1": "proved given i >= k",
      "size(y, 1) == i - k": "refuted at i=1 k=1: 1 is not 0",
    });
    const tooLarge = ["size i, k", "assume i < k", ...CONVOLUTION, "y = conv1d(a, w)"];
    expectOutcomes(
      tooLarge,
      "5:5 (argument) the kernel does not fit on axis 1 for any sizes: it spans `k`, and the input has `i`",
    );
  });

  it("2: zero padding, unit stride", () => {
    expectOutcomes(["size i, k, p >= 0", ...CONVOLUTION, "y = conv1d(a, w, padding=p)"], {
      "size(y, 1) == i - k + 2*p + 1": "proved given i + 2*p >= k",
      "size(y, 1) == i - k + p + 1": "refuted at i=1 k=1 p=1: 3 is not 2",
    });
  });

  it("3: half padding needs an odd kernel", () => {
    const half = [...CONVOLUTION, "y = conv1d(a, w, padding=floor(k/2))"];
    const claim = "size(y, 1) == i";
    expectOutcomes(["size i, k", "assume k mod 2 == 1", ...half], { [claim]: "proved given k mod 2 == 1" });
    expectOutcomes(["size i, k, n >= 0", "assume k == 2*n + 1", ...half], { [claim]: "proved given k == 2*n + 1" });
    expectOutcomes(["size i, k", ...half], { [claim]: "refuted at i=1 k=2: 2 is not 1" });
    expectOutcomes(["size i, k", "assume k mod 2 == 0", ...half], {
      [claim]: "refuted at i=1 k=2: 2 is not 1",
      "size(y, 1) == i + 1": "proved given k mod 2 == 0",
    });
  });

  it("4: full padding", () => {
    expectOutcomes(["size i, k", ...CONVOLUTION, "y = conv1d(a, w, padding=k-1)"], {
      "size(y, 1) == i + k - 1": "proved",
      'size(conv1d(a, w, padding="full"), 1) == i + k - 1': "proved",
      "size(y, 1) == i + k": "refuted at i=1 k=1: 1 is not 2",
    });
  });

  it("5: no padding, a stride", () => {
    expectOutcomes(["size i, k, s", ...CONVOLUTION, "y = conv1d(a, w, stride=s)"], {
      "size(y, 1) == floor((i - k)/s) + 1": "proved given i >= k",
      // The floor is needed where something is left over.
      "size(y, 1) == (i - k)/s + 1": "refuted at i=2 k=1 s=2: 1 is not 3/2",
    });
    const exact = ["size i, k, s", "assume (i - k) mod s == 0", ...CONVOLUTION, "y = conv1d(a, w, stride=s)"];
    expectOutcomes(exact, { "size(y, 1) == (i - k)/s + 1": "proved given (i - k) mod s == 0, i >= k" });
  });

  it("6: padding and a stride", () => {
    expectOutcomes(["size i, k, s, p >= 0", ...CONVOLUTION, "y = conv1d(a, w, stride=s, padding=p)"], {
      "size(y, 1) == floor((i + 2*p - k)/s) + 1": "proved given i + 2*p >= k",
      "size(y, 1) == ceil((i + 2*p - k)/s) + 1": "refuted at i=2 k=1 s=2 p=0: 1 is not 2",
      "size(y, 1) == floor((i - k)/s) + 2*p + 1": "refuted at i=1 k=1 s=2 p=1: 2 is not 3",
    });
  });

  it("7: pooling", () => {
    const pooling = ["size i, k, s", "tensor a[i]"];
    expectOutcomes([...pooling, "y = avg_pool1d(a, k, stride=s)"], {
      "size(y, 1) == floor((i - k)/s) + 1": "proved given i >= k",
      "size(y, 1) == floor(i/s)": "refuted at i=1 k=1 s=2: 1 is not 0",
    });
    expectOutcomes([...pooling, "y = avg_pool1d(a, k)"], { "size(y, 1) == floor(i/k)": "proved given i >= k" });
  });

  it("15: dilation", () => {
    const dilated = "y = conv1d(a, w, stride=s, padding=p, dilation=d)";
    expectOutcomes(["size i, k, s, d, p >= 0", ...CONVOLUTION, dilated], {
      "size(y, 1) == floor((i + 2*p - k - (k - 1)*(d - 1))/s) + 1": "proved given d + i + 2*p >= d*k + 1",
      "size(y, 1) == floor((i + 2*p - k)/s) + 1": "refuted at i=1 k=2 s=1 d=2 p=1: 1 is not 2",
      // The kernel spans d(k − 1) + 1 and not dk.
      "size(y, 1) == floor((i + 2*p - d*k)/s) + 1": "refuted at i=1 k=1 s=1 d=2 p=0: 1 is not 0",
    });
  });
});

describe("transposed convolutions", () => {
  const transposed = ["tensor x[o]", "tensor w[k]"];

  it("8: no padding, unit stride", () => {
    expectOutcomes(["size o, k", ...transposed, "y = conv_transpose1d(x, w)"], {
      "size(y, 1) == o + k - 1": "proved",
      // The same as a convolution with full padding.
      'size(y, 1) == size(conv1d(x, w, padding="full"), 1)': "proved",
      "size(y, 1) == o - k + 1": "refuted at o=1 k=2: 2 is not 0",
    });
  });

  it("9: zero padding, unit stride", () => {
    expectOutcomes(["size o, k, p >= 0", ...transposed, "y = conv_transpose1d(x, w, padding=p)"], {
      "size(y, 1) == o + k - 1 - 2*p": "proved given k + o >= 2*p + 2",
      "size(y, 1) == o + k - 1 + 2*p": "refuted at o=1 k=3 p=1: 1 is not 5",
    });
  });

  it("10: half padding needs an odd kernel", () => {
    const half = [...transposed, "y = conv_transpose1d(x, w, padding=floor(k/2))"];
    const claim = "size(y, 1) == o";
    expectOutcomes(["size o, k", "assume k mod 2 == 1", ...half], { [claim]: "proved given k mod 2 == 1" });
    expectOutcomes(["size o, k, n >= 0", "assume k == 2*n + 1", ...half], { [claim]: "proved given k == 2*n + 1" });
    expectOutcomes(["size o, k", ...half], { [claim]: "refuted at o=2 k=2: 1 is not 2" });
  });

  it("11: full padding needs an input as large as the kernel", () => {
    const claim = "size(y, 1) == o - k + 1";
    const full = [...transposed, "y = conv_transpose1d(x, w, padding=k-1)"];
    expectOutcomes(["size o, k", ...full], { [claim]: "proved given o >= k" });
    expectOutcomes(
      ["size o, k", "assume o < k", ...full],
      "5:5 (shape) a size is a positive integer, and o - k + 1 is not",
    );
  });

  it("12: no padding, a stride", () => {
    const strided = ["size o, k, s", ...transposed, "y = conv_transpose1d(x, w, stride=s)"];
    expectOutcomes(strided, {
      "size(y, 1) == s*(o - 1) + k": "proved",
      "size(y, 1) == s*o + k": "refuted at o=1 k=1 s=1: 1 is not 2",
    });
    const there = [...CONVOLUTION, "y = conv1d(a, w, stride=s)", "z = conv_transpose1d(y, w, stride=s)"];
    expectOutcomes(["size i, k, s", "assume (i - k) mod s == 0", ...there], {
      "size(z, 1) == i": "proved given (i - k) mod s == 0, i >= k",
    });
    expectOutcomes(["size i, k, s", ...there], { "size(z, 1) == i": "refuted at i=2 k=1 s=2: 1 is not 2" });
  });

  it("13: padding and a stride give the input's size back where nothing is left over", () => {
    const there = [
      ...CONVOLUTION,
      "y = conv1d(a, w, stride=s, padding=p)",
      "z = conv_transpose1d(y, w, stride=s, padding=p)",
    ];
    expectOutcomes(["size i, k, s, p >= 0", "assume (i + 2*p - k) mod s == 0", ...there], {
      "size(z, 1) == i": "proved given (i + 2*p - k) mod s == 0, i + 2*p >= k",
      "size(z, 1) == s*(size(y, 1) - 1) + k - 2*p": "proved given (i + 2*p - k) mod s == 0, i + 2*p >= k",
    });
    const notEmpty = "i + 2*p >= k, s*(floor((i + 2*p - k)/s) + 1) + k >= 2*p + s + 1";
    expectOutcomes(["size i, k, s, p >= 0", ...there], {
      "size(z, 1) == i": "refuted at i=2 k=1 s=2 p=0: 1 is not 2",
      "size(z, 1) == s*(size(y, 1) - 1) + k - 2*p": `proved given ${notEmpty}`,
      // What is lost is what is left over, so that nothing less will do.
      "i - size(z, 1) == (i + 2*p - k) mod s": `proved given ${notEmpty}`,
    });
    expectOutcomes(["size i, k, s, p >= 0", "assume (i + 2*p - k) mod s == 1", ...there], {
      "size(z, 1) == i": "refuted at i=2 k=1 s=2 p=0: 1 is not 2",
    });
  });

  it("14: output_padding makes up for what is left over", () => {
    const there = [...CONVOLUTION, "y = conv1d(a, w, stride=s, padding=p)"];
    const back = "z = conv_transpose1d(y, w, stride=s, padding=p, output_padding=(i + 2*p - k) mod s)";
    const claim = "size(z, 1) == s*(size(y, 1) - 1) + (i + 2*p - k) mod s + k - 2*p";
    expectOutcomes(["size i, k, s, p >= 0", ...there, back], {
      [claim]: "proved given i + 2*p >= k",
      "size(z, 1) == i": "proved given i + 2*p >= k",
    });
    const any = ["tensor x[o]", "tensor w[k]", "z = conv_transpose1d(x, w, stride=s, padding=p, output_padding=a)"];
    const given = "a < s, o*s + a + k >= 2*p + s + 1";
    expectOutcomes(["size o, k, s, a >= 0, p >= 0", "assume a < s", ...any], {
      "size(z, 1) == s*(o - 1) + a + k - 2*p": `proved given ${given}`,
      "size(conv1d(z, w, stride=s, padding=p), 1) == o": `proved given ${given}`,
      "size(z, 1) == s*(o - 1) + k - 2*p": "refuted at o=1 k=1 s=2 a=1 p=0: 2 is not 1",
    });
    expect(mistakeIn(["size o, k, s, a >= 0, p >= 0", ...any].join("\n"))).toBe(
      "4:64 (argument) `output_padding` must be less than the stride `s` or the dilation `1`, and `a` is not shown to be. Add `assume s >= a + 1` before",
    );
  });
});

it("each axis of a plane has its own relationship", () => {
  const plane = [
    "size i, j, k, l, s, t, d, e, p >= 0, q >= 0",
    "tensor a[i,j]",
    "tensor w[k,l]",
    "y = conv2d(a, w, stride=(s,t), padding=(p,q), dilation=(d,e))",
  ];
  const given = "d + i + 2*p >= d*k + 1, e + j + 2*q >= e*l + 1";
  expectOutcomes(plane, {
    "size(y, 1) == floor((i + 2*p - k - (k - 1)*(d - 1))/s) + 1": `proved given ${given}`,
    "size(y, 2) == floor((j + 2*q - l - (l - 1)*(e - 1))/t) + 1": `proved given ${given}`,
    "size(y, 1) == floor((j + 2*q - l - (l - 1)*(e - 1))/t) + 1":
      "refuted at i=1 j=1 k=1 l=1 s=1 t=1 d=1 e=1 p=0 q=1: 1 is not 3",
  });
});

describe("a counterexample is the smallest there is, as plain loops find it", () => {
  const floor = (over: number, under: number): number => Math.floor(over / under);
  const windows = (i: number, k: number, s: number, d: number, p: number): number =>
    floor(i + 2 * p - d * (k - 1) - 1, s) + 1;
  const claims: readonly [string, (i: number, k: number, s: number, d: number, p: number) => number][] = [
    ["floor((i + 2*p - k)/s) + 1", (i, k, s, _, p) => floor(i + 2 * p - k, s) + 1],
    ["floor((i - d*(k - 1) - 1)/s) + 2*p + 1", (i, k, s, d, p) => floor(i - d * (k - 1) - 1, s) + 2 * p + 1],
    ["floor((i + p - d*(k - 1) - 1)/s) + 1", (i, k, s, d, p) => floor(i + p - d * (k - 1) - 1, s) + 1],
    ["ceil((i + 2*p - d*(k - 1) - 1)/s) + 1", (i, k, s, d, p) => Math.ceil((i + 2 * p - d * (k - 1) - 1) / s) + 1],
    ["i + 2*p - d*(k - 1)", (i, k, _, d, p) => i + 2 * p - d * (k - 1)],
    ["floor((i + 2*p)/s) - floor(d*(k - 1)/s)", (i, k, s, d, p) => floor(i + 2 * p, s) - floor(d * (k - 1), s)],
  ];
  it.each(claims)("%s", (claim, wrong) => {
    const lines = ["size i, k, s, d, p >= 0", ...CONVOLUTION, "y = conv1d(a, w, stride=s, padding=p, dilation=d)"];
    const [outcome = ""] = outcomesOf([...lines, `prove size(y, 1) == ${claim}`].join("\n"));
    const [i = 0, k = 0, s = 0, d = 0, p = 0] = [...outcome.matchAll(/=(\d+)/g)].map(([, digits]) => Number(digits));
    expect(outcome).toMatch(`refuted at i=${i} k=${k} s=${s} d=${d} p=${p}: `);
    expect(windows(i, k, s, d, p)).not.toBe(wrong(i, k, s, d, p));
    const excess = i + k + s + d + p;
    const range = (from: number): readonly number[] => Array.from({ length: excess }, (_, above) => from + above);
    for (const [i, k, s, d] of product(range(1), range(1), range(1), range(1)))
      for (const p of range(0))
        if (i + k + s + d + p < excess && windows(i, k, s, d, p) >= 1)
          expect([i, k, s, d, p, windows(i, k, s, d, p)]).toEqual([i, k, s, d, p, wrong(i, k, s, d, p)]);
  });
});

type Four = readonly [number, number, number, number];

function product(
  ...[a, b, c, d]: readonly [readonly number[], readonly number[], readonly number[], readonly number[]]
) {
  return a.flatMap((i) => b.flatMap((k) => c.flatMap((s) => d.map((t): Four => [i, k, s, t]))));
}
