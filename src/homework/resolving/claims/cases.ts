/**
 * A claim in one reading, to its cases: the sides, and the letters for whose values they are equal. A claim between
 * arrays that has index letters inside of operators becomes one case for each value of these.
 */
import type { Condition, FreeLetter, Meaning, Value } from "../../meaning.ts";
import type { Chain, ReadClaim } from "../../syntax.ts";
import { conditionsOf } from "../conditions.ts";
import { type Context, type LetterUse, note, withFixed } from "../context.ts";
import { Meaningless } from "../failure.ts";
import { keyOfFormula } from "../names/keys.ts";
import { parameterOf } from "../names/parameters.ts";
import { referenceOf } from "../names/reference.ts";
import { LettersInOperand, lettersIn } from "../operators/lowering.ts";
import { resolve } from "../resolve.ts";
import { shapeOf } from "../values.ts";
import { accumulatedSides, isAccumulation } from "./accumulations.ts";
import type { Choices } from "./choices.ts";

/** The sides for some values of the index letters, and for all values of the letters that are left. */
export interface ClaimCase {
  readonly sides: readonly Value[];
  readonly letters: readonly FreeLetter[];
  readonly fixed: ReadonlyMap<string, number>;
  readonly conditions: readonly Condition[];
}

/** Letters inside of operators are run through one after the other. */
export function casesOf(context: Context, claim: ReadClaim): ClaimCase[] {
  try {
    return [caseOf(context, claim)];
  } catch (error) {
    if (error instanceof FreeVariables) return casesOf(withVariables(context, error), claim);
    if (!(error instanceof LettersInOperand)) throw error;
    const letter = error.letters.find((name) => context.axes.has(name) && !context.fixed.has(name));
    const range = letter === undefined ? undefined : context.axes.get(letter);
    if (letter === undefined || range === undefined) throw error;
    demandOnLeft(context, claim, letter);
    return Array.from({ length: range.to - range.from + 1 }, (_, offset) =>
      casesOf(
        withFixed({ ...context, uses: new Map(), axes: new Map(context.axes) }, letter, range.from + offset),
        claim,
      ),
    ).flat();
  }
}

/** A claim is made for every value of a letter on its left; what a letter that stands on the right alone is for, nothing says. */
function demandOnLeft(context: Context, { sides, conditions, span }: ReadClaim, letter: string): void {
  const [left] = sides;
  const seen: Context = { ...context, uses: new Map(), axes: new Map(), notes: [], ...FIRST };
  try {
    if (left !== undefined) resolve(seen, left, undefined);
  } catch (error) {
    if (error instanceof LettersInOperand) return;
    throw error;
  }
  if (!seen.uses.has(letter) && conditions.length === 0)
    throw new Meaningless({ tag: "free-letter", at: span, name: letter });
}

/** Answers for a formula that is only looked at. */
const FIRST: Choices = {
  choose: (options) => options[0] as (typeof options)[number],
  prefer: (options) => options[0] as (typeof options)[number],
  isUsual: () => true,
};

function caseOf(context: Context, claim: ReadClaim): ClaimCase {
  if (isAccumulation(claim))
    return { sides: accumulatedSides(context, claim), letters: [], fixed: context.fixed, conditions: [] };
  const sides: Value[] = [];
  for (const side of claim.sides) {
    const [first] = sides;
    sides.push(resolve(context, side, first === undefined ? undefined : shapeOf(first)));
  }
  const conditions = claim.conditions.flatMap((chain) => besideOf(context, chain));
  const variables = [...context.uses.values()].filter((use) => isVariable(context, use, sides, conditions));
  if (variables.length > 0) throw new FreeVariables(variables);
  const inFirst = new Set(meaningsOf(sides[0] as Value).flatMap(lettersIn));
  const letters = [...context.uses.values()].map((use) =>
    rangeOfLetter(context, use, inFirst.has(use.name), conditions),
  );
  return { sides, letters, fixed: context.fixed, conditions };
}

export function meaningsOf(value: Value): readonly Meaning[] {
  return value.tag === "scalar" ? [value.meaning] : value.entries;
}

