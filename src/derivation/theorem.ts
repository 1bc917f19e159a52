/**
 * Results of worksheets whose sizes are letters, as plain data: theorems about arrays, theorems about sizes, and
 * general entries. A chain is kept whole, so that it can be replayed; its lines are what is shown of it, and follow
 * from it. Everything counts indices from 0; what is printed counts from the worksheet's base.
 */
import type { Chain, Step } from "../calculus/prove.ts";
import type { Condition } from "../calculus/rules/rule.ts";
import type { Definition, Guard, Slot, Sum } from "../calculus/sums.ts";
import type { Comparison, Expression } from "../language/syntax.ts";
import type { Quotient } from "../problem/letters.ts";
import type { Assumptions } from "../sizes/assumptions.ts";
import type { Polynomial } from "../sizes/polynomial.ts";
import type { Counterexample } from "./derivation.ts";
import type { Counts } from "./letter-counts.ts";

/** An array as the calculus knows it, and as the worksheet writes it. */
export interface TheoremArray {
  /** Its name in the chain. */
  readonly name: string;
  /** How the worksheet writes it: a name, `grad(L, a)`, or an expression that gets a name in the text. */
  readonly shown: Expression;
  readonly shape: readonly Polynomial[];
  /** What the worksheet says it is: `conv1d(a, k, stride=s)`; absent for letters. */
  readonly source?: Expression;
  /** Its entries as a sum; absent for letters. */
  readonly definition?: Definition;
  /** The loss whose derivatives it holds, and by which array, where it was introduced as an upstream gradient. */
  readonly upstream?: { readonly loss: string; readonly of: string };
}

/** What a reader must be told before the first line. */
export interface TheoremSetting {
  readonly indexBase: 0 | 1;
  /** Size letters with their bounds, what is never negative, and equations solved for a letter. */
  readonly assumptions: Assumptions;
  /** What the worksheet assumes, as it is written there. */
  readonly assumed: readonly Comparison[];
  /** What letters of quotients and remainders stand for. */
  readonly quotients: readonly Quotient[];
  /** Losses that the worksheet introduces, and the array of which each is a function. */
  readonly losses: readonly { readonly name: string; readonly of: Expression }[];
  /** In order of introduction: a definition speaks only of arrays before it. */
  readonly arrays: readonly TheoremArray[];
  /** The indices of the entry in question, each from 0 on. */
  readonly free: readonly { readonly letter: string; readonly size: Polynomial }[];
}

/** How a line follows from the one before it; each kind is also the key of a sentence. */
export type TheoremFact =
  /** An entry of a derivative's array becomes the chain rule's sum; `through`: a gradient nearer to it that it is made of. */
  | { readonly rule: "gradient"; readonly array: string; readonly through?: string }
  /** The same, read from right to left. */
  | { readonly rule: "gradient-read-off"; readonly array: string; readonly through?: string }
  /** An entry becomes its definition; `bounded` are the ranges that its index may leave. */
  | { readonly rule: "definition"; readonly array: string; readonly bounded: readonly Guard[] }
  | { readonly rule: "read-off"; readonly array: string; readonly bounded: readonly Guard[] }
  /** Constants leave the derivative; a derivative of several that vary becomes a sum. */
  | { readonly rule: "product-rule"; readonly constants: readonly string[]; readonly summands: number }
  | { readonly rule: "product-rule-read-off"; readonly constants: readonly string[]; readonly summands: number }
  /** The derivative of a function is that of the function times that of its argument. */
  | { readonly rule: "chain-rule" | "chain-rule-read-off"; readonly functions: readonly string[] }
  /** A power, or a derivative of one, is a product. */
  | { readonly rule: "power" | "power-read-off" }
  /** Products that differ in their coefficients alone are one; those with coefficient 0 are none. */
  | { readonly rule: "collect" | "collect-read-off" }
  | { readonly rule: "cancel" | "cancel-read-off" }
  /** One equation says what another bracket does in other letters; a letter that can be 0 alone is 0. */
  | { readonly rule: "combine" }
  | { readonly rule: "pin"; readonly letters: readonly LetterValue[] }
  /** Entries of an array are independent variables. */
  | { readonly rule: "differentiate"; readonly array: string }
  | { readonly rule: "differentiate-read-off"; readonly array: string }
  /** Brackets leave one value of each of these letters. */
  | { readonly rule: "put-in"; readonly letters: readonly LetterValue[]; readonly bounded: readonly Guard[] }
  /** Values get letters of their own, over which is summed. */
  | { readonly rule: "name"; readonly letters: readonly LetterValue[]; readonly bounded: readonly Guard[] }
  /** Letters are summed over in the place of as many others, by which each is given. */
  | { readonly rule: "substitute"; readonly instead: readonly string[]; readonly letters: readonly LetterValue[] }
  /** An equation has a solution where a size divides. */
  | { readonly rule: "solve"; readonly letters: readonly LetterValue[] }
  | { readonly rule: "solve-read-off"; readonly letters: readonly LetterValue[] }
  /** A letter counts otherwise: it becomes this value, in itself. */
  | { readonly rule: "reflect"; readonly letters: readonly LetterValue[] }
  | { readonly rule: "shift"; readonly letters: readonly LetterValue[] }
  /** An equation of quotients and remainders is two equations. */
  | { readonly rule: "divide"; readonly equation: Guard; readonly into: readonly Guard[] }
  | { readonly rule: "divide-read-off"; readonly equation: Guard; readonly into: readonly Guard[] }
  /** A letter is quotient times a size plus remainder. */
  | {
      readonly rule: "split";
      readonly letter: string;
      readonly into: readonly [string, string];
      readonly size: Polynomial;
    }
  | {
      readonly rule: "merge";
      readonly letter: string;
      readonly into: readonly [string, string];
      readonly size: Polynomial;
    }
  /** Brackets that follow from the rest are 1, or are written although they do. */
  | { readonly rule: "drop"; readonly guards: readonly Guard[] }
  | { readonly rule: "write"; readonly guards: readonly Guard[] }
  /** Sizes are written in the letters that the equations leave, or the other way round. */
  | { readonly rule: "sizes" };

