/** What formulas borrow from programs, and what is said where an operator is not declared. */
import { describe, expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { ClaimReport } from "../../src/homework/report.ts";
import { claimsOf } from "./reading/helpers.ts";

const LAYER = "index 0\ntensor X[4,4]\ntensor W[2,2]\nY = conv2d(X, W)\nloss L(Y)";

function claimOn(worksheet: string, line: string): ClaimReport | undefined {
  return checkSheet(prepareProblem(worksheet, "p.grad"), line, { file: "hw.txt", format: "txt" }).claims[0];
}

describe("reading", () => {
  it.each([
    ["A = x[n, :, i:i+2]", "A = @x[n, :, i:{i + 2}]"],
    ["A = x[::-1]", "A = @x[::-1]"],
    ["A = np.sum(x, axis=1)", "A = @'np.sum(x, axis=1)"],
    ["A = torch.nn.functional.conv2d(x, w)", "A = @'np.conv2d(x, w)"],
    ["A = x.T @ y", "A = {<x ^{top}> matmul y}"],
    ["A = x.sum()", "A = @'np.sum(x)"],
    ["A = conv_transpose2d(x, w, padding='same')", "A = @'conv_transpose2d(x, w, padding='same)"],
  ])("reads %s", (line, tree) => expect(claimsOf(line, "txt")).toEqual([tree]));

  it("drops nothing behind a dot that is no end", () => {
    expect(claimOn(LAYER, "dW = W.foo dY")?.verdict).toBe("unreadable");
  });
});

describe("loops", () => {
  it.each([
    ["dX[i:i+2, j:j+2] += dY[i,j] * W", "correct"],
    ["dX[i:i+2, j:j+2] += dY[j,i] * W", "wrong"],
    ["dX[i-1, j] += dY[i,j] * W[1,0]", "unreadable"],
    ["dW += 1", "unreadable"],
  ])("%s is %s", (line, verdict) => expect(claimOn(LAYER, line)?.verdict).toBe(verdict));

  it("says over what they go", () => {
    expect(claimOn(LAYER, "dW += dY[i,j] * X[i:i+2, j:j+2]")?.notes).toContainEqual(
      expect.objectContaining({ tag: "accumulated", letters: "i, j" }),
    );
  });
});

describe("what is not declared", () => {
  it("tells how to declare an operator that can be read in two ways", () => {
    const claim = claimOn(LAYER, "Y = X * W");
    expect(claim?.verdict).toBe("ambiguous");
    expect(claim?.notes).toEqual([{ tag: "declare", at: { start: 6, end: 7 } }]);
  });

  it("shows what the sheet wrote, and no name that was made up for it", () => {
    const failure = claimOn(LAYER, "Y = conv2d([[1,2],[3,4]], X, stride=0)")?.failure;
    expect(failure).toMatchObject({ tag: "unsupported", found: "conv2d([[1,2],[3,4]], X, stride=0)" });
  });

  it("does not take padding of unsaid size for none", () => {
    const declared = `${LAYER}\noperator "*" means conv2d`;
    expect(claimOn(declared, "Y = pad(X) * W")?.verdict).toBe("unreadable");
    expect(claimOn(declared, "dX = pad(dY) * rot180(W)")?.verdict).toBe("correct");
  });
});
