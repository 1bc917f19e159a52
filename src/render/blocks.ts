/**
 * A document before it has a format: the blocks that every format prints, in the reader's order.
 * Formulas are visual trees, sentences are in the reader's language; nothing here knows LaTeX or HTML.
 */
import type { LargeEntries } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Figure } from "./figures/figure.ts";
import type { Visual } from "./visual.ts";
import type { Phrase } from "./words.ts";

export type EqualitySign = "=" | "≈" | "≠";

/** One more expression of a chain of equalities. */
export interface ChainLink {
  readonly sign: EqualitySign;
  readonly right: Visual;
  /** The rule, in a word or two. */
  readonly why?: string;
  /** Stands in the row of the link before it where there is room. */
  readonly sameRow?: boolean;
  /** A sum goes on in a new row after so many terms. */
  readonly termsPerLine?: number;
  /** The equation, by its key, that the step uses. */
  readonly refersTo?: string;
}

/** `left = … = …` */
export interface Chain {
  readonly left: Visual;
  readonly links: readonly ChainLink[];
  /** An equation that gets a number, by which others refer to it. */
  readonly key?: string;
  /** One that gets a number only where others refer to it. */
  readonly anchor?: string;
}

/** A sentence that names equations or tables by their numbers, which are known at the end. */
export interface Reference {
  readonly keys: readonly string[];
  readonly say: (numbers: readonly string[]) => Phrase;
}

/** `left = [ … ]` */
export interface Table {
  readonly left: Visual;
  readonly rows: readonly (readonly Visual[])[];
}

export type Verdict = "proved" | "refuted" | "unknown";

export type Block =
  | { readonly tag: "title"; readonly content: string }
  /** `isPart`: of the section before. */
  | { readonly tag: "heading"; readonly content: Phrase; readonly isPart?: boolean }
  /** `refersTo`: says the content when numbers are known. */
  | { readonly tag: "paragraph"; readonly content: Phrase; readonly refersTo?: Reference }
  /** Compact: many short equations, which may stand in several columns. */
  | { readonly tag: "equations"; readonly chains: readonly Chain[]; readonly compact: boolean }
  /** `anchor`: by which others may refer to it; then all of them have one `number`. */
  | { readonly tag: "tables"; readonly tables: readonly Table[]; readonly anchor?: string; readonly number?: number }
  /** `isText`: reasons of a proof rather than a table of words. */
  | {
      readonly tag: "glossary";
      readonly items: readonly { readonly term: string; readonly meaning: Phrase }[];
      readonly isText?: boolean;
    }
  /** `label`: `Figure 1.` */
  | { readonly tag: "figure"; readonly figure: Figure; readonly label: string; readonly number: number }
  /** The entries of a large result, which are written part by part where this block stands. */
  | LargeBlock
  /** A program, its lines as they are. */
  | { readonly tag: "code"; readonly language: "python" | "text"; readonly text: string }
  | { readonly tag: "verdict"; readonly verdict: Verdict; readonly label: string; readonly content: Phrase };

export interface LargeBlock {
  readonly tag: "large";
  readonly of: Expression;
  readonly wrt?: Expression;
  readonly large: LargeEntries;
}

/** Only LaTeX is written part by part. */
export function refuseParts(): never {
  throw new Error("a result that was left to be written in parts is printed as a whole");
}

export function paragraph(content: Phrase): Block {
  return { tag: "paragraph", content };
}

export function equation(left: Visual, right: Visual, key?: string): Block {
  const chain: Chain = { left, links: [{ sign: "=", right }], ...(key !== undefined && { key }) };
  return { tag: "equations", chains: [chain], compact: false };
}
