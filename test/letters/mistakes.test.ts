/** What cannot be said of all sizes at once, word for word with its place; and what each mend leads to. */
import { describe, expect, it } from "vitest";
import { locateMistakes } from "../../src/error.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import { mistakeOf } from "../helpers.ts";

function mistakeIn(worksheet: string): string {
  return mistakeOf(() => locateMistakes(worksheet, () => buildLetterProblem(parseWorksheet(worksheet))));
}

/** Stands for four lines before the one that is written. */
const LINES = "size H, K, s\nsize P >= 0\ntensor a[H]\ntensor k[K]\n";

function expectMistakes(mistakes: Readonly<Record<string, string>>): void {
  for (const [worksheet, mistake] of Object.entries(mistakes))
    expect(`${worksheet} → ${mistakeIn(worksheet.replace("D|", LINES))}`).toBe(`${worksheet} → ${mistake}`);
}

describe("mistakes beside letters for sizes", () => {
  it("letters and their bounds", () => {
    expectMistakes({
      "size H, H": "1:9 (name-taken) `H` exists already; choose another name",
      "size sum": "1:6 (name-taken) `sum` is a word of the language; choose another name",
      "size H\ntensor H[2]": "2:8 (name-taken) `H` exists already; choose another name",
      "tensor H[3]\nsize H": "1:8 (name-taken) `H` exists already; choose another name",
      "size H >= 1/2": "1:11 (value) an integer is needed here, and `1/2` is not one",
      "size H >= K\nsize K": "1:11 (value) a size or a number is needed here, and `K` is neither",
      "size H\nsize K >= H": "2:11 (value) a number is needed here, and `H` is not the same for all sizes",
    });
  });

  it("assumptions", () => {
    expectMistakes({
      "size H, s\nassume H == s - s - s":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H\nassume H == 0":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H\nassume H < 1":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H\nassume 2*H == 3":
        "2:1 (unsupported) `2*H == 3` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone",
      "size H\nassume 1 == 2":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H, s\nassume s*H == s*s":
        "2:1 (unsupported) `s*H == s*s` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone",
      "size H, s\nassume (s*H) mod 3 == 0":
        "2:1 (unsupported) `(s*H) mod 3 == 0` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone",
      "size H, s\nassume H mod s == -1":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H, s\nassume H mod 3 == 3":
        "2:1 (assumption) this contradicts what is known of the sizes before it: no sizes are left",
      "size H, P\nassume H/(P - 1) >= 2":
        "2:10 (value) a divisor must be at least 1, and `P - 1` is not shown to be. Add `assume P >= 2` before",
      "size H\nsize s >= 0\nassume H mod s == 0":
        "3:14 (value) a divisor must be at least 1, and `s` is not shown to be. Add `assume s >= 1` before",
      "size H\nassume H mod 0 == 0": "2:14 (value) a divisor must be at least 1, and `0` is not",
    });
  });

  it("sizes and values of tensors", () => {
    expectMistakes({
      "size H\ntensor a[H/2]":
        "2:10 (value) `H/2` is not an integer for all sizes. Write `floor(H/2)`, or add `assume H mod 2 == 0` before",
      "size H\ntensor a[-H]": "2:8 (shape) a size is a positive integer, and -H is not",
      "size H\ntensor a[0]": "2:8 (shape) a size is a positive integer, and 0 is not",
      "size H\ntensor a[b]": "2:10 (value) a size or a number is needed here, and `b` is neither",
      "size H\ntensor a[H] = [1,2]":
        "2:15 (value) `a` has shape [H]; values need sizes that are numbers. Leave them out, or write numbers for the sizes",
      "size H\ntensor a[2] = [1,2,3]": "2:15 (value) `a` has shape [2]; the values have shape [3]",
      "size H\ntensor a[3] = 1..4": "2:15 (value) `a` has shape [3] and 3 entries; the range gives 4",
      "size H\ntensor a[2,2] = [[1,2],[3]]":
        "2:24 (value) the rows of an array must be alike: the first has shape [2], number 2 has [1]",
      "size H\ntensor a[H]\ngiven a = 3":
        "3:11 (value) `a` has shape [H]; values need sizes that are numbers. Leave them out, or write numbers for the sizes",
      "size H\ntensor a[900000000000000*H*900000000000000]":
        "2:1 (limit) the sizes have coefficients of more than 15 digits",
      "size H\ntensor a[12345678901234567890]": "2:10 (limit) beside letters for sizes a number has at most 15 digits",
      "size H\ntensor a[H^7]": "2:12 (value) an exponent between sizes is a number from 0 to 6",
    });
  });

  it("channels", () => {
    expectMistakes({
      "size C, D, H\ntensor a[C,H]\ntensor k[2,D,3]\ny = conv1d(a, k)":
        "4:15 (argument) the kernel has `D` input channels, and the input has `C`; they are not shown to be equal. Add `assume D == C` before",
      "size C, G, H\ntensor a[C,H]\ntensor k[2,C,3]\ny = conv1d(a, k, groups=G)":
        "4:25 (argument) `groups` must divide the input channels: `G` is not shown to divide `C`. Write the channels as a multiple of the groups, as in `tensor x[N, G*C, H]`",
      "size C, G, H\ntensor a[G*C,H]\ntensor k[C,C,3]\ny = conv1d(a, k, groups=G)":
        "4:25 (argument) `groups` must divide the output channels: `G` is not shown to divide `C`. Write the channels as a multiple of the groups, as in `tensor x[N, G*C, H]`",
      "size C, G, H\ntensor a[G*C,H]\ntensor k[G*C,G,3]\ny = conv1d(a, k, groups=G)":
        "4:15 (argument) the kernel has `G` input channels, and the input has `C` in each group; they are not shown to be equal. Add `assume G == C` before",
      "size C, D, H\ntensor a[C,H]\ntensor k[D,2,3]\ny = conv_transpose1d(a, k)":
        "4:25 (argument) the kernel has `D` input channels, and the input has `C`; they are not shown to be equal. Add `assume D == C` before",
      "size C, H\ntensor a[C,H]\ntensor k[2,C,3]\ntensor b[C]\ny = conv1d(a, k, bias=b)":
        "5:23 (argument) `bias` must have shape [2], one entry for each output channel, not [C]",
      "size C, H\ntensor a[C,H,H]\ntensor k[C + 1,1,3,3]\ny = depthwise_conv2d(a, k)":
        "4:25 (argument) a depthwise kernel over `C` channels has shape [C·multiplier, 1, ...]; `k` has [C + 1,1,3,3]",
      "size H\ntensor a[H,H]\ntensor k[3,3]\ny = depthwise_conv2d(a, k)":
        "4:22 (argument) `depthwise_conv2d` needs an input with channels; use `conv2d` for an array of the bare spatial rank",
      "size N, M, H\ntensor A[N,H,H]\ntensor B[M,H,H]\ny = A @ B":
        "4:5 (argument) the leading axes do not fit: [N,H,H] @ [M,H,H]. They must be shown equal, or the right must have none",
    });
  });

  it("spatial axes", () => {
    expectMistakes({
      "size H\ntensor a[2]\ntensor k[3]\ny = conv1d(a, k)":
        "4:5 (argument) the kernel does not fit on axis 1 for any sizes: it spans `3`, and the input has `2`",
      "size H\ntensor a[H]\ntensor k[H + 3]\ny = conv1d(a, k, padding=1)":
        "4:5 (argument) the kernel does not fit on axis 1 for any sizes: it spans `H + 3`, and the input has `H + 2` once padded",
      'D|y = conv1d(a, k, stride=s, padding="same")':
        '5:36 (argument) "same" pads by the larger of 0 and `s*(floor((H - 1)/s) + 1) + K - s - H`, and which of them that is depends on the sizes. Add `assume s*(floor((H - 1)/s) + 1) + K >= s + H` before, or the same with `<=`',
      "D|y = conv1d(a, k, stride=P)":
        "5:25 (argument) `stride` of `conv1d` must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
      "D|y = conv1d(a, k, stride=0)": "5:25 (argument) `stride` of `conv1d` must be at least 1, and `0` is not",
      "D|y = conv1d(a, k, stride=(1,2))": "5:25 (argument) `stride` of `conv1d` is one size",
      "D|y = conv1d(a, k, padding=(1,2,3))":
        "5:26 (argument) `padding` of `conv1d` is one size, or a pair (before, after)",
      'D|y = conv1d(a, k, padding="sme")':
        '5:26 (argument) `padding` is "valid", "same", "full" or numbers, not "sme"; did you mean `same`?',
      "D|y = conv1d(a, k, padding=same)": '5:26 (argument) a word for the padding stands in quotes: `padding="same"`',
      "D|y = conv1d(a, k, stride=s/2)":
        "5:25 (value) `s/2` is not an integer for all sizes. Write `floor(s/2)`, or add `assume s mod 2 == 0` before",
      "D|y = conv1d(a, k, strid=s)":
        "5:18 (argument) `conv1d` has no argument `strid`; did you mean `stride`?: `conv1d(input, kernel, stride=, padding=, dilation=, groups=, bias=, flip=)`",
      "D|y = conv1d(a)":
        "5:5 (argument) `conv1d` needs its argument `kernel`: `conv1d(input, kernel, stride=, padding=, dilation=, groups=, bias=, flip=)`",
      "D|y = conv_transpose1d(a, k, stride=s, output_padding=P)":
        "5:53 (argument) `output_padding` must be less than the stride `s` or the dilation `1`, and `P` is not shown to be. Add `assume s >= P + 1` before",
      "D|y = conv_transpose1d(a, k, stride=s, output_padding=-P)":
        "5:53 (argument) `output_padding` must be at least 0, and `-P` is not shown to be. Add `assume 0 >= P` before",
      "D|y = conv_transpose1d(a, k, stride=s, output_padding=s)":
        "5:53 (argument) `output_padding` must be less than the stride `s` or the dilation `1`, and `s` is not",
      "D|y = conv_transpose1d(a, k, stride=s, output_shape=s*H)":
        "5:51 (argument) the convolution that is transposed is not shown to give `H` out of `s*H`. Add `assume floor((s*H - K)/s) + 1 == H` before",
      "D|y = conv_transpose1d(a, k, output_shape=H, output_padding=1)":
        "5:59 (argument) `output_padding` and `output_shape` say the same thing twice; leave one out",
      "D|y = conv2d(a, k)":
        "5:12 (argument) `conv2d` needs an input with 2 axes, 3 with channels or 4 with batch and channels; `a` has shape [H]",
      "D|y = avg_pool1d(a, 2, count_include_pad=false)":
        "5:40 (argument) with letters for sizes, an average counts the padding: leave `count_include_pad` out",
      "D|y = avg_pool1d(a, P)":
        "5:19 (argument) `kernel` of `avg_pool1d` must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
    });
  });

  it("requests", () => {
    expectMistakes({
      "size H\ntensor a[H]\njacobian a wrt H": "3:16 (request) `H` is a letter for a size, and an array is needed here",
      'size H\ntensor a[H]\nname H as "h"': "3:6 (request) `H` is a letter for a size, and an array is needed here",
      "D|y = conv1d(a, k)\nloss L(y)\nviews y wrt a":
        "7:1 (unsupported) `views` needs numbers for the sizes. What it shows holds for all of them as `prove grad(L, a) == …`",
      "D|y = conv1d(a, k)\nexpand y[1]":
        "6:8 (unsupported) with letters for sizes the general entry is derived: write `y` in place of `y[1]`",
      "D|y = conv1d(a, k)\nexpand a": "6:8 (request) `a` is made of letters; there is nothing to write out",
      "D|y = conv1d(a, k)\ngradient y wrt a":
        "6:10 (request) y has shape [H - K + 1]; gradient needs a scalar. For all components: `jacobian y wrt a`. For TensorFlow's tape.gradient: `gradient sum(y) wrt a`",
      "D|y = conv1d(a, k)\njacobian y wrt a[2]":
        "6:16 (unsupported) with letters for sizes the general entry is derived: write `a` in place of `a[2]`",
      "D|y = conv1d(a, k)\njacobian y wrt a + 1":
        "6:16 (request) a derivative is taken by an array that has a name, and `a + 1` has none",
      "size H\ntensor a[H]\nloss L(a)\nloss M(a)":
        "4:6 (name-taken) `delta` exists already; give this loss's upstream gradient a name: `loss L(y, delta=g)`",
    });
  });

  it("the rest", () => {
    expectMistakes({
      "size H\ntensor a[H]\ny = pad(a, -H)": "3:5 (shape) a size is a positive integer, and -H is not",
      "size H\ntensor a[H]\ny = a + H + b": "3:13 (unknown-name) `b` is not known here",
      "size H\ntensor a[H]\nb = size(a, 2)": "3:13 (argument) there is no axis 2: the shape is [H]",
      "size H\ntensor a[H]\nb = size(a, H)":
        "3:13 (value) a number is needed here, and `H` is not the same for all sizes",
      "size H, W\ntensor a[H]\ntensor b[W]\ny = a + b":
        "4:5 (shape) the shapes [H] and [W] do not fit together under `+`: axis 1 has `H` entries on the left and `W` on the right, which are not shown to be equal. Add `assume H == W` before, or write the size in one way",
      "D|y = max_pool1d(a, 2)":
        "5:5 (unsupported) `max_pool1d` is not supported with letters for sizes; write numbers for the sizes, and leave `size` out",
      "D|y = softmax(a)":
        "5:5 (unsupported) `softmax` is not supported with letters for sizes; write numbers for the sizes, and leave `size` out",
      "D|y = a*[1,2]":
        "5:7 (unsupported) an array that is written out is not supported beside letters for sizes; give it a name with `tensor`",
      "D|y = conv(a, k)": "5:5 (unknown-name) there is no operator `conv`; did you mean `conv1d`?",
      "size H, W\ntensor A[H,W]\ny = A @ A":
        "3:5 (argument) the shapes do not fit: [H,W] @ [H,W]. The last axis of the left (W) is not shown to be as long as the last but one axis of the right (H). Add `assume W == H` before",
      "size H, W\ntensor A[H,W]\nscalar c\ny = A @ c":
        "4:5 (argument) `@` needs arrays with axes, and [H,W] @ [] has a scalar; a scalar multiplies with `*`",
      "size H, W\ntensor a[H,W]\ny = reshape(a, (W,H))":
        "3:5 (argument) `reshape` from [H,W] to [W,H] is no single map between the axes, and with letters for sizes it must be one: only neighbouring axes may be joined, or one split into its factors",
      "size H, W\ntensor a[H,W]\ny = reshape(a, (H,H))":
        "3:16 (argument) the shape [H,H] is not shown to hold `H*W` entries",
      "size H, W\ntensor a[H,W]\ny = reshape(a, (H + 1,-1))":
        "3:16 (argument) the shape [H + 1,-1] is not shown to hold `H*W` entries",
      "size H, W\ntensor a[H,W]\ny = transpose(a, (1,1))": "3:18 (argument) `axes` of `transpose` names an axis twice",
      "size H, W\ntensor a[H,W]\ny = flip(a, axis=3)":
        "3:18 (argument) there is no axis 3: the array has 2 (they are counted from 1, and -1 is the last)",
      "size H, W\ntensor a[H,W]\ny = flip(a, axis=H)":
        "3:18 (value) a number is needed here, and `H` is not the same for all sizes",
      "D|y = a[s]":
        "5:7 (index) the index `s` is not shown to lie inside: it runs from 1 to `H`. Add `assume s <= H` before",
      "D|y = a[1..s]":
        "5:10 (index) the index `s` is not shown to lie inside: it runs from 1 to `H`. Add `assume s <= H` before",
      "D|y = a[H + 1]": "5:7 (index) the index `H + 1` is outside: it runs from 1 to `H`",
      "D|y = a[P]":
        "5:7 (index) the index `P` is not shown to lie inside: it runs from 1 to `H`. Add `assume P >= 1` before",
      "D|y = a[1,2]": "5:5 (index) `a` has shape [H] and needs 1 index, not 2",
      "D|y = a[0]": "5:7 (index) the index `0` is outside: it runs from 1 to `H`",
      "D|y = dilate(a, P)":
        "5:15 (argument) `s` of `dilate` must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
      "D|y = ones(P - P)": "5:5 (shape) a size is a positive integer, and 0 is not",
      "size H\nsize P >= -2\ntensor a[H]\ny = a*P":
        "4:7 (unsupported) arrays are multiplied by sizes that are not negative, and `P` is not shown to be so. Add `assume P >= 0` before",
      "size H\nsize P >= -2\ntensor a[H]\ny = a/P":
        "4:7 (value) a divisor must be at least 1, and `P` is not shown to be. Add `assume P >= 1` before",
      "D|y = a^H": "5:7 (value) an exponent is a number, the same for all sizes",
      "D|y = leaky_relu(a, alpha=H)": "5:25 (argument) `alpha` of `leaky_relu` is a number, the same for all sizes",
      "D|y = leaky_relu(a, alpha=1/H)": "5:25 (argument) `alpha` of `leaky_relu` is a number, the same for all sizes",
      "D|y = sigmoid'(a)": "5:5 (unsupported) derivatives are asked for with `gradient … wrt …` or `grad(L, x)`",
      "D|E = mse(a, k)": "5:12 (argument) `mse` compares arrays of one shape: [H] and [K] are not shown to be one",
      'D|E = mse(a, a, reduction="max")': '5:25 (argument) `reduction` is "mean", "batch_mean" or "sum", not "max"',
      "size H\ntensor a[H]\ny = a mod 2": "3:5 (value) `mod` stands between sizes, and an array is no size",
      "size H\ntensor a[H]\na = 3": "3:1 (name-taken) `a` exists already; choose another name",
      "size H\ntensor a[floor(H)]\nb = floor(a)": "3:11 (value) a size or a number is needed here, and `a` is neither",
    });
  });
});

