/**
 * Exit statuses, and the error for wrong usage.
 */
export const EXIT = { fine: 0, false: 1, unreadable: 2, refused: 3, defect: 70 } as const;

/** Wrong usage, or a file that cannot be read or written: one sentence for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
