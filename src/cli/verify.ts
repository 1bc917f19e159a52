/**
 * `gradscribe verify`: a saved derivation is re-checked; several of them may stand in one file, a line each.
 */
import type { Entry } from "../derivation/derivation.ts";
import { SavedFormatError, verify } from "../saved.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { VerificationError } from "../verify/verify.ts";
import { EXIT } from "./exit.ts";
import { readInput, writeToStandardOutput } from "./files.ts";

export async function verifyCommand(file: string): Promise<number> {
  const documents = documentsIn(readInput(file));
  let status: number = EXIT.fine;
  for (const [position, document] of documents.entries()) {
    const name = documents.length === 1 ? file : `${file}, line ${position + 1}`;
    try {
      writeToStandardOutput(`${name}: ${summary(verify(document))}\n`);
    } catch (error) {
      if (error instanceof VerificationError) status = Math.max(status, EXIT.false);
      else if (error instanceof SavedFormatError) status = EXIT.unreadable;
      else throw error;
      process.stderr.write(`${name}: ${error.message}\n`);
    }
  }
  return status;
}

/** One document in any formatting, or JSON Lines. */
function documentsIn(text: string): string[] {
  try {
    JSON.parse(text);
    return [text];
  } catch {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    return lines.length > 1 && lines.every((line) => line.trim().startsWith("{") && line.trim().endsWith("}"))
      ? lines
      : [text];
  }
}

function summary({ results }: CheckedDerivation): string {
  const entries: Entry[] = [];
  let steps = 0;
  for (const result of results) {
    if ("entries" in result) entries.push(...result.entries);
    else if ("steps" in result) steps += result.steps.length;
    else if ("chain" in result) steps += result.chain?.steps.length ?? 0;
  }
  for (const entry of entries) steps += entry.steps?.length ?? 0;
  return `verified: ${results.length} results, ${entries.length} entries, ${steps} steps`;
}
