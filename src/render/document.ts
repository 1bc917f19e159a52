/**
 * A checked derivation as a document: title, definitions, then one section for each request, in the reader's order.
 * In: the derivation, the language, how much to write. Out: blocks (see blocks.ts), a constant cost for each entry.
 */
import type { DefinitionFormula, Derivation, Detail, Result } from "../derivation/derivation.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { proofBlocks } from "./document-proof.ts";
import { expansionBlocks, gradientBlocks, jacobianBlocks } from "./document-result.ts";
import { twinBlocks } from "./document-twins.ts";
import { viewsBlocks } from "./document-views.ts";
import { glossaryOf } from "./glossary.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { math, rangesOf, relationMath, shapeMath, valueVisual } from "./setting.ts";
import { symbolOf } from "./symbols.ts";
import { fitsPage, tablesOf } from "./tables.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import { english } from "./words.en.ts";
import type { Inline, Phrase, Words } from "./words.ts";
import { chinese } from "./words.zh.ts";

export interface Document {
  readonly words: Words;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function documentOf(derivation: CheckedDerivation, lang: "en" | "zh", detail: Detail): Document {
  const words = lang === "zh" ? chinese : english;
  const setting: Setting = { words, detail, notation: derivation.notation, indexBase: derivation.indexBase };
  const title = derivation.title ?? words.untitled;
  const blocks: Block[] = [{ tag: "title", content: title }];
  for (const block of definitionBlocks(derivation, setting)) blocks.push(block);
  for (const result of derivation.results) for (const block of resultBlocks(result, setting)) blocks.push(block);
  for (const block of glossaryOf(derivation, setting)) blocks.push(block);
  blocks.push(...twinBlocks(derivation, setting));
  return { words, title, blocks };
}

function resultBlocks(result: Result, setting: Setting): readonly Block[] {
  switch (result.kind) {
    case "expansion":
      return [...expansionBlocks(result, setting)];
    case "jacobian":
      return [...jacobianBlocks(result, setting)];
    case "gradient":
      return [...gradientBlocks(result, setting)];
    case "proof":
      return proofBlocks(result, setting);
    case "views":
      return [...viewsBlocks(result, setting)];
  }
}

function definitionBlocks(derivation: Derivation, setting: Setting): readonly Block[] {
  const { words } = setting;
  const blocks: Block[] = [{ tag: "heading", content: [words.definitions] }];
  const shapes = shapeItems(derivation, setting);
  if (shapes.length > 0) blocks.push(paragraph(words.shapes(shapes)));
  blocks.push(...givenBlocks(derivation, setting));
  for (const definition of derivation.definitions) blocks.push(...definitionOf(definition, setting));
  const defined = new Set(derivation.definitions.map(({ name }) => name));
  for (const [name, meaning] of Object.entries(derivation.names)) {
    if (defined.has(name)) continue;
    blocks.push(paragraph(words.standsFor(symbolMath(name, setting), math(meaning, setting))));
  }
  return blocks.length === 1 ? [] : blocks;
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
function givenBlocks({ given, notation }: Derivation, setting: Setting): readonly Block[] {
  const tables = Object.entries(given).flatMap(([name, values]) => {
    const shape = notation[name]?.shape ?? [];
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
  return { math: symbolOf(name, setting.notation).visual };
}

function definitionOf({ name, source, formula, remarks }: DefinitionFormula, setting: Setting): readonly Block[] {
  const { words, notation } = setting;
  const shape = notation[name]?.shape ?? [];
  const named = relationMath({ tag: "name", name }, source, setting);
  const sentence =
    shape.length === 0 || formula.letters.length === 0
      ? words.definedScalar(named)
      : words.defined(named, words.size(shapeMath(shape), shape.length), rangesOf(formula, setting));
  const display = equation(visualOf(formula.left, notation), visualOf(formula.right, notation));
  return [paragraph(sentence), display, ...remarkBlocks(remarks, setting)];
}
