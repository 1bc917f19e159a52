/** Results for every size as blocks. */
import type { LetterResult } from "../derivation/theorem.ts";
import { type Block, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";

export function letterBlocks(result: LetterResult, setting: Setting): readonly Block[] {
  return [paragraph([result.kind, setting.words.lang])];
}
