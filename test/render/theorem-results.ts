/** The theorems of the calculus as results of a worksheet, in letters that people use, for the tests of printing. */
import { prove, type Step } from "../../src/calculus/prove.ts";
import type { Application } from "../../src/calculus/rules/rule.ts";
import { applyRule } from "../../src/calculus/rules/rules.ts";
import { entry, type Sum, type Theory } from "../../src/calculus/sums.ts";
import type { Derivation } from "../../src/derivation/derivation.ts";
import type {
  GeneralResult,
  LetterResult,
  TheoremArray,
  TheoremResult,
  TheoremSetting,
} from "../../src/derivation/theorem.ts";
import { linesOf } from "../../src/derivation/theorem-lines.ts";
import { parseExpression } from "../../src/language/parse.ts";
import type { Expression } from "../../src/language/syntax.ts";
import type { Quotient } from "../../src/problem/letters.ts";
import { plainStyle } from "../../src/problem/style.ts";
import { writtenNames } from "../../src/render/theorem-names.ts";
import { add, constant, letter, multiply, type Polynomial, subtract, textOf } from "../../src/sizes/polynomial.ts";
import type { CheckedDerivation } from "../../src/verify/checked.ts";
import type { Theorem } from "../calculus/theorems.ts";

/** Letters of the second and third axis, of paddings, leftovers and channels. */
const BETTER: Readonly<Record<string, string>> = { r: "rho", Pl: "P_l", Pr: "P_r", Co: "C_o", Ci: "C_i", q: "sigma" };

function better(name: string): string {
  const [, stem = "", number = ""] = /^(.*?)(\d*)$/.exec(name) ?? [];
  if (name === "H1") return "W";
  const known = BETTER[stem] ?? stem;
  if (number === "") return known;
  // Paddings of the next axis: Q, and R of a third.
  if (known.startsWith("P")) return `${number === "1" ? "Q" : "R"}${known.slice(1)}`;
  const axis = Number(number) + 1;
  return known.includes("_") ? `${known}${axis}` : `${known}_${axis}`;
}

/** Index letters of the entry in question by its rank. */
const FREE: Readonly<Record<number, readonly string[]>> = {
  1: ["m"],
  2: ["m", "l"],
  3: ["n", "j", "m"],
  4: ["n", "j", "m", "l"],
};

/** Every letter of the theory with a better name. */
export function withBetterLetters({ name, statement, theory }: Theorem): Theorem {
  const sizes = new Map(theory.assumptions.letters.map((size) => [size.letter, better(size.letter)] as const));
  const isChannels = theory.free.length === 3 && textOf(theory.free[0]?.size ?? []) !== "H";
  const free = isChannels
    ? ["n", "j", "m"]
    : theory.free.length === 3
      ? ["m", "l", "h"]
      : (FREE[theory.free.length] ?? []);
  for (const [axis, one] of theory.free.entries()) sizes.set(one.letter, free[axis] ?? one.letter);
  const rename = (text: string): string => sizes.get(text) ?? text;
  const renamed = JSON.parse(JSON.stringify(theory), (key, value: unknown) => {
    if (key === "letter" && typeof value === "string") return rename(value);
    if (key === "letters" && Array.isArray(value) && value.every((one) => typeof one === "string"))
      return value.map(rename).sort();
    return value;
  }) as Theory;
  // Terms are in one order: made anew, they are in it again.
  const sorted = JSON.parse(JSON.stringify(renamed), (_, value: unknown) =>
    isPolynomial(value)
      ? add(...value.map((term) => multiply(constant(term.coefficient), ...term.letters.map(letter))))
      : value,
  ) as Theory;
  return { name, statement, theory: sorted };
}

function isPolynomial(value: unknown): value is Polynomial {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((term) => typeof term === "object" && term !== null && "coefficient" in term && !("bound" in term))
  );
}

