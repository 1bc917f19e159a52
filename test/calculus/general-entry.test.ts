/** General entries: what they read, that each of their steps follows, and that each line has one value. */
import { expect, it } from "vitest";
import { generalEntry } from "../../src/calculus/general-entry.ts";
import { firstDifferent } from "../../src/calculus/refute.ts";
import { replayEntry } from "../../src/calculus/replay.ts";
import { type Theory, textOfSum } from "../../src/calculus/sums.ts";
import { along, framed } from "./networks.ts";
import { reading } from "./reading.ts";
import { firstSizes } from "./sizes.ts";
import { CHANNEL_LETTERS, defining } from "./theories.ts";

type Definer = Parameters<typeof defining>[1];

const ARRAYS = { a: "H", k: "K", δ: "O", x: "O", ε: "H" };
const PLANE = { a: "H, H1", k: "K, K1", δ: "O, O1" };
const MANY = { a: "N, G*Ci, H", k: "G*Co, Ci, K", δ: "N, G*Co, O" };
const conv = reading("y[p] of [O]", "sum(u) k[u]*a[s*p + d*u - Pl]");
const plane = reading("y[p, q] of [O, O1]", "sum(u, v) k[u, v]*a[s*p + d*u - Pl, s1*q + d1*v - Pl1]");
const pool = reading("y[p] of [O]", "sum(u < K) 1/(K)*a[s*p + d*u - Pl]");
const many = reading(
  "y[n, f, p] of [N, G*Co, O]",
  "sum(g < G, o < Co, c, u) [g*Co + o = f]*k[g*Co + o, c, u]*a[n, g*Ci + c, s*p + d*u - Pl]",
);
const jacobian = (head: string, body: string): Definer => reading(head, body);

const ENTRIES: readonly (readonly [string, Parameters<typeof framed>[0], readonly Definer[], string])[] = [
  [
    "dy/da",
    { arrays: ARRAYS, free: "p < O, m < H", axes: 1 },
    [conv, jacobian("g[i, j] of [O, H]", "d(y[i])/d(a[j])")],
    "[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]",
  ],
  [
    "dy/dk",
    { arrays: ARRAYS, free: "p < O, m < K", axes: 1 },
    [conv, jacobian("g[i, j] of [O, K]", "d(y[i])/d(k[j])")],
    "a[d*m + p*s - Pl]",
  ],
  [
    "dL/da",
    { arrays: ARRAYS, free: "m < H", axes: 1 },
    [conv, along("g", "y", "δ", "a")],
    "sum(i0) [d | -i0*s + m + Pl]*δ[i0]*k[(-i0*s + m + Pl)/(d)]",
  ],
  [
    "dL/dk",
    { arrays: ARRAYS, free: "m < K", axes: 1 },
    [conv, along("g", "y", "δ", "k")],
    "sum(i0) δ[i0]*a[d*m + i0*s - Pl]",
  ],
  [
    "y",
    { arrays: ARRAYS, free: "m < O", axes: 1 },
    [reading("g[p] of [O]", "sum(u) k[u]*a[s*p + d*u - Pl]")],
    "sum(u) k[u]*a[d*u + m*s - Pl]",
  ],
  [
    "dy/da (2-D)",
    { arrays: PLANE, free: "p < O, q < O1, m < H, n < H1", axes: 2 },
    [plane, jacobian("g[i, j, e, f] of [O, O1, H, H1]", "d(y[i, j])/d(a[e, f])")],
    "[d | -p*s + m + Pl]*[d1 | -q*s1 + n + Pl1]*k[(-p*s + m + Pl)/(d), (-q*s1 + n + Pl1)/(d1)]",
  ],
  [
    "dL/da of a mean over windows",
    { arrays: ARRAYS, free: "m < H", axes: 1 },
    [pool, along("g", "y", "δ", "a")],
    "sum(u < K) 1/(K)*[s | -d*u + m + Pl]*δ[(-d*u + m + Pl)/(s)]",
  ],
  [
    "dL/da with channels and groups",
    { arrays: MANY, free: "m < N, j < G*Ci, e < H", axes: 1, letters: CHANNEL_LETTERS },
    [many, along("g", "y", "δ", "a")],
    "sum(i2, g < G, o < Co, c) [g*Ci + c = j]*[d | -i2*s + e + Pl]*δ[m, g*Co + o, i2]*k[g*Co + o, c, (-i2*s + e + Pl)/(d)]",
  ],
  [
    "a transposed convolution",
    { arrays: ARRAYS, free: "m < H", axes: 1 },
    [reading("g[i] of [H]", "sum(u, p) [s*p + d*u - Pl = i]*k[u]*x[p]")],
    "sum(u) [s | -d*u + m + Pl]*k[u]*x[(-d*u + m + Pl)/(s)]",
  ],
];

it.each(ENTRIES)("%s", (_, frame, definers, text) => {
  const theory: Theory = defining(framed(frame), ...definers);
  const { start, steps } = generalEntry("g", theory);
  expect(textOfSum(steps.at(-1)?.sum ?? [])).toBe(text);
  const saved = JSON.parse(JSON.stringify({ start, steps })) as ReturnType<typeof generalEntry>;
  expect(replayEntry(saved, "g", theory)).toBeUndefined();
  const sums = [start, ...steps.map((step) => step.sum)];
  for (const sizes of firstSizes(theory, 30)) expect(firstDifferent(sums, theory, sizes)).toBeUndefined();
});
