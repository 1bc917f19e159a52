/**
 * Exit statuses, and the error for wrong usage.
 */

import { SpokenError } from "../error.ts";
import { type Message, tell, verbatim } from "../messages/message.ts";

export const EXIT = { fine: 0, false: 1, unreadable: 2, refused: 3, defect: 70 } as const;

/** Wrong usage, or a file that cannot be read or written: one sentence for the person at the terminal. */
export class UsageError extends SpokenError {
  override readonly name = "UsageError";
}

/** What is said of a defect of ours; `message` is for whoever mends it. */
export function defectOf(message: string): Message {
  return tell`this is a defect of the program: ${verbatim(message)}`;
}
