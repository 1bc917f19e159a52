/**
 * A derivation as plain data: what `derive` makes, `verify` checks and every renderer reads.
 * JSON-safe throughout. Expressions are those of the worksheet language, over entries of its own arrays,
 * with indices in the worksheet's index base; words come only when it is rendered.
 */
import type { Expression } from "../language/syntax.ts";
import type { Code, Framework } from "../problem/code.ts";
import type { Style } from "../problem/style.ts";
import type { TwinNote } from "../problem/twin-notes.ts";
import type { LetterResult } from "./theorem.ts";

/**
 * The rules by which an expression follows from the one before it. The id is also the key of the rule's sentence.
 *
 * - `definition`: an entry is replaced by the index sum that defines it
 * - `expansion`: an index sum, or a maximum, is written out; what lies outside an array is left out
 * - `linearity`: the derivative of a sum is the sum of the derivatives
 * - `vanishing`: terms that do not contain the variable have derivative 0
 * - `zeros`: the same with every 0 written
 * - `differentiation`: what remains is differentiated, term by term
 * - `chain-rule`: a sum over exactly those entries through which the variable acts
 * - `paths`: the contributions of all ways on which the variable acts, where some of these ways meet again
 * - `upstream`: derivatives of the loss by its argument, or by a layer, are called by their names
 * - `local`: the derivatives inside a chain are put in
 * - `factoring`: a common factor is drawn out
 * - `simplification`: products are multiplied out, and what cancels is left out
 * - `numbers`: the given values are put in
 * - `value`: the arithmetic is done
 */
export type RuleId =
  | "definition"
  | "expansion"
  | "linearity"
  | "vanishing"
  | "zeros"
  | "differentiation"
  | "chain-rule"
  | "paths"
  | "upstream"
  | "local"
  | "factoring"
  | "simplification"
  | "numbers"
  | "value";

/** The rules of a proof for given sizes: both sides of one entry, expanded over the letters. */
export type ProofRuleId = "left-expanded" | "right-expanded";

/** One expression of a chain of equalities, and the rule that led to it. */
export interface Step<Rule extends string = RuleId> {
  readonly rule: Rule;
  readonly expression: Expression;
}

/** A statement that helps to read a result; where it has an equation, that is checked too. */
export interface Remark {
  readonly rule: RemarkId;
  /** Names that the sentence mentions, as expressions. */
  readonly subjects: readonly Expression[];
  readonly equation?: Equation;
}

/**
 * - `upstream-defined`: the array (first subject) holds the derivatives of a loss by an array
 * - `sum-versus-jacobian`: the gradient of a sum adds the Jacobian over its outputs, as tape.gradient does
 * - `activation-derivative`: the derivative of a function in closed form
 * - `kink`: what the derivative is taken to be where there is none
 * - `tie`: which of equal entries a maximum takes
 * - `zero-extension`: entries outside an array count as 0
 */
export type RemarkId =
  | "upstream-defined"
  | "sum-versus-jacobian"
  | "activation-derivative"
  | "kink"
  | "tie"
  | "zero-extension";

export interface Equation {
  readonly left: Expression;
  readonly right: Expression;
}

/** An equation for every value of its letters, each running over the range given. */
export interface Formula extends Equation {
  readonly letters: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}

/** How an array of the worksheet is defined: in its own words, and as an index formula. */
export interface DefinitionFormula {
  readonly name: string;
  /** As the worksheet has it: `conv2d(a, k)`. */
  readonly source: Expression;
  readonly formula: Formula;
  readonly remarks: readonly Remark[];
}

/** What every entry has: its expression, its value where all numbers are given, its steps where it is derived in full. */
export interface Entry {
  readonly expression: Expression;
  /** An exact integer or fraction, or a decimal with all its digits. */
  readonly value?: string;
  readonly steps?: readonly Step[];
}

