/**
 * Entries of arrays, and functions of them, at every size.
 * In: a meaning's indices. Out: an entry of the calculus, with sums over what a floor in an index is.
 */
import { type Entry, freshLetter, type Slot } from "../../calculus/sums.ts";
import type { LetterScope } from "../../problem/letters/scope.ts";
import type { LetterArray } from "../../problem/letters.ts";
import { constant, letter, multiply, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import type { EntryMeaning, Meaning } from "../meaning.ts";
import { type Draft, type Drafts, multiplyDrafts, UNIT } from "./drafts.ts";
import { type IndexLetters, type IndexScope, NotTranslated, ratioOf } from "./ratio.ts";

export interface Translation {
  readonly scope: LetterScope;
  /** The array in the theory that an array of the problem at some sizes is. */
  readonly arrayOf: (array: number) => LetterArray;
  /** The array that a sum is known to be, and the letters of its axes. */
  readonly equalArray: (sum: Meaning) => { readonly array: LetterArray; readonly names: readonly string[] } | undefined;
  /** Names that letters may not take; those that are made here are added. */
  readonly taken: Set<string>;
  /** Letters that leave no axis along which they alone run; they are added here. */
  readonly inside: Set<string>;
}

export function indexScope(
  letters: IndexLetters,
  { scope, arrayOf }: Pick<Translation, "scope" | "arrayOf">,
): IndexScope {
  const sizeOf = (array: number, axis: number): Polynomial => arrayOf(array).shape[axis] ?? ONE;
  return { letters, knowledge: scope.knowledge, sizeOf };
}

/** A function of an entry, or of a sum that is an array of the problem. */
export function applied(
  argument: Meaning,
  apply: NonNullable<Entry["apply"]>,
  letters: IndexLetters,
  to: Translation,
): Drafts {
  const entries = argument.tag === "entry" ? entryOf(argument, letters, to) : entryOfSum(argument, letters, to);
  return entries.map((draft) => ({
    ...draft,
    factors: draft.factors.map((factor) => ({ ...factor, apply })),
  }));
}

/** A sum that is an array of the problem, at the same letters. */
function entryOfSum(sum: Meaning, letters: IndexLetters, to: Translation): Drafts {
  const found = to.equalArray(sum);
  if (found === undefined) throw new NotTranslated("a function of a sum");
  const indices = found.names.map((name): Meaning => ({ tag: "letter", name }));
  const scope = indexScope(letters, to);
  const index = indices.map((one) => slotOf(one, scope, to.scope.indexBase));
  return [{ ...UNIT, factors: [{ kind: "entry", tensor: found.array.name, index }] }];
}

/** T[⌊a/b⌋] is the sum of [0 ≤ a − b·q < b]·T[q] over all q, of which one is left. */
export function entryOf({ array, indices }: EntryMeaning, letters: IndexLetters, to: Translation): Drafts {
  const floors: Draft[] = [];
  const floorOf = (over: Polynomial, under: Polynomial): Polynomial => {
    const quotient = freshLetter("q", to.taken);
    const value = subtract(over, multiply(under, letter(quotient)));
    floors.push({ ...UNIT, bound: [{ letter: quotient }], guards: [{ kind: "range", value, size: under }] });
    return letter(quotient);
  };
  const scope = { ...indexScope(letters, to), floorOf };
  const entry: Entry = {
    kind: "entry",
    tensor: to.arrayOf(array).name,
    index: indices.map((index) => slotOf(index, scope, to.scope.indexBase)),
  };
  return floors.reduce<Drafts>((drafts, floor) => multiplyDrafts(drafts, [floor]), [{ ...UNIT, factors: [entry] }]);
}

function slotOf(index: Meaning, scope: IndexScope, base: number): Slot {
  const { over, under } = ratioOf(index, scope);
  const value = subtract(over, multiply(constant(base), under));
  return numberOf(under) === 1 ? { value } : { value, divisor: under };
}
