/**
 * TensorFlow's SAME for every size: how many outputs, which pads, and which output shapes a transposed convolution may
 * have; and PyTorch's output_padding, which is what the stride leaves over.
 */
import { describe, it } from "vitest";
import { expectOutcomes } from "./theorems.ts";

const ARRAYS = ["tensor a[H]", "tensor k[K]"];
/** All zeros that it takes, where that is not negative. */
const TOTAL = "(s*(ceil(H/s) - 1) + d*(K - 1) + 1 - H)";

describe('padding="same"', () => {
  const same = [...ARRAYS, 'y = conv1d(a, k, stride=s, dilation=d, padding="same")'];

  it("pads by total = (O − 1)s + d(K − 1) + 1 − H where that is not negative, the odd zero at the end", () => {
    const assumption = "s*(ceil(H/s) - 1) + d*(K - 1) + 1 >= H";
    const given = `proved given ${assumption}`;
    const padded = (before: string, after: string) =>
      `y == conv1d(a, k, stride=s, dilation=d, padding=(${before}(${TOTAL}/2), ${after}(${TOTAL}/2)))`;
    expectOutcomes(["size H, K, s, d", `assume ${assumption}`, ...same], {
      "size(y, 1) == ceil(H/s)": given,
      [padded("floor", "ceil")]: given,
      [padded("ceil", "floor")]: "refuted at H=1 K=2 s=1 d=1 [1]: 1 is not 0",
      "size(y, 1) == floor(H/s)": "refuted at H=1 K=1 s=2 d=1: 1 is not 0",
    });
  });

  it("a kernel that spans at least the stride is enough for that", () => {
    expectOutcomes(["size H, K, s, d", "assume d*(K - 1) + 1 >= s", ...same], {
      "size(y, 1) == ceil(H/s)": "proved given d*(K - 1) + 1 >= s",
      [`y == conv1d(a, k, stride=s, dilation=d, padding=(floor(${TOTAL}/2), ceil(${TOTAL}/2)))`]:
        "proved given d*(K - 1) + 1 >= s",
    });
  });

  it("pads by nothing where the total is not positive", () => {
    const assumption = "s*(ceil(H/s) - 1) + d*(K - 1) + 1 <= H";
    expectOutcomes(["size H, K, s, d", `assume ${assumption}`, ...same], {
      "size(y, 1) == ceil(H/s)": `proved given ${assumption}`,
      "y == conv1d(a, k, stride=s, dilation=d)": `proved given ${assumption}`,
    });
  });

  it("is refused where the larger of 0 and the total is not known", () => {
    expectOutcomes(
      ["size H, K, s", "assume K < s", ...ARRAYS, 'y = conv1d(a, k, stride=s, padding="same")'],
      '5:36 (argument) "same" pads by the larger of 0 and `s*(floor((H - 1)/s) + 1) + K - s - H`, and which of them that is depends on the sizes. Add `assume s*(floor((H - 1)/s) + 1) + K >= s + H` before, or the same with `<=`',
    );
  });

  it("with unit stride gives the input's size, and pads alike where the kernel is odd", () => {
    const plain = [...ARRAYS, 'y = conv1d(a, k, padding="same")'];
    const late = "y == conv1d(a, k, padding=(floor((K - 1)/2), floor(K/2)))";
    const early = "y == conv1d(a, k, padding=(floor(K/2), floor((K - 1)/2)))";
    expectOutcomes(["size H, K", ...plain], {
      "size(y, 1) == H": "proved",
      [late]: "proved",
      [early]: "refuted at H=1 K=2 [1]: 1 is not 0",
    });
    expectOutcomes(["size H, K", "assume K mod 2 == 1", ...plain], { [early]: "proved given K mod 2 == 1" });
  });
});

describe('a transposed convolution with "same"', () => {
  const stated = (shape: string) => [
    "tensor x[O]",
    "tensor k[K]",
    `z = conv_transpose1d(x, k, stride=s, padding="same"${shape === "" ? "" : `, output_shape=${shape}`})`,
  ];

  it("may have every size H with ceil(H/s) == O", () => {
    const given = "proved given K >= s, ceil(H/s) == O";
    expectOutcomes(["size O, H, K, s", "assume K >= s", "assume ceil(H/s) == O", ...stated("H")], {
      "size(z, 1) == H": given,
      'size(conv1d(z, k, stride=s, padding="same"), 1) == O': given,
    });
    // These are the sizes sO − r with 0 ≤ r < s.
    expectOutcomes(["size O, K, s, r >= 0", "assume K >= s", "assume r < s", ...stated("s*O - r")], {
      "size(z, 1) == s*O - r": "proved given K >= s, r < s",
      "ceil(size(z, 1)/s) == O": "proved given K >= s, r < s",
    });
  });

  it("may have no other size", () => {
    expectOutcomes(
      ["size O, H, K, s", "assume K >= s", ...stated("H")],
      "5:67 (argument) the convolution that is transposed is not shown to give `O` out of `H`. Add `assume floor((H - 1)/s) + 1 == O` before",
    );
    expectOutcomes(
      ["size O, K, s", "assume K >= s", ...stated("s*O - s")],
      "5:67 (argument) the convolution that is transposed gives `O - 1` out of `s*O - s`, and not `O`",
    );
    expectOutcomes(
      ["size O, K, s", "assume K >= s", ...stated("s*O + 1")],
      "5:67 (argument) the convolution that is transposed gives `O + 1` out of `s*O + 1`, and not `O`",
    );
  });

  it("has the largest of them unless one is asked for", () => {
    expectOutcomes(["size O, K, s", "assume K >= s", ...stated("")], { "size(z, 1) == s*O": "proved given K >= s" });
  });

  it("is the gradient where the input's size is asked for", () => {
    const layer = [...ARRAYS, 'y = conv1d(a, k, stride=s, padding="same")', "loss L(y)"];
    const back = 'grad(L, a) == conv_transpose1d(delta, k, stride=s, padding="same"';
    expectOutcomes(["size H, K, s", "assume K >= s", ...layer], {
      [`${back}, output_shape=H)`]: "proved given K >= s",
      [`${back})`]: "refuted at H=1 K=2 s=2: shape [1] is not shape [2]",
    });
    expectOutcomes(["size H, K, s", "assume K >= s", "assume H mod s == 0", ...layer], {
      [`${back})`]: "proved given K >= s, H mod s == 0",
    });
  });
});

describe("PyTorch's output_padding", () => {
  const layer = [...ARRAYS, "y = conv1d(a, k, stride=s, padding=P, dilation=d)", "loss L(y)"];
  const back = (more: string) => `conv_transpose1d(delta, k, stride=s, padding=P, dilation=d${more})`;

  it("gives the input's size back, and the gradient, where it is what the stride leaves over", () => {
    const padded = back(", output_padding=(H + 2*P - d*(K - 1) - 1) mod s");
    const given = "proved given d + H + 2*P >= d*K + 1";
    expectOutcomes(["size H, K, s, d, P >= 0", ...layer], {
      [`size(${padded}, 1) == H`]: given,
      [`grad(L, a) == ${padded}`]: given,
    });
    expectOutcomes(["size H, K, s, d, P >= 0", ...layer], {
      [`size(${back("")}, 1) == H`]: "refuted at H=2 K=1 s=2 d=1 P=0: 1 is not 2",
    });
  });
});
