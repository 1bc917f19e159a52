/** Thrown where a formula that can be parsed has no meaning; the caller reports the claim as unreadable. */
import type { MeaningFailure } from "../report.ts";

export class Meaningless extends Error {
  readonly failure: MeaningFailure;
  constructor(failure: MeaningFailure) {
    super(failure.tag);
    this.failure = failure;
  }
}

/** Thrown where one reading of several does not fit; another may. */
export class DoesNotFit extends Meaningless {}
