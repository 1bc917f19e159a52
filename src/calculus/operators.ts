/**
 * Operators whose sizes are polynomials, as index rows: out of them come definitions of arrays.
 *
 *     output[Y(l)] += Π T[A(l)]   for every point l of the loops
 *
 * A convolution and its transposed twin are one triple with output and input exchanged. Nothing here knows a
 * derivative: a gradient is a definition that asks for one.
 */
import { showNonnegative, showZero } from "../sizes/assumptions.ts";
import {
  add,
  constant,
  letter,
  multiply,
  numberOf,
  ONE,
  type Polynomial,
  plainLetter,
  sameAs,
  subtract,
  textOf,
  ZERO,
} from "../sizes/polynomial.ts";
import {
  type Bound,
  type Definition,
  type Entry,
  entry,
  equal,
  freshLetter,
  type Guard,
  reservedLetters,
  shapeOf,
  type Theory,
} from "./sums.ts";

export interface IndexRows {
  readonly loops: readonly { readonly letter: string; readonly size: Polynomial }[];
  readonly output: readonly Polynomial[];
  readonly factors: readonly Entry[];
}

/** An array of a shape, given by index rows; what falls outside of it is cropped. */
export function define(name: string, shape: readonly Polynomial[], rows: IndexRows, theory: Theory): Definition {
  const index: string[] = [];
  const guards: Guard[] = [];
  const taken = new Set([...reservedLetters(theory), ...rows.loops.map((loop) => loop.letter)]);
  if (taken.size < reservedLetters(theory).size + rows.loops.length)
    throw new RangeError(`a loop of ${name} is named as a size or an index is`);
  for (const [axis, row] of rows.output.entries()) {
    const loop = rows.loops.find((other) => other.letter === plainLetter(row));
    // The loop itself is the index where its range is the array's.
    const isIndex = loop !== undefined && sameAs(loop.size, shape[axis] ?? ONE) && !index.includes(loop.letter);
    const at = isIndex ? loop.letter : freshLetter(`at${axis}`, taken);
    index.push(at);
    if (!isIndex) guards.push(equal(row, letter(at)));
  }
  const bound = rows.loops
    .filter((loop) => !index.includes(loop.letter))
    .map((loop): Bound => (isImplied(loop, rows.factors, theory) ? { letter: loop.letter } : loop));
  return { name, shape, index, body: [{ coefficient: 1, bound, guards, factors: rows.factors }] };
}

/** Whether a factor is an entry at the loop's own index on an axis of its size: zero extension then ends the sum. */
function isImplied(loop: Required<Bound>, factors: readonly Entry[], theory: Theory): boolean {
  return factors.some(({ tensor, index }) =>
    index.some(({ value }, axis) => {
      return plainLetter(value) === loop.letter && sameAs(shapeOf(tensor, theory)[axis] ?? ONE, loop.size);
    }),
  );
}

/** One spatial axis: input + before + after − dilation·(kernel − 1) − 1 = stride·(windows − 1) + leftover. */
export interface Axis {
  readonly stride: Polynomial;
  readonly dilation: Polynomial;
  readonly before: Polynomial;
  readonly after: Polynomial;
  readonly kernel: Polynomial;
  readonly input: Polynomial;
  readonly windows: Polynomial;
  readonly leftover: Polynomial;
}

/** Channels of each group on both sides; a kernel is [groups·near, far, …], as in the frameworks. */
export interface Channels {
  readonly batch: Polynomial;
  readonly groups: Polynomial;
  readonly near: Polynomial;
  readonly far: Polynomial;
}

/** Throws where it is not shown that the axis has just that many windows. */
export function checkAxis(axis: Axis, theory: Theory): void {
  const known = { assumptions: theory.assumptions, nonnegative: [], zero: [] };
  const padded = add(axis.input, axis.before, axis.after);
  const reach = add(multiply(axis.dilation, subtract(axis.kernel, ONE)), ONE);
  const steps = add(multiply(axis.stride, subtract(axis.windows, ONE)), axis.leftover);
  const isRight =
    showZero(subtract(subtract(padded, reach), steps), known) !== undefined &&
    showNonnegative(axis.leftover, known) !== undefined &&
    showNonnegative(subtract(subtract(axis.stride, axis.leftover), ONE), known) !== undefined;
  if (!isRight)
    throw new RangeError(
      `an axis of ${textOf(padded)}, padding included, is not shown to have ${textOf(axis.windows)} windows of ${textOf(reach)}`,
    );
}

export interface Convolution {
  readonly name: string;
  readonly input: string;
  readonly kernel: string;
  readonly axes: readonly Axis[];
  readonly channels?: Channels;
}

/** y[p] = Σ k[u]·a[s·p + d·u − P] */
export function convolution(call: Convolution, theory: Theory): Definition {
  for (const axis of call.axes) checkAxis(axis, theory);
  const { loops, windowed, kernel, covered } = triple(call, theory);
  const shape = shapeWith(call, (axis) => axis.windows, call.channels?.near);
  const factors = [entry(call.kernel, ...kernel), entry(call.input, ...covered)];
  return define(call.name, shape, { loops, output: windowed, factors }, theory);
}

