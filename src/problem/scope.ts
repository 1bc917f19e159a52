/**
 * The arrays of a worksheet while it is read: names to arrays, and names for intermediates that have none.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { CallNode, Expression, Identifier, Span } from "../language/syntax.ts";
import { grouped, joined, type Message, tell, verbatim } from "../messages/message.ts";
import { deltaLatex } from "./delta-names.ts";
import { type Convolutions, convolutionsOf, type Form } from "./form.ts";
import type { UserFunction } from "./functions.ts";
import { lowerArray, lowerForm } from "./lower.ts";
import { suggestAmong } from "./names.ts";
import { evaluateNumber } from "./number.ts";
import { type Definition, definitionOf, type NumericArray } from "./problem.ts";
import { sizeOfShape } from "./rows.ts";
import type { Style } from "./style.ts";

export interface Literal {
  readonly shape: readonly number[];
  readonly values: readonly Fraction[];
}

export interface Scope {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly style: Style;
  readonly arrays: readonly NumericArray[];
  readonly functions: Map<string, UserFunction>;
  /** The letters for sizes that have been introduced, each with its number. */
  readonly sizes: ReadonlyMap<string, number>;
  array(id: number): NumericArray;
  /** The array of a name, or a mistake that suggests one. */
  resolve(name: string, span?: Span): NumericArray;
  isTaken(name: string): boolean;
  /** Introduces a letter for a size. */
  addSize(name: Identifier, value: number): void;
  /** Introduces a name of the worksheet. */
  add(
    name: Identifier,
    shape: readonly number[],
    definition: Definition,
    source?: Expression,
    latex?: string,
    convolutions?: Convolutions,
  ): NumericArray;
  /** An intermediate that the worksheet does not name; the same expression is the same array. */
  addUnnamed(form: Form, source: Expression, isInner?: boolean): NumericArray;
  /** Says how an array, or its entries, are written. */
  restyle(id: number, style: Pick<NumericArray, "latex"> | Pick<NumericArray, "template">): void;
  addNumbers(shape: readonly number[], values: readonly Fraction[], source: Expression): NumericArray;
  /** The array that `grad(L, a)` or `jac(y, a)` stands for. */
  derivative(call: CallNode): NumericArray;
  literal(expression: Expression): Literal;
  shapeOf(expression: Expression): readonly number[];
}

export interface ScopeSettings {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly style: Style;
  /** Every name that the worksheet introduces anywhere: intermediates keep clear of them. */
  readonly reserved: ReadonlySet<string>;
}

export function createScope({ layout, indexBase, style, reserved }: ScopeSettings): Scope {
  const arrays: NumericArray[] = [];
  const sizes = new Map<string, number>();
  const byName = new Map<string, number>();
  const bySource = new Map<string, number>();

  const push = (entry: Omit<NumericArray, "id">, span?: Span): NumericArray => {
    demandNumbered(entry, span);
    const array = { ...entry, id: arrays.length };
    arrays.push(array);
    return array;
  };
  const intern = (source: Expression, make: () => Omit<NumericArray, "id">): NumericArray => {
    const key = printExpression(source);
    const known = bySource.get(key);
    if (known !== undefined) return arrays[known] as NumericArray;
    const array = push(make(), source.span);
    bySource.set(key, array.id);
    byName.set(array.name, array.id);
    return array;
  };
  const freshName = (stem: string): string => {
    const free = (name: string): boolean => !reserved.has(name) && !byName.has(name);
    if (stem !== "u" && free(stem)) return stem;
    for (let number = stem === "u" ? 1 : 2; ; number++) if (free(`${stem}${number}`)) return `${stem}${number}`;
  };

  const demandFree = ({ name, span }: Identifier): void => {
    if (byName.has(name) || sizes.has(name))
      throw new Mistake("name-taken", tell`\`${name}\` exists already; choose another name`, span);
  };

  const scope: Scope = {
    layout,
    indexBase,
    style,
    arrays,
    functions: new Map(),
    sizes,
    array: (id) => arrays[id] as NumericArray,
    isTaken: (name) => byName.has(name) || sizes.has(name),
    addSize: (name, value) => {
      demandFree(name);
      sizes.set(name.name, value);
    },
    resolve: (name, span) => {
      const id = byName.get(name);
      if (id !== undefined) return arrays[id] as NumericArray;
      if (sizes.has(name))
        throw new Mistake("request", tell`\`${name}\` is a letter for a size, and an array is needed here`, span);
      const later = reserved.has(name) ? tell`: it is introduced further down` : suggestAmong(name, [...byName.keys()]);
      throw new Mistake("unknown-name", tell`\`${name}\` is not known here${later}`, span);
    },
    add: (name, shape, definition, source, latex, convolutions) => {
      demandFree(name);
      const array = push(
        { name: name.name, named: true, latex, shape, definition, source, ...convolutions },
        name.span,
      );
      byName.set(name.name, array.id);
      return array;
    },
    addUnnamed: (form, source, isInner = false) =>
      intern(source, () => ({
        name: freshName("u"),
        named: false,
        ...(isInner && { isInner }),
        latex: undefined,
        shape: form.shape,
        definition: definitionOf(form),
        source,
        ...convolutionsOf(form),
      })),
    restyle: (id, style) => {
      arrays[id] = { ...(arrays[id] as NumericArray), ...style };
    },
    addNumbers: (shape, values, source) =>
      intern(source, () => ({
        name: freshName("numbers"),
        named: false,
        latex: undefined,
        shape,
        definition: { kind: "numbers", values },
        source,
      })),
    derivative: (call) => {
      const { of, wrt } = readDerivative(scope, call);
      if (of.definition.kind === "loss" && of.definition.of === wrt.id) return scope.array(of.definition.upstream);
      return intern(
        {
          ...call,
          positional: [
            { tag: "name", name: of.name },
            { tag: "name", name: wrt.name },
          ],
        },
        () => ({
          name: freshName(call.name === "grad" ? `delta_${wrt.name}` : `jac_${of.name}_${wrt.name}`),
          named: false,
          latex: call.name === "grad" ? deltaLatex(arrays, wrt, style) : undefined,
          shape: [...of.shape, ...wrt.shape],
          definition: { kind: "derivative", of: of.id, wrt: wrt.id },
          source: call,
        }),
      );
    },
    literal: (expression) => readLiteral(scope, expression),
    shapeOf: (expression) => lowerForm(scope, expression).shape,
  };
  return scope;
}

