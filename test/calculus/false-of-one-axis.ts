/** False statements about convolutions of one axis, each with the smallest counterexample; one is of two axes. */
import {
  type Axis,
  convolution,
  gradient,
  inner,
  rearranged,
  transposedConvolution,
} from "../../src/calculus/operators.ts";
import { type Definition, entry, equal, type Theory } from "../../src/calculus/sums.ts";
import { add, ONE, type Polynomial, subtract, ZERO } from "../../src/sizes/polynomial.ts";
import { baseOf, byZeroStuffing, type Setting, shapesOf, stuffed, transposed, turnedKernel, y } from "./theorems.ts";
import { axisOf, defining, type FalseStatement, poly } from "./theories.ts";

const SETTING: Setting = { axes: [axisOf()], channels: false };
const SQUARE: Setting = { axes: [axisOf(), axisOf(1)], channels: false };
const AXIS: Axis = axisOf();

/** An array whose entries are a sum over u and i of k[u]·δ[i] where an equation in m, u and i holds. */
function scattered(left: string, right: string, size = "H"): (theory: Theory) => Definition {
  return () => ({
    name: "w",
    shape: [poly(size)],
    index: ["m"],
    body: [
      {
        coefficient: 1,
        bound: [{ letter: "u" }, { letter: "i" }],
        guards: [equal(poly(left), poly(right))],
        factors: [entry("k", poly("u")), entry("δ", poly("i"))],
      },
    ],
  });
}

/** dL/dk as a sum of δ and entries of a. */
function gathered(index: string): (theory: Theory) => Definition {
  const factors = [entry("δ", poly("i")), entry("a", poly(index))];
  const body = [{ coefficient: 1, bound: [{ letter: "i" }], guards: [], factors }];
  return () => ({ name: "w", shape: [poly("K")], index: ["u"], body });
}

const byInput = (...makers: readonly ((theory: Theory) => Definition)[]): Theory =>
  defining(
    baseOf(SETTING, shapesOf(SETTING).input),
    y(SETTING),
    (theory) => gradient("g", "y", "δ", "a", theory),
    ...makers,
  );
const byKernel = (...makers: readonly ((theory: Theory) => Definition)[]): Theory =>
  defining(
    baseOf(SETTING, shapesOf(SETTING).kernel),
    y(SETTING),
    (theory) => gradient("g", "y", "δ", "k", theory),
    ...makers,
  );
const byStuffing = (change: (axis: Axis) => Axis): Theory =>
  byInput(stuffed(SETTING), turnedKernel(SETTING), byZeroStuffing(SETTING, change));
const moved =
  (by: Polynomial) =>
  (axis: Axis): Axis => ({
    ...axis,
    before: add(axis.before, by),
    after: subtract(axis.after, by),
  });

/** The zero-stuffed δ by the kernel as it is. */
const unturned = (theory: Theory): Definition => rearranged("turned", "k", [poly("K")], (index) => index, theory);
const halfTurned = (theory: Theory): Definition =>
  rearranged("turned", "k", [poly("K"), poly("K1")], ([u = ZERO, v = ZERO]) => [subtract(poly("K - 1"), u), v], theory);

