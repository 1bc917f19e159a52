/**
 * Derivations made by hand, as `derive` will make them: y = conv2d(a, k) with everything that can be asked about it.
 */

import type { Derivation, Entry, Step } from "../../src/derivation/derivation.ts";
import { parseExpression } from "../../src/language/parse.ts";
import type { Expression } from "../../src/language/syntax.ts";
import { plainStyle } from "../../src/problem/style.ts";
import type { CheckedDerivation } from "../../src/verify/checked.ts";

export const e = (text: string): Expression => parseExpression(text);

/** Tests stand in for the verifier. */
export function checked(derivation: Derivation): CheckedDerivation {
  return derivation as CheckedDerivation;
}

const size = 3;
const kernel = 2;
const outputs = size - kernel + 1;
const kernelValues = [
  [1, 2],
  [3, 4],
];

function grid(rows: number, columns: number): [number, number][] {
  return Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns) + 1, (at % columns) + 1]);
}

const step = (rule: Step["rule"], text: string): Step => ({ rule, expression: e(text) });

function terms(p: number, q: number): { u: number; v: number; product: string }[] {
  return grid(kernel, kernel).map(([u, v]) => ({ u, v, product: `a[${p + u - 1},${q + v - 1}]*k[${u},${v}]` }));
}

const expansion = (p: number, q: number): string =>
  terms(p, q)
    .map(({ product }) => product)
    .join(" + ");

const shifted = (letter: string, by: number): string => (by === 0 ? letter : `${letter}+${by}`);

function jacobianEntry([p, q]: [number, number], [i, j]: [number, number]): Entry | undefined {
  const [u, v] = [i - p + 1, j - q + 1];
  if (u < 1 || u > kernel || v < 1 || v > kernel) return undefined;
  const variable = `a[${i},${j}]`;
  const all = terms(p, q);
  return {
    expression: e(`k[${u},${v}]`),
    value: String(kernelValues[u - 1]?.[v - 1]),
    steps: [
      step(
        "definition",
        `jac(sum(a[${shifted("u", p - 1)},${shifted("v", q - 1)}]*k[u,v], u=1..2, v=1..2), ${variable})`,
      ),
      step("expansion", `jac(${expansion(p, q)}, ${variable})`),
      step("linearity", all.map(({ product }) => `jac(${product}, ${variable})`).join(" + ")),
      step("vanishing", `jac(a[${i},${j}]*k[${u},${v}], ${variable})`),
      step("differentiation", `k[${u},${v}]`),
      step("numbers", String(kernelValues[u - 1]?.[v - 1])),
    ],
  };
}

function gradientEntry([i, j]: [number, number]): Entry {
  const paths = grid(outputs, outputs).flatMap(([p, q]) => {
    const [u, v] = [i - p + 1, j - q + 1];
    return u < 1 || u > kernel || v < 1 || v > kernel ? [] : [{ p, q, u, v }];
  });
  const write = (print: (path: { p: number; q: number; u: number; v: number }) => string): Expression =>
    e(paths.map(print).join(" + "));
  const local = write(({ p, q, u, v }) => `delta[${p},${q}]*k[${u},${v}]`);
  const value = paths.reduce((sum, { p, q, u, v }) => sum + (p === q ? 1 : 0) * (kernelValues[u - 1]?.[v - 1] ?? 0), 0);
  return {
    expression: local,
    value: String(value),
    steps: [
      {
        rule: "chain-rule",
        expression: write(({ p, q }) => `grad(L, y[${p},${q}])*jac(y[${p},${q}], a[${i},${j}])`),
      },
      { rule: "upstream", expression: write(({ p, q }) => `delta[${p},${q}]*jac(y[${p},${q}], a[${i},${j}])`) },
      { rule: "local", expression: local },
      { rule: "numbers", expression: write(({ p, q, u, v }) => `${p === q ? 1 : 0}*${kernelValues[u - 1]?.[v - 1]}`) },
      step("value", String(value)),
    ],
  };
}

