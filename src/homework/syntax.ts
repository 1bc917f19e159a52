/**
 * The syntax of a formula as a person wrote it: what the reader of homework makes of LaTeX, Markdown and plain text.
 * Names are not resolved here: whether `k(a+b)` is a product, whether 12 in `a_{12}` is one index or two, and what `*`
 * means, is decided by whoever knows the worksheet. Spans are places in the document as it was given.
 */
import type { Span } from "../language/syntax.ts";

interface Node {
  readonly span: Span;
}

/** Digits as they were written: `12`, `0.50`, `.5`, `1e-3`. */
export interface NumberFormula extends Node {
  readonly tag: "number";
  readonly text: string;
}

/**
 * A letter, a word or a command. `name` is a letter (`a`, `W`), a run of letters that stood together (`rot`, `pq`, `dW`,
 * in plain text also `dy32`), or a Greek letter as its command without the backslash (`delta`, `Delta`). Fonts and
 * colours are gone; `isWord` tells `\mathrm{rot}`, `\text{rot}` and `\operatorname{rot}` from letters set side by side.
 */
export interface SymbolFormula extends Node {
  readonly tag: "symbol";
  readonly name: string;
  readonly isWord: boolean;
  /** `tilde` of `\tilde W`, `hat`, `bar`, `vec`, `dot`, `overline`; decorations that change nothing are gone. */
  readonly accent?: string;
}

/** What stands below or above: `_{i,j}` has two items, `_{12}` one; `(l)` in `^{(l)}` has its bracket here. */
export interface Script extends Node {
  readonly items: readonly Formula[];
  readonly bracket?: "(" | "[";
  /** `A**2` of plain text: every entry of an array to that power. */
  readonly isEntrywise?: true;
}

/** A base with its scripts, in whatever order they were written. Primes are counted, `^{\prime}` among them. */
export interface ScriptedFormula extends Node {
  readonly tag: "scripted";
  readonly base: Formula;
  readonly sub?: Script;
  readonly sup?: Script;
  readonly primes: number;
}

/** Items in brackets: `(a+b)`, `(i, j)`, `[i][j]` one after the other. Braces that only group are gone. */
export interface GroupFormula extends Node {
  readonly tag: "group";
  readonly bracket: "(" | "[" | "{" | "|";
  readonly items: readonly Formula[];
  /** `axis=1` in the brackets of a call; absent where there is none. */
  readonly named?: readonly NamedItem[];
}

export interface NamedItem extends Node {
  readonly name: string;
  readonly value: Formula;
}

/** `i*s:i*s+f`, `:`, `::-1` between the square brackets of an array: which of its places, as programs write it. */
export interface SliceFormula extends Node {
  readonly tag: "slice";
  readonly from?: Formula;
  readonly to?: Formula;
  readonly step?: Formula;
}

/**
 * Something directly before a bracket: a call, an entry or a product. The argument is a group, or a scripted group
 * where scripts follow the bracket.
 */
export interface AppliedFormula extends Node {
  readonly tag: "applied";
  readonly head: Formula;
  readonly argument: Formula;
}

/** `\frac{a}{b}`; a slash is a binary `/`. */
export interface FractionFormula extends Node {
  readonly tag: "fraction";
  readonly over: Formula;
  readonly under: Formula;
}

/**
 * `\partial y_{32}`, `\partial_W L`, `\nabla_W L`, `\nabla a_{22}`. `sub` is what is derived by. The operand is missing
 * in `\frac{\partial}{\partial K}`, and is a number in `\partial 22`. A plain `d` is a letter like any other.
 */
export interface DifferentialFormula extends Node {
  readonly tag: "differential";
  readonly sign: "∂" | "∇";
  readonly sub?: Script;
  readonly operand?: Formula;
}

/**
 * How two things were joined. `juxtaposed`: nothing stood between them. `dot` is `\cdot`, `times` is `\times`, `*` is
 * also `\ast`, `star` is `\star` and ⋆, `ring` is `\circ`, `matmul` is the `@` of programs.
 */
export type BinarySign =
  | "+"
  | "-"
  | "juxtaposed"
  | "dot"
  | "times"
  | "*"
  | "star"
  | "otimes"
  | "circledast"
  | "odot"
  | "ring"
  | "matmul"
  | "/"
  /** The quotient entry by entry of Octave. */
  | "./"
  | "mod";

/** `sign` has its own place, for messages; for a juxtaposition it is empty, between the two. */
export interface BinaryFormula extends Node {
  readonly tag: "binary";
  readonly sign: BinarySign;
  /** `tilde` of `\tilde{\otimes}`: another operator where the worksheet declares one, else the plain one. */
  readonly accent?: string;
  readonly signSpan: Span;
  readonly left: Formula;
  readonly right: Formula;
}

export interface NegateFormula extends Node {
  readonly tag: "negate";
  readonly operand: Formula;
}

/** `\sqrt{x}`; also |x| where it is clear. */
export interface RootFormula extends Node {
  readonly tag: "root";
  readonly operand: Formula;
}

/**
 * `\sum_{i=0}^{N-1}\sum_j …`, `\sum_{i,j}`, `\sum_{\substack{0\le i<H \\ …}}`, `\sum` alone. Each condition below the sign
 * is a chain of relations, or a plain list of letters. The body is the product that follows.
 */
