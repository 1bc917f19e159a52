/**
 * Statements about what stands around convolutions: biases, means, pooling, matrix products, activations, sums, and
 * arrays that are used twice. Definitions are written as a worksheet's operators give them.
 */
import { gradient } from "../../src/calculus/operators.ts";
import type { Theory } from "../../src/calculus/sums.ts";
import type { SizeLetter } from "../../src/sizes/assumptions.ts";
import { reading } from "./reading.ts";
import type { Theorem } from "./theorems.ts";
import { assumptionsOf, axisOf, CHANNEL_LETTERS, defining, poly } from "./theories.ts";

type Definer = (theory: Theory) => Theory["definitions"][number];

/** dL/da of the scalar L. */
export const ofScalar = (name: string, loss: string, by: string): Definer => {
  return (theory) => {
    const { index, body, ...rest } = gradient(name, loss, loss, by, theory);
    return { ...rest, index, body: body.map((one) => ({ ...one, factors: one.factors.slice(1) })) };
  };
};
/** dL/da where δ is dL/dy. */
export const along =
  (name: string, of: string, delta: string, by: string): Definer =>
  (theory) =>
    gradient(name, of, delta, by, theory);

interface Frame {
  readonly arrays: Readonly<Record<string, string>>;
  /** Indices of the entry in question with their sizes, as `m < H`. */
  readonly free: string;
  /** Axes of convolutions, by number. */
  readonly axes?: number;
  readonly letters?: readonly SizeLetter[];
}

const parts = (text: string): readonly string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
const positive = (...names: readonly string[]): readonly SizeLetter[] =>
  names.map((letter) => ({ letter, atLeast: 1 }));

export function framed({ arrays, free, axes = 0, letters = [] }: Frame): Theory {
  return {
    assumptions: assumptionsOf(
      Array.from({ length: axes }, (_, number) => axisOf(number)),
      letters,
    ),
    arrays: Object.entries(arrays).map(([name, shape]) => ({ name, shape: parts(shape).map(poly) })),
    definitions: [],
    free: parts(free).map((one) => {
      const [letter = "", size = ""] = one.split("<").map((part) => part.trim());
      return { letter, size: poly(size) };
    }),
  };
}

function theorem(name: string, frame: Frame, ...definers: readonly Definer[]): Theorem {
  return { name, statement: { left: "g", right: "w" }, theory: defining(framed(frame), ...definers) };
}

const N = positive("N");
const CONV = { a: "H", k: "K", δ: "O" };
const conv = (y: string, a: string, k: string): Definer =>
  reading(`${y}[p] of [O]`, `sum(u) ${k}[u]*${a}[s*p + d*u - Pl]`);

const GROUPED = { a: "N, G*Ci, H, H1", k: "G*Co, Ci, K, K1", δ: "N, G*Co, O, O1" };
const groupedConv: Definer = reading(
  "y[n, f, p, q] of [N, G*Co, O, O1]",
  "sum(g < G, o < Co, c, u, v) [g*Co + o = f]*k[g*Co + o, c, u, v]*a[n, g*Ci + c, s*p + d*u - Pl, s1*q + d1*v - Pl1]",
);

