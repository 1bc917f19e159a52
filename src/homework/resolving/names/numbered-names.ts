/**
 * Names that end in a number, as LaTeX sets them: `W2` is W and 2 side by side there, `dA1` is dA and 1, and no product.
 * In: a claim, and the names of the worksheet. Out: the claim with the number as a mark below the letter.
 */
import type { Formula, NumberFormula, ReadClaim, Script } from "../../syntax.ts";
import { mapFormulas } from "../walk.ts";
import { keyOfFormula } from "./keys.ts";
import type { Names } from "./names.ts";
import { referenceOf } from "./reference.ts";

type Juxtaposed = Formula & { readonly tag: "binary" };
type Scripted = Formula & { readonly tag: "scripted" };

/** A number right behind a letter, with what hangs on it: `2` and `2^T` in `W2^T`. */
interface Digits {
  readonly number: NumberFormula;
  readonly scripts?: Scripted;
}

/** @param rankOf how many indices an array has: `c2` without a name c2 is an entry of a vector c. */
export function withNumberedNames(claim: ReadClaim, names: Names, rankOf: (array: number) => number): ReadClaim {
  const isOwn = (name: Scripted): boolean => isName(name, names, rankOf);
  return mapFormulas(claim, (formula) => (formula.tag === "binary" ? joined(formula, isOwn) : formula));
}

type IsName = (name: Scripted) => boolean;

/** The last letter of the left part takes the number with which the right part begins. */
function joined(formula: Juxtaposed, isName: IsName): Formula {
  const { sign, left, right } = formula;
  const digits = sign === "juxtaposed" ? digitsOf(right) : undefined;
  const taken = digits && withDigits(left, digits, isName);
  return taken ?? formula;
}

function digitsOf(formula: Formula): Digits | undefined {
  if (formula.tag === "number") return { number: formula };
  if (formula.tag !== "scripted" || formula.base.tag !== "number") return undefined;
  return { number: formula.base, scripts: formula };
}

function withDigits(left: Formula, digits: Digits, isName: IsName): Formula | undefined {
  const { number, scripts } = digits;
  if (left.span.end !== number.span.start || !/^\d{1,2}$/u.test(number.text)) return undefined;
  switch (left.tag) {
    case "symbol": {
      const sub: Script = { items: [number], span: number.span };
      const name: Formula = {
        tag: "scripted",
        base: left,
        sub,
        primes: 0,
        span: { ...left.span, end: number.span.end },
      };
      return isName(name) ? withScripts(name, scripts) : undefined;
    }
    case "binary": {
      const right = withDigits(left.right, digits, isName);
      return right && { ...left, right, span: { ...left.span, end: right.span.end } };
    }
    case "differential": {
      const operand = left.operand && withDigits(left.operand, digits, isName);
      return operand && { ...left, operand, span: { ...left.span, end: operand.span.end } };
    }
    default:
      return undefined;
  }
}

/** `dA1` is a name where A1 is one, and `a12` an entry where a has two axes. */
function isName(name: Scripted, names: Names, rankOf: (array: number) => number): boolean {
  const reference = referenceOf(name);
  if (reference === undefined) return false;
  const heads = [reference.head, ...(/^d./u.test(reference.head) ? [reference.head.slice(1)] : [])];
  return heads.some((head) => {
    const match = names.match({ ...reference, head });
    if (match === undefined || match.sub.length === 0) return match !== undefined;
    return head === reference.head && match.sub.map(keyOfFormula).join("").length === rankOf(match.array);
  });
}

/** `2^T` hung its T on the number. */
function withScripts(name: Scripted, scripts: Scripted | undefined): Formula {
  if (scripts === undefined) return name;
  const { sub, sup, primes, span } = scripts;
  const items = [...(name.sub?.items ?? []), ...(sub?.items ?? [])];
  const below: Script = { items, span: sub?.span ?? name.span };
  return { ...name, sub: below, ...(sup && { sup }), primes, span: { start: name.span.start, end: span.end } };
}
