/**
 * What the check of one sheet found: each claim with its verdict, the links of its chain, what is right, and why.
 * Sentences are kept as messages, which `words.*.ts` says in a person's language.
 */
import type { Span } from "../language/syntax.ts";
import type { Message } from "../messages/message.ts";
import type { Format, ReadingFailure, ReadingNote } from "./syntax.ts";

/** `correct` is proved; `rounded` holds to the digits written; `unproven` agrees wherever it was tried. */
export type Verdict = "correct" | "rounded" | "wrong" | "unproven" | "ambiguous" | "unreadable";

export type DiagnosisCode =
  | "kernel-not-flipped"
  | "kernel-flipped-twice"
  | "kernel-gradient-flipped"
  | "one-axis-flip"
  | "transposed-indices"
  | "wrong-index"
  | "off-by-one"
  | "index-base"
  | "missing-term"
  | "extra-term"
  | "sign"
  | "stride-ignored"
  | "padding-ignored"
  | "dilation-ignored"
  | "stride-dilation-exchanged"
  | "leftover-ignored"
  | "channel-sum"
  | "bias-not-summed"
  | "scale"
  | "sum-range"
  | "roles-exchanged"
  | "other-convolution"
  | "left-side"
  | "sum-vs-jacobian"
  | "shape"
  | "transposed-matrix"
  | "activation-derivative-missing"
  | "activation-not-derived"
  | "arithmetic"
  | "unrecognised";

/** A formula in the two ways in which it is shown. */
export interface Shown {
  readonly latex: string;
  /** In the worksheet language. */
  readonly text: string;
}

/** Why a claim is wrong; it covers `covered` of the `wrong` entries, all of them where it is the reason. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  readonly covered: number;
  readonly wrong: number;
  /** What the sentence of the code speaks of: terms that are missing, the factor, the index, the shapes. */
  readonly details: Readonly<Record<string, string>>;
}

export interface Counterexample {
  /** Letters that are not 0, as entries in the worksheet language; sizes where the worksheet's are letters. */
  readonly values: Readonly<Record<string, string>>;
  readonly sizes: Readonly<Record<string, string>>;
  /** The index letters of a general formula, in the worksheet's base; the entry of a matrix. */
  readonly at: Readonly<Record<string, string>>;
  readonly left: string;
  readonly right: string;
}

/** One relation of a chain and the side after it. */
export interface LinkReport {
  /** The side after the relation. */
  readonly span: Span;
  readonly relation: Span;
  readonly verdict: Verdict;
  /** The link holds only because the side before it is wrong in the same way. */
  readonly follows?: boolean;
}

/** Something that the reader, or whoever gave the formula its meaning, decided on its own. */
export type Note =
  | ReadingNote
  | ({ readonly at: Span } & (
      | { readonly tag: "read-as"; readonly shown: Shown; readonly why: ReadAs }
      | { readonly tag: "follows-from"; readonly line: number }
      | {
          readonly tag: "fails-at";
          readonly where: "border" | "interior" | "entries";
          readonly entries: readonly string[];
          readonly total: number;
        }
      /** `+=`: of an array of zeros, done once for every value of the letters. */
      | { readonly tag: "accumulated"; readonly letters: string }
      /** What the sign or the word at this place means is for the worksheet to say. */
      | { readonly tag: "declare" }
      /** δ is what the worksheet's loss calls so; texts mean this gradient, which the worksheet can say. */
      | { readonly tag: "delta"; readonly shown: Shown }
      | { readonly tag: "kink" }
      /** It holds where these arrays, targets of a cross entropy, add up to 1 along an axis, the last unless it is said. */
      | { readonly tag: "target"; readonly names: readonly string[]; readonly axis?: number }
      | { readonly tag: "denominator"; readonly shown: Shown }
      | { readonly tag: "checked-at"; readonly sizes: string }
      | { readonly tag: "numbers"; readonly points: number }
      | { readonly tag: "true-under-other"; readonly operator: string }
    ));

/** What was decided: how an operator pads, which operand slides over the other, what it means, how digits are parted, which letter stands for which name. */
export type ReadAs =
  | "padding"
  | "order"
  | "operator"
  | "product"
  | "digits"
  | "name"
  | "layer"
  | "whole"
  | "delta"
  | "range"
  | "slice"
  | "index"
  | "index-base"
  | "derivative";

/** Why a formula that can be parsed has no meaning here. */
export type MeaningFailure = { readonly at: Span } & (
  | { readonly tag: "unknown-name"; readonly name: string; readonly suggestion?: string }
  | { readonly tag: "indices"; readonly name: string; readonly shape: string; readonly written: string }
  | { readonly tag: "not-a-function"; readonly name: string }
  | { readonly tag: "shapes"; readonly operator: string; readonly left: string; readonly right: string }
  | { readonly tag: "not-scalar"; readonly found: string }
  | { readonly tag: "free-letter"; readonly name: string }
  | { readonly tag: "relation"; readonly sign: string }
  /** `why` is the mistake that it would be in a worksheet; without `found` it is the mistake alone. */
  | { readonly tag: "unsupported"; readonly found?: string; readonly why?: Message }
  /** Dots whose pattern is not clear. */
  | { readonly tag: "dots" }
  | { readonly tag: "limit"; readonly limit: "terms" | "points"; readonly most: number }
);

export interface ClaimReport {
  readonly span: Span;
  readonly verdict: Verdict;
  readonly links: readonly LinkReport[];
  /** What the wrong side should have been. */
  readonly expected?: Shown;
  /** At most two, the best first. */
  readonly diagnoses: readonly Diagnosis[];
  readonly counterexample?: Counterexample;
  readonly notes: readonly Note[];
  /** For `unreadable`: what was expected, and where. */
  readonly failure?: ReadingFailure | MeaningFailure;
  /** For `ambiguous`: each reading and the verdict under it. */
  readonly readings?: readonly { readonly shown: Shown; readonly verdict: Verdict }[];
}

export interface SheetReport {
  readonly file: string;
  readonly source: string;
  readonly format: Format;
  readonly claims: readonly ClaimReport[];
  /** Set where the whole document was refused. */
  readonly refusal?: ReadingFailure;
}
