/**
 * What steps that put letters in or bring them in do together, as facts: letters that a line has on one side alone.
 * In: the places of such steps, and the states that the line leads between. Out: facts in the letters of the line.
 */
import type { Entry, Factor, Product, Slot } from "../calculus/sums.ts";
import {
  lettersOf,
  linearIn,
  negate,
  numberOf,
  type Polynomial,
  plainLetter,
  substitute,
} from "../sizes/polynomial.ts";
import type { LetterValue, TheoremFact } from "./theorem.ts";
import { type FactContext, inNames, readBy } from "./theorem-steps.ts";

/** Letters that are there before and not after the line are put in, those after and not before are named. */
export function indexFacts(
  places: readonly number[],
  [from, to]: readonly [number, number],
  context: FactContext,
): readonly TheoremFact[] {
  const values = new Map(places.flatMap((place) => equationOf(place, context) ?? []));
  const [before, after] = [from, to].map(
    (state) => new Set(context.shownAt(state).flatMap(({ bound }) => bound.map((one) => one.letter))),
  ) as [Set<string>, Set<string>];
  const only = (here: ReadonlySet<string>, there: ReadonlySet<string>): readonly LetterValue[] =>
    [...here].flatMap((name) => {
      const value = there.has(name) ? undefined : values.get(name);
      return value === undefined ? [] : [{ letter: name, value: settled(value, values, there) }];
    });
  const [put, named] = [only(before, after), only(after, before)];
  const gone = put.map(({ letter: name }) => name);
  const isGiven = ({ value: { value } }: LetterValue): boolean => gone.some((name) => lettersOf(value).has(name));
  if (put.length > 0 && put.length === named.length && named.every(isGiven))
    return [{ rule: "substitute", instead: gone, letters: named }];
  return [
    ...(put.length > 0 ? [{ rule: "put-in", letters: put, bounded: [] } as const] : []),
    ...(named.length > 0 ? [{ rule: "name", letters: named, bounded: [] } as const] : []),
  ];
}

/** A value in letters that are there on the other side, as far as values are known for the others. */
function settled(slot: Slot, values: ReadonlyMap<string, Slot>, there: ReadonlySet<string>): Slot {
  const plain = new Map(
    [...values].flatMap(([name, other]) => (there.has(name) || other.divisor ? [] : [[name, other.value] as const])),
  );
  let value = slot.value;
  for (let round = 0; round < plain.size; round++) value = substitute(value, plain);
  return slot.divisor === undefined ? { value } : { ...slot, value };
}

/** What the equations of a product say that a letter is, that of the rule first. */
function valuesOf(name: string, guard: number, product: Product | undefined): readonly Polynomial[] {
  const guards = product?.guards ?? [];
  return [...guards.slice(guard, guard + 1), ...guards].flatMap((other) => {
    const parts = other.kind === "equal" ? linearIn(other.zero, name) : undefined;
    const unit = parts && numberOf(parts.coefficient);
    if (parts === undefined || (unit !== 1 && unit !== -1)) return [];
    return [unit === 1 ? negate(parts.rest) : parts.rest];
  });
}

function plainest(values: readonly Polynomial[]): Polynomial | undefined {
  return values.find((value) => plainLetter(value) !== undefined) ?? values[0];
}

/** The letter that a sift or an exposure is about, and what it is equal to. */
function equationOf(place: number, context: FactContext): readonly (readonly [string, Slot])[] | undefined {
  const { chain, namesAt } = context;
  const step = chain.steps[place];
  const { state, sum, isForward } = readBy(place, context);
  if (step === undefined) return undefined;
  const { product, application } = step.use;
  const names = namesAt(state, product);
  if (application.rule === "sift") {
    const value = plainest(valuesOf(application.letter, application.guard, sum[product]));
    return value && [[names.get(application.letter) ?? application.letter, { value: inNames(value, names) }]];
  }
  if (application.rule !== "expose") return undefined;
  const slot = entryIn(sum[product]?.factors[application.factor])?.index[application.slot];
  const name = namesAt(isForward ? place + 1 : place, product).get(application.letter) ?? application.letter;
  if (slot === undefined) return undefined;
  const { divisor } = slot;
  const value = inNames(slot.value, names);
  return [[name, divisor === undefined ? { value } : { value, divisor: inNames(divisor, names) }]];
}

function entryIn(factor: Factor | undefined): Entry | undefined {
  return factor?.kind === "entry" ? factor : undefined;
}
