/**
 * The arrays of a worksheet with letters for sizes while it is read: names to arrays, and names for intermediates.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { CallNode, Expression, Identifier, Span } from "../../language/syntax.ts";
import type { Polynomial } from "../../sizes/polynomial.ts";
import type { FormOf } from "../forms.ts";
import type { UserFunction } from "../functions.ts";
import type { LetterArray, LetterDefinition, LetterRows } from "../letters.ts";
import { suggestAmong } from "../names.ts";
import { demandPositive, type SizeKnowledge } from "./knowledge.ts";
import { textInOwnLetters } from "./quotients.ts";

export type LetterForm = FormOf<Polynomial, LetterRows>;

export interface LetterScope {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly knowledge: SizeKnowledge;
  readonly arrays: readonly LetterArray[];
  readonly functions: Map<string, UserFunction>;
  array(id: number): LetterArray;
  resolve(name: string, span?: Span): LetterArray;
  isTaken(name: string): boolean;
  add(
    name: Identifier,
    shape: readonly Polynomial[],
    definition: LetterDefinition,
    source?: Expression,
    latex?: string,
  ): LetterArray;
  /** An intermediate that the worksheet does not name; the same expression is the same array. */
  addUnnamed(
    shape: readonly Polynomial[],
    definition: LetterDefinition,
    source: Expression,
    stem?: string,
  ): LetterArray;
  restyle(id: number, style: Pick<LetterArray, "latex"> | Pick<LetterArray, "template">): void;
}

export interface LetterScopeSettings {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly knowledge: SizeKnowledge;
}

export function createLetterScope({ layout, indexBase, knowledge }: LetterScopeSettings): LetterScope {
  const arrays: LetterArray[] = [];
  const byName = new Map<string, number>();
  const bySource = new Map<string, number>();
  const { reserved } = knowledge;

  const push = (entry: Omit<LetterArray, "id">, span?: Span): LetterArray => {
    for (const size of entry.shape) demandPositive(size, `${textInOwnLetters(size, knowledge)} >= 1`, knowledge, span);
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
    layout,
    indexBase,
    knowledge,
    arrays,
    functions: new Map(),
    array: (id) => arrays[id] as LetterArray,
    isTaken: (name) => byName.has(name) || knowledge.own.has(name),
    resolve: (name, span) => {
      const id = byName.get(name);
      if (id !== undefined) return arrays[id] as LetterArray;
      const later = reserved.has(name) ? ": it is introduced further down" : suggestAmong(name, [...byName.keys()]);
      const what = knowledge.own.has(name) ? `\`${name}\` is a size, and an array is needed here` : undefined;
      throw new Mistake("unknown-name", what ?? `\`${name}\` is not known here${later}`, span);
    },
    add: (name, shape, definition, source, latex) => {
      if (byName.has(name.name) || knowledge.own.has(name.name))
        throw new Mistake("name-taken", `\`${name.name}\` exists already; choose another name`, name.span);
      return push({ name: name.name, named: true, latex, shape, definition, source }, name.span);
    },
    addUnnamed: (shape, definition, source, stem = "u") => {
      const key = printExpression(source);
      const known = bySource.get(key);
      if (known !== undefined) return arrays[known] as LetterArray;
      const array = push(
        { name: freshName(stem), named: false, latex: undefined, shape, definition, source },
        source.span,
      );
      bySource.set(key, array.id);
      return array;
    },
    restyle: (id, style) => {
      arrays[id] = { ...(arrays[id] as LetterArray), ...style };
    },
  };
}

export function shapeText(shape: readonly Polynomial[], knowledge: SizeKnowledge): string {
  return `[${shape.map((size) => textInOwnLetters(size, knowledge)).join(", ")}]`;
}

/** Of a call with its arrays by name, so that the same derivatives are one array. */
export function derivativeKey(call: CallNode, of: LetterArray, wrt: LetterArray): Expression {
  return { ...call, positional: [of, wrt].map(({ name }) => ({ tag: "name", name })) };
}
