/** False statements about planes, channels, groups, batches and what stands around convolutions. */
import type { Theory } from "../../src/calculus/sums.ts";
import { along, framed, ofScalar } from "./networks.ts";
import { reading } from "./reading.ts";
import { CHANNEL_LETTERS, defining, type FalseStatement, poly } from "./theories.ts";

type Definer = Parameters<typeof defining>[1];
type Frame = Parameters<typeof framed>[0];

const LINE = { a: "H", k: "K", δ: "O", x: "O", ε: "H" };
const PLANE = { a: "H, H1", k: "K, K1", δ: "O, O1" };
const MANY = { a: "N, Ci, H", k: "Co, Ci, K", δ: "N, Co, O" };
const GROUPED = { a: "N, G*Ci, H", k: "G*Co, Ci, K", δ: "N, G*Co, O" };
const WITHOUT_GROUPS = CHANNEL_LETTERS.filter(({ letter }) => letter !== "G");
const ofLine = (free: string): Frame => ({ arrays: LINE, free, axes: 1 });
const ofPlane = (free: string): Frame => ({ arrays: PLANE, free, axes: 2 });
const ofMany = (free: string): Frame => ({ arrays: MANY, free, axes: 1, letters: WITHOUT_GROUPS });
const ofGroups = (free: string): Frame => ({ arrays: GROUPED, free, axes: 1, letters: CHANNEL_LETTERS });

const ofMatrix = (free: string): Frame => {
  const letters = ["I", "J"].map((letter) => ({ letter, atLeast: 1 }));
  return { arrays: { W: "I, J", h: "J", δ: "I" }, free, letters };
};

const line: Definer = reading("y[p] of [O]", "sum(u) k[u]*a[s*p + d*u - Pl]");
const plane: Definer = reading("y[p, q] of [O, O1]", "sum(u, v) k[u, v]*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]");
const many: Definer = reading("y[n, o, p] of [N, Co, O]", "sum(c, u) k[o, c, u]*a[n, c, s*p + d*u - Pl]");
const grouped: Definer = reading(
  "y[n, f, p] of [N, G*Co, O]",
  "sum(g < G, o < Co, c, u) [g*Co + o = f]*k[g*Co + o, c, u]*a[n, g*Ci + c, s*p + d*u - Pl]",
);
const turned: Definer = reading("z[m] of [H]", "sum(p, u) [s*p + d*u = m + Pl]*k[u]*x[p]");
const matrix: Definer = reading("y[i] of [I]", "sum(j) W[i, j]*h[j]");
const byInput = along("g", "y", "δ", "a");
const byKernel = along("g", "y", "δ", "k");

/** dL/dk with room for the ⌊ρ/d⌋ entries behind the first K. */
function withRest(theory: Theory): Theory {
  const nonnegative = [...theory.assumptions.nonnegative, poly("r - d*t"), poly("d*t + d - 1 - r")];
  return { ...theory, assumptions: { ...theory.assumptions, nonnegative } };
}

function failing(name: string, frame: Frame, expected: string, ...definers: readonly Definer[]): FalseStatement {
  return [name, defining(framed(frame), ...definers), "w", expected];
}

const LINES: readonly FalseStatement[] = [
  [
    "the kernel's gradient with all the entries of the correlation",
    defining(
      withRest(framed({ ...ofLine("e < K"), letters: [{ letter: "t", atLeast: 0 }] })),
      line,
      byKernel,
      reading("w[u] of [K + t]", "sum(i) δ[i]*a[s*i + d*u - Pl]"),
    ),
    "w",
    "K=1 O=1 s=2 d=1 r=1 H=1 Pl=0 t=1 Pr=1 at []: shape [1], shape [2]",
  ],
  failing(
    "the output of the transposed convolution without the leftover",
    ofLine("m < H"),
    "K=1 O=1 s=2 d=1 r=1 H=2 Pl=0 Pr=0 at []: shape [2], shape [1]",
    line,
    byInput,
    reading("w[m] of [H - r]", "sum(p, u) [s*p + d*u = m + Pl]*k[u]*δ[p]"),
  ),
  failing(
    "the output of the transposed convolution as long as that of one with equal paddings",
    ofLine("m < H"),
    "K=1 O=2 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at []: shape [1], shape [2]",
    line,
    byInput,
    reading("w[m] of [s*(O - 1) + d*(K - 1) + 1 - 2*Pl]", "sum(p, u) [s*p + d*u = m + Pl]*k[u]*δ[p]"),
  ),
  failing(
    "the gradient of a transposed convolution with the kernel turned",
    ofLine("p < O"),
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: 5141, 3589",
    turned,
    along("g", "z", "ε", "x"),
    reading("w[p] of [O]", "sum(u) k[K - 1 - u]*ε[s*p + d*u - Pl]"),
  ),
  failing(
    "the kernel's gradient of a transposed convolution with its arrays exchanged",
    ofLine("e < K"),
    "K=2 O=1 s=1 d=1 r=0 H=2 Pl=0 Pr=0 at [1]: 1395, 0",
    turned,
    along("g", "z", "ε", "k"),
    reading("w[u] of [K]", "sum(p) ε[p]*x[s*p + d*u - Pl]"),
  ),
];

