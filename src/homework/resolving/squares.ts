/**
 * The square of an array in brackets: what a text that has one number in mind writes of whole arrays.
 * Where a number is asked for it is the sum of the squares of all entries, as `\|a - y\|^2` is; under a sum each entry is
 * squared, and the sum runs over them.
 */
import type { Value } from "../meaning.ts";
import type { Formula, ScriptedFormula } from "../syntax.ts";
import { childrenOf } from "./children.ts";
import { type Context, note, type Shape } from "./context.ts";
import { referenceOf } from "./names/reference.ts";
import { fits } from "./operators/sliding.ts";
import { entrywisePower, withSuperscripts } from "./operators/superscripts.ts";
import { matrixProduct, scalar, sum } from "./values.ts";

/** `(a - y)^2`, `|a - y|^2`; undefined where the formula is no such square, or nothing says what is meant by it. */
export function squareOf(context: Context, formula: ScriptedFormula, wanted: Shape): Value | undefined {
  const { base, sup } = formula;
  if (!isSquare(formula) || base.tag !== "group" || sup === undefined || hasNumberedLetter(base)) return undefined;
  const value = context.resolve(context, base.items[0] as Formula, wanted);
  if (value.tag === "scalar") return withSuperscripts(context, value, sup.items, formula);
  const squares = (): Value => entrywisePower(context, value, sup.items, formula);
  if (wanted?.length === 0 || (base.bracket === "|" && wanted === undefined))
    return totalOf(context, squares(), formula);
  if (wanted === undefined || base.bracket === "|" || !fits(value, wanted)) return undefined;
  const [rows, columns, ...more] = value.shape;
  // The square of a square matrix is a product of matrices as well.
  const isMatrix = rows === columns && more.length === 0 && rows !== 1;
  return isMatrix && context.choose(["matmul", "product"]) === "matmul"
    ? matrixProduct(value, value, formula.span)
    : squares();
}

function isSquare({ base, sub, sup, primes }: ScriptedFormula): boolean {
  const [exponent, ...more] = sup?.items ?? [];
  if (base.tag !== "group" || base.items.length !== 1 || sub !== undefined || primes > 0) return false;
  return exponent?.tag === "number" && exponent.text === "2" && more.length === 0;
}

/** `l1` may be an entry of l that somebody wrote without a low line. */
function hasNumberedLetter(formula: Formula): boolean {
  if (formula.tag === "symbol") return /\d$/u.test(formula.name);
  if (formula.tag === "binary" && formula.sign === "juxtaposed" && formula.right.tag === "number") return true;
  return (childrenOf(formula)?.parts ?? []).some((part) => hasNumberedLetter(part.formula));
}

function totalOf(context: Context, squares: Value, { span }: ScriptedFormula): Value {
  if (squares.tag === "scalar") return squares;
  if (squares.entries.length > 1)
    note(context, { tag: "read-as", at: span, shown: { latex: "squares", text: "squares" }, why: "operator" });
  return scalar(sum(squares.entries));
}

/** What a sum without an index in it sums, with the powers that are its terms taken of every entry. */
export function withEntrywisePowers(context: Context, formula: Formula): Formula {
  const of = (part: Formula): Formula => withEntrywisePowers(context, part);
  switch (formula.tag) {
    case "negate":
      return { ...formula, operand: of(formula.operand) };
    case "fraction":
      return { ...formula, over: of(formula.over) };
    case "group":
      return formula.items.length === 1 ? { ...formula, items: formula.items.map(of) } : formula;
    case "binary":
      if (formula.sign !== "+" && formula.sign !== "-" && !isNumber(formula.left)) return formula;
      return { ...formula, left: of(formula.left), right: of(formula.right) };
    case "scripted":
      return isPowerOfArray(context, formula) && formula.sup !== undefined
        ? { ...formula, sup: { ...formula.sup, isEntrywise: true } }
        : formula;
    default:
      return formula;
  }
}

function isNumber(formula: Formula): boolean {
  return formula.tag === "fraction" ? [formula.over, formula.under].every(isNumber) : formula.tag === "number";
}

/** The 2 in `a^2` is no power where it is part of a name. */
function isPowerOfArray({ names, open }: Context, formula: ScriptedFormula): boolean {
  const [exponent, ...more] = formula.sup?.items ?? [];
  if (exponent?.tag !== "number" || more.length > 0 || formula.sup?.bracket !== undefined) return false;
  if (formula.base.tag === "group") return formula.sub === undefined && formula.primes === 0;
  const reference = referenceOf(formula);
  const match = reference && names.match(reference);
  if (match === undefined || match.sup.length !== 1 || match.sub.length > 0) return false;
  return open.scope.array(match.array).shape.length > match.placed.length;
}
