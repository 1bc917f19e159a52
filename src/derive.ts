/**
 * From a worksheet's text to a checked derivation: every stage in its order.
 */

import type { Detail } from "./derivation/derivation.ts";
import { deriveProblem, type Progress } from "./derivation/derive.ts";
import { locateMistakes } from "./error.ts";
import { parseWorksheet } from "./language/parse.ts";
import { buildProblem } from "./problem/build.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { verifyDerivation } from "./verify/verify.ts";

export interface DeriveOptions {
  /** How the worksheet is called in messages and in the JSON; `worksheet.grad` unless given. */
  readonly file?: string;
  /** How many entries are derived step by step; `steps` unless given. */
  readonly detail?: Detail;
  /** Called for each entry, with how many requests and entries are done. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Derives everything that a worksheet asks for, and checks every line of it by other means.
 *
 * @throws WorksheetError with code, message, line and column where the worksheet has a mistake.
 */
export function derive(worksheet: string, options: DeriveOptions = {}): CheckedDerivation {
  return locateMistakes(worksheet, () => {
    const problem = buildProblem(parseWorksheet(worksheet));
    const derivation = deriveProblem(problem, {
      file: options.file ?? "worksheet.grad",
      detail: options.detail ?? "steps",
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
    return verifyDerivation(problem, derivation);
  });
}
