/** Fractions: quotients of differentials are derivatives, all others are divisions. */
import type { Span } from "../../language/syntax.ts";
import type { Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import type { Context, Shape } from "./context.ts";
import { derivativeValue, gradientOf } from "./derivatives.ts";
import { differentialOf } from "./names/differentials.ts";
import { isLossName, lossOf } from "./names/losses.ts";
import { namedPart, partOf } from "./names/parts.ts";
import { differentialReference } from "./names/reference.ts";
import { factorsOf, isProduct, type ProductFactor, productOf } from "./operators/products.ts";
import { withSuperscripts } from "./operators/superscripts.ts";
import { scalarOf, unsupported } from "./scalars.ts";
import { mapValue, sliceValue } from "./values.ts";

export function resolveFraction(
  context: Context,
  formula: Formula & { readonly tag: "fraction" },
  wanted: Shape,
): Value {
  const over = wholeNumerator(formula.over);
  const derivative = quotientOfDifferentials(context, over, formula.under, formula.span, wanted);
  if (derivative !== undefined) return derivative;
  const under = scalarOf(context, formula.under);
  return mapValue(context.resolve(context, formula.over, wanted), (over) => ({ tag: "quotient", over, under }));
}

/** `\partial \log p_i`, `\partial \sum_j x_j` above a fraction's line: all that follows is derived. */
function wholeNumerator(over: Formula): Formula {
  if (!isProduct(over)) return over;
  const [first, ...rest] = factorsOf(over);
  const sign = first?.formula;
  if (sign?.tag !== "differential" || sign.sign !== "∂" || sign.sub !== undefined) return over;
  const factors = sign.operand === undefined ? rest : [{ ...first, formula: sign.operand } as ProductFactor, ...rest];
  return { ...sign, operand: productOf(factors), span: over.span };
}

/** ∂y/∂a; undefined where either part is no differential. A `d` counts as one only in front of names. */
export function quotientOfDifferentials(
  context: Context,
  over: Formula,
  under: Formula,
  at: Span,
  wanted?: Shape,
): Value | undefined {
  const [of, wrt] = [differentialOf(over), differentialOf(under)];
  if (of === undefined || wrt === undefined) return undefined;
  const isCertain = over.tag === "differential" || under.tag === "differential";
  if (!isCertain && (namedPart(context, wrt) === undefined || !(isLossName(of) || namedPart(context, of))))
    return undefined;
  return derivativeValue(context, of, wrt, at, wanted);
}

/** `\nabla_W L`, `\partial_W L`, `\nabla a_{22}`. */
export function resolveNabla(context: Context, formula: Formula & { readonly tag: "differential" }): Value {
  const { sub, operand, span } = formula;
  const named = differentialReference(formula);
  const own = named && context.names.isHead(named.head) ? partOf(context, named) : undefined;
  if (own !== undefined && own.calls.length + own.primes === 0)
    return withSuperscripts(context, sliceValue(context, own.array, own.indices), own.sup, formula);
  const below = sub?.items[0];
  if (below !== undefined && operand !== undefined) return derivativeValue(context, operand, below, span);
  const target = below ?? operand;
  const part = target && formula.sign === "∇" ? namedPart(context, target) : undefined;
  // Of ∇L nothing says what it is by.
  if (part !== undefined && part.array === lossOf(context.open)?.id) throw unsupported(formula);
  if (part === undefined) throw unsupported(formula);
  return gradientOf(context, part, span);
}
