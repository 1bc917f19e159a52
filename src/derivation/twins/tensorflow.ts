/**
 * TensorFlow: arrays [N, ..., C], kernels [..., far/groups, near]. "SAME" and "VALID" stand where they mean the very
 * numbers of the worksheet; conv2d takes other pads as a list, the rest goes through tf.pad and slices.
 */
import { type Code, call, type Named, name } from "../../problem/code.ts";
import type { SpatialAxis } from "../../problem/operators/geometry.ts";
import { kernelSize, type ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { isDepthwise, paddingWord } from "../../problem/twin-notes.ts";
import { type Dialect, exactAxes, flipCall, indexed, perAxis, placeOfSpatial, spanOf } from "./dialect.ts";

export const tensorflow: Dialect = {
  framework: "tensorflow",
  dataOrder: ({ axes }) => ["batch", ...placeOfSpatial(axes.length), "channel"],
  kernelOrder: (convolution) => {
    const spatial = placeOfSpatial(convolution.axes.length);
    return isDepthwise(convolution) ? [...spatial, "far", "multiplier"] : [...spatial, "inner", "near"];
  },
  permute: (code, order) => call("tf.transpose", [code, order]),
  reshape: (code, shape) => call("tf.reshape", [code, shape]),
  flip: flipCall("tf.reverse", "axis"),
  sum: (code, axes) => call("tf.reduce_sum", [code], { axis: axes }),
  windows: (convolution, covered, kernel, bias) => biased(windowsCall(convolution, covered, kernel), bias),
  covered: (convolution, windows, kernel, bias) => {
    const { axes } = convolution;
    const padding = paddingOf(axes);
    if (isExact(axes) && isSayable(convolution, padding))
      return biased(
        coveredCall(
          convolution,
          windows,
          kernel,
          padding,
          axes.map(({ covered }) => covered),
        ),
        bias,
      );
    const whole = coveredCall(convolution, windows, kernel, "VALID", axes.map(spanOf));
    return biased(
      pad(
        whole,
        axes.map(({ before, leftover, after }) => [-before, leftover - after]),
      ),
      bias,
    );
  },
  kernel: (convolution, covered, windows) => {
    const { axes, groups } = convolution;
    const isDilated = axes.some(({ dilation }) => dilation > 1);
    if (axes.length !== 2 || (isDepthwise(convolution) && isDilated)) return undefined;
    const { code, padding } = padded(convolution, covered);
    const kernelShape = tensorflow.kernelOrder(convolution).map((role) => kernelSize(convolution, role));
    if (isDepthwise(convolution))
      return call("tf.nn.depthwise_conv2d_backprop_filter", [code, kernelShape, windows], {
        strides: inner(axes, "stride"),
        padding,
      });
    const size = kernelShape.with(-1, convolution.near / groups);
    const one = (left: Code, right: Code): Code =>
      call("tf.compat.v1.nn.conv2d_backprop_filter", [left, size, right], {
        strides: inner(axes, "stride"),
        padding,
        ...(isDilated && { dilations: inner(axes, "dilation") }),
      });
    return inGroups(groups, code, windows, one);
  },
};

function biased(code: Code, bias: Code | undefined): Code {
  return bias === undefined ? code : { tag: "add", left: code, right: bias };
}

function windowsCall(convolution: ResolvedConvolution, covered: Code, kernel: Code): Code {
  const { axes, groups } = convolution;
  const rank = axes.length;
  const { code, padding } = padded(convolution, covered);
  if (isDepthwise(convolution))
    return call("tf.nn.depthwise_conv2d", [code, kernel], {
      strides: inner(axes, "stride"),
      padding,
      ...dilations(
        axes,
        axes.map(({ dilation }) => dilation),
      ),
    });
  const strides = rank === 3 ? inner(axes, "stride") : perAxis(axes.map(({ stride }) => stride));
  const named = { [rank === 1 ? "stride" : "strides"]: strides, padding, ...spacing(axes) };
  return inGroups(groups, code, kernel, (part, filters) => call(`tf.nn.conv${rank}d`, [part, filters], named));
}

function coveredCall(
  convolution: ResolvedConvolution,
  windows: Code,
  kernel: Code,
  padding: Code,
  sizes: readonly number[],
): Code {
  const { axes, groups, batch, far } = convolution;
  const rank = axes.length;
  if (isDepthwise(convolution) && axes.every(({ dilation }) => dilation === 1))
    return call("tf.nn.depthwise_conv2d_backprop_input", [[batch, ...sizes, far], kernel, windows], {
      strides: inner(axes, "stride"),
      padding,
    });
  const strides = rank === 3 ? inner(axes, "stride") : perAxis(axes.map(({ stride }) => stride));
  const named = { output_shape: [batch, ...sizes, far / groups], strides, padding, ...spacing(axes) };
  // A depthwise kernel has its channels in two axes: one group is a slice of the first.
  const filters = isDepthwise(convolution)
    ? call("tf.reshape", [kernel, [...axes.map((axis) => axis.kernel), 1, convolution.near]])
    : kernel;
  return inGroups(groups, windows, filters, (part, some) => call(`tf.nn.conv${rank}d_transpose`, [part, some], named));
}

/** Group by group, and the channels put side by side again. */
function inGroups(groups: number, left: Code, right: Code, one: (left: Code, right: Code) => Code): Code {
  if (groups === 1) return one(left, right);
  const split = (code: Code): Code => call("tf.split", [code, groups], { axis: -1 });
  const body = one(name("part"), name("filters"));
  const each: Code = { tag: "each", body, names: ["part", "filters"], over: [split(left), split(right)] };
  return call("tf.concat", [each], { axis: -1 });
}

/** [1, s, s, 1] */
function inner(axes: readonly SpatialAxis[], what: "stride" | "dilation"): Code {
  return [1, ...axes.map((axis) => axis[what]), 1];
}

function spacing(axes: readonly SpatialAxis[]): Named {
  return dilations(axes, axes.length === 3 ? inner(axes, "dilation") : perAxis(axes.map(({ dilation }) => dilation)));
}

function dilations(axes: readonly SpatialAxis[], value: Code): Named {
  return axes.every(({ dilation }) => dilation === 1) ? {} : { dilations: value };
}

function isExact(axes: readonly SpatialAxis[]): boolean {
  return axes.every(({ leftover, stride }) => leftover >= 0 && leftover < stride);
}

/** "VALID", "SAME", or the list of pads. */
function paddingOf(axes: readonly SpatialAxis[]): Code {
  return paddingWord(axes) ?? [[0, 0], ...axes.map(({ before, after }) => [before, after]), [0, 0]];
}

/** Lists of pads are taken by conv2d and its kin, where they are not negative. */
function isSayable(convolution: ResolvedConvolution, padding: Code): boolean {
  const { axes } = convolution;
  if (typeof padding === "string") return true;
  const isDilatedDepthwise = isDepthwise(convolution) && axes.some(({ dilation }) => dilation > 1);
  return axes.length === 2 && !isDilatedDepthwise && axes.every(({ before, after }) => before >= 0 && after >= 0);
}

/** The call's own padding where it can say it, else the array is padded first. */
function padded(convolution: ResolvedConvolution, code: Code): { code: Code; padding: Code } {
  const axes = exactAxes(convolution);
  const padding = paddingOf(axes);
  if (isSayable({ ...convolution, axes }, padding)) return { code, padding };
  return {
    code: pad(
      code,
      axes.map(({ before, after }) => [before, after]),
    ),
    padding: "VALID",
  };
}

/** Zeros put in first, then what is negative cut off. */
function pad(code: Code, pads: readonly (readonly number[])[]): Code {
  const grown = pads.map((pair) => pair.map((amount) => Math.max(0, amount)));
  const isGrown = grown.flat().some((amount) => amount > 0);
  const larger = isGrown ? call("tf.pad", [code, [[0, 0], ...grown, [0, 0]]]) : code;
  const slices = pads.map(([before = 0, after = 0]) => `${before < 0 ? -before : ""}:${after < 0 ? after : ""}`);
  return indexed(larger, [":", ...slices, ":"]);
}
