/**
 * From a worksheet's text to a checked derivation: every stage in its order.
 */

import type { Detail } from "./derivation/derivation.ts";
import { deriveProblem, type Progress } from "./derivation/derive.ts";
import { deriveLetters, type LetterSettings } from "./derivation/letters.ts";
import { locateMistakes } from "./error.ts";
import { parseWorksheet } from "./language/parse.ts";
import type { Worksheet } from "./language/syntax.ts";
import { buildProblem } from "./problem/build.ts";
import { instancesOf } from "./problem/instances.ts";
import { buildLetterProblem } from "./problem/letters/build.ts";
import { speaksOfSizes } from "./problem/settings.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { verifyLetters } from "./verify/letters/verify-letters.ts";
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
    const { file = "worksheet.grad", detail = "steps", onProgress } = options;
    const read = parseWorksheet(worksheet);
    if (speaksOfSizes(read)) return deriveForEverySize(read, { file, detail });
    const problem = buildProblem(read);
    return verifyDerivation(problem, deriveProblem(problem, { file, detail, ...(onProgress && { onProgress }) }));
  });
}

/** A worksheet whose sizes are letters: what it asks for is derived for every size, and checked at some. */
export function deriveForEverySize(worksheet: Worksheet, settings: LetterSettings): CheckedDerivation {
  const problem = buildLetterProblem(worksheet);
  const instances = instancesOf(worksheet);
  return verifyLetters(problem, instances, deriveLetters(problem, instances, settings));
}
