/**
 * PyTorch: arrays [N, C, ...], kernels [near, far/groups, ...]. Its padding is alike on both sides and not negative;
 * anything else goes through F.pad, which crops where it is negative.
 */
import { type Code, call, type Named } from "../../problem/code.ts";
import type { SpatialAxis } from "../../problem/operators/geometry.ts";
import { kernelSize, type ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { byMethods, type Dialect, exactAxes, flipCall, perAxis, placeOfSpatial, spanOf } from "./dialect.ts";

export const pytorch: Dialect = {
  framework: "pytorch",
  dataOrder: ({ axes }) => ["batch", "channel", ...placeOfSpatial(axes.length)],
  kernelOrder: ({ axes }) => ["near", "inner", ...placeOfSpatial(axes.length)],
  ...byMethods("permute"),
  flip: flipCall("torch.flip", "dims"),
  windows: (convolution, covered, kernel, bias) => {
    const { code, padding } = padded(covered, exactAxes(convolution));
    const named = { ...(bias !== undefined && { bias }), ...options(convolution, padding) };
    return call(`F.conv${convolution.axes.length}d`, [code, kernel], named);
  },
  covered: (convolution, windows, kernel, bias) => {
    const { axes } = convolution;
    const name = `F.conv_transpose${axes.length}d`;
    const biased = bias === undefined ? {} : { bias };
    if (isSymmetric(axes) && axes.every(isOutputPadding)) {
      const extra = axes.map(({ leftover }) => leftover);
      return call(name, [windows, kernel], { ...biased, ...options(convolution, axes, extra) });
    }
    const whole = call(name, [windows, kernel], options(convolution, []));
    const cropped = pad(
      whole,
      axes.map((axis) => [spanOf(axis), -axis.before, axis.leftover - axis.after] as const),
    );
    // The bias belongs to the entries that are put in as well.
    if (bias === undefined) return cropped;
    const items = [":", ...axes.map(() => "None")];
    return { tag: "add", left: cropped, right: { tag: "index", of: bias, items } };
  },
  kernel: (convolution, covered, windows) => {
    const { code, padding } = padded(covered, exactAxes(convolution));
    const size = pytorch.kernelOrder(convolution).map((role) => kernelSize(convolution, role));
    const name = `torch.nn.grad.conv${convolution.axes.length}d_weight`;
    return call(name, [code, size, windows], options(convolution, padding));
  },
};

function isSymmetric(axes: readonly SpatialAxis[]): boolean {
  return axes.every(({ before, after }) => before === after && before >= 0);
}

/** What `output_padding` may be. */
function isOutputPadding({ leftover, stride, dilation }: SpatialAxis): boolean {
  return leftover >= 0 && (leftover < stride || leftover < dilation);
}

/** The call's own padding where it can say it, else the array is padded first. */
function padded(code: Code, axes: readonly SpatialAxis[]): { code: Code; padding: readonly SpatialAxis[] } {
  if (isSymmetric(axes)) return { code, padding: axes };
  return {
    code: pad(
      code,
      axes.map(({ covered, before, after }) => [covered, before, after] as const),
    ),
    padding: [],
  };
}

/** F.pad counts from the last axis. It crops before it pads: where that would leave nothing, it is called twice. */
function pad(code: Code, axes: readonly (readonly [size: number, before: number, after: number])[]): Code {
  const amounts = axes.toReversed().flatMap(([, before, after]) => [before, after]);
  const once = (inner: Code, all: readonly number[]): Code =>
    all.every((amount) => amount === 0) ? inner : call("F.pad", [inner, all]);
  const isEmptied = axes.some(([size, before, after]) => size + Math.min(0, before) + Math.min(0, after) < 1);
  if (!isEmptied) return once(code, amounts);
  const grown = once(
    code,
    amounts.map((amount) => Math.max(0, amount)),
  );
  return once(
    grown,
    amounts.map((amount) => Math.min(0, amount)),
  );
}

function options(
  { axes, groups }: ResolvedConvolution,
  padding: readonly SpatialAxis[],
  extra: readonly number[] = [],
): Named {
  const said = (key: string, values: readonly number[], usual: number): Named =>
    values.every((value) => value === usual) ? {} : { [key]: perAxis(values) };
  return {
    ...said(
      "stride",
      axes.map(({ stride }) => stride),
      1,
    ),
    ...said(
      "padding",
      padding.map(({ before }) => before),
      0,
    ),
    ...said("output_padding", extra, 0),
    ...said("groups", [groups], 1),
    ...said(
      "dilation",
      axes.map(({ dilation }) => dilation),
      1,
    ),
  };
}
