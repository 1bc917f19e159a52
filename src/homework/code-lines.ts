/**
 * Which lines of a program in a sheet are claims: those that give a gradient, or an array that the worksheet computes,
 * the value that it has. A line that gives a new value to a name makes another array of it: what speaks of the name from
 * there on is no claim either.
 */
import type { OpenProblem } from "./problem.ts";
import { maskedPlaces } from "./resolving/claims/claims.ts";
import { differentialOf } from "./resolving/names/differentials.ts";
import { derivedByName } from "./resolving/names/gradient-names.ts";
import type { Names } from "./resolving/names/names.ts";
import { referenceOf } from "./resolving/names/reference.ts";
import type { SheetText } from "./sheet.ts";
import type { DocumentClaim, Formula } from "./syntax.ts";

interface Known {
  readonly open: OpenProblem;
  readonly names: Names;
}

/** The claims without lines of code that claim nothing. */
export function withoutBareCode(
  known: Known,
  claims: readonly DocumentClaim[],
  textOf: SheetText["textOf"],
): readonly DocumentClaim[] {
  const changed = new Set<string>();
  return claims.filter((claim) => {
    if (claim.isCode !== true) return true;
    const text = textOf(claim.span);
    const [name, ...mentioned] = identifiersIn(text);
    if (name === undefined) return false;
    if (isUpdate(known, claim, text, mentioned.includes(name), mentioned)) changed.add(name);
    return isClaim(known, claim) && ![name, ...mentioned].some((one) => changed.has(one));
  });
}

/** Names of programs, `grads["W"]` as one; `self` means nothing. */
function identifiersIn(text: string): string[] {
  const names = text.match(/[\p{L}_][\p{L}\p{N}_]*(?:\[(?:"\w+"|'\w+')\])?/gu) ?? [];
  return names.filter((name) => name !== "self").map((name) => name.replaceAll('"', "'"));
}

/** Whether a name has another value from here on: it is made of itself, changed in its place, or made of other arrays. */
function isUpdate(
  known: Known,
  claim: DocumentClaim,
  text: string,
  isOfItself: boolean,
  used: readonly string[],
): boolean {
  const isAugmented = /^[^=]*[-*/@]=/u.test(text);
  if (isAugmented || isOfItself) return true;
  if (claim.tag === "unreadable") return false;
  const [left] = claim.sides;
  if (maskedPlaces(claim) !== undefined) return true;
  const whole = left && (derivedByName(known, left) ?? left);
  if (claim.relations[0]?.sign === "+=" && (whole?.tag === "symbol" || whole?.tag === "scripted")) return true;
  return left !== undefined && isInput(known, left) && used.some((one) => known.names.isHead(one));
}

function isClaim(known: Known, claim: DocumentClaim): boolean {
  if (claim.tag === "unreadable") return false;
  const { sides, relations } = claim;
  const [left, right] = sides;
  if (left === undefined || relations.length !== 1 || right?.tag === "number") return false;
  return isGradient(known, left) || (isOf(known, left) !== undefined && !isInput(known, left));
}

/** The array that a name is, with indices in brackets or without. */
function isOf({ names }: Known, formula: Formula): number | undefined {
  const reference = referenceOf(formula);
  const match = reference && names.match(reference);
  return match === undefined || match.sub.length + match.sup.length > 0 || reference?.primes !== 0
    ? undefined
    : match.array;
}

/** An array that the worksheet starts from; whoever gives it a value makes an example. */
function isInput(known: Known, formula: Formula): boolean {
  const array = isOf(known, formula);
  const kind = array === undefined ? undefined : known.open.scope.array(array).definition.kind;
  return kind === "letters" || kind === "numbers";
}

function isGradient(known: Known, formula: Formula): boolean {
  const of = derivedByName(known, formula) ?? differentialOf(formula);
  return of !== undefined && isOf(known, of) !== undefined && isOf(known, formula) === undefined;
}
