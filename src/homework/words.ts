/**
 * What the check of homework says to a student, in each language: a sentence for everything that a report may hold.
 * In: parts of a report, and pieces of the sheet fit to be shown again. Out: plain sentences; formulas and program text
 * stand in them between backticks. A sentence that is missing in a language is a type error.
 */
import type { Expectation } from "./expectations.ts";
import type { DiagnosisCode, MeaningFailure, Note, ReadAs, Verdict } from "./report.ts";
import type { ReadingFailure, ReadingLimit } from "./syntax.ts";

export type Language = "en" | "zh";

/**
 * What the sentence of each code can speak of. All of it is text in the worksheet language unless it says otherwise, and
 * all of it is optional: a sentence without a detail is more general, never broken.
 */
export const DETAILS = {
  /** The kernel: `k`. */
  "kernel-not-flipped": ["kernel"],
  "kernel-flipped-twice": ["kernel"],
  "kernel-gradient-flipped": ["kernel"],
  /** The axis that was turned, a number from 1. */
  "one-axis-flip": ["kernel", "axis"],
  /** What stands in the sheet, and what belongs there: `k[1,2]`, `k[2,1]`. */
  "transposed-indices": ["written", "right"],
  "wrong-index": ["written", "right"],
  /** `shift` is written minus right: `1`, `-1`. */
  "off-by-one": ["written", "right", "shift"],
  /** From which number the sheet counts, and from which the worksheet: `0`, `1`. */
  "index-base": ["written", "right"],
  /** The terms with their signs, shortened where there are many; `count` is how many there are. */
  "missing-term": ["terms", "count"],
  "extra-term": ["terms", "count"],
  /** The term whose sign is wrong; none where all of them are. */
  sign: ["term"],
  "stride-ignored": ["stride"],
  "padding-ignored": ["padding"],
  "dilation-ignored": ["dilation"],
  "stride-dilation-exchanged": ["stride", "dilation"],
  /** How many rows or columns no window reaches. */
  "leftover-ignored": ["leftover"],
  /** The letter or the number of the channels. */
  "channel-sum": ["channels"],
  "bias-not-summed": ["bias"],
  /** What the sheet has, divided by what is right: `2`, `1/4`, `-3`. */
  scale: ["factor"],
  /** The letter of the sum, and the ranges: `p`, `1..2`, `1..3`. */
  "sum-range": ["letter", "written", "right"],
  /** The two arrays that changed places. */
  "roles-exchanged": ["first", "second"],
  /** Keys of `operators`, or else text in the worksheet language: what the sheet used, and what the worksheet means. */
  "other-convolution": ["used", "meant"],
  /** The left side as it stands, and the one for which the right side is right. */
  "left-side": ["written", "right"],
  /** The outputs that were added up: `y`. */
  "sum-vs-jacobian": ["of"],
  /** The shapes of the two sides, `[3,3]`; or of two factors, and what would mend their product. */
  shape: ["left", "right", "first", "second", "mended"],
  "transposed-matrix": ["written", "right"],
  /** The factor that is missing: `sigmoid'(z)`. */
  "activation-derivative-missing": ["factor"],
  "activation-not-derived": ["written", "right"],
  arithmetic: ["written", "right"],
  unrecognised: [],
} as const satisfies Readonly<Record<DiagnosisCode, readonly string[]>>;

/** The details of a code, each ready to stand in a sentence. */
export type DetailsOf<Code extends DiagnosisCode> = { readonly [Key in (typeof DETAILS)[Code][number]]?: string };

export type Failure = ReadingFailure | MeaningFailure;

/** The note with a tag, and the failure with one. */
export type Tagged<Union, Tag> = Extract<Union, { readonly tag: Tag }>;

/** What an operator turned out to be. */
export type OperatorName =
  | "correlation"
  | "convolution"
  | "kernel-first"
  | "transposed"
  | "product"
  | "matmul"
  | "outer"
  | "squares"
  | "valid"
  | "full"
  | "same";

/** Numbers of claims, by verdict. */
export type Summary = Readonly<Record<Verdict, number>>;

/** The parts of a counterexample as lists of equations: `k[1,2] = 1`. */
export interface CounterexampleParts {
  readonly values: readonly string[];
  readonly sizes: readonly string[];
  readonly at: readonly string[];
  readonly left: string;
  readonly right: string;
}

export interface CheckWords {
  readonly lang: Language;
  readonly htmlLang: string;
  readonly verdicts: Readonly<Record<Verdict, { readonly label: string; readonly meaning: string }>>;
  /** What mistake it is, why it is one, and how to mend it. Details are between backticks already. */
  readonly diagnoses: { readonly [Code in DiagnosisCode]: (details: DetailsOf<Code>) => string };
  readonly operators: Readonly<Record<OperatorName, string>>;
  /** After a diagnosis that is not the reason for every wrong entry. */
  readonly covers: (covered: number, wrong: number) => string;
  readonly notes: {
    readonly [Tag in Exclude<Note["tag"], "read-as" | "declare" | "delta">]: (note: Tagged<Note, Tag>) => string;
  };
  /** How the worksheet says what an operator means: the statement for cross-correlation, and what may stand in it. */
  readonly declare: (statement: string, convolve: string, product: string, matmul: string) => string;
  /** Which gradient δ is, and how the worksheet says that it is another: the gradient, and the statement. */
  readonly delta: (gradient: string, statement: string) => string;
  readonly readAs: Readonly<Record<ReadAs, (written: string, shown: string) => string>>;
  readonly failures: {
    readonly [Tag in Exclude<Failure["tag"], "limit">]: (failure: Tagged<Failure, Tag>) => string;
  };
  readonly limits: Readonly<Record<ReadingLimit | "terms" | "points", (most: number) => string>>;
  /** Kinds of things that a formula may go on with. */
  readonly expectations: Readonly<Record<Expectation, string>>;
  readonly counterexample: (parts: CounterexampleParts) => string;
  readonly summary: (summary: Summary) => string;
  readonly noClaims: string;
  readonly chrome: ChromeWords;
  readonly gradescope: GradescopeWords;
}

/** What stands around the findings on a page or on the screen. */
export interface ChromeWords {
  readonly title: (file: string) => string;
  readonly line: (line: number) => string;
  readonly problem: string;
  readonly wrote: string;
  readonly wrongHere: string;
  readonly unreadHere: string;
  readonly expected: string;
  readonly reason: string;
  readonly otherReason: string;
  readonly counterexample: string;
  readonly note: string;
  readonly notes: string;
  readonly readings: string;
  readonly follows: string;
  /** Ends a label: `Expected: …`. */
  readonly colon: string;
}

/** What a student reads at Gradescope. */
export interface GradescopeWords {
  readonly test: (number: number, line: number) => string;
  readonly noPenalty: string;
  readonly policy: (right: number, decided: number) => string;
  readonly nothingDecided: string;
  readonly failed: string;
  readonly failedMeaning: string;
  readonly details: string;
  readonly unread: string;
}
