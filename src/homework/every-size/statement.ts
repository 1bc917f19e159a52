/**
 * One link of a claim as a statement of the index calculus about every size.
 * In: what the link means at some sizes. Out: a theory with both sides as arrays in it, and a text that two links share
 * exactly where they say the same of every size. Throws `NotTranslated` where the calculus has no words for it.
 */
import type { Statement } from "../../calculus/prove.ts";
import { entry, freshLetter, lettersOfProduct, type Sum, type Theory, textOfSum } from "../../calculus/sums.ts";
import { theoryOf } from "../../calculus/theory.ts";
import type { OpenLetterWorksheet } from "../../problem/letters/build.ts";
import { assumptionsOf } from "../../problem/letters/knowledge.ts";
import type { LetterArray } from "../../problem/letters.ts";
import { add, constant, letter, type Polynomial, textOf } from "../../sizes/polynomial.ts";
import type { EntryMeaning, Meaning, Value } from "../meaning.ts";
import type { OpenProblem } from "../problem.ts";
import type { ClaimCase } from "../resolving/claims.ts";
import { letterArrayOf } from "./arrays.ts";
import { conditionDrafts } from "./conditions.ts";
import { type Draft, finish, multiplyDrafts } from "./drafts.ts";
import { type IndexLetters, NotTranslated } from "./ratio.ts";
import { draftsOf, type Translation } from "./translate.ts";

export interface LinkStatement {
  readonly theory: Theory;
  readonly statement: Statement;
  readonly text: string;
}

/** @param isGuarded only where the conditions of the claim hold. */
export function statementOf(
  letters: OpenLetterWorksheet,
  open: OpenProblem,
  { sides, fixed, conditions }: ClaimCase,
  link: number,
  isGuarded: boolean,
): LinkStatement {
  const [first, left, right] = [sides[0], sides[link], sides[link + 1]] as readonly Value[];
  if (fixed.size > 0) throw new NotTranslated("letters inside of an operator");
  if (left?.tag === "array" && right?.tag === "array") return betweenArrays(letters, open, left.array, right.array);
  if (first?.tag !== "scalar" || left?.tag !== "scalar" || right?.tag !== "scalar") throw new NotTranslated("an array");
  const meanings = [first.meaning, left.meaning, right.meaning];
  const arrays = new Map(meanings.flatMap(arraysIn).map((id) => [id, letterArrayOf(open, letters.scope, id)] as const));
  const bare = { ...theoryFor(letters, [...arrays.values()]), free: [] };
  const taken = namesIn(bare);
  const free = freeLettersOf(first.meaning, arrays, taken);
  const theory: Theory = { ...bare, free: [...free.values()] };
  const index: IndexLetters = new Map(
    [...free].map(([name, one]) => [name, add(letter(one.letter), constant(letters.scope.indexBase))]),
  );
  const sumOf = (meaning: Meaning): Sum => {
    const inside = new Set<string>();
    const nameOf = (array: number): string => (arrays.get(array) as LetterArray).name;
    const to: Translation = { scope: letters.scope, nameOf, taken: new Set(taken), inside };
    const drafts = draftsOf(meaning, index, to);
    const guards = isGuarded ? conditionDrafts(conditions, index, letters.scope.knowledge) : undefined;
    const guarded: readonly Draft[] = guards === undefined ? drafts : multiplyDrafts(guards, drafts);
    return guarded.flatMap((draft) => finish(draft, theory, inside) ?? []);
  };
  const sums = [sumOf(left.meaning), sumOf(right.meaning)] as const;
  return withSides(theory, sums, taken);
}

/** Two arrays as a whole. */
function betweenArrays(
  letters: OpenLetterWorksheet,
  open: OpenProblem,
  left: number | undefined,
  right: number | undefined,
): LinkStatement {
  if (left === undefined || right === undefined) throw new NotTranslated("an array that is written out");
  const arrays = [left, right].map((id) => letterArrayOf(open, letters.scope, id));
  const [one, other] = arrays.map(({ name }) => name) as [string, string];
  return { theory: theoryFor(letters, arrays), statement: { left: one, right: other }, text: `${one} = ${other}` };
}

