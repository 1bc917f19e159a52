/** What an HTML page says around a document, in English. */
import type { PageWords } from "./words-page.ts";

export const englishPage: PageWords = {
  lang: "en",
  skip: "Skip to the content",
  contents: "Contents",
  formula: "Formula",
  derivation: "Derivation",
  table: "Table",
  entries: "Entries",
  program: "Program",
  folded: (formulas) => `${formulas} formulas`,
  foldable: (derivations) => `${derivations} derivations`,
  copyLatex: "Copy LaTeX",
  copyMathml: "Copy MathML, which Word pastes as a formula",
  latexCopied: "LaTeX copied",
  mathmlCopied: "MathML copied: paste it into Word",
  notCopied: "The browser does not allow copying",
};
