/** Convolutions that cannot be: word for word what is wrong, and what would fit. */
import { describe, it } from "vitest";
import { expectMistakes } from "../helpers.ts";

/** From `a[..] * k[..]` and the rest of a call to its mistake; the definition stands in line 3. */
function expectRefused(operator: string, mistakes: readonly (readonly [string, string, string, string])[]): void {
  const sheets = mistakes.map(
    ([a, k, options, mistake]) => [`tensor a${a}\ntensor k${k}\ny = ${operator}(a, k${options})`, mistake] as const,
  );
  expectMistakes(Object.fromEntries(sheets));
}

describe("kernels larger than the padded input", () => {
  it("say how far they reach, and which padding would do", () => {
    expectRefused("conv1d", [
      [
        "[3]",
        "[4]",
        "",
        "3:5 (argument) the kernel does not fit on axis 1: it spans 4, and the input has 3. It fits with a padding of 1 on each side",
      ],
      [
        "[3]",
        "[5]",
        ", padding=(0,1)",
        "3:5 (argument) the kernel does not fit on axis 1: it spans 5, and the input has 3 + 0 + 1 = 4 once padded. It fits with a padding of 1 on each side",
      ],
      [
        "[3]",
        "[2]",
        ", padding=-1",
        "3:5 (argument) the kernel does not fit on axis 1: it spans 2, and the input has 3 − 1 − 1 = 1 once padded. It fits with a padding of 0 on each side",
      ],
    ]);
    expectRefused("conv2d", [
      [
        "[3,3]",
        "[2,4]",
        "",
        "3:5 (argument) the kernel does not fit on axis 2: it spans 4, and the input has 3. It fits with a padding of 1 on each side",
      ],
      [
        "[3,3]",
        "[2,2]",
        ", dilation=3",
        "3:5 (argument) the kernel does not fit on axis 1: it spans 3·(2 − 1) + 1 = 4, and the input has 3. It fits with a padding of 1 on each side",
      ],
    ]);
  });

  it("a transposed convolution can be cropped to nothing", () => {
    expectRefused("conv_transpose1d", [
      [
        "[3]",
        "[2]",
        ", padding=2",
        "3:36 (argument) nothing is left on axis 1: 1·(3 − 1) + 2 entries, of which the padding crops 2 + 2. The largest padding that is legal is 1 on each side",
      ],
    ]);
  });
});

