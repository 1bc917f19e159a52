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
        "3:5 (argument) nothing is left on axis 1: 1·(3 − 1) + 2 entries, of which the padding crops 2 + 2",
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
        "3:15 (argument) the kernel has 3 input channels, and the input has 2; they must be equal",
      ],
    ]);
    expectRefused("conv_transpose2d", [
      [
        "[2,3,3]",
        "[3,1,2,2]",
        "",
        "3:25 (argument) the kernel of a transposed convolution has the input's channels first: it has 3, and the input 2",
      ],
    ]);
    expectMistakes({
      "layout nhwc\ntensor a[3,3,2]\ntensor k[2,2,1,3]\ny = conv_transpose2d(a, k)":
        "4:25 (argument) the kernel of a transposed convolution has the input's channels last: it has 3, and the input 2",
    });
  });

  it("groups", () => {
    expectRefused("conv2d", [
      [
        "[4,3,3]",
        "[4,4,2,2]",
        ", groups=2",
        "3:15 (argument) the kernel has 4 input channels, and the input has 4 in 2 groups of 2; they must be equal",
      ],
      [
        "[4,3,3]",
        "[3,2,2,2]",
        ", groups=2",
        "3:25 (argument) `groups` must divide the output channels: 2 does not divide 3",
      ],
      [
        "[6,3,3]",
        "[4,2,2,2]",
        ", groups=4",
        "3:25 (argument) `groups` must divide the input channels: 4 does not divide 6. Legal is 1, 2, 3, 6",
      ],
      ["[6,3,3]", "[4,2,2,2]", ", groups=0", "3:25 (argument) `groups` must be at least 1, not 0"],
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
        "3:25 (argument) a depthwise kernel over 2 channels has shape [2·multiplier, 1, ...]; `k` has [3,1,2,2]",
      ],
    ]);
    expectMistakes({
      "layout nhwc\ntensor a[3,3,2]\ntensor k[2,2,3,1]\ny = depthwise_conv2d(a, k)":
        "4:25 (argument) a depthwise kernel over 2 channels has shape [..., 2, multiplier]; `k` has [2,2,3,1]",
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
        "3:53 (argument) `output_padding` must not be negative, and -1 is",
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
        ", stride=2, output_shape=7, output_padding=1",
        "3:69 (argument) `output_padding` and `output_shape` say the same thing twice; leave one out",
      ],
    ]);
  });
});
