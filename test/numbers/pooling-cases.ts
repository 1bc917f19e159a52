/**
 * Random poolings, and what they and their gradients are by plain loops: the mean of each window, or its first largest
 * entry. Padding is 0 for a mean, which may count it or not, and never the largest.
 */
import fc from "fast-check";
import { flatIn, integers, pointsOf } from "../convolutions.ts";
import { bracketed, sizeOf } from "../helpers.ts";

export interface Window {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
}

export interface Pooling {
  readonly type: "avg" | "max";
  readonly layout: "nchw" | "nhwc";
  /** Absent where the input has no such axis. */
  readonly batch: number | undefined;
  readonly channels: number | undefined;
  readonly axes: readonly Window[];
  /** Whether a mean counts the padding. */
  readonly includesPadding: boolean;
  /** The padding is written as a word. */
  readonly word: "valid" | "same" | "full" | undefined;
  readonly brief: boolean;
}

const window = (largest: number): fc.Arbitrary<Window> =>
  fc
    .record({
      input: fc.integer({ min: 1, max: largest }),
      kernel: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 3 }),
      before: fc.integer({ min: -2, max: 2 }),
      after: fc.integer({ min: -2, max: 2 }),
    })
    // A window wholly in the padding would have no entries.
    .map((made) => ({ ...made, before: Math.min(made.before, made.kernel - 1) }))
    .map((made) => ({ ...made, after: Math.min(made.after, made.kernel - 1) }));

function withWord(of: Pooling): Pooling {
  if (of.word === undefined) return of;
  const axes = of.axes.map((axis) => {
    const windows = Math.ceil(axis.input / axis.stride);
    const same = Math.max(0, (windows - 1) * axis.stride + axis.kernel - axis.input);
    const total = { valid: 0, full: 2 * (axis.kernel - 1), same }[of.word as "same"];
    return { ...axis, before: Math.floor(total / 2), after: Math.ceil(total / 2) };
  });
  return { ...of, axes };
}

const windowsOf = ({ input, kernel, stride, before, after }: Window): number =>
  Math.floor((input + before + after - kernel) / stride) + 1;

export const pooling: fc.Arbitrary<Pooling> = fc
  .integer({ min: 1, max: 3 })
  .chain((rank) =>
    fc.record({
      type: fc.constantFrom("avg" as const, "max" as const),
      layout: fc.constantFrom("nchw" as const, "nhwc" as const),
      batch: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      channels: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      axes: fc.array(window(rank === 1 ? 7 : rank === 2 ? 4 : 3), { minLength: rank, maxLength: rank }),
      includesPadding: fc.boolean(),
      word: fc.option(fc.constantFrom("valid" as const, "same" as const, "full" as const), { nil: undefined, freq: 2 }),
      brief: fc.boolean(),
    }),
  )
  .map((made) => (made.channels === undefined ? { ...made, batch: undefined } : made))
  .map(withWord)
  // A largest entry is written with an indicator for each pair in its window: 12 entries are enough.
  .filter(({ axes }) => sizeOf(axes.map(({ kernel }) => kernel)) <= 12)
  .filter(({ axes }) => axes.every((axis) => axis.input + axis.before + axis.after >= axis.kernel))
  .filter(({ axes }) => axes.every((axis) => axis.before > -axis.input && axis.after > -axis.input));

export function poolingShapes(of: Pooling): { input: number[]; output: number[] } {
  const place = (spatial: readonly number[]): number[] => placed(of, [of.batch ?? 1, of.channels ?? 1], spatial);
  return { input: place(of.axes.map(({ input }) => input)), output: place(of.axes.map(windowsOf)) };
}

function placed(of: Pooling, [batch, channel]: readonly [number, number], spatial: readonly number[]): number[] {
  const first = of.batch === undefined ? [] : [batch];
  const second = of.channels === undefined ? [] : [channel];
  return of.layout === "nhwc" ? [...first, ...spatial, ...second] : [...first, ...second, ...spatial];
}

