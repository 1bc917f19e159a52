/** Products of matrices that cannot be formed are wrong, and told what would mend them; what may be meant is left alone. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const LAYER = "tensor X[5,4]\ntensor W[4,3]\nZ = X @ W\nloss L(Z)\n";
const VECTORS = "tensor x[4]\ntensor W[3,4]\nz = W @ x\nloss L(z)\n";
const CONVOLUTION = "tensor a[5,4]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\n";
const ALL_SIZES = "size N, D, M\ntensor X[N,D]\ntensor W[D,M]\nZ = X @ W\nloss L(Z)\n";

const dZ = String.raw`\frac{\partial L}{\partial Z}`;
const by = (name: string): string => String.raw`\frac{\partial L}{\partial ${name}}`;

/** The verdict of a formula, with the code and the sentence of its first diagnosis or the reason why it is not read. */
function found(worksheet: string, formula: string): string {
  const [claim] = check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
  const { verdict, diagnosis, failure } = claim ?? {};
  return [verdict, diagnosis?.code, diagnosis?.message ?? failure?.message].filter(Boolean).join(" | ");
}

const transposed = (written: string, right: string): string =>
  `wrong | transposed-matrix | A matrix is transposed where it must not be, or the other way round: you have \`${written}\`, and it should be \`${right}\`. On the way back the matrix of a layer acts transposed, since its rows and columns change parts. Mend the transposition.`;

const cannot = (first: string, second: string, mend: string): string =>
  `wrong | shape | Matrices of shapes \`[${first}]\` and \`[${second}]\` cannot be multiplied: the first needs as many columns as the second has rows. ${mend}`;

describe("a product of matrices that do not fit", () => {
  it("is mended by a transposition", () => {
    expect(found(LAYER, `${by("W")} = X ${dZ}`)).toBe(transposed(`X ${dZ}`, `X^T ${dZ}`));
    expect(found(LAYER, `${by("X")} = ${dZ} W`)).toBe(transposed(`${dZ} W`, `${dZ} W^T`));
    expect(found(LAYER, `${by("X")} = ${dZ} \\cdot W`)).toBe(transposed(`${dZ} \\cdot W`, `${dZ} \\cdot W^T`));
  });

  it("keeps the signs of the sheet, and the way in which programs transpose", () => {
    const hidden = `${LAYER.replace("loss L(Z)", "A = relu(Z)")}tensor V[3,2]\nY = A @ V\nloss L(Y)\n`;
    const dY = dZ.replace("Z", "Y");
    expect(found(hidden, `${dZ} = V^T ${dY} \\odot relu'(Z)`)).toContain(`it should be \`${dY} V^T \\odot relu'(Z)\`.`);
    const [claim] = check(`${LAYER}name grad(L, Z) as "dZ"`, "dW = X @ dZ", { file: "sheet.txt" }).claims;
    expect(claim?.diagnosis?.message).toContain("you have `X @ dZ`, and it should be `X.T @ dZ`.");
  });

  it("is mended by another order", () => {
    const order = (mended: string): string => `The factors are in the wrong order: it should be \`${mended}\`.`;
    expect(found(LAYER, `${by("W")} = ${dZ} X^T`)).toBe(cannot("5,3", "4,5", order(`X^T ${dZ}`)));
    expect(found(LAYER, `${by("X")} = W^T ${dZ}`)).toBe(cannot("3,4", "5,3", order(`${dZ} W^T`)));
    expect(found(LAYER, `${by("W")} = ${dZ} X`)).toBe(cannot("5,3", "5,4", order(`X^T ${dZ}`)));
  });

  it("is wrong where a vector fits neither as a row nor as a column", () => {
    expect(found(VECTORS, `${by("x")} = W \\delta`)).toBe(transposed("W \\delta", "W^T \\delta"));
    expect(found(VECTORS, "z = W^T x")).toBe(transposed("W^T x", "W x"));
    expect(found(VECTORS, `${by("x")} = (W \\delta) \\odot x`)).toMatch(
      /^wrong \| shape \| Matrices of shapes `\[3,4\]` and `\[3\]`/,
    );
  });

  it("is mended where it is written like a call", () => {
    const worksheet = `${LAYER.replace("loss L(Z)", "P = softmax(Z)")}tensor T[5,3]\nL = cross_entropy(P, T)\n`;
    expect(found(worksheet, `${by("X")} = W^T (P - T)`)).toContain("it should be `(P - T) W^T`.");
  });

  it("is told to be none where nothing mends it", () => {
    const check = "Check the order of the factors and what is transposed.";
    expect(found(LAYER, `${by("W")} = 2 X ${dZ}`)).toBe(cannot("5,4", "5,3", check));
    expect(found(LAYER, `${by("W")} = -X ${dZ}`)).toBe(cannot("5,4", "5,3", check));
  });

  it("is wrong for every size as well", () => {
    expect(found(ALL_SIZES, `${by("X")} = ${dZ} W`)).toBe(transposed(`${dZ} W`, `${dZ} W^T`));
    expect(found(ALL_SIZES, `${by("W")} = X^T ${dZ}`)).toBe("correct");
  });

  it("has no entry that is right, and no numbers to show it", () => {
    const [claim] = check(LAYER, `\\[ ${by("W")} = X ${dZ} \\]`, { file: "sheet.tex" }).claims;
    expect(claim?.links).toEqual([{ line: 1, column: 36, source: `X ${dZ}`, verdict: "wrong" }]);
    expect(claim?.counterexample).toBeUndefined();
  });
});

describe("what may be meant", () => {
  it("is not held for wrong: a vector may be a row, and what stands side by side a convolution", () => {
    expect(found(VECTORS, `${by("W")} = \\delta^T x`)).toBe("unreadable | a product does not fit shapes `1,3` and `4`");
    expect(found(VECTORS, `${by("W")} = x \\delta`)).toMatch(/^unreadable/);
    expect(found(CONVOLUTION, `${by("a")} = \\delta k`)).toMatch(/^unreadable/);
  });

  it("is as it was where matrices fit", () => {
    expect(found(LAYER, `${by("W")} = X^T ${dZ}`)).toBe("correct");
    expect(found(LAYER, `${by("X")} = ${dZ} W^T`)).toBe("correct");
  });
});
