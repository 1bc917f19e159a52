/** Which side conditions a reader sees without being told. */
import type { Condition } from "../calculus/rules/rule.ts";

const ownRange = /^[\p{L}_][\p{L}\d_]* (>= 0|<= [\p{L}_][\p{L}\d_]* - 1)$/u;

/** What letters' own ranges show; what is the same in every letter, or a size that is positive by its bound. */
export function isObvious({ claim, shown }: Condition): boolean {
  if (/^\[0 <= [\p{L}_][\p{L}\d_]* < [^\]]*\]$/u.test(claim)) return true;
  if (/^[^=<>]+ > 0$/.test(claim)) return true;
  return shown.every((why) => why === "equal in every letter" || ownRange.test(why));
}