/** For each output entry the entries of its window, in row-major order, and how many places the window has. */
export function* windowsIn(of: Pooling): Generator<{ y: number; entries: number[]; places: number }> {
  const { input, output } = poolingShapes(of);
  const kernels = of.axes.map(({ kernel }) => kernel);
  for (const [batch = 0, channel = 0] of pointsOf([of.batch ?? 1, of.channels ?? 1]))
    for (const p of pointsOf(of.axes.map(windowsOf))) {
      const entries: number[] = [];
      for (const u of pointsOf(kernels)) {
        const place = of.axes.map(({ stride, before }, axis) => stride * (p[axis] ?? 0) + (u[axis] ?? 0) - before);
        if (place.every((index, axis) => index >= 0 && index < (of.axes[axis] as Window).input))
          entries.push(flatIn(input, placed(of, [batch, channel], place)));
      }
      yield { y: flatIn(output, placed(of, [batch, channel], p)), entries, places: sizeOf(kernels) };
    }
}

/** Each contribution to an output entry: of which input entry, and with what weight. */
export function* sharesOf(of: Pooling, x: readonly number[]): Generator<readonly [y: number, a: number, of: number]> {
  for (const { y, entries, places } of windowsIn(of)) {
    const values = entries.map((entry) => x[entry] as number);
    if (of.type === "max") yield [y, entries[values.indexOf(Math.max(...values))] as number, 1];
    else for (const entry of entries) yield [y, entry, of.includesPadding ? places : entries.length];
  }
}

export function poolingCall(of: Pooling, input = "a"): string {
  const list = (read: (axis: Window) => unknown): string => {
    const all = of.axes.map(read);
    return of.brief && all.every((item) => item === all[0] && typeof item === "number")
      ? `${all[0]}`
      : `(${all.join(", ")},)`;
  };
  const isSymmetric = of.axes.every(({ before, after }) => before === after);
  const padOf = ({ before, after }: Window): unknown => (of.brief && isSymmetric ? before : `(${before}, ${after})`);
  const isDefault = of.brief && of.axes.every(({ kernel, stride }) => kernel === stride);
  const isUnpadded = of.axes.every(({ before, after }) => before === 0 && after === 0);
  const options = [
    list(({ kernel }) => kernel),
    isDefault ? "" : `stride=${list(({ stride }) => stride)}`,
    `padding=${of.word === undefined ? list(padOf) : `"${of.word}"`}`,
    of.type === "avg" && !(of.brief && isUnpadded) ? `count_include_pad=${of.includesPadding}` : "",
  ];
  return `${of.type}_pool${of.axes.length}d(${[input, ...options.filter((text) => text !== "")].join(", ")})`;
}

export interface WorkedPooling {
  readonly of: Pooling;
  readonly kind: string;
  readonly configuration: string;
  readonly worksheet: string;
  readonly given: { readonly a: readonly number[]; readonly delta: readonly number[] };
  readonly expected: Readonly<Record<"y" | "a", readonly number[]>>;
}

/** Divisible by every number of entries that a window may have, so that all means are integers. */
const DIVISIBLE = 27_720;

export function workOutPooling(of: Pooling, seed: number): WorkedPooling {
  const { input, output } = poolingShapes(of);
  const scale = of.type === "avg" ? DIVISIBLE : 1;
  // Few different numbers, so that windows have several largest entries.
  const a = integers(sizeOf(input), seed).map((value) => (of.type === "avg" ? value : value % 3) * scale);
  const delta = integers(sizeOf(output), seed + 1).map((value) => value * scale);
  const expected = { y: delta.map(() => 0), a: a.map(() => 0) };
  for (const [y, entry, share] of sharesOf(of, a)) {
    expected.y[y] = (expected.y[y] as number) + (a[entry] as number) / share;
    expected.a[entry] = (expected.a[entry] as number) + (delta[y] as number) / share;
  }
  const head = `layout ${of.layout}\ntensor a[${input}]\ny = ${poolingCall(of)}`;
  const values = `given a = ${bracketed(a, input)}\ngiven delta = ${bracketed(delta, output)}`;
  return {
    of,
    kind: `${of.type}_pool${of.axes.length}d`,
    configuration: head,
    worksheet: `${head}\nloss L(y)\n${values}\nexpand y\ngradient L wrt a`,
    given: { a, delta },
    expected,
  };
}
