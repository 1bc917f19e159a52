/**
 * A worksheet and one mistake for each diagnosis: the code that comes first, and the sentence word for word.
 */
import { expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { ClaimReport, DiagnosisCode } from "../../src/homework/report.ts";
import { sayDiagnosis, wordsFor } from "../../src/homework/say.ts";
import { DETAILS } from "../../src/homework/words.ts";

const LAYER = ["tensor a[3,3]", "tensor k[2,2]", "y = conv2d(a, k)", "loss L(y)", 'operator "*" means conv2d'];
const CONVOLVE = ["tensor a[3,3]", "tensor k[2,2]", "y = conv2d(a, k)", "loss L(y)", 'operator "*" means convolve'];
const STRIDE = ["tensor a[5,5]", "tensor k[3,3]", "y = conv2d(a, k, stride=2)", "loss L(y)"];
const PADDING = ["tensor a[3,3]", "tensor k[3,3]", "y = conv2d(a, k, padding=1)", "loss L(y)"];
const DILATION = ["tensor a[5,5]", "tensor k[2,2]", "y = conv2d(a, k, dilation=2)", "loss L(y)"];
const LINE = ["tensor u[6]", "tensor v[3]", "s = conv1d(u, v, stride=2)", "loss C(s, delta=e)"];
const CHANNELS = ["tensor x[2,3,3]", "tensor w[2,2,2,2]", "tensor b[2]", "z = conv2d(x, w, bias=b)", "loss L(z)"];
const DENSE = ["tensor W[2,3]", "tensor x[3]", "z = W @ x", "h = sigmoid(z)", "loss L(h)"];
const NUMBERS = ["tensor a[2,2] = [[1,2],[3,4]]", "tensor k[1,2] = [[5,6]]", "y = conv2d(a, k)"];

interface Case {
  readonly code: DiagnosisCode;
  readonly worksheet: readonly string[];
  readonly claim: string;
  readonly says: string;
}

const CASES: readonly Case[] = [
  {
    code: "kernel-not-flipped",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{mn}} = \\sum_{p,q} \\delta_{m+p-1,n+q-1} k_{pq}",
    says: "`k` is used as it stands, where it has to be turned by 180°. An input entry meets the kernel entries in reverse: the later the window begins, the earlier the kernel entry that lies on it. Reverse the kernel on every axis.",
  },
  {
    code: "kernel-flipped-twice",
    worksheet: CONVOLVE,
    claim: "\\frac{\\partial L}{\\partial a} = \\delta * \\mathrm{rot180}(k)",
    says: "`k` is turned by 180° once too often: where the operator turns its kernel already, a second turn undoes that. Leave one turn out.",
  },
  {
    code: "kernel-gradient-flipped",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial k} = a * \\mathrm{rot180}(\\delta)",
    says: "Your gradient by `k` is the right one turned by 180°. A kernel entry is multiplied in every window by the input entry at its own place, so the gradient correlates the input with the upstream gradient and turns nothing. Leave the turn out.",
  },
  {
    code: "one-axis-flip",
    worksheet: LAYER,
    claim:
      "\\frac{\\partial L}{\\partial a_{22}} = \\delta_{11}k_{21} + \\delta_{12}k_{22} + \\delta_{21}k_{11} + \\delta_{22}k_{12}",
    says: "`k` is reversed on axis 1 alone. A turn by 180° reverses every spatial axis, the rows and the columns. Reverse the other axis too.",
  },
  {
    code: "transposed-indices",
    worksheet: LAYER,
    claim: "\\frac{\\partial y_{21}}{\\partial a_{22}} = k_{21}",
    says: "Two indices have changed places: you have `k[2,1]`, and it should be `k[1,2]`. The first index counts rows, the second columns, on both sides alike. Exchange them.",
  },
  {
    code: "wrong-index",
    worksheet: LAYER,
    claim: "y_{11} = a_{11}k_{11} + a_{12}k_{12} + a_{21}k_{21} + a_{21}k_{22}",
    says: "An index is wrong: you have `a[2,1]`, and it should be `a[2,2]`. Which entries meet is fixed by the definition of the output: look there for the window in which they do. Replace this entry.",
  },
  {
    code: "off-by-one",
    worksheet: STRIDE,
    claim: "\\frac{\\partial y_{ij}}{\\partial k_{pq}} = a_{2i+p-1, 2j+q-1}",
    says: "An index is off by one: you have `a[2,2]`, and it should be `a[1,1]`. Mind where the count starts, and whether a range includes its end. Shift the index back.",
  },
  {
    code: "index-base",
    worksheet: LAYER,
    claim:
      "\\frac{\\partial L}{\\partial a_{11}} = \\delta_{00}k_{11} + \\delta_{01}k_{10} + \\delta_{10}k_{01} + \\delta_{11}k_{00}",
    says: "Your indices start at 0, those of the worksheet at 1, so all of them are off by the same amount. Shift each of them.",
  },
  {
    code: "missing-term",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial k_{12}} = \\delta_{11}a_{12} + \\delta_{12}a_{13} + \\delta_{21}a_{22}",
    says: "The term `delta[2,2]*a[2,3]` is missing. The derivative adds up every way on which the variable acts on the left side, and not all of them are here. Add what is missing.",
  },
  {
    code: "extra-term",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{11}} = \\delta_{11}k_{11} + \\delta_{12}k_{21}",
    says: "The term `delta[1,2]*k[2,1]` is too much. The variable does not act on the left side that way. Take it out.",
  },
  {
    code: "sign",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\delta_{11}k_{12} - \\delta_{12}k_{11}",
    says: "The sign of `delta[1,2]*k[1,1]` is wrong; the rest is right. A minus has been lost, or is one too many: look for it in the definition and in each derivative. Change the sign.",
  },
  {
    code: "stride-ignored",
    worksheet: STRIDE,
    claim: "\\frac{\\partial L}{\\partial a_{mn}} = \\sum_{i,j} \\delta_{ij} k_{m-i+1,n-j+1}",
    says: "This would be right with stride 1, but the stride is 2. The window of output p begins s·p places on, not p. Multiply the output's index by the stride; in a gradient by the input, put s − 1 zeros between the entries of the upstream gradient.",
  },
  {
    code: "padding-ignored",
    worksheet: PADDING,
    claim: "\\frac{\\partial L}{\\partial k_{pq}} = \\sum_{i,j} \\delta_{ij} a_{i+p-1,j+q-1}",
    says: "This would be right without padding, but the padding is 1. Padding moves every window P places back over the border. Subtract P from the input's index, and count entries outside the array as 0.",
  },
  {
    code: "dilation-ignored",
    worksheet: DILATION,
    claim: "y_{11} = k_{11}a_{11} + k_{12}a_{12} + k_{21}a_{21} + k_{22}a_{22}",
    says: "This would be right with dilation 1, but the dilation is 2. Neighbouring kernel entries lie d places apart on the input. Multiply the kernel's index by the dilation.",
  },
  {
    code: "stride-dilation-exchanged",
    worksheet: STRIDE,
    claim: "\\frac{\\partial L}{\\partial k_{pq}} = \\sum_{i,j} \\delta_{ij} a_{i+2p-2,j+2q-2}",
    says: "Stride (2) and dilation (1) have changed places. The stride goes with the index of what is slid over the input, the dilation with the index inside the window; in the gradient by the kernel the two exchange their parts. Exchange them.",
  },
  {
    code: "leftover-ignored",
    worksheet: LINE,
    claim: "\\frac{\\partial C}{\\partial u_6} = e_2 v_3",
    says: "The stride leaves 1 at the end of the input that no window reaches, and your formula does not count with it. The gradient there is 0, and it still has the shape of the input. Add as many zeros at the end, or cut the gradient by the kernel to the kernel's size.",
  },
  {
    code: "channel-sum",
    worksheet: CHANNELS,
    claim: "\\frac{\\partial L}{\\partial x_{c,m,n}} = \\sum_{p,q} \\delta_{c,m-p+1,n-q+1} w_{c,c,p,q}",
    says: "The sum over the channels (2) is not right. An output channel adds up all input channels of its group; in the gradient by the input all output channels are added up; in the gradient by the kernel neither. Check over which channels to add.",
  },
  {
    code: "bias-not-summed",
    worksheet: CHANNELS,
    claim: "\\frac{\\partial L}{\\partial b_1} = \\delta_{1,1,1}",
    says: "The gradient by `b` is a sum. The same number is added at every place of its channel and for every sample, so each of them sends its part back. Add the upstream gradient up over all places and samples.",
  },
  {
    code: "scale",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\frac{1}{2}(\\delta_{11}k_{12} + \\delta_{12}k_{11})",
    says: "Your result is `1/2` times the right one. Look at what stands before the whole, such as the 2 of a square or the 1/N of a mean. Divide by `1/2`.",
  },
  {
    code: "sum-range",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial k_{pq}} = \\sum_{i=1}^{2}\\sum_{j=1}^{1} \\delta_{ij} a_{i+p-1,j+q-1}",
    says: "The sum over `j` has wrong limits: you have `1..1`, and it should be `1..2`. It runs over exactly those places that the left side depends on. Mend the limits.",
  },
  {
    code: "roles-exchanged",
    worksheet: LAYER,
    claim: "\\frac{\\partial y_{11}}{\\partial k_{12}} = k_{12}",
    says: "`a` and `k` have changed places. The derivative of a product by one factor is the other one. Exchange them.",
  },
  {
    code: "other-convolution",
    worksheet: LAYER,
    claim: "y_{11} = k_{22}a_{11} + k_{21}a_{12} + k_{12}a_{21} + k_{11}a_{22}",
    says: "This is right for the convolution of mathematics (the kernel is turned), but here the cross-correlation (the kernel is not turned) is meant. Texts call several operations convolution: with the kernel turned or not, with padding or without. Take the one that the worksheet defines.",
  },
  {
    code: "left-side",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{21}} = \\delta_{11}k_{12} + \\delta_{12}k_{11}",
    says: "The right side is right for `grad(L, a)[1,2]`, but the left side says `grad(L, a)[2,1]`. Check what is derived, and by what, and correct the left side or the right.",
  },
  {
    code: "sum-vs-jacobian",
    worksheet: LAYER,
    claim: "\\frac{\\partial y}{\\partial a_{22}} = k_{11} + k_{12} + k_{21} + k_{22}",
    says: "This is the derivative of the sum of `y`, where the derivative of each entry is asked for, or the other way round. Adding up all outputs first is what TensorFlow's `tape.gradient` does; the Jacobian keeps a table for every output. Give the one that the left side names.",
  },
  {
    code: "shape",
    worksheet: LAYER,
    claim:
      "\\frac{\\partial L}{\\partial a} = \\begin{bmatrix} \\delta_{11} & \\delta_{12} \\\\ \\delta_{21} & \\delta_{22} \\end{bmatrix}",
    says: "The left side has shape `[3,3]`, the right side `[2,2]`. A gradient has the shape of what it is taken by. Check the padding (full or valid), the order of factors and what is transposed.",
  },
  {
    code: "transposed-matrix",
    worksheet: DENSE,
    claim: "\\frac{\\partial z}{\\partial x} = W^T",
    says: "A matrix is transposed where it must not be, or the other way round. On the way back the matrix of a layer acts transposed, since its rows and columns change parts. Mend the transposition.",
  },
  {
    code: "activation-derivative-missing",
    worksheet: DENSE,
    claim: "\\frac{\\partial L}{\\partial W_{12}} = \\delta_1 x_2",
    says: "The factor `sigmoid'(z[1])` is missing. On the way back through an activation the chain rule multiplies by its derivative, entry by entry. Multiply by it.",
  },
  {
    code: "activation-not-derived",
    worksheet: DENSE,
    claim: "\\frac{\\partial L}{\\partial W_{12}} = \\delta_1 \\sigma(z_1) x_2",
    says: "The activation itself stands where its derivative belongs: you have `sigmoid(z[1])`, and it should be `sigmoid'(z[1])`. The chain rule multiplies by f′(z), not by f(z). Put the derivative in.",
  },
  {
    code: "arithmetic",
    worksheet: NUMBERS,
    claim: "y_{11} = 1 \\cdot 5 + 2 \\cdot 6 = 16",
    says: "The formula is right, and a slip has happened in the arithmetic: you have 16, and it should be 17. Do the sum once more.",
  },
  {
    code: "unrecognised",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\delta_{11}k_{12}\\delta_{12}k_{11}",
    says: "The two sides are not equal, and the mistake is none of those that are known here. Compare your formula with the expected one term by term, or put the numbers of the counterexample into both.",
  },
];

