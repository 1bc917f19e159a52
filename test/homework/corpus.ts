/** What is expected of a sheet of the corpus: the file `NAME.expected.json` beside it. */
import type { DiagnosisCode, Verdict } from "../../src/homework/report.ts";

export interface ExpectedClaim {
  /** Where the claim begins. */
  readonly line: number;
  readonly verdict: Verdict;
  /** The first diagnosis of a wrong claim. */
  readonly code?: DiagnosisCode;
  /** Other codes that describe the same mistake as truly. */
  readonly or?: readonly DiagnosisCode[];
  readonly note?: string;
  /** What `truth.ts` judges it by; one a reading. */
  readonly recipes: readonly string[];
}

export interface ExpectedSheet {
  readonly worksheet: string;
  /** How the formulas of this sheet are written. */
  readonly notation: string;
  readonly claims: readonly ExpectedClaim[];
}
