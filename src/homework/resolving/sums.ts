/**
 * Sums as they are written: with both limits, one, or none; over several letters at once; with conditions below.
 * A sum of arrays is one sum for each entry, or is run through term by term where an operator has the letter inside.
 */
import type { ArrayValue, Condition, Meaning, SeriesLetter, Value } from "../meaning.ts";
import type { Chain, Formula } from "../syntax.ts";
import { conditionsOf } from "./conditions.ts";
import { type Context, note, numberMeaning, type Range, withFixed, within } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { indexMeaning } from "./indices.ts";
import { keyOfFormula, unitsOf } from "./names/keys.ts";
import { parameterOf } from "./names/parameters.ts";
import { LettersInOperand, lettersIn } from "./operators/lowering.ts";
import { reduced } from "./programs/reductions.ts";
import { withEntrywisePowers } from "./squares.ts";
import { mapValue, product, sum, zipValues } from "./values.ts";

type Sum = Formula & { readonly tag: "sum" };

interface Limits {
  readonly letters: readonly SeriesLetter[];
  readonly conditions: readonly Condition[];
}

export function resolveSeries(context: Context, written: Sum, wanted: readonly number[] | undefined): Value {
  const formula = { ...written, body: withEntrywisePowers(context, written.body) };
  const letters = lettersOfSum(context, formula);
  if (letters.length === 0) return sumOfEntries(context, formula, wanted);
  const inside = within(context, letters);
  if (formula.isProduct === true) return productOver(inside, formula, letters, wanted);
  try {
    const body = context.resolve(inside, formula.body, wanted);
    if (isIdle(inside, letters, body)) return sumOfAll(context, formula, body, wanted);
    const limits = limitsOf(inside, formula, letters, body);
    return mapValue(body, (term) => ({ tag: "series", ...limits, body: term }));
  } catch (error) {
    if (error instanceof LettersInOperand) return termByTerm(inside, formula, letters, error, wanted);
    throw error;
  }
}

/**
 * `\sum_{i=1}^m dZ` of a whole array that has no i: a sum over a batch, of whose items the array consists. As it is
 * written it would be m times the array, which nobody means.
 */
function isIdle(context: Context, letters: readonly string[], body: Value): body is ArrayValue {
  if (body.tag !== "array") return false;
  const free = new Set(freeOf(context, body));
  return letters.every((letter) => !free.has(letter));
}

/** The letters below the sign; of a sum without any, those of its body that nothing else binds. */
function lettersOfSum(context: Context, { conditions, body }: Sum): string[] {
  const letters = conditions.flatMap((chain) => lettersOfChain(context, chain));
  if (letters.length > 0) return [...new Set(letters)];
  if (conditions.length > 0) return conditions.flatMap((chain) => unknownIn(context, chain));
  const seen = {
    ...context,
    uses: new Map(context.uses),
    notes: [],
    choose: <T>(options: readonly T[]): T => options[0] as T,
    prefer: <T>(options: readonly T[]): T => options[0] as T,
  };
  context.resolve(seen, body, undefined);
  const own = [...seen.uses.keys()].filter(
    (name) => !context.uses.has(name) && parameterOf(context.open, name) === undefined,
  );
  return own;
}

/** `\sum \delta` of a whole array. */
function sumOfEntries(context: Context, formula: Sum, wanted: readonly number[] | undefined): Value {
  const value = wanted === undefined ? undefined : context.resolve(context, formula.body, undefined);
  if (value?.tag !== "array") throw new Meaningless({ tag: "unsupported", at: formula.span, found: "\\sum" });
  return sumOfAll(context, formula, value, wanted);
}

/** All entries where a number is asked for; else over the axes that the array which is asked for does not have. */
function sumOfAll(
  context: Context,
  { body, span }: Sum,
  value: ArrayValue,
  wanted: readonly number[] | undefined,
): Value {
  const axes = wanted && axesBeyond(value.shape, wanted);
  if (axes === undefined) throw new Meaningless({ tag: "unsupported", at: span, found: "\\sum" });
  const text = keyOfFormula(body);
  note(context, { tag: "read-as", at: span, shown: { latex: text, text }, why: "range" });
  return reduced(value, axes, { base: 0, isKept: false, isMean: false, at: body });
}