/**
 * Stands in a result with more entries than are held: those of `of`, or the derivatives of `of` by `wrt`, by the
 * numbers of the arrays. Only entries with steps are then in the result; all are written part by part.
 */
export interface LargeEntries {
  readonly of: number;
  readonly wrt?: number;
  /** Whether entries that are identically zero are left out. */
  readonly isSparse?: boolean;
}

export interface ExpansionResult {
  readonly kind: "expansion";
  readonly of: Expression;
  readonly shape: readonly number[];
  readonly entries: readonly (Entry & { readonly at: readonly number[] })[];
  readonly large?: LargeEntries;
  readonly remarks: readonly Remark[];
}

export interface JacobianResult {
  readonly kind: "jacobian";
  readonly of: Expression;
  readonly wrt: Expression;
  readonly shape: { readonly of: readonly number[]; readonly wrt: readonly number[] };
  /** Only entries that are not identically zero, in row-major order of `of`, then `wrt`. */
  readonly entries: readonly (Entry & { readonly of: readonly number[]; readonly wrt: readonly number[] })[];
  readonly large?: LargeEntries;
  readonly remarks: readonly Remark[];
}

export interface GradientResult {
  readonly kind: "gradient";
  readonly of: Expression;
  readonly wrt: Expression;
  /** The general entry, where one formula gives all of them. */
  readonly formula?: Formula;
  /** The definitions through which `wrt` acts on `of`, each as often as `wrt` stands in it. */
  readonly uses?: readonly Expression[];
  /** The axes of `wrt`, from 1, along which windows slide: at their ends an entry is a corner or on an edge. */
  readonly slidingAxes?: readonly number[];
  /** Shape of `wrt`. */
  readonly shape: readonly number[];
  /** Every entry, in row-major order, or the one that was asked for. */
  readonly entries: readonly (Entry & { readonly wrt: readonly number[] })[];
  readonly large?: LargeEntries;
  readonly remarks: readonly Remark[];
}

export interface Counterexample {
  readonly sizes: Readonly<Record<string, number>>;
  /** The entry at which the sides differ, in the worksheet's index base; `[]` for a scalar. */
  readonly at: readonly number[];
  /** The values of the two sides there, or their shapes where these differ. */
  readonly left: string;
  readonly right: string;
  /** The letters that are not 0, as `k[1,2]`, and their values. */
  readonly values: Readonly<Record<string, string>>;
}

export interface ProofResult {
  readonly kind: "proof";
  readonly left: Expression;
  readonly right: Expression;
  readonly verdict: "proved" | "refuted" | "unknown";
  readonly scope: "all sizes" | "these sizes";
  readonly assumptions: readonly string[];
  readonly shape: readonly number[];
  /** For each entry the left side expanded, then the right. */
  readonly steps: readonly (Step<ProofRuleId> & { readonly at: readonly number[] })[];
  readonly counterexample?: Counterexample;
}

/**
 * What a line of a view says. Sides without letters are arrays: names, calls, arrays written out, sums and products.
 *
 * - `entry-slope`: the derivative of one output by one variable; `scatter-sum`: all of them, each times its δ
 * - `scatter-picture`: the same as arrays; `scatter-operator`: the same as a transposed convolution
 * - `stuffed`, `turned`, `padded`: the arrays that the convolution in `gather` slides and slides over
 * - `gather`: the gradient as a convolution; `turned-pads`, `truncation`: where its numbers come from, on one axis
 * - `matrix-size`, `matrix-pattern`, `matrix-shift`: how C looks; `matrix-forward`, `matrix-backward`: what it does
 * - `unfold-…`: with the windows as columns; `fold-…`: with the products that are added up where the windows overlap
 */