/** Entries are numbered in 32 bits. */
const MOST_ENTRIES = 2 ** 31 - 1;

function demandNumbered({ name, named, source, shape }: Omit<NumericArray, "id">, span: Span | undefined): void {
  if (sizeOfShape(shape) <= MOST_ENTRIES) return;
  const written = named || source === undefined ? name : printExpression(source);
  throw new Mistake(
    "limit",
    tell`\`${written}\` has shape [${shape.join(",")}], ${grouped(sizeOfShape(shape))} entries; the limit is ${grouped(MOST_ENTRIES)}`,
    span,
  );
}

function readDerivative(scope: Scope, call: CallNode): { of: NumericArray; wrt: NumericArray } {
  const [first, second] = call.positional;
  if (first === undefined || second === undefined || call.positional.length > 2 || call.named.length > 0)
    throw new Mistake(
      "argument",
      tell`\`${call.name}\` takes two arguments: \`${call.name}(${call.name === "grad" ? "L" : "y"}, a)\``,
      call.span,
    );
  const of = lowerArray(scope, first);
  if (second.tag !== "name")
    throw new Mistake("request", tell`a derivative is taken by an array that has a name`, second.span);
  const wrt = scope.resolve(second.name, second.span);
  if (call.name === "grad") demandScalar(of, wrt, first);
  return { of, wrt };
}

/** A gradient belongs to a scalar; anything else is most often meant as one of two things. */
export function demandScalar(of: NumericArray, wrt: NumericArray, source: Expression): void {
  if (of.shape.length === 0) return;
  const text = printExpression(source);
  throw new Mistake("request", scalarNeeded(text, verbatim(`[${of.shape.join(",")}]`), wrt.name), source.span);
}

export function scalarNeeded(of: string, shape: Message, wrt: string): Message {
  return joined(
    tell`${verbatim(of)} has shape ${shape}; gradient needs a scalar`,
    tell`. For all components: \`jacobian ${of} wrt ${wrt}\``,
    tell`. For TensorFlow's tape.gradient: \`gradient sum(${of}) wrt ${wrt}\``,
  );
}

function readLiteral(scope: Scope, expression: Expression): Literal {
  if (expression.tag !== "array") return { shape: [], values: [evaluateNumber(scope, expression)] };
  const items = expression.items.map((item) => readLiteral(scope, item));
  const [first] = items;
  if (first === undefined) throw new Mistake("value", tell`an array must have at least one entry`, expression.span);
  items.forEach((item, position) => {
    if (item.shape.join() !== first.shape.join())
      throw new Mistake(
        "value",
        tell`the rows of an array must be alike: the first has shape [${first.shape.join(",")}], number ${position + 1} has [${item.shape.join(",")}]`,
        expression.items[position]?.span,
      );
  });
  return { shape: [items.length, ...first.shape], values: items.flatMap((item) => item.values) };
}
