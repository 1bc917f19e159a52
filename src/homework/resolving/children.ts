/** The formulas that a formula is made of, for whoever goes through all of them; `s` marks those in scripts and indices. */
import type { Formula, Script } from "../syntax.ts";

export interface Children {
  /** What two formulas that differ in their children alone have in common. */
  readonly kind: string;
  readonly parts: readonly { readonly mark: "s" | "c"; readonly formula: Formula }[];
}

type Part = Children["parts"][number];

const below = (formula: Formula): Part => ({ mark: "s", formula });
const inside = (formula: Formula): Part => ({ mark: "c", formula });

/** Undefined for what has none, and for what is not gone into. */
export function childrenOf(formula: Formula): Children | undefined {
  switch (formula.tag) {
    case "scripted": {
      const { base, sub, sup, primes } = formula;
      const kind = `scripted ${primes} ${sub?.items.length} ${sup?.items.length}`;
      return { kind, parts: [inside(base), ...(sub?.items ?? []).map(below), ...(sup?.items ?? []).map(below)] };
    }
    case "group":
      return formula.named === undefined
        ? { kind: `group ${formula.bracket}`, parts: formula.items.map(inside) }
        : undefined;
    case "applied": {
      const { head, argument } = formula;
      const isIndex = argument.tag === "group" && argument.bracket === "[";
      return { kind: "applied", parts: [inside(head), isIndex ? below(argument) : inside(argument)] };
    }
    case "binary":
      return { kind: `binary ${formula.sign}`, parts: [inside(formula.left), inside(formula.right)] };
    case "negate":
      return { kind: "negate", parts: [inside(formula.operand)] };
    case "fraction":
      return { kind: "fraction", parts: [inside(formula.over), inside(formula.under)] };
    case "differential":
      return formula.operand === undefined || formula.sub !== undefined
        ? undefined
        : { kind: `differential ${formula.sign}`, parts: [inside(formula.operand)] };
    default:
      return undefined;
  }
}

/** The same formula with other children, of which there are as many. */
export function withChildren(formula: Formula, parts: readonly Formula[]): Formula {
  const [first, second] = parts as readonly [Formula, Formula];
  switch (formula.tag) {
    case "scripted": {
      const { sub, sup } = formula;
      const count = sub?.items.length ?? 0;
      const lower: Script | undefined = sub && { ...sub, items: parts.slice(1, 1 + count) };
      const upper: Script | undefined = sup && { ...sup, items: parts.slice(1 + count) };
      return { ...formula, base: first, ...(lower && { sub: lower }), ...(upper && { sup: upper }) };
    }
    case "group":
      return { ...formula, items: parts };
    case "applied":
      return { ...formula, head: first, argument: second };
    case "binary":
      return { ...formula, left: first, right: second };
    case "negate":
    case "differential":
      return { ...formula, operand: first };
    case "fraction":
      return { ...formula, over: first, under: second };
    default:
      return formula;
  }
}
