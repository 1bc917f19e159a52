/**
 * What a language must be able to say about the views of a gradient. Every line of a view has its sentence; those that
 * mention numbers are given them.
 */
import type { ViewId } from "../derivation/derivation.ts";
import type { Inline, Phrase } from "./words.ts";

/** The names in a sentence: the output, the variable, δ, the loss's derivative, and the other operand. */
export interface ViewNames {
  readonly of: Inline;
  readonly wrt: Inline;
  readonly delta: Inline;
  readonly gradient: Inline;
  /** The letter of the matrix. */
  readonly matrix: Inline;
}

/** Which derivative is looked at. */
export interface ViewKind {
  readonly byInput: boolean;
  readonly transposed: boolean;
  readonly hasBias: boolean;
}

/** Whether zeros stand between the entries, zeros around them, or entries are cut off. */
export interface StuffedKind {
  readonly isDilated: boolean;
  readonly isPadded: boolean;
  readonly isCropped: boolean;
}

export interface ViewWords {
  readonly heading: (names: ViewNames, count: number) => Phrase;
  readonly titles: Readonly<Record<ViewId, Phrase>>;
  readonly agreed: Phrase;
  readonly agreedLong: (names: ViewNames) => Phrase;

  readonly entrySlope: (names: ViewNames, ranges: Phrase) => Phrase;
  readonly scatterSum: (names: ViewNames) => Phrase;
  readonly scatterPicture: (names: ViewNames) => Phrase;
  readonly scatterOperator: (names: ViewNames) => Phrase;

  readonly gather: (names: ViewNames, kind: ViewKind) => Phrase;
  readonly turnedPads: (axes: Phrase) => Phrase;
  readonly axis: (numbers: readonly number[]) => Phrase;
  readonly truncation: (axis: Phrase, count: Inline, kept: Inline) => Phrase;
  readonly stuffed: (names: ViewNames, kind: StuffedKind) => Phrase;
  readonly turned: Phrase;
  readonly padded: (names: ViewNames, kind: ViewKind) => Phrase;

  readonly matrixSize: (
    names: ViewNames,
    size: Inline,
    nonzeros: number | undefined,
    product: Inline,
    kind: ViewKind,
  ) => Phrase;
  /** The sizes of the blocks, from the outermost in, and by how much they move. */
  readonly matrixShift: (sizes: readonly Inline[], strides: readonly number[], kind: ViewKind) => Phrase;
  readonly matrixPattern: Phrase;
  readonly matrixForward: Phrase;
  readonly matrixBackward: (names: ViewNames) => Phrase;

  readonly unfoldSize: (names: ViewNames, rows: number, columns: number, kind: ViewKind) => Phrase;
  readonly unfoldGroups: (groups: number) => Phrase;
  readonly unfoldForward: (names: ViewNames) => Phrase;
  readonly unfoldBackward: (names: ViewNames, kind: ViewKind) => Phrase;
  readonly foldProducts: (names: ViewNames, kind: ViewKind) => Phrase;
  readonly foldGradient: (names: ViewNames) => Phrase;
  readonly foldOutput: (names: ViewNames) => Phrase;
}
