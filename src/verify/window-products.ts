/**
 * A gradient as products of matrices with a column for each window: every place of the kernel at every window is
 * visited, and what meets there is multiplied. This is what unfold and fold say, whatever the sizes.
 */
import { arrayOf } from "../problem/problem.ts";
import type { AxisRole, ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { allEntries } from "./checks.ts";
import { STILL } from "./forward.ts";
import type { Interpreter } from "./interpret.ts";
import type { ViewChecks } from "./view-checks.ts";

/** Where a window, a place of the kernel and the channels meet. */
interface Meeting {
  readonly image: number;
  readonly group: number;
  readonly output: number;
  readonly inner: number;
  readonly window: readonly number[];
  readonly place: readonly number[];
}

export function countMeetings({ axes, batch, near, far, groups }: ResolvedConvolution): number {
  return batch * near * (far / groups) * axes.reduce((count, axis) => count * axis.windows * axis.kernel, 1);
}

/** The entries of the gradient, in row-major order. */
export function multiplyWindows(view: ViewChecks, { forward }: Interpreter<number>): number[] {
  const { convolution, wrt, of, upstream, byInput, checks } = view;
  const { base } = forward.dual;
  const [input, kernel] = [arrayOf(checks.problem, convolution.input), arrayOf(checks.problem, convolution.kernel)];
  const other = byInput ? kernel : input;
  const sums = allEntries(wrt).map(() => base.zero);
  for (const meeting of meetingsOf(convolution)) {
    const entries = entriesAt(convolution, meeting, { input: input.shape, kernel: kernel.shape, output: of.shape });
    if (entries === undefined) continue;
    const [by, rest] = byInput ? [entries.input, entries.kernel] : [entries.kernel, entries.input];
    const delta = forward.entry(upstream, entries.output, STILL).value;
    sums[by] = base.add(sums[by] as number, base.multiply(delta, forward.entry(other, rest, STILL).value));
  }
  return sums;
}

function* meetingsOf({ axes, batch, near, far, groups }: ResolvedConvolution): Generator<Meeting> {
  const windows = axes.map((axis) => axis.windows);
  const kernels = axes.map((axis) => axis.kernel);
  const sizes = [batch, groups, near / groups, far / groups, ...windows, ...kernels];
  for (let flat = 0; flat < sizeOfShape(sizes); flat++) {
    const [image, group, output, inner, ...rest] = unflatten(flat, sizes) as [number, number, number, number];
    const places: readonly number[] = rest;
    yield { image, group, output, inner, window: places.slice(0, axes.length), place: places.slice(axes.length) };
  }
}

interface Shapes {
  readonly input: readonly number[];
  readonly kernel: readonly number[];
  readonly output: readonly number[];
}

/** The entries that meet; undefined where the window reaches beyond the array. */
function entriesAt(
  { axes, transposed, flip, groups, near, far, inputRoles, kernelRoles, outputRoles }: ResolvedConvolution,
  { image, group, output, inner, window, place }: Meeting,
  shapes: Shapes,
): { readonly input: number; readonly kernel: number; readonly output: number } | undefined {
  const covered = axes.map(
    ({ stride, dilation, before }, axis) =>
      stride * (window[axis] as number) + dilation * (place[axis] as number) - before,
  );
  if (covered.some((at, axis) => at < 0 || at >= (axes[axis]?.covered ?? 0))) return undefined;
  const nearChannel = group * (near / groups) + output;
  const windowed = { batch: image, channel: nearChannel, spatial: window };
  const wide = { batch: image, channel: group * (far / groups) + inner, spatial: covered };
  const turned = place.map((at, axis) => (flip ? (axes[axis]?.kernel ?? 1) - 1 - at : at));
  const kernel = { near: nearChannel, inner, far: group, multiplier: output, spatial: turned };
  const [from, to] = transposed ? [windowed, wide] : [wide, windowed];
  return {
    input: entryOf(inputRoles, from, shapes.input),
    kernel: entryOf(kernelRoles, kernel, shapes.kernel),
    output: entryOf(outputRoles, to, shapes.output),
  };
}

type RoleIndex = Partial<Record<Exclude<AxisRole, number>, number>> & { readonly spatial: readonly number[] };

function entryOf(roles: readonly AxisRole[], index: RoleIndex, shape: readonly number[]): number {
  return roles.reduce<number>((flat, role, axis) => {
    const at = typeof role === "number" ? index.spatial[role] : index[role];
    return flat * (shape[axis] as number) + (at ?? 0);
  }, 0);
}
