/** What is printed of theorems: everything is introduced, explained and typeset, and no line says what the last did. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { type Chain, prove } from "../../src/calculus/prove.ts";
import { applyRule } from "../../src/calculus/rules/rules.ts";
import type { Sum } from "../../src/calculus/sums.ts";
import type { TheoremFact, TheoremResult } from "../../src/derivation/theorem.ts";
import { isSame, linesOf } from "../../src/derivation/theorem-lines.ts";
import { parseExpression } from "../../src/language/parse.ts";
import type { Block } from "../../src/render/blocks.ts";
import { documentOf } from "../../src/render/document.ts";
import { lettersToJson } from "../../src/render/json-letters.ts";
import { printLatex } from "../../src/render/latex.ts";
import { renderSource } from "../../src/render/render-source.ts";
import { noNames } from "../../src/render/symbols.ts";
import type { Visual } from "../../src/render/visual.ts";
import type { Phrase } from "../../src/render/words.ts";
import { THEOREMS } from "../calculus/theorems.ts";
import { derivationOf, generalResult, theoremResult, withBetterLetters } from "./theorem-results.ts";

const LANGUAGES = ["en", "zh"] as const;

function visualsIn(block: Block): readonly Visual[] {
  const inPhrase = (phrase: Phrase): readonly Visual[] =>
    phrase.flatMap((inline) => (typeof inline === "object" && "math" in inline ? [inline.math] : []));
  switch (block.tag) {
    case "heading":
    case "paragraph":
    case "verdict":
      return inPhrase(block.content);
    case "glossary":
      return block.items.flatMap(({ meaning }) => inPhrase(meaning));
    case "equations":
      return block.chains.flatMap(({ left, links }) => [left, ...links.map(({ right }) => right)]);
    default:
      return [];
  }
}

function textOf(block: Block): string {
  const inPhrase = (phrase: Phrase): string => phrase.filter((inline) => typeof inline === "string").join("");
  if (block.tag === "paragraph" || block.tag === "heading") return inPhrase(block.content);
  return block.tag === "glossary" ? block.items.map(({ meaning }) => inPhrase(meaning)).join("\n") : "";
}

/** Names of letters and arrays in a formula, those that it binds itself left out; scripts belong to their name. */
function freeSymbols(visual: Visual): ReadonlySet<string> {
  const found = new Set<string>();
  const bound = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) walk(one);
    else if (typeof part === "object" && part !== null) {
      // Names of functions, as sum and conv1d, are words of the worksheet language.
      if ("tag" in part && part.tag === "symbol" && "latex" in part && !/^\\mathrm/.test(String(part.latex)))
        found.add(String(part.latex));
      if ("tag" in part && part.tag === "bigSum" && "limits" in part) {
        for (const limit of part.limits as readonly { letter: Visual }[])
          for (const one of limit.letter.tag === "series" ? limit.letter.items : [limit.letter])
            bound.add(printLatex(one));
      }
      for (const one of Object.values(part)) walk(one);
    }
  };
  walk(visual);
  return new Set([...found].filter((name) => !bound.has(name)));
}

/** Each name in a displayed equation, with what sentences said before; a definition's own indices are its own. */
function namesBeforeTheirSentence(intro: readonly Block[]): readonly (readonly [string, ReadonlySet<string>])[] {
  const said = new Set<string>();
  return intro.flatMap((block) => {
    if (block.tag !== "equations") {
      for (const visual of visualsIn(block)) for (const name of freeSymbols(visual)) said.add(name);
      return [];
    }
    const known = new Set(said);
    return block.chains.flatMap(({ left, links }) => {
      const own = new Set(left.tag === "entry" ? left.indices.map(printLatex) : []);
      const names = [left, ...links.map(({ right }) => right)].flatMap((visual) => [...freeSymbols(visual)]);
      return names.filter((name) => !own.has(name)).map((name) => [name, known] as const);
    });
  });
}

interface Printed {
  readonly intro: readonly Block[];
  readonly proof: readonly Block[];
}

/** The blocks before the proof and those of it. */
function printed(result: TheoremResult, lang: "en" | "zh"): Printed {
  const { blocks, words } = documentOf(derivationOf("Theorem", [result]), lang, "steps");
  const at = blocks.findIndex((block) => block.tag === "heading" && block.content[0] === words.theorems.proof);
  return { intro: blocks.slice(0, at), proof: blocks.slice(at) };
}

