/**
 * The tokens of a formula. Raw tokens are what the lexer finds; tokens are what the grammar reads, when fonts, sizes
 * and macros are gone, arguments have their braces, and signs are called by one name each. Both know their place.
 */
import type { Span } from "../../language/syntax.ts";
import type { BinarySign, ReadingFailure, RelationSign, SymbolFormula } from "../syntax.ts";

export type RawKind =
  | "number"
  | "letters"
  | "command"
  | "character"
  /** Letters that are neither Latin nor Greek. */
  | "words"
  /** One letter with a hat, a tilde or a bar, in one character or two. */
  | "accented"
  | "blank"
  | "below"
  | "above"
  | "begin"
  | "end"
  | "left"
  | "right"
  | "bad";

export interface RawToken {
  readonly kind: RawKind;
  /** What it stands for: `\le` for ≤; of an environment its name, of `\left(` its delimiter. */
  readonly text: string;
  readonly span: Span;
  /** Whether whitespace stood before it. */
  readonly spaced: boolean;
  readonly failure?: ReadingFailure;
}

export type TokenType =
  | "number"
  | "symbol"
  | "sign"
  | "operator"
  | "relation"
  | "prime"
  | "script"
  /** The braces of arguments and scripts, and those that only group. */
  | "{"
  | "}"
  | "open"
  | "close"
  | "bar"
  | "callOpen"
  | "indicatorOpen"
  | "indicatorClose"
  | "barOpen"
  | "barClose"
  | "fraction"
  | "root"
  | "sum"
  | "differential"
  | "bareDifferential"
  | "dots"
  | "blank"
  /** `.sum` behind an operand and before its brackets. */
  | "method"
  /** The colon between the ends of a slice. */
  | "slice"
  /** `>` in the brackets of a call: 1 where it holds, else 0. */
  | "comparison"
  /** The colon or the dot of `Y_{:,h}` and `Y_{i\cdot}`: all places along an axis. */
  | "everything"
  | "matrixOpen"
  | "matrixClose"
  | "casesOpen"
  | "casesClose"
  | "cell"
  | "row"
  | "otherwise"
  | "range"
  /** `,`, and what else parts formulas that stand in one row. */
  | "comma"
  | "stop"
  | "quad"
  | "words"
  | "connective"
  | "condition"
  | "and"
  | "other"
  | "bad";

export interface Token {
  readonly type: TokenType;
  /** What the literals of the grammar are compared with. */
  readonly text: string;
  readonly span: Span;
  /** With the command around it that is gone, such as `\boxed{`; spans of formulas take this one. */
  readonly outer?: Span;
  readonly symbol?: Pick<SymbolFormula, "name" | "isWord" | "accent">;
  readonly operator?: BinarySign;
  /** Of an operator, what stands on it: `tilde` of `\tilde{\otimes}`. */
  readonly accent?: string;
  readonly relation?: RelationSign;
  readonly failure?: ReadingFailure;
  /** Of the sign of a script: whether it is the power of every entry. */
  readonly isEntrywise?: true;
  /** Of plain text, what Octave writes: a sign that nobody else has, or a prime, which may be a derivative as well. */
  readonly octave?: "sign" | "prime";
  /** Of a colon in plain text: it makes a slice between round brackets too. */
  readonly mayPart?: true;
  /** Of a bracket: it holds what stands behind a bar, `|_{i=j}`, and says where the formula holds. */
  readonly isBeside?: true;
  /** Of a brace that closes a script: which scripts the base has by now. */
  readonly scripts?: string;
  /** Of a brace: whether it closes a base that can stand before a bracket. */
  readonly mayIndicate?: boolean;
}

export function spanFrom(first: { readonly span: Span }, last: { readonly span: Span }): Span {
  return { start: first.span.start, end: Math.max(first.span.end, last.span.end) };
}