const outputPlaces = grid(outputs, outputs);
const inputPlaces = grid(size, size);

export const convolution: Derivation = {
  file: "seed.grad",
  title: "Gradients of a 3x3 convolution",
  indexBase: 1,
  detail: "steps",
  worksheet: "tensor a[3,3]\ntensor k[2,2] = [[1,2],[3,4]]\ny = conv2d(a, k)\nloss L(y)\njacobian y wrt a\n",
  definitions: [
    {
      name: "y",
      source: e("conv2d(a, k)"),
      formula: {
        left: e("y[p,q]"),
        right: e("sum(a[p+u-1,q+v-1]*k[u,v], u=1..2, v=1..2)"),
        letters: [
          { name: "p", from: 1, to: 2 },
          { name: "q", from: 1, to: 2 },
        ],
      },
      remarks: [
        {
          rule: "upstream-defined",
          subjects: [e("delta"), e("L"), e("y")],
          equation: { left: e("delta[p,q]"), right: e("grad(L, y[p,q])") },
        },
      ],
    },
  ],
  results: [
    {
      kind: "expansion",
      of: e("y"),
      shape: [2, 2],
      entries: outputPlaces.map(([p, q]) => ({ at: [p, q], expression: e(expansion(p, q)) })),
      remarks: [],
    },
    {
      kind: "jacobian",
      of: e("y"),
      wrt: e("a"),
      shape: { of: [2, 2], wrt: [3, 3] },
      entries: outputPlaces.flatMap((of) =>
        inputPlaces.flatMap((wrt) => {
          const entry = jacobianEntry(of, wrt);
          return entry === undefined ? [] : [{ of, wrt, ...entry }];
        }),
      ),
      remarks: [],
    },
    {
      kind: "gradient",
      of: e("L"),
      wrt: e("a"),
      shape: [3, 3],
      entries: inputPlaces.map((wrt) => ({ wrt, ...gradientEntry(wrt) })),
      remarks: [],
    },
    {
      kind: "gradient",
      of: e("sum(y)"),
      wrt: e("a[2,2]"),
      shape: [3, 3],
      entries: [
        {
          wrt: [2, 2],
          expression: e("k[1,1] + k[1,2] + k[2,1] + k[2,2]"),
          value: "10",
          steps: [
            step("linearity", "jac(y[1,1], a[2,2]) + jac(y[1,2], a[2,2]) + jac(y[2,1], a[2,2]) + jac(y[2,2], a[2,2])"),
            step("local", "k[2,2] + k[2,1] + k[1,2] + k[1,1]"),
          ],
        },
      ],
      remarks: [{ rule: "sum-versus-jacobian", subjects: [e("y"), e("a")] }],
    },
    {
      kind: "proof",
      left: e("grad(L, a)"),
      right: e("conv_transpose2d(delta, k)"),
      verdict: "proved",
      scope: "these sizes",
      assumptions: [],
      shape: [3, 3],
      steps: inputPlaces.flatMap((at) => {
        const { expression } = gradientEntry(at);
        return [
          { rule: "left-expanded", expression, at } as const,
          { rule: "right-expanded", expression, at } as const,
        ];
      }),
    },
    {
      kind: "proof",
      left: e("grad(L, a)"),
      right: e('conv2d(delta, k, padding="full")'),
      verdict: "refuted",
      scope: "these sizes",
      assumptions: [],
      shape: [3, 3],
      steps: [
        { rule: "left-expanded", expression: e("delta[1,1]*k[1,1]"), at: [1, 1] },
        { rule: "right-expanded", expression: e("delta[1,1]*k[2,2]"), at: [1, 1] },
      ],
      counterexample: { sizes: {}, at: [1, 1], left: "1", right: "0", values: { "delta[1,1]": "1", "k[1,1]": "1" } },
    },
  ],
  names: {},
  given: {},
  twins: [],
  withoutTwins: [],
  style: plainStyle,
  notation: {
    a: { latex: "a", shape: [3, 3] },
    k: { latex: "k", shape: [2, 2] },
    y: { latex: "y", shape: [2, 2] },
    L: { latex: "L", shape: [] },
    delta: { latex: "\\delta", shape: [2, 2] },
  },
};