const MEANS: readonly Theorem[] = [
  theorem(
    "the gradient of a mean is 1/N",
    { arrays: { a: "N" }, free: "m < N", letters: N },
    reading("L[] of []", "sum(i) 1/(N)*a[i]"),
    ofScalar("g", "L", "a"),
    reading("w[m] of [N]", "1/(N)"),
  ),
  theorem(
    "the gradient of a mean squared error is 2/N times the error",
    { arrays: { a: "N", t: "N" }, free: "m < N", letters: N },
    reading("e[i] of [N]", "a[i]", "-1*t[i]"),
    reading("L[] of []", "sum(i) 1/(N)*power(e[i], exponent=2)"),
    ofScalar("g", "L", "a"),
    reading("w[m] of [N]", "2/(N)*a[m]", "-2/(N)*t[m]"),
  ),
  theorem(
    "the gradient of a sum of squares is twice the array",
    { arrays: { a: "N" }, free: "m < N", letters: N },
    reading("L[] of []", "sum(i) a[i]*a[i]"),
    ofScalar("g", "L", "a"),
    reading("w[m] of [N]", "2*a[m]"),
  ),
  theorem(
    "the gradient of half a sum of squares is the array",
    { arrays: { a: "N" }, free: "m < N", letters: N },
    reading("L[] of []", "sum(i) 1/2*a[i]*a[i]"),
    ofScalar("g", "L", "a"),
    reading("w[m] of [N]", "a[m]"),
  ),
  theorem(
    "the gradient of a mean squared error of a convolution by its kernel",
    { arrays: { a: "H", k: "K", t: "O" }, free: "m < K", axes: 1 },
    conv("y", "a", "k"),
    reading("e[i] of [O]", "y[i]", "-1*t[i]"),
    reading("L[] of []", "sum(i) 1/(O)*e[i]*e[i]"),
    ofScalar("g", "L", "k"),
    reading("delta[i] of [O]", "2/(O)*e[i]"),
    reading("w[m] of [K]", "sum(i) delta[i]*a[s*i + d*m - Pl]"),
  ),
  theorem(
    "average pooling is a convolution by ones, divided",
    { arrays: { a: "H, H1" }, free: "m < O, n < O1", axes: 2 },
    reading("g[p, q] of [O, O1]", "sum(u < K, v < K1) 1/(K*K1)*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]"),
    reading("ones[u, v] of [K, K1]", "1"),
    reading("y[p, q] of [O, O1]", "sum(u, v) ones[u, v]*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]"),
    reading("w[p, q] of [O, O1]", "1/(K*K1)*y[p, q]"),
  ),
  theorem(
    "the gradient of average pooling spreads δ evenly",
    { arrays: { a: "H, H1", δ: "O, O1" }, free: "m < H, n < H1", axes: 2 },
    reading("y[p, q] of [O, O1]", "sum(u < K, v < K1) 1/(K*K1)*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]"),
    along("g", "y", "δ", "a"),
    reading("mean[u, v] of [K, K1]", "1/(K*K1)"),
    reading("w[m, n] of [H, H1]", "sum(p, q, u, v) [s*p + d*u - Pl = m]*[s1*q + d1*v - Pl1 = n]*mean[u, v]*δ[p, q]"),
  ),
];

const BIASES: readonly Theorem[] = [
  theorem(
    "the gradient by a bias is the sum of δ over batch and places",
    { arrays: { ...GROUPED, b: "G*Co" }, free: "m < G*Co", axes: 2, letters: CHANNEL_LETTERS },
    groupedConv,
    reading("z[n, f, p, q] of [N, G*Co, O, O1]", "y[n, f, p, q]", "b[f]"),
    along("g", "z", "δ", "b"),
    reading("w[m] of [G*Co]", "sum(n, p, q) δ[n, m, p, q]"),
  ),
  theorem(
    "the gradient by a kernel with batch, channels and groups (2-D)",
    { arrays: GROUPED, free: "m < G*Co, e < Ci, h < K, j < K1", axes: 2, letters: CHANNEL_LETTERS },
    groupedConv,
    along("g", "y", "δ", "k"),
    reading(
      "w[f, c, u, v] of [G*Co, Ci, K, K1]",
      "sum(g < G, o < Co, n, p, q) [g*Co + o = f]*δ[n, f, p, q]*a[n, g*Ci + c, s*p + d*u - Pl, s1*q + d1*v - Pl1]",
    ),
  ),
  theorem(
    "the gradient by a kernel with groups is a convolution with groups, of exchanged arrays",
    {
      arrays: { a: "N, G*Ci, H", k: "G*Co, Ci, K", δ: "N, G*Co, O" },
      free: "m < G*Co, e < Ci, h < K",
      axes: 1,
      letters: CHANNEL_LETTERS,
    },
    reading(
      "y[n, f, p] of [N, G*Co, O]",
      "sum(g < G, o < Co, c, u) [g*Co + o = f]*k[g*Co + o, c, u]*a[n, g*Ci + c, s*p + d*u - Pl]",
    ),
    along("g", "y", "δ", "k"),
    reading("swapped[c, b, x] of [Ci, G*N, H]", "sum(g < G, n < N) [g*N + n = b]*a[n, g*Ci + c, x]"),
    reading("turned[f, n, x] of [G*Co, N, O]", "δ[n, f, x]"),
    reading(
      "v[c, f, u] of [Ci, G*Co, K]",
      "sum(g < G, o < Co, n, p) [g*Co + o = f]*turned[g*Co + o, n, p]*swapped[c, g*N + n, d*u + s*p - Pl]",
    ),
    reading("w[f, c, u] of [G*Co, Ci, K]", "v[c, f, u]"),
  ),
  theorem(
    "the gradient of a depthwise convolution is the depthwise transposed convolution",
    {
      arrays: { a: "N, C, H, H1", k: "K, K1, C, M", δ: "N, C*M, O, O1" },
      free: "m < N, e < C, h < H, j < H1",
      axes: 2,
      letters: positive("N", "C", "M"),
    },
    reading(
      "y[n, f, p, q] of [N, C*M, O, O1]",
      "sum(c < C, o < M, u, v) [c*M + o = f]*k[u, v, c, o]*a[n, c, s*p + d*u - Pl, s1*q + d1*v - Pl1]",
    ),
    along("g", "y", "δ", "a"),
    reading(
      "w[n, c, x, z] of [N, C, H, H1]",
      "sum(o < M, u, v, p, q) [s*p + d*u - Pl = x]*[s1*q + d1*v - Pl1 = z]*k[u, v, c, o]*δ[n, c*M + o, p, q]",
    ),
  ),
  theorem(
    "the gradient of a transposed convolution by its kernel with batch, channels and groups",
    {
      arrays: { x: "N, G*Co, O", k: "G*Co, Ci, K", ε: "N, G*Ci, H" },
      free: "m < G*Co, e < Ci, h < K",
      axes: 1,
      letters: CHANNEL_LETTERS,
    },
    reading(
      "z[n, f, i] of [N, G*Ci, H]",
      "sum(g < G, o < Co, c < Ci, u, p) [g*Ci + c = f]*[s*p + d*u - Pl = i]*k[g*Co + o, c, u]*x[n, g*Co + o, p]",
    ),
    along("g", "z", "ε", "k"),
    reading(
      "w[f, c, u] of [G*Co, Ci, K]",
      "sum(g < G, o < Co, n, p) [g*Co + o = f]*x[n, f, p]*ε[n, g*Ci + c, s*p + d*u - Pl]",
    ),
  ),
];

