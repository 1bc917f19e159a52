/** Whether a claim is written as a program: `*` then goes entry by entry, and `kh` in brackets is one letter. */
import { PROGRAM } from "../../reading/code-words.ts";
import type { Chain, Formula, ReadClaim } from "../../syntax.ts";
import { childrenOf } from "../children.ts";
import type { Context } from "../context.ts";

export type Style = Pick<Context, "isProgram" | "octave">;

export const MATHEMATICAL: Style = { isProgram: false, octave: undefined };

export function styleOf(claim: ReadClaim): Style {
  return { isProgram: isProgramStyle(claim), octave: octaveOf(claim) };
}

/**
 * A slice in round brackets is Octave's alone. The prime of a name that the claim introduces makes it another name, and
 * beside `.*` it may be the slope of an activation whatever else is Octave: such claims are left alone.
 */
function octaveOf({ sides, octave }: ReadClaim): Style["octave"] {
  if (sides.some((side) => some(side, isPrimedFactor))) return undefined;
  if (octave === "certain" || sides.some((side) => some(side, isRoundSlice))) return "certain";
  const [left] = sides;
  const isNew = left?.tag === "scripted" && left.primes > 0;
  return isNew ? undefined : octave;
}

function some(formula: Formula, isWanted: (formula: Formula) => boolean): boolean {
  return isWanted(formula) || childrenOf(formula)?.parts.some((part) => some(part.formula, isWanted)) === true;
}

function isRoundSlice(formula: Formula): boolean {
  return formula.tag === "group" && formula.bracket === "(" && formula.items.some(({ tag }) => tag === "slice");
}

function isPrimedFactor(formula: Formula): boolean {
  if (formula.tag !== "binary" || formula.sign !== "odot") return false;
  const { left, right } = formula;
  return [right, left, ...(left.tag === "binary" ? [left.right] : [])].some(isPrimedName);
}

function isPrimedName(formula: Formula): boolean {
  return formula.tag === "scripted" && formula.primes > 0 && formula.base.tag === "symbol";
}

function isProgramStyle({ sides, relations }: Chain): boolean {
  return relations.some(({ sign }) => sign === "+=") || sides.some(hasProgram);
}

function hasProgram(formula: Formula): boolean {
  switch (formula.tag) {
    case "slice":
      return true;
    case "symbol":
      return formula.name.startsWith(PROGRAM);
    case "scripted":
      return formula.sup?.isEntrywise === true || hasProgram(formula.base);
    case "binary":
      return formula.sign === "matmul" || hasProgram(formula.left) || hasProgram(formula.right);
    case "applied":
      return isWordIndex(formula.argument) || hasProgram(formula.head) || hasProgram(formula.argument);
    case "group":
      return formula.items.some(hasProgram);
    case "negate":
    case "root":
      return hasProgram(formula.operand);
    case "fraction":
      return hasProgram(formula.over) || hasProgram(formula.under);
    case "sum":
      return hasProgram(formula.body);
    default:
      return false;
  }
}

/** `x[kh, kw]`: words where a formula has letters. */
function isWordIndex(argument: Formula): boolean {
  if (argument.tag !== "group" || argument.bracket !== "[") return false;
  return argument.items.some((item) => item.tag === "symbol" && /^[a-z]{2,}$/u.test(item.name));
}
