/**
 * A mistake that may have been made, to be tried on the entries of a wrong link.
 */
import type { Polynomial } from "../deciding/polynomial.ts";
import type { Diagnosis } from "../report.ts";
import { type Entry, isWritten, type Subject } from "./subject.ts";

/** What the sentence of a code speaks of. */
export type Details = Diagnosis["details"];

export interface Trial {
  readonly code: Diagnosis["code"];
  readonly details: Details;
  /** Whether the mistake makes of the truth what was written, or makes true what was written. */
  readonly explains: (entry: Entry) => boolean;
  /** Details that an entry shows, once the mistake explains it. */
  readonly detailsAt?: (entry: Entry) => Details;
  /** It predicts what was written: that it predicts nothing at all is no evidence. */
  readonly isChange?: boolean;
  /** It speaks of one entry alone; what it does to others, which are right, says nothing. */
  readonly isLocal?: boolean;
}

/** A mistake that changes the truth; undefined where it can't be made. */
export function changing(
  subject: Subject,
  code: Trial["code"],
  details: Details,
  change: (entry: Entry) => Polynomial | undefined,
  rest: Pick<Trial, "detailsAt" | "isLocal"> = {},
): Trial {
  return {
    code,
    details,
    isChange: true,
    explains: (entry) => {
      const changed = change(entry);
      return changed !== undefined && isWritten(subject, entry, changed);
    },
    ...rest,
  };
}
