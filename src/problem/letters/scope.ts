/**
 * The arrays of a worksheet with letters for sizes while it is read: names to arrays, and names for intermediates that
 * have none. Every array that comes in is not empty: what that asks of the sizes is known from then on.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression, Identifier, Span } from "../../language/syntax.ts";
import { tell, verbatim } from "../../messages/message.ts";
import { isZero, ONE, type Polynomial, plainLetter, subtract } from "../../sizes/polynomial.ts";
import type { UserFunction } from "../functions.ts";
import type { LetterArray, LetterDefinition } from "../letters.ts";
import { suggestAmong } from "../names.ts";
import type { EntryTemplate } from "../problem.ts";
import type { Style } from "../style.ts";
import type { LetterForm } from "./form.ts";
import { isImpossible, isShown, learnNonnegative, reduced, type SizeKnowledge } from "./knowledge.ts";
import { atLeastZero, sizeText } from "./size-text.ts";
import type { SizeScope } from "./size-values.ts";

export interface LetterScope extends SizeScope {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly style: Style;
  readonly arrays: readonly LetterArray[];
  readonly functions: Map<string, UserFunction>;
  resolve(name: string, span?: Span): LetterArray;
  isTaken(name: string): boolean;
  add(name: Identifier, shape: readonly Polynomial[], definition: LetterDefinition, more?: Shown): LetterArray;
  /** An intermediate that the worksheet does not name; the same expression is the same array. */
  addUnnamed(source: Expression, make: () => Unnamed): LetterArray;
  restyle(id: number, style: { readonly latex: string } | { readonly template: EntryTemplate }): void;
}

interface Shown {
  readonly source?: Expression;
  readonly latex?: string;
}

export interface Unnamed {
  readonly stem: string;
  readonly latex?: string | undefined;
  readonly shape: readonly Polynomial[];
  readonly definition: LetterDefinition;
}

export interface LetterSettings extends Pick<LetterScope, "layout" | "indexBase" | "style" | "knowledge" | "shapeOf"> {
  readonly reserved: ReadonlySet<string>;
}

export function createLetterScope({ reserved, ...settings }: LetterSettings): LetterScope {
  const { knowledge } = settings;
  const arrays: LetterArray[] = [];
  const byName = new Map<string, number>();
  const bySource = new Map<string, number>();
  const isTaken = (name: string): boolean => byName.has(name) || knowledge.own.has(name);

  const push = (entry: Omit<LetterArray, "id">, span?: Span): LetterArray => {
    for (const size of entry.shape) demandNotEmpty(size, subtract(size, ONE), knowledge, span);
    noteAxes(entry, knowledge);
    const array = { ...entry, id: arrays.length };
    arrays.push(array);
    byName.set(array.name, array.id);
    return array;
  };
  const freshName = (stem: string): string => {
    const isFree = (name: string): boolean => !reserved.has(name) && !byName.has(name);
    if (stem !== "u" && isFree(stem)) return stem;
    for (let number = stem === "u" ? 1 : 2; ; number++) if (isFree(`${stem}${number}`)) return `${stem}${number}`;
  };

  return {
    ...settings,
    arrays,
    functions: new Map(),
    isTaken,
    resolve: (name, span) => {
      const id = byName.get(name);
      if (id !== undefined) return arrays[id] as LetterArray;
      if (knowledge.own.has(name))
        throw new Mistake("request", tell`\`${name}\` is a letter for a size, and an array is needed here`, span);
      const later = reserved.has(name) ? tell`: it is introduced further down` : suggestAmong(name, [...byName.keys()]);
      throw new Mistake("unknown-name", tell`\`${name}\` is not known here${later}`, span);
    },
    add: (name, shape, definition, { source, latex } = {}) => {
      if (isTaken(name.name))
        throw new Mistake("name-taken", tell`\`${name.name}\` exists already; choose another name`, name.span);
      return push({ name: name.name, named: true, latex, shape, definition, source }, name.span);
    },
    addUnnamed: (source, make) => {
      const key = printExpression(source);
      const known = bySource.get(key);
      if (known !== undefined) return arrays[known] as LetterArray;
      const { stem, latex, shape, definition } = make();
      const array = push({ name: freshName(stem), named: false, latex, shape, definition, source }, source.span);
      bySource.set(key, array.id);
      return array;
    },
    restyle: (id, style) => {
      arrays[id] = { ...(arrays[id] as LetterArray), ...style };
    },
  };
}

/** `spare` ≥ 0 is what it takes for `size` to be at least 1; a condition where it is not shown. */
export function demandNotEmpty(size: Polynomial, spare: Polynomial, knowledge: SizeKnowledge, span?: Span): void {
  const known = reduced(subtract(size, ONE), knowledge);
  if (isZero(known) || isShown(known, knowledge)) return;
  const text = atLeastZero(spare, knowledge);
  if (isImpossible(known, knowledge))
    throw new Mistake(
      "shape",
      tell`a size is a positive integer, and ${verbatim(sizeText(size, knowledge))} is not`,
      span,
    );
  const isKnown = isShown(spare, knowledge);
  learnNonnegative(known, knowledge, span);
  if (!isKnown && !knowledge.conditions.some((condition) => condition.text === text))
    knowledge.conditions.push({ text, origin: "array" });
}

/** The axis of an array that a quotient is the size of; of a named array rather than an unnamed one. */
function noteAxes({ name, named, shape }: Omit<LetterArray, "id">, { quotients }: SizeKnowledge): void {
  for (const [axis, size] of shape.entries()) {
    const number = quotients.findIndex(({ letter }) => letter === plainLetter(size));
    const quotient = quotients[number];
    if (quotient !== undefined && (quotient.axis === undefined || (named && /^u\d+$/.test(quotient.axis.array))))
      quotients[number] = { ...quotient, axis: { array: name, axis } };
  }
}

export function unnamedOf({ shape, rows }: LetterForm): Unnamed {
  return { stem: "u", shape, definition: { kind: "rows", rows } };
}
