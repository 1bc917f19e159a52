/**
 * Keras: the layer that computes the same, where there is one. Its weights have TensorFlow's order of axes.
 * Always: the forward call alone; the gradients are TensorFlow's.
 */
import { type Code, call, type Named } from "../../problem/code.ts";
import type { SpatialAxis } from "../../problem/operators/geometry.ts";
import { hasKerasLayer, isDepthwise, kerasCrop, paddingWord } from "../../problem/twin-notes.ts";
import { type Dialect, perAxis } from "./dialect.ts";
import { tensorflow } from "./tensorflow.ts";

export const keras: Dialect = {
  ...tensorflow,
  framework: "keras",
  windows: (convolution, covered, kernel, bias) => {
    if (!hasKerasLayer(convolution)) return undefined;
    const { axes, near, far, groups, batch } = convolution;
    const rank = axes.length;
    const word = paddingWord(axes);
    const pads = axes.map(({ before, after }) => [before, after] as const);
    const input = word === undefined ? cropped(padded(covered, pads), pads) : covered;
    const sizes = axes.map(({ covered: size, before, after }) => (word === undefined ? size + before + after : size));
    const depthwise: Named = { kernel_size: kernelSizes(axes), depth_multiplier: near / far };
    const named = isDepthwise(convolution)
      ? depthwise
      : { filters: near, kernel_size: kernelSizes(axes), ...(groups > 1 && { groups }) };
    return {
      tag: "layer",
      name: isDepthwise(convolution) ? "keras.layers.DepthwiseConv2D" : `keras.layers.Conv${rank}D`,
      named: Object.entries({
        ...named,
        ...spacing(axes),
        padding: (word ?? "VALID").toLowerCase(),
        use_bias: bias !== undefined,
      }),
      shape: [batch, ...sizes, far],
      weights: bias === undefined ? [kernel] : [kernel, bias],
      input,
    };
  },
  covered: (convolution, windows, kernel, bias) => {
    if (!hasKerasLayer(convolution)) return undefined;
    const { axes, far, near, batch } = convolution;
    const crop = kerasCrop(axes);
    const layer: Code = {
      tag: "layer",
      name: `keras.layers.Conv${axes.length}DTranspose`,
      named: Object.entries({
        filters: far,
        kernel_size: kernelSizes(axes),
        ...spacing(axes),
        padding: crop === undefined ? "same" : "valid",
        use_bias: bias !== undefined,
      }),
      shape: [batch, ...axes.map((axis) => axis.windows), near],
      weights: bias === undefined ? [kernel] : [kernel, bias],
      input: windows,
    };
    if (crop === undefined) return layer;
    return cropped(padded(layer, crop), crop);
  },
};

function kernelSizes(axes: readonly SpatialAxis[]): Code {
  return perAxis(axes.map(({ kernel }) => kernel));
}

function spacing(axes: readonly SpatialAxis[]): Named {
  const strides = axes.map(({ stride }) => stride);
  const dilations = axes.map(({ dilation }) => dilation);
  return {
    ...(strides.some((stride) => stride > 1) && { strides: perAxis(strides) }),
    ...(dilations.some((dilation) => dilation > 1) && { dilation_rate: perAxis(dilations) }),
  };
}

/** What is positive of the pads. */
function padded(code: Code, pads: readonly (readonly [number, number])[]): Code {
  return border(
    "ZeroPadding",
    code,
    pads.map(([before, after]) => [Math.max(0, before), Math.max(0, after)]),
  );
}

/** What is negative of them. */
function cropped(code: Code, pads: readonly (readonly [number, number])[]): Code {
  return border(
    "Cropping",
    code,
    pads.map(([before, after]) => [Math.max(0, -before), Math.max(0, -after)]),
  );
}

function border(word: string, code: Code, amounts: readonly (readonly number[])[]): Code {
  if (amounts.flat().every((amount) => amount === 0)) return code;
  const rank = amounts.length;
  const layer = call(`keras.layers.${word}${rank}D`, [(rank === 1 ? amounts[0] : amounts) ?? 0]);
  return { tag: "apply", of: layer, to: code };
}
