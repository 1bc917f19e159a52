/**
 * Meanings at some sizes as sums in a theory of every size.
 * In: meanings, and the letters for whose values they are. Out: the theory that has all arrays they speak of.
 */
import {
  type Definition,
  freshLetter,
  lettersOfProduct,
  type Sum,
  type Theory,
  textOfSum,
} from "../../calculus/sums.ts";
import { theoryOf } from "../../calculus/theory.ts";
import { assumptionsOf, isSame } from "../../problem/letters/knowledge.ts";
import type { LetterArray } from "../../problem/letters.ts";
import { add, constant, letter, type Polynomial, textOf } from "../../sizes/polynomial.ts";
import type { Condition, GeneralArray, Meaning } from "../meaning.ts";
import type { OpenProblem } from "../problem.ts";
import { type ArraysAtSizes, type EveryScope, letterArrayOf, type WrittenArray } from "./arrays.ts";
import { conditionDrafts } from "./conditions.ts";
import { finish, multiplyDrafts } from "./drafts.ts";
import { indexScope, type Translation } from "./entries.ts";
import { type IndexLetters, NotTranslated, wholeOf } from "./ratio.ts";
import { draftsOf } from "./translate.ts";

/** A letter on paper, and the size that it runs through. */
export interface Free {
  readonly name: string;
  readonly size: Polynomial;
}

export interface Sums {
  readonly theory: Theory;
  readonly sums: readonly Sum[];
  /** Names that are taken in the theory. */
  readonly taken: Set<string>;
}

export function arraysAt(
  every: EveryScope,
  open: OpenProblem,
  equal: (at: ArraysAtSizes, sum: Meaning) => ReturnType<ArraysAtSizes["equalArray"]>,
): ArraysAtSizes {
  const at: ArraysAtSizes = {
    every,
    open,
    write: (general) => written(at, general),
    equalArray: (sum) => equal(at, sum),
  };
  return at;
}

/** The size of an axis, or another number that is the same for all index letters. */
export function sizeOf(at: ArraysAtSizes, meaning: Meaning): Polynomial {
  return wholeOf(meaning, indexScope(new Map(), { scope: at.every.scope, arrayOf: (id) => letterArrayOf(at, id) }));
}

/**
 * @param conditions where they don't hold the sums are 0.
 * @param more arrays that the theory is to have beside those that are spoken of.
 */
export function sumsOf(
  at: ArraysAtSizes,
  meanings: readonly Meaning[],
  free: readonly Free[],
  conditions: readonly Condition[],
  more: readonly LetterArray[] = [],
): Sums {
  const { every } = at;
  const arrays = new Map(meanings.flatMap(arraysIn).map((id) => [id, letterArrayOf(at, id)] as const));
  const equal = meanings.flatMap(argumentsIn).flatMap((sum) => at.equalArray(sum)?.array ?? []);
  const bare = theoryFor(every, [...arrays.values(), ...equal, ...more]);
  const taken = namesIn(bare);
  const letters = free.map(({ name, size }) => ({ name, letter: freshLetter(plainName(name), taken), size }));
  const theory: Theory = { ...bare, free: letters.map(({ letter: one, size }) => ({ letter: one, size })) };
  const base = constant(every.scope.indexBase);
  const index: IndexLetters = new Map(letters.map(({ name, letter: one }) => [name, add(letter(one), base)]));
  const sums = meanings.map((meaning): Sum => {
    const inside = new Set<string>();
    const arrayOf = (id: number): LetterArray => arrays.get(id) ?? letterArrayOf(at, id);
    const { equalArray } = at;
    const to: Translation = { scope: every.scope, arrayOf, equalArray, taken: new Set(taken), inside };
    const guards = conditionDrafts(conditions, indexScope(index, to));
    return multiplyDrafts(guards, draftsOf(meaning, index, to)).flatMap((one) => finish(one, theory, inside) ?? []);
  });
  return { theory, sums, taken };
}

export function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "") || "i";
}

/** The same array for the same text, whichever sizes it comes from. */
function written(at: ArraysAtSizes, general: GeneralArray): WrittenArray {
  const { every } = at;
  const free = freeAlong(at, general);
  const meaning = general.at(free.map(({ name }) => ({ tag: "letter", name })));
  const { theory, sums } = sumsOf(at, [meaning], free, []);
  const body = sums[0] ?? [];
  const text = `${textOfSum(body)} for ${free.map(({ size }) => textOf(size)).join(", ")}`;
  const known = every.written.get(text);
  if (known !== undefined) return known;
  const shape = free.map(({ size }) => size);
  const name = nameFor(every);
  const array = every.scope.add({ name, span: { start: 0, end: 0 } }, shape, { kind: "letters" });
  const definition: Definition = { name, shape, index: theory.free.map((one) => one.letter), body };
  const of = arraysIn(meaning).map((id) => letterArrayOf(at, id));
  const made = { array, definition, of };
  every.written.set(text, made);
  return made;
}

function nameFor({ scope, written: all }: EveryScope): string {
  for (let number = all.size + 1; ; number++) if (!scope.isTaken(`written_${number}`)) return `written_${number}`;
}

/** A letter for each axis; lengths that have to be equal are shown to be so. */
export function freeAlong(at: ArraysAtSizes, { sizes, equal }: GeneralArray): readonly Free[] {
  for (const [left, right] of equal) demandEqual(at, sizeOf(at, left), sizeOf(at, right));
  return sizes.map((size, axis) => ({ name: `axis ${axis + 1}`, size: sizeOf(at, size) }));
}

export function demandEqual({ every }: ArraysAtSizes, left: Polynomial, right: Polynomial): void {
  if (!isSame(left, right, every.scope.knowledge)) throw new NotTranslated("sizes that may differ");
}

/** What was made for the claim must not ask anything of the sizes: it is to hold at all of which the worksheet speaks. */
export function demandNothingLearned({ problem, scope }: EveryScope): void {
  if (JSON.stringify(assumptionsOf(scope.knowledge)) !== JSON.stringify(problem.assumptions))
    throw new NotTranslated("a condition on sizes");
}

function theoryFor({ problem, scope, written: all }: EveryScope, arrays: readonly LetterArray[]): Theory {
  const definitions = [...all.values()];
  const ids = [...arrays, ...definitions.flatMap(({ of }) => of)].map(({ id }) => id);
  const theory = theoryOf({ ...problem, arrays: scope.arrays }, ids);
  const isWritten = (name: string): boolean => definitions.some(({ array }) => array.name === name);
  const used = definitions.filter(({ array }) => theory.arrays.some(({ name }) => name === array.name));
  return {
    ...theory,
    free: [],
    arrays: theory.arrays.filter(({ name }) => !isWritten(name)),
    definitions: [...used.map(({ definition }) => definition), ...theory.definitions],
  };
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

/** The numbers of the arrays whose entries a meaning speaks of. */
export function arraysIn(meaning: Meaning): readonly number[] {
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

/** What functions are taken of that is no entry. */
function argumentsIn(meaning: Meaning): readonly Meaning[] {
  switch (meaning.tag) {
    case "apply":
      return meaning.argument.tag === "entry" ? [] : [meaning.argument];
    case "sum":
      return meaning.terms.flatMap(argumentsIn);
    case "product":
      return meaning.factors.flatMap(argumentsIn);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(argumentsIn);
    case "power":
      return argumentsIn(meaning.base);
    case "series":
      return argumentsIn(meaning.body);
    case "cases":
      return meaning.rows.flatMap(({ value }) => argumentsIn(value));
    default:
      return [];
  }
}
