/**
 * Indices: which marks below a name are which index, and what each means.
 * In: the marks as they were written and the shape they are for. Out: a meaning for each axis that is given.
 * Digits that stand together are parted as the shape allows; where it allows several ways, each is a reading.
 */

import type { Span } from "../../language/syntax.ts";
import { readDecimal } from "../../problem/number.ts";
import type { ArrayValue, Meaning, Value } from "../meaning.ts";
import type { Formula, SymbolFormula } from "../syntax.ts";
import { type Context, letterMeaning, note, noteAxis, numberMeaning, type Shape, sizeMeaning } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { keyOfFormula, lettersOf, unitsOf } from "./names/keys.ts";
import { givenScalar, parameterOf } from "./names/parameters.ts";
import { referenceOf } from "./names/reference.ts";
import { placesOf, scalar } from "./values.ts";

/** The indices of the axes of `shape`, from the first on; fewer than the axes name a slice. */
export function readIndices(
  context: Context,
  items: readonly Formula[],
  shape: readonly number[],
  name: string,
): Meaning[] {
  if (items.length === 0) return [];
  const marks = items.length === shape.length ? items : partMarks(context, items, shape, name);
  if (marks === items) noteWords(context, marks);
  const filled = fillSingles(context, marks.length, shape);
  const indices = [...filled, ...marks.map((mark) => indexMeaning(context, mark))];
  indices.forEach((index, axis) => noteAxis(context, index, shape[axis] as number));
  const place = placeOf(items);
  if (!context.places.has(place)) context.places.set(place, shape);
  return indices;
}

/** What an array is wanted to be of which the entry is taken at these indices. */
export function shapeWanted(context: Context, items: readonly Formula[]): Shape {
  return context.places.get(placeOf(items));
}

/** The same for `ij` and `i,j`. */
function placeOf(items: readonly Formula[]): string {
  return items
    .map(keyOfFormula)
    .join()
    .replaceAll("juxtaposed", "")
    .replace(/[\s(),]/gu, "");
}

/** The entry of an array that is no array of the worksheet, at indices that may have letters in them. */
export function entryOfValue(context: Context, value: ArrayValue, items: readonly Formula[], at: Span): Value {
  const indices = readIndices(context, items, value.shape, items.map(keyOfFormula).join(","));
  if (indices.length !== value.shape.length)
    throw new Meaningless({ tag: "unsupported", at, found: items.map(keyOfFormula).join(",") });
  return scalar(entryAtIndices(context, value, indices));
}

/** The entry at an index for each axis; 0 beyond the array. */
export function entryAtIndices(context: Context, value: ArrayValue, indices: readonly Meaning[]): Meaning {
  if (value.array !== undefined) return { tag: "entry", array: value.array, indices };
  const { indexBase } = context.open.scope;
  const places = placesOf(value.shape);
  if (indices.every((index) => index.tag === "number")) {
    const wanted = indices.map((index) => index.value.sub(indexBase).valueOf()).join();
    return value.entries[places.findIndex((place) => place.join() === wanted)] ?? numberMeaning(0);
  }
  return {
    tag: "cases",
    rows: value.entries.map((entry, position) => ({
      value: entry,
      conditions: indices.map((index, axis) => ({
        sign: "=" as const,
        left: index,
        right: numberMeaning((places[position]?.[axis] as number) + indexBase),
      })),
    })),
  };
}

/** Axes of size 1 in front may be left out. */
function fillSingles(context: Context, given: number, shape: readonly number[]): Meaning[] {
  const missing = shape.length - given;
  const singles = shape.slice(0, missing);
  if (missing <= 0 || !singles.every((size) => size === 1)) return [];
  return singles.map(() => numberMeaning(context.open.scope.indexBase));
}

