/**
 * What a worksheet is about, as blocks: its arrays, the numbers that it gives, and the formulas of its definitions.
 * Always: every name that a later formula mentions is introduced here.
 */
import type { DefinitionFormula, Derivation } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { definitionFigure } from "./document-figures.ts";
import { widthOf } from "./measure.ts";
import { leavingsOf } from "./reach.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { math, rangesOf, relationMath, shapeMath, valueVisual } from "./setting.ts";
import { type NotationTable, notationOf } from "./symbols.ts";
import { fitsPage, tablesOf } from "./tables.ts";
import { isTall, number, type Visual } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";

export function definitionBlocks(derivation: Derivation, setting: Setting): readonly Block[] {
  const { words } = setting;
  const blocks: Block[] = [{ tag: "heading", content: [words.definitions] }];
  const shapes = shapeItems(derivation, setting);
  if (shapes.length > 0) blocks.push(paragraph(words.shapes(shapes)));
  blocks.push(...givenBlocks(derivation, setting));
  const isDelta = (definition: DefinitionFormula): boolean => isOnlyNamed(definition, derivation);
  // A derivative whose formula is given here is given by derivatives that have their names before it.
  const isDerived = ({ name, source }: DefinitionFormula): boolean =>
    Object.hasOwn(derivation.names, name) && source.tag === "call" && source.name === "grad";
  const [given, derived] = [false, true].map((kind) => derivation.definitions.filter((one) => isDerived(one) === kind));
  for (const definition of given ?? []) blocks.push(...definitionOf(definition, setting));
  const isNamed = (name: string): boolean => notationOf(name, setting.notation)?.stands === undefined;
  const deltas = (derived ?? []).filter((one) => isDelta(one) && isNamed(one.name));
  if (deltas.length > 0) blocks.push(paragraph(words.deltas(deltas.map((delta) => namedMath(delta, setting)))));
  for (const definition of derived ?? []) if (!isDelta(definition)) blocks.push(...definitionOf(definition, setting));
  const defined = new Set(derivation.definitions.map(({ name }) => name));
  for (const [name, meaning] of Object.entries(derivation.names)) {
    if (defined.has(name) || !isNamed(name)) continue;
    blocks.push(paragraph(words.standsFor(symbolMath(name, setting), math(meaning, setting))));
  }
  return blocks.length === 1 ? [] : blocks;
}

/** A name for a derivative that the worksheet asks for: what it comes to is said where it is derived. */
function isOnlyNamed({ name, formula }: DefinitionFormula, { names }: Derivation): boolean {
  const { right } = formula;
  return Object.hasOwn(names, name) && right.tag === "call" && right.name === "grad";
}

/** The arrays that are given; the shape of a definition stands with its formula. */
function shapeItems(derivation: Derivation, setting: Setting): readonly Phrase[] {
  const defined = new Set([...derivation.definitions.map(({ name }) => name), ...Object.keys(derivation.names)]);
  return Object.entries(derivation.notation)
    .filter(([name, { shape }]) => shape.length > 0 && !defined.has(name))
    .map(([name, { shape }]) =>
      setting.words.shape(symbolMath(name, setting), setting.words.size(shapeMath(shape), shape.length)),
    );
}

/** Larger arrays of numbers are not repeated. */
const mostNumbers = 144;

/** The numbers that the worksheet gives. */
function givenBlocks({ given }: Derivation, setting: Setting): readonly Block[] {
  const { notation } = setting;
  const tables = Object.entries(given).flatMap(([name, values]) => {
    const shape = notationOf(name, notation)?.shape ?? [];
    if (values.length > mostNumbers) return [];
    const numbers = values.map(valueVisual);
    const array = { tag: "name", name } as const;
    if (shape.length === 0) return [{ left: visualOf(array, notation), rows: [numbers], isScalar: true }];
    return tablesOf(array, shape, (at) => numbers[at] ?? number("0"), setting).map((table) => ({
      ...table,
      isScalar: false,
    }));
  });
  const scalars = tables.filter((table) => table.isScalar);
  const arrays = tables.filter((table) => !table.isScalar && fitsPage(table));
  return [
    ...(tables.length > 0 ? [paragraph(setting.words.given)] : []),
    ...scalars.map(({ left, rows }) => equation(left, rows[0]?.[0] ?? number("0"))),
    ...(arrays.length > 0
      ? [{ tag: "tables", tables: arrays.map(({ left, rows }) => ({ left, rows })) } as const]
      : []),
  ];
}

function symbolMath(name: string, setting: Setting): Inline {
  return math({ tag: "name", name }, setting);
}

function namedMath({ name, source }: DefinitionFormula, setting: Setting): Inline {
  const isItself = notationOf(name, setting.notation)?.stands !== undefined;
  return isItself ? math(source, setting) : relationMath({ tag: "name", name }, source, setting);
}

/** In em: a formula of one line that is not longer stands in its sentence. */
const widestInline = 18;

function definitionOf(definition: DefinitionFormula, setting: Setting): readonly Block[] {
  const { formula, remarks } = definition;
  const { words, notation } = setting;
  const shape = notationOf(definition.name, notation)?.shape ?? [];
  // A derivative that is written as such needs no definition, but a word on what it is.
  if (isOnlyItself(definition, notation)) return remarkBlocks(remarks, setting);
  const named = namedMath(definition, setting);
  const [left, right] = [visualOf(formula.left, notation), visualOf(formula.right, notation)];
  const { elsewhere, inMaxima } = leavingsOf(formula, setting);
  const said = [
    ...(elsewhere ? [paragraph(words.outsideIsZero)] : []),
    ...(inMaxima ? [paragraph(words.outsideIsNone)] : []),
    ...remarkBlocks(remarks, setting),
  ];
  if (shape.length === 0)
    return [paragraph(words.definedScalar(named)), equation(left, right, definition.name), ...said];
  const size = words.size(shapeMath(shape), shape.length);
  if (said.length === 0 && isPlainPlace(formula.left) && isInline(left, right)) {
    const entries: Inline = { math: { tag: "relation", left, sign: "==", right } };
    return [paragraph(words.definedInline(named, size, entries))];
  }
  const figure = definitionFigure(definition, setting);
  return [
    paragraph(words.defined(named, size, rangesOf(formula, setting))),
    equation(left, right, definition.name),
    ...said,
    ...figure,
  ];
}

function isOnlyItself({ name, formula }: DefinitionFormula, notation: NotationTable): boolean {
  const isDerivative = formula.right.tag === "call" && formula.right.name === "grad";
  return isDerivative && notationOf(name, notation)?.stands !== undefined;
}

/** Each letter runs over its axis: the shape says how far. */
function isPlainPlace(left: Expression): boolean {
  return left.tag === "index" && left.indices.every(({ tag }) => tag === "name" || tag === "number");
}

function isInline(left: Visual, right: Visual): boolean {
  return !isTall(right) && widthOf(left) + widthOf(right) <= widestInline;
}