/** z[s·p + d·u − P] += k[u]·x[p]; the axes are those of the convolution whose windows are x. */
export function transposedConvolution(call: Convolution, theory: Theory): Definition {
  for (const axis of call.axes) checkAxis(axis, theory);
  const { loops, windowed, kernel, covered } = triple(call, theory);
  const shape = shapeWith(call, (axis) => axis.input, call.channels?.far);
  const factors = [entry(call.kernel, ...kernel), entry(call.input, ...windowed)];
  return define(call.name, shape, { loops, output: covered, factors }, theory);
}

function shapeWith(
  { axes, channels }: Convolution,
  size: (axis: Axis) => Polynomial,
  perGroup: Polynomial | undefined,
): readonly Polynomial[] {
  const spatial = axes.map(size);
  return channels && perGroup ? [channels.batch, multiply(channels.groups, perGroup), ...spatial] : spatial;
}

interface Triple {
  readonly loops: IndexRows["loops"];
  readonly windowed: readonly Polynomial[];
  readonly kernel: readonly Polynomial[];
  readonly covered: readonly Polynomial[];
}

function triple({ axes, channels }: Convolution, theory: Theory): Triple {
  const taken = new Set(reservedLetters(theory));
  const named = (wish: string): string => freshLetter(wish, taken);
  const p = axes.map((axis, number) => ({ letter: named("pqr"[number] ?? `p${number}`), size: axis.windows }));
  const u = axes.map((axis, number) => ({ letter: named("uvw"[number] ?? `u${number}`), size: axis.kernel }));
  const at = axes.map(({ stride, dilation, before }, number) => {
    const meet = add(multiply(stride, along(p[number])), multiply(dilation, along(u[number])));
    return subtract(meet, before);
  });
  if (channels === undefined) return { loops: [...p, ...u], windowed: p.map(along), kernel: u.map(along), covered: at };
  const isOne = numberOf(channels.groups) === 1;
  const [n, g] = [
    { letter: named("n"), size: channels.batch },
    { letter: named("g"), size: channels.groups },
  ];
  const [o, c] = [
    { letter: named("o"), size: channels.near },
    { letter: named("c"), size: channels.far },
  ];
  const of = (one: Bound, size: Polynomial): Polynomial =>
    isOne ? along(one) : add(multiply(along(g), size), along(one));
  const near = of(o, channels.near);
  return {
    loops: [n, ...(isOne ? [] : [g]), o, ...p, c, ...u],
    windowed: [along(n), near, ...p.map(along)],
    kernel: [near, along(c), ...u.map(along)],
    covered: [along(n), of(c, channels.far), ...at],
  };
}

function along(loop: Bound | undefined): Polynomial {
  return loop === undefined ? ZERO : letter(loop.letter);
}

/** A loop over each axis of a shape. */
function loopsOver(shape: readonly Polynomial[], theory: Theory): IndexRows["loops"] {
  const taken = new Set(reservedLetters(theory));
  return shape.map((size, axis) => ({ letter: freshLetter(`x${axis}`, taken), size }));
}

/** An array whose entries are those of another, at indices made of its own: turned, padded, sliced, transposed. */
export function rearranged(
  name: string,
  of: string,
  shape: readonly Polynomial[],
  place: (index: readonly Polynomial[]) => readonly Polynomial[],
  theory: Theory,
): Definition {
  const loops = loopsOver(shape, theory);
  const output = loops.map(along);
  return define(name, shape, { loops, output, factors: [entry(of, ...place(output))] }, theory);
}

/** stride − 1 zeros between neighbours, none after the last. */
export function dilated(name: string, of: string, strides: readonly Polynomial[], theory: Theory): Definition {
  const inner = shapeOf(of, theory);
  const loops = loopsOver(inner, theory);
  const shape = inner.map((size, axis) => add(multiply(strides[axis] ?? ONE, subtract(size, constant(1))), ONE));
  const output = loops.map((loop, axis) => multiply(strides[axis] ?? ONE, along(loop)));
  return define(name, shape, { loops, output, factors: [entry(of, ...loops.map(along))] }, theory);
}

/** dL/d`by`, where `delta` is dL/d`of`. */
export function gradient(name: string, of: string, delta: string, by: string, theory: Theory): Definition {
  const taken = new Set(reservedLetters(theory));
  const loops = shapeOf(of, theory).map((_, axis) => ({ letter: freshLetter(`i${axis}`, taken) }));
  const shape = shapeOf(by, theory);
  const index = shape.map((_, axis) => freshLetter(`at${axis}`, taken));
  const i = loops.map(along);
  const derivative = { kind: "derivative", of: [entry(of, ...i)], by: entry(by, ...index.map(letter)) } as const;
  const factors = [entry(delta, ...i), derivative];
  return { name, shape, index, body: [{ coefficient: 1, bound: loops, guards: [], factors }] };
}

/** ⟨x, y⟩: the sum of the products of entries at the same index. */
export function inner(name: string, left: string, right: string, theory: Theory): Definition {
  const loops = loopsOver(shapeOf(left, theory), theory);
  const index = loops.map(along);
  const factors = [entry(left, ...index), entry(right, ...index)];
  return define(name, [], { loops, output: [], factors }, theory);
}