export const FALSE_OF_ONE_AXIS: readonly FalseStatement[] = [
  [
    "the kernel is not turned",
    byInput(stuffed(SETTING), unturned, byZeroStuffing(SETTING)),
    "w",
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -2067, -1443",
  ],
  [
    "the kernel is turned on one axis of two",
    defining(
      baseOf(SQUARE, shapesOf(SQUARE).input),
      y(SQUARE),
      (theory) => gradient("g", "y", "δ", "a", theory),
      stuffed(SQUARE),
      halfTurned,
      byZeroStuffing(SQUARE),
    ),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 K1=2 O1=1 s1=1 d1=1 r1=0 H1=1 Pl1=0 Pr=0 Pr1=1 at [0,0]: 325, -465",
  ],
  [
    "padding K instead of K − 1",
    byStuffing(moved(AXIS.dilation)),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: -2067, 0",
  ],
  ["one zero too many before", byStuffing(moved(ONE)), "w", "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: -2067, 0"],
  [
    "one zero too few before",
    byStuffing(moved(poly("0 - 1"))),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: -2067, 0",
  ],
  [
    "the paddings before and after exchanged",
    byStuffing((axis) => ({ ...axis, before: axis.after, after: axis.before })),
    "w",
    "K=1 O=2 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -2067, -1060",
  ],
  [
    "the leftover forgotten",
    byStuffing((axis) => ({
      ...axis,
      after: subtract(axis.after, poly("r")),
      windows: subtract(axis.windows, poly("r")),
    })),
    "w",
    "K=1 O=1 s=2 d=1 r=1 H=2 Pl=0 Pr=0 at []: shape [2], shape [1]",
  ],
  ["the leftover put before", byStuffing(moved(poly("r"))), "w", "K=1 O=1 s=2 d=1 r=1 H=1 Pl=0 Pr=1 at [0]: -2067, 0"],
  [
    "the padding after instead of that before",
    byInput(scattered("m + Pr", "s*i + d*u")),
    "w",
    "K=1 O=2 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -2067, -1060",
  ],
  [
    "the stride ignored",
    byInput(scattered("m + Pl", "i + d*u")),
    "w",
    "K=1 O=2 s=2 d=1 r=0 H=2 Pl=0 Pr=1 at [1]: 0, -1060",
  ],
  [
    "the padding ignored",
    byInput(scattered("m", "s*i + d*u")),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=1 Pr=-1 at [0]: 0, -2067",
  ],
  [
    "the dilation ignored",
    byInput(scattered("m + Pl", "s*i + u")),
    "w",
    "K=2 O=1 s=1 d=2 r=0 H=2 Pl=0 Pr=1 at [1]: 0, -1443",
  ],
  [
    "stride and dilation exchanged",
    byInput(scattered("m + Pl", "d*i + s*u")),
    "w",
    "K=1 O=2 s=1 d=2 r=0 H=2 Pl=0 Pr=0 at [1]: -1060, 0",
  ],
  [
    "the kernel turned without need",
    byInput(scattered("m + Pl", "s*i + d*(K - 1) - d*u")),
    "w",
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -2067, -1443",
  ],
  [
    "the index of the kernel with the other sign",
    byInput(scattered("m + Pl", "s*i - d*u")),
    "w",
    "K=2 O=1 s=1 d=1 r=0 H=2 Pl=0 Pr=0 at [1]: -1443, 0",
  ],
  [
    "the sign of the padding",
    byInput(scattered("m - Pl", "s*i + d*u")),
    "w",
    "K=1 O=2 s=1 d=1 r=0 H=1 Pl=1 Pr=0 at [0]: -1060, 0",
  ],
  [
    "off by one",
    byInput(scattered("m + Pl + 1", "s*i + d*u")),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: -2067, 0",
  ],
  [
    "one entry too many",
    byInput(scattered("m + Pl", "s*i + d*u", "H + 1")),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at []: shape [1], shape [2]",
  ],
  [
    "the kernel's gradient turned",
    byKernel(gathered("s*i + d*(K - 1) - d*u - Pl")),
    "w",
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at [0]: -1053, 0",
  ],
  [
    "the kernel's gradient without the stride",
    byKernel(gathered("i + d*u - Pl")),
    "w",
    "K=1 O=2 s=2 d=1 r=0 H=2 Pl=0 Pr=1 at [0]: -1053, -2153",
  ],
  [
    "the kernel's gradient without the dilation",
    byKernel(gathered("s*i + u - Pl")),
    "w",
    "K=2 O=1 s=1 d=2 r=0 H=2 Pl=0 Pr=1 at [1]: 0, -2145",
  ],
  [
    "the kernel's gradient with stride and dilation exchanged",
    byKernel(gathered("d*i + s*u - Pl")),
    "w",
    "K=1 O=2 s=1 d=2 r=0 H=2 Pl=0 Pr=0 at [0]: -2153, -1053",
  ],
  [
    "the kernel's gradient without the padding",
    byKernel(gathered("s*i + d*u")),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=1 Pr=-1 at [0]: 0, -1053",
  ],
  [
    "the adjoint with a turned kernel",
    defining(
      baseOf(SETTING, []),
      y(SETTING),
      scattered("m + Pl", "s*i + d*(K - 1) - d*u"),
      (theory) => inner("g", "y", "δ", theory),
      (theory) => inner("right", "a", "w", theory),
    ),
    "right",
    "K=2 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=1 at []: 55809, 38961",
  ],
  [
    "the transposed convolution undoes the convolution",
    defining(
      baseOf(SETTING, [poly("H")]),
      y(SETTING),
      (theory) => rearranged("g", "a", [poly("H")], (at) => at, theory),
      (theory) => transposedConvolution({ name: "w", input: "y", kernel: "k", axes: SETTING.axes }, theory),
    ),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: -27, -75843",
  ],
  [
    "the gradient of a transposed convolution is a transposed convolution",
    defining(
      baseOf(SETTING, [poly("O")]),
      transposed(SETTING, "z", "x"),
      (theory) => gradient("g", "z", "ε", "x", theory),
      (theory) => ({
        ...convolution({ name: "w", input: "ε", kernel: "k", axes: SETTING.axes }, theory),
        body: scattered("m + Pl", "s*i + d*u")(theory).body,
        index: ["m"],
      }),
    ),
    "w",
    "K=1 O=1 s=1 d=1 r=0 H=1 Pl=0 Pr=0 at [0]: 5141, -2067",
  ],
];
