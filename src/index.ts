/**
 * The library: a worksheet to a checked derivation, a derivation to a document, and homework to a report. Runs in Node
 * and in a browser.
 */

export { type CheckOptions, check } from "./check.ts";
export type {
  Counterexample,
  DefinitionFormula,
  Derivation,
  Detail,
  Entry,
  Equation,
  ExpansionResult,
  Formula,
  GradientResult,
  JacobianResult,
  Notation,
  ProofResult,
  Remark,
  Result,
  RuleId,
  Step,
  Twin,
  TwinCalls,
} from "./derivation/derivation.ts";
export type { Progress } from "./derivation/derive.ts";
export type {
  GeneralResult,
  LetterResult,
  SizeTheoremResult,
  TheoremLine,
  TheoremResult,
} from "./derivation/theorem.ts";
export { type DeriveOptions, derive } from "./derive.ts";
export { type DocumentOptions, deriveInParts, type InPartsOptions, type PartsProgress } from "./derive-in-parts.ts";
export { type ErrorCode, formatError, type Language, WorksheetError } from "./error.ts";
export type { DiagnosisCode, Verdict } from "./homework/report.ts";
export type { CheckReport, ClaimJson, LinkJson } from "./homework/report-json.ts";
export type { Expression } from "./language/syntax.ts";
export type { Sink } from "./render/byte-writer.ts";
export type { DialectName } from "./render/markdown-dialect.ts";
export { type RenderOptions, render } from "./render/render.ts";
export { SavedFormatError, verify } from "./saved.ts";
export type { CheckedDerivation } from "./verify/checked.ts";
export { VerificationError } from "./verify/verify.ts";
