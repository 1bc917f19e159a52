/** Scalars that the worksheet gives a number, and sums over the axis along which a letter stands alone. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const LINE = [
  ...["index 0", "scalar N = 4", "tensor x[4]", "tensor t[4]", "tensor w[2]"],
  ...["y = w[0]*x + w[1]", "J = mean((y-t)^2)", ""],
].join("\n");

function verdictOf(worksheet: string, formula: string) {
  return check(worksheet, `\\[ ${formula} \\]`, { format: "tex" }).claims[0]?.verdict;
}

const BY_W = "\\frac{\\partial J}{\\partial w_1}";
const ERROR = "(w_0 x_n + w_1 - t_n)";

describe("a scalar with a number of which the worksheet makes nothing", () => {
  it("is that number, in limits as well", () => {
    for (const [formula, verdict] of [
      [`${BY_W} = \\frac{2}{N} \\sum_{n=0}^{N-1} ${ERROR}`, "correct"],
      [`${BY_W} = \\frac{2}{N} \\sum_{n=0}^{3} ${ERROR}`, "correct"],
      [`${BY_W} = \\frac{1}{N} \\sum_{n=0}^{N-1} ${ERROR}`, "wrong"],
      [`${BY_W} = \\frac{2}{N} \\sum_{n=0}^{N-2} ${ERROR}`, "wrong"],
      ["J = \\frac{1}{N} \\sum_{n=0}^{3} (y_n - t_n)^2", "correct"],
    ] as const)
      expect([formula, verdictOf(LINE, formula)]).toEqual([formula, verdict]);
  });

  it("stays a letter where the worksheet makes something of it", () => {
    const worksheet = "scalar c = 3\ntensor x[2]\ny = c * x\nloss L(y)\n";
    expect(verdictOf(worksheet, "\\frac{\\partial L}{\\partial x_1} = c \\delta_1")).toBe("correct");
    expect(verdictOf(worksheet, "\\frac{\\partial L}{\\partial c} = \\delta_1 x_1 + \\delta_2 x_2")).toBe("correct");
  });
});

describe("a sum without limits", () => {
  it("runs over the axis of its letter where a term has no index", () => {
    expect(verdictOf(LINE, `${BY_W} = \\frac{2}{N} \\sum_n ${ERROR}`)).toBe("correct");
    expect(verdictOf(LINE, `${BY_W} = \\frac{1}{N} \\sum_n ${ERROR}`)).toBe("wrong");
    expect(verdictOf(LINE, `${BY_W} = \\frac{2}{N} \\sum_n (w_0 x_n + w_1 - t_{n-1})`)).toBe("wrong");
  });

  it("is not guessed where its letter stands alone nowhere", () => {
    expect(verdictOf(LINE, "\\sum_n (w_1 + x_{n-1}) = w_1")).toBe("unreadable");
  });
});
