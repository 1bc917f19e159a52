/** Results for every size as the JSON of the contract. */
import type { LetterResult } from "../derivation/theorem.ts";
import type { NotationTable } from "./symbols.ts";

export function lettersToJson(result: LetterResult, _notation: NotationTable): unknown {
  return { ...result };
}
