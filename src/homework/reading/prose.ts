/**
 * Conditions that prose says of a formula: `If $i = j$: $$ … $$`, `$…$ for $k \ne i$`, `当 $i = j$ 时`.
 * In: what stands between two formulas of a document. Out: whether the second says when another one holds, and which.
 */

/** The condition of the formula above, or of the one that follows. */
export type Said = "above" | "below";

/** What opens and closes formulas, emphasis, and what parts sentences lightly. */
const AROUND = /[\s$\\()[\]*_,，:：(（]+/gu;
export const BEFORE =
  /(?:^|[^\p{L}])(?:if|when|whenever|for|for all|for any|in case|case|falls|wenn|si|cuando)$|(?:当|當|若|如果|对|對|对于|對於|对任意|當且僅當)$/iu;
export const AFTER = /^(?:时|時|的时候|的时候|の場合|のとき|の時|일 때|인 경우)/u;
const PARAGRAPH = /\n[^\S\n]*\n/u;

/** `isAfter`: whether a formula stands before `before`. */
export function saidBeside(before: string, after: string, isAfter: boolean): Said | undefined {
  const plain = before.replace(AROUND, " ").trim();
  const isSaid = BEFORE.test(plain) || AFTER.test(after.replace(AROUND, " ").trim());
  if (!isSaid) return undefined;
  const isAlone = plain.replace(BEFORE, "").trim() === "" && plain !== "";
  return isAfter && isAlone && !PARAGRAPH.test(before) ? "above" : "below";
}
