/**
 * Convolutions and their transposed twins, for any number of axes and any kind of size, as index rows of one triple:
 *
 *     convolution   y[p]             k[u]   a[s·p + d·u − P]
 *     transposed    y[s·p + d·u − P] k[u]   x[p]
 *
 * Both are cross-correlations, as in the frameworks; `flip=true` reads the kernel backwards on every spatial axis.
 */
import type { Ring } from "../../sizes/ring.ts";
import { type FormOf, indicesOver } from "../forms.ts";
import { affineIn, alongIn, steps, sumIn } from "../maps.ts";
import { type Affine, type Loop, ONE, type Rows } from "../rows.ts";
import type { Channels } from "./channels.ts";

/** One spatial axis. `windows` is the side that s·p walks over, `covered` the side that the windows lie on. */
export interface SpatialAxis<Size = number> {
  readonly kernel: Size;
  readonly stride: Size;
  readonly dilation: Size;
  readonly before: Size;
  readonly after: Size;
  readonly windows: Size;
  readonly covered: Size;
  /** The size of the result: `windows` for a convolution, `covered` for a transposed one. */
  readonly output: Size;
  /** ρ: how many entries at the end of the padded, covered side no window reaches. */
  readonly leftover: Size;
}

/** How far a kernel reaches with its dilation: d(K−1) + 1. */
export function reachIn<Size>(ring: Ring<Size>, dilation: Size, kernel: Size): Size {
  return ring.add(ring.multiply(dilation, ring.add(kernel, ring.negate(ring.one))), ring.one);
}

/** stride·p + dilation·u − before: where output p meets kernel entry u. */
export function windowIn<Size>(
  ring: Ring<Size>,
  p: Affine<Size>,
  u: Affine<Size>,
  { stride, dilation, before }: SpatialAxis<Size>,
): Affine<Size> {
  const constant = ring.add(ring.multiply(u.constant, dilation), ring.negate(before));
  return affineIn(ring, constant, ...steps(ring, p, stride), ...steps(ring, u, dilation));
}

function turned<Size>(ring: Ring<Size>, u: Affine<Size>, { kernel }: SpatialAxis<Size>): Affine<Size> {
  const last = ring.add(kernel, ring.negate(ring.one));
  return affineIn(ring, last, ...steps(ring, u, ring.negate(ring.one)));
}

/** Loops of the nest, made as they are asked for; a loop of one value is the constant 0. */
function createNest<Size>(ring: Ring<Size>) {
  const loops: Loop<Size>[] = [];
  const always = (letter: string, size: Size): Affine<Size> => alongIn(ring, loops.push({ letter, size }) - 1);
  const unlessOne = (letter: string, size: Size): Affine<Size> =>
    ring.same(size, ring.one) ? affineIn(ring, ring.zero) : always(letter, size);
  return { loops, always, unlessOne };
}

export interface ConvolutionParts<Size> {
  readonly channels: Channels<Size>;
  readonly axes: readonly SpatialAxis<Size>[];
  readonly transposed: boolean;
  readonly flip: boolean;
}

/** The index rows of both directions; `transposed` exchanges input and output. */
export function convolutionIn<Size>(ring: Ring<Size>, parts: ConvolutionParts<Size>): FormOf<Size> {
  const { channels, axes, transposed, flip } = parts;
  const { loops, always, unlessOne } = createNest(ring);
  const batch = channels.batch === undefined ? undefined : always("n", channels.batch);
  const group = unlessOne("g", channels.groups);
  const inGroup = unlessOne("o", channels.nearInGroup);
  const near = sumIn(ring, group, inGroup, channels.nearInGroup);
  const p = axes.map((axis, number) => always("pqr"[number] as string, axis.windows));
  const inner = unlessOne("c", channels.farInGroup);
  const far = sumIn(ring, group, inner, channels.farInGroup);
  const u = axes.map((axis, number) => always("uvw"[number] as string, axis.kernel));
  const wide = axes.map((axis, number) => windowIn(ring, p[number] as Affine<Size>, u[number] as Affine<Size>, axis));
  const kernelSpatial = axes.map((axis, number) => {
    const place = u[number] as Affine<Size>;
    return flip ? turned(ring, place, axis) : place;
  });

  const windowed = channels.place(batch, near, p, channels.nearRank);
  const covered = channels.place(batch, far, wide, channels.farRank);
  const kernel = channels.placeKernel({ near, inner, group, inGroup }, kernelSpatial);
  const [input, output] = transposed ? [windowed, covered] : [covered, windowed];
  const factors = [
    { array: channels.input, index: input },
    { array: channels.kernel, index: kernel },
  ];
  const shape = channels.outputShape(axes.map((axis) => axis.output));
  return { shape, rows: [{ loops, output, factors, coefficient: ONE }] };
}

/** The bias of each output channel, in every place of a shape. */
export function biasIn<Size>(
  ring: Ring<Size>,
  bias: number,
  shape: readonly Size[],
  channelAxis: number | undefined,
): Rows<Size> {
  const loops = shape.map((size, axis) => ({ letter: "ijlmn"[axis] as string, size }));
  const index = channelAxis === undefined ? affineIn(ring, ring.zero) : alongIn(ring, channelAxis);
  return { loops, output: indicesOver(ring, shape), factors: [{ array: bias, index: [index] }], coefficient: ONE };
}