describe.each(THEOREMS.map((theorem) => [theorem.name, theorem] as const))("%s", (_, theorem) => {
  const results = ([0, 1] as const).map((base) => theoremResult(theorem, base));

  it("has lines that cover its chain, each the sum of its last step up to names and order", () => {
    for (const { chain, lines, statement } of results) {
      if (chain === undefined) throw new Error("not proved");
      const states = [chain.start, ...chain.steps.map(({ sum }) => sum)];
      let end = 0;
      for (const line of lines) {
        expect(line.steps[0]).toBe(end);
        end = line.steps[1];
        expect(isSame(line.sum, states[end] ?? [])).toBe(true);
      }
      expect(end).toBe(chain.steps.length);
      expect(lines.at(-1)?.sum[0]?.factors[0]).toMatchObject({ kind: "entry", tensor: statement.right });
    }
  });

  it("has no line that repeats one before it, as a sum or as it is printed", () => {
    for (const result of results) {
      const sums = result.lines.map(({ sum }) => sum);
      for (const [at, sum] of sums.entries())
        for (const before of sums.slice(0, at)) expect(isSame(before, sum)).toBe(false);
      const chain = printed(result, "en").proof.find((block) => block.tag === "equations");
      const formulas =
        chain?.tag === "equations" ? (chain.chains[0]?.links ?? []).map(({ right }) => printLatex(right)) : [];
      expect(formulas).toHaveLength(sums.length);
      expect(new Set(formulas).size).toBe(formulas.length);
    }
  });

  it.each(LANGUAGES)("introduces every letter and array before its proof (%s)", (lang) => {
    for (const result of results) {
      const { intro, proof } = printed(result, lang);
      const known = new Set(intro.flatMap(visualsIn).flatMap((visual) => [...freeSymbols(visual)]));
      const lines = proof.filter((block) => block.tag === "equations").flatMap(visualsIn);
      expect(lines.length).toBeGreaterThan(1);
      for (const [name, known] of namesBeforeTheirSentence(intro)) expect(known).toContain(name);
      for (const line of lines) for (const name of freeSymbols(line)) expect(known).toContain(name);
    }
  });

  it.each(LANGUAGES)("explains what kinds of brackets and sums it has (%s)", (lang) => {
    for (const result of results) {
      const { intro } = printed(result, lang);
      const { words } = documentOf(derivationOf("", [result]), lang, "steps");
      const said = intro.map(textOf).join("\n");
      const sums = result.lines.flatMap(({ sum }) => sum);
      const says = (phrase: Phrase): boolean =>
        said.includes(phrase.filter((inline) => typeof inline === "string").join(""));
      expect(says(words.theorems.zeroExtension)).toBe(true);
      if (sums.some(({ guards }) => guards.length > 0)) expect(says(words.theorems.bracket(""))).toBe(true);
      if (sums.some(({ bound }) => bound.some(({ size }) => size === undefined)))
        expect(says(words.theorems.openLetters)).toBe(true);
    }
  });

  it.each(LANGUAGES)("sets every formula (%s)", (lang) => {
    for (const result of results) {
      const { intro, proof } = printed(result, lang);
      for (const visual of [...intro, ...proof].flatMap(visualsIn))
        expect(() => katex.renderToString(printLatex(visual), { strict: "error", displayMode: true })).not.toThrow();
    }
  });

  it("has steps whose text reads back", () => {
    for (const result of results) {
      const json = JSON.parse(JSON.stringify(lettersToJson(result, noNames))) as {
        steps: readonly { text: string }[];
        chain: Chain;
        statement: TheoremResult["statement"];
      };
      expect(json.steps.length).toBe(result.lines.length);
      for (const { text } of json.steps) expect(() => parseExpression(text), text).not.toThrow();
      expect(json.chain).toEqual(result.chain);
    }
  });
});