const MATRICES: readonly Theorem[] = [
  theorem(
    "the gradient of a matrix product by its left operand is δ times the transpose of the right",
    { arrays: { A: "N, M", B: "M, R", δ: "N, R" }, free: "m < N, n < M", letters: positive("N", "M", "R") },
    reading("y[i, j] of [N, R]", "sum(l) A[i, l]*B[l, j]"),
    along("g", "y", "δ", "A"),
    reading("BT[i, j] of [R, M]", "B[j, i]"),
    reading("w[i, j] of [N, M]", "sum(l) δ[i, l]*BT[l, j]"),
  ),
  theorem(
    "the gradient of a matrix product by its right operand is the transpose of the left times δ",
    { arrays: { A: "N, M", B: "M, R", δ: "N, R" }, free: "m < M, n < R", letters: positive("N", "M", "R") },
    reading("y[i, j] of [N, R]", "sum(l) A[i, l]*B[l, j]"),
    along("g", "y", "δ", "B"),
    reading("AT[i, j] of [M, N]", "A[j, i]"),
    reading("w[i, j] of [M, R]", "sum(l) AT[i, l]*δ[l, j]"),
  ),
  theorem(
    "a convolution whose kernel is as large as its input is a matrix product",
    { arrays: { a: "C, H", k: "M, C, H" }, free: "m < M, n < 1", letters: positive("C", "H", "M") },
    reading("g[o, p] of [M, 1]", "sum(c, u) k[o, c, u]*a[c, p + u]"),
    reading("W[o, l] of [M, C*H]", "sum(c < C, u < H) [c*H + u = l]*k[o, c, u]"),
    reading("h[l] of [C*H]", "sum(c < C, u < H) [c*H + u = l]*a[c, u]"),
    reading("w[o, p] of [M, 1]", "sum(l) W[o, l]*h[l]"),
  ),
  theorem(
    "the gradient by the kernel of a fully connected layer is the outer product of δ and its input",
    { arrays: { a: "C, H", k: "M, C, H", δ: "M, 1" }, free: "m < M, e < C, h < H", letters: positive("C", "H", "M") },
    reading("y[o, p] of [M, 1]", "sum(c, u) k[o, c, u]*a[c, p + u]"),
    along("g", "y", "δ", "k"),
    reading("w[o, c, u] of [M, C, H]", "δ[o, 0]*a[c, u]"),
  ),
];

const SECOND = "O1";
const layer = (y: string, a: string, k: string): Definer =>
  reading(`${y}[p] of [${SECOND}]`, `sum(u) ${k}[u]*${a}[s1*p + d1*u - Pl1]`);
