/** What formulas borrow from programs, and what is said where an operator is not declared. */
import { describe, expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { ClaimReport } from "../../src/homework/report.ts";
import { claimsOf } from "./reading/helpers.ts";

const TICKS = "`".repeat(3);

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

describe("names of gradients", () => {
  const layer = "tensor x[4,3]\ntensor W[3,2]\ntensor b[2]\ny = x @ W + b\nloss L(y)\n";
  it.each([
    ["dL_dW = x.T @ dL_dy", "dL_dW = x.T @ dL_dx"],
    ["dLdW = x.T @ dLdy", "dLdW = x @ dLdy"],
    ["dL_dW.T = dL_dy.T @ x", "dL_dW.T = dL_dy.T @ W"],
    ["dL_dW[1,2] = sum(i) x[i,1] * dL_dy[i,2]", "dL_dW[1,2] = sum(i) x[i,2] * dL_dy[i,2]"],
    ["grad_W = np.dot(x.T, grad_y)", "grad_W = np.dot(x.T, 2*grad_y)"],
    ["W_grad = x.T @ y_grad", "W_grad = x.T @ x_grad"],
    ["W.grad = x.T @ y.grad", "W.grad = 2 * x.T @ y.grad"],
    ['grads["W"] = np.dot(x.T, dout)', 'grads["W"] = np.dot(x, dout)'],
    ["grads['db'] = np.sum(dout, axis=0)", "grads['db'] = np.sum(dout, axis=1)"],
    ["dW = (dout.T @ cache['x']).T", "dW = dout.T @ cache['x']"],
    ["self.dW = np.dot(self.x.T, dout)", "self.dW = np.dot(self.x.T, dout) * 2"],
    ['dx = grad_output @ self.params["W"].T', 'dx = grad_output @ self.params["W"]'],
  ])("%s, and not %s", (right, wrong) => {
    expect(claimOn(layer, right)?.verdict).toBe("correct");
    expect(claimOn(layer, wrong)?.verdict).toBe("wrong");
  });

  it("are the worksheet's own where it has them", () => {
    const own = "tensor x[3]\ntensor dL_dx[3]\ntensor E[3]\ny = x * dL_dx * E\nloss L(y)\n";
    expect(claimOn(own, "y = dL_dx ⊙ x ⊙ E")?.verdict).toBe("correct");
    expect(claimOn(own, "dL_dx = dL_dy * E")?.verdict).toBe("wrong");
    expect(claimOn(own, "dE_dx = dE_dy * x")?.verdict).toBe("unreadable");
  });
});

describe("masks", () => {
  const layer = "tensor Z[2,3]\nA = relu(Z)\nloss L(A)\n";
  it.each([
    ["dZ = dA * (Z > 0)", "dZ = dA * (Z < 0)"],
    ["dZ = (0 < Z) * dA", "dZ = (0 > Z) * dA"],
    ["dZ = dA * (A > 0)", "dZ = dA * (A >= 0)"],
    ["dZ = dA - dA * (A <= 0)", "dZ = dA * (A <= 0)"],
    ["dZ = np.where(Z > 0, dA, 0)", "dZ = np.where(Z > 0, 0, dA)"],
    ["dZ = np.where(Z <= 0, 0, dA)", "dZ = np.where(Z > 1, dA, 0)"],
    ["dZ = dA * np.int64(A > 0)", "dZ = dA * np.int64(A > -1)"],
    ["dZ = dA * (Z > 0).astype(float)", "dZ = dA * (Z > 0).astype(float) * 2"],
    ["dZ = np.multiply(dA, Z > 0)", "dZ = np.multiply(dA, Z < 0)"],
    ["dZ = dA .* (Z > 0);", "dZ = dA .* (Z < 0);"],
  ])("%s, and not %s", (right, wrong) => {
    expect(claimOn(layer, right)?.verdict).toBe("correct");
    expect(claimOn(layer, wrong)?.verdict).toBe("wrong");
  });

  it("stand in LaTeX too", () => {
    const verdictOf = (formula: string) =>
      checkSheet(prepareProblem(layer, "p.grad"), `$${formula}$`, { file: "hw.md", format: "md" }).claims[0]?.verdict;
    expect(verdictOf("dZ = dA \\odot (Z > 0)")).toBe("correct");
    expect(verdictOf("dZ = dA \\odot (Z < 0)")).toBe("wrong");
  });

  it("are not read where they change an array in its place, nor of numbers", () => {
    for (const line of ["dA[Z <= 0] = 0", "dZ = dA * np.int64(A)"])
      expect(claimOn(layer, line)?.verdict, line).toBe("unreadable");
  });
});

describe("numpy and torch", () => {
  const matrices = "tensor x[4,3]\ntensor W[3,2]\ny = x @ W\nloss L(y)\n";
  const vectors = "tensor x[3]\ntensor W[2,3]\nz = W @ x\nloss L(z)\n";
  it.each([
    [matrices, "dx = dy.dot(W.T).reshape(x.shape)", "dx = dy.dot(W.T).reshape(x.shape) * 2"],
    [matrices, "dW = x.reshape(4, -1).T.dot(dy)", "dW = x.reshape(3, -1).dot(dy)"],
    [matrices, "y = x.view(-1, x.shape[1]) @ W", "y = x.view(-1, x.shape[1]) @ W / x.shape[0]"],
    [matrices, "dW = dot(x.T, dy)", "dW = dot(x, dy)"],
    [matrices, "dW = torch.matmul(x.t(), dy.clone())", "dW = torch.matmul(x.t(), y)"],
    [matrices, "dW = np.einsum('bi,bj->ij', x, dy)", "dW = np.einsum('bi,bj->ji', x, dy)"],
    [matrices, "dW = np.einsum(bi,bj->ij, x, dy)", "dW = np.einsum(bi,bj->ij, x, y)"],
    [matrices, 'dx = torch.einsum("bj, ij -> bi", dy, W)', 'dx = torch.einsum("bj, ij -> bi", y, W)'],
    [
      matrices,
      "dW = np.sum(x[:, :, None] * dy[:, np.newaxis, :], axis=0)",
      "dW = np.sum(x[:, :, None] * dy[:, np.newaxis, :], axis=1)",
    ],
    [vectors, "dW = np.einsum('i,j->ij', dz, x)", "dW = np.einsum('i,j->ij', x, dz)"],
    [vectors, "dW = np.einsum('i,j', dz, x)", "dW = np.einsum('j,i', dz, x)"],
    [vectors, "dx = np.einsum('ij,i->j', W, dz)", "dx = np.einsum('ij,i->j', W, z)"],
    [vectors, "dW = dz[:, None] * x[None, :]", "dW = dz[None, :] * x[:, None]"],
    [vectors, "dW = np.outer(dz, x)", "dW = outer(x, dz)"],
  ])("on %j: %s, and not %s", (worksheet, right, wrong) => {
    expect(claimOn(worksheet, right)?.verdict).toBe("correct");
    expect(claimOn(worksheet, wrong)?.verdict).toBe("wrong");
  });

  it("does not read sizes that do not fit", () => {
    for (const line of ["dW = np.einsum('bi,ij->bj', x, dy)", "dx = dy.reshape(x.shape)", "dx = x.reshape(5, -1)"])
      expect(claimOn(matrices, line)?.verdict, line).toBe("unreadable");
  });
});

describe("scalars with values in places", () => {
  const layer = "index 0\ntensor X[4,4]\ntensor W[2,2]\nscalar f = 2\nH = conv2d(X, W)\nloss L(H)\n";
  const strided = "index 0\ntensor x[5,5]\ntensor k[3,3]\nscalar stride = 2\ny = conv2d(x, k, stride=2)\nloss L(y)\n";
  it.each([
    [layer, "dX[h:h+f, w:w+f] += W * dH(h,w)", "dX[h:h+f, w:w+f] += W * dH(w,h)"],
    [layer, "dW += X[h:h+f, w:w+f] * dH[h,w]", "dW += X[w:w+f, h:h+f] * dH[h,w]"],
    [
      strided,
      "dx[i*stride+kh, j*stride+kw] += k[kh,kw] * dy[i,j]",
      "dx[i*stride+kh, j*stride+kw] += k[kw,kh] * dy[i,j]",
    ],
    [
      strided,
      "dx[i*stride:i*stride+3, j*stride:j*stride+3] += k * dy[i,j]",
      "dx[i*stride:i*stride+3, j*stride:j*stride+3] += k * dy[j,i]",
    ],
  ])("on %j: %s, and not %s", (worksheet, right, wrong) => {
    expect(claimOn(worksheet, right)?.verdict).toBe("correct");
    expect(claimOn(worksheet, wrong)?.verdict).toBe("wrong");
  });
});

describe("code in Markdown", () => {
  const network = "tensor x[4,3]\ntensor W1[3,5]\ntensor W2[5,2]\nz1 = x @ W1\nh = relu(z1)\ns = h @ W2\nloss L(s)\n";
  const found = (text: string): string[] =>
    checkSheet(prepareProblem(network, "p.grad"), text, { file: "hw.md", format: "md" }).claims.map(
      ({ verdict, span }) => `${text.slice(span.start, span.end)}: ${verdict}`,
    );
  const fenced = (language: string, ...lines: readonly string[]): string[] =>
    found([`${TICKS}${language}`, ...lines, TICKS].join("\n"));

  it("is a claim where it gives a gradient, or an array that the worksheet computes", () => {
    expect(fenced("python", "  dW2 = h.T @ ds  # = x", "dh = ds @ W2", "self.dW1 = self.x.T @ dz1")).toEqual([
      "dW2 = h.T @ ds: correct",
      "dh = ds @ W2: wrong",
      "dW1 = self.x.T @ dz1: correct",
    ]);
    expect(fenced("", "s = h @ W2", "s = h @ W1")).toEqual(["s = h @ W2: correct", "s = h @ W1: wrong"]);
    expect(fenced("matlab", "dW2 = h' * ds;  % by the chain rule", "dW2 = ds' * h;")).toEqual([
      "dW2 = h' * ds: correct",
      "dW2 = ds' * h: wrong",
    ]);
    expect(found("> `dh = ds @ W2.T`, and not `dh = ds @ W2`")).toEqual([
      "dh = ds @ W2.T: correct",
      "dh = ds @ W2: wrong",
    ]);
  });

  it("is passed over where it is anything else", () => {
    const lines = [
      "import numpy as np",
      "x = np.random.randn(4, 3)",
      "def backward(ds, axis=0):",
      "for i in range(3): n = 1",
      "if h == 3: pass",
      "out = forward(x)",
      "print(x)",
      "L = 0.35",
    ];
    expect(fenced("python", ...lines)).toEqual([]);
    expect(fenced("json", "s = h @ W1")).toEqual([]);
    expect(found("with `axis=0`, `x = 3`, `n == m` and `h = $3$`")).toEqual([]);
  });

  it("is no claim of a name from where it has another value on", () => {
    expect(fenced("", "dh = ds @ W2.T", "dh[z1 <= 0] = 0", "dW1 = x.T @ dh")).toEqual(["dh = ds @ W2.T: correct"]);
    expect(fenced("", "dh = dh * (h > 0)", "dW1 = x.T @ dh")).toEqual([]);
    expect(fenced("", "W2 -= 0.1 * dW2", "dh = ds @ W2.T", "dW2 += 0.1 * W2", "dW2 = h.T @ ds")).toEqual([]);
    expect(fenced("", "x = h", "dW1 = x.T @ dh")).toEqual([]);
    const grads = ["grads['W2'] = h.T @ ds", "grads['W2'] += 0.1 * W2", "grads['W1'] = x.T @ dz1", 'dW2 = grads["W2"]'];
    expect(fenced("", ...grads)).toEqual([`${grads[0]}: correct`, `${grads[2]}: correct`]);
  });
});
