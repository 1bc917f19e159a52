/**
 * What the resolver of one reading of one claim knows, and what it finds out on the way.
 */
import Fraction from "fraction.js";
import type { Span } from "../../language/syntax.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { OpenProblem } from "../problem.ts";
import type { Note } from "../report.ts";
import type { Formula } from "../syntax.ts";
import type { Choices } from "./claims/choices.ts";
import type { Names } from "./names/names.ts";
import type { DeclaredOperators } from "./operators/declared.ts";

/** Both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A letter that no sum binds, where it was first met. */
export interface LetterUse {
  readonly name: string;
  readonly span: Span;
  /** It stands in an index, not only as a number. */
  isIndex: boolean;
}

/** The shape that the place of a formula asks for, where it is known. */
export type Shape = readonly number[] | undefined;

export interface Context extends Choices {
  /** A formula to its value; formulas hold formulas, so that every part of the resolver needs the whole. */
  readonly resolve: (context: Context, formula: Formula, wanted: Shape) => Value;
  readonly open: OpenProblem;
  readonly names: Names;
  readonly operators: DeclaredOperators;
  /** The array by which the sheet's δ is the gradient, where it says so and the worksheet's δ is another. */
  readonly delta: number | undefined;
  /** The claim is written as a program. */
  readonly isProgram: boolean;
  /** The claim is a line of Octave, or may be one. */
  readonly octave: "certain" | "possible" | undefined;
  /** Arrays that the sheet writes out, by their number in the scope. */
  readonly written: Map<number, readonly Meaning[]>;
  /** The letters of the sums around, and numbers for letters that are run through one by one. */
  readonly bound: ReadonlySet<string>;
  readonly fixed: ReadonlyMap<string, number>;
  /** Letters that stand for any number, and the scalars that they are. */
  readonly variables: ReadonlyMap<string, number>;
  readonly uses: Map<string, LetterUse>;
  /** The values along the axis that a letter alone runs along, bound or not. */
  readonly axes: Map<string, Range>;
  /** The shape of the first array with an entry at these indices: what has an entry there as well is as large. */
  readonly places: Map<string, readonly number[]>;
  /** Of letters that stand alone along axes of several sizes, the other ranges. */
  readonly clashes: Map<string, readonly Range[]>;
  readonly notes: Note[];
  /** The layer that a name was written with where the worksheet has no layers, by the name. */
  readonly layers: Map<string, string>;
  /** What a sign between arrays has been taken for; it means the same throughout the claim. */
  readonly signs: Map<string, string>;
}

export function within(context: Context, letters: readonly string[]): Context {
  return { ...context, bound: new Set([...context.bound, ...letters]) };
}

export function withFixed(context: Context, letter: string, value: number): Context {
  return { ...context, fixed: new Map(context.fixed).set(letter, value) };
}

/** The letter as a number; it is noted where no sum binds it. */
export function letterMeaning(context: Context, name: string, span: Span, isIndex: boolean): Meaning {
  const fixed = context.fixed.get(name);
  if (fixed !== undefined) return numberMeaning(fixed);
  const variable = context.variables.get(name);
  if (variable !== undefined && !isIndex && !context.bound.has(name))
    return { tag: "entry", array: variable, indices: [] };
  if (!context.bound.has(name)) {
    const use = context.uses.get(name) ?? { name, span, isIndex };
    use.isIndex ||= isIndex;
    context.uses.set(name, use);
  }
  return { tag: "letter", name };
}

/** A letter alone in an index: it runs along that axis. */
export function noteAxis(context: Context, index: Meaning, size: number): void {
  if (index.tag !== "letter") return;
  const { indexBase } = context.open.scope;
  const range = { from: indexBase, to: indexBase + size - 1 };
  const known = context.axes.get(index.name);
  if (known === undefined) context.axes.set(index.name, range);
  else if (known.to !== range.to) {
    const others = context.clashes.get(index.name) ?? [];
    if (others.every(({ to }) => to !== range.to)) context.clashes.set(index.name, [...others, range]);
  }
}

/** Told once: what was read otherwise at the same place, for the same reason, is not told again. */
export function note(context: Context, made: Note): void {
  const why = (one: Note): string => (one.tag === "read-as" ? one.why : "");
  const isKnown = context.notes.some(
    (one) => one.tag === made.tag && one.at.start === made.at.start && why(one) === why(made),
  );
  if (!isKnown) context.notes.push(made);
}

export function numberMeaning(value: number): Meaning {
  return { tag: "number", value: new Fraction(value) };
}

/** A letter for a size, as its number; undefined where the letter is none. */
export function sizeMeaning({ open }: Context, name: string): Meaning | undefined {
  const value = open.scope.sizes.get(name);
  return value === undefined ? undefined : { tag: "number", value: new Fraction(value), size: name };
}
