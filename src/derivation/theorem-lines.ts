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
import {
  type Factor,
  type Guard,
  type Product,
  reservedLetters,
  type Sum,
  substituteInProduct,
  type Theory,
} from "../calculus/sums.ts";
import { letter, plainLetter } from "../sizes/polynomial.ts";
import type { TheoremFact, TheoremLine } from "./theorem.ts";
import { isObvious } from "./theorem-conditions.ts";
import { type FactContext, factsOf, insertedArray } from "./theorem-facts.ts";
import {
  familiesOf,
  type LetterFamilies,
  type LetterNames,
  nameLetters,
  type SameLetter,
  withSmallNumbers,
} from "./theorem-letters.ts";

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

/** Steps that stand in one line; those that need no saying go with the line before them, or after. */
function groupsOf(kept: readonly number[], chain: FactContext["chain"]): readonly (readonly number[])[] {
  const groups: { key: string; places: number[] }[] = [];
  for (const place of kept) {
    const key = keyOf(place, chain);
    const last = groups.at(-1);
    if (last !== undefined && (key === "" || last.key === "" || belongs(key, last.key))) {
      last.places.push(place);
      if (last.key === "") last.key = key;
    } else groups.push({ key, places: [place] });
  }
  return groups.map(({ places }) => places);
}

/** Where a letter goes and another of its name comes, two lines: values put in, and others named. */
function bySense(
  group: readonly number[],
  { chain, namesAt }: FactContext,
  familyOf: LetterFamilies,
): readonly (readonly number[])[] {
  const senseOf = (place: number): string | undefined => {
    const { direction, use } = chain.steps[place] ?? {};
    if (use?.application.rule !== "sift" && use?.application.rule !== "expose") return undefined;
    return (use.application.rule === "sift") === (direction === "forward") ? "put" : "named";
  };
  const change = group.findIndex((place) => senseOf(place) === "named");
  const isMixed = change > 0 && group.slice(0, change).some((place) => senseOf(place) === "put");
  if (!isMixed) return [group];
  const lettersAt = (state: number): ReadonlyMap<string, string> =>
    new Map(
      (chain.states[state] ?? []).flatMap(({ bound }, product) =>
        bound.map(({ letter: own }) => [
          namesAt(state, product).get(own) ?? own,
          familyOf({ state, product, letter: own }),
        ]),
      ),
    );
  const [before, after] = [lettersAt(group[0] ?? 0), lettersAt((group.at(-1) ?? 0) + 1)];
  const isTaken = [...before].some(([name, family]) => (after.get(name) ?? family) !== family);
  return isTaken ? [group.slice(0, change), group.slice(change)] : [group];
}

function belongs(key: string, last: string): boolean {
  return key === last || (key.startsWith("divide") && last === "index");
}

/** Steps with one key are said together; those without say nothing of their own. */
function keyOf(place: number, chain: FactContext["chain"]): string {
  const step = chain.steps[place];
  if (step === undefined) return "";
  const { application } = step.use;
  switch (application.rule) {
    case "rename":
    case "exchange":
    case "reduce":
    case "widen":
    case "narrow":
    case "drop":
    case "shorten":
    case "reorder":
    case "combine":
    case "name":
    case "pin":
      return "";
    case "sift":
    case "expose":
      return "index";
    case "insert":
      return `insert ${step.direction} ${insertedArray(place, chain)}`;
    case "product-rule":
    case "chain-rule":
    case "power":
    case "differentiate":
    case "solve":
    case "reflect":
    case "shift":
    case "divide":
    case "split":
    case "collect":
    case "cancel":
      return `${application.rule} ${step.direction}`;
  }
}

/** Ranges said by letters, and a derivative as one entry with all its indices, which is how products are matched. */
function comparable(product: Product): Product {
  const factors = product.factors.map((factor): Factor => {
    if (factor.kind === "entry") return factor;
    const tensor = `∂(${factor.of.map((one) => one.tensor).join("·")})/∂${factor.by.tensor}`;
    return { kind: "entry", tensor, index: [...factor.of, factor.by].flatMap(({ index }) => index) };
  });
  return { ...narrowed(product), factors };
}

/** [0 <= x < N] is said by the letter itself. */
function narrowed(product: Product): Product {
  const ranges = new Map<string, Guard & { kind: "range" }>();
  const isOpen = new Set(product.bound.flatMap((bound) => (bound.size === undefined ? [bound.letter] : [])));
  const guards = product.guards.filter((guard) => {
    const name = guard.kind === "range" ? plainLetter(guard.value) : undefined;
    if (guard.kind !== "range" || name === undefined || !isOpen.has(name) || ranges.has(name)) return true;
    ranges.set(name, guard);
    return false;
  });
  const bound = product.bound.map((other) => {
    const size = ranges.get(other.letter)?.size;
    return size === undefined ? other : { ...other, size };
  });
  return { ...product, bound, guards };
}

function renamed(product: Product, names: ReadonlyMap<string, string>): Product {
  const bound = product.bound.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
  const values = new Map([...names].map(([from, to]) => [from, letter(to)] as const));
  return substituteInProduct({ ...product, bound }, values);
}

/** Letters with ranges before those that run over all integers; letters and factors in one order throughout. */
function shown(
  product: Product,
  order: ReadonlyMap<string, number>,
  letterOrder: ReadonlyMap<string, number>,
): Product {
  const narrow = narrowed(product);
  const place = ({ letter: name, size }: Product["bound"][number]): number =>
    (letterOrder.get(name) ?? 0) + (size === undefined ? letterOrder.size : 0);
  const bound = [...narrow.bound].sort((one, other) => place(one) - place(other));
  const rank = (factor: Factor): number => (factor.kind === "entry" ? (order.get(factor.tensor) ?? 0) : order.size);
  const factors = [...narrow.factors].sort((one, other) => rank(one) - rank(other));
  return { ...narrow, bound, factors };
}

function orderOfLetters(states: readonly Sum[], namesAt: LetterNames): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const [state, sum] of states.entries())
    for (const [place, { bound }] of sum.entries()) {
      const names = namesAt(state, place);
      for (const { letter: from } of bound) {
        const name = names.get(from) ?? from;
        if (!order.has(name)) order.set(name, order.size);
      }
    }
  return order;
}

function orderOfArrays(states: readonly Sum[]): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const { factors } of states.flat())
    for (const factor of factors)
      for (const { tensor } of factor.kind === "entry" ? [factor] : factor.of)
        if (!order.has(tensor)) order.set(tensor, order.size);
  return order;
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
