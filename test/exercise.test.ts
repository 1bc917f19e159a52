/** Exercises: the questions, the key, the numbers, and that a seed says all of it. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { isExact } from "../src/exercise/exact.ts";
import { randomFrom } from "../src/exercise/random.ts";
import { type Exercise, makeExercise } from "../src/exercise.ts";
import { checkSheet, prepareProblem } from "../src/homework/check.ts";
import { parseWorksheet } from "../src/language/parse.ts";
import { printArticle } from "../src/render/article.ts";
import { printHtml } from "../src/render/html.ts";
import { derivationToJson } from "../src/render/json.ts";
import { printMarkdown } from "../src/render/markdown.ts";
import { mistakeOf } from "./helpers.ts";

const CONVOLUTION = `title "A convolution"
tensor a[3,3] = 1..9   # the input
tensor k[2,2] = [[1,-2],[3,4]]
y = conv2d(a, k)
loss L(y)
given delta = [[1,0],[0,1]]
expand y
jacobian y wrt a
gradient L wrt a
`;

/** The examples whose worksheets have no line of the first kind and one of the second. */
function examples(without: RegExp, having: RegExp): readonly string[] {
  return readdirSync(new URL("../examples", import.meta.url)).filter((file) => {
    if (!file.endsWith(".grad")) return false;
    const worksheet = readFileSync(new URL(`../examples/${file}`, import.meta.url), "utf8");
    return !without.test(worksheet) && having.test(worksheet);
  });
}

interface Claim {
  readonly left: string;
  readonly right: string;
}

/** The equations of an exercise in Markdown. */
function claimsOf(document: Exercise["key"]): Claim[] {
  return [
    ...printMarkdown(document).matchAll(/\$\$\n(?:\\begin\{aligned\}\n)?([\s\S]*?)\n(?:\\end\{aligned\}\n)?\$\$/g),
  ].map(([, formula = ""]) => {
    const at = formula.indexOf(" = ");
    return { left: formula.slice(0, at), right: formula.slice(at + 3) };
  });
}

describe("questions", () => {
  const exercise = makeExercise(CONVOLUTION, { seed: 5 });
  const key = claimsOf(exercise.key);

  it("are the same on the sheet, where the right sides are blank", () => {
    const sheet = claimsOf(exercise.sheet);
    expect(sheet.map(({ left }) => left)).toEqual(key.map(({ left }) => left));
    expect(new Set(sheet.map(({ right }) => right))).toEqual(new Set(["\\underline{\\hspace{3cm}}"]));
    expect(key.length).toBeGreaterThanOrEqual(5);
    expect(key.length).toBeLessThanOrEqual(12);
    expect(new Set(key.map(({ left }) => left)).size).toBe(key.length);
  });

  it("ask about every request, and a gradient's corners, edges and interior", () => {
    const lefts = key.map(({ left }) => left);
    const gradient = lefts.flatMap((left) => /\\partial L\}\{\\partial a_\{(\d)(\d)\}/.exec(left)?.slice(1, 3) ?? []);
    const ends = Array.from({ length: gradient.length / 2 }, (_, at) =>
      gradient.slice(2 * at, 2 * at + 2).filter((index) => index !== "2"),
    );
    expect(new Set(ends.map(({ length }) => length))).toEqual(new Set([0, 1, 2]));
    expect(lefts.some((left) => left.startsWith("y_"))).toBe(true);
    expect(lefts.some((left) => left.startsWith("\\frac{\\partial y_"))).toBe(true);
  });

  it("are answered as `derive` answers them for the worksheet with the new numbers", () => {
    const { results } = derivationToJson(derive(exercise.problem, { detail: "results" })) as unknown as {
      results: { entries: { latex: string; value: string }[] }[];
    };
    const answers = new Set(results.flatMap(({ entries }) => entries).map(({ latex, value }) => `${latex} = ${value}`));
    const found = key.filter(({ right }) => answers.has(right));
    expect(found).toEqual(key);
  });
});