function check(worksheet: readonly string[], claim: string): ClaimReport | undefined {
  const problem = prepareProblem(`${worksheet.join("\n")}\n`, "diagnosis.grad");
  return checkSheet(problem, `$$${claim}$$\n`, { file: "diagnosis.md", format: "md" }).claims[0];
}

it.each(CASES)("names $code", ({ code, worksheet, claim, says }) => {
  const found = check(worksheet, claim);
  expect(found?.verdict).toBe("wrong");
  expect(found?.diagnoses).toHaveLength(1);
  expect(found?.diagnoses[0]?.code).toBe(code);
  expect(sentences(found)).toEqual([says]);
});

function sentences(found: ClaimReport | undefined): string[] {
  return (found?.diagnoses ?? []).map((diagnosis) => sayDiagnosis(diagnosis, wordsFor("en")));
}

it("has a case for every code", () => {
  expect(CASES.map(({ code }) => code).sort()).toEqual(Object.keys(DETAILS).sort());
});

it("says of a reason how many of the wrong entries it explains, and names two at most", () => {
  const claim = `\\frac{\\partial L}{\\partial k} = \\begin{bmatrix}
    \\delta_{11}a_{11} + \\delta_{12}a_{12} + \\delta_{21}a_{21} - \\delta_{22}a_{22} &
    \\delta_{11}a_{12} + \\delta_{12}a_{13} - \\delta_{21}a_{22} + \\delta_{22}a_{23} \\\\
    \\delta_{11}a_{21} + \\delta_{12}a_{22} + \\delta_{21}a_{31} &
    \\delta_{11}a_{22} + \\delta_{12}a_{23} + \\delta_{21}a_{32} + \\delta_{22}a_{33} + a_{11}
    \\end{bmatrix}`;
  const found = check(LAYER, claim);
  expect(found?.diagnoses.map(({ code, covered, wrong }) => [code, covered, wrong])).toEqual([
    ["sign", 2, 4],
    ["missing-term", 1, 4],
  ]);
  expect(sentences(found)).toEqual([
    "The sign of `delta[2,2]*a[2,2]` is wrong; the rest is right. A minus has been lost, or is one too many: look for it in the definition and in each derivative. Change the sign. (This explains 2 of the 4 wrong entries.)",
    "The term `delta[2,2]*a[3,2]` is missing. The derivative adds up every way on which the variable acts on the left side, and not all of them are here. Add what is missing. (This explains 1 of the 4 wrong entries.)",
  ]);
});