/** Kinds of facts that no theorem has, each made by one rule. */
it("each kind of fact has its sentence in both languages", () => {
  const rules = new Set(
    THEOREMS.flatMap((theorem) => theoremResult(theorem).lines.flatMap(({ facts }) => facts.map(({ rule }) => rule))),
  );
  const seen: readonly TheoremFact["rule"][] = ["definition", "differentiate", "divide-read-off", "gradient", "name"];
  expect([...rules].sort()).toEqual(expect.arrayContaining([...seen]));
  for (const lang of LANGUAGES) {
    const { words } = documentOf(derivationOf("", []), lang, "steps");
    const none = {
      arrays: ["A"],
      equations: ["E"],
      letters: ["x"],
      instead: ["z"],
      divisions: ["D"],
      brackets: ["B", "C"],
      bounded: [],
      summands: 1,
    };
    const sentences = Object.values(words.theorems.facts).map((say) => say(none).join(""));
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(lang === "en" ? /^[A-Zx].*\.$/ : /。$/);
  }
});

const byName = (name: string) => {
  const theorem = THEOREMS.find((one) => one.name.startsWith(name));
  if (theorem === undefined) throw new Error(`no theorem ${name}`);
  return theorem;
};

const textFor = (name: string, lang: "en" | "zh", base: 0 | 1 = 0): string =>
  renderSource(derivationOf("Theorem", [theoremResult(byName(name), base)]), "text", { lang });

it("the gradient by the input, as it is read", () => {
  expect(textFor("the gradient by the input", "en")).toMatchInlineSnapshot(`
    "Theorem
    =======

    Theorem
    -------

    Let K, O, s, d, H ≥ 1 and ρ ≥ 0 be integers, and P_l, P_r any integers, negative ones included.

    Between the sizes this equation holds:

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    Thus O is the length of y; the remainder, 0 ≤ ρ < s, is what is left over at the end.

    Let an array a of length H and an array k of length K be given. Put y = conv1d(a, k, stride=s,
    padding=(P_l, P_r), dilation=d), of length O. Let L be a differentiable function of y. Its
    derivatives are called δ = ∂L/∂y, of length O. Put z = conv_transpose1d(δ, k, stride=s,
    padding=(P_l, P_r), dilation=d), of length H.

    Then, for 0 ≤ m < H,

      ∂L/∂a[m] = z[m]

    Notation
    ········

    Outside its shape an array counts as 0. A letter below a sum sign without a range runs over all
    integers; only finitely many summands are not 0. A bracket such as [s·p + d·u = m + P_l] is 1 where
    what stands in it holds, and 0 elsewhere.

    Inside their shapes, the arrays that are defined have the entries

      y[p] = Σ(u) k[u]·a[s·p+d·u-P_l]
      z[m] = Σ(p, u) [s·p + d·u = m + P_l]·k[u]·δ[p]

    Proof
    ·····

      ∂L/∂a[m] = Σ(p) δ[p]·∂y[p]/∂a[m]                       (1)
               = Σ(p, u) δ[p]·∂(k[u]·a[s·p+d·u-P_l])/∂a[m]   (2)
               = Σ(p, u) δ[p]·k[u]·∂a[s·p+d·u-P_l]/∂a[m]     (3)
               = Σ(p, u) [s·p + d·u = m + P_l]·δ[p]·k[u]     (4)
               = z[m]                                        (5)

    (1): This is the chain rule: a acts through the entries of y, and δ holds the derivatives by these.
    (2): The definition of y is put in.
    (3): The entries of k do not depend on the variable: constant factors leave the derivative.
    (4): The entries of a are independent variables: the derivative of one by another is 1 where their
    indices agree, and 0 elsewhere.
    (5): This is the definition of z, read from right to left.

    ✓ Proved. All 5 lines were checked: each follows from the one before it by its rule, for all sizes.
    Besides, every line was evaluated at 40 choices of sizes, 312 entries in all: at (H, K) = (3, 2),
    (5, 1) and 38 more.

    Between arrays: ∂L/∂a = conv_transpose1d(δ, k, stride=s, padding=(P_l, P_r), dilation=d).
    "
  `);
  expect(textFor("the gradient by the input", "zh", 1)).toMatchInlineSnapshot(`
    "Theorem
    =======

    定理
    ----

    设整数 K, O, s, d, H ≥ 1，ρ ≥ 0，P_l, P_r 为任意整数（可以为负）。

    各尺寸之间满足

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    于是 O 是 y 的长度；余数 0 ≤ ρ < s 是末尾剩余的长度。

    给定数组 a（长度为 H），数组 k（长度为 K）。令 y = conv1d(a, k, stride=s, padding=(P_l, P_r),
    dilation=d)（长度为 O）。设 L 是 y 的可微函数。记其导数为 δ = ∂L/∂y，其长度为 O。令 z =
    conv_transpose1d(δ, k, stride=s, padding=(P_l, P_r), dilation=d)（长度为 H）。

    则对 1 ≤ m ≤ H，有

      ∂L/∂a[m] = z[m]

    记号
    ····

    数组在其形状之外取值为 0。求和号下未注明范围的字母取遍所有整数，其中只有有限项不为 0。形如 [s·(p -
    1) + d·(u - 1) = m + P_l - 1] 的方括号在其中的式子成立时为 1，否则为 0。

    上面定义的数组在其形状之内的元素为

      y[p] = Σ(u) k[u]·a[s·(p-1)+d·(u-1)-P_l+1]
      z[m] = Σ(p, u) [s·(p - 1) + d·(u - 1) = m + P_l - 1]·k[u]·δ[p]

    证明
    ····

      ∂L/∂a[m] = Σ(p) δ[p]·∂y[p]/∂a[m]                                     (1)
               = Σ(p, u) δ[p]·∂(k[u]·a[s·(p-1)+d·(u-1)-P_l+1])/∂a[m]       (2)
               = Σ(p, u) δ[p]·k[u]·∂a[s·(p-1)+d·(u-1)-P_l+1]/∂a[m]         (3)
               = Σ(p, u) [s·(p - 1) + d·(u - 1) = m + P_l - 1]·δ[p]·k[u]   (4)
               = z[m]                                                      (5)

    (1): 链式法则：a 通过 y 的各元素起作用，而 δ 是对这些元素的导数。
    (2): 代入 y 的定义。
    (3): k 的元素与该变量无关，是常数因子，可以提到求导符号之外。
    (4): a 的各元素是相互独立的变量：一个对另一个的导数在下标相同时为 1，否则为 0。
    (5): 反过来用 z 的定义。

    ✓ 成立。 以上 5 行都已复核：对所有尺寸，每一行都由所述法则从前一行得出。此外，每一行都在 40 组尺寸上
    求过值，共 312 个元素：(H, K) = (3, 2)，(5, 1) 等。

    写成数组之间的等式：∂L/∂a = conv_transpose1d(δ, k, stride=s, padding=(P_l, P_r), dilation=d)。
    "
  `);
});

