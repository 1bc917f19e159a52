/** Lines of Octave and MATLAB: signs, transposition by a prime, slices in round brackets, and comments. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import type { ClaimReport } from "../../src/homework/report.ts";
import { claimsOf } from "./reading/helpers.ts";

const NETWORK =
  "tensor a1[4,3]\ntensor Theta1[2,3]\ntensor y[4,2]\nz2 = a1 @ transpose(Theta1)\na2 = sigmoid(z2)\n" +
  "J = -sum(y*log(a2) + (1-y)*log(1-a2))/4\n";
const ROWS = "tensor x[3]\ntensor W[3,2]\nz = x @ W\nh = tanh(z)\nloss L(h)\n";

function claimOn(worksheet: string, line: string) {
  return check(worksheet, line, { file: "sheet.txt" }).claims[0];
}

const verdictOf = (worksheet: string, line: string): ClaimReport["verdict"] | undefined =>
  claimOn(worksheet, line)?.verdict;

describe("reading", () => {
  it.each([
    ["A = B .* C", "A = {B odot C}"],
    ["A = B ./ C", "A = {B ./ C}"],
    ["A = B.^2", "A = <B ^{2}>"],
    ["A = B(:, 2:end)", "A = @B(:, 2:end)"],
    ["A(:, 1) = B';  % the first column", "@A(:, 1) = <B′>"],
    ["A = B' .* C  % 2", "A = {<B′> odot C}"],
    ["A = B % 2", "A = {B mod 2}"],
  ])("reads %s", (line, tree) => expect(claimsOf(line, "txt")).toEqual([tree]));
});

describe("a line of Octave", () => {
  it.each([
    ["z2 = a1 * Theta1';", "z2 = Theta1 * a1';"],
    ["dz2 = (a2 - y) ./ 4;", "dz2 = (a2 - y) ./ 2;"],
    ["dTheta1 = (a2 - y)' * a1 / 4", "dTheta1 = (y - a2)' * a1 / 4"],
    ["dTheta1 = 1/4 * (a2 - y)' * a1;  % the gradient", "dTheta1 = 1/4 * a1' * (a2 - y);  % the gradient"],
    ["a2 = 1 ./ (1 + exp(-z2));", "a2 = 1 ./ (1 + exp(z2));"],
    ["dz2 = dA2 .* a2 .* (1 - a2);", "dz2 = dA2 .* a2 .* (1 - a2.^2);"],
    [
      "J = -sum(sum(y .* log(a2) + (1 - y) .* log(1 - a2))) / 4;",
      "J = -sum(sum(y .* log(a2) + (1 - y) .* log(a2))) / 4;",
    ],
    [
      "J = mean(sum(-y .* log(a2) - (1 - y) .* log(1 - a2), 2));",
      "J = mean(sum(-y .* log(a2) - (1 - y) .* log(1 - a2), 1));",
    ],
    ["dTheta1(:, 2:end) = (a2 - y)' * a1(:, 2:end) / 4;", "dTheta1(:, 2:end) = (a2 - y)' * a1(:, 1:end-1) / 4;"],
    ["dTheta1(:, 1) = (a2 - y)' * a1(:, 1) / 4;", "dTheta1(:, 1) = (a2 - y)' * a1(:, 2) / 4;"],
  ])("%s, and not %s", (right, wrong) => {
    expect(verdictOf(NETWORK, right)).toBe("correct");
    expect(verdictOf(NETWORK, wrong)).toBe("wrong");
  });

  it("takes a vector for a column or for a row, as the worksheet does", () => {
    const columns = "tensor x[3]\ntensor W[2,3]\nz = W @ x\nloss L(z)\n";
    expect(verdictOf(columns, "dW = dz * x';")).toBe("correct");
    expect(verdictOf(columns, "dx = W' * dz;")).toBe("correct");
    expect(verdictOf(columns, "dW = z * x';")).toBe("wrong");
    expect(verdictOf(columns, "dW = dz' * x;")).toBe("unreadable");
    expect(verdictOf(ROWS, "dW = x' * dz;")).toBe("correct");
    expect(verdictOf(ROWS, "dx = dz * W';")).toBe("correct");
    expect(verdictOf(ROWS, "dW = x' * dh;")).toBe("wrong");
    expect(verdictOf(ROWS, "dx = W' * dz;")).toBe("wrong");
  });

  it("says how it was read", () => {
    const notes = claimOn(NETWORK, "z2 = a1 * Theta1'")?.notes;
    expect(notes).toEqual(["read `Theta1'` as `transpose`", "read the operator in `*` as matrix product"]);
  });

  it("mends a product by a prime", () => {
    const claim = claimOn(NETWORK, "dTheta1 = a1' * (a2 - y) * Theta1'");
    expect(claim?.verdict).toBe("wrong");
  });
});

describe("a prime", () => {
  it("is a derivative behind a function", () => {
    expect(verdictOf(NETWORK, "dz2 = dA2 .* sigmoid'(z2)")).toBe("correct");
    expect(verdictOf(NETWORK, "dz2 = dA2 .* sigmoid'(a2)")).toBe("wrong");
  });

  it("behind an activation's array may be its slope", () => {
    expect(verdictOf(ROWS, "dz = dh * h'")).toBe("ambiguous");
    expect(verdictOf(ROWS, "dz = dh .* h'")).toBe("unreadable");
  });

  it("makes another name where it stands alone on the left, or where the worksheet has such a name", () => {
    expect(verdictOf(NETWORK, "z2' = Theta1 * a1'")).toBe("unreadable");
    expect(verdictOf(`${NETWORK}name a2 as "y'"\n`, "dTheta1 = (a2 - y)' * a1 / 4")).toBe("unreadable");
  });

  it("means nothing of the kind in LaTeX", () => {
    expect(check(NETWORK, "$z2 = a1 Theta1'$", { file: "sheet.md" }).claims[0]?.verdict).toBe("unreadable");
  });
});

describe("what has two meanings", () => {
  it("is ambiguous: the sum of a matrix, and places where the worksheet counts from 0", () => {
    expect(verdictOf(NETWORK, "J = -sum(y .* log(a2) + (1 - y) .* log(1 - a2)) / 4;")).toBe("ambiguous");
    const zero = "index 0\ntensor X[4,4]\ntensor W[3,2]\nZ = X[0..3, 0..2] @ W\nloss L(Z)\n";
    expect(verdictOf(zero, "Z = X(:, 1:3) * W;")).toBe("ambiguous");
    expect(verdictOf(zero, "Z = X(:, 2:end) * W;")).toBe("wrong");
  });

  it("is not guessed: lists of places, columns side by side, a division by a matrix", () => {
    for (const line of ["dTheta1(:, [1 2]) = (a2 - y)' * a1 / 4;", "a1 = [y(:, 1) .* 1 a1];", "z2 = a1' / Theta1;"])
      expect(verdictOf(NETWORK, line), line).toBe("unreadable");
  });
});
