/**
 * Convolutions of whole arrays that are written with the index of the result: `\delta_{x,y} * w_{x,y}` for
 * (δ ∗ w)_{x,y}, as some texts do.
 */
import type { BinarySign, Formula, ReadClaim, Script } from "../../syntax.ts";
import { keyOfFormula, unitsOf } from "../names/keys.ts";
import { formulasIn, mapFormulas } from "../walk.ts";

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
function inConvolutions(formula: Formula): string[] {
  const isSliding = (one: Formula): boolean => one.tag === "binary" && SLIDING.has(one.sign);
  return formulasIn(formula, isSliding).filter(isSliding).flatMap(keysBelow);
}

function keysBelow(formula: Formula): string[] {
  return formulasIn(formula).flatMap((one) => {
    const key = one.tag === "scripted" && one.sub !== undefined ? lettersKey(one.sub) : undefined;
    return key === undefined ? [] : [key];
  });
}

/** Undefined where there is something else than letters. */
function lettersKey({ items }: Script): string | undefined {
  const units = unitsOf(items, () => false);
  return units.every(({ tag }) => tag === "symbol") ? units.map(keyOfFormula).join(",") : undefined;
}

function without(claim: ReadClaim, indices: string): ReadClaim {
  return mapFormulas(claim, (formula) => {
    if (formula.tag !== "scripted" || formula.sub === undefined || lettersKey(formula.sub) !== indices) return formula;
    const { sub: _, ...above } = formula;
    return above.sup === undefined && above.primes === 0 ? above.base : above;
  });
}
