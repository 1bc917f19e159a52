/** What each mistake is, why it is one, and how to mend it, in English. Details stand between backticks already. */
import type { CheckWords } from "./words.ts";

export const englishDiagnoses: CheckWords["diagnoses"] = {
  "kernel-not-flipped": ({ kernel = "The kernel" }) =>
    `${kernel} is used as it stands, where it has to be turned by 180°. An input entry meets the kernel entries in reverse: the later the window begins, the earlier the kernel entry that lies on it. Reverse the kernel on every axis.`,
  "kernel-flipped-twice": ({ kernel = "The kernel" }) =>
    `${kernel} is turned by 180° once too often: where the operator turns its kernel already, a second turn undoes that. Leave one turn out.`,
  "kernel-gradient-flipped": ({ kernel = "the kernel" }) =>
    `Your gradient by ${kernel} is the right one turned by 180°. A kernel entry is multiplied in every window by the input entry at its own place, so the gradient correlates the input with the upstream gradient and turns nothing. Leave the turn out.`,
  "one-axis-flip": ({ kernel = "The kernel", axis }) =>
    `${kernel} is reversed on ${axis === undefined ? "one axis" : `axis ${axis}`} alone. A turn by 180° reverses every spatial axis, the rows and the columns. Reverse the other axis too.`,
  "transposed-indices": ({ written, right }) =>
    `Two indices have changed places${pair(written, right)}. The first index counts rows, the second columns, on both sides alike. Exchange them.`,
  "wrong-index": ({ written, right }) =>
    `An index is wrong${pair(written, right)}. Which entries meet is fixed by the definition of the output: look there for the window in which they do. Replace this entry.`,
  "off-by-one": ({ written, right, shift }) =>
    `An index is off by one${shift === undefined ? "" : ` (${shift})`}${pair(written, right)}. Mind where the count starts, and whether a range includes its end. Shift the index back.`,
  "index-base": ({ written, right }) =>
    written === undefined || right === undefined
      ? "Your indices start at another number than those of the worksheet, so all of them are off by the same amount. Shift each of them."
      : `Your indices start at ${written}, those of the worksheet at ${right}, so all of them are off by the same amount. Shift each of them.`,
  "missing-term": ({ terms, count }) =>
    `${termsOf(terms, count)} missing. The derivative adds up every way on which the variable acts on the left side, and not all of them are here. Add what is missing.`,
  "extra-term": ({ terms, count }) =>
    `${termsOf(terms, count)} too much. The variable does not act on the left side that way. Take it out.`,
  sign: ({ term }) =>
    `${term === undefined ? "The sign of the whole is wrong" : `The sign of ${term} is wrong`}; the rest is right. A minus has been lost, or is one too many: look for it in the definition and in each derivative. Change the sign.`,
  "stride-ignored": ({ stride }) =>
    `This would be right with stride 1, but the stride is ${stride ?? "larger"}. The window of output p begins s·p places on, not p. Multiply the output's index by the stride; in a gradient by the input, put s − 1 zeros between the entries of the upstream gradient.`,
  "padding-ignored": ({ padding }) =>
    `This would be right without padding, but the padding is ${padding ?? "not 0"}. Padding moves every window P places back over the border. Subtract P from the input's index, and count entries outside the array as 0.`,
  "dilation-ignored": ({ dilation }) =>
    `This would be right with dilation 1, but the dilation is ${dilation ?? "larger"}. Neighbouring kernel entries lie d places apart on the input. Multiply the kernel's index by the dilation.`,
  "stride-dilation-exchanged": ({ stride, dilation }) =>
    `Stride${among(stride)} and dilation${among(dilation)} have changed places. The stride goes with the index of what is slid over the input, the dilation with the index inside the window; in the gradient by the kernel the two exchange their parts. Exchange them.`,
  "leftover-ignored": ({ leftover }) =>
    `The stride leaves ${leftover ?? "some"} at the end of the input that no window reaches, and your formula does not count with it. The gradient there is 0, and it still has the shape of the input. Add as many zeros at the end, or cut the gradient by the kernel to the kernel's size.`,
  "channel-sum": ({ channels }) =>
    `The sum over the channels${among(channels)} is not right. An output channel adds up all input channels of its group; in the gradient by the input all output channels are added up; in the gradient by the kernel neither. Check over which channels to add.`,
  "bias-not-summed": ({ bias = "the bias" }) =>
    `The gradient by ${bias} is a sum. The same number is added at every place of its channel and for every sample, so each of them sends its part back. Add the upstream gradient up over all places and samples.`,
  scale: ({ factor }) =>
    factor === undefined
      ? "A constant factor is wrong; the rest is right. Look at what stands before the whole, such as the 2 of a square or the 1/N of a mean."
      : `Your result is ${factor} times the right one. Look at what stands before the whole, such as the 2 of a square or the 1/N of a mean. Divide by ${factor}.`,
  "sum-range": ({ letter, written, right }) =>
    `The sum${letter === undefined ? "" : ` over ${letter}`} has wrong limits${pair(written, right)}. It runs over exactly those places that the left side depends on. Mend the limits.`,
  "roles-exchanged": ({ first, second }) =>
    `${first === undefined || second === undefined ? "Two arrays" : `${first} and ${second}`} have changed places. The derivative of a product by one factor is the other one. Exchange them.`,
  "other-convolution": ({ used, meant }) =>
    `${used === undefined || meant === undefined ? "This is right for another kind of convolution than the worksheet's" : `This is right for the ${used}, but here the ${meant} is meant`}. Texts call several operations convolution: with the kernel turned or not, with padding or without. Take the one that the worksheet defines.`,
  "left-side": ({ written, right }) =>
    right === undefined
      ? "The right side is a correct derivative, but not that of the left side. Check what is derived, and by what."
      : `The right side is right for ${right}${written === undefined ? "" : `, but the left side says ${written}`}. Check what is derived, and by what, and correct the left side or the right.`,
  "sum-vs-jacobian": ({ of = "the outputs" }) =>
    `This is the derivative of the sum of ${of}, where the derivative of each entry is asked for, or the other way round. Adding up all outputs first is what TensorFlow's \`tape.gradient\` does; the Jacobian keeps a table for every output. Give the one that the left side names.`,
  shape: ({ left, right, first, second, mended }) => {
    const sides = `${left === undefined || right === undefined ? "The two sides have different shapes" : `The left side has shape ${left}, the right side ${right}`}. A gradient has the shape of what it is taken by. Check the padding (full or valid), the order of factors and what is transposed.`;
    if (first === undefined || second === undefined) return sides;
    const mend =
      mended === undefined
        ? "Check the order of the factors and what is transposed."
        : `The factors are in the wrong order: it should be ${mended}.`;
    const product = `Matrices of shapes ${first} and ${second} cannot be multiplied: the first needs as many columns as the second has rows. ${mend}`;
    return left === undefined ? product : `${product} ${sides}`;
  },
  "transposed-matrix": ({ written, right }) =>
    `A matrix is transposed where it must not be, or the other way round${pair(written, right)}. On the way back the matrix of a layer acts transposed, since its rows and columns change parts. Mend the transposition.`,
  "activation-derivative-missing": ({ factor }) =>
    `The factor ${factor ?? "of the activation's derivative"} is missing. On the way back through an activation the chain rule multiplies by its derivative, entry by entry. Multiply by it.`,
  "activation-not-derived": ({ written, right }) =>
    `The activation itself stands where its derivative belongs${pair(written, right)}. The chain rule multiplies by f′(z), not by f(z). Put the derivative in.`,
  arithmetic: ({ written, right }) =>
    `The formula is right, and a slip has happened in the arithmetic${pair(written, right)}. Do the sum once more.`,
  unrecognised: () =>
    "The two sides are not equal, and the mistake is none of those that are known here. Compare your formula with the expected one term by term, or put the numbers of the counterexample into both.",
};

function pair(written: string | undefined, right: string | undefined): string {
  if (written === undefined || right === undefined) return "";
  return `: you have ${written}, and it should be ${right}`;
}

function among(text: string | undefined): string {
  return text === undefined ? "" : ` (${text})`;
}

function termsOf(terms: string | undefined, count: string | undefined): string {
  if (terms === undefined) return count === undefined ? "At least one term is" : `Terms (${count}) are`;
  return count === undefined || count === "1" ? `The term ${terms} is` : `The terms ${terms} (${count} in all) are`;
}