/** What stands beside a claim; `\forall i, j` alone says nothing new. */
function besideOf(context: Context, chain: Chain): Condition[] {
  if (chain.relations.length === 0) return [];
  demandIndices(context, chain);
  return conditionsOf(context, chain);
}

/** `s = 0`, `w_i = 1` of a number or an entry: at which values a formula holds is nothing that is checked here. */
function demandIndices(context: Context, { sides, relations, span }: Chain): void {
  if (!relations.every(({ sign }) => sign === "=")) return;
  const isIndex = (key: string): boolean => context.uses.has(key) || context.axes.has(key) || context.fixed.has(key);
  const [side] = sides.filter((one) => {
    const reference = one.tag === "symbol" || one.tag === "scripted" ? referenceOf(one) : undefined;
    return reference !== undefined && !isIndex(keyOfFormula(one)) && context.names.match(reference) !== undefined;
  });
  if (side !== undefined) throw new Meaningless({ tag: "unsupported", at: span, found: keyOfFormula(side) });
}

/** Letters of a claim such as σ'(x) = σ(x)(1 − σ(x)), which stand for any number. */
class FreeVariables extends Error {
  readonly uses: readonly LetterUse[];
  constructor(uses: readonly LetterUse[]) {
    super();
    this.uses = uses;
  }
}

/** A letter on both sides of a link that is no index and that nothing bounds. */
function isVariable(
  context: Context,
  { name, isIndex }: LetterUse,
  sides: readonly Value[],
  conditions: readonly Condition[],
): boolean {
  if (isIndex || context.axes.has(name) || parameterOf(context.open, name) !== undefined) return false;
  if (conditions.some(({ left, right }) => [left, right].some((side) => lettersIn(side).includes(name)))) return false;
  return sides.filter((side) => meaningsOf(side).some((meaning) => lettersIn(meaning).includes(name))).length > 1;
}

function withVariables(context: Context, { uses }: FreeVariables): Context {
  const { scope } = context.open;
  const variables = new Map(context.variables);
  for (const { name, span } of uses) {
    const free = scope.isTaken(name) ? `any_${name}` : name;
    const known = scope.isTaken(free)
      ? scope.resolve(free, span)
      : scope.add({ name: free, span }, [], { kind: "letters" });
    variables.set(name, known.id);
  }
  return { ...context, variables, uses: new Map(), axes: new Map(context.axes) };
}

/** The values that the claim is made for: those of the axis, a size that the letter usually stands for, or all near. */
function rangeOfLetter(
  context: Context,
  { name, span, isIndex }: LetterUse,
  isInFirst: boolean,
  conditions: readonly Condition[],
): FreeLetter {
  const axis = context.axes.get(name);
  if (isInFirst && axis !== undefined) return { name, ...axis };
  const isBounded = conditions.some(({ left, right }) => [left, right].some((side) => lettersIn(side).includes(name)));
  // What the sheet defines is not what texts usually call so.
  const parameter = isBounded ? undefined : parameterOf(context.open, name);
  if (parameter !== undefined && !isInFirst) {
    note(context, {
      tag: "read-as",
      at: span,
      shown: { latex: `${name} = ${parameter}`, text: `${name} = ${parameter}` },
      why: "name",
    });
    return { name, from: parameter, to: parameter };
  }
  if (!isIndex && axis === undefined && isInFirst) throw new Meaningless({ tag: "unknown-name", at: span, name });
  if (isInFirst || isBounded) return { name, ...nearRange(context) };
  throw new Meaningless(isIndex ? { tag: "free-letter", at: span, name } : { tag: "unknown-name", at: span, name });
}

/** Wide enough for every index of every array; points outside of the left side's arrays are left out later. */
function nearRange({ open }: Context): { readonly from: number; readonly to: number } {
  const largest = Math.max(1, ...open.scope.arrays.flatMap(({ shape }) => shape));
  return { from: -Math.min(largest, 64), to: Math.min(2 * largest, 128) };
}
