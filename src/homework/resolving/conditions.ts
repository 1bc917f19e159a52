/**
 * Chains of relations below a sum, in a case, or beside a claim: `0 \le i < H`, `i = j`, `s \mid m`.
 */
import type { Span } from "../../language/syntax.ts";
import type { Condition } from "../meaning.ts";
import type { Chain, Formula, RelationSign } from "../syntax.ts";
import type { Context } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { indexMeaning } from "./indices.ts";
import { keyOfFormula } from "./names/keys.ts";
import { referenceOf } from "./names/reference.ts";
import { scalarOf } from "./scalars.ts";

const SIGNS: Partial<Record<RelationSign, Condition["sign"]>> = {
  "=": "=",
  "≠": "≠",
  "≤": "≤",
  "≥": "≥",
  "<": "<",
  ">": ">",
  "|": "|",
};

const REST: ReadonlySet<string> = new Set(["otherwise", "else", "其他", "其它", "否则"]);

/** One condition for each relation; none for `otherwise`. */
export function conditionsOf(context: Context, chain: Chain): Condition[] {
  const { sides, relations } = chain;
  if (relations.length === 0) {
    const [only] = sides;
    if (only?.tag === "symbol" && REST.has(only.name)) return [];
    throw new Meaningless({ tag: "unsupported", at: chain.span, found: only ? keyOfFormula(only) : "" });
  }
  return relations.flatMap(({ sign, span }, position): Condition[] => {
    const known = SIGNS[sign];
    if (sign === "∈") return membership(context, sides[position] as Formula, sides[position + 1] as Formula, span);
    if (known === undefined) throw new Meaningless({ tag: "relation", at: span, sign });
    const [left, right] = [sides[position], sides[position + 1]];
    if (left === undefined || right === undefined) throw new Meaningless({ tag: "relation", at: span, sign });
    return [{ sign: known, left: operand(context, left), right: operand(context, right) }];
  });
}

export function conditionSign(sign: RelationSign): Condition["sign"] | undefined {
  return SIGNS[sign];
}

/** Whether a side is the name of a whole array, or of a slice of one; an index letter of that name is none. */
export function hasArray(context: Context, { sides }: Chain): boolean {
  return sides.some((side) => {
    const reference = side.tag === "symbol" || side.tag === "scripted" ? referenceOf(side) : undefined;
    const key = keyOfFormula(side);
    if (reference === undefined || context.bound.has(key) || context.uses.has(key) || context.fixed.has(key))
      return false;
    const match = context.names.match(reference);
    if (match === undefined) return false;
    const { shape } = context.open.scope.array(match.array);
    return shape.length > 0 && match.placed.length + match.sub.length === 0;
  });
}

const INTEGERS: ReadonlySet<string> = new Set(["Z", "N", "ℤ", "ℕ"]);

/** `i \in \{1,\dots,n\}`, `i \in [0, H)`; that an index is an integer says nothing new. */
function membership(context: Context, letter: Formula, set: Formula, span: Span): Condition[] {
  if (set.tag === "symbol" && INTEGERS.has(set.name)) return [];
  const unknown = new Meaningless({ tag: "relation", at: span, sign: "∈" });
  if (set.tag !== "group") throw unknown;
  const items = set.items.filter(({ tag }) => tag !== "dots");
  const [first, last] = [items[0], items[items.length - 1]];
  if (first === undefined || last === undefined || !isRun(items, set.items.length > items.length)) throw unknown;
  const value = indexMeaning(context, letter);
  return [
    { sign: "≥", left: value, right: indexMeaning(context, first) },
    { sign: "≤", left: value, right: indexMeaning(context, last) },
  ];
}

/** Numbers that follow one another, or anything from the first to the last where dots stand between. */
function isRun(items: readonly Formula[], hasDots: boolean): boolean {
  if (hasDots) return true;
  return items.every((item, place) => {
    const before = items[place - 1];
    if (item.tag !== "number") return false;
    return before === undefined || (before.tag === "number" && Number(item.text) === Number(before.text) + 1);
  });
}

/** A number under arithmetic, unless an entry of an array stands in it. */
function operand(context: Context, formula: Formula): Condition["left"] {
  return hasEntry(context, formula) ? scalarOf(context, formula) : indexMeaning(context, formula);
}

/** A name with scripts that is an array's, or the name of a number. */
function hasEntry(context: Context, formula: Formula): boolean {
  switch (formula.tag) {
    case "scripted":
    case "symbol": {
      const key = keyOfFormula(formula);
      if (context.bound.has(key) || context.uses.has(key)) return false;
      const reference = referenceOf(formula);
      const match = reference && context.names.match(reference);
      return (
        match !== undefined && (formula.tag === "scripted" || context.open.scope.array(match.array).shape.length === 0)
      );
    }
    case "applied":
      return true;
    case "binary":
      return [formula.left, formula.right].some((part) => hasEntry(context, part));
    case "fraction":
      return [formula.over, formula.under].some((part) => hasEntry(context, part));
    case "negate":
      return hasEntry(context, formula.operand);
    case "group":
      return formula.items.some((item) => hasEntry(context, item));
    default:
      return false;
  }
}
