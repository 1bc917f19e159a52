/**
 * A checked derivation as a document: title, definitions, what holds for all of it, then one section for each request
 * or layer, in the reader's order. In: the derivation, the language, how much to write. Out: blocks (see blocks.ts).
 */
import type { Derivation, Detail, Result } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { conventionBlocks } from "./conventions.ts";
import { definitionBlocks } from "./document-definitions.ts";
import { kernelsOf, numberedFigures } from "./document-figures.ts";
import { askedBlocks, checkBlocks } from "./document-frame.ts";
import { gradientBlocks } from "./document-gradient.ts";
import { isForEverySize, letterBlocks, sharedSizes } from "./document-letters.ts";
import { proofBlocks } from "./document-proof.ts";
import { expansionBlocks, jacobianBlocks } from "./document-result.ts";
import { twinBlocks } from "./document-twins.ts";
import { viewsBlocks } from "./document-views.ts";
import { glossaryOf } from "./glossary.ts";
import { withNumbers } from "./numbered.ts";
import { isShared, remarkBlocks, sharedRemarks } from "./remarks.ts";
import { isNetwork, type Section, sectionsOf } from "./sections.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { nothingShown } from "./shown.ts";
import { tableOf } from "./symbols.ts";
import { visualOf } from "./visualize.ts";
import { english } from "./words.en.ts";
import type { Phrase, Words } from "./words.ts";
import { chinese } from "./words.zh.ts";

export interface Document {
  readonly words: Words;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a format, or its reader, asks of formulas. */
export interface Typography {
  readonly hasColours?: boolean;
  /** Sums of more terms are shortened, with their number beside them. */
  readonly mostTerms?: number;
  /** A sum goes on in a new row after so many terms. */
  readonly termsPerLine?: number;
}

/** The language, the names and how much is written, for all of a derivation. */
export function settingOf(
  derivation: Derivation,
  lang: "en" | "zh",
  detail: Detail,
  { hasColours = false, mostTerms }: Typography = {},
): Setting {
  const { indexBase } = derivation;
  return {
    words: lang === "zh" ? chinese : english,
    detail,
    notation: tableOf(derivation),
    indexBase,
    hasColours,
    ...(mostTerms !== undefined && { mostTerms }),
    isNetwork: isNetwork(derivation),
    deltas: deltasOf(derivation),
    kernels: kernelsOf(derivation),
    shown: nothingShown(detail),
  };
}

export function documentOf(
  derivation: CheckedDerivation,
  lang: "en" | "zh",
  detail: Detail,
  typography: Typography = {},
): Document {
  const setting = settingOf(derivation, lang, detail, typography);
  const { words } = setting;
  const title = derivation.title ?? words.untitled;
  const blocks: Block[] = [{ tag: "title", content: title }];
  blocks.push(...conventionBlocks(derivation, setting));
  const letters = derivation.results.filter(isForEverySize);
  // What is true for every size brings its arrays and sizes itself.
  if (letters.length === 0) for (const block of definitionBlocks(derivation, setting)) blocks.push(block);
  blocks.push(...sharedSizes(letters, setting));
  blocks.push(...askedBlocks(derivation, setting));
  const shared = sharedRemarks(derivation.results);
  blocks.push(...remarkBlocks(shared, setting));
  if (setting.isNetwork && detail === "steps") blocks.push(paragraph(words.briefly));
  const inner = { ...setting, saysSizes: letters.length < 2 };
  for (const section of sectionsOf(derivation))
    for (const block of sectionBlocks(withoutRemarks(section, shared), derivation, inner)) blocks.push(block);
  for (const block of glossaryOf(derivation, setting)) blocks.push(block);
  blocks.push(...checkBlocks(derivation, setting), ...twinBlocks(derivation, setting));
  const { termsPerLine } = typography;
  const once = [words.rounded, words.outsideIsZero, words.outsideIsNone, words.writesOut];
  return {
    words,
    title,
    blocks: withNumbers(
      numberedFigures(
        once.reduce((left, sentence) => withoutRepeated(left, sentence), blocks as readonly Block[]),
        words,
      ),
    ).map((block) => (termsPerLine === undefined ? block : inShortRows(block, termsPerLine))),
  };
}

function inShortRows(block: Block, termsPerLine: number): Block {
  if (block.tag !== "equations") return block;
  const chains = block.chains.map((chain) => ({
    ...chain,
    links: chain.links.map((link) => ({ ...link, termsPerLine })),
  }));
  return { ...block, chains };
}

/** A sentence that holds for all of the document is said where it is first needed. */
function withoutRepeated(blocks: readonly Block[], sentence: Phrase): readonly Block[] {
  const isIt = (block: Block): boolean => block.tag === "paragraph" && block.content === sentence;
  const first = blocks.findIndex(isIt);
  return blocks.filter((block, at) => at === first || !isIt(block));
}

/** The names of derivatives, by the derivative as text. */
function deltasOf({ names }: Derivation): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([name, meaning]) => [printExpression(meaning), name]));
}

/** What several results have in common is said before them. */
function withoutRemarks(section: Section, shared: Parameters<typeof isShared>[1]): Section {
  const results = section.results.map((result) =>
    "remarks" in result ? { ...result, remarks: result.remarks.filter((remark) => !isShared(remark, shared)) } : result,
  );
  return { ...section, results };
}

/** A layer: what it computes, then its gradients as parts of the section. */
function* sectionBlocks({ layer, results }: Section, { definitions }: Derivation, setting: Setting): Iterable<Block> {
  const definition = definitions.find(({ name }) => name === layer);
  if (layer === undefined || definition === undefined || results.length < 2) {
    for (const result of results) yield* resultBlocks(result, setting);
    return;
  }
  const { words, notation } = setting;
  yield { tag: "heading", content: words.layer(math({ tag: "name", name: layer }, setting)) };
  yield paragraph(words.layerComputes);
  yield equation(visualOf(definition.formula.left, notation), visualOf(definition.formula.right, notation));
  for (const result of results)
    for (const block of resultBlocks(result, setting))
      yield block.tag === "heading" ? { ...block, isPart: true } : block;
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
    case "theorem":
    case "size-theorem":
    case "general":
      return letterBlocks(result, setting);
  }
}