/** The axes of a shape without which it is the other; undefined where there is no way, or several. */
function axesBeyond(shape: readonly number[], wanted: readonly number[]): readonly number[] | undefined {
  const ways: number[][] = [];
  const search = (axis: number, place: number, left: readonly number[]): void => {
    if (axis === shape.length) {
      if (place === wanted.length && left.length > 0) ways.push([...left]);
      return;
    }
    if (shape[axis] === wanted[place]) search(axis + 1, place + 1, left);
    search(axis + 1, place, [...left, axis]);
  };
  search(0, 0, []);
  return ways.length === 1 ? ways[0] : undefined;
}

/** `i,j` are two letters, `i=0` is one, `0 \le i < H` is the one that is not known otherwise. */
function lettersOfChain(context: Context, chain: Chain): string[] {
  const { sides, relations } = chain;
  if (relations.length === 0) return unitsOf(sides, () => false).map(keyOfFormula);
  const [first] = sides;
  if (relations[0]?.sign === "=" && first !== undefined && isName(first))
    return [keyOfFormula(first.tag === "binary" ? (unitsOf([first], () => false)[0] as Formula) : first)];
  return sides
    .filter(isName)
    .map(keyOfFormula)
    .filter((name) => !context.bound.has(name) && !context.uses.has(name) && !context.open.scope.sizes.has(name))
    .slice(0, 1);
}

/** Letters of a condition that nothing else gives a value: `m + n = k` where k is known. */
function unknownIn(context: Context, chain: Chain): string[] {
  const uses = new Map(context.uses);
  conditionsOf({ ...context, uses }, chain);
  return [...uses.keys()].filter((name) => !context.uses.has(name) && parameterOf(context.open, name) === undefined);
}

/** A letter, or several side by side; `m + n` and `m \bmod s` in the place of one are a condition. */
function isName(formula: Formula): boolean {
  return (
    formula.tag === "symbol" ||
    formula.tag === "scripted" ||
    (formula.tag === "binary" && formula.sign === "juxtaposed")
  );
}

/** @param own the letters that the sum runs over, where what stands below it names any. */
function limitsOf(context: Context, formula: Sum, own: readonly string[], body: Value): Limits {
  const letters = new Map<string, SeriesLetter>();
  const conditions: Condition[] = [];
  const upper = formula.upper && limitMeanings(context, formula.upper, "min");
  const bind = (name: string, lower: readonly Meaning[] = []): void => {
    letters.set(name, { name, ...only("from", lower), ...only("to", upper ?? []) });
    conditions.push(...beyondOne("≥", name, lower), ...beyondOne("≤", name, upper ?? []));
  };
  for (const chain of formula.conditions) {
    const [name, ...others] = lettersOfChain(context, chain);
    const [, start] = chain.sides;
    const isStart = chain.relations.length === 1 && chain.relations[0]?.sign === "=";
    if (chain.relations.length === 0) for (const one of [name, ...others]) if (one !== undefined) bind(one);
    if (chain.relations.length === 0) continue;
    if (isStart && name !== undefined && start !== undefined && own.includes(name) && !letters.has(name)) {
      bind(name, limitMeanings(context, start, "max"));
    } else conditions.push(...conditionsOf(context, chain));
  }
  const found = formula.conditions.length === 0 ? freeOf(context, body) : own;
  for (const name of found) if (!letters.has(name)) letters.set(name, { name });
  return { letters: [...letters.values()].map((letter) => withAxis(context, letter)), conditions };
}

function withAxis(context: Context, letter: SeriesLetter): SeriesLetter {
  const axis = context.clashes.has(letter.name) ? undefined : context.axes.get(letter.name);
  return axis === undefined ? letter : { ...letter, axis };
}

/** One limit as such. */
function only(end: "from" | "to", limits: readonly Meaning[]): Partial<Record<"from" | "to", Meaning>> {
  const [limit, ...more] = limits;
  return limit === undefined || more.length > 0 ? {} : { [end]: limit };
}

/** Of several limits each is a condition. */
function beyondOne(sign: "≥" | "≤", name: string, limits: readonly Meaning[]): Condition[] {
  return limits.length < 2 ? [] : limits.map((right) => ({ sign, left: { tag: "letter", name }, right }));
}

/** A limit, or all of those whose largest or smallest it is: `\max(1, m-M+1)`. */
function limitMeanings(context: Context, formula: Formula, extreme: "max" | "min"): readonly Meaning[] {
  const isExtreme = formula.tag === "applied" && formula.head.tag === "symbol" && formula.head.name === extreme;
  const items = isExtreme && formula.argument.tag === "group" ? formula.argument.items : [formula];
  return items.flatMap((item) => limitMeaning(context, item) ?? []);
}