export interface SumFormula extends Node {
  readonly tag: "sum";
  /** `\prod`: the product of what follows. */
  readonly isProduct?: true;
  readonly conditions: readonly Chain[];
  readonly upper?: Formula;
  readonly body: Formula;
}

/** Formulas with relations between them: `0 \le i < H`; one formula and no relation is a chain too. */
export interface Chain extends Node {
  readonly sides: readonly Formula[];
  readonly relations: readonly Relation[];
}

/** `=` is also `\equiv` and `:=`; `|` is `\mid`, divides; `in` is `\in`; `+=` adds to what there was. */
export type RelationSign = "=" | "≈" | "≠" | "≤" | "≥" | "<" | ">" | "|" | "∈" | "∉" | "∝" | "+=";

export interface Relation extends Node {
  readonly sign: RelationSign;
}

/** bmatrix, pmatrix, vmatrix (never a determinant), array, smallmatrix, and `[[1,2],[3,4]]` in plain text. */
export interface MatrixFormula extends Node {
  readonly tag: "matrix";
  readonly rows: readonly (readonly Formula[])[];
}

/** `\begin{cases}`: a value a row, each perhaps with conditions; none, or `otherwise`, is the rest. */
export interface CasesFormula extends Node {
  readonly tag: "cases";
  readonly rows: readonly { readonly value: Formula; readonly conditions: readonly Chain[] }[];
}

/** `[s \mid m+P]`, `\mathbb{1}[m \ge p]`, `\mathbf{1}_{\{i=j\}}`: 1 where the conditions hold, else 0. */
export interface IndicatorFormula extends Node {
  readonly tag: "indicator";
  readonly conditions: readonly Chain[];
}

/** `\cdots`, `\dots`, `...`: something was left out. */
export interface DotsFormula extends Node {
  readonly tag: "dots";
}

/** `\square`, `\underline{\hspace{2cm}}`, `____`, `?`: something is to be filled in. */
export interface BlankFormula extends Node {
  readonly tag: "blank";
}

export type Formula =
  | NumberFormula
  | SymbolFormula
  | ScriptedFormula
  | GroupFormula
  | SliceFormula
  | AppliedFormula
  | FractionFormula
  | DifferentialFormula
  | BinaryFormula
  | NegateFormula
  | RootFormula
  | SumFormula
  | MatrixFormula
  | CasesFormula
  | IndicatorFormula
  | DotsFormula
  | BlankFormula;

/** How a document is read. */
export type Format = "tex" | "md" | "txt";

/**
 * One claim: a chain `A = B = C`, perhaps over several rows. `conditions` is what stood beside it, such as
 * `\quad 1 \le i \le 3`, `i = 1, 2`, `\forall i, j`.
 */
export interface ReadClaim extends Chain {
  readonly tag: "claim";
  readonly conditions: readonly Chain[];
  /** A line of code in Markdown, of which only whoever knows the worksheet can say whether it claims anything. */
  readonly isCode?: true;
  /** Octave's own signs, `.*`, make it certain; a prime in plain text only possible. */
  readonly octave?: "certain" | "possible";
  /** What the reader decided on its own, such as a stray `&` that was passed over. */
  readonly notes: readonly ReadingNote[];
}

/** A formula with a relation that could not be read: what stood where something else was expected. */
export interface UnreadableClaim extends Node {
  readonly tag: "unreadable";
  readonly isCode?: true;
  readonly failure: ReadingFailure;
}

export type DocumentClaim = ReadClaim | UnreadableClaim;

/** Why a formula could not be read, placed inside the token that is to blame. */
export type ReadingFailure = { readonly at: Span } & (
  | { readonly tag: "unexpected"; readonly found: string; readonly expected: readonly string[] }
  | { readonly tag: "unfinished"; readonly expected: readonly string[] }
  | { readonly tag: "unknown-command"; readonly command: string; readonly suggestion?: string }
  | { readonly tag: "unclosed"; readonly opening: string }
  | { readonly tag: "unopened"; readonly closing: string }
  | { readonly tag: "forbidden"; readonly command: string }
  | { readonly tag: "character"; readonly character: string }
  | { readonly tag: "dots" }
  | { readonly tag: "blank" }
  | { readonly tag: "limit"; readonly limit: ReadingLimit; readonly most: number }
);

export type ReadingLimit = "bytes" | "claims" | "tokens" | "nesting" | "macros" | "matrix" | "digits";

export type ReadingNote = { readonly at: Span } & (
  | { readonly tag: "dropped"; readonly text: string }
  | { readonly tag: "unwrapped"; readonly command: string }
  | { readonly tag: "expanded"; readonly command: string }
  | { readonly tag: "commented"; readonly text: string }
  /** A condition that prose says of the formula. */
  | { readonly tag: "said"; readonly text: string }
);

/** Everything that a document claims, in order, and what kept parts of it from being read at all. */
export interface HomeworkDocument {
  readonly source: string;
  readonly format: Format;
  readonly claims: readonly DocumentClaim[];
  /** Set where the whole document was refused, such as for its size. */
  readonly refusal?: ReadingFailure;
}