/** Runs of letters one by one, digits as the shape asks. */
function partMarks(
  context: Context,
  items: readonly Formula[],
  shape: readonly number[],
  name: string,
): readonly Formula[] {
  const flat = unitsOf(items, () => false);
  const bracketed = flat.flatMap(bracketsOf);
  const units = bracketed.length === shape.length ? bracketed : flat;
  const fail = (): never => {
    const [first, last] = [items[0] as Formula, items[items.length - 1] as Formula];
    const at = { start: first.span.start, end: last.span.end };
    throw new Meaningless({
      tag: "indices",
      at,
      name,
      shape: shape.join(","),
      written: items.map(keyOfFormula).join(","),
    });
  };
  if (units.length > shape.length) fail();
  const ways = partings(units, shape.length);
  if (ways.length === 0) return units.length < shape.length ? units : fail();
  const { indexBase } = context.open.scope;
  const inside = ways.filter((way) => way.every((unit, axis) => isInside(unit, shape[axis] as number, indexBase)));
  if (inside.length > 1) {
    const chosen = context.choose(inside);
    note(context, {
      tag: "read-as",
      at: (items[0] as Formula).span,
      shown: { latex: chosen.map(keyOfFormula).join(","), text: chosen.map(keyOfFormula).join(",") },
      why: "digits",
    });
    return chosen;
  }
  return inside[0] ?? (ways.find((way) => way.every(isSingleDigit)) as Formula[] | undefined) ?? fail();
}

/** `(i+a)(j+b)` below an array of two axes: an index in each bracket. */
function bracketsOf(unit: Formula): readonly Formula[] {
  if (unit.tag === "binary" && unit.sign === "juxtaposed" && unit.left.tag !== "number")
    return [...bracketsOf(unit.left), ...bracketsOf(unit.right)];
  if (unit.tag === "applied" && unit.argument.tag === "group") return [unit.head, ...unit.argument.items];
  return unit.tag === "group" && unit.bracket === "(" ? unit.items : [unit];
}

function isSingleDigit(unit: Formula): boolean {
  return unit.tag !== "number" || unit.text.length === 1;
}

function isInside(unit: Formula, size: number, base: number): boolean {
  if (unit.tag !== "number") return true;
  const place = Number(unit.text) - base;
  return place >= 0 && place < size;
}

/** All ways to part the numbers so that there are `count` units. */
function partings(units: readonly Formula[], count: number): Formula[][] {
  const [first, ...rest] = units;
  if (first === undefined) return count === 0 ? [[]] : [];
  if (units.length > count) return [];
  const heads =
    first.tag === "number" && /^\d+$/.test(first.text) ? partingsOfNumber(first, count - rest.length) : [[first]];
  return heads.flatMap((head) => partings(rest, count - head.length).map((tail) => [...head, ...tail]));
}

function partingsOfNumber(number: Formula & { readonly tag: "number" }, most: number): Formula[][] {
  const { text } = number;
  if (text.length > 12) return [[number]];
  const ways: Formula[][] = [[number]];
  for (let cut = 1; cut < text.length && most > 1; cut++) {
    const head = { ...number, text: text.slice(0, cut) };
    for (const tail of partingsOfNumber({ ...number, text: text.slice(cut) }, most - 1)) ways.push([head, ...tail]);
  }
  return ways.filter((way) => way.length <= most && way.every((unit) => !/^0\d/.test((unit as { text: string }).text)));
}