function freeOf(context: Context, body: Value): string[] {
  const meanings = body.tag === "scalar" ? [body.meaning] : body.entries;
  return [...new Set(meanings.flatMap(lettersIn))].filter((name) => context.bound.has(name));
}

/** A limit; undefined where it speaks of a letter that nothing defines, as in N − 1: the sum then runs over all. */
function limitMeaning(context: Context, formula: Formula): Meaning | undefined {
  const uses = new Map(context.uses);
  const meaning = indexMeaning({ ...context, uses }, formula);
  const unknown = [...uses.keys()].filter((name) => !context.uses.has(name));
  const numbers = new Map(unknown.map((name) => [name, parameterOf(context.open, name)]));
  if (unknown.length === 0) return meaning;
  const text = keyOfFormula(formula);
  note(context, { tag: "read-as", at: formula.span, shown: { latex: text, text }, why: "range" });
  if ([...numbers.values()].some((value) => value === undefined)) return undefined;
  const fixed = new Map([...context.fixed, ...numbers] as [string, number][]);
  return indexMeaning({ ...context, fixed }, formula);
}

/** An operator has a letter of the sum inside: the terms are written out, one for each of its values. */
function termByTerm(
  context: Context,
  formula: Sum,
  own: readonly string[],
  error: LettersInOperand,
  wanted: readonly number[] | undefined,
): Value {
  const letter = error.letters.find((name) => context.bound.has(name) && !context.fixed.has(name));
  const range = letter === undefined ? undefined : rangeOf(context, formula, own, letter);
  if (letter === undefined || range === undefined) throw error;
  const terms = Array.from({ length: range.to - range.from + 1 }, (_, offset) =>
    resolveFixed(withFixed(context, letter, range.from + offset), formula, own, wanted),
  );
  return terms.reduce((total, term) => zipValues(total, term, (a, b) => sum([a, b]), formula.span, "+"));
}

function resolveFixed(
  context: Context,
  formula: Sum,
  own: readonly string[],
  wanted: readonly number[] | undefined,
): Value {
  try {
    return context.resolve(context, formula.body, wanted);
  } catch (error) {
    if (error instanceof LettersInOperand) return termByTerm(context, formula, own, error, wanted);
    throw error;
  }
}

/** `\prod_{i=1}^{n} x_i`: the factors written out, one for each value of the letters. */
function productOver(
  context: Context,
  formula: Sum,
  own: readonly string[],
  wanted: readonly number[] | undefined,
): Value {
  const unsupported = new Meaningless({ tag: "unsupported", at: formula.span, found: "\\prod" });
  context.resolve({ ...context, uses: new Map(context.uses), notes: [] }, formula.body, wanted);
  let turns: readonly Context[] = [context];
  for (const letter of own) {
    turns = turns.flatMap((turn) => {
      const range = rangeOf(turn, formula, own, letter);
      if (range === undefined || turns.length * (range.to - range.from + 1) > MOST_FACTORS) throw unsupported;
      return Array.from({ length: Math.max(0, range.to - range.from + 1) }, (_, offset) =>
        withFixed(turn, letter, range.from + offset),
      );
    });
  }
  const factors = turns.map((turn): Meaning => {
    const body = turn.resolve(turn, formula.body, wanted);
    if (body.tag !== "scalar") throw unsupported;
    const { conditions } = limitsOf(turn, formula, own, body);
    if (conditions.length === 0) return body.meaning;
    const rows = [
      { value: body.meaning, conditions },
      { value: numberMeaning(1), conditions: [] },
    ];
    return { tag: "cases", rows };
  });
  return { tag: "scalar", meaning: factors.length === 0 ? numberMeaning(1) : product(factors) };
}

const MOST_FACTORS = 1_000;

function rangeOf(context: Context, formula: Sum, own: readonly string[], letter: string): Range | undefined {
  const { letters } = limitsOf(context, formula, own, { tag: "scalar", meaning: numberMeaning(0) });
  const { from, to } = letters.find(({ name }) => name === letter) ?? {};
  const axis = context.axes.get(letter);
  const number = (meaning: Meaning | undefined): number | undefined =>
    meaning?.tag === "number" ? Math.round(meaning.value.valueOf()) : undefined;
  const [first, last] = [number(from) ?? axis?.from, number(to) ?? axis?.to];
  return first === undefined || last === undefined ? undefined : { from: first, to: last };
}
