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

/** Images, groups, and the channels of a group: on the side of the windows, and on the side that they cover. */
export interface ChannelCounts {
  readonly batch: number;
  readonly groups: number;
  readonly outputs: number;
  readonly inner: number;
}

/** The matrix of windows is rows × columns, the kernel's outputs × rows. */
export interface UnfoldSizes extends ChannelCounts {
  readonly rows: number;
  readonly columns: number;
}

/** The kernel, the windows, and what has an entry for each window as matrices, and the products of these. */
export interface UnfoldProducts {
  readonly kernel: Inline;
  readonly unfolded: Inline;
  readonly windows: Inline;
  readonly forward: Inline;
  readonly backward: Inline;
}

export interface ViewWords {
  /** Between two sentences. */
  readonly space: string;
  readonly heading: (names: ViewNames, count: number) => Phrase;
  readonly titles: Readonly<Record<ViewId, Phrase>>;
  readonly agreed: Phrase;
  readonly agreedLong: (names: ViewNames) => Phrase;

  readonly entrySlope: (names: ViewNames, ranges: Phrase) => Phrase;
  readonly scatterSum: (names: ViewNames) => Phrase;
  readonly scatterPicture: (names: ViewNames) => Phrase;
  readonly scatterOperator: (names: ViewNames) => Phrase;

  readonly gather: (names: ViewNames, kind: ViewKind) => Phrase;
  /** What stands in the place of batch and channels, where the arrays have these. */
  readonly gatherChannels: (kind: ViewKind, counts: ChannelCounts) => Phrase;
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
  /** The same where the matrix is not written out. */
  readonly matrixTranspose: (names: ViewNames, product: Inline) => Phrase;

  readonly unfoldSize: (names: ViewNames, sizes: UnfoldSizes, kind: ViewKind) => Phrase;
  /** What the products give where the matrices are not written out. */
  readonly unfoldProducts: (names: ViewNames, sizes: UnfoldSizes, products: UnfoldProducts, kind: ViewKind) => Phrase;
  readonly unfoldGroups: (groups: number) => Phrase;
  readonly unfoldForward: (names: ViewNames) => Phrase;
  readonly unfoldBackward: (names: ViewNames, kind: ViewKind) => Phrase;
  readonly foldProducts: (names: ViewNames, kind: ViewKind) => Phrase;
  readonly foldGradient: (names: ViewNames) => Phrase;
  readonly foldOutput: (names: ViewNames) => Phrase;
}