it("the zero-stuffed convolution, as it is read", () => {
  expect(textFor("the transposed convolution is a convolution", "en", 1)).toMatchInlineSnapshot(`
    "Theorem
    =======

    Theorem
    -------

    Let K, O, s, d, H ≥ 1 and ρ ≥ 0 be integers, and P_l, P_r any integers, negative ones included.

    Between the sizes this equation holds:

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    Here 0 ≤ ρ < s, so that the sizes determine O.

    Let an array k of length K and an array δ of length O be given. Put z = conv_transpose1d(δ, k,
    stride=s, padding=(P_l, P_r), dilation=d), of length H; w = dilate(δ, s), of length s·(O - 1) + 1; b
    = flip(k), of length K; and r = conv1d(w, b, dilation=d), of length H.

    Then, for 1 ≤ m ≤ H,

      z[m] = r[m]

    Notation
    ········

    Outside its shape an array counts as 0. A letter below a sum sign without a range runs over all
    integers; only finitely many summands are not 0. A bracket such as [s·(p - 1) + d·(u - 1) = m + P_l
    - 1] is 1 where what stands in it holds, and 0 elsewhere.

    Inside their shapes, the arrays that are defined have the entries

      z[m] = Σ(p, u) [s·(p - 1) + d·(u - 1) = m + P_l - 1]·k[u]·δ[p]
      w[i] = Σ(j) [s·(j - 1) = i - 1]·δ[j]
      b[i] = k[K-i+1]
      r[m] = Σ(u) b[u]·w[m+P_l-d·(K-u)]

    Proof
    ·····

      z[m] = Σ(p, u) [s·(p - 1) + d·(u - 1) = m + P_l - 1]·k[u]·δ[p]       (1)
           = Σ(p, u) [s·(p - 1) + d·(K - u) = m + P_l - 1]·k[K-u+1]·δ[p]   (2)
           = Σ(u) k[K-u+1]·w[m+P_l-d·(K-u)]                                (3)
           = Σ(u) w[m+P_l-d·(K-u)]·b[u]                                    (4)
           = r[m]                                                          (5)

    (1): The definition of z is put in.
    (2): u is counted from the other end, by u ↦ K - u + 1; the sum runs over all integers as before.
    (3): This is the definition of w, read from right to left. Here 1 ≤ m + P_l - d·(K - u) ≤ s·(O - 1)
    + 1, since s·(p - 1) + d·(K - u) = m + P_l - 1 and 1 ≤ p ≤ O.
    (4): This is the definition of b, read from right to left.
    (5): This is the definition of r, read from right to left.

    ✓ Proved. All 5 lines were checked: each follows from the one before it by its rule, for all sizes.
    Besides, every line was evaluated at 40 choices of sizes, 312 entries in all: at (H, K) = (3, 2),
    (5, 1) and 38 more.

    Between arrays: conv_transpose1d(δ, k, stride=s, padding=(P_l, P_r), dilation=d) = conv1d(dilate(δ,
    s), flip(k), dilation=d).
    "
  `);
});

