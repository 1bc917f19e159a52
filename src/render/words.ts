/**
 * What a language must be able to say: one sentence for every rule and remark, headings and captions.
 * A sentence that is missing in a language is a type error. Formulas stand in sentences as visual trees.
 */
import type { ProofRuleId, RemarkId, RuleId } from "../derivation/derivation.ts";
import type { Visual } from "./visual.ts";
import type { DocumentWords } from "./words-document.ts";
import type { FigureWords } from "./words-figures.ts";
import type { PageWords } from "./words-page.ts";
import type { TheoremWords } from "./words-theorem.ts";
import type { TwinWords } from "./words-twins.ts";
import type { ViewWords } from "./words-views.ts";

/** A piece of a sentence: words, a formula, or program text. */
export type Inline = string | { readonly math: Visual } | { readonly code: string };

export type Phrase = readonly Inline[];

export interface RuleWords {
  /** Stands to the right of a step. */
  readonly short: string;
  /** Explains the step to somebody who meets it for the first time. */
  readonly full: Phrase;
}

export interface ConventionWords {
  /** Between two sentences. */
  readonly space: string;
  readonly correlation: (sign: Inline) => Phrase;
  readonly convolution: (sign: Inline) => Phrase;
  readonly bias: Phrase;
  /** How derivatives by a vector stand in a matrix. */
  readonly layout: Readonly<Record<"numerator" | "denominator", Phrase>>;
  /** Before the matrix of the derivatives of a vector by a vector. */
  readonly matrix: Readonly<Record<"numerator" | "denominator", (of: Inline, wrt: Inline) => Phrase>>;
}

export interface Words {
  readonly lang: "en" | "zh";
  readonly untitled: string;
  readonly rules: Readonly<Record<RuleId, RuleWords>>;
  readonly proofRules: Readonly<Record<ProofRuleId, RuleWords>>;
  readonly remarks: Readonly<Record<RemarkId, (subjects: Phrase) => Phrase>>;

  /** How the document is written, where the worksheet chose. */
  readonly conventions: ConventionWords;
  readonly definitions: string;
  readonly rulesUsed: string;
  readonly shapes: (items: readonly Phrase[]) => Phrase;
  readonly shape: (name: Inline, size: Phrase) => Phrase;
  /** `shape 3×3`, `length 5` */
  readonly size: (shape: Inline, rank: number) => Phrase;
  readonly defined: (equation: Inline, size: Phrase, ranges: Phrase) => Phrase;
  /** The entries stand in the sentence. */
  readonly definedInline: (equation: Inline, size: Phrase, entries: Inline) => Phrase;
  readonly definedScalar: (equation: Inline) => Phrase;
  /** Before the numbers that the worksheet gives. */
  readonly given: Phrase;
  /** Names of derivatives that are derived later: `δ = ∂L/∂z`. */
  readonly deltas: (items: readonly Inline[]) => Phrase;
  readonly standsFor: (name: Inline, meaning: Inline) => Phrase;

