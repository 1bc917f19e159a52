/**
 * A chain of products to its value, from the left: quotients of differentials and words before their operand are taken
 * together first, a word behind its operand turns that operand alone.
 */
import type { Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import type { Context, Shape } from "./context.ts";
import { derivativeValue, differentialOf, gradientOf } from "./derivatives.ts";
import { combine } from "./operators.ts";
import { namedPart } from "./parts.ts";
import type { ProductFactor } from "./products.ts";
import { quotientOfDifferentials } from "./quotients.ts";
import { type Reference, referenceOf } from "./reference.ts";
import { turned } from "./superscripts.ts";
import { zipValues } from "./values.ts";
import { isHalfTurn, isTurn } from "./words.ts";

/** From the left: quotients of differentials and words before their operand are taken together first. */
export function resolveProduct(context: Context, given: readonly ProductFactor[], wanted: Shape): Value {
  const factors = withSums(given);
  let total: Value | undefined;
  for (let position = 0; position < factors.length; ) {
    const factor = factors[position] as ProductFactor;
    const resolved = resolveFactor(context, factors, position, wanted);
    position += resolved.used;
    let { value } = resolved;
    for (; isTurnBehind(factors, position); position++) value = turned(value, factor.formula);
    if (total === undefined) {
      total = value;
      continue;
    }
    const isLast = position >= factors.length;
    // What follows by entries has the shape that the whole has.
    const later = factors.slice(position).every(({ sign }) => sign === "odot" || sign === "ring");
    total = applySign(context, factor, total, value, isLast || later ? wanted : undefined);
  }
  return total as Value;
}

/** `sum(i,j) x[i,j]`, as plain text writes it: the word binds its letters in all that follows. */
function withSums(factors: readonly ProductFactor[]): readonly ProductFactor[] {
  const place = factors.findIndex(
    ({ formula }, position) => position + 1 < factors.length && isSumOverLetters(formula),
  );
  const [word, first, ...rest] = factors.slice(place);
  if (place < 0 || word === undefined || first === undefined || word.formula.tag !== "applied") return factors;
  const { argument, span } = word.formula;
  const body = rest.reduce<Formula>((left, { sign = "juxtaposed", signSpan, formula: right }) => {
    return { tag: "binary", sign, signSpan, left, right, span: { start: left.span.start, end: right.span.end } };
  }, first.formula);
  const sides = argument.tag === "group" ? argument.items : [argument];
  const conditions = sides.map((side) => ({ sides: [side], relations: [], span: side.span }));
  const formula: Formula = { tag: "sum", conditions, body, span: { start: span.start, end: body.span.end } };
  return [...factors.slice(0, place), { ...word, formula }];
}

function isSumOverLetters(formula: Formula): boolean {
  if (formula.tag !== "applied" || formula.head.tag !== "symbol" || formula.head.name.toLowerCase() !== "sum")
    return false;
  const { argument } = formula;
  return (
    argument.tag === "group" && argument.items.every((item) => item.tag === "symbol" && /^[A-Za-z]$/.test(item.name))
  );
}

function applySign(
  context: Context,
  { sign, accent, signSpan }: ProductFactor,
  left: Value,
  right: Value,
  wanted: Shape,
): Value {
  if (sign !== "/") return combine(context, sign ?? "juxtaposed", left, right, signSpan, wanted, accent);
  return zipValues(left, right, (over, under) => ({ tag: "quotient", over, under }), signSpan, "/");
}

/** `k\,\text{rot180}`: the word turns what stands before it, since nothing stands behind it that it could. */
function isTurnBehind(factors: readonly ProductFactor[], position: number): boolean {
  const [word, next] = [factors[position], factors[position + 1]];
  return (
    word?.sign === "juxtaposed" && isTurn(word.formula) && word.formula.tag !== "applied" && next?.sign !== "juxtaposed"
  );
}

interface ResolvedFactor {
  readonly value: Value;
  /** How many factors of the chain it took. */
  readonly used: number;
}

function resolveFactor(
  context: Context,
  factors: readonly ProductFactor[],
  position: number,
  wanted: Shape,
): ResolvedFactor {
  const { formula, signSpan } = factors[position] as ProductFactor;
  const next = factors[position + 1];
  const isOnly = factors.length === 1;
  if (next?.sign === "/") {
    const derivative = quotientOfDifferentials(context, formula, next.formula, signSpan);
    if (derivative !== undefined) return { value: derivative, used: 2 };
  }
  if (next?.sign === "juxtaposed") {
    const taken = resolvePair(context, formula, next.formula, factors[position + 2]);
    if (taken !== undefined) return taken;
  }
  // An operand of a product has a shape of its own, unless the product goes entry by entry.
  const isEntrywise = factors.every(({ sign }) => sign === undefined || sign === "odot" || sign === "ring");
  return { value: context.resolve(context, formula, isOnly || isEntrywise ? wanted : undefined), used: 1 };
}

/** `\frac{\partial}{\partial K} J`, `rot 180 (K)`, `rot K`, `d W(r,s)`. */
function resolvePair(
  context: Context,
  formula: Formula,
  next: Formula,
  third: ProductFactor | undefined,
): ResolvedFactor | undefined {
  const span = { start: formula.span.start, end: next.span.end };
  if (formula.tag === "fraction" && formula.over.tag === "differential" && formula.over.operand === undefined) {
    const wrt = differentialOf(formula.under);
    if (wrt !== undefined) return { value: derivativeValue(context, next, wrt, span), used: 2 };
  }
  if (isTurn(formula)) {
    if (next.tag === "applied" && isHalfTurn(next.head))
      return { value: turned(context.resolve(context, next.argument, undefined), next), used: 2 };
    if (isHalfTurn(next) && third?.sign === "juxtaposed")
      return { value: turned(context.resolve(context, third.formula, undefined), third.formula), used: 3 };
    return { value: turned(context.resolve(context, next, undefined), next), used: 2 };
  }
  if (
    formula.tag === "symbol" &&
    formula.name === "d" &&
    context.names.match(referenceOf(formula) as Reference) === undefined
  ) {
    const part = namedPart(context, next);
    if (part !== undefined) return { value: gradientOf(context, part, span), used: 2 };
  }
  return undefined;
}
