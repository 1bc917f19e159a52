/**
 * A chain as the lines that are shown of it.
 *
 * In: a chain, its statement and its theory. Out: lines, each of one or several steps. Always: no line repeats one
 * before it, and none only renames, orders or writes what needs no saying; what such steps do is done in the line
 * beside them. The sum of a line is that of its last step up to names and order, with ranges said by letters.
 */
import { matchProducts } from "../calculus/match.ts";
import type { Step } from "../calculus/prove.ts";
import type { Condition } from "../calculus/rules/rule.ts";
import { reservedLetters, type Sum, type Theory } from "../calculus/sums.ts";
import type { TheoremFact, TheoremLine } from "./theorem.ts";
import { isObvious } from "./theorem-conditions.ts";
import { factsOf } from "./theorem-facts.ts";
import { bySense, groupsOf } from "./theorem-groups.ts";
import {
  familiesOf,
  type LetterFamilies,
  type LetterNames,
  nameLetters,
  type SameLetter,
  withSmallNumbers,
} from "./theorem-letters.ts";
import { comparable, orderOfArrays, orderOfLetters, renamed, shown } from "./theorem-shown.ts";
import type { FactContext } from "./theorem-steps.ts";

/** What `linesOf` reads of a chain; a general entry has one that ends nowhere in particular. */
export interface Derived {
  readonly start: Sum;
  readonly steps: readonly Step[];
}

export interface Lines {
  /** The start, with letters as the lines have them. */
  readonly start: Sum;
  readonly lines: readonly TheoremLine[];
}

/** `avoided`: names that no letter may have, those of arrays as they are shown. */
export function linesOf({ start, steps }: Derived, theory: Theory, avoided?: Iterable<string>): Lines {
  const states = [start, ...steps.map(({ sum }) => sum)];
  const { kept, same } = withoutCircles(states);
  const chain = { states, steps };
  const familyOf = familiesOf(chain, same);
  const taken = new Set([
    ...(avoided ?? [...theory.arrays, ...theory.definitions].map(({ name }) => name)),
    ...reservedLetters(theory),
  ]);
  const first = nameLetters(chain, theory, familyOf, taken);
  const written = writeLines(first, { chain, theory, kept, familyOf });
  // Letters of steps that are not shown have numbers too: those that are shown need not be told apart from them.
  const used = [written.start, ...written.lines.map(({ sum }) => sum)].flat().flatMap(({ bound }) => bound);
  const small = withSmallNumbers(
    used.map((bound) => bound.letter),
    taken,
  );
  if ([...small].every(([from, to]) => from === to)) return written;
  const renamed: LetterNames = (state, product) =>
    new Map([...first(state, product)].map(([from, name]) => [from, small.get(name) ?? name]));
  return writeLines(renamed, { chain, theory, kept, familyOf });
}

interface Chained {
  readonly chain: FactContext["chain"];
  readonly theory: Theory;
  /** The steps that lead on. */
  readonly kept: readonly number[];
  readonly familyOf: LetterFamilies;
}

function writeLines(namesAt: LetterNames, { chain, theory, kept, familyOf }: Chained): Lines {
  const { states, steps } = chain;
  const order = orderOfArrays(states);
  const letterOrder = orderOfLetters(states, namesAt);
  const shownAt = (state: number): Sum =>
    (states[state] ?? []).map((product, place) => shown(renamed(product, namesAt(state, place)), order, letterOrder));
  const context = { chain, theory, namesAt, shownAt };
  const lines: TheoremLine[] = [];
  let [before, open] = [0, 0];
  let left: TheoremFact[] = [];
  for (const group of groupsOf(kept, chain).flatMap((one) => bySense(one, context, familyOf))) {
    const to = (group.at(-1) ?? 0) + 1;
    const facts = [...left, ...factsOf(group, context)];
    const sum = shownAt(to);
    const isSilent = (facts.length > 0 && facts.every(({ rule }) => rule === "write")) || isSame(sum, shownAt(before));
    if (isSilent) {
      left = isSame(sum, shownAt(before)) ? left : facts;
      continue;
    }
    const conditions = group.flatMap((place) => conditionsOf(place, steps, namesAt));
    lines.push({ rule: ruleOf(facts), facts, sum, conditions, steps: [open, to] });
    [before, open, left] = [to, to, []];
  }
  return { start: shownAt(0), lines: closed(lines, steps.length) };
}

