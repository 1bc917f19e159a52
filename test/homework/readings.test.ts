/** Signs that mean two things, entries of convolutions, and what stands behind a dot. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { WorksheetError } from "../../src/error.ts";

const PRODUCT = "tensor x[2,3]\ntensor w[3,2]\ny = x @ w\nloss l(y, delta=g)\n";

function claimOf(formula: string) {
  const [claim] = check(PRODUCT, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
  return [claim?.verdict, ...(claim?.readings ?? []).map(({ text, verdict }) => `${text}: ${verdict}`)];
}

describe("δ with two indices", () => {
  it("is the gradient where the claim holds of that", () => {
    expect(claimOf("\\frac{\\partial l}{\\partial x_{pq}} = \\sum_{j} \\delta_{pj} w_{qj}")).toEqual(["correct"]);
  });

  it("is ambiguous where it holds of Kronecker's alone", () => {
    expect(claimOf("\\frac{\\partial y_{ij}}{\\partial x_{pq}} = \\delta_{ip} w_{qj}")).toEqual([
      "ambiguous",
      "as named: wrong",
      "[i = p]: correct",
    ]);
    expect(claimOf("\\frac{\\partial x_{ij}}{\\partial x_{pq}} = \\delta_{ip} \\delta_{jq}")).toEqual([
      "ambiguous",
      "as named: wrong",
      "[i = p], [j = q]: correct",
    ]);
  });

  it("is wrong where it holds of neither", () => {
    expect(claimOf("\\frac{\\partial y_{ij}}{\\partial x_{pq}} = \\delta_{ip} w_{jq}")).toEqual(["wrong"]);
    expect(claimOf("\\frac{\\partial l}{\\partial x_{pq}} = \\sum_{j} \\delta_{jp} w_{qj}")).toEqual(["wrong"]);
  });
});

describe("an entry of a convolution", () => {
  const worksheet =
    'tensor X[6,6]\ntensor W[2,2]\nY = conv2d(X, W)\nloss L(Y)\noperator "*" means conv2d\noperator "\\circledast" means convolve\n';
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;
  const turned = "\\text{rot180}(W)";

  it("is padded as the array beside it is large, whatever its indices look like", () => {
    for (const [left, place] of [
      ["X_{ij}", "_{ij}"],
      ["X[i, j]", "[i, j]"],
      ["X(i, j)", "(i, j)"],
      ["X_{22}", "_{22}"],
      ["X_{i,j}", "_{ij}"],
    ]) {
      expect(verdictOf(`\\frac{\\partial L}{\\partial ${left}} = (\\delta * ${turned})${place}`), left).toBe("correct");
      expect(verdictOf(`\\frac{\\partial L}{\\partial ${left}} = (\\delta * W)${place}`), left).toBe("wrong");
    }
    expect(verdictOf("\\frac{\\partial L}{\\partial W_{mn}} = (X * \\delta)_{mn}")).toBe("correct");
  });
});

describe("what stands behind a dot", () => {
  const verdictOf = (formula: string): string | undefined =>
    check(PRODUCT, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;
  const gradient = "\\frac{\\partial l}{\\partial x} = g w^T";

  it("is not lost", () => {
    for (const rest of [". w", ". 5", "; 3", ". \\frac{1}{2}"])
      expect(verdictOf(`${gradient} ${rest}`)).toBe("unreadable");
  });

  it("may be the end, the number of the formula, or where it holds", () => {
    for (const rest of [".", ". (14)", ";", "; i = 1, 2", ". \\quad (3)"])
      expect(verdictOf(`${gradient} ${rest}`), rest).toBe("correct");
  });
});

describe("a name with a prime", () => {
  const worksheet = 'tensor y[2]\np = softmax(y)\ntensor t[2]\nC = cross_entropy(p, t)\nname p as "y\'"\n';
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;

  it("is not the name without it", () => {
    expect(verdictOf("\\frac{\\partial C}{\\partial y_1} = -\\frac{t_1}{y_1}")).toBe("wrong");
    expect(verdictOf("\\frac{\\partial C}{\\partial y_1'} = -\\frac{t_1}{y_1'}")).toBe("correct");
    expect(verdictOf("\\frac{\\partial C}{\\partial y_1'} = -\\frac{t_1}{y_1}")).toBe("wrong");
    expect(verdictOf("\\frac{\\partial C}{\\partial t_1'} = -\\frac{t_1}{y_1'}")).toBe("unreadable");
    expect(verdictOf("\\frac{\\partial C}{\\partial p_1} = -\\frac{t_1}{p_1}")).toBe("correct");
  });
});

describe("a vector beside a matrix", () => {
  const verdictOf = (shape: string, formula: string): string | undefined => {
    const worksheet = `tensor x[${shape}]\ntensor c[2,3]\ntensor b[3]\ny = x @ c + b\nloss L(y)\n`;
    return check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;
  };

  it("goes with each row where it could go with no column", () => {
    expect(verdictOf("4,2", "y = x c + b")).toBe("correct");
    expect(verdictOf("4,2", "y = b + x c")).toBe("correct");
    expect(verdictOf("4,2", "y = x c - b")).toBe("wrong");
  });

  it("goes with each row or each column of a square matrix, whichever makes the claim true", () => {
    expect(verdictOf("3,2", "y = x c + b")).toBe("correct");
    expect(verdictOf("3,2", "y = x c - b")).toBe("wrong");
  });
});

describe("lines of programs", () => {
  const worksheet = "tensor x[4,4]\ntensor w[2,2]\ny = conv2d(x, w)\nloss L(y)\n";
  const verdictsOf = (text: string): (string | undefined)[] =>
    check(worksheet, text, { file: "sheet.txt" }).claims.map(({ verdict }) => verdict);

  it("have comments behind them", () => {
    expect(
      verdictsOf("dw = conv2d(x, dy)  # the input slides\ndw = conv2d(x, x)  # this is a mistake of mine\n"),
    ).toEqual(["correct", "wrong"]);
  });

  it("pad as numpy does, and not as the frameworks", () => {
    expect(verdictsOf("dx = conv2d(np.pad(dy, 1), np.rot90(w, 2))")).toEqual(["correct"]);
    expect(verdictsOf("dx = conv2d(np.pad(dy, 1), w)")).toEqual(["wrong"]);
    expect(verdictsOf("dx = conv2d(F.pad(dy, (1, 1, 1, 1)), np.rot90(w, 2))")).toEqual(["unreadable"]);
  });
});

describe("a diagonal matrix", () => {
  const worksheet = "tensor x[2]\ntensor W[3,2]\nz = W @ x\nh = sigmoid(z)\np = softmax(z)\nloss L(h)\n";
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;

  it("has the entries of a vector", () => {
    const [diag, slope] = ["\\mathrm{diag}", "\\sigma'(z)"];
    expect(verdictOf(`\\frac{\\partial L}{\\partial x} = W^T \\, ${diag}(${slope}) \\, \\delta`)).toBe("correct");
    expect(verdictOf(`\\frac{\\partial L}{\\partial x} = W^T \\, ${diag}(h) \\, \\delta`)).toBe("wrong");
    expect(verdictOf(`\\frac{\\partial p}{\\partial z} = ${diag}(p) - p p^T`)).toBe("correct");
    expect(verdictOf(`\\frac{\\partial p}{\\partial z} = ${diag}(p) + p p^T`)).toBe("wrong");
  });
});

describe("an entry of a transposed matrix", () => {
  const worksheet = "tensor x[2,3]\ntensor w[3,2]\ny = x @ w\nloss l(y, delta=g)\n";
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ \\frac{\\partial l}{\\partial x_{pq}} = ${formula} \\]`, { file: "sheet.tex" }).claims[0]
      ?.verdict;

  it("is the entry at the exchanged indices, wherever the mark stands", () => {
    for (const entry of ["(w^T)_{jq}", "(w^T)_{j q}", "w^T_{jq}", "w_{j,q}^{\\top}", "[w^T]_{jq}"])
      expect(verdictOf(`\\sum_j g_{pj} ${entry}`), entry).toBe("correct");
    expect(verdictOf("\\sum_j g_{pj} (w^T)_{qj}")).not.toBe("correct");
  });

  it("is an entry of numbers, too", () => {
    const claim = (right: string): string | undefined =>
      check(worksheet, `\\[ \\frac{\\partial l}{\\partial x_{23}} = ${right} \\]`, { file: "sheet.tex" }).claims[0]
        ?.verdict;
    expect(claim("g_{21} (w^T)_{13} + g_{22} (w^T)_{23}")).toBe("correct");
    expect(claim("g_{21} (w^T)_{13} + g_{22} (w^T)_{22}")).toBe("wrong");
  });
});

describe("the chain rule with arrays", () => {
  const layer = "tensor x[4]\ntensor W[3,4]\nz = W @ x\nh = sigmoid(z)\nloss L(h)\n";
  const convolution = "tensor a[4,4]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\n";
  const by = (of: string, wrt: string): string => `\\frac{\\partial ${of}}{\\partial ${wrt}}`;
  const verdictOf = (worksheet: string, formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;

  it("sums over the entries of what stands between", () => {
    for (const sign of ["", " \\cdot ", " * "]) {
      expect(
        verdictOf(layer, `${by("L", "W")} = ${by("L", "z")}${sign}${by("z", "W")} = ${by("L", "z")} x^T`),
        sign,
      ).toBe("correct");
      expect(verdictOf(convolution, `${by("L", "a")} = ${by("L", "y")}${sign}${by("y", "a")}`), sign).toBe("correct");
      expect(verdictOf(convolution, `${by("L", "k")} = ${by("L", "y")}${sign}${by("y", "k")}`), sign).toBe("correct");
    }
    expect(verdictOf(layer, `${by("L", "W")} = ${by("L", "h")} ${by("h", "z")} ${by("z", "W")}`)).toBe("correct");
  });

  it("leaves no link out", () => {
    expect(verdictOf(layer, `${by("L", "W")} = ${by("L", "h")} ${by("z", "W")}`)).toBe("wrong");
    expect(verdictOf(layer, `${by("L", "W")} = 2 ${by("L", "z")} ${by("z", "W")}`)).toBe("wrong");
    expect(verdictOf(convolution, `${by("L", "a")} = ${by("L", "a")} ${by("y", "a")}`)).toBe("unreadable");
  });
});

describe("letters for sizes", () => {
  const by = (of: string, wrt: string): string => `\\frac{\\partial ${of}}{\\partial ${wrt}}`;
  const verdictOf = (worksheet: string, formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;

  it("have powers", () => {
    const worksheet = "size m\ntensor x[m,m]\ny = mean(x)\n";
    expect(verdictOf(worksheet, `${by("y", "x_{ij}")} = \\frac{1}{m^2}`)).toBe("correct");
    expect(verdictOf(worksheet, `${by("y", "x_{ij}")} = \\frac{1}{m}`)).toBe("wrong");
  });

  it("are not arrays that are written in the other case", () => {
    const worksheet = "size B\ntensor x[B]\ntensor b[B]\ny = mean(x) + sum(b)\n";
    expect(verdictOf(worksheet, `${by("y", "x_i")} = \\frac{1}{B}`)).toBe("correct");
    expect(verdictOf(worksheet, `${by("y", "b_i")} = 1`)).toBe("correct");
  });
});

describe("a sum over a batch that names no index of the array", () => {
  const worksheet =
    'tensor X[5,4]\ntensor W[4,3]\ntensor b[3]\nZ = X @ W + b\nloss L(Z)\nname grad(L, Z) as "dZ"\nname grad(L, b) as "db"\n';
  const found = (formula: string) => {
    const [claim] = check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
    return { verdict: claim?.verdict, notes: claim?.notes ?? [] };
  };

  it("runs over the axis that the other side does not have, and says so", () => {
    for (const sum of ["\\sum dZ", "\\sum_{i=1}^{5} dZ", "\\sum_{batch} dZ"]) {
      const { verdict, notes } = found(`db = ${sum}`);
      expect(verdict, sum).toBe("correct");
      expect(notes.join(), sum).toMatch(/run over everything that its summand needs/);
    }
    expect(found("db = \\frac{1}{5} \\sum_{i=1}^{5} dZ").verdict).toBe("wrong");
    expect(found("db = 2 \\sum dZ").verdict).toBe("wrong");
  });

  it("is not read where nothing says which axis", () => {
    expect(found("dZ = \\sum_{i=1}^{5} dZ").verdict).toBe("unreadable");
  });
});

describe("an operator that the worksheet declares", () => {
  const refused = (pattern: string): string => {
    const worksheet = `tensor x[2]\ny = 3 * x\nloss L(y)\noperator "${pattern}" means grad(L, A)\n`;
    try {
      check(worksheet, "$y = 3 x$", { file: "sheet.md" });
    } catch (error) {
      if (error instanceof WorksheetError) return `${error.line}:${error.column} ${error.message}`;
      throw error;
    }
    return "not refused";
  };
  const mend =
    'is no operator: write a sign, as in `operator "*" means conv2d`, or how it stands between or before its operands, as in `operator "A \\otimes B" means conv2d(B, A)`';

  it("is refused in its place where no sign stands between operands, nor a word before a bracket", () => {
    expect(refused("\\Delta A")).toBe(`4:1 \`\\Delta A\` ${mend}`);
    expect(refused("\\nabla A")).toBe(`4:1 \`\\nabla A\` ${mend}`);
    expect(refused("\\mathrm{up}(A)")).toBe("not refused");
  });
});

describe("a sign that may have the kernel first", () => {
  const worksheet = "tensor X[4,4]\ntensor W[2,2]\nY = conv2d(X, W)\nloss L(Y)\n";
  const [byX, byY] = ["\\frac{\\partial L}{\\partial X}", "\\frac{\\partial L}{\\partial Y}"];
  const readingsOf = (formula: string) => {
    const [claim] = check(worksheet, `\\[ ${formula} \\]`, { format: "tex" }).claims;
    return claim?.readings?.map(({ text, verdict }) => `${text}: ${verdict}`) ?? claim?.verdict;
  };

  it("is read so where both orders fit", () => {
    const turned = `${byX} = \\mathrm{rot180}(W) * ${byY}`;
    expect(readingsOf(turned)).toEqual(["correlation: wrong", "convolution: wrong", "kernel-first: correct"]);
    expect(readingsOf(turned.replace("*", "*_{full}"))).toContain("kernel-first: correct");
    expect(readingsOf(`${byX} = -\\mathrm{rot180}(W) * ${byY}`)).toBe("wrong");
  });

  it("lets the smaller array slide without padding", () => {
    expect(readingsOf(`\\frac{\\partial L}{\\partial W} = ${byY} * X`)).toEqual([
      "(kernel, input), correlation: correct",
      "convolution: wrong",
    ]);
  });
});

describe("arrays with the index of the result in a convolution", () => {
  const worksheet = [
    ...["index 0", "tensor w[2,2]", "tensor z[4,4]", 'u = conv2d(z, w, padding="full", flip=true)', "loss C(u)"],
    ...['operator "*" means convolve', 'operator "ROT180(A)" means flip(A)', ""],
  ].join("\n");
  const verdictOf = (formula: string) => check(worksheet, `$$${formula}$$`, { format: "md" }).claims[0]?.verdict;

  it("are the whole arrays in one reading", () => {
    const by = "\\frac{\\partial C}{\\partial z_{x,y}}";
    expect(verdictOf(`${by} = \\delta_{x,y} * ROT180(w_{x,y})`)).toBe("ambiguous");
    expect(verdictOf(`${by} = \\delta_{x,y} * w_{x,y}`)).toBe("wrong");
  });
});

describe("sizes below arrays", () => {
  const worksheet = "tensor X[4,2]\ntensor W[2,3]\ntensor b[3]\nY = X @ W + b\nloss L(Y)\n";
  const verdictOf = (formula: string) => check(worksheet, `$$${formula}$$`, { format: "md" }).claims[0]?.verdict;

  it("are no indices where they are the array's", () => {
    expect(verdictOf("Y_{4 \\times 3} = X_{4 \\times 2} W_{2 \\times 3} + b_{1 \\times 3}")).toBe("correct");
    expect(verdictOf("Y_{4 \\times 3} = X_{4 \\times 2} W_{2 \\times 3}")).toBe("wrong");
    expect(verdictOf("Y = X_{4 \\times 2} W_{3 \\times 2} + b")).not.toBe("correct");
  });
});

describe("what may be two things in a program", () => {
  const verdictsOf = (worksheet: string, ...lines: string[]) =>
    check(worksheet, lines.join("\n"), { format: "txt" }).claims.map(({ verdict }) => verdict);

  it("is Python's sum along the first axis in one reading", () => {
    const worksheet = "tensor X[4,2]\ntensor W[2,3]\ntensor b[3]\nY = X @ W + b\nloss L(Y)\n";
    expect(verdictsOf(worksheet, "db = sum(dY)", "db = -sum(dY)", "db = np.sum(dY)")).toEqual([
      "ambiguous",
      "wrong",
      "wrong",
    ]);
  });

  it("is a slice that counts from 0 in one reading", () => {
    const worksheet = "index 1\ntensor a[4,3]\ntensor W[2,2]\nz = a[1..4,2..3] @ W\nloss L(z)\n";
    expect(verdictsOf(worksheet, "z = a[:, 2:] @ W", "z = a[:, 1:] @ W", "z = a[:, 0:2] @ W")).toEqual([
      "correct",
      // Of the two columns that fit.
      "correct",
      "wrong",
    ]);
  });

  it("is neither δ nor a gradient by nothing", () => {
    const worksheet = "tensor X[4,2]\ntensor W[2,3]\nY = X @ W\nloss L(Y)\n";
    expect(verdictsOf(worksheet, "ΔW = X^T ΔY", "∇L = delta")).toEqual(["unreadable", "unreadable"]);
  });
});