it("gives one reason for all wrong entries, though the mistake leaves some as they are", () => {
  // Turned by 180°, the entry in the middle of the kernel stays where it is.
  const worksheet = ["tensor a[3]", "tensor k[3]", "y = conv1d(a, k)", "loss L(y)"];
  const found = check(worksheet, "\\frac{\\partial L}{\\partial a} = [\\delta_1 k_3, \\delta_1 k_2, \\delta_1 k_1]^T");
  expect(found?.diagnoses).toEqual([{ code: "kernel-not-flipped", details: { kernel: "k" }, covered: 2, wrong: 2 }]);
});

it("is not led by a mistake that would make wrong what is right", () => {
  // With rows and columns exchanged the first entry would be k_21 as it is here, but the second would change too.
  const worksheet = ["tensor a[2,2]", "tensor k[2,2]", "y = a * k", "E = sum(y)"];
  const found = check(
    worksheet,
    "\\frac{\\partial E}{\\partial a} = \\begin{bmatrix} k_{11} & k_{21} \\\\ k_{21} & k_{22} \\end{bmatrix}",
  );
  expect(found?.diagnoses.map(({ code }) => code)).toEqual(["wrong-index"]);
});

/** Mistakes whose codes are told in another way than that of the table. */
const OTHERS: readonly (Pick<Case, "code" | "worksheet" | "claim"> & { readonly where: string })[] = [
  {
    where: "in a formula for every entry that counts from 1 where the worksheet counts from 0",
    code: "index-base",
    worksheet: ["index 0", ...LAYER],
    claim: "\\frac{\\partial y_{ij}}{\\partial a_{mn}} = k_{m-i+1,n-j+1}",
  },
  {
    where: "where stride and dilation multiply what the count is off by",
    code: "index-base",
    worksheet: ["tensor a[6,6]", "tensor k[2,2]", "y = conv2d(a, k, stride=2, dilation=2)", "loss L(y)"],
    claim: "y_{ij} = \\sum_{p=1}^{2}\\sum_{q=1}^{2} k_{pq} a_{2i+2p,2j+2q}",
  },
  {
    where: "where the derivative stands behind the relation",
    code: "missing-term",
    worksheet: LAYER,
    claim: "\\delta_{11}k_{12} = \\frac{\\partial L}{\\partial a_{12}}",
  },
  {
    where: "in the last link of a chain",
    code: "missing-term",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\sum_{i,j} \\delta_{ij} k_{2-i,3-j} = \\delta_{11} k_{12}",
  },
  {
    where: "in a kernel that is not square",
    code: "transposed-indices",
    worksheet: ["tensor a[4,4]", "tensor k[2,3]", "y = conv2d(a, k, padding=1)", "loss L(y)"],
    claim: "\\frac{\\partial L}{\\partial a_{mn}} = \\sum_{i,j} \\delta_{ij} k_{n-j+2,m-i+2}",
  },
  {
    where: "where only the windows count that need no padding",
    code: "padding-ignored",
    worksheet: ["tensor a[3,3]", "tensor k[2,2]", 'y = conv2d(a, k, padding="same")', "loss L(y)"],
    claim: "\\frac{\\partial L}{\\partial a_{33}} = \\delta_{22} k_{22}",
  },
  {
    where: "where each output channel is given all of them",
    code: "channel-sum",
    worksheet: ["tensor x[2,3,3]", "tensor w[2,1,2,2]", "d = depthwise_conv2d(x, w)", "loss L(d)"],
    claim: "\\frac{\\partial L}{\\partial x_{c,m,n}} = \\sum_{o}\\sum_{p,q} \\delta_{o,m-p+1,n-q+1} w_{o,1,p,q}",
  },
  {
    where: "in a matrix with a row for every entry but the one that no window reaches",
    code: "leftover-ignored",
    worksheet: LINE,
    claim: "\\frac{\\partial C}{\\partial u} = [e_1v_1, e_1v_2, e_1v_3+e_2v_1, e_2v_2, e_2v_3]^T",
  },
  {
    where: "where a term is written twice",
    code: "extra-term",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\delta_{11}k_{12} + \\delta_{12}k_{11} + \\delta_{12}k_{11}",
  },
  {
    where: "where a term has a factor of its own",
    code: "scale",
    worksheet: LAYER,
    claim: "\\frac{\\partial L}{\\partial a_{12}} = \\delta_{11}k_{12} + 2\\delta_{12}k_{11}",
  },
  {
    where: "where the input of an activation stands for its value",
    code: "wrong-index",
    worksheet: [
      "tensor x[4]",
      "tensor k[2]",
      "tensor m[2]",
      "z = conv1d(x, k)",
      "h = tanh(z)",
      "q = conv1d(h, m)",
      "loss L(q)",
    ],
    claim: "\\frac{\\partial L}{\\partial m_1} = \\delta_1 z_1 + \\delta_2 z_2",
  },
  {
    where: "in numbers that are those of another entry each",
    code: "kernel-gradient-flipped",
    worksheet: [...LAYER, "given a = [[1,2,0],[0,1,3],[2,1,1]]", "given delta = [[1,0],[2,-1]]"],
    claim: "\\frac{\\partial L}{\\partial k} = \\begin{bmatrix} 2 & 3 \\\\ 1 & 0 \\end{bmatrix}",
  },
];

it.each(OTHERS)("names $code $where", ({ code, worksheet, claim }) => {
  expect(check(worksheet, claim)?.diagnoses.map((diagnosis) => diagnosis.code)).toEqual([code]);
});