export type ViewRuleId =
  | "entry-slope"
  | "scatter-sum"
  | "scatter-picture"
  | "scatter-operator"
  | "stuffed"
  | "turned"
  | "padded"
  | "turned-pads"
  | "truncation"
  | "gather"
  | "matrix-size"
  | "matrix-pattern"
  | "matrix-shift"
  | "matrix-forward"
  | "matrix-backward"
  | "unfold-size"
  | "unfold-forward"
  | "unfold-backward"
  | "fold-products"
  | "fold-gradient"
  | "fold-output";

export interface ViewLine {
  readonly rule: ViewRuleId;
  /** Without letters where the sides are arrays. */
  readonly equation?: Formula;
  /** Sizes and counts that the sentence mentions; lists have a number for each spatial axis. */
  readonly facts?: Readonly<Record<string, number | readonly number[]>>;
  /** Rows of a matrix: `x` for an entry that is not identically zero, `.` for one that is. */
  readonly pattern?: readonly string[];
}

export type ViewId = "scatter" | "gather" | "matrix" | "unfold";

export interface View {
  readonly view: ViewId;
  readonly lines: readonly ViewLine[];
}

/** One gradient seen in several ways. */
export interface ViewsResult {
  readonly kind: "views";
  /** A convolution, and its input or its kernel. */
  readonly of: Expression;
  readonly wrt: Expression;
  readonly loss: Expression;
  readonly upstream: Expression;
  /** What `wrt` is in the convolution, and whether that is a transposed one. */
  readonly operand: "input" | "kernel";
  readonly transposed: boolean;
  /** Shape of `wrt`. */
  readonly shape: readonly number[];
  /** What all views agree on: every entry of the gradient, in row-major order. */
  readonly entries: readonly (Entry & { readonly wrt: readonly number[] })[];
  readonly views: readonly View[];
}

/** Of a worksheet whose sizes are numbers all but `LetterResult`; of one with letters that alone. */
export type Result = ExpansionResult | JacobianResult | GradientResult | ProofResult | ViewsResult | LetterResult;

/** What a twin computes, by its role. */
export interface TwinCalls {
  readonly forward: Code;
  readonly inputGradient?: Code;
  readonly kernelGradient?: Code;
  readonly biasGradient?: Code;
}

/** The same convolution in a framework: Python that computes it and its gradients, and the calls that it prints. */
export interface Twin {
  /** The array that the convolution is, or that it is a term of. */
  readonly of: string;
  readonly convolution: Expression;
  readonly framework: Framework;
  /** What the derivatives of the loss by the array are called. */
  readonly upstream: string;
  readonly forward: string;
  readonly inputGradient?: string;
  readonly kernelGradient?: string;
  readonly biasGradient?: string;
  readonly notes: readonly TwinNote[];
  readonly calls: TwinCalls;
}

/** The LaTeX that the worksheet asks for, if any, and the shape that a name's indices range over. */
export interface Notation {
  readonly latex?: string;
  /** LaTeX of an entry with places for index letters, the first indices' or all. */
  readonly template?: { readonly letters: readonly string[]; readonly latex: string };
  /** The derivative that is written in place of the name. */
  readonly stands?: Expression;
  readonly shape: readonly number[];
}

export interface Derivation {
  readonly file: string;
  readonly title: string | undefined;
  readonly indexBase: 0 | 1;
  /** How much was asked for. */
  readonly detail: Detail;
  readonly worksheet: string;
  readonly definitions: readonly DefinitionFormula[];
  readonly results: readonly Result[];
  /** Names that the derivation introduced, and the expressions that they stand for. */
  readonly names: Readonly<Record<string, Expression>>;
  readonly notation: Readonly<Record<string, Notation>>;
  /** The habits in which everything is written. */
  readonly style: Style;
  /** The numbers that the worksheet gives, in row-major order, by the name of the array. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  readonly twins: readonly Twin[];
  /** The arrays with convolutions too large for the calls of the frameworks to be run, and so to be given. */
  readonly withoutTwins: readonly string[];
}

/** How much is written: final entries only, entries step by step (up to a number), or everything. */
export type Detail = "results" | "steps" | "full";
