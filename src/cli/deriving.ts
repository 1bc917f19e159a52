/**
 * The commands that derive, in one part of the bundled program: they share nearly all of their code, and every further
 * part is a file to open. What checks homework is the other part.
 */
export { deriveCommand } from "./derive.ts";
export { exerciseCommand } from "./exercise.ts";
export { makePartsInThread } from "./threads.ts";
export { verifyCommand } from "./verify.ts";