describe("numbers", () => {
  const problem = (worksheet: string, seed = 1): string => makeExercise(worksheet, { seed }).problem;

  it("are new where the worksheet gives some; all else stays to the letter", () => {
    const changed = problem(CONVOLUTION);
    const lines = changed.split("\n");
    expect(lines[1]).toMatch(/^tensor a\[3,3\] = \[\[\d+,\d+,\d+\],\[\d+,\d+,\d+\],\[\d+,\d+,\d+\]\] {3}# the input$/);
    expect(lines[2]).toMatch(/^tensor k\[2,2\] = \[\[-?\d+,-?\d+\],\[-?\d+,-?\d+\]\]$/);
    const withoutValues = (text: string): string => text.replace(/= (\[.*\]|1\.\.9)/g, "= …");
    expect(withoutValues(changed)).toBe(withoutValues(CONVOLUTION));
    expect(changed).not.toBe(CONVOLUTION);
    const numbers = lines[1]?.match(/\d+(?=[\],])/g)?.slice(1) ?? [];
    expect(new Set(numbers).size).toBe(9);
  });

  it("of a mask change places, as do fractions", () => {
    expect(problem("tensor t[3] = [1,0,0]\nscalar c = 1/2\ny = c*t\nexpand y\n", 3)).toMatch(
      /^tensor t\[3\] = \[(1,0,0|0,1,0|0,0,1)\]\nscalar c = 1\/2\n/,
    );
  });

  it("are none where the worksheet has letters, and then answers are in letters", () => {
    const letters = "tensor a[3]\ntensor k[2]\ny = conv1d(a, k)\nexpand y\n";
    const exercise = makeExercise(letters);
    expect(exercise.problem).toBe(letters);
    expect(claimsOf(exercise.key).every(({ right }) => /^[ak_{}\d + ]+$/.test(right))).toBe(true);
  });

  it("stand behind an equals sign only where they are exact", () => {
    const exact = (line: string): boolean => isExact(parseWorksheet(`tensor a[2] = [1,2]\n${line}\nexpand y\n`));
    expect(["y = a^2/3", "y = relu(a)", "y = sum(conv1d(a, [1]))"].map(exact)).toEqual([true, true, true]);
    const others = ["y = a^(1/2)", "y = exp(a)", "y = 2*softmax(a)", "y = [exp(1)]", "function f(x) = x\ny = f(a)"];
    expect(others.map(exact)).toEqual([false, false, false, false, false]);
    const rounded = makeExercise("tensor z[2] = [1,2]\nh = sigmoid(z)\nexpand h\n");
    expect(claimsOf(rounded.key).map(({ right }) => right.includes("="))).toEqual([false, false]);
  });
});

describe("the seed", () => {
  const all = (seed: number): string => {
    const { problem, sheet, key } = makeExercise(CONVOLUTION, { seed });
    return [problem, printArticle(sheet, false), printArticle(key, false), printHtml(key, true, undefined)].join("\n");
  };

  it("makes the same exercise again, and another one for another seed", () => {
    expect(all(7)).toBe(all(7));
    expect(new Set([1, 2, 3, 4].map(all)).size).toBe(4);
  });

  it("draws every number of a range, and every order", () => {
    const random = randomFrom(9);
    const drawn = Array.from({ length: 600 }, () => random.between(-1, 1));
    for (const value of [-1, 0, 1]) expect(drawn.filter((one) => one === value).length).toBeGreaterThan(150);
    const orders = new Set(Array.from({ length: 200 }, () => random.shuffled([1, 2, 3]).join("")));
    expect(orders.size).toBe(6);
  });
});

it("says what is missing for an exercise", () => {
  const mistake = (worksheet: string): string => mistakeOf(() => makeExercise(worksheet));
  expect(mistake("tensor a[2]\nprove a == a\n")).toBe(
    "1:1 (request) an exercise asks for entries, and the worksheet asks for none: add `expand`, `jacobian` or `gradient`",
  );
  expect(mistake("size H\ntensor a[H]\ny = 2*a\nexpand y\n")).toBe(
    "1:1 (unsupported) an exercise has numbers for its sizes: write `tensor a[4,4]`, say",
  );
  expect(mistake("tensor a[2]\ny = b\nexpand y\n")).toContain("2:5 (unknown-name)");
});

it("is in the language that is asked for", () => {
  const { sheet, key } = makeExercise(CONVOLUTION, { lang: "zh" });
  expect([sheet.title, key.title]).toEqual(["A convolution", "A convolution（答案）"]);
  expect(printMarkdown(sheet)).toContain("请填写每个空格。");
  expect(printMarkdown(sheet)).toContain("第 1 题。");
});

it("makes an exercise of every example that asks for entries of given sizes", () => {
  const files = examples(/^(size|assume)/m, /^(expand|jacobian|gradient)/m);
  const counts = files.map((file) => {
    const worksheet = readFileSync(new URL(`../examples/${file}`, import.meta.url), "utf8");
    const { sheet, key } = makeExercise(worksheet, { seed: 3, file });
    const html = printHtml(key, true, undefined);
    expect(html, file).not.toContain('class="katex-error');
    return claimsOf(sheet).length;
  });
  expect(counts.length).toBe(20);
  expect(Math.max(...counts)).toBe(12);
});

/** How many claims of a document have each verdict. */
function verdictsOn({ problem }: Exercise, document: Exercise["key"], format: "tex" | "md"): Record<string, number> {
  const text = format === "tex" ? printArticle(document, false) : printMarkdown(document);
  const { claims } = checkSheet(prepareProblem(problem, "problem.grad"), text, { file: `hw.${format}`, format });
  const counts: Record<string, number> = {};
  for (const { verdict } of claims) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

it.each(
  examples(/^(size|assume)/m, /^(expand|jacobian|gradient)/m).flatMap((file) => [
    [file, "tex"] as const,
    [file, "md"] as const,
  ]),
)("of %s has a key that is correct and blanks that cost nothing, as %s", (file, format) => {
  const exercise = makeExercise(readFileSync(new URL(`../examples/${file}`, import.meta.url), "utf8"), {
    seed: 5,
    file,
  });
  const [key, sheet] = [exercise.key, exercise.sheet].map((document) => verdictsOn(exercise, document, format));
  const count = claimsOf(exercise.key).length;
  expect(key).toEqual({ correct: count });
  expect(sheet).toEqual({ unreadable: count });
});
