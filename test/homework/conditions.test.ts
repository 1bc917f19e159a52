/** Conditions that the text beside a formula says: `If $i = j$: $$ … $$`. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const SOFTMAX = "tensor z[4]\np = softmax(z)\nloss L(p)\n";
const QUOTIENT = "\\frac{\\partial p_i}{\\partial z_j}";
const [SAME, OTHER] = [`${QUOTIENT} = p_i (1 - p_i)`, `${QUOTIENT} = -p_i p_j`];

function verdictsIn(text: string, format: "md" | "tex" | "txt" = "md") {
  return check(SOFTMAX, text, { format }).claims.map(({ verdict }) => verdict);
}

describe("a condition in the text", () => {
  it("before a formula is the formula's", () => {
    for (const text of [
      `If $i = j$:\n$$${SAME}$$`,
      `- 当 $i = j$ 时: $$${SAME}$$`,
      `如果$i=j$，则\n\n$$${SAME}$$`,
      `$i=j$ の場合、$${SAME}$ です`,
      `Falls $i = j$: $${SAME}$`,
      `**When $i \\neq j$**, we get\n\n$$${OTHER}$$`,
      `若 $i≠j$，则 $$${OTHER}$$`,
    ])
      expect([text, verdictsIn(text)]).toEqual([text, ["correct"]]);
    expect(verdictsIn(`若 \\(i=j\\)，则 \\[ ${SAME} \\]`, "tex")).toEqual(["correct"]);
    expect(verdictsIn("(1) i = j 时：\ndp_i/dz_j = p_i*(1 - p_i)\nIf i != j:\ndp_i/dz_j = -p_i*p_j\n", "txt")).toEqual([
      "correct",
      "correct",
    ]);
  });

  it("behind a formula is that formula's alone", () => {
    expect(verdictsIn(`We have $${OTHER}$ for $k \\ne i$.`)).toEqual(["wrong"]);
    expect(verdictsIn(`We have $${OTHER}$ for $j \\ne i$, and $${OTHER}$`)).toEqual(["correct", "wrong"]);
  });

  it("makes nothing true that is false under it, and is told", () => {
    expect(verdictsIn(`If $i = j$: $$${OTHER}$$`)).toEqual(["wrong"]);
    expect(verdictsIn(`If $i \\ne j$: $$${SAME}$$`)).toEqual(["wrong"]);
    const [claim] = check(SOFTMAX, `If $i = j$: $$${SAME}$$`, { format: "md" }).claims;
    expect(claim?.notes).toContain("checked where `i = j`, as the text beside it says");
  });

  it("is none without a word, of other letters, or far away", () => {
    expect(verdictsIn(`$i = j$. $$${SAME}$$`)).toEqual(["unreadable", "wrong"]);
    expect(verdictsIn(`If $m = n$: $$${OTHER}$$`)).toEqual(["unreadable", "wrong"]);
    expect(verdictsIn(`If $i \\ne j$, ${"and so on ".repeat(40)} $$${OTHER}$$`)).toEqual(["unreadable", "wrong"]);
  });
});
