/** Differentials as they are written, before anything is known of the names in them. */
import type { Formula } from "../../syntax.ts";
import { isLossName } from "./losses.ts";

/** What stands behind ∂ or d: `\partial y_{32}`, `dy_{32}`, `\mathrm{d} L`; undefined where it is no differential. */
export function differentialOf(formula: Formula): Formula | undefined {
  switch (formula.tag) {
    case "differential":
      return formula.sign === "∂" && formula.sub === undefined ? formula.operand : undefined;
    case "symbol":
      return strippedWord(formula);
    case "scripted": {
      const base = differentialOf(formula.base);
      return base && { ...formula, base };
    }
    case "applied": {
      const head = differentialOf(formula.head);
      return head && { ...formula, head };
    }
    case "binary": {
      const { left, right, sign } = formula;
      const isD = left.tag === "symbol" && (left.name === "d" || left.name === "delta") && left.accent === undefined;
      return sign === "juxtaposed" && isD ? right : undefined;
    }
    case "group":
      return formula.items.length === 1 ? differentialOf(formula.items[0] as Formula) : undefined;
    default:
      return undefined;
  }
}

/** `dW` without its d. */
function strippedWord(symbol: Formula & { readonly tag: "symbol" }): Formula | undefined {
  if (!/^d./.test(symbol.name) || symbol.name === "delta") return undefined;
  return { ...symbol, name: symbol.name.slice(1), span: { ...symbol.span, start: symbol.span.start + 1 } };
}

/** What the loss is derived by, in a quotient or behind a nabla, and nothing else. */
export function gradientBy(formula: Formula): Formula | undefined {
  if (formula.tag === "differential" && formula.operand !== undefined) {
    const [only, ...more] = formula.sub?.items ?? [];
    return more.length === 0 && isLossName(formula.operand) ? only : undefined;
  }
  const [over, under] =
    formula.tag === "fraction"
      ? [formula.over, formula.under]
      : formula.tag === "binary" && formula.sign === "/"
        ? [formula.left, formula.right]
        : [];
  const of = over && differentialOf(over);
  return of !== undefined && isLossName(of) ? under && differentialOf(under) : undefined;
}
