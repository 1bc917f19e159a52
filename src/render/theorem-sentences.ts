/**
 * The sentences of a proof's lines: what their facts say, and side conditions with their reasons.
 * In: a line, and how its letters and arrays are written. Out: a phrase in the reader's language.
 */
import type { Guard, Slot } from "../calculus/sums.ts";
import { inBaseValue } from "../derivation/index-base.ts";
import { parsePolynomial } from "../derivation/parse-polynomial.ts";
import type { TheoremFact, TheoremLine, TheoremSetting } from "../derivation/theorem.ts";
import { reduce } from "../sizes/assumptions.ts";
import {
  add,
  constant,
  letter,
  multiply,
  type Polynomial,
  plainLetter,
  sameAs,
  subtract,
  textOf,
} from "../sizes/polynomial.ts";
import {
  between,
  entryOfArray,
  guardInBase,
  letterVisual,
  polynomialVisual,
  valueInBase,
  type Writing,
} from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { functionVisual } from "./visualize-call.ts";
import type { Inline, Phrase, Words } from "./words.ts";
import type { ShownFact } from "./words-theorem.ts";

export function sentenceOf(line: TheoremLine, setting: TheoremSetting, writing: Writing, words: Words): Phrase {
  const { theorems } = words;
  const gap = words.lang === "en" ? " " : "";
  const facts = line.facts.map((fact) => theorems.facts[fact.rule](shownFact(fact, setting, writing)));
  const conditions = line.conditions.flatMap(({ claim, shown }) => {
    const visual = claimVisual(claim, writing);
    const reasons = shown.filter((reason) => !repeatsClaim(claim, reason, setting));
    const isElsewhereZero = reasons.length < shown.length;
    return visual === undefined
      ? []
      : [theorems.condition({ math: visual }, reasonsOf(reasons, writing), isElsewhereZero)];
  });
  return [...facts, ...unique(conditions)].flatMap((sentence, at) => (at === 0 ? sentence : [gap, ...sentence]));
}

const none: ShownFact = {
  arrays: [],
  equations: [],
  letters: [],
  instead: [],
  divisions: [],
  brackets: [],
  bounded: [],
  summands: 0,
};

function shownFact(fact: TheoremFact, setting: TheoremSetting, writing: Writing): ShownFact {
  const bracket = (guard: Guard): Inline => ({ math: guardInBase(guard, writing) });
  const array = (name: string): Inline => ({ math: entryOfArray(name, writing) });
  const base = "bounded" in fact ? { ...none, bounded: fact.bounded.map(bracket) } : none;
  switch (fact.rule) {
    case "gradient":
    case "gradient-read-off":
      return { ...none, arrays: partsOfGradient(fact.array, setting, fact.through).map(array) };
    case "definition":
    case "read-off":
    case "differentiate":
    case "differentiate-read-off":
      return { ...base, arrays: [array(fact.array)] };
    case "product-rule":
    case "product-rule-read-off":
      return { ...none, arrays: unique(fact.constants).map(array), summands: fact.summands };
    case "chain-rule":
    case "chain-rule-read-off":
      return { ...none, arrays: unique(fact.functions).map((name): Inline => ({ math: functionVisual(name) })) };
    case "power":
    case "power-read-off":
    case "collect":
    case "collect-read-off":
    case "cancel":
    case "cancel-read-off":
    case "combine":
      return none;
    case "substitute":
      return {
        ...none,
        ...lettersOf(fact, writing),
        instead: fact.instead.map((name): Inline => ({ math: letterVisual(name, writing) })),
      };
    case "pin":
    case "put-in":
    case "name":
    case "reflect":
    case "shift":
    case "solve":
    case "solve-read-off":
      return { ...base, ...lettersOf(fact, writing) };
    case "divide":
    case "divide-read-off":
      return { ...none, brackets: [fact.equation, ...fact.into].map(bracket) };
    case "split":
    case "merge": {
      const [quotient, remainder] = fact.into;
      const value = add(multiply(fact.size, letter(quotient)), letter(remainder));
      return { ...none, equations: [{ math: equation(fact.letter, { value }, "==", writing) }] };
    }
    case "drop":
    case "write":
      return { ...none, brackets: fact.guards.map(bracket) };
    case "sizes":
      return none;
  }
}

function lettersOf(
  { rule, letters }: Extract<TheoremFact, { letters: unknown }>,
  writing: Writing,
): Pick<ShownFact, "letters" | "equations" | "divisions"> {
  const sign = rule === "reflect" || rule === "shift" ? "to" : "==";
  return {
    letters: letters.map((one): Inline => ({ math: letterVisual(one.letter, writing) })),
    equations: letters.map((one): Inline => ({ math: equation(one.letter, one.value, sign, writing) })),
    divisions: letters.flatMap(({ value: { divisor, value } }): readonly Inline[] =>
      divisor === undefined
        ? []
        : [{ math: withoutBrackets(guardInBase({ kind: "divides", divisor, value }, writing)) }],
    ),
  };
}