describe("axes and channels", () => {
  it("of input and kernel", () => {
    const input = (shape: string): string =>
      `3:12 (argument) \`conv2d\` needs an input with 2 axes, 3 with channels or 4 with batch and channels; \`a\` has shape ${shape}`;
    expectRefused("conv2d", [
      ["[3]", "[2,2]", "", input("[3]")],
      ["[1,1,1,3,3]", "[2,2]", "", input("[1,1,1,3,3]")],
      [
        "[3,3]",
        "[2]",
        "",
        "3:15 (argument) `conv2d` needs a kernel with 2 axes, or 4 with its channels; `k` has shape [2]",
      ],
      [
        "[2,3,3]",
        "[4,3,2,2]",
        "",
        "3:15 (argument) the kernel has 3 input channels, and the input has 2; they must be equal. A kernel of shape [4,2,2,2] fits",
      ],
    ]);
    expectRefused("conv_transpose2d", [
      [
        "[2,3,3]",
        "[3,1,2,2]",
        "",
        "3:25 (argument) the kernel of a transposed convolution has the input's channels first: it has 3, and the input 2; they must be equal. A kernel of shape [2,1,2,2] fits",
      ],
    ]);
    expectMistakes({
      "layout nhwc\ntensor a[3,3,2]\ntensor k[2,2,1,3]\ny = conv_transpose2d(a, k)":
        "4:25 (argument) the kernel of a transposed convolution has the input's channels last: it has 3, and the input 2; they must be equal. A kernel of shape [2,2,1,2] fits",
    });
  });

  it("say which layout or which shape would fit", () => {
    const nchw = (operator: string, a: string, k: string): string =>
      `tensor a${a}\ntensor k${k}\ny = ${operator}(a, k)`;
    const nhwc = (operator: string, a: string, k: string): string => `layout nhwc\n${nchw(operator, a, k)}`;
    expectMistakes({
      [nchw("conv2d", "[5,5,3]", "[2,2,3,4]")]:
        "3:15 (argument) the kernel has 2 input channels, and the input has 5; they must be equal. With `layout nhwc` they are. A kernel of shape [2,5,3,4] fits",
      [nhwc("conv2d", "[3,5,5]", "[4,3,2,2]")]:
        "4:15 (argument) the kernel has 2 input channels, and the input has 5; they must be equal. With `layout nchw` they are. A kernel of shape [4,3,5,2] fits",
      [nhwc("conv2d", "[5,5,3]", "[4,3,2,2]")]:
        "4:15 (argument) the kernel has 2 input channels, and the input has 3; they must be equal. A kernel of shape [4,3,3,2] fits",
      [nhwc("conv_transpose2d", "[2,5,5]", "[2,2,3,2]")]:
        "4:25 (argument) the kernel of a transposed convolution has the input's channels last: it has 2, and the input 5; they must be equal. With `layout nchw` they are. A kernel of shape [2,2,3,5] fits",
      [nchw("conv2d", "[3,5,5]", "[4,2,2]")]:
        "3:15 (argument) the kernel has 1 input channel, and the input has 3; they must be equal. A kernel of shape [4,3,2,2] fits",
      [nchw("conv2d", "[3,5,5]", "[2,2]")]:
        "3:15 (argument) the kernel has 1 input channel, and the input has 3; they must be equal. A kernel of shape [1,3,2,2] fits",
      [nchw("conv_transpose2d", "[2,5,5]", "[3,2,2]")]:
        "3:25 (argument) the kernel of a transposed convolution has the input's channels first: it has 1, and the input 2; they must be equal. A kernel of shape [2,3,2,2] fits",
      [nchw("conv1d", "[2,2,2,2]", "[2]")]:
        "3:12 (argument) `conv1d` needs an input with 1 axis, 2 with channels or 3 with batch and channels; `a` has shape [2,2,2,2]",
      "tensor a[3,3]\ny = conv2d(a, 2*3)":
        "2:15 (argument) `conv2d` needs a kernel with 2 axes, or 4 with its channels; `2*3` has shape []",
    });
  });

  it("groups", () => {
    expectRefused("conv2d", [
      [
        "[4,3,3]",
        "[4,4,2,2]",
        ", groups=2",
        "3:15 (argument) the kernel has 4 input channels, and the input has 4 in 2 groups of 2; they must be equal. A kernel of shape [4,2,2,2] fits",
      ],
      [
        "[4,3,3]",
        "[3,2,2,2]",
        ", groups=2",
        "3:25 (argument) `groups` must divide the output channels: 2 does not divide 3. Kernels of shape [2,2,2,2] and [4,2,2,2] fit",
      ],
      [
        "[6,3,3]",
        "[4,2,2,2]",
        ", groups=4",
        "3:25 (argument) `groups` must divide the input channels: 4 does not divide 6. Legal is 1, 2, 3, 6",
      ],
      [
        "[6,3,3]",
        "[4,2,2,2]",
        ", groups=-2",
        "3:25 (argument) `groups` must be at least 1, not -2. Legal is 1, 2, 3, 6",
      ],
      ["[6,3,3]", "[4,2,2,2]", ", groups=0", "3:25 (argument) `groups` must be at least 1, not 0. Legal is 1, 2, 3, 6"],
    ]);
  });

  it("depthwise", () => {
    expectRefused("depthwise_conv2d", [
      [
        "[3,3]",
        "[2,2]",
        "",
        "3:22 (argument) `depthwise_conv2d` needs an input with channels; use `conv2d` for an array of the bare spatial rank",
      ],
      [
        "[2,3,3]",
        "[3,1,2,2]",
        "",
        "3:25 (argument) a depthwise kernel over 2 channels has shape [2·multiplier, 1, ...]; `k` has [3,1,2,2]. Kernels of shape [2,1,2,2] and [4,1,2,2] fit",
      ],
    ]);
    expectRefused("depthwise_conv2d", [
      [
        "[2,3,3]",
        "[2,2]",
        "",
        "3:25 (argument) a depthwise kernel over 2 channels has shape [2·multiplier, 1, ...]; `k` has [2,2]. A kernel of shape [2,1,2,2] fits",
      ],
      [
        "[2,3,3]",
        "[2,2,2,2]",
        "",
        "3:25 (argument) a depthwise kernel over 2 channels has shape [2·multiplier, 1, ...]; `k` has [2,2,2,2]. A kernel of shape [2,1,2,2] fits",
      ],
      [
        "[1,3,3]",
        "[2]",
        "",
        "3:25 (argument) a depthwise kernel over 1 channel has shape [1·multiplier, 1, ...]; `k` has [2]",
      ],
    ]);
    expectMistakes({
      "layout nhwc\ntensor a[3,3,2]\ntensor k[2,2,3,1]\ny = depthwise_conv2d(a, k)":
        "4:25 (argument) a depthwise kernel over 2 channels has shape [..., 2, multiplier]; `k` has [2,2,3,1]. A kernel of shape [2,2,2,1] fits",
    });
  });

  it("the bias has one entry for each output channel", () => {
    expectMistakes({
      "tensor a[3,3]\ntensor k[2,2]\ntensor b[2]\ny = conv2d(a, k, bias=b)":
        "4:23 (argument) `bias` must have shape [1], one entry for each output channel, not [2]",
      "tensor a[3,3]\ntensor k[2,2]\nscalar b\ny = conv2d(a, k, bias=b)":
        "4:23 (argument) `bias` must have shape [1], one entry for each output channel, not []",
      "tensor a[2,3,3]\ntensor k[2,3,2,2]\ntensor b[2]\ny = conv_transpose2d(a, k, bias=b)":
        "4:33 (argument) `bias` must have shape [3], one entry for each output channel, not [2]",
    });
  });
});

