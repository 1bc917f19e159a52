/** Every sentence exists in both languages, with and without its details, and shows nothing that it should not. */
import { describe, expect, it } from "vitest";
import { EXPECTATIONS } from "../../../src/homework/expectations.ts";
import type { DiagnosisCode, Note, ReadAs } from "../../../src/homework/report.ts";
import { sayCounterexample, sayDiagnosis, sayFailure, sayNote, wordsFor } from "../../../src/homework/say.ts";
import { type CheckWords, DETAILS, type Failure } from "../../../src/homework/words.ts";

const at = { start: 0, end: 1 };
const shown = { latex: "k_{21}", text: "k[2,1]" };
const WHYS: Readonly<Record<ReadAs, true>> = {
  padding: true,
  order: true,
  operator: true,
  product: true,
  digits: true,
  name: true,
  range: true,
  slice: true,
  index: true,
  "index-base": true,
  derivative: true,
  delta: true,
  layer: true,
  whole: true,
};

/** One of each: a tag that is missing here is a type error. */
const NOTES: { readonly [Tag in Exclude<Note["tag"], "read-as">]: Extract<Note, { tag: Tag }> } = {
  dropped: { tag: "dropped", at, text: "&" },
  unwrapped: { tag: "unwrapped", at, command: "\\boxed" },
  expanded: { tag: "expanded", at, command: "\\R" },
  commented: { tag: "commented", at, text: "so" },
  said: { tag: "said", at, text: "i = j" },
  delta: { tag: "delta", at, shown },
  "follows-from": { tag: "follows-from", at, line: 3 },
  "fails-at": { tag: "fails-at", at, where: "border", entries: ["a[1,1]", "a[1,2]"], total: 5 },
  accumulated: { tag: "accumulated", at, letters: "i, j" },
  declare: { tag: "declare", at },
  kink: { tag: "kink", at },
  target: { tag: "target", at, names: ["T", "U"] },
  denominator: { tag: "denominator", at, shown },
  "checked-at": { tag: "checked-at", at, sizes: "H = 4" },
  numbers: { tag: "numbers", at, points: 8 },
  "true-under-other": { tag: "true-under-other", at, operator: "convolve(a, k)" },
};
const FAILURES: { readonly [Tag in Exclude<Failure["tag"], "limit">]: Extract<Failure, { tag: Tag }> } = {
  unexpected: { tag: "unexpected", at, found: "}", expected: ["a number", "a letter", "("] },
  unfinished: { tag: "unfinished", at, expected: ["}"] },
  "unknown-command": { tag: "unknown-command", at, command: "\\foo", suggestion: "\\frac" },
  unclosed: { tag: "unclosed", at, opening: "{" },
  unopened: { tag: "unopened", at, closing: "}" },
  forbidden: { tag: "forbidden", at, command: "\\input" },
  character: { tag: "character", at, character: "☃" },
  dots: { tag: "dots", at },
  blank: { tag: "blank", at },
  "unknown-name": { tag: "unknown-name", at, name: "kk", suggestion: "k" },
  indices: { tag: "indices", at, name: "k", shape: "[2,2]", written: "k[3,1]" },
  "not-a-function": { tag: "not-a-function", at, name: "f" },
  shapes: { tag: "shapes", at, operator: "+", left: "[2]", right: "[3]" },
  "not-scalar": { tag: "not-scalar", at, found: "k" },
  "free-letter": { tag: "free-letter", at, name: "q" },
  relation: { tag: "relation", at, sign: "∝" },
  unsupported: { tag: "unsupported", at, found: "\\lim" },
};

function sentencesOf(words: CheckWords): string[] {
  const diagnoses = Object.entries(DETAILS).flatMap(([code, keys]) =>
    [keys.map((key) => [key, key === "count" ? "3" : "k[2,1]"]), []].flatMap((details) =>
      [1, 9].map((wrong) =>
        sayDiagnosis({ code: code as DiagnosisCode, covered: 1, wrong, details: Object.fromEntries(details) }, words),
      ),
    ),
  );
  const notes = Object.values(NOTES).map((note) => sayNote(note, "k", words));
  const readings = Object.keys(WHYS).map((why) =>
    sayNote({ tag: "read-as", at, shown, why: why as ReadAs }, "k_{21}", words),
  );
  const failures = Object.values(FAILURES).map((failure) => sayFailure(failure, words));
  const limits = Object.values(words.limits).map((limit) => limit(1000));
  const verdicts = Object.values(words.verdicts).flatMap(({ label, meaning }) => [label, meaning]);
  const plain = [words.chrome, words.gradescope].flatMap((group) =>
    Object.values(group).map((entry) => (typeof entry === "string" ? entry : entry(1, 2))),
  );
  return [...diagnoses, ...notes, ...readings, ...failures, ...limits, ...verdicts, ...plain, words.noClaims].filter(
    (sentence) => sentence !== words.chrome.colon,
  );
}