function equation(name: string, value: Slot, sign: "==" | "to", writing: Writing): Visual {
  return { tag: "relation", left: letterVisual(name, writing), sign, right: valueInBase(value, writing) };
}

/** What is differentiated, by what, and the array of derivatives by it; by way of another gradient, what that is by. */
function partsOfGradient(name: string, setting: TheoremSetting, through?: string): readonly string[] {
  const { arrays } = setting;
  const factors = arrays.find((array) => array.name === name)?.definition?.body.flatMap((product) => product.factors);
  const derivative = factors?.find((factor) => factor.kind === "derivative");
  const delta = factors?.find((factor) => factor.kind === "entry");
  if (derivative?.kind !== "derivative") return [];
  if (through !== undefined) return [partsOfGradient(through, setting)[1] ?? "", derivative.by.tensor, through];
  return [derivative.of[0]?.tensor ?? "", derivative.by.tensor, ...(delta?.kind === "entry" ? [delta.tensor] : [])];
}

function withoutBrackets(visual: Visual): Visual {
  return visual.tag === "fenced" ? visual.body : visual;
}

/** `[0 <= e < N]` and `-c < r < c` as formulas; other conditions go without saying. */
function claimVisual(claim: string, writing: Writing): Visual | undefined {
  const [, value, size] = /^\[0 <= (.+) < (.+)\]$/.exec(claim) ?? [];
  if (value !== undefined && size !== undefined)
    return between(valueInBase({ value: parsePolynomial(value) }, writing), parsePolynomial(size), writing);
  const [, low, middle, high] = /^(.+) < (.+) < (.+)$/.exec(claim) ?? [];
  if (low === undefined || middle === undefined || high === undefined) return undefined;
  const [from, to] = [low, high].map((text) => polynomialVisual(parsePolynomial(text), writing)) as [Visual, Visual];
  const left: Visual = {
    tag: "relation",
    left: from,
    sign: "<",
    right: polynomialVisual(parsePolynomial(middle), writing),
  };
  return { tag: "relation", left, sign: "<", right: to };
}

/** Whether a reason is one half of the range that is claimed: another factor, or a bracket, is 0 outside of it. */
function repeatsClaim(claim: string, reason: string, { assumptions }: TheoremSetting): boolean {
  const [, value, size] = /^\[0 <= (.+) < (.+)\]$/.exec(claim) ?? [];
  const [, known] = /^(.+) >= 0$/.exec(reason) ?? [];
  if (value === undefined || size === undefined || known === undefined) return false;
  const index = parsePolynomial(value);
  const above = subtract(subtract(parsePolynomial(size), constant(1)), index);
  return [index, above].some((half) => sameAs(reduce(half, assumptions), reduce(parsePolynomial(known), assumptions)));
}

interface Range {
  low?: Polynomial;
  high?: Polynomial;
}

/** Each reason once; a letter's two bounds as one range. */
function reasonsOf(shown: readonly string[], writing: Writing): readonly Inline[] {
  const ranges = new Map<string, Range>();
  const reasons: Visual[] = [];
  for (const text of shown) {
    const [, zero] = /^by (.+) = 0(?:,.*)?$/.exec(text) ?? [];
    const [, side = "", sign = "", bound = ""] = /^(.+) (>=|<=) (.+)$/.exec(text) ?? [];
    if (zero !== undefined)
      reasons.push(withoutBrackets(guardInBase({ kind: "equal", zero: parsePolynomial(zero) }, writing)));
    else if (side !== "" && plainLetter(parsePolynomial(side)) !== undefined) {
      const range = ranges.get(side) ?? {};
      if (sign === ">=") range.low = parsePolynomial(bound);
      else range.high = parsePolynomial(bound);
      ranges.set(side, range);
    } else if (side !== "")
      reasons.push(
        atLeastZero(inBaseValue(parsePolynomial(side), writing.base, new Set(writing.order.sizes)), writing),
      );
  }
  const bounds = [...ranges].map(([name, range]) => rangeVisual(name, range, writing));
  return unique([...reasons, ...bounds]).map((math): Inline => ({ math }));
}

function atLeastZero(polynomial: Polynomial, writing: Writing): Visual {
  return { tag: "relation", left: polynomialVisual(polynomial, writing), sign: ">=", right: number("0") };
}

function rangeVisual(name: string, { low, high }: Range, writing: Writing): Visual {
  const isSize = writing.order.sizes.includes(name);
  const value = (bound: Polynomial): Visual =>
    isSize ? polynomialVisual(bound, writing) : valueInBase({ value: bound }, writing);
  const middle = letterVisual(name, writing);
  if (low !== undefined && high !== undefined && textOf(low) === "0" && !isSize)
    return between(middle, add(high, constant(1)), writing);
  const from: Visual | undefined = low && { tag: "relation", left: middle, sign: ">=", right: value(low) };
  if (high === undefined) return from ?? middle;
  const left: Visual = low === undefined ? middle : { tag: "relation", left: value(low), sign: "<=", right: middle };
  return { tag: "relation", left, sign: "<=", right: value(high) };
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