/** A layer with an activation: long sums in parentheses, decimals, names with scripts, a layer of many entries. */
export const layer: Derivation = {
  file: "层.grad",
  title: "A layer of a network: 100% of {δ} & W_1",
  indexBase: 1,
  detail: "steps",
  worksheet: "",
  definitions: [
    {
      name: "z1",
      source: e("W1 @ x + b"),
      formula: {
        left: e("z1[i]"),
        right: e("sum(W1[i,j]*x[j], j=1..25) + b[i]"),
        letters: [{ name: "i", from: 1, to: 25 }],
      },
      remarks: [
        {
          rule: "activation-derivative",
          subjects: [e("sigmoid")],
          equation: { left: e("sigmoid'(z)"), right: e("sigmoid(z)*(1 - sigmoid(z))") },
        },
        {
          rule: "kink",
          subjects: [e("leaky_relu")],
          equation: { left: e("leaky_relu'(0, alpha=0.2)"), right: e("0.2") },
        },
        { rule: "zero-extension", subjects: [e("x"), e("b")] },
      ],
    },
  ],
  results: [
    {
      kind: "gradient",
      of: e("L"),
      wrt: e("x"),
      shape: [25],
      entries: Array.from({ length: 25 }, (_, at) => {
        const sum = Array.from({ length: 25 }, (_, i) => `W1[${i + 1},${at + 1}]*delta_z1[${i + 1}]`).join(" + ");
        return {
          wrt: [at + 1],
          expression: e(`(${sum})*sigmoid'(z1[${at + 1}])`),
          value: "0.19661193324148185",
          steps: [
            step("chain-rule", `jac(${sum}, x[${at + 1}])/4`),
            step("factoring", `2*(${sum})*sigmoid'(z1[${at + 1}])`),
            step("local", `(${sum})/9 + leaky_relu'(W_c[${at + 1}], alpha=0.2)*(${sum})*x[1]^2`),
            step("value", "0.19661193324148185"),
          ],
        };
      }),
      remarks: [],
    },
    {
      kind: "jacobian",
      of: e("z1"),
      wrt: e("W1"),
      shape: { of: [25], wrt: [25, 25] },
      entries: Array.from({ length: 625 }, (_, at) => {
        const [i, j] = [Math.floor(at / 25) + 1, (at % 25) + 1];
        return { of: [i], wrt: [i, j], expression: e(`x[${j}]`), value: `${j}/3` };
      }),
      remarks: [],
    },
    {
      kind: "expansion",
      of: e("M"),
      shape: [3, 14],
      entries: grid(3, 14).map((at) => ({ at, expression: e(`M[${at.join()}]`), value: String(-at[1]) })),
      remarks: [],
    },
    {
      kind: "expansion",
      of: e("T"),
      shape: [2, 2, 2, 3],
      entries: Array.from({ length: 24 }, (_, at) => {
        const place = [Math.floor(at / 12), Math.floor(at / 6) % 2, Math.floor(at / 3) % 2, at % 3].map((i) => i + 1);
        return { at: place, expression: e(`T[${place.join()}]*x[1]`), value: `-${at}/7` };
      }),
      remarks: [],
    },
  ],
  names: { delta_z1: e("grad(L, z1)") },
  given: {},
  twins: [],
  withoutTwins: [],
  style: plainStyle,
  notation: {
    W1: { latex: "W^{(1)}", shape: [25, 25] },
    W_c: { latex: "W_{c}", shape: [25] },
    x: { latex: "x", shape: [25] },
    b: { latex: "b", shape: [25] },
    z1: { latex: "z^{(1)}", shape: [25] },
    M: { latex: "M", shape: [3, 14] },
    T: { latex: "T", shape: [2, 2, 2, 3] },
    L: { latex: "L", shape: [] },
    delta_z1: { latex: "\\delta_{z^{(1)}}", shape: [25] },
  },
};