export type TheoremRuleId = TheoremFact["rule"];

export interface LetterValue {
  readonly letter: string;
  readonly value: Slot;
}

/** One line of a proof: one or several steps of the chain, with letters renamed so that they keep their names. */
export interface TheoremLine {
  /** The rule that matters most, of those in `facts`. */
  readonly rule: TheoremRuleId;
  readonly facts: readonly TheoremFact[];
  readonly sum: Sum;
  /** Side conditions that are not obvious, in the letters of the line. */
  readonly conditions: readonly Condition[];
  /** The steps of the chain, from the first to before the last. */
  readonly steps: readonly [from: number, to: number];
}

/** What was evaluated beside the proof: every line at so many sizes, so many entries in all. */
export interface TheoremGrid {
  readonly instances: number;
  readonly entries: number;
  /** The worksheet's letters at each of them. */
  readonly sizes: readonly Readonly<Record<string, number>>[];
}

export interface TheoremResult {
  readonly kind: "theorem";
  readonly scope: "all sizes";
  /** The sides as the worksheet writes them, and as the chain names them. */
  readonly left: Expression;
  readonly right: Expression;
  readonly statement: { readonly left: string; readonly right: string };
  readonly verdict: "proved" | "refuted" | "unknown";
  /** In worksheet syntax. */
  readonly assumptions: readonly string[];
  readonly setting: TheoremSetting;
  readonly chain?: Chain;
  readonly lines: readonly TheoremLine[];
  readonly grid?: TheoremGrid;
  readonly counterexample?: Counterexample;
  /** Where nothing was found: the normal forms that both sides were brought to. */
  readonly tried?: { readonly left: Sum; readonly right: Sum };
}

/** One line of a proof about sizes: the polynomial after `equation` was used, if that was needed. */
export interface SizeLine {
  readonly rule: "size" | "quotient" | "equation" | "equal";
  readonly value: Polynomial;
  /** Of `quotient`: the letter whose meaning was used; of `equation`: the letter that was put in. */
  readonly letter?: string;
}

export interface SizeTheoremResult {
  readonly kind: "size-theorem";
  readonly scope: "all sizes";
  readonly left: Expression;
  readonly right: Expression;
  readonly verdict: "proved" | "refuted" | "unknown";
  readonly assumptions: readonly string[];
  readonly setting: TheoremSetting;
  /** From the left side to what both sides are, and from the right side to the same. */
  readonly lines: { readonly left: readonly SizeLine[]; readonly right: readonly SizeLine[] };
  readonly grid?: TheoremGrid;
  readonly counterexample?: Counterexample;
}

/** An entry for every index and every size, with the steps that led to it. */
export interface GeneralResult {
  readonly kind: "general";
  readonly asked: "expansion" | "jacobian" | "gradient";
  readonly scope: "all sizes";
  readonly of: Expression;
  readonly wrt?: Expression;
  readonly assumptions: readonly string[];
  readonly setting: TheoremSetting;
  readonly chain: { readonly start: Sum; readonly steps: readonly Step[] };
  /** The start in the letters of the lines, as `linesOf` gives it. */
  readonly start: Sum;
  readonly lines: readonly TheoremLine[];
  readonly grid?: TheoremGrid;
  /** Of derivatives along windows: in how many of them an entry lies. */
  readonly counts?: Counts;
}

export type LetterResult = TheoremResult | SizeTheoremResult | GeneralResult;
