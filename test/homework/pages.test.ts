/** Formulas as pages of courses and posts write them: each reads as it is meant, and the same with a mistake is wrong. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

type Ending = "md" | "tex" | "txt";

function verdictsOf(worksheet: string, sheet: string, ending: Ending = "md"): readonly string[] {
  return check(worksheet, sheet, { file: `sheet.${ending}` }).claims.map(({ verdict }) => verdict);
}

function verdictOf(worksheet: string, formula: string): string | undefined {
  return verdictsOf(worksheet, `$$${formula}$$`).join();
}

const LAYER = "tensor X[4,2]\ntensor W[2,3]\ntensor b[3]\nY = X @ W + b\nloss L(Y)\n";
const grad = (wrt: string): string => `\\frac{\\partial L}{\\partial ${wrt}}`;

describe("a list of names and one of values", () => {
  it("is a claim for each pair", () => {
    expect(verdictsOf(LAYER, "dW, db = X.T @ dY, dY.sum(axis=0)", "txt")).toEqual(["correct", "correct"]);
    expect(verdictsOf(LAYER, "dW, db = X.T @ dY, dY.sum(axis=1)", "txt")).toEqual(["correct", "wrong"]);
    expect(verdictsOf(LAYER, "dW, db = X.T @ (2 * dY), dY.sum(axis=0)", "txt")).toEqual(["wrong", "correct"]);
    expect(verdictsOf(LAYER, "dX, dW = np.dot(dY, W.T), np.dot(X.T, dY)", "txt")).toEqual(["correct", "correct"]);
    expect(verdictsOf(LAYER, "$dX, dW, db = dY W^T, X^T dY, \\sum_i dY_i$")).toEqual(["correct", "correct", "correct"]);
  });

  it("is none where letters get values for which a formula holds", () => {
    expect(verdictsOf(LAYER, "$Y_{ij} = \\sum_k X_{ik} W_{kj} + b_j, i, j = 1, 2$")).toEqual(["correct"]);
    expect(verdictsOf(LAYER, "$i, j = 1, 2: Y_{ij} = \\sum_k X_{ik} W_{kj} + b_j$").at(-1)).toBe("correct");
  });
});

describe("an environment without mathematics around it", () => {
  const rows = (environment: string, end: string): string =>
    `\\begin{${environment}}\n${grad("X")} = ${grad("Y")} W^T ${end}\n${grad("W")} = X ${grad("Y")}\n\\end{${environment}}\n`;

  it("is found in Markdown, with the space between its rows", () => {
    for (const environment of ["aligned", "split", "matrix", "gathered"])
      for (const end of ["\\\\", "\\\\[8px]"])
        expect(verdictsOf(LAYER, rows(environment, end)), environment).toEqual(["correct", "wrong"]);
  });

  it("is found in plain text", () => {
    expect(verdictsOf(LAYER, rows("aligned", "\\\\[8px]"), "txt")).toEqual(["correct", "wrong"]);
    expect(verdictsOf(LAYER, rows("matrix", "\\\\"), "txt")).toEqual(["correct", "wrong"]);
  });

  it("holds equations where it is a matrix of them", () => {
    expect(verdictsOf(LAYER, `$$${rows("matrix", "\\\\")}$$`)).toEqual(["correct", "wrong"]);
  });
});

describe("the square of an array", () => {
  const half = "tensor a[2]\ntensor y[2]\nL = half_sse(a, y)\n";

  it("is the sum of all squares where a number is asked for", () => {
    for (const square of ["(a-y)^2", "|a-y|^2", "\\left| y - a \\right|^2", "\\sum (a-y)^2", "\\sum_{i=1}^n (a-y)^2"]) {
      expect(verdictOf(half, `L = \\frac{1}{2} ${square}`), square).toBe("correct");
      expect(verdictOf(half, `L = ${square}`), square).toBe("wrong");
    }
    expect(verdictOf(half, "L = \\frac12 \\sum a^2 - \\sum a y + \\frac12 \\sum y^2")).toBe("correct");
    expect(verdictOf(half, "L = \\frac12 \\sum a^2 - \\sum a y + \\sum y^2")).toBe("wrong");
  });

  it("is said to be read so", () => {
    const [claim] = check(half, "$L = \\frac12 (a-y)^2$", { file: "sheet.md", lang: "zh" }).claims;
    expect(claim?.notes.join()).toContain("各元素平方之和");
  });

  it("is derived", () => {
    const by = "\\frac{\\partial}{\\partial a_1}";
    expect(verdictOf(half, `${grad("a_1")} = \\frac{1}{2} ${by} (a-y)^2`)).toBe("correct");
    expect(verdictOf(half, `${grad("a_1")} = ${by} (a-y)^2`)).toBe("wrong");
    expect(verdictOf(half, `${grad("a")} = \\frac{\\partial}{\\partial a} \\frac{1}{2} (a-y)^2 = a - y`)).toBe(
      "correct",
    );
    expect(verdictOf(half, `${grad("a")} = \\frac{\\partial}{\\partial a} \\frac{1}{2} (a-y)^2 = y - a`)).toBe("wrong");
  });

  it("is not read where nothing tells what is meant", () => {
    expect(verdictOf(half, "\\frac12 (a-y)^2 = L")).toBe("unreadable");
  });

  it("has the factor of a mean", () => {
    const mean = "tensor t[4]\ntensor p[4]\nL = mse(t, p)\n";
    expect(verdictOf(mean, "L = \\frac{1}{4} \\sum (t - p)^2")).toBe("correct");
    expect(verdictOf(mean, "L = \\frac{1}{3} \\sum (t - p)^2")).toBe("wrong");
  });

  it("may be a product of matrices", () => {
    const squares = "tensor A[2,2]\ntensor B[2,2]\nC = (A - B) * (A - B)\nD = (A - B) @ (A - B)\n";
    expect(verdictOf(squares, "C = (A - B)^2")).toBe("ambiguous");
    expect(verdictOf(squares, "D = (A - B)^2")).toBe("ambiguous");
    expect(verdictOf(squares, "C = 2 (A - B)^2")).toBe("wrong");
  });
});

describe("an entry of a softmax", () => {
  const layer = "tensor x[2]\ntensor W[4,2]\nz = W @ x\np = softmax(z)\n";
  const batch = "tensor z[3,4]\np = softmax(z)\n";

  it("stands behind its bracket", () => {
    for (const entry of ["softmax(z)_i", "\\text{softmax}(z)_{i}", "\\mathrm{softmax}(Wx)_i"]) {
      expect(verdictOf(layer, `p_i = ${entry}`), entry).toBe("correct");
      expect(verdictOf(layer, `p_i = 1 - ${entry}`), entry).toBe("wrong");
    }
    expect(verdictOf(batch, "p_{ij} = softmax(z)_{ij}")).toBe("correct");
    expect(verdictOf(batch, "p_{ij} = softmax(z)_{ji}")).toBe("wrong");
  });

  it("is that of an entry whose letter runs along the axis of the softmax", () => {
    expect(verdictOf(layer, "p_i = softmax(z_i)")).toBe("correct");
    expect(verdictOf(layer, "p_i = 1 - softmax(z_i)")).toBe("wrong");
    expect(verdictOf(layer, "\\sum_i \\mathrm{softmax}(z_i) = 1")).toBe("correct");
    expect(verdictOf(batch, "p_{ij} = softmax(z_{ij})")).toBe("correct");
  });

  it("is not guessed", () => {
    for (const argument of ["z_1", "z_{i+1}", "W_i x"])
      expect(verdictOf(layer, `p_i = softmax(${argument})`), argument).toBe("unreadable");
    expect(verdictOf("tensor z[3,4]\np = softmax(z, axis=1)\n", "p_{ij} = softmax(z_{ij})")).toBe("unreadable");
  });
});

describe("a colon or a dot in the place of an index", () => {
  const convolution = "tensor X[2,2,5,5]\ntensor W[3,2,3,3]\ntensor b[3]\nY = conv2d(X, W, bias=b)\nloss L(Y)\n";

  it("is all of an axis", () => {
    for (const slice of ["\\delta_{n,:,h,w}", "dY_{n,\\cdot,h,w}", grad("Y_{n,:,h,w}")]) {
      expect(verdictOf(convolution, `${grad("b")} = \\sum_{n,h,w} ${slice}`), slice).toBe("correct");
      expect(verdictOf(convolution, `${grad("b")} = \\sum_{n,h} ${slice.replace("w", "1")}`), slice).toBe("wrong");
    }
    for (const [row, column] of [
      ["i,:", ":,j"],
      ["i:", ":j"],
      ["i\\cdot", "\\cdot j"],
    ]) {
      expect(verdictOf(LAYER, `Y_{ij} = X_{${row}} W_{${column}} + b_j`), row).toBe("correct");
      expect(verdictOf(LAYER, `Y_{ij} = X_{${row}} W_{${column}} - b_j`), row).toBe("wrong");
    }
  });

  it("stands below a gradient in brackets", () => {
    const row = (wrt: string): string => `\\left(${grad(wrt)}\\right)_{i,:}`;
    expect(verdictOf(LAYER, `${row("X")} = ${row("Y")} W^T`)).toBe("correct");
    expect(verdictOf(LAYER, `${row("X")} = 2 ${row("Y")} W^T`)).toBe("wrong");
    expect(verdictOf(LAYER, `${grad("X_{i,:}")} = W ${grad("Y_{i,:}")}`)).toBe("correct");
    expect(verdictOf(LAYER, `${grad("X_{i,:}")} = W^T ${grad("Y_{i,:}")}`)).toBe("wrong");
  });

  it("needs an index for every other axis", () => {
    expect(verdictOf(convolution, `${grad("b")} = \\sum_{n,h} \\delta_{n,:,h}`)).toBe("unreadable");
  });
});

describe("dots", () => {
  const sums = "tensor X[4,4]\ntensor K[4,4]\nY = X + 0\ny = sum(X * K)\nz = sum(X)\n";

  it("run row by row over all entries of an array", () => {
    expect(verdictOf(sums, "z = x_{11} + x_{12} + \\cdots + x_{44}")).toBe("correct");
    expect(verdictOf(sums, "z = x_{11} + x_{12} + \\cdots + x_{34}")).toBe("wrong");
    expect(verdictOf(sums, "z = x_{1,1} + x_{1,2} + x_{1,3} + \\cdots + x_{4,4}")).toBe("correct");
    expect(verdictOf(sums, "y = x_{11} k_{11} + x_{12} k_{12} + \\cdots + x_{44} k_{44}")).toBe("correct");
    expect(verdictOf(sums, "y = x_{11} k_{44} + x_{12} k_{43} + \\cdots + x_{44} k_{11}")).toBe("wrong");
    const bias = "tensor Z[4,4]\nscalar b\nY = Z + b\nloss L(Y)\n";
    const terms = ["Y_{11}", "Y_{12}", "Y_{44}"].map(grad);
    expect(verdictOf(bias, `${grad("b")} = ${terms[0]} + ${terms[1]} + \\cdots + ${terms[2]}`)).toBe("correct");
    expect(verdictOf(bias, `${grad("b")} = ${terms[0]} - ${terms[1]} - \\cdots - ${terms[2]}`)).not.toBe("correct");
  });

  it("are not filled in where a block could be meant as well", () => {
    expect(verdictOf(sums, "z = x_{11} + x_{12} + \\cdots + x_{43}")).toBe("unreadable");
    expect(verdictOf(sums, "z = x_{22} + x_{23} + \\cdots + x_{44}")).toBe("unreadable");
    expect(verdictOf(sums, "z = x_{11} + \\cdots + x_{44}")).toBe("unreadable");
  });

  it("run up to a letter whose number is known, also where nothing is left out", () => {
    for (const n of [2, 3, 5]) {
      const layer = `scalar n = ${n}\ntensor W[2,${n}]\ntensor x[${n}]\ntensor b[2]\ny = W @ x + b\n`;
      const run = (end: string): string => `W_{i,1} x_1 + W_{i,2} x_2 + \\dots + W_{i,${end}} x_{${end}}`;
      expect(verdictOf(layer, `y_i = ${run("n")} + b_i`)).toBe("correct");
      expect(verdictOf(layer, `y_i = b_i + ${run("n")}`)).toBe("correct");
      expect(verdictOf(layer, `y_i = ${run("n-1")} + b_i`)).toBe("wrong");
      expect(verdictOf(layer, "y_i = W_{i1} x_1 + W_{i2} x_2 + \\dots + W_{in} x_n + b_i")).toBe("correct");
      expect(verdictOf(layer, "y_i = W_{i1} x_1 + W_{i2} x_2 + \\dots + W_{in} x_n - b_i")).toBe("wrong");
    }
    const every = "size n, m\ntensor W[m,n]\ntensor x[n]\ny = W @ x\n";
    expect(verdictOf(every, "y_i = W_{i,1} x_1 + W_{i,2} x_2 + \\dots + W_{i,n} x_n")).toBe("unproven");
    expect(verdictOf(every, "y_i = W_{i,1} x_1 + W_{i,2} x_2 + \\dots + W_{i,m} x_m")).toBe("wrong");
  });
});

describe("a name of the worksheet", () => {
  it("may have primes", () => {
    const layer = `tensor a[3]\ntensor w[2,3]\ntensor b[2] as "b'"\nc = w @ a + b\nh = sigmoid(c)\nname h as "h'"\nloss L(h)\n`;
    for (const entry of ["b'_1", "b_1'"]) {
      expect(verdictOf(layer, `c_1 = w_{11} a_1 + w_{12} a_2 + w_{13} a_3 + ${entry}`), entry).toBe("correct");
      expect(verdictOf(layer, `c_1 = w_{11} a_1 + w_{12} a_2 + w_{13} a_3 - ${entry}`), entry).toBe("wrong");
    }
    expect(verdictOf(layer, "c = w a + b'")).toBe("correct");
    expect(verdictOf(layer, "h' = \\sigma(w a + b')")).toBe("correct");
    expect(verdictOf(layer, "h' = \\sigma(w a - b')")).toBe("wrong");
    expect(verdictOf(layer, "c = w a + b''")).toBe("unreadable");
    expect(verdictOf(layer, `${grad("c")} = \\delta \\odot \\sigma'(c)`)).toBe("correct");
    expect(verdictOf(layer, `${grad("c")} = \\delta \\odot \\sigma(c)`)).toBe("wrong");
  });

  it("may be a gradient with the sign of a differential", () => {
    const worksheet = `tensor D[2,3]\ntensor X[3,2]\ny = D @ X\nloss L(y)\nname grad(L, D) as "\\partial D"\nname grad(L, y) as "\\partial y"\n`;
    expect(verdictOf(worksheet, "\\partial D = \\partial y X^T")).toBe("correct");
    expect(verdictOf(worksheet, "\\partial D = 2 \\partial y X^T")).toBe("wrong");
    expect(verdictOf(worksheet, "\\partial D_{ij} = \\sum_k \\partial y_{ik} X_{jk}")).toBe("correct");
    expect(verdictOf(worksheet, "\\partial D_{ij} = \\sum_k \\partial y_{ki} X_{jk}")).toBe("wrong");
    expect(verdictOf(worksheet, `${grad("D")} = \\partial D`)).toBe("correct");
  });

  it("may have its last index in a bracket", () => {
    const worksheet = 'tensor Y[2,3]\nloss L(Y)\nname Y[h,i] as "Y_i(h)"\n';
    expect(verdictOf(worksheet, `${grad("Y_{12}")} = \\delta_{12}`)).toBe("correct");
    expect(verdictOf(worksheet, `${grad("Y_1(2)")} = \\delta_{21}`)).toBe("correct");
    expect(verdictOf(worksheet, `${grad("Y_1(2)")} = \\delta_{12}`)).toBe("wrong");
  });

  it("may be a number with what it is made of behind it", () => {
    const worksheet = 'tensor y_true[4]\ntensor y_pred[4]\nM = mse(y_pred, y_true)\nname M as "\\text{MSE}"\n';
    for (const name of ["\\text{MSE}(y_{true}, y_{pred})", "MSE(y_{pred}, y_{true})", "M(y_{pred}, y_{true})"]) {
      expect(verdictOf(worksheet, `${name} = \\frac{1}{4} \\sum_i (y_{true,i} - y_{pred,i})^2`), name).toBe("correct");
      expect(verdictOf(worksheet, `${name} = \\frac{1}{2} \\sum_i (y_{true,i} - y_{pred,i})^2`), name).toBe("wrong");
    }
    expect(verdictOf("tensor a[2]\ns = sum(a)\ny = s * a\n", "y = s(a)")).toBe("correct");
    const loss = "tensor y[4]\ntensor p[4]\nL = mse(p, y)\n";
    expect(verdictOf(loss, "\\mathcal{L}(p) = \\frac{1}{4} \\sum_i (y_i - p_i)^2")).toBe("correct");
    expect(verdictOf(loss, "\\mathcal{L}(p) = \\frac{1}{2} \\sum_i (y_i - p_i)^2")).toBe("wrong");
  });
});

describe("what is derived by", () => {
  it("may have one index below it and the others in a bracket", () => {
    const worksheet = "tensor X[2,5,5]\ntensor W[3,2,2,2]\ntensor b[3]\nY = conv2d(X, W, bias=b)\nloss L(Y)\n";
    expect(verdictOf(worksheet, `${grad("b_i")} = \\sum_{h,w} ${grad("Y_i(h, w)")}`)).toBe("correct");
    expect(verdictOf(worksheet, `${grad("b_i")} = \\sum_{h} ${grad("Y_i(h, 1)")}`)).toBe("wrong");
    const by = `${grad("W_i(c,m,n)")} = \\sum_{h,w} ${grad("Y_i(h, w)")}`;
    expect(verdictOf(worksheet, `${by} X(c, h+m-1, w+n-1)`)).toBe("correct");
    expect(verdictOf(worksheet, `${by} X(c, h+n-1, w+m-1)`)).toBe("wrong");
  });

  it("may be the expression that defines an array", () => {
    const worksheet = "tensor X[4,2]\ntensor W[2,3]\nY = X @ W\nloss L(Y)\n";
    for (const product of ["XW", "({\\bf X} \\cdot {\\bf W})", "(XW)"]) {
      expect(verdictOf(worksheet, `${grad("W")} = X^T ${grad(product)}`), product).toBe("correct");
      expect(verdictOf(worksheet, `${grad("W")} = 2 X^T ${grad(product)}`), product).toBe("wrong");
    }
    expect(verdictOf(worksheet, `${grad("(WX)")} = \\delta`)).toBe("unreadable");
  });
});

describe("a remark beside a formula", () => {
  const layer = "tensor x[3]\ntensor w[2,3]\ntensor b[2]\ny = w @ x + b\nloss L(y)\n";

  it("is no claim where it is a comment", () => {
    for (const comment of [
      "  // 偏置",
      "  // the bias, db = 2",
      "  % 偏置",
      " ％ 偏置 db = 2",
      ";  % 偏置梯度",
      "  ## 偏置梯度 db = 2",
      " （偏置的梯度）",
      "（偏置的梯度）",
      "  —— 偏置的梯度",
      " -- the bias",
    ]) {
      expect(verdictsOf(layer, `db = dy${comment}`, "txt"), comment).toEqual(["correct"]);
      expect(verdictsOf(layer, `db = 2 dy${comment}`, "txt"), comment).toEqual(["wrong"]);
    }
    expect(verdictsOf(layer, "// db = 2\n% db = 2", "txt")).toEqual([]);
  });

  it("may stand in brackets, in a cell or before a colon", () => {
    for (const [before, behind] of [
      ["", "（转置）"],
      ["", "\\;\\; (B,\\text{out})"],
      ["\\text{bias: } ", ""],
      ["i = j: \\quad ", ""],
    ]) {
      expect(
        verdictOf(layer, `${before}db_i = dy_i ${behind}`.replace("dy_i", before?.includes("j") ? "dy_j" : "dy_i")),
      ).toBe("correct");
      expect(verdictOf(layer, `${before}db_i = 2 dy_i ${behind}`)).toBe("wrong");
    }
    for (const cell of ["//l层", "& \\text{bias}"]) {
      const rows = (factor: string): string =>
        `\\begin{align} y &= w x + b &${cell} \\\\ db &= ${factor} dy &${cell} \\end{align}`;
      expect(verdictsOf(layer, rows("")), cell).toEqual(["correct", "correct"]);
      expect(verdictsOf(layer, rows("2")), cell).toEqual(["correct", "wrong"]);
    }
  });

  it("may say below a bar where the formula holds", () => {
    const by = "\\frac{\\partial y_i}{\\partial b_j}";
    for (const [open, bar] of [
      ["\\left.", "\\right|"],
      ["", "\\Big|"],
    ]) {
      expect(verdictOf(layer, `${open} ${by} ${bar}_{i=j} = 1`)).toBe("correct");
      expect(verdictOf(layer, `${open} ${by} ${bar}_{i=j} = 2`)).toBe("wrong");
      expect(verdictOf(layer, `${open} ${by} ${bar}_{i \\ne j} = 0`)).toBe("correct");
    }
  });

  it("is not passed over where it gives a value", () => {
    const square = "scalar s\ntensor w[2]\nL = half_sse(w, 0*w) + s^2\n";
    for (const place of ["s", "w", "w_1"])
      expect(verdictOf(square, `\\left. ${grad(place)} \\right|_{${place}=0} = 0`), place).toBe("unreadable");
    expect(verdictOf(square, `${grad("s")} = 0 \\quad (s = 0)`)).toBe("unreadable");
  });
});

describe("signs in other spellings", () => {
  const half = 'tensor y[3]\ntensor p[3] as "\\hat{y}"\nL = half_sse(p, y)\n';

  it("are read", () => {
    for (const sum of [
      "= \\frac12 \\Sigma_{i=1}^{3}",
      "= \\frac12 \\Sigma_i",
      "= = \\frac12 \\sum_i",
      "= \\\\ = \\frac12 \\sum_i",
    ]) {
      expect(verdictOf(half, `L ${sum} (\\hat y_i - y_i)^2`), sum).toBe("correct");
      expect(verdictOf(half, `L ${sum} 2 (\\hat y_i - y_i)^2`), sum).toBe("wrong");
    }
    for (const letter of ["\u0177", "y\u0302"]) {
      expect(verdictOf(half, `${grad(`${letter}_i`)} = ${letter}_i - y_i`), letter).toBe("correct");
      expect(verdictOf(half, `${grad(`${letter}_i`)} = y_i - ${letter}_i`), letter).toBe("wrong");
      expect(verdictsOf(half, `∂L/∂${letter} = ${letter} - y`, "txt"), letter).toEqual(["correct"]);
    }
    const by = "\\frac{\\partial y_i}{\\partial y_j}";
    expect(verdictOf(half, `${by} = 0 \\quad (i \\not= j)`)).toBe("correct");
    expect(verdictOf(half, `${by} = 1 \\quad (i \\not= j)`)).toBe("wrong");
    for (const sign of ["\\not\\in", "\\notin"])
      expect(verdictOf(half, `${by} = 1 \\quad i ${sign} \\{1, 2\\}`), sign).toBe("unreadable");
  });

  it("stay names where the worksheet has them", () => {
    const covariance = 'tensor S[2,2] as "\\Sigma"\nz = S[1,2]\n';
    expect(verdictOf(covariance, "z = \\Sigma_{12}")).toBe("correct");
    expect(verdictOf(covariance, "z = \\Sigma_{21}")).toBe("wrong");
  });
});

describe("a letter with a hat behind a d", () => {
  it("is a differential", () => {
    const neuron = 'scalar z\nscalar y\np = sigmoid(z)\nL = 1/2*(p - y)^2\nname p as "\\hat{y}"\n';
    expect(verdictsOf(neuron, "dŷ / dz = ŷ⋅(1 - ŷ)", "txt")).toEqual(["correct"]);
    expect(verdictsOf(neuron, "dŷ / dz = ŷ⋅(1 + ŷ)", "txt")).toEqual(["wrong"]);
  });
});

describe("what cannot be read", () => {
  const messageOf = (formula: string): string | undefined =>
    check(LAYER, `$${formula}$`, { file: "sheet.md" }).claims[0]?.failure?.message;

  it("is shown as the sheet writes it", () => {
    expect(messageOf("\\frac12 (Y-X)^2 = Y")).not.toMatch(/\(\(|juxtaposed|@/u);
    expect(messageOf("Y = Q_{i}(h,w)")).toContain("`Q_{i}`");
    expect(messageOf("Y = 2^{T} X")).toContain("`2^{T}`");
    expect(messageOf("Y_{i} = b_{(i 1)} + Q'")).not.toMatch(/juxtaposed/u);
  });
});