it("a false statement is shown false, and one that is not decided says what was tried", () => {
  const { statement, theory, name } = byName("the gradient by the input");
  const refuted = theoremResult({ name, statement: { left: statement.left, right: "a" }, theory });
  expect(refuted.verdict).toBe("refuted");
  expect(renderSource(derivationOf("Theorem", [refuted]), "text", { lang: "en" })).toMatchInlineSnapshot(`
    "Theorem
    =======

    Claim
    -----

    Let K, O, s, d, H ≥ 1 and ρ ≥ 0 be integers, and P_l, P_r any integers, negative ones included.

    Between the sizes this equation holds:

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    Thus O is the length of y; the remainder, 0 ≤ ρ < s, is what is left over at the end.

    Let an array a of length H and an array k of length K be given. Put y = conv1d(a, k, stride=s,
    padding=(P_l, P_r), dilation=d), of length O. Let L be a differentiable function of y. Its
    derivatives are called δ = ∂L/∂y, of length O.

    Then, for 0 ≤ m < H,

      ∂L/∂a[m] = a[m]

    ✗ Refuted. The claim does not hold for all sizes. For K = 1, O = 1, s = 1, d = 1, ρ = 0, H = 1, P_l
    = 0, P_r = 0, at entry 0, the left side is -2067 and the right side is -27.
    "
  `);
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error("not proved");
  const form = (at: number): Sum => proof.chain.steps[at]?.sum ?? [];
  const proved = theoremResult(byName("the gradient by the input"));
  const { chain: _, ...rest } = proved;
  const unknown: TheoremResult = { ...rest, verdict: "unknown", lines: [], tried: { left: form(3), right: form(0) } };
  expect(renderSource(derivationOf("Theorem", [unknown]), "text", { lang: "en" })).toContain("Undecided.");
});

