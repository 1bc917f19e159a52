/**
 * A name with everything that hangs on it: `W^{(1)}_{ij}`, `\delta_{z_{11}}`, `A(h,w)`, `(W^{l})_{ij}`.
 */
import type { Span } from "../../../language/syntax.ts";
import type { Formula, Script } from "../../syntax.ts";

export interface Reference {
  readonly head: string;
  /** Whether the head was set as a word, not as letters side by side. */
  readonly isWord: boolean;
  readonly accent?: string;
  readonly primes: number;
  readonly sub: readonly Formula[];
  readonly sup: readonly Formula[];
  /** What stands in brackets behind, one list a bracket. */
  readonly calls: readonly (readonly Formula[])[];
  readonly span: Span;
}

/** Undefined where the formula is no name. */
export function referenceOf(formula: Formula): Reference | undefined {
  switch (formula.tag) {
    case "symbol": {
      const { name, isWord, accent, span } = formula;
      return {
        head: name,
        isWord,
        ...(accent !== undefined && { accent }),
        primes: 0,
        sub: [],
        sup: [],
        calls: [],
        span,
      };
    }
    case "scripted": {
      const base = referenceOf(formula.base);
      if (base === undefined || base.calls.length > 0) return undefined;
      return {
        ...base,
        primes: base.primes + formula.primes,
        sub: [...base.sub, ...itemsOf(formula.sub)],
        sup: [...base.sup, ...itemsOf(formula.sup).flatMap(withoutTranspose)],
        span: formula.span,
      };
    }
    case "group": {
      const [only, ...more] = formula.items;
      return only === undefined || more.length > 0 ? undefined : withSpan(referenceOf(only), formula.span);
    }
    case "applied": {
      if (formula.argument.tag !== "group") return undefined;
      const head = referenceOf(formula.head);
      return head && { ...head, calls: [...head.calls, formula.argument.items], span: formula.span };
    }
    default:
      return undefined;
  }
}

/** `\partial D_{ij}` as the name that a worksheet may have for a gradient. */
export function differentialReference(formula: Formula): Reference | undefined {
  if (formula.tag !== "differential" || formula.sign !== "∂" || formula.sub !== undefined) return undefined;
  const operand = formula.operand && referenceOf(formula.operand);
  return operand && { ...operand, head: `∂${operand.head}`, span: formula.span };
}

function withSpan(reference: Reference | undefined, span: Span): Reference | undefined {
  return reference && { ...reference, span };
}

/** `A^{[1]^T}` is `A^{[1]T}`: whoever writes so does not transpose the number of the layer. */
function withoutTranspose(item: Formula): readonly Formula[] {
  if (item.tag === "binary" && item.sign === "juxtaposed" && item.left.tag === "group" && isTransposeMark(item.right))
    return [item.left, item.right];
  if (item.tag !== "scripted" || item.sub !== undefined || item.primes > 0) return [item];
  const [mark, ...more] = itemsOf(item.sup);
  return mark !== undefined && more.length === 0 && isTransposeMark(mark) ? [item.base, mark] : [item];
}

export function isTransposeMark(mark: Formula): boolean {
  return mark.tag === "symbol" && ["T", "top", "intercal"].includes(mark.name);
}

function itemsOf(script: Script | undefined): readonly Formula[] {
  return script?.items ?? [];
}

/** The name alone, for messages. */
export function textOfReference({ head, accent }: Reference): string {
  return accent === undefined ? head : `${accent} ${head}`;
}
