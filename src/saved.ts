/**
 * A derivation saved as JSON, read back and re-checked. Three things are asked, each by its own means: that every line
 * follows from the worksheet (`src/verify`), that the document says what was checked and nothing else, and that it
 * says everything that the worksheet asks for.
 */
import { locateMistakes, WorksheetError } from "./error.ts";
import { parseWorksheet } from "./language/parse.ts";
import { buildProblem } from "./problem/build.ts";
import type { Problem } from "./problem/problem.ts";
import { derivationToJson } from "./render/json.ts";
import { firstDifference } from "./saved/compare.ts";
import { parseJson, readObject, readText, SavedFormatError } from "./saved/fields.ts";
import { demandOwed } from "./saved/owed.ts";
import { readDerivation } from "./saved/read-derivation.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { VerificationError, verifyDerivation } from "./verify/verify.ts";

export { SavedFormatError } from "./saved/fields.ts";

/**
 * Re-checks a saved derivation.
 *
 * @throws SavedFormatError where the text is not the JSON of a derivation, VerificationError where a line does not
 * follow, is missing, or was not checked.
 */
export function verify(json: string): CheckedDerivation {
  const saved = readObject(parseJson(json), "the document");
  if (saved["gradscribe"] !== 1)
    throw new SavedFormatError("this is not a derivation saved with `--to json`: `gradscribe` is not 1");
  const problem = buildSaved(readText(saved["worksheet"], "worksheet"));
  const checked = verifyDerivation(problem, readDerivation(saved, problem));
  const difference = firstDifference(saved, derivationToJson(checked));
  if (difference !== undefined) throw new VerificationError(difference);
  demandOwed(problem, checked);
  return checked;
}

function buildSaved(worksheet: string): Problem {
  try {
    return locateMistakes(worksheet, () => buildProblem(parseWorksheet(worksheet)));
  } catch (error) {
    if (error instanceof WorksheetError)
      throw new VerificationError(`the worksheet inside, line ${error.line}: ${error.message}`);
    throw error;
  }
}
