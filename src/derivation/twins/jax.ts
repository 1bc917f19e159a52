/**
 * JAX: one function, lax.conv_general_dilated, says all of it, in the worksheet's own layout: paddings are pairs and
 * may be negative, `lhs_dilation` puts zeros between the entries of the input, and the order of axes is named.
 */
import { type Code, call, type Named } from "../../problem/code.ts";
import type { SpatialAxis } from "../../problem/operators/geometry.ts";
import { type AxisRole, kernelSize, type ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { byMethods, type Dialect, exactAxes, flipCall, placeOfSpatial, reachOf, turned } from "./dialect.ts";

export const jax: Dialect = {
  framework: "jax",
  dataOrder: ({ axes, layout }) => {
    const spatial = placeOfSpatial(axes.length);
    return layout === "nchw" ? ["batch", "channel", ...spatial] : ["batch", ...spatial, "channel"];
  },
  kernelOrder: ({ axes, layout }) => {
    const spatial = placeOfSpatial(axes.length);
    return layout === "nchw" ? ["near", "inner", ...spatial] : [...spatial, "inner", "near"];
  },
  ...byMethods("transpose"),
  flip: flipCall("jnp.flip", "axis"),
  windows: (convolution, covered, kernel, bias) => {
    const axes = exactAxes(convolution);
    const made = general(covered, kernel, {
      strides: axes.map(({ stride }) => stride),
      padding: axes.map(({ before, after }) => [before, after]),
      spread: [],
      dilation: axes.map(({ dilation }) => dilation),
      specs: [dataSpec(convolution), kernelSpec(convolution), dataSpec(convolution)],
      groups: convolution.groups,
    });
    return biased(convolution, made, bias);
  },
  covered: (convolution, windows, kernel, bias) => {
    const { axes, groups } = convolution;
    const turn = turned(jax, kernel, jax.kernelOrder(convolution));
    const made = general(windows, groups === 1 ? turn : exchanged(convolution, turn), {
      strides: axes.map(() => 1),
      padding: axes.map((axis) => [reachOf(axis) - 1 - axis.before, reachOf(axis) - 1 - axis.after + axis.leftover]),
      spread: axes.map(({ stride }) => stride),
      dilation: axes.map(({ dilation }) => dilation),
      specs: [dataSpec(convolution), kernelSpec(convolution, groups === 1 ? "IO" : "OI"), dataSpec(convolution)],
      groups,
    });
    return biased(convolution, made, bias);
  },
  kernel: (convolution, covered, windows) => {
    const { axes, groups } = convolution;
    if (groups > 1) return undefined;
    // Batch and channels exchanged: the sum of this convolution runs over the batch.
    return general(covered, windows, {
      strides: axes.map(({ dilation }) => dilation),
      padding: axes.map((axis) => [axis.before, kernelPadding(axis)]),
      spread: [],
      dilation: axes.map(({ stride }) => stride),
      specs: [dataSpec(convolution, "CN"), dataSpec(convolution, "IO"), kernelSpec(convolution, "CN")],
      groups,
    });
  },
};

/** Such that exactly the kernel's entries come out. */
function kernelPadding({ stride, windows, before, covered, kernel, dilation }: SpatialAxis): number {
  return dilation * (kernel - 1) + stride * (windows - 1) + 1 - covered - before;
}

interface General {
  readonly strides: readonly number[];
  readonly padding: readonly (readonly number[])[];
  readonly spread: readonly number[];
  readonly dilation: readonly number[];
  readonly specs: readonly string[];
  readonly groups: number;
}

function general(left: Code, right: Code, settings: General): Code {
  const { strides, padding, spread, dilation, specs, groups } = settings;
  const isUsual = (values: readonly number[]): boolean => values.every((value) => value === 1);
  const named: Named = {
    window_strides: strides,
    padding,
    ...(!isUsual(spread) && { lhs_dilation: spread }),
    ...(!isUsual(dilation) && { rhs_dilation: dilation }),
    dimension_numbers: specs,
    ...(groups > 1 && { feature_group_count: groups }),
  };
  return call("lax.conv_general_dilated", [left, right], named);
}

/** `NCHW`: the letters of the axes, the first of `pair` for the batch, the second for the channels. */
function dataSpec(convolution: ResolvedConvolution, pair = "NC"): string {
  return letters(
    jax.dataOrder(convolution),
    new Map([
      ["batch", pair.charAt(0)],
      ["channel", pair.charAt(1)],
    ]),
  );
}

function kernelSpec(convolution: ResolvedConvolution, pair = "OI"): string {
  return letters(
    jax.kernelOrder(convolution),
    new Map([
      ["near", pair.charAt(0)],
      ["inner", pair.charAt(1)],
    ]),
  );
}

function letters(order: readonly AxisRole[], channels: ReadonlyMap<AxisRole, string>): string {
  const spatial = "DHW".slice(-order.filter((role) => typeof role === "number").length);
  return order.map((role) => (typeof role === "number" ? spatial.charAt(role) : channels.get(role))).join("");
}

/** [near, far/groups] to [far, near/groups]: within each group the two channel axes change places. */
function exchanged(convolution: ResolvedConvolution, kernel: Code): Code {
  const { near, far, groups } = convolution;
  const order = jax.kernelOrder(convolution);
  const size = (role: AxisRole): number => kernelSize(convolution, role);
  const [apart, back]: readonly (readonly number[])[] =
    convolution.layout === "nchw"
      ? [
          [groups, near / groups, far / groups],
          [far, near / groups],
        ]
      : [
          [far / groups, groups, near / groups],
          [near / groups, far],
        ];
  const spatial = order.filter((role) => typeof role === "number").map(size);
  const rank = spatial.length;
  const axes = placeOfSpatial(rank);
  if (convolution.layout === "nchw") {
    const split = jax.reshape(kernel, [...(apart ?? []), ...spatial]);
    return jax.reshape(jax.permute(split, [0, 2, 1, ...axes.map((axis) => axis + 3)]), [...(back ?? []), ...spatial]);
  }
  const split = jax.reshape(kernel, [...spatial, ...(apart ?? [])]);
  return jax.reshape(jax.permute(split, [...axes, rank + 2, rank + 1, rank]), [...spatial, ...(back ?? [])]);
}

function biased({ layout, axes }: ResolvedConvolution, made: Code, bias: Code | undefined): Code {
  if (bias === undefined) return made;
  const items = [":", ...axes.map(() => "None")];
  const right: Code = layout === "nhwc" ? bias : { tag: "index", of: bias, items };
  return { tag: "add", left: made, right };
}