  readonly expansion: (of: Inline) => Phrase;
  readonly jacobian: (of: Inline, wrt: Inline) => Phrase;
  readonly gradient: (of: Inline, wrt: Inline) => Phrase;
  readonly proof: string;
  readonly jacobianCount: (shown: number, total: number) => Phrase;
  readonly jacobianZero: Phrase;
  readonly stepByStep: Phrase;
  /** Before entries that are like the one above, in brief. */
  readonly inTheSameWay: (count: number) => Phrase;
  /** Instead of entries like those above, which stand in a table. */
  readonly othersAlike: (count: number) => Phrase;
  /** Once: how all of them are written out. */
  readonly writesOut: Phrase;
  readonly entries: Phrase;
  readonly remaining: (count: number) => Phrase;
  /** Heads the gradients of one definition of a network. */
  readonly layer: (name: Inline) => Phrase;
  readonly layerComputes: Phrase;
  /** One place where a variable stands, and how often it does so there. */
  readonly use: (place: Inline, times: number) => Phrase;
  readonly uses: (name: Inline, places: readonly Phrase[]) => Phrase;
  /** Below a formula that looks for entries outside an array: what becomes of them, elsewhere and in a maximum. */
  readonly outsideIsZero: Phrase;
  readonly outsideIsNone: Phrase;
  /** Before the general entry of a gradient: the ranges of its letters, and whether it looks outside an array. */
  readonly generalEntry: (ranges: Phrase, leavesArrays: boolean) => Phrase;
  /** Before the first of them, whose kind follows where it has a name. */
  readonly oneOfEachKind: (first: Phrase) => Phrase;
  readonly oneEntry: Phrase;
  /** Before an entry of a kind, by where it lies on the axes along which windows slide. */
  readonly kinds: Readonly<Record<"corner" | "edge" | "face" | "end" | "interior" | "any", Phrase>>;
  /** Instead of the entries that are not derived step by step, where a general formula stands above. */
  readonly remainingByFormula: (count: number, tellsOption: boolean) => Phrase;
  /** In a network, once: how much of each gradient is written out. */
  readonly briefly: Phrase;
  /** Beside a sum that is shortened: the rule's word, if any, and how many terms there are. */
  readonly longSum: (why: string, terms: number) => string;
  /** Stands before a list that is written part by part, of all entries or of those that are not 0. */
  inParts(isSparse: boolean): Phrase;
  checkedInParts(isDerivative: boolean): Phrase;
  readonly allEntries: Phrase;
  /** Instead of tables that stand above, under these numbers. */
  readonly sameEntries: (count: number, letters: string, numbers: string | undefined) => Phrase;
  readonly tables: (of: Inline, wrt: Inline) => Phrase;
  readonly inNumbers: Phrase;
  readonly rounded: Phrase;

  readonly claim: Phrase;
  readonly leftSide: string;
  readonly rightSide: string;
  readonly sidesNamed: Phrase;
  readonly bothExpanded: Phrase;
  /** The sides of a claim are one table. */
  readonly sidesTogether: Phrase;
  /** Instead of a table, or a list, that stands above under this number. */
  readonly sidesAsAbove: (count: number, place: string) => Phrase;
  readonly likewise: (count: number) => Phrase;
  readonly assuming: (conditions: Phrase) => Phrase;
  readonly verdicts: Readonly<Record<"proved" | "refuted" | "unknown", string>>;
  readonly proved: (scope: "all sizes" | "these sizes") => Phrase;
  readonly unknown: Phrase;
  readonly refutedShapes: (left: Inline, right: Inline) => Phrase;
  readonly refuted: (place: Phrase, left: Inline, right: Inline) => Phrase;
  readonly refutedAt: (entry: Inline) => Phrase;
  readonly refutedSizes: (sizes: Phrase) => Phrase;
  readonly refutedValues: (values: Phrase) => Phrase;
  readonly tooManyFormulas: Phrase;
  readonly document: DocumentWords;
  readonly page: PageWords;
  /** Beside a part of a table that is too wide for the line. */
  readonly columns: (from: number, to: number) => string;
  readonly twins: TwinWords;
  readonly figures: FigureWords;

  readonly views: ViewWords;
  readonly theorems: TheoremWords;
}

/** A sentence as it will be read: say`The gradient of ${loss} is`. */
export function say(texts: TemplateStringsArray, ...values: readonly (Inline | Phrase)[]): Phrase {
  const phrase: Inline[] = [];
  texts.forEach((text, at) => {
    if (text !== "") phrase.push(text);
    const value = values[at];
    if (isPhrase(value)) phrase.push(...value);
    else if (value !== undefined && value !== "") phrase.push(value);
  });
  return phrase;
}

function isPhrase(value: Inline | Phrase | undefined): value is Phrase {
  return Array.isArray(value);
}

/** `a, b and c`, with the language's own comma and last link. */
export function listed(items: readonly (Inline | Phrase)[], comma: string, last: string): Phrase {
  return items.flatMap((item, at) => {
    const link = at === 0 ? [] : [at === items.length - 1 ? last : comma];
    return [...link, ...(isPhrase(item) ? item : [item])];
  });
}