const back = (v: string, delta: string, k: string): Definer =>
  reading(`${v}[i] of [O]`, `sum(u, p) [s1*p + d1*u - Pl1 = i]*${k}[u]*${delta}[p]`);
const LAYERS = { a: "H", k: "K", l: "K1", δ: SECOND };

/** Two axes of which the second runs over the windows of the first. */
function layered(name: string, free: string, ...definers: readonly Definer[]): Theorem {
  const { theory, ...rest } = theorem(name, { arrays: LAYERS, free }, ...definers);
  const [first, plain] = [axisOf(), axisOf(1)];
  const letters = plain.letters.filter((other) => other.letter !== "H1");
  const axes = [first, { ...plain, input: first.windows, letters }];
  return { ...rest, theory: { ...theory, assumptions: assumptionsOf(axes) } };
}

const ACTIVATED = [conv("z", "a", "k"), reading("h[p] of [O]", "tanh(z[p])"), layer("y", "h", "l")] as const;
const DELTA = [back("v", "δ", "l"), reading("e[p] of [O]", "v[p]*tanh'(z[p])")] as const;

const LAYERED: readonly Theorem[] = [
  layered(
    "δ of the first layer is the transposed convolution of the second's δ, times the activation's derivative",
    "m < O",
    ...ACTIVATED,
    along("g", "y", "δ", "z"),
    back("v", "δ", "l"),
    reading("w[p] of [O]", "v[p]*tanh'(z[p])"),
  ),
  layered(
    "back-propagation through two layers with an activation between them to the input",
    "m < H",
    ...ACTIVATED,
    along("g", "y", "δ", "a"),
    ...DELTA,
    reading("w[i] of [H]", "sum(u, p) [s*p + d*u - Pl = i]*k[u]*e[p]"),
  ),
  layered(
    "back-propagation through two layers with an activation between them to the first kernel",
    "m < K",
    ...ACTIVATED,
    along("g", "y", "δ", "k"),
    ...DELTA,
    reading("w[u] of [K]", "sum(p) e[p]*a[s*p + d*u - Pl]"),
  ),
  layered(
    "back-propagation through two layers with an activation between them to the second kernel",
    "m < K1",
    ...ACTIVATED,
    along("g", "y", "δ", "l"),
    reading("w[u] of [K1]", "sum(p) δ[p]*h[s1*p + d1*u - Pl1]"),
  ),
  theorem(
    "the gradient of a residual sum is that of the convolution and δ",
    {
      arrays: { a: "H", k: "K", δ: "H" },
      free: "m < H",
      letters: [...positive("H", "K"), { letter: "P", atLeast: 0 }],
    },
    reading("c[p] of [H]", "sum(u) k[u]*a[p + u - P]"),
    reading("y[p] of [H]", "a[p]", "c[p]"),
    along("g", "y", "δ", "a"),
    reading("t[i] of [H]", "sum(u, p) [p + u - P = i]*k[u]*δ[p]"),
    reading("w[i] of [H]", "t[i]", "δ[i]"),
  ),
  theorem(
    "the gradient by a kernel that is used twice is a sum of two",
    {
      arrays: { a: "H", k: "K", δ: "H" },
      free: "m < K",
      letters: [...positive("H", "K"), { letter: "P", atLeast: 0 }],
    },
    reading("z[p] of [H]", "sum(u) k[u]*a[p + u - P]"),
    reading("y[p] of [H]", "sum(u) k[u]*z[p + u - P]"),
    along("g", "y", "δ", "k"),
    reading("v[i] of [H]", "sum(u, p) [p + u - P = i]*k[u]*δ[p]"),
    reading("w[u] of [K]", "sum(p) v[p]*a[p + u - P]", "sum(p) δ[p]*z[p + u - P]"),
  ),
  theorem(
    "equal products cancel",
    { arrays: CONV, free: "m < H", axes: 1 },
    conv("y", "a", "k"),
    reading("z[p] of [O]", "2*y[p]", "sum(u) -1*a[s*p + d*u - Pl]*k[u]"),
    along("g", "z", "δ", "a"),
    reading("x[i] of [H]", "sum(i0, j0) [s*i0 + d*j0 - Pl = i]*δ[i0]*k[j0]"),
    reading("w[i] of [H]", "3*x[i]", "sum(q, u) -2*[s*q + d*u - Pl = i]*k[u]*δ[q]"),
  ),
];

export const NETWORKS: readonly Theorem[] = [...MEANS, ...BIASES, ...MATRICES, ...LAYERED];
