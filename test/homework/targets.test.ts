/** Whether the target of a cross entropy adds up to 1 is not said: claims that need it are right in one reading. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const VECTOR = "tensor z[3]\np = softmax(z)\ntensor t[3]\nL = cross_entropy(p, t)\n";
const ROWS = "tensor X[5,4]\ntensor W[4,3]\nZ = X @ W\ntensor T[5,3]\nL = softmax_cross_entropy(Z, T) / 5\n";
const SQUARES = "tensor z[3]\np = softmax(z)\ntensor t[3]\nL = half_sse(p, t)\n";

const NOTE =
  "holds where the entries of `t` add up to 1 along the last axis, as those of a target of a cross entropy do";

function claimOf(worksheet: string, formula: string) {
  const [claim] = check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
  const readings = claim?.readings?.map(({ text, verdict }) => `${text}: ${verdict}`);
  return { verdict: claim?.verdict, code: claim?.diagnosis?.code, notes: claim?.notes ?? [], readings };
}

const by = (name: string): string => `\\frac{\\partial L}{\\partial ${name}}`;

describe("the target of a cross entropy", () => {
  it("makes a claim ambiguous that needs it to add up to 1", () => {
    for (const formula of [`${by("z_i")} = p_i - t_i`, `${by("z")} = p - t`, `${by("z_3")} = p_3 - t_3`]) {
      const { verdict, notes, readings } = claimOf(VECTOR, formula);
      expect(verdict, formula).toBe("ambiguous");
      expect(readings, formula).toEqual(["sum(t, axis=-1) = 1: correct", "sum(t, axis=-1) ≠ 1: wrong"]);
      expect(notes, formula).toContain(NOTE);
    }
  });

  it("is told of only where the claim needs it", () => {
    for (const formula of [
      `${by("z_i")} = p_i \\sum_j t_j - t_i`,
      `${by("p_i")} = -\\frac{t_i}{p_i}`,
      "\\sum_i p_i = 1",
    ]) {
      const { verdict, notes } = claimOf(VECTOR, formula);
      expect(verdict, formula).toBe("correct");
      expect(notes, formula).not.toContain(NOTE);
    }
  });

  it("makes nothing else true, and the mistake is named", () => {
    expect(claimOf(VECTOR, `${by("z_i")} = t_i - p_i`)).toMatchObject({ verdict: "wrong", code: "sign" });
    expect(claimOf(VECTOR, `${by("z_i")} = p_i - 1`).verdict).toBe("wrong");
    expect(claimOf(VECTOR, `${by("z_i")} = p_i - t_i p_i`).verdict).toBe("wrong");
    expect(claimOf(VECTOR, `${by("p_i")} = p_i - t_i`).verdict).toBe("wrong");
  });

  it("adds up to 1 in each row of a batch, not over it", () => {
    const softmax = "\\mathrm{softmax}(Z)";
    expect(claimOf(ROWS, `${by("Z")} = \\frac{1}{5}(${softmax} - T)`).verdict).toBe("ambiguous");
    expect(claimOf(ROWS, `${by("W")} = \\frac{1}{5} X^T (${softmax} - T)`).verdict).toBe("ambiguous");
    expect(claimOf(ROWS, `${by("Z")} = ${softmax} - T`)).toMatchObject({ verdict: "wrong", code: "scale" });
    expect(claimOf(ROWS, "\\sum_i T_{i1} = 1").verdict).toBe("wrong");
  });

  it("is any array beside another loss", () => {
    expect(claimOf(SQUARES, "\\sum_i t_i = 1").verdict).toBe("wrong");
    expect(claimOf(SQUARES, `${by("p_i")} = p_i - t_i`)).toMatchObject({ verdict: "correct", notes: [] });
  });
});

describe("the target beside a softmax along another axis", () => {
  const worksheet = "tensor z[2,4]\ntensor y[2,4]\np = softmax(z, axis=1)\nL = cross_entropy(p, y)\n";

  it("adds up to 1 along that one", () => {
    const { verdict, notes, readings } = claimOf(worksheet, `${by("z")} = p - y`);
    expect(verdict).toBe("ambiguous");
    expect(readings).toEqual(["sum(y, axis=1) = 1: correct", "sum(y, axis=1) ≠ 1: wrong"]);
    expect(notes).toContain(NOTE.replace("`t`", "`y`").replace("the last axis", "axis 1"));
    expect(claimOf(worksheet, `${by("z")} = y - p`)).toMatchObject({ verdict: "wrong", code: "sign" });
  });
});