/** Numbers and letters under arithmetic. */
export function indexMeaning(context: Context, formula: Formula): Meaning {
  const of = (part: Formula): Meaning => indexMeaning(context, part);
  switch (formula.tag) {
    case "number":
      return { tag: "number", value: readDecimal(formula.text) };
    case "negate":
      return { tag: "product", factors: [numberMeaning(-1), of(formula.operand)] };
    case "fraction":
      return { tag: "quotient", over: of(formula.over), under: of(formula.under) };
    case "group":
      if (formula.items.length === 1 && formula.bracket !== "|") return of(formula.items[0] as Formula);
      break;
    case "symbol":
    case "scripted":
      return letterOrSize(context, formula);
    case "applied":
      return appliedIndex(context, formula);
    case "binary":
      switch (formula.sign) {
        case "+":
          return { tag: "sum", terms: [of(formula.left), of(formula.right)] };
        case "-":
          return {
            tag: "sum",
            terms: [of(formula.left), { tag: "product", factors: [numberMeaning(-1), of(formula.right)] }],
          };
        case "juxtaposed":
        case "dot":
        case "times":
        case "*":
          return { tag: "product", factors: [of(formula.left), of(formula.right)] };
        case "/":
          return { tag: "quotient", over: of(formula.left), under: of(formula.right) };
        case "mod":
          return { tag: "rest", of: of(formula.left), by: of(formula.right) };
      }
      break;
  }
  throw new Meaningless({ tag: "unsupported", at: formula.span, found: keyOfFormula(formula) });
}

/** `floor(x)`, `\lfloor x \rfloor` read as a word before a bracket, or `2(i-1)`. */
function appliedIndex(context: Context, formula: Formula & { readonly tag: "applied" }): Meaning {
  const { head, argument } = formula;
  if (head.tag === "symbol" && (head.name === "floor" || head.name === "ceil"))
    return { tag: "rounded", direction: head.name, of: indexMeaning(context, argument) };
  return { tag: "product", factors: [indexMeaning(context, head), indexMeaning(context, argument)] };
}

/** A word, or a name that is known as one: `ch` is a letter of its own where neither c nor h is one. */
function isOneLetter(context: Context, { name, isWord }: SymbolFormula): boolean {
  return isWord || context.isProgram || context.bound.has(name) || context.uses.has(name) || context.fixed.has(name);
}

/** `ch` as the whole of an index that commas part from others: one letter, unless it is made of letters that are known. */
function noteWords(context: Context, marks: readonly Formula[]): void {
  if (marks.length < 2) return;
  for (const mark of marks) {
    if (mark.tag !== "symbol" || mark.isWord || isOneLetter(context, mark)) continue;
    const letters = lettersOf(mark).map(keyOfFormula);
    const isKnown = (letter: string): boolean =>
      context.bound.has(letter) ||
      context.uses.has(letter) ||
      sizeMeaning(context, letter) !== undefined ||
      parameterOf(context.open, letter) !== undefined;
    if (letters.length > 1 && !letters.some(isKnown)) letterMeaning(context, mark.name, mark.span, true);
  }
}

/** A scalar that the worksheet gives an integer: `N` in `\sum_{n=1}^{N}`. */
function countMeaning({ open, names }: Context, formula: Formula): Meaning | undefined {
  const reference = referenceOf(formula);
  const match = reference && names.match(reference);
  const value = match && match.sub.length + match.sup.length === 0 ? givenScalar(open, match.array) : undefined;
  return value === undefined || value.d !== 1n ? undefined : { tag: "number", value };
}

/** `stride` of `scalar stride = 2` in a program: a whole number of the worksheet that no loop runs through. */
export function programSize(context: Context, name: string): number | undefined {
  const { scope, problem } = context.open;
  if (!context.isProgram || [context.bound, context.fixed].some((known) => known.has(name))) return undefined;
  const scalar = scope.arrays.find((array) => array.named && array.name === name && array.shape.length === 0);
  const value = scalar && problem.given.get(scalar.id)?.[0]?.valueOf();
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}

function letterOrSize(context: Context, formula: Formula & { readonly tag: "symbol" | "scripted" }): Meaning {
  const name = keyOfFormula(formula);
  const size = sizeMeaning(context, name) ?? countMeaning(context, formula);
  if (size !== undefined && !context.bound.has(name)) return size;
  const letters = formula.tag === "symbol" && !isOneLetter(context, formula) ? lettersOf(formula) : [];
  if (letters.length > 1) return { tag: "product", factors: letters.map((letter) => indexMeaning(context, letter)) };
  return letterMeaning(context, name, formula.span, true);
}
