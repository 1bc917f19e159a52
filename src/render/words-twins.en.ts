/** English sentences about the frameworks' calls. */
import { listed, say } from "./words.ts";
import type { TwinWords } from "./words-twins.ts";

const code = (text: string): { readonly code: string } => ({ code: text });

export const englishTwins: TwinWords = {
  heading: "The same in the frameworks",
  intro: (upstreams) => {
    const held = upstreams.map(([upstream, array], at) =>
      at === 0 ? say`${upstream} holds the derivatives of the loss by ${array}` : say`${upstream} those by ${array}`,
    );
    return say`These programs compute each convolution and its gradients. They take the arrays of the worksheet in its own shapes, with floating-point entries; ${listed(held, ", ", " and ")}.`;
  },
  noteFor: (arrays, note) => say`For ${listed(arrays, ", ", " and ")}: ${note}`,
  leftOut: (arrays) =>
    say`The calls for ${listed(arrays, ", ", " and ")} are left out: every call is run before it is shown, and these convolutions are too large for that. A smaller worksheet with the same arguments has them.`,
  framework: (name) => `${name}.`,
  notes: {
    summand: say`The call gives one term of a sum; its gradients take the derivatives by the whole.`,
    shared: say`One array stands in two places of the call: its gradient is the sum over both, as automatic differentiation returns it.`,
    flip: say`Frameworks correlate, so the kernel is turned first.`,
    "pytorch-pad": say`PyTorch pads both sides of an axis alike and never crops; other pads go through ${code("F.pad")}, which counts from the last axis and crops where a pad is negative.`,
    "output-padding": say`Here ${code("output_padding")} is the leftover: how many entries at the end of the padded array no window reaches.`,
    "tensorflow-same": say`${code("SAME")} means exactly the pads of the worksheet here, the odd zero at the end.`,
    "tensorflow-pad": say`Pads that the call cannot take are put in with ${code("tf.pad")}, and negative ones cut off with slices.`,
    "tensorflow-groups": say`TensorFlow's calls have no argument for groups: each group is computed by itself.`,
    "tensorflow-dilation": say`With a dilation above 1, TensorFlow computes gradients and transposed convolutions on a GPU or under XLA; its CPU kernels refuse.`,
    "tensorflow-tape": say`No single call gives the gradient of the kernel here; ${code("tape.gradient")} does.`,
    "keras-none": say`There is no Keras layer for it: Keras takes no stride together with a dilation, no groups in a transposed layer, and adds no bias outside a layer's own output.`,
    "keras-forward": say`The gradients are those of ${code("tape.gradient")}, the same as in TensorFlow.`,
    "jax-spread": say`${code("lhs_dilation")} puts the zeros between the entries: a transposed convolution is an ordinary one with the kernel turned.`,
    "jax-groups": say`No single call gives the gradient of the kernel with groups; ${code("jax.vjp")} does.`,
  },
};
