/**
 * The syntax of a worksheet: what the parser builds, and the expressions in which derivations are written.
 * Every node that was read carries its span; nodes that a derivation makes have none.
 * Names are not resolved here, and nothing is evaluated.
 */

/** Half-open range of UTF-16 offsets in the worksheet's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span?: Span;
}

/** A decimal number as it was written: `2`, `0.25`, `1e-3`. */
export interface NumberNode extends Node {
  readonly tag: "number";
  readonly text: string;
}

/** A quoted text, without its quotes: `"same"`. */
export interface TextNode extends Node {
  readonly tag: "text";
  readonly value: string;
}

export interface NameNode extends Node {
  readonly tag: "name";
  readonly name: string;
}

/** `a[1,2]`, or a slice `a[1..2, 3]` where an index is a range. */
export interface IndexNode extends Node {
  readonly tag: "index";
  readonly array: Expression;
  readonly indices: readonly Expression[];
}

/** `f(x, y, option=z)`; `primes` counts the marks of a derivative, as in `sigmoid'(z)`. */
export interface CallNode extends Node {
  readonly tag: "call";
  readonly name: string;
  readonly nameSpan?: Span;
  readonly primes: number;
  readonly positional: readonly Expression[];
  readonly named: readonly NamedArgument[];
}

export interface NamedArgument extends Node {
  readonly name: string;
  readonly value: Expression;
}

/** `[1, 2]`, nested for more axes. */
export interface ArrayNode extends Node {
  readonly tag: "array";
  readonly items: readonly Expression[];
}

/** `(1, 2)`. A single expression in parentheses is that expression; `(1,)` is a tuple of one. */
export interface TupleNode extends Node {
  readonly tag: "tuple";
  readonly items: readonly Expression[];
}

export interface NegateNode extends Node {
  readonly tag: "negate";
  readonly operand: Expression;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "@" | "mod";

export interface BinaryNode extends Node {
  readonly tag: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `1..9`, both ends included. */
export interface RangeNode extends Node {
  readonly tag: "range";
  readonly from: Expression;
  readonly to: Expression;
}

export type Relation = "==" | "<=" | ">=" | "<" | ">";

/** `[x >= y]`: 1 where the relation holds, else 0. */
export interface IndicatorNode extends Node {
  readonly tag: "indicator";
  readonly relation: Relation;
  readonly left: Expression;
  readonly right: Expression;
}

export type Expression =
  | NumberNode
  | TextNode
  | NameNode
  | IndexNode
  | CallNode
  | ArrayNode
  | TupleNode
  | NegateNode
  | BinaryNode
  | RangeNode
  | IndicatorNode;

/** A name where it is introduced or given a value. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** `size s >= 1`: a letter and its bound (1 where none is written). */
export interface SizeDeclaration {
  readonly name: Identifier;
  readonly minimum?: Expression;
}

export interface Comparison {
  readonly relation: Relation;
  readonly left: Expression;
  readonly right: Expression;
}

export type Statement = { readonly span: Span } & (
  | { readonly tag: "title"; readonly title: string }
  | { readonly tag: "indexBase"; readonly base: 0 | 1 }
  | { readonly tag: "layout"; readonly layout: "nchw" | "nhwc" }
  | { readonly tag: "size"; readonly sizes: readonly SizeDeclaration[] }
  | { readonly tag: "integer"; readonly names: readonly Identifier[] }
  | { readonly tag: "assume"; readonly condition: Comparison }
  | {
      readonly tag: "tensor";
      readonly name: Identifier;
      readonly shape: readonly Expression[];
      readonly value?: Expression;
      readonly latex?: string;
    }
  | { readonly tag: "scalar"; readonly name: Identifier; readonly value?: Expression; readonly latex?: string }
  | {
      readonly tag: "function";
      readonly name: Identifier;
      /** Absent for an unspecified function, `function f`. */
      readonly definition?: { readonly parameter: Identifier; readonly body: Expression };
    }
  | { readonly tag: "given"; readonly name: Identifier; readonly value: Expression }
  | { readonly tag: "definition"; readonly name: Identifier; readonly value: Expression }
  | { readonly tag: "loss"; readonly name: Identifier; readonly of: Expression; readonly delta?: Identifier }
  | { readonly tag: "name"; readonly target: Expression; readonly latex: readonly string[] }
  /** How the derivation is written: one option for each habit. */
  | { readonly tag: "notation"; readonly options: readonly NamedArgument[] }
  | { readonly tag: "operator"; readonly pattern: string; readonly meaning: Expression }
  | { readonly tag: "expand"; readonly of: Expression }
  | { readonly tag: "jacobian"; readonly of: Expression; readonly wrt: Expression }
  | { readonly tag: "gradient"; readonly of: Expression; readonly wrt: Expression }
  | { readonly tag: "views"; readonly of: Expression; readonly wrt: Expression }
  | { readonly tag: "prove"; readonly left: Expression; readonly right: Expression }
);

export interface Worksheet {
  readonly source: string;
  readonly statements: readonly Statement[];
}
