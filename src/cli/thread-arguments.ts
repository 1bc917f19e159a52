/** With what arguments the program is what a further thread runs. */

/** It makes parts of a large result for another thread. */
export const PARTS = "--make-parts";

/** It checks the sheets that it is called with. */
export const SHEETS = "--check-sheets";
