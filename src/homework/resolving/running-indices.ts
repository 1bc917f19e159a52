/**
 * Convolutions of whole arrays that are written with the index of the result: `\delta_{x,y} * w_{x,y}` for
 * (δ ∗ w)_{x,y}, as some texts do.
 */
import type { BinarySign, Formula, ReadClaim, Script } from "../syntax.ts";
import { keyOfFormula, unitsOf } from "./keys.ts";

export interface WholeClaim {
  readonly claim: ReadClaim;
  /** As they stood below each array. */
  readonly indices: string;
}

const SLIDING: ReadonlySet<BinarySign> = new Set(["*", "otimes", "star", "circledast"]);

/** The claim without the letters that an operand of a convolution and the left side have below them, if there are. */
export function withoutRunningIndices(claim: ReadClaim): WholeClaim | undefined {
  const [left, ...right] = claim.sides;
  const below = new Set(left === undefined ? [] : keysBelow(left));
  const indices = right.flatMap(inConvolutions).find((key) => below.has(key));
  return indices === undefined ? undefined : { claim: without(claim, indices), indices };
}

/** The indices that stand in operands of convolutions. */
function inConvolutions(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(inConvolutions);
  if (typeof part !== "object" || part === null) return [];
  const formula = part as Formula;
  if (formula.tag === "binary" && SLIDING.has(formula.sign)) return keysBelow(part);
  return Object.values(part).flatMap(inConvolutions);
}

function keysBelow(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(keysBelow);
  if (typeof part !== "object" || part === null) return [];
  const formula = part as Formula;
  const own = formula.tag === "scripted" && formula.sub !== undefined ? lettersKey(formula.sub) : undefined;
  return [...(own === undefined ? [] : [own]), ...Object.values(part).flatMap(keysBelow)];
}

/** Undefined where there is something else than letters. */
function lettersKey({ items }: Script): string | undefined {
  const units = unitsOf(items, () => false);
  return units.every(({ tag }) => tag === "symbol") ? units.map(keyOfFormula).join(",") : undefined;
}

function without<Part>(part: Part, indices: string): Part {
  if (Array.isArray(part)) return part.map((item: unknown) => without(item, indices)) as Part;
  if (typeof part !== "object" || part === null) return part;
  const changed = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, without(value, indices)]));
  const formula = changed as unknown as Formula;
  if (formula.tag !== "scripted" || formula.sub === undefined || lettersKey(formula.sub) !== indices)
    return changed as Part;
  const { sub: _, ...above } = formula;
  return (above.sup === undefined && above.primes === 0 ? above.base : above) as Part;
}
