/**
 * A problem: the arrays of a worksheet, each with its shape and definition, and what is asked about them.
 * Everything downstream reads this; all names are resolved and all shapes are right.
 */
import type Fraction from "fraction.js";
import type { Expression, Span } from "../language/syntax.ts";
import type { UserFunction } from "./functions.ts";
import type { ResolvedConvolution } from "./resolved-convolution.ts";
import type { Rows } from "./rows.ts";
import type { Style } from "./style.ts";

/** Where the entries of an array come from. */
export type Definition =
  /** Letters of the worksheet: a `tensor` or a `scalar`. */
  | { readonly kind: "letters" }
  /** Numbers written out in an expression. */
  | { readonly kind: "numbers"; readonly values: readonly Fraction[] }
  /** A sum of products of entries of other arrays; `recognised` as in a form. */
  | { readonly kind: "rows"; readonly rows: readonly Rows[]; readonly recognised?: boolean }
  /** An opaque scalar loss of one array. */
  | { readonly kind: "loss"; readonly of: number; readonly upstream: number }
  /** The derivatives of a loss by its argument. */
  | { readonly kind: "upstream"; readonly loss: number; readonly of: number }
  /** All derivatives of one array by another; shape [...of, ...wrt]. */
  | { readonly kind: "derivative"; readonly of: number; readonly wrt: number };

/** A tensor, a scalar (shape []), or a named or unnamed intermediate result. */
export interface NumericArray {
  readonly id: number;
  /** Its name in the worksheet language; an unnamed intermediate has one made for it. */
  readonly name: string;
  /** False for an intermediate that the worksheet does not name. */
  readonly named: boolean;
  /** Part of one operator, such as the sum in a softmax: derivatives go through it, and it has no δ of its own. */
  readonly isInner?: boolean;
  readonly latex: string | undefined;
  /** How an entry, or a slice by its first indices, is written: LaTeX with places for the letters. */
  readonly template?: EntryTemplate;
  readonly shape: readonly number[];
  readonly definition: Definition;
  /** What the worksheet says it is; absent for letters. */
  readonly source: Expression | undefined;
  /** Where it is a convolution and nothing else: what its rows no longer say. */
  readonly convolution?: ResolvedConvolution;
  /** The convolutions, perhaps with a bias, of which it is the sum, alone or with other terms. */
  readonly convolutions?: readonly ResolvedConvolution[];
}

/** `w[o,c,i,j]` as `w_{ij}^{(c,o)}`; where there are fewer letters than axes, the rest are indices of what stands there. */
export interface EntryTemplate {
  readonly letters: readonly string[];
  readonly latex: string;
}

/** An array, or one entry of it by its row-major number. */
export interface Subject {
  readonly array: number;
  readonly entry?: number;
}

/** An array that a view of a gradient speaks of: what it is there, how it is written, and the array that this is. */
export interface ViewArray {
  /**
   * - `scatter`: the gradient as a transposed convolution of δ
   * - `stuffed`: δ with zeros between its entries and around them; `turned`: the kernel turned round
   * - `gather`: the gradient as a convolution; `padded`: the array that it slides over, zeros around it
   */
  readonly role: "scatter" | "stuffed" | "turned" | "gather" | "padded";
  readonly expression: Expression;
  readonly array: number;
}

/** The derivatives of `loss` by `wrt`, the input or the kernel of the convolution `of`, seen in several ways. */
export interface ViewsRequest {
  readonly kind: "views";
  readonly of: number;
  readonly wrt: number;
  readonly loss: number;
  readonly upstream: number;
  /** The array that `grad(loss, wrt)` stands for. */
  readonly gradient: number;
  readonly arrays: readonly ViewArray[];
}

export type Request = { readonly span: Span } & (
  | { readonly kind: "expansion"; readonly of: Subject }
  | { readonly kind: "jacobian"; readonly of: Subject; readonly wrt: Subject }
  | { readonly kind: "gradient"; readonly of: Subject; readonly wrt: Subject }
  | {
      readonly kind: "proof";
      readonly left: number;
      readonly right: number;
      readonly sides: readonly [Expression, Expression];
    }
  | ViewsRequest
);

export interface Problem {
  readonly source: string;
  readonly title: string | undefined;
  readonly indexBase: 0 | 1;
  readonly layout: "nchw" | "nhwc";
  readonly style: Style;
  /** In order of introduction: an array's definition speaks only of arrays before it. */
  readonly arrays: readonly NumericArray[];
  readonly functions: ReadonlyMap<string, UserFunction>;
  readonly given: ReadonlyMap<number, readonly Fraction[]>;
  readonly requests: readonly Request[];
}

export function arrayOf(problem: Problem, id: number): NumericArray {
  const array = problem.arrays[id];
  if (array === undefined) throw new Error(`no array ${id}`);
  return array;
}

/** The definition that a form becomes when it gets a name. */
export function definitionOf(form: { readonly rows: readonly Rows[]; readonly recognised?: boolean }): Definition {
  return { kind: "rows", rows: form.rows, ...(form.recognised && { recognised: true }) };
}

/** The arrays that an array's definition mentions. */
export function operandsOf(array: NumericArray): number[] {
  const { definition } = array;
  switch (definition.kind) {
    case "letters":
    case "numbers":
    case "upstream":
      return [];
    case "loss":
      return [definition.of];
    case "derivative":
      return [definition.of, definition.wrt];
    case "rows": {
      const all = definition.rows.flatMap((rows) =>
        rows.factors.flatMap((factor) => (factor.compare ? [factor.array, factor.compare.array] : [factor.array])),
      );
      return [...new Set(all)];
    }
  }
}

/** The numbers that a worksheet gives, as text, by the names of the arrays. */
export function givenNumbers({ arrays, given }: Problem): Record<string, readonly string[]> {
  const entries = [...given].map(
    ([id, values]) => [arrays[id]?.name ?? "", values.map((value) => value.toFraction())] as const,
  );
  return Object.fromEntries(entries);
}