describe("the output of a transposed convolution", () => {
  it("output_padding stays below stride or dilation", () => {
    expectRefused("conv_transpose1d", [
      [
        "[3]",
        "[2]",
        ", stride=2, output_padding=2",
        "3:53 (argument) `output_padding` must be less than the stride or the dilation: 2 is not less than 2 or 1. The largest that is legal is 1",
      ],
      [
        "[3]",
        "[2]",
        ", stride=2, output_padding=-1",
        "3:53 (argument) `output_padding` must not be negative, and -1 is. The smallest that is legal is 0",
      ],
    ]);
  });

  it("output_padding names the axis", () => {
    expectRefused("conv_transpose2d", [
      [
        "[3,3]",
        "[2,2]",
        ", stride=(2,1), output_padding=(1,1)",
        "3:57 (argument) `output_padding` must be less than the stride or the dilation: 1 is not less than 1 or 1 on axis 2. The largest that is legal is 0",
      ],
    ]);
  });

  it("output_shape is one that the convolution takes back", () => {
    expectRefused("conv_transpose1d", [
      [
        "[3]",
        "[2]",
        ", stride=2, output_shape=9",
        "3:51 (argument) no input of 9 gives 3 on axis 1: the convolution that is transposed would give 4. Legal is 6 to 7",
      ],
      [
        "[3]",
        "[2]",
        ", output_shape=9",
        "3:41 (argument) no input of 9 gives 3 on axis 1: the convolution that is transposed would give 8. Legal is 4",
      ],
      [
        "[3]",
        "[2]",
        ", stride=2, output_shape=-1",
        "3:51 (argument) no input of -1 gives 3 on axis 1: the convolution that is transposed would give 0. Legal is 6 to 7",
      ],
      [
        "[3]",
        "[2]",
        ', stride=2, padding="same", output_shape=7',
        "3:67 (argument) no input of 7 gives 3 on axis 1: the convolution that is transposed would give 4. Legal is 5 to 6",
      ],
      [
        "[3]",
        "[2]",
        ", stride=2, padding=9, output_shape=5",
        "3:46 (argument) nothing is left on axis 1: 2·(3 − 1) + 2 + 1 entries, of which the padding crops 9 + 9. The largest padding that is legal is 3 on each side",
      ],
      [
        "[3]",
        "[2]",
        ", stride=2, output_shape=(1,6)",
        "3:51 (argument) `output_shape` of `conv_transpose1d` is one integer; 2 items are written",
      ],
      [
        "[3]",
        "[2]",
        ", stride=2, output_shape=7, output_padding=1",
        "3:69 (argument) `output_padding` and `output_shape` say the same thing twice; leave one out",
      ],
    ]);
  });
});

