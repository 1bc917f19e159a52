/**
 * A problem whose sizes are letters: the same worksheet language, index rows whose coefficients are polynomials of
 * the sizes, and what is known of the letters. It speaks of every size at which no array is empty.
 */
import type { Expression, Span } from "../language/syntax.ts";
import type { Assumptions } from "../sizes/assumptions.ts";
import type { Polynomial } from "../sizes/polynomial.ts";
import type { UserFunction } from "./functions.ts";
import type { EntryTemplate } from "./problem.ts";
import type { Rows } from "./rows.ts";
import type { Style } from "./style.ts";

/** Index rows of letter sizes; `over` divides the product and is at least 1, as the number of entries in a mean. */
export interface LetterRows extends Rows<Polynomial> {
  readonly over?: Polynomial;
}

/** Where the entries of an array come from, as `Definition` says of arrays whose sizes are numbers. */
export type LetterDefinition =
  | { readonly kind: "letters" }
  | { readonly kind: "rows"; readonly rows: readonly LetterRows[] }
  | { readonly kind: "loss"; readonly of: number; readonly upstream: number }
  | { readonly kind: "upstream"; readonly loss: number; readonly of: number }
  | { readonly kind: "derivative"; readonly of: number; readonly wrt: number };

export interface LetterArray {
  readonly id: number;
  readonly name: string;
  readonly named: boolean;
  readonly latex: string | undefined;
  readonly template?: EntryTemplate;
  readonly shape: readonly Polynomial[];
  readonly definition: LetterDefinition;
  readonly source: Expression | undefined;
}

/**
 * ⌊dividend / divisor⌋ as a letter: dividend = divisor·quotient + remainder, 0 <= remainder < divisor. Where the
 * worksheet asks for it, as the windows of a convolution or as `floor`, `ceil` or `mod`; the same dividend and divisor
 * have the same letters everywhere. `offset` is added to the quotient to make the size that is spoken of: O = q + 1.
 */
export interface Quotient {
  /** What `letter` stands for: the size O of an axis of windows, or the quotient itself. */
  readonly letter: string;
  readonly offset: 0 | 1;
  /** The letter of the remainder, or the number that is known of it. */
  readonly remainder: Polynomial;
  readonly dividend: Polynomial;
  readonly divisor: Polynomial;
  /** The array and axis (from 0) that first asked for it, if an axis did. */
  readonly axis?: { readonly array: string; readonly axis: number };
}

/** A condition that the worksheet names or that its arrays ask for, in worksheet syntax, and which of the two it is. */
export interface NamedCondition {
  readonly text: string;
  readonly origin: "size" | "assume" | "array";
}

export type LetterRequest = { readonly span: Span } & (
  | {
      readonly kind: "proof";
      readonly left: number;
      readonly right: number;
      readonly sides: readonly [Expression, Expression];
    }
  /** Both sides are sizes: no array stands in them but as the argument of `size`. */
  | {
      readonly kind: "size-proof";
      readonly left: Polynomial;
      readonly right: Polynomial;
      readonly sides: readonly [Expression, Expression];
    }
  | { readonly kind: "expansion"; readonly of: number }
  | { readonly kind: "jacobian" | "gradient"; readonly of: number; readonly wrt: number }
);

export interface LetterProblem {
  readonly source: string;
  readonly title: string | undefined;
  readonly indexBase: 0 | 1;
  readonly layout: "nchw" | "nhwc";
  readonly style: Style;
  /** The letters that the worksheet introduces; `assumptions` has others as well, made for quotients. */
  readonly sizes: readonly string[];
  readonly assumptions: Assumptions;
  readonly conditions: readonly NamedCondition[];
  readonly quotients: readonly Quotient[];
  /** In order of introduction: an array's definition speaks only of arrays before it. */
  readonly arrays: readonly LetterArray[];
  readonly functions: ReadonlyMap<string, UserFunction>;
  readonly requests: readonly LetterRequest[];
}