/** What was made for the claim must not ask anything of the sizes: it is to hold at all of which the worksheet speaks. */
function theoryFor({ problem, scope }: OpenLetterWorksheet, arrays: readonly LetterArray[]): Theory {
  const assumptions = assumptionsOf(scope.knowledge);
  if (JSON.stringify(assumptions) !== JSON.stringify(problem.assumptions))
    throw new NotTranslated("a condition on sizes");
  return theoryOf(
    { ...problem, arrays: scope.arrays },
    arrays.map(({ id }) => id),
  );
}

/** The letters of sizes, arrays and of all that is defined. */
function namesIn({ assumptions, arrays, definitions }: Theory): Set<string> {
  const letters = assumptions.letters.map((size) => size.letter);
  const names = [...arrays, ...definitions].map(({ name }) => name);
  const defined = definitions.flatMap(({ index, body }) => [
    ...index,
    ...body.flatMap((product) => [...lettersOfProduct(product)]),
  ]);
  return new Set([...letters, ...names, ...defined]);
}

/**
 * The letters for whose values the claim is made, by those that they have on paper: each runs along an axis of an entry
 * of the first side. Where an entry has other indices too, the claim is made for fewer values; it is proved for all.
 */
function freeLettersOf(
  first: Meaning,
  arrays: ReadonlyMap<number, LetterArray>,
  taken: Set<string>,
): ReadonlyMap<string, { readonly letter: string; readonly size: Polynomial }> {
  const free = new Map<string, { readonly letter: string; readonly size: Polynomial }>();
  for (const { array, indices } of outerEntries(first))
    for (const [axis, index] of indices.entries()) {
      const size = arrays.get(array)?.shape[axis];
      if (index.tag !== "letter" || size === undefined || free.has(index.name)) continue;
      free.set(index.name, { letter: freshLetter(index.name.replace(/[^A-Za-z0-9]/g, "") || "i", taken), size });
    }
  return free;
}

/** The entries that a side names outside of sums. */
function outerEntries(meaning: Meaning): readonly EntryMeaning[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning];
    case "sum":
      return meaning.terms.flatMap(outerEntries);
    case "product":
      return meaning.factors.flatMap(outerEntries);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(outerEntries);
    default:
      return [];
  }
}

/** The numbers of the arrays whose entries a meaning speaks of. */
function arraysIn(meaning: Meaning): readonly number[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning.array];
    case "sum":
      return meaning.terms.flatMap(arraysIn);
    case "product":
      return meaning.factors.flatMap(arraysIn);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(arraysIn);
    case "power":
      return arraysIn(meaning.base);
    case "apply":
      return arraysIn(meaning.argument);
    case "series":
      return arraysIn(meaning.body);
    case "cases":
      return meaning.rows.flatMap(({ value }) => arraysIn(value));
    default:
      return [];
  }
}

/** Both sums as definitions; a side that is an array at the free letters is that array. */
function withSides(theory: Theory, [left, right]: readonly [Sum, Sum], taken: Set<string>): LinkStatement {
  const shape = theory.free.map(({ size }) => size);
  const index = theory.free.map((one) => one.letter);
  const definitions = [...theory.definitions];
  const sideOf = (wish: string, body: Sum): string => {
    const whole = wholeArray(body, theory);
    if (whole !== undefined) return whole;
    const name = freshLetter(wish, taken);
    definitions.push({ name, shape, index, body });
    return name;
  };
  const statement = { left: sideOf("left", left), right: sideOf("right", right) };
  const free = theory.free.map(({ letter: name, size }) => `${name} < ${textOf(size)}`).join(", ");
  return {
    theory: { ...theory, definitions },
    statement,
    text: `${textOfSum(left)} = ${textOfSum(right)} for ${free}`,
  };
}

/** T[free letters in their order], where T has just these axes. */
function wholeArray(sum: Sum, theory: Theory): string | undefined {
  const [product, ...more] = sum;
  const [factor, ...others] = product?.factors ?? [];
  if (product === undefined || factor?.kind !== "entry" || more.length + others.length > 0) return undefined;
  const at = entry(factor.tensor, ...theory.free.map((free) => letter(free.letter)));
  const wanted: Sum = [{ coefficient: 1, bound: [], guards: [], factors: [at] }];
  return textOfSum(sum) === textOfSum(wanted) ? factor.tensor : undefined;
}
