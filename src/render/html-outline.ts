/**
 * What a reader of a page can skip: its sections, and in them what can be folded.
 * In: blocks. Out: sections with the names by which links lead to them, and pieces of sections.
 * Always: names are unique, and made of the heading's words, so that a link stays good when other sections change.
 */
import type { Block } from "./blocks.ts";
import { textOfPhrase } from "./text.ts";

type Heading = Extract<Block, { tag: "heading" }>;
type Equations = Extract<Block, { tag: "equations" }>;

export interface Section {
  readonly id: string;
  /** The heading as plain text, with a number where others have the same words. */
  readonly name: string;
  readonly heading: Heading;
  readonly blocks: readonly Block[];
}

export interface Outline {
  /** What stands before the first section. */
  readonly opening: readonly Block[];
  readonly sections: readonly Section[];
}

export type Piece =
  | { readonly tag: "block"; readonly block: Block }
  /** A long list of formulas, which few read: closed until somebody opens it. */
  | { readonly tag: "folded"; readonly block: Block; readonly formulas: number }
  /** Many derivations of the same kind: open until somebody closes them. */
  | { readonly tag: "foldable"; readonly blocks: readonly Equations[] };

/** More formulas than this are a list to look something up in. */
const mostFormulasShown = 40;
/** More derivations in a row than this are more than most readers go through. */
const mostDerivations = 12;

export function outlineOf(blocks: readonly Block[], taken: readonly string[]): Outline {
  const [ids, names] = [new Set(taken), new Set<string>()];
  const opening: Block[] = [];
  const sections: (Section & { blocks: Block[] })[] = [];
  for (const block of blocks) {
    if (block.tag === "title") continue;
    if (block.tag === "heading" && block.isPart !== true) {
      const text = textOfPhrase(block.content);
      sections.push({ id: once(slugOf(text), "-", ids), name: once(text, " ", names), heading: block, blocks: [] });
    } else (sections.at(-1)?.blocks ?? opening).push(block);
  }
  return { opening, sections };
}

/** `Gradient of L with respect to W₁` is `gradient-of-l-with-respect-to-w1`. */
function slugOf(text: string): string {
  const words = text.normalize("NFKC").toLowerCase();
  return words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "section";
}

/** The second of a kind has a 2 behind it. */
function once(name: string, space: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}${space}${count}`;
  taken.add(unique);
  return unique;
}

export function piecesOf(blocks: readonly Block[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < blocks.length; ) {
    const run = derivationsAt(blocks, at);
    const [block] = blocks.slice(at, at + 1);
    if (run.length > mostDerivations) pieces.push({ tag: "foldable", blocks: run });
    else if (block !== undefined) pieces.push(pieceOf(block));
    at += run.length > mostDerivations ? run.length : 1;
  }
  return pieces;
}

function derivationsAt(blocks: readonly Block[], start: number): readonly Equations[] {
  const run: Equations[] = [];
  for (let at = start; at < blocks.length; at++) {
    const block = blocks[at];
    if (block?.tag !== "equations" || formulasIn(block) > mostFormulasShown) break;
    run.push(block);
  }
  return run;
}

function pieceOf(block: Block): Piece {
  const formulas = formulasIn(block);
  return formulas > mostFormulasShown ? { tag: "folded", block, formulas } : { tag: "block", block };
}

function formulasIn(block: Block): number {
  switch (block.tag) {
    case "equations":
      return block.chains.length;
    case "tables":
      return block.tables.length;
    default:
      return 0;
  }
}
