/** Expansion, derivatives, values and normal forms of small worksheets, seen entry by entry. */
import { describe, expect, it } from "vitest";
import { adjoint, consumersOf, isSymbolic, localDerivative } from "../../src/algebra/adjoint.ts";
import { createCanonical, entryKey } from "../../src/algebra/canonical.ts";
import { createEvaluator, formatValue } from "../../src/algebra/evaluate.ts";
import { expandArray } from "../../src/algebra/expand.ts";
import { termsOf } from "../../src/algebra/substitute.ts";
import type { TermTable } from "../../src/algebra/terms.ts";
import { createWorkspace, upstreamOf, type Workspace } from "../../src/algebra/workspace.ts";
import { createWriter } from "../../src/derivation/writer.ts";
import { printExpression } from "../../src/language/print.ts";
import type { NumericArray } from "../../src/problem/problem.ts";
import { arrayNamed, problemOf } from "../helpers.ts";

function open(worksheet: string): { workspace: Workspace; array(name: string): NumericArray } {
  const problem = problemOf(worksheet);
  return { workspace: createWorkspace(problem, adjoint), array: (name) => arrayNamed(problem, name) };
}

function textAt(workspace: Workspace, table: TermTable, of: number, wrt = 0): string {
  return printExpression(createWriter(workspace).sum(termsOf(table, of, wrt)));
}

/** The first entry of y, expanded. */
function expansion(worksheet: string): string {
  const { workspace, array } = open(worksheet);
  return textAt(workspace, expandArray(workspace, array("y")), 0);
}

describe("expandArray", () => {
  it("is the sum of products of the definition, like terms merged", () => {
    expect(expansion("tensor a[3]\ntensor k[2]\ny = conv1d(a, k)")).toBe("a[1]*k[1] + a[2]*k[2]");
    expect(expansion("scalar x\ny = x*x")).toBe("x^2");
    expect(expansion("scalar x\ny = 2*x - x + x*3")).toBe("4*x");
    expect(expansion("scalar x\ny = x - x")).toBe("0");
    expect(expansion("scalar x\ny = (2*x)^3")).toBe("8*x^3");
    expect(expansion("scalar x\ny = 1/2 - x/3")).toBe("1/2 - 1/3*x");
    expect(expansion("scalar x\nscalar z\ny = x / z")).toBe("x/z");
    expect(expansion("tensor x[2]\ny = [3,4] @ x")).toBe("3*x[1] + 4*x[2]");
  });

  it("sees through unnamed rearrangements, and leaves everything else a symbol", () => {
    expect(expansion("tensor a[2]\ny = conv1d(dilate(a, 2), flip([1,2]))")).toBe("2*a[1]");
    expect(expansion("tensor a[2]\ny = relu(flip(a))")).toBe("relu(a[2])");
    expect(expansion("tensor a[2]\nh = a*a\ny = relu(h)")).toBe("relu(h[1])");
    expect(expansion("tensor a[2]\ny = relu(a + 1)")).toBe("relu(u1[1])");
  });

  it("of a derivative is its entries", () => {
    const { workspace, array } = open("tensor a[2]\ny = a*a\nJ = jac(y, a)\nloss L(y)\ng = 3*grad(L, a)");
    expect([0, 1, 2, 3].map((entry) => textAt(workspace, expandArray(workspace, array("jac_y_a")), entry))).toEqual([
      "2*a[1]",
      "0",
      "0",
      "2*a[2]",
    ]);
    expect(textAt(workspace, expandArray(workspace, array("g")), 1)).toBe("3*delta_a[2]");
  });
});

describe("adjoint", () => {
  /** dy/dx at its first entries. */
  const derivative = (worksheet: string, wrt = "x", of = "y"): string => {
    const { workspace, array } = open(worksheet);
    return textAt(workspace, adjoint(workspace, array(of), array(wrt)), 0);
  };

  it("is the product rule on every occurrence", () => {
    expect(derivative("scalar x\ny = x*x")).toBe("2*x");
    expect(derivative("scalar x\ny = x^3 - 4*x")).toBe("3*x^2 - 4");
    expect(derivative("scalar x\nscalar z\ny = x*z*x")).toBe("2*z*x");
    expect(derivative("scalar x\ny = 1/x")).toBe("-1/x^2");
    expect(derivative("scalar x\ny = sqrt(x)")).toBe("1/(2*sqrt(x))");
    expect(derivative("scalar x\nscalar z\ny = z")).toBe("0");
    expect(derivative("scalar x\ny = x", "y")).toBe("1");
  });

  it("chains through the arrays between", () => {
    expect(derivative("scalar x\nh = x*x\ny = h*h")).toBe("4*h*x");
    expect(derivative("scalar x\nh = x*x\ny = sigmoid(h)")).toBe("2*sigmoid'(h)*x");
    expect(derivative("scalar x\nh = x*x\ny = h*x")).toBe("2*x^2 + h");
    expect(derivative("scalar x\ny = exp(x)*log(x)")).toBe("exp(x)*log(x) + exp(x)/x");
    expect(derivative("tensor x[2]\ny = sum(x*x)")).toBe("2*x[1]");
  });

  it("of an opaque loss is its delta, and of a layer below a symbol", () => {
    const { workspace, array } = open("tensor x[2]\ntensor W[2,2]\nz = W @ x\nh = tanh(z)\nloss L(h)");
    expect(textAt(workspace, adjoint(workspace, array("L"), array("h")), 0)).toBe("delta[1]");
    expect(textAt(workspace, adjoint(workspace, array("L"), array("z")), 0, 1)).toBe("delta[2]*tanh'(z[2])");
    expect(isSymbolic(workspace, array("L"), array("z"))).toBe(true);
    expect(textAt(workspace, adjoint(workspace, array("L"), array("x")), 0, 1)).toBe(
      "delta_z[1]*W[1,2] + delta_z[2]*W[2,2]",
    );
    expect(upstreamOf(workspace, array("L"), array("z")).name).toBe("delta_z");
    expect(consumersOf(workspace, array("L"), array("x")).map(({ name }) => name)).toEqual(["z"]);
  });

  it("of one definition alone is local", () => {
    const { workspace, array } = open("tensor a[3]\ntensor k[2]\ny = conv1d(a, k)");
    const table = localDerivative(workspace, array("y"), array("a"));
    expect([0, 1, 2].map((wrt) => textAt(workspace, table, 1, wrt))).toEqual(["0", "k[1]", "k[2]"]);
  });
});