function quotientsOf(theory: Theory): readonly Quotient[] {
  return theory.assumptions.letters.flatMap(({ letter: name }) => {
    if (!/^O/.test(name)) return [];
    const end = name.slice(1);
    const pad = ["", "_2", "_3"].indexOf(end);
    const input = theory.assumptions.letters.map((size) => size.letter).includes(`H${end}`)
      ? `H${end}`
      : end === ""
        ? "H"
        : "W";
    const of = (stem: string): Polynomial => letter(`${stem}${end}`);
    const isLayer = !theory.assumptions.letters.some((size) => size.letter === input);
    const dividend = subtract(
      add(letter(isLayer ? "O" : input), letter(`${"PQR"[pad] ?? "P"}_l`), letter(`${"PQR"[pad] ?? "P"}_r`)),
      add(multiply(of("d"), subtract(of("K"), constant(1))), constant(1)),
    );
    const isFloored = theory.assumptions.letters.some((size) => size.letter === `t${end}`);
    const remainder = isFloored ? add(multiply(of("d"), of("t")), of("sigma")) : of("rho");
    const lead = theory.arrays.some(({ shape }) => textOf(shape[0] ?? []) === "N") ? 2 : 0;
    const axis = { array: isLayer ? "x" : "y", axis: isLayer ? 0 : pad + lead };
    return [{ letter: name, offset: 1, remainder, dividend, divisor: of("s"), axis } as const];
  });
}

const call = (text: string): Expression => parseExpression(text);

/** What the worksheet would say of each array, by the names that the theorems give them. */
function arraysOf(theory: Theory, isTransposed: boolean): readonly TheoremArray[] {
  const lossOf = theory.definitions.flatMap(({ body }) =>
    body.flatMap(({ factors }) =>
      factors.flatMap((factor) => (factor.kind === "derivative" ? [factor.of[0]?.tensor ?? ""] : [])),
    ),
  )[0];
  const options =
    theory.free.length > 1 || theory.arrays[0]?.shape.length !== 1
      ? "stride=s, dilation=d"
      : "stride=s, padding=((P_l, P_r)), dilation=d";
  const source = (name: string): Expression | undefined => {
    const known: Record<string, string> = {
      y: isTransposed ? `conv_transpose1d(x, k, ${options})` : `conv1d(a, k, ${options})`,
      x: "conv1d(y, l, stride=s_2)",
    };
    const text = known[name];
    return text === undefined ? undefined : call(text);
  };
  const shownOf = (name: string): Expression => {
    const shown: Record<string, string> = {
      z: `conv_transpose1d(${isTransposed ? "x" : "delta"}, k, ${options})`,
      stuffed: "dilate(delta, s)",
      turned: "flip(k)",
      δ: "delta",
      left: "sum(y * delta)",
      right: `sum(a * conv_transpose1d(delta, k, ${options}))`,
      padded: "pad(a, (P_l, P_r))",
      whole: "conv1d(pad(a, (P_l, P_r)), delta, stride=d, dilation=s)",
      w: "conv1d(dilate(delta, s), flip(k), dilation=d)",
      v: "conv_transpose1d(delta, l, stride=s_2)",
      aT: "transpose(a, (2,1,3))",
      δT: "transpose(delta, (2,1,3))",
    };
    const derivative = theory.definitions
      .find((one) => one.name === name)
      ?.body[0]?.factors.find(({ kind }) => kind === "derivative");
    if (derivative?.kind === "derivative") return call(`grad(L, ${derivative.by.tensor})`);
    return call(shown[name] ?? name);
  };
  const delta = theory.definitions.flatMap(({ body }) =>
    body.flatMap(({ factors }) =>
      factors.some(({ kind }) => kind === "derivative")
        ? factors.flatMap((factor) => (factor.kind === "entry" ? [factor.tensor] : []))
        : [],
    ),
  )[0];
  const all = [...theory.arrays, ...theory.definitions].map(({ name, shape }): TheoremArray => {
    const definition = theory.definitions.find((one) => one.name === name);
    const from = definition && source(name);
    return {
      name,
      shown: shownOf(name),
      shape,
      ...(definition && { definition }),
      ...(from && { source: from }),
      ...(name === delta && lossOf !== undefined && { upstream: { loss: "L", of: lossOf } }),
    };
  });
  // The derivatives of the loss come after what it is a function of.
  const isUpstream = ({ upstream }: TheoremArray): boolean => upstream !== undefined;
  const place = all.findIndex(({ name }) => name === lossOf);
  if (place < 0) return all;
  return [
    ...all.slice(0, place + 1).filter((one) => !isUpstream(one)),
    ...all.filter(isUpstream),
    ...all.slice(place + 1),
  ];
}

