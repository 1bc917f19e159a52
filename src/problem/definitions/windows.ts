/**
 * Windows over an input, as pooling has them, for any kind of size.
 */
import type { Ring } from "../../sizes/ring.ts";
import { alongIn } from "../maps.ts";
import { type Affine, type Factor, type Loop, ONE, type Rows } from "../rows.ts";
import { type Layout, type Parts, placeChannels } from "./channels.ts";
import { type SpatialAxis, windowIn } from "./convolution.ts";

/** The windows over an input: its axes, and how its entries and the output's are indexed. */
export interface Windows<Size = number> {
  readonly input: number;
  readonly axes: readonly SpatialAxis<Size>[];
  /** Loops over batch, channels and outputs. */
  readonly loops: readonly Loop<Size>[];
  readonly output: readonly Affine<Size>[];
  readonly shape: readonly Size[];
  /** The input's index where the window's own position is given by one map an axis. */
  at(position: readonly Affine<Size>[]): Affine<Size>[];
}

export const WINDOW_LETTERS = ["p", "q", "r"];

export function windowsOver<Size>(
  ring: Ring<Size>,
  layout: Layout,
  { input, parts, axes }: { input: number; parts: Parts<Size>; axes: readonly SpatialAxis<Size>[] },
): Windows<Size> {
  const loops: Loop<Size>[] = [];
  const loop = (letter: string, size: Size | undefined): Affine<Size> | undefined =>
    size === undefined ? undefined : alongIn(ring, loops.push({ letter, size }) - 1);
  const batch = loop("n", parts.batch);
  const channel = loop("c", parts.channels);
  const p = axes.map((axis, number) => loop(WINDOW_LETTERS[number] as string, axis.windows) as Affine<Size>);
  const place = (spatial: readonly Affine<Size>[]): Affine<Size>[] => placeChannels(layout, batch, channel, spatial);
  const sizes = axes.map((axis) => axis.windows);
  return {
    input,
    axes,
    loops,
    output: place(p),
    shape: placeChannels(layout, parts.batch, parts.channels, sizes),
    at: (position) =>
      place(
        axes.map((axis, number) => windowIn(ring, p[number] as Affine<Size>, position[number] as Affine<Size>, axis)),
      ),
  };
}

/** The sum over each window; an average divides it. */
export function windowSums<Size>(ring: Ring<Size>, windows: Windows<Size>): Rows<Size> {
  const loops = [...windows.loops];
  const u = windows.axes.map((axis, number) =>
    alongIn(ring, loops.push({ letter: "uvw"[number] as string, size: axis.kernel }) - 1),
  );
  const factors: Factor<Size>[] = [{ array: windows.input, index: windows.at(u) }];
  return { loops, output: windows.output, factors, coefficient: ONE };
}
