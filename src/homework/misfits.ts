/** Claims with a product of matrices that cannot be formed: found when they are resolved, and told when they are decided. */
import { decideLink } from "./deciding/decide.ts";
import { failureOf } from "./failures.ts";
import type { ClaimReport, Diagnosis } from "./report.ts";
import type { Readings } from "./resolving/claims/choices.ts";
import { type ClaimReading, type Surroundings, usualOf } from "./resolving/claims/claims.ts";
import { type Mend, type Misfit, mendsOf, misfitOf } from "./resolving/claims/mends.ts";
import type { Sheet, SheetText } from "./sheet.ts";
import type { DocumentClaim, ReadClaim } from "./syntax.ts";
import { MOST_WORK, withWork } from "./work.ts";

/** A claim with a product that cannot be formed, and what would mend it. */
export interface ClaimMisfit extends Misfit {
  readonly claim: ReadClaim;
  readonly mends: readonly Mend[];
}

export function misfitIn(
  surroundings: Surroundings,
  claim: DocumentClaim,
  readings: Readings<ClaimReading> | undefined,
): ClaimMisfit | undefined {
  if (claim.tag !== "claim" || readings?.tag !== "failed") return undefined;
  const misfit = misfitOf(surroundings, claim, readings.failure);
  return misfit && { ...misfit, claim, mends: mendsOf(surroundings, claim, misfit, readings.failure.at) };
}

/** As the sheet writes it: a program transposes by `.T`, Octave by a prime. */
function textOfMend({ factors }: Mend, textOf: SheetText["textOf"], isOctave: boolean): string {
  const signs = factors.map(({ sign }) => (sign === undefined ? "" : textOf(sign)));
  const mark = isOctave ? "'" : signs.includes("@") ? ".T" : "^T";
  const transposed = (text: string): string => (text.includes("^") ? `(${text})${mark}` : text + mark);
  const names = factors.map(({ span, isTransposed }) => (isTransposed ? transposed(textOf(span)) : textOf(span)));
  return names.map((name, position) => (signs[position] === "" ? name : `${signs[position]} ${name}`)).join(" ");
}

/** False for all numbers: there is none at which the sides could be compared. */
export function misfitReport(
  { decider, textOf }: Sheet,
  { claim, side, left, right, mends }: ClaimMisfit,
): ClaimReport {
  const [relation] = claim.relations;
  const isCorrect = ({ cases }: ClaimReading): boolean =>
    withWork(MOST_WORK, () => decideLink(decider, cases, 0, relation?.sign === "≈").verdict === "correct");
  const holds = ({ readings }: Mend): boolean => {
    try {
      return usualOf(readings).some(isCorrect);
    } catch (error) {
      failureOf(error, claim);
      return false;
    }
  };
  const mend = mends.find(holds);
  const written = textOf((claim.sides[side] ?? claim).span);
  const mended = mend && textOfMend(mend, textOf, claim.octave !== undefined);
  // There is no entry that would be right.
  const wrong = Number(left.split(",")[0]) * Number(right.split(",").at(-1));
  const shapes = { first: `[${left}]`, second: `[${right}]`, ...(mended !== undefined && { mended }) };
  const diagnosis: Diagnosis =
    mend?.isOrderKept === true
      ? { code: "transposed-matrix", covered: wrong, wrong, details: { written, right: mended as string } }
      : { code: "shape", covered: wrong, wrong, details: shapes };
  return {
    span: claim.span,
    verdict: "wrong",
    links: [{ span: (claim.sides[1] ?? claim).span, relation: (relation ?? claim).span, verdict: "wrong" }],
    diagnoses: [diagnosis],
    notes: claim.notes,
  };
}