export function settingOf(theory: Theory, indexBase: 0 | 1): TheoremSetting {
  const arrays = arraysOf(
    theory,
    theory.definitions[0]?.body[0]?.factors.some((factor) => factor.kind === "entry" && factor.tensor === "x") ?? false,
  );
  const of = arrays.find(({ upstream }) => upstream !== undefined)?.upstream?.of;
  const losses = of === undefined ? [] : [{ name: "L", of: call(of) }];
  return {
    indexBase,
    assumptions: theory.assumptions,
    assumed: [],
    quotients: quotientsOf(theory),
    losses,
    arrays,
    free: theory.free,
  };
}

export function theoremResult(theorem: Theorem, indexBase: 0 | 1 = 0): TheoremResult {
  const { statement, theory } = withBetterLetters(theorem);
  const proof = prove(statement, theory);
  const setting = settingOf(theory, indexBase);
  const shown = (name: string): Expression => setting.arrays.find((array) => array.name === name)?.shown ?? call(name);
  const common = {
    kind: "theorem",
    scope: "all sizes",
    left: shown(statement.left),
    right: shown(statement.right),
    statement,
    verdict: proof.verdict,
    assumptions: [],
    setting,
  } as const;
  switch (proof.verdict) {
    case "proved": {
      const { lines } = linesOf(proof.chain, theory, writtenNames(setting));
      return {
        ...common,
        chain: proof.chain,
        lines,
        grid: {
          instances: 40,
          entries: 312,
          sizes: [
            { H: 3, K: 2 },
            { H: 5, K: 1 },
          ],
        },
      };
    }
    case "refuted":
      return { ...common, lines: [], counterexample: { ...proof.counterexample, values: {} } };
    case "unknown":
      return { ...common, lines: [], tried: { left: proof.left, right: proof.right } };
  }
}

export function derivationOf(title: string, results: readonly LetterResult[]): CheckedDerivation {
  const derivation: Derivation = {
    file: "theorem.grad",
    title,
    indexBase: results[0]?.setting.indexBase ?? 0,
    detail: "steps",
    worksheet: "",
    definitions: [],
    results,
    names: {},
    notation: {},
    style: plainStyle,
    given: {},
    twins: [],
    withoutTwins: [],
  };
  return derivation as CheckedDerivation;
}

/** dy/da by the rules that lead to one sum, and in it the kernel's index solved for. */
export function generalResult(theorem: Theorem, indexBase: 0 | 1): GeneralResult {
  const { theory } = withBetterLetters(theorem);
  const free = [{ letter: "p", size: letter("O") }, ...theory.free];
  const known: Theory = { ...theory, free };
  const of = entry("y", letter("p"));
  const by = entry("a", letter("m"));
  const start: Sum = [{ coefficient: 1, bound: [], guards: [], factors: [{ kind: "derivative", of: [of], by }] }];
  const steps: Step[] = [];
  const uses: readonly Application[] = [
    { rule: "insert", factor: 0, part: 0, letters: [["u", "u"]] },
    { rule: "product-rule", factor: 0 },
    { rule: "differentiate", factor: 1 },
    { rule: "solve", letter: "u", guard: 0 },
  ];
  for (const application of uses) {
    const use = { product: 0, application };
    const applied = applyRule(steps.at(-1)?.sum ?? start, use, known);
    if (applied === undefined) throw new Error(`${application.rule} is not applicable`);
    steps.push({ use, ...applied, direction: "forward" });
  }
  const setting = { ...settingOf(known, indexBase), free };
  const lines = linesOf({ start, steps }, known, writtenNames(setting));
  return {
    kind: "general",
    asked: "jacobian",
    scope: "all sizes",
    of: call("y"),
    wrt: call("a"),
    assumptions: [],
    setting,
    chain: { start, steps },
    ...lines,
  };
}