/** dL/da of a plane, said to be this sum over windows and places of the kernel. */
function backward(name: string, expected: string, sum: string): FalseStatement {
  return failing(name, ofPlane("m < H, n < H1"), expected, plane, byInput, reading("w[m, n] of [H, H1]", sum));
}

const PLANES: readonly FalseStatement[] = [
  backward(
    "the strides of two axes exchanged",
    "K=1 O=1 s=2 d=1 r=0 H=1 Pl=0 K1=1 O1=2 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at [0,1]: -5265, 0",
    "sum(p, q, u, v) [s1*p + d*u = m + Pl]*[s*q + d1*v = n + Pl1]*k[u, v]*δ[p, q]",
  ),
  backward(
    "the dilations of two axes exchanged",
    "K=1 O=1 s=1 d=2 r=0 H=1 Pl=0 K1=2 O1=1 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at [0,1]: -465, 0",
    "sum(p, q, u, v) [s*p + d1*u = m + Pl]*[s1*q + d*v = n + Pl1]*k[u, v]*δ[p, q]",
  ),
  backward(
    "the padding of the first axis on both",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=1 O1=1 s1=1 d1=1 r1=0 H1=1 Pl1=1 Pr=0 Pr1=-1 at [0,0]: 0, 325",
    "sum(p, q, u, v) [s*p + d*u = m + Pl]*[s1*q + d1*v = n + Pl]*k[u, v]*δ[p, q]",
  ),
  backward(
    "the kernel transposed",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=2 O1=1 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at [0,1]: -465, 0",
    "sum(p, q, u, v) [s*p + d*u = m + Pl]*[s1*q + d1*v = n + Pl1]*k[v, u]*δ[p, q]",
  ),
  failing(
    "the adjoint with the indices of the kernel in another order",
    ofPlane(""),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=2 O1=1 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at []: -18390, -15600",
    plane,
    reading("g[] of []", "sum(p, q) y[p, q]*δ[p, q]"),
    reading("w[] of []", "sum(p, q, u, v) k[v, u]*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]*δ[p, q]"),
  ),
  failing(
    "the kernel's gradient transposed",
    ofPlane("e < K, f < K1"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=2 O1=1 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at [0,1]: -30, 0",
    plane,
    byKernel,
    reading("w[u, v] of [K, K1]", "sum(p, q) δ[p, q]*a[s*p + d*v - Pl, s1*q + d1*u - Pl1]"),
  ),
  failing(
    "the kernel's gradient from the diagonal of δ alone",
    ofPlane("e < K, f < K1"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=1 O1=2 s1=1 d1=1 r1=0 H1=2 Pl1=0 Pr=0 Pr1=0 at [0,0]: 726, 240",
    plane,
    byKernel,
    reading("w[u, v] of [K, K1]", "sum(p) δ[p, p]*a[s*p + d*u - Pl, s1*p + d1*v - Pl1]"),
  ),
];

const CHANNELS: readonly FalseStatement[] = [
  failing(
    "the channels of the kernel transposed",
    ofMany("n < N, c < Ci, m < H"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=1 Co=1 Ci=2 Pr=0 at [0,1,0]: 6873, 0",
    many,
    byInput,
    reading("w[n, c, m] of [N, Ci, H]", "sum(o, p, u) [s*p + d*u = m + Pl]*k[c, o, u]*δ[n, o, p]"),
  ),
  failing(
    "each channel by itself",
    ofMany("n < N, c < Ci, m < H"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=1 Co=1 Ci=2 Pr=0 at [0,1,0]: 6873, 0",
    many,
    byInput,
    reading("w[n, c, m] of [N, Ci, H]", "sum(p, u) [s*p + d*u = m + Pl]*k[c, c, u]*δ[n, c, p]"),
  ),
  failing(
    "the kernel's gradient without the sum over the batch",
    ofMany("o < Co, c < Ci, e < K"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=2 Co=1 Ci=1 Pr=0 at [0,0,0]: -3860, -3713",
    many,
    byKernel,
    reading("w[o, c, u] of [Co, Ci, K]", "sum(p) δ[0, o, p]*a[0, c, s*p + d*u - Pl]"),
  ),
  failing(
    "the kernel's gradient as the mean over the batch",
    ofMany("o < Co, c < Ci, e < K"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=2 Co=1 Ci=1 Pr=0 at [0,0,0]: -3860, -1930",
    many,
    byKernel,
    reading("w[o, c, u] of [Co, Ci, K]", "sum(n, p) 1/(N)*δ[n, o, p]*a[n, c, s*p + d*u - Pl]"),
  ),
  failing(
    "the kernel's gradient with pairs of different images",
    ofMany("o < Co, c < Ci, e < K"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=2 Co=1 Ci=1 Pr=0 at [0,0,0]: -3860, -2320",
    many,
    byKernel,
    reading("w[o, c, u] of [Co, Ci, K]", "sum(n, i, p) δ[n, o, p]*a[i, c, s*p + d*u - Pl]"),
  ),
  failing(
    "the groups ignored",
    ofGroups("n < N, f < G*Ci, m < H"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=1 G=2 Co=1 Ci=1 Pr=0 at [0,0,0]: -5767, -5639",
    grouped,
    byInput,
    reading("w[n, f, m] of [N, G*Ci, H]", "sum(o, p, u) [s*p + d*u = m + Pl]*k[o, f, u]*δ[n, o, p]"),
  ),
  failing(
    "the groups of input channels interleaved",
    ofGroups("n < N, f < G*Ci, m < H"),
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 N=1 G=2 Co=1 Ci=2 Pr=0 at [0,1,0]: 6873, 128",
    grouped,
    byInput,
    reading(
      "w[n, f, m] of [N, G*Ci, H]",
      "sum(g < G, o < Co, c < Ci, p, u) [c*G + g = f]*[s*p + d*u = m + Pl]*k[g*Co + o, c, u]*δ[n, g*Co + o, p]",
    ),
  ),
];

const AROUND: readonly FalseStatement[] = [
  failing(
    "the gradient of a bias from one window",
    { arrays: { b: "Co", δ: "N, Co, O" }, free: "o < Co", axes: 1, letters: WITHOUT_GROUPS },
    "K=1 O=2 s=1 d=1 r=0 H=1 Pl=0 N=1 Co=1 Ci=1 Pr=1 at [0]: -93, -79",
    reading("y[n, o, p] of [N, Co, O]", "b[o]"),
    along("g", "y", "δ", "b"),
    reading("w[o] of [Co]", "sum(n) δ[n, o, 0]"),
  ),
  failing(
    "the gradient of an average pooling without its 1/K",
    ofLine("m < H"),
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -1073741804, 39",
    reading("y[p] of [O]", "sum(u < K) 1/(K)*a[s*p + d*u - Pl]"),
    byInput,
    reading("w[m] of [H]", "sum(p, u < K) [s*p + d*u = m + Pl]*δ[p]"),
  ),
  failing(
    "the gradient of a layer by the weights as they are",
    ofMatrix("e < J"),
    "I=1 J=2 at [1]: -1248, 0",
    matrix,
    along("g", "y", "δ", "h"),
    reading("w[j] of [J]", "sum(i) W[j, i]*δ[i]"),
  ),
  failing(
    "the gradient of weights transposed",
    ofMatrix("e < I, f < J"),
    "I=1 J=2 at [0,1]: 1716, 0",
    matrix,
    along("g", "y", "δ", "W"),
    reading("w[i, j] of [I, J]", "δ[j]*h[i]"),
  ),
  failing(
    "the gradient of a sum of squares without the 2",
    { arrays: { a: "H" }, free: "m < H", letters: [{ letter: "H", atLeast: 1 }] },
    "H=1 at [0]: -54, -27",
    reading("L[] of []", "sum(i) a[i]*a[i]"),
    ofScalar("g", "L", "a"),
    reading("w[m] of [H]", "a[m]"),
  ),
];

export const FALSE_OF_SEVERAL: readonly FalseStatement[] = [...LINES, ...PLANES, ...CHANNELS, ...AROUND];
