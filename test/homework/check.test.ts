/**
 * What the checker decides where more than one claim or one reading counts: names that a sheet introduces, layers and
 * channels above, kinks, lines that follow from wrong ones, links too large to be written out.
 */
import { describe, expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { ClaimReport } from "../../src/homework/report.ts";

const CONVOLUTION = `tensor a[3,3]
tensor k[2,2]
y = conv2d(a, k)
loss L(y)
operator "*" means conv2d`;

const NETWORK = `tensor W1[3,2] as "W^{(1)}"
tensor W2[2,3] as "W^{(2)}"
tensor x[2]
tensor t[2]
z1 = W1 @ x
a1 = sigmoid(z1)
z2 = W2 @ a1
a2 = sigmoid(z2)
E = half_sse(a2, t)
name z1 as "z^{(1)}"
name a1 as "a^{(1)}"
name z2 as "z^{(2)}"
name a2 as "a^{(2)}"
name grad(E, z1) as "\\delta^{(1)}"
name grad(E, z2) as "\\delta^{(2)}"`;

const CHANNELS = `tensor X[2,4,4]
tensor W[3,2,2,2]
tensor b[3]
Z = conv2d(X, W, bias=b)
A = relu(Z)
loss L(A, delta=G)`;

function check(worksheet: string, ...formulas: string[]): readonly ClaimReport[] {
  const source = formulas.map((formula) => `\\[ ${formula} \\]`).join("\n\n");
  return checkSheet(prepareProblem(worksheet, "p.grad"), source, { file: "hw.tex", format: "tex" }).claims;
}

const verdicts = (worksheet: string, ...formulas: string[]) =>
  check(worksheet, ...formulas).map(({ verdict }) => verdict);

/** The notes of a tag. */
function notes<Tag extends ClaimReport["notes"][number]["tag"]>(claim: ClaimReport | undefined, tag: Tag) {
  return (claim?.notes ?? []).filter((note) => note.tag === tag);
}

describe("names that no worksheet gives", () => {
  it("reads a gradient under the name that the sheet gives it, in all lines below", () => {
    const claims = check(
      CHANNELS,
      "\\delta_{o,i,j} = \\frac{\\partial L}{\\partial Z_{o,i,j}} = G_{o,i,j} \\cdot \\mathbb{1}[Z_{o,i,j} > 0]",
      "\\frac{\\partial L}{\\partial b_o} = \\sum_{i,j} \\delta_{o,i,j}",
      "\\frac{\\partial L}{\\partial b_o} = \\sum_{i,j} G_{o,i,j}",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(["correct", "correct", "wrong"]);
  });

  it("takes nothing but a gradient for a definition", () => {
    expect(verdicts(CONVOLUTION, "u_{11} = a_{11}k_{11}", "u = y", "u = \\frac{\\partial L}{\\partial y}")).toEqual([
      "unreadable",
      "unreadable",
      "correct",
    ]);
  });

  it("passes over a layer, and not over two layers of one name", () => {
    const [one, two] = check(
      CONVOLUTION,
      "\\frac{\\partial L}{\\partial k^l} = a^{l-1} * \\delta^l",
      "\\delta^{l} = \\delta^{l+1} * \\mathrm{rot180}(k^{l+1})",
    );
    expect(one?.verdict).toBe("correct");
    expect(notes(one, "read-as").length).toBeGreaterThanOrEqual(3);
    expect(two?.verdict).toBe("unreadable");
  });

  it("reads channels above in the order of the axes, and in the other one where only that holds", () => {
    const sum = "\\sum_{i,j} \\frac{\\partial L}{\\partial Z^{o}_{i,j}} X^{c}_{i+m-1,j+n-1}";
    expect(
      verdicts(
        CHANNELS,
        `\\frac{\\partial L}{\\partial W^{o,c}_{m,n}} = ${sum}`,
        `\\frac{\\partial L}{\\partial W^{(c,o)}_{m,n}} = ${sum}`,
        `\\frac{\\partial L}{\\partial W^{o,c}_{n,m}} = ${sum}`,
      ),
    ).toEqual(["correct", "ambiguous", "wrong"]);
  });

  it("takes a letter on both sides that is no index for any number", () => {
    const [slope, wrong, alone] = check(
      NETWORK,
      "\\sigma'(u) = \\sigma(u)(1 - \\sigma(u))",
      "\\sigma'(u) = \\sigma(u)(1 + \\sigma(u))",
      "u = \\sigma(z^{(1)}_1)",
    );
    expect([slope, wrong, alone].map((claim) => claim?.verdict)).toEqual(["correct", "wrong", "unreadable"]);
  });
});

describe("a sign between arrays", () => {
  const UNDECLARED = CONVOLUTION.replace(/\noperator.*/, "");

  it("means one thing throughout a claim", () => {
    const [claim] = check(UNDECLARED, "y + y = a * k + a * k");
    expect(claim?.verdict).toBe("ambiguous");
    expect(claim?.readings).toHaveLength(2);
  });

  it("is what the worksheet declares, whatever stands below it", () => {
    expect(
      verdicts(
        CONVOLUTION,
        "\\frac{\\partial L}{\\partial a} = \\delta *_{full} \\mathrm{rot180}(k)",
        "y = a \\star k",
      ),
    ).toEqual(["correct", "correct"]);
  });

  it("may carry an accent, and then be another sign", () => {
    const worksheet = `${UNDECLARED}\noperator "A \\otimes B" means conv2d(B, A)\noperator "A \\tilde{\\otimes} B" means conv2d(B, A, padding="full")`;
    expect(
      verdicts(
        worksheet,
        "y = k \\otimes a",
        "\\frac{\\partial L}{\\partial a} = \\mathrm{rot180}(k) \\tilde{\\otimes} \\delta",
        "\\frac{\\partial L}{\\partial a} = \\mathrm{rot180}(k) \\otimes \\delta",
      ),
    ).toEqual(["correct", "correct", "wrong"]);
  });

  it("never slides a vector over a matrix", () => {
    const worksheet = "tensor x[5]\ntensor w[3]\ny = conv1d(x, w)\nloss L(y)";
    expect(
      verdicts(
        worksheet,
        "\\frac{\\partial L}{\\partial x} = \\left(\\frac{\\partial y}{\\partial x}\\right)^T * \\delta",
      ),
    ).toEqual(["correct"]);
  });
});

describe("where there is no derivative", () => {
  it("accepts both slopes at the kink, and says so", () => {
    const [strict, loose, other] = check(
      CHANNELS,
      "\\frac{\\partial L}{\\partial Z_{111}} = G_{111} \\mathbb{1}[Z_{111} > 0]",
      "\\frac{\\partial L}{\\partial Z_{111}} = G_{111} \\mathbb{1}[Z_{111} \\ge 0]",
      "\\frac{\\partial L}{\\partial Z_{111}} = G_{111} \\mathbb{1}[Z_{111} < 0]",
    );
    expect([strict, loose, other].map((claim) => claim?.verdict)).toEqual(["correct", "correct", "wrong"]);
    expect(notes(strict, "kink")).toEqual([]);
    expect(notes(loose, "kink")).toHaveLength(1);
  });
});

describe("what stands beside a claim", () => {
  it("may leave nothing to hold it against", () => {
    expect(verdicts(CONVOLUTION, "y_{ij} = 5, \\quad 7 \\le i \\le 9", "y_{ij} = 5, \\quad 2 \\le i \\le 9")).toEqual([
      "unproven",
      "wrong",
    ]);
  });

  it("is no link of it, as the set that an array lies in, or a number behind wide spaces", () => {
    const [member, numbered] = check(
      CONVOLUTION,
      "\\delta = \\frac{\\partial L}{\\partial y} \\in \\mathbb{R}^{2 \\times 2}",
      "y_{11} = a_{11}k_{11} + a_{12}k_{12} + a_{21}k_{21} + a_{22}k_{22} \\;\\;\\; (14)",
    );
    expect([member?.verdict, numbered?.verdict]).toEqual(["correct", "correct"]);
    expect(member?.links).toHaveLength(1);
  });
});

describe("a transposed convolution in a word", () => {
  const STRIDED = "tensor X[5,5]\ntensor K[3,3]\nY = conv2d(X, K, stride=2, padding=1)\nloss L(Y, delta=G)";

  it("has the stride and padding of the worksheet's convolution", () => {
    const [own, turned] = check(
      STRIDED,
      "\\frac{\\partial L}{\\partial X} = \\mathrm{conv\\_transpose}(G, K)",
      "\\frac{\\partial L}{\\partial X} = \\text{反卷积}(G, \\mathrm{rot180}(K))",
    );
    expect([own?.verdict, turned?.verdict]).toEqual(["correct", "wrong"]);
    expect(notes(own, "read-as").map((note) => "shown" in note && note.shown.text)).toEqual([
      "conv_transpose2d(stride=2, padding=1)",
    ]);
  });

  it("has none where only that fits", () => {
    const [claim] = check(CONVOLUTION, "\\frac{\\partial L}{\\partial a} = \\mathrm{deconv}(\\delta, k)");
    expect(claim?.verdict).toBe("correct");
    expect(notes(claim, "read-as")).toEqual([]);
  });
});

describe("a line that follows from a wrong one", () => {
  it("is told so by way of the gradient behind it", () => {
    const claims = check(
      NETWORK,
      "\\delta^{(2)} = a^{(2)} - t",
      "\\delta^{(1)}_j = \\sigma'(z^{(1)}_j) \\sum_k W^{(2)}_{kj} (a^{(2)}_k - t_k)",
      "\\frac{\\partial E}{\\partial W^{(1)}_{jk}} = \\sigma'(z^{(1)}_j) \\sum_i W^{(2)}_{ij} (a^{(2)}_i - t_i) x_k",
      "\\delta^{(1)}_j = \\sigma'(z^{(1)}_j) \\sum_k W^{(2)}_{kj} (a^{(2)}_k + t_k)",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(["wrong", "wrong", "wrong", "wrong"]);
    const lines = claims.map((claim) => notes(claim, "follows-from").map((note) => "line" in note && note.line));
    expect(lines).toEqual([[], [1], [1], []]);
  });

  it("is told so where numbers are put in", () => {
    const worksheet = `${CONVOLUTION}\ngiven a = [[1,2,0],[0,1,3],[2,1,1]]\ngiven k = [[1,2],[-1,3]]\ngiven delta = [[1,0],[2,-1]]`;
    const claims = check(
      worksheet,
      "\\frac{\\partial L}{\\partial a_{12}} = \\delta_{11}k_{11} + \\delta_{12}k_{12}",
      "\\frac{\\partial L}{\\partial a_{12}} = 1 \\cdot 1 + 0 \\cdot 2 = 1",
      "\\frac{\\partial L}{\\partial a_{12}} = 5",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(["wrong", "wrong", "wrong"]);
    expect(claims.map((claim) => notes(claim, "follows-from").length)).toEqual([0, 1, 0]);
    expect(claims[1]?.counterexample).toMatchObject({ left: "2", right: "1" });
  });
});

describe("a link too large to be multiplied out", () => {
  const worksheet = "tensor a[12,12]\ny = 2*a\nloss L(y)";
  const power = "(\\sum_{i,j} a_{ij})^4";

  it("is not proved where numbers agree", () => {
    const [claim] = check(worksheet, `${power} = (\\sum_{i,j} a_{ij})^3 (\\sum_{i,j} a_{ij})`);
    expect(claim?.verdict).toBe("unproven");
    expect(notes(claim, "numbers")).toHaveLength(1);
  });

  it("is refuted by few numbers where they don't", () => {
    const [claim] = check(worksheet, `${power} = (\\sum_{i,j} a_{ij})^3 (\\sum_{i,j} a_{ij} + a_{11})`);
    expect(claim?.verdict).toBe("wrong");
    expect(Object.keys(claim?.counterexample?.values ?? {}).length).toBeLessThanOrEqual(3);
    expect(claim?.counterexample?.left).not.toBe(claim?.counterexample?.right);
  });
});

describe("an array before the one that it slides over", () => {
  const gradient = "\\frac{\\partial L}{\\partial k}";
  const orders = (formula: string): number =>
    check(CONVOLUTION, formula).flatMap(({ notes }) =>
      notes.filter((note) => note.tag === "read-as" && note.why === "order"),
    ).length;

  it("is told of, since a correlation's operands do not change places", () => {
    expect(orders(`${gradient} = \\mathrm{conv2d}(\\delta, a)`)).toBe(1);
    const [declared] = check(CONVOLUTION, `${gradient} = \\delta * a`);
    const readings = declared?.readings?.map(({ shown, verdict }) => [shown.text, verdict]);
    // The worksheet declares which operand is the kernel.
    expect(readings).toEqual([
      ['padding="full"', "wrong"],
      ['padding="valid", (kernel, input)', "correct"],
    ]);
  });

  it("is not where the input stands first, or the kernel is turned anyway", () => {
    expect(orders(`${gradient} = \\mathrm{conv2d}(a, \\delta)`)).toBe(0);
    expect(orders(`${gradient} = a * \\delta`)).toBe(0);
    expect(orders("\\frac{\\partial L}{\\partial a} = \\mathrm{convolve}(k, \\delta)")).toBe(0);
  });
});