it("a general entry is solved for its index, with the bracket that says where it can be", () => {
  const text = (lang: "en" | "zh", base: 0 | 1): string =>
    renderSource(derivationOf("General", [generalResult(byName("the gradient by the input"), base)]), "text", { lang });
  expect(text("en", 0)).toMatchInlineSnapshot(`
    "General
    =======

    The derivatives of y by a, for all sizes
    ----------------------------------------

    Let K, O, s, d, H ≥ 1 and ρ ≥ 0 be integers, and P_l, P_r any integers, negative ones included.

    Between the sizes this equation holds:

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    Thus O is the length of y; the remainder, 0 ≤ ρ < s, is what is left over at the end.

    Let an array a of length H and an array k of length K be given. Put y = conv1d(a, k, stride=s,
    dilation=d), of length O.

    Notation
    ········

    Outside its shape an array counts as 0. A letter below a sum sign without a range runs over all
    integers; only finitely many summands are not 0. A bracket such as [d·u = m + P_l - s·p] is 1 where
    what stands in it holds, and 0 elsewhere. [d | m + P_l - s·p] is 1 where the number before the bar
    divides the one behind it. An entry whose index is not an integer is 0.

    Inside their shapes, the arrays that are defined have the entries

      y[p] = Σ(u) k[u]·a[s·p+d·u-P_l]

    Then, for 0 ≤ p < O and 0 ≤ m < H,

      ∂y[p]/∂a[m] = [d | m + P_l - s·p]·k[(m+P_l-s·p)/d]

    Derivation
    ··········

      ∂y[p]/∂a[m] = Σ(u) ∂(k[u]·a[d·u+s·p-P_l])/∂a[m]      (1)
                  = Σ(u) k[u]·∂a[d·u+s·p-P_l]/∂a[m]        (2)
                  = Σ(u) [d·u = m + P_l - s·p]·k[u]        (3)
                  = [d | m + P_l - s·p]·k[(m+P_l-s·p)/d]   (4)

    (1): The definition of y is put in.
    (2): The entries of k do not depend on the variable: constant factors leave the derivative.
    (3): The entries of a are independent variables: the derivative of one by another is 1 where their
    indices agree, and 0 elsewhere.
    (4): The equation is solved for u: where d | m + P_l - s·p, there is just one solution, u = (m + P_l
    - s·p)/d; elsewhere there is none.

    All 4 lines were checked: each follows from the one before it by its rule, for all sizes.
    "
  `);
  expect(text("zh", 1)).toMatchInlineSnapshot(`
    "General
    =======

    y 对 a 的导数（对所有尺寸）
    ---------------------------

    设整数 K, O, s, d, H ≥ 1，ρ ≥ 0，P_l, P_r 为任意整数（可以为负）。

    各尺寸之间满足

      H + P_l + P_r - d·(K - 1) - 1 = s·(O - 1) + ρ

    于是 O 是 y 的长度；余数 0 ≤ ρ < s 是末尾剩余的长度。

    给定数组 a（长度为 H），数组 k（长度为 K）。令 y = conv1d(a, k, stride=s, dilation=d)（长度为 O）。

    记号
    ····

    数组在其形状之外取值为 0。求和号下未注明范围的字母取遍所有整数，其中只有有限项不为 0。形如 [d·(u -
    1) = m + P_l - 1 - s·(p - 1)] 的方括号在其中的式子成立时为 1，否则为 0。[d | m + P_l - 1 - s·(p -
    1)] 在竖线前的数整除竖线后的数时为 1，否则为 0。下标不是整数的元素为 0。

    上面定义的数组在其形状之内的元素为

      y[p] = Σ(u) k[u]·a[s·(p-1)+d·(u-1)-P_l+1]

    则对 1 ≤ p ≤ O，1 ≤ m ≤ H，有

      ∂y[p]/∂a[m] = [d | m + P_l - 1 - s·(p - 1)]·k[(m+P_l-1-s·(p-1))/d+1]

    推导
    ····

      ∂y[p]/∂a[m] = Σ(u) ∂(k[u]·a[d·(u-1)+s·(p-1)-P_l+1])/∂a[m]              (1)
                  = Σ(u) k[u]·∂a[d·(u-1)+s·(p-1)-P_l+1]/∂a[m]                (2)
                  = Σ(u) [d·(u - 1) = m + P_l - 1 - s·(p - 1)]·k[u]          (3)
                  = [d | m + P_l - 1 - s·(p - 1)]·k[(m+P_l-1-s·(p-1))/d+1]   (4)

    (1): 代入 y 的定义。
    (2): k 的元素与该变量无关，是常数因子，可以提到求导符号之外。
    (3): a 的各元素是相互独立的变量：一个对另一个的导数在下标相同时为 1，否则为 0。
    (4): 对 u 解方程：当 d | m + P_l - 1 - s·(p - 1) 时恰有一个解 u = (m + P_l - 1 - s·(p - 1))/d + 1，
    否则无解。

    以上 4 行都已复核：对所有尺寸，每一行都由所述法则从前一行得出。
    "
  `);
});

it("letters keep their names through a chain that only renames them", () => {
  const { statement, theory } = withBetterLetters(byName("the gradient by the input"));
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error("not proved");
  const { start, steps } = proof.chain;
  const use = { product: 0, application: { rule: "rename", letters: [["i0", "zz"]] } } as const;
  const first = steps[0];
  const renamed = first && applyRule(first.sum, use, theory);
  if (first === undefined || renamed === undefined) throw new Error("not renamed");
  const { lines } = linesOf({ start, steps: [first, { use, ...renamed, direction: "forward" }] }, theory);
  expect(lines).toHaveLength(1);
});