const withoutCode = (sentence: string): string => sentence.replace(/`[^`]*`/g, "");

describe.each(["en", "zh"] as const)("sentences in %s", (lang) => {
  const words = wordsFor(lang);
  const sentences = sentencesOf(words);

  it("has one for everything, none of them empty or broken", () => {
    expect(Object.keys(DETAILS)).toHaveLength(30);
    expect(sentences.length).toBeGreaterThan(200);
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\$\{|^\s|\s$|\s\s|\(\)|（）/);
      expect(sentence.trim(), sentence).not.toBe("");
      expect((sentence.match(/`/g) ?? []).length % 2, sentence).toBe(0);
    }
  });

  it("is in its own language", () => {
    const isChinese = (sentence: string): boolean => /[\u4e00-\u9fff]/.test(withoutCode(sentence));
    expect(sentences.filter((sentence) => isChinese(sentence) !== (lang === "zh"))).toEqual([]);
  });

  it("speaks of every detail that it is given", () => {
    const silent = Object.entries(DETAILS).flatMap(([code, keys]) =>
      keys
        .filter((key) => key !== "count")
        .filter((key) => {
          const details = Object.fromEntries(keys.map((name) => [name, name === key ? "unmistakable" : "k"]));
          const sentence = sayDiagnosis({ code: code as DiagnosisCode, covered: 1, wrong: 1, details }, words);
          return !sentence.includes("`unmistakable`");
        })
        .map((key) => `${code} ${key}`),
    );
    expect(silent).toEqual([]);
  });

  it("names everything that a reader can expect", () => {
    for (const expectation of EXPECTATIONS) {
      const said = sayFailure({ tag: "unfinished", at, expected: [expectation] }, words);
      expect(said).not.toContain("`");
    }
  });
});

it("says exactly what the mistake is, why, and how to mend it", () => {
  const say = (lang: "en" | "zh"): string =>
    sayDiagnosis(
      { code: "missing-term", covered: 7, wrong: 9, details: { terms: "delta[1,1]*k[2,2]", count: "1" } },
      wordsFor(lang),
    );
  expect(say("en")).toBe(
    "The term `delta[1,1]*k[2,2]` is missing. The derivative adds up every way on which the variable acts on the left side, and not all of them are here. Add what is missing. (This explains 7 of the 9 wrong entries.)",
  );
  expect(say("zh")).toBe(
    "缺少 `delta[1,1]*k[2,2]` 这一项。导数要把该变量影响左边的每一条路径都加起来，这里没有加全。请补上缺少的项。（这可以解释 9 个错误元素中的 7 个。）",
  );
});

it("names the operators", () => {
  const said = sayDiagnosis(
    { code: "other-convolution", covered: 1, wrong: 1, details: { used: "convolution", meant: "correlation" } },
    wordsFor("en"),
  );
  expect(said).toContain(
    "right for the convolution of mathematics (the kernel is turned), but here the cross-correlation (the kernel is not turned) is meant",
  );
});

it("says counterexamples with letters, sizes and places", () => {
  const found = { values: { "k[1,2]": "1" }, sizes: {}, at: {}, left: "0", right: "1" };
  expect(sayCounterexample(found, wordsFor("en"))).toBe(
    "take `k[1,2] = 1` and all other letters 0: the left side is `0`, the right side `1`",
  );
  const general = { values: {}, sizes: { H: "3" }, at: { i: "1", j: "2" }, left: "0", right: "1/2" };
  expect(sayCounterexample(general, wordsFor("en"))).toBe(
    "take `H = 3`, all letters 0, at `i = 1`, `j = 2`: the left side is `0`, the right side `1/2`",
  );
  expect(sayCounterexample(general, wordsFor("zh"))).toBe(
    "取 `H = 3`，所有字母为 0，在 `i = 1`，`j = 2` 处：左边等于 `0`，右边等于 `1/2`",
  );
});

it("counts claims", () => {
  const none = { correct: 0, rounded: 0, wrong: 0, unproven: 0, ambiguous: 0, unreadable: 0 };
  expect(wordsFor("en").summary(none)).toBe("0 formulas");
  expect(wordsFor("en").summary({ ...none, correct: 1 })).toBe("1 formula: 1 correct");
  expect(wordsFor("en").summary({ ...none, correct: 2, wrong: 1, unreadable: 1 })).toBe(
    "4 formulas: 2 correct, 1 wrong, 1 not readable",
  );
  expect(wordsFor("zh").summary({ ...none, correct: 2, wrong: 1 })).toBe("共 3 个公式：2 个正确，1 个错误");
});

it("shows nothing of a sheet that steers a terminal or hides", () => {
  const failure: Failure = { tag: "unexpected", at, found: "\u001b[31m\u202ea\u0007`b\u200b\n c", expected: [] };
  expect(sayFailure(failure, wordsFor("en"))).toBe("`a'b c` is not expected here");
  expect(sayFailure({ tag: "character", at, character: "\u0001" }, wordsFor("en"))).toBe(
    "the character U+0001 has no meaning in a formula",
  );
});