describe("numbers for each axis", () => {
  it("are as many as there are axes, and in their range", () => {
    expectRefused("conv2d", [
      [
        "[3,3]",
        "[2,2]",
        ", stride=(1,2,3)",
        "3:25 (argument) `stride` of `conv2d` is one integer or 2, one for each spatial axis; 3 items are written",
      ],
      ["[3,3]", "[2,2]", ", stride=(1,0)", "3:25 (argument) `stride` of `conv2d` must be at least 1, not 0"],
      ["[3,3]", "[2,2]", ", dilation=-1", "3:27 (argument) `dilation` of `conv2d` must be at least 1, not -1"],
      ["[3,3]", "[2,2]", ", stride=3/2", "3:25 (argument) `stride` of `conv2d` must be an integer, and 3/2 is not"],
      [
        "[3,3]",
        "[2,2]",
        ", padding=(1,2,3,4)",
        "3:26 (argument) `padding` of `conv2d` is one integer, or for each of the 2 axes an integer or a pair (before, after); 4 items are written. Pairs are written ((1, 2), (3, 4))",
      ],
      [
        "[3,3]",
        "[2,2]",
        ", padding=((1,2),(3,4,5))",
        "3:26 (argument) `padding` of `conv2d` is one integer, or for each of the 2 axes an integer or a pair (before, after)",
      ],
      [
        "[3,3]",
        "[2,2]",
        ", padding=((-3,0),(0,0))",
        "3:5 (argument) the kernel does not fit on axis 1: it spans 2, and the input has 3 − 3 + 0 = 0 once padded. It fits with a padding of 0 on each side",
      ],
    ]);
    expectRefused("conv1d", [
      [
        "[3]",
        "[2]",
        ", padding=(1,2,3)",
        "3:26 (argument) `padding` of `conv1d` is one integer, or a pair (before, after); 3 items are written",
      ],
    ]);
  });

  it("or words in quotes", () => {
    expectRefused("conv1d", [
      ["[3]", "[2]", ", padding=same", '3:26 (argument) a word for the padding stands in quotes: `padding="same"`'],
      [
        "[3]",
        "[2]",
        ', padding="vaild"',
        '3:26 (argument) `padding` is "valid", "same", "full" or numbers, not "vaild"; did you mean `valid`?',
      ],
      [
        "[3]",
        "[2]",
        ', padding="reflect"',
        '3:26 (argument) `padding` is "valid", "same", "full" or numbers, not "reflect"',
      ],
    ]);
  });

  it("an array has no more entries than can be numbered", () => {
    expectRefused("conv_transpose2d", [
      [
        "[3,3]",
        "[2,2]",
        ", stride=100000",
        "3:1 (limit) `y` has shape [200002,200002], 40,000,800,004 entries; the limit is 2,147,483,647",
      ],
    ]);
  });
});

describe("the windows of a pooling", () => {
  const pooled = (call: string): string => `tensor a[5,5]\ny = ${call}`;
  it("fit, and have entries to take the largest or the mean of", () => {
    expectMistakes({
      [pooled("max_pool2d(a, 6)")]:
        "2:5 (argument) the kernel does not fit on axis 1: it spans 6, and the input has 5. It fits with a padding of 1 on each side",
      [pooled("max_pool2d(a, 2, padding=2)")]:
        "2:30 (argument) window 1 on axis 1 lies wholly in the padding, and has no largest entry: it spans 2, and the padding is 2 before and 2 after. The largest padding that is always legal is 1 on each side",
      [pooled("max_pool2d(a, 2, stride=1, padding=((0,0),(0,2)))")]:
        "2:40 (argument) window 6 on axis 2 lies wholly in the padding, and has no largest entry: it spans 2, and the padding is 0 before and 2 after. The largest padding that is always legal is 1 on each side",
      [pooled("avg_pool2d(a, 2, padding=3, count_include_pad=false)")]:
        "2:30 (argument) window 1 on axis 1 lies wholly in the padding, and has no entries to average: it spans 2, and the padding is 3 before and 3 after. The largest padding that is always legal is 1 on each side",
      [pooled("avg_pool2d(a, (2,2,2))")]:
        "2:19 (argument) `kernel` of `avg_pool2d` is one integer or 2, one for each spatial axis; 3 items are written",
      [pooled("avg_pool2d(a, 0)")]: "2:19 (argument) `kernel` of `avg_pool2d` must be at least 1, not 0",
      "tensor a[99,99]\ny = max_pool2d(a, 33)":
        "2:19 (limit) `max_pool2d` compares the 1,089 entries of each window with one another; the limit is 1,024",
      "tensor a[5]\ny = avg_pool2d(a, 2)":
        "2:16 (argument) `avg_pool2d` needs an input with 2 axes, 3 with channels or 4 with batch and channels; `a` has shape [5]",
    });
  });
});
