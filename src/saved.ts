/**
 * A derivation saved as JSON, read back and re-checked. Three things are asked, each by its own means: that every line
 * follows from the worksheet (`src/verify`), that the document says what was checked and nothing else, and that it
 * says everything that the worksheet asks for.
 */
import { locateMistakes, WorksheetError } from "./error.ts";
import { parseWorksheet } from "./language/parse.ts";
import type { Worksheet } from "./language/syntax.ts";
import { buildProblem } from "./problem/build.ts";
import { instancesOf } from "./problem/instances.ts";
import { buildLetterProblem } from "./problem/letters/build.ts";
import { speaksOfSizes } from "./problem/settings.ts";
import { derivationToJson } from "./render/json.ts";
import { firstDifference } from "./saved/compare.ts";
import { type Fields, parseJson, readObject, readText, SavedFormatError } from "./saved/fields.ts";
import { demandOwed } from "./saved/owed.ts";
import { readDerivation } from "./saved/read-derivation.ts";
import { readLetters } from "./saved/read-letters.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { verifyLetters } from "./verify/letters/verify-letters.ts";
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
  const source = readText(saved["worksheet"], "worksheet");
  const worksheet = inside(source, () => parseWorksheet(source));
  return speaksOfSizes(worksheet)
    ? verifyForEverySize(saved, source, worksheet)
    : verifySizes(saved, source, worksheet);
}

function verifySizes(saved: Fields, source: string, worksheet: Worksheet): CheckedDerivation {
  const problem = inside(source, () => buildProblem(worksheet));
  const checked = verifyDerivation(problem, readDerivation(saved, problem));
  demandSame(saved, checked);
  demandOwed(problem, checked);
  return checked;
}

/** Everything but the chains follows from the worksheet and from them, and is compared with what is saved. */
function verifyForEverySize(saved: Fields, source: string, worksheet: Worksheet): CheckedDerivation {
  const problem = inside(source, () => buildLetterProblem(worksheet));
  const checked = verifyLetters(problem, instancesOf(worksheet), readLetters(saved, problem));
  demandSame(saved, checked);
  return checked;
}

function demandSame(saved: Fields, checked: CheckedDerivation): void {
  const difference = firstDifference(saved, derivationToJson(checked));
  if (difference !== undefined) throw new VerificationError(difference);
}

/** A mistake in the worksheet that a document contains. */
function inside<T>(source: string, work: () => T): T {
  try {
    return locateMistakes(source, work);
  } catch (error) {
    if (error instanceof WorksheetError)
      throw new VerificationError(`the worksheet inside, line ${error.line}: ${error.message}`);
    throw error;
  }
}