/** Steps that lead nowhere belong to the last line. */
function closed(lines: readonly TheoremLine[], end: number): readonly TheoremLine[] {
  const last = lines.at(-1);
  return last === undefined || last.steps[1] === end
    ? lines
    : [...lines.slice(0, -1), { ...last, steps: [last.steps[0], end] }];
}

/** The steps that lead on: where a sum comes back, up to names and order, what lies between is left out. */
function withoutCircles(states: readonly Sum[]): {
  readonly kept: readonly number[];
  readonly same: readonly SameLetter[];
} {
  const kept: number[] = [];
  const same: SameLetter[] = [];
  for (let state = 0; state < states.length - 1; ) {
    const back = lastSame(states, state);
    if (back !== undefined) {
      for (const pair of back.same) same.push(pair);
      state = back.state;
    } else {
      kept.push(state);
      state += 1;
    }
  }
  return { kept, same };
}

function lastSame(
  states: readonly Sum[],
  from: number,
): { readonly state: number; readonly same: readonly SameLetter[] } | undefined {
  for (let state = states.length - 1; state > from; state--) {
    const [before, after] = [states[from] ?? [], states[state] ?? []];
    const pairs = pairsOf(before, after);
    if (pairs === undefined) continue;
    const same = pairs.flatMap((names, product) =>
      [...names].map(
        ([one, other]): SameLetter => [
          { state: from, product, letter: one },
          { state, product, letter: other },
        ],
      ),
    );
    return { state, same };
  }
  return undefined;
}

/** For each product what its letters are called in the other sum, where the sums are one up to names and order. */
function pairsOf(before: Sum, after: Sum): readonly ReadonlyMap<string, string>[] | undefined {
  if (before.length !== after.length) return undefined;
  const pairs: ReadonlyMap<string, string>[] = [];
  for (const [place, product] of before.entries()) {
    const wanted = after[place];
    const uses = wanted && matchProducts(comparable(product), comparable(wanted));
    if (uses === undefined) return undefined;
    const names = new Map(uses.flatMap((use) => (use.rule === "rename" ? use.letters : [])));
    pairs.push(new Map(product.bound.map((bound) => [bound.letter, names.get(bound.letter) ?? bound.letter])));
  }
  return pairs;
}

export function isSame(one: Sum, other: Sum): boolean {
  return pairsOf(one, other) !== undefined;
}

/** Side conditions of a step that somebody may doubt, in the letters of its line. */
function conditionsOf(place: number, steps: readonly Step[], namesAt: LetterNames): readonly Condition[] {
  const step = steps[place];
  if (step === undefined) return [];
  const { product } = step.use;
  const names = new Map([...namesAt(place, product), ...namesAt(place + 1, product)]);
  return step.conditions
    .filter((condition) => !isObvious(condition))
    .map(({ claim, shown: why }) => ({ claim: inNames(claim, names), shown: why.map((one) => inNames(one, names)) }));
}

function inNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/[\p{L}_][\p{L}\d_]*/gu, (name) => names.get(name) ?? name);
}

/** What a line is called after: what makes the most of a difference. */
const weight: readonly TheoremFact["rule"][] = ["sizes", "write", "drop"];

function ruleOf(facts: readonly TheoremFact[]): TheoremFact["rule"] {
  const [first] = facts;
  return (facts.find(({ rule }) => !weight.includes(rule)) ?? first)?.rule ?? "sizes";
}
