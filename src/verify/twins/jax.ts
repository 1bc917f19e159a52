/**
 * lax.conv_general_dilated by its documentation: zeros are put between the entries of the left side, then it is padded
 * (a negative pad crops), then the right side, dilated, slides over it. The letters of `dimension_numbers` name axes:
 * N batch, C channels; O output and I input channels of the kernel; the rest are spatial, in any order of their own.
 */
import { sumWindows } from "./products.ts";
import { flip, padTensor, permute, refuse, spread } from "./tensor.ts";
import { asList, type Callee } from "./values.ts";

const general: Callee = {
  parameters:
    "lhs rhs window_strides padding lhs_dilation rhs_dilation dimension_numbers feature_group_count batch_group_count",
  run: (given) => {
    const specs = asList(given.value("dimension_numbers"), "dimension_numbers").map(String);
    const [left = "", right = "", out = ""] = specs;
    const spatial = [...left].filter((letter) => !"NC".includes(letter));
    const rank = spatial.length;
    const orderOf = (spec: string, first: string): number[] => {
      const wanted = [...first, ...spatial];
      if (spec.length !== wanted.length) refuse(`${spec} does not name the axes of ${left}`);
      return wanted.map((letter) => spec.indexOf(letter));
    };
    if (given.has("batch_group_count")) refuse("batch groups are not used here");
    const steps = (name: string): number[] => given.each(name, rank, 1);
    const data = spread(permute(given.tensor("lhs"), orderOf(left, "NC")), [1, 1, ...steps("lhs_dilation")]);
    const padded = padTensor(data, [[0, 0], [0, 0], ...given.pairs("padding", rank)]);
    const kernel = permute(given.tensor("rhs"), orderOf(right, "OI"));
    const [strides, dilation] = [steps("window_strides"), steps("rhs_dilation")];
    const sizes = padded.shape.slice(2).map((size, axis) => {
      const reach = (dilation[axis] as number) * ((kernel.shape[axis + 2] as number) - 1) + 1;
      return Math.max(0, Math.floor((size - reach) / (strides[axis] as number)) + 1);
    });
    const groups = given.number("feature_group_count", 1);
    const before = sizes.map(() => 0);
    const made = sumWindows(padded, kernel, sizes, { stride: strides, dilation, before, groups });
    const order = orderOf(out, "NC");
    return permute(
      made,
      order.map((_, axis) => order.indexOf(axis)),
    );
  },
};

export const JAX: Readonly<Record<string, Callee>> = {
  "lax.conv_general_dilated": general,
  "jnp.flip": { parameters: "m axis", run: (given) => flip(given.tensor("m"), given.numbers("axis")) },
};