/** The first assumption that a mistake proposes. */
const PROPOSED = /[Aa]dd `(assume [^`]*)` before/;

it("what a mistake proposes to assume mends it", () => {
  const worksheets = [
    'y = conv1d(a, k, stride=s, padding="same")',
    "y = conv1d(a, k, stride=P)",
    "y = conv1d(a, k, stride=s/2)",
    "y = conv_transpose1d(a, k, stride=s, output_padding=P)",
    "y = conv_transpose1d(a, k, stride=s, padding=P, output_shape=H)",
    "y = conv_transpose1d(a, k, stride=2, output_shape=H + K)",
    'y = conv_transpose1d(a, k, stride=s, padding="same")',
    "y = a[s]",
    "y = a[P..s + 1]",
    "y = a/(H - 3)",
    "y = a + k",
    "y = a @ k",
  ];
  for (const line of worksheets) {
    const before = LINES.split("\n").slice(0, -1);
    let mistake = mistakeIn([...before, line].join("\n"));
    for (let count = 0; count < 3 && mistake !== "no mistake"; count++) {
      const [, assumption = "nothing"] = PROPOSED.exec(mistake) ?? [];
      before.push(assumption);
      mistake = mistakeIn([...before, line].join("\n"));
    }
    expect(`${before.slice(4).join("; ")}; ${line} → ${mistake}`).toBe(
      `${before.slice(4).join("; ")}; ${line} → no mistake`,
    );
    expect(before.length).toBeGreaterThan(4);
  }
});
