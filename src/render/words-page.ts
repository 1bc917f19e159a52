/** What a language must be able to say around a document on an HTML page: names for its parts, and its buttons. */
export interface PageWords {
  /** As HTML wants it. */
  readonly lang: string;
  readonly skip: string;
  readonly contents: string;
  /** What a box that scrolls holds, for those who hear the page. */
  readonly formula: string;
  readonly derivation: string;
  readonly table: string;
  readonly entries: string;
  readonly program: string;
  /** Above a list that is folded, and above steps that can be folded. */
  readonly folded: (formulas: number) => string;
  readonly foldable: (derivations: number) => string;
  readonly copyLatex: string;
  readonly copyMathml: string;
  readonly latexCopied: string;
  readonly mathmlCopied: string;
  readonly notCopied: string;
}