describe("the evaluator", () => {
  const value = (worksheet: string, name = "y"): string => {
    const { workspace, array } = open(worksheet);
    const result = createEvaluator(workspace).entry(array(name), 0);
    return result === undefined ? "unknown" : formatValue(result);
  };

  it("is exact while the arithmetic is rational", () => {
    expect(value("scalar x = 0.1\ny = x + x + x")).toBe("3/10");
    expect(value("scalar x = 1/3\ny = x^2 / 2")).toBe("1/18");
    expect(value("tensor a[2] = [1e30, 1]\ny = sum(a)")).toBe("1000000000000000000000000000001");
    expect(value("scalar x = -7\ny = relu(x) + leaky_relu(x)")).toBe("-7/100");
    expect(value("scalar x = 9\ny = exp(x - 9)")).toBe("1");
    expect(value("scalar x = 1\ny = exp(x)")).toBe(String(Math.E));
    expect(value("scalar x = 1/4\ny = 2*sqrt(x)")).toBe("1");
  });

  it("knows what it does not know", () => {
    expect(value("scalar x\ny = x + 1")).toBe("unknown");
    expect(value("tensor a[1] = [2]\nloss L(a)", "L")).toBe("unknown");
    expect(value("tensor a[1] = [2]\nloss L(a)", "delta")).toBe("unknown");
    expect(value("tensor a[2]\ny = 0*a + 3")).toBe("3");
  });
});

describe("canonical forms", () => {
  /** Whether the first entries of two expressions have the same key. */
  const same = (left: string, right: string): boolean => {
    const { workspace, array } = open(
      `scalar x\nscalar z\ntensor a[3]\ntensor k[2]\nh = x + z\ns = sigmoid(h)\nt = tanh(h)\nleft = ${left}\nright = ${right}`,
    );
    const canonical = createCanonical(workspace);
    const [one, other] = ["left", "right"].map((name) => entryKey(workspace, canonical.table(array(name)), 0));
    return one === other;
  };

  it("are the same for equal polynomials", () => {
    const equal = [
      ["(x + z)^2", "x^2 + 2*x*z + z^2"],
      ["(x + z)*(x - z)", "x*x - z*z"],
      ["h*h", "(z + x)*(x + z)"],
      ["h - x - z", "0*x"],
      ["sum(conv1d(a, k))", "sum(conv_transpose1d(conv1d(a, k), [1]))"],
      ["sum(a)*k[1]", "k[1]*a[3] + a[2]*k[1] + a[1]*k[1]"],
      ["sigmoid(x + z)", "sigmoid(h)"],
      ["sigmoid(2*(x + z))", "sigmoid(z + h + x)"],
      ["grad(s, h)", "sigmoid(h)*(1 - sigmoid(x + z))"],
      ["grad(t, x)", "1 - tanh(z + x)^2"],
      ["sigmoid(relu(h))", "sigmoid(relu(z + x))"],
      ["x/2 + x/3", "5*x/6"],
    ] as const;
    for (const [left, right] of equal)
      expect(`${left} = ${right}: ${same(left, right)}`).toBe(`${left} = ${right}: true`);
  });

  it("differ for different ones", () => {
    const different = [
      ["x*z", "x + z"],
      ["x^2", "x"],
      ["2*x", "x"],
      ["x", "z"],
      ["x", "-x"],
      ["a[1]", "a[2]"],
      ["a[1]*k[2]", "a[2]*k[1]"],
      ["sigmoid(x)", "sigmoid(z)"],
      ["sigmoid(x)", "tanh(x)"],
      ["leaky_relu(x, 1/10)", "leaky_relu(x, 1/100)"],
      ["sigmoid(x)*sigmoid(x)", "sigmoid(x)"],
      ["sigmoid(x + z)", "sigmoid(x - z)"],
      ["x", "x + 1/1000000007"],
    ] as const;
    for (const [left, right] of different)
      expect(`${left} = ${right}: ${same(left, right)}`).toBe(`${left} = ${right}: false`);
  });
});
