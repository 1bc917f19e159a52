/**
 * A chain of products to its value, from the left: quotients of differentials and words before their operand are taken
 * together first, a word behind its operand turns that operand alone.
 */
import Fraction from "fraction.js";
import type { Span } from "../../../language/syntax.ts";
import type { ScalarFunction } from "../../../problem/rows.ts";
import type { Meaning, Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import { type Context, note, type Shape } from "../context.ts";
import { derivativeValue, gradientOf } from "../derivatives.ts";
import { Meaningless } from "../failure.ts";
import { entryOfValue, shapeWanted } from "../indices.ts";
import { differentialOf } from "../names/differentials.ts";
import { functionOf } from "../names/functions.ts";
import { isIndexLike, namedPart } from "../names/parts.ts";
import { type Reference, referenceOf } from "../names/reference.ts";
import { isOctave } from "../programs/octave.ts";
import { quotientOfDifferentials } from "../quotients.ts";
import { mapValue, product, zipValues } from "../values.ts";
import { byEntries, combine } from "./operators.ts";
import { type ProductFactor, productOf } from "./products.ts";
import { PADDED } from "./sliding.ts";
import { turned } from "./superscripts.ts";
import { isHalfTurn, isTurn } from "./words.ts";

/** From the left: quotients of differentials and words before their operand are taken together first. */
export function resolveProduct(context: Context, given: readonly ProductFactor[], wanted: Shape): Value {
  const factors = withSums(given);
  let total: Value | undefined;
  let wasPadded = false;
  for (let position = 0; position < factors.length; ) {
    const factor = factors[position] as ProductFactor;
    const isScaled = total?.tag === "scalar" && position + 1 === factors.length;
    const resolved = resolveFactor(context, factors, position, wanted, isScaled);
    position += resolved.used;
    let { value } = resolved;
    for (; isTurnBehind(factors, position); position++) value = turned(value, factor.formula);
    if (total === undefined) {
      total = value;
      wasPadded = resolved.isPadded === true;
      continue;
    }
    const isLast = position >= factors.length;
    // What follows by entries has the shape that the whole has.
    const later = factors.slice(position).every((one) => isByEntries(one) || isSlope(one));
    const isDeclared = factor.sign !== undefined && context.operators.signs.has(factor.sign);
    if (isSlope(factor) && !isDeclared && isByEntriesAsWell(context, total, value, factor.signSpan)) {
      total = zipValues(total, value, (a, b) => product([a, b]), factor.signSpan, "juxtaposed");
      continue;
    }
    const masks = factor === factors[1] ? factors.slice(0, 2) : [factor];
    if (factor.sign === "*" && !isDeclared && masks.some(isMask) && !isOctave(context)) {
      total = zipValues(total, value, (a, b) => product([a, b]), factor.signSpan, "*");
      continue;
    }
    const padded = wasPadded || resolved.isPadded === true ? { ...factor, accent: PADDED } : factor;
    wasPadded = false;
    total = applySign(context, padded, total, value, isLast || later ? wanted : undefined);
  }
  return total as Value;
}

function isByEntries({ sign }: ProductFactor): boolean {
  return sign === "odot" || sign === "ring";
}

/** `(Z > 0)`, which stands for 1 or 0 in the place of each entry. */
function isMask({ formula }: ProductFactor): boolean {
  return formula.tag === "indicator";
}

/** `\sigma'(z)` beside an array. */
function isSlope({ sign, formula }: ProductFactor): boolean {
  if (sign !== "juxtaposed" && sign !== "dot" && sign !== "times" && sign !== "*") return false;
  if (formula.tag !== "applied" || formula.head.tag !== "scripted") return false;
  const { primes, sup } = formula.head;
  return primes > 0 || sup?.items.some((item) => item.tag === "scripted" && item.primes > 0) === true;
}

/** Arrays of one shape: the slope goes with each entry, rather than that matrices are multiplied. */
function isByEntriesAsWell(context: Context, left: Value, right: Value, at: Span): boolean {
  if (left.tag === "scalar" || right.tag === "scalar" || left.shape.join() !== right.shape.join()) return false;
  const isSquare = left.shape.length === 2 && left.shape[0] === left.shape[1];
  if (!isSquare) return true;
  const name = context.prefer(["product", "matmul"]);
  note(context, { tag: "read-as", at, shown: { latex: name, text: name }, why: "operator" });
  return name === "product";
}

/** `sum(i,j) x[i,j]`, as plain text writes it: the word binds its letters in all that follows. */
function withSums(factors: readonly ProductFactor[]): readonly ProductFactor[] {
  const place = factors.findIndex(
    ({ formula }, position) => position + 1 < factors.length && isSumOverLetters(formula),
  );
  const [word, first, ...rest] = factors.slice(place);
  if (place < 0 || word === undefined || first === undefined || word.formula.tag !== "applied") return factors;
  const { argument, span } = word.formula;
  const body = productOf([first, ...rest]);
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
  if (sign === "./") return byEntries(sign, left, right, signSpan);
  // `A / B` of matrices divides by a matrix there.
  if (sign === "/" && right.tag === "array" && isOctave(context))
    throw new Meaningless({ tag: "unsupported", at: signSpan, found: "/" });
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
  /** It is said to be padded, and not how far. */
  readonly isPadded?: true;
}

function resolveFactor(
  context: Context,
  factors: readonly ProductFactor[],
  position: number,
  wanted: Shape,
  isScaled: boolean,
): ResolvedFactor {
  const { formula, signSpan } = factors[position] as ProductFactor;
  const next = factors[position + 1];
  const isOnly = factors.length === 1;
  if (next?.sign === "/") {
    const derivative = quotientOfDifferentials(context, formula, next.formula, signSpan);
    if (derivative !== undefined) return { value: derivative, used: 2 };
  }
  if (next?.sign === "juxtaposed") {
    const taken =
      resolvePrefix(context, factors, position, wanted) ??
      resolvePair(context, formula, next.formula, factors[position + 2]);
    if (taken !== undefined) return taken;
  }
  const bare = isBesideConvolution(factors, position) ? unpadded(formula) : undefined;
  if (bare !== undefined) return { value: context.resolve(context, bare, undefined), used: 1, isPadded: true };
  // An operand of a product has a shape of its own, unless the product goes entry by entry or has only numbers before.
  const isEntrywise = factors.every(({ sign }) => sign === undefined || sign === "odot" || sign === "ring");
  return { value: context.resolve(context, formula, isOnly || isEntrywise || isScaled ? wanted : undefined), used: 1 };
}

/**
 * `\frac{\partial}{\partial K} J`, `\log p_i`: what acts on what follows. That is the next factor or, where others are
 * set beside it, perhaps all of these.
 */
function resolvePrefix(
  context: Context,
  factors: readonly ProductFactor[],
  position: number,
  wanted: Shape,
): ResolvedFactor | undefined {
  const { formula } = factors[position] as ProductFactor;
  const apply = operatorOf(context, formula, wanted);
  if (apply === undefined) return undefined;
  const behind = factors.slice(position + 1);
  const end = behind.findIndex(({ sign }) => sign !== "juxtaposed");
  const run = end < 0 ? behind : behind.slice(0, end);
  const [next] = run as [ProductFactor];
  const counts = run.length === 1 ? [1] : isConstant(next.formula) ? [run.length] : [1, run.length];
  const count = counts.length === 1 ? (counts[0] as number) : context.choose(counts);
  return { value: apply(productOf(run.slice(0, count))), used: 1 + count };
}

function isConstant(formula: Formula): boolean {
  if (formula.tag === "fraction") return isConstant(formula.over) && isConstant(formula.under);
  return formula.tag === "number" || (formula.tag === "negate" && isConstant(formula.operand));
}

function operatorOf(context: Context, formula: Formula, wanted: Shape): ((of: Formula) => Value) | undefined {
  if (formula.tag === "fraction" && formula.over.tag === "differential" && formula.over.operand === undefined) {
    const wrt = differentialOf(formula.under);
    return wrt && ((of) => derivativeValue(context, of, wrt, { start: formula.span.start, end: of.span.end }, wanted));
  }
  if (formula.tag !== "symbol" || !formula.isWord) return undefined;
  if (context.names.match(referenceOf(formula) as Reference) !== undefined) return undefined;
  const { apply } = functionOf(context.open, formula.name) ?? {};
  return apply && ((of) => mapValue(context.resolve(context, of, wanted), (value) => appliedTo(apply, value)));
}

function appliedTo(apply: ScalarFunction, argument: Meaning): Meaning {
  if (apply.name === "sqrt") return { tag: "power", base: argument, exponent: new Fraction(1, 2) };
  return { tag: "apply", apply, argument };
}

/** `(X \star W)[i,j]`: indices in a bracket of their own. */
function isPlace(context: Context, formula: Formula): formula is Formula & { readonly tag: "group" } {
  return (
    formula.tag === "group" && formula.items.length > 1 && formula.items.every((item) => isIndexLike(context, item))
  );
}

const SLIDING: ReadonlySet<string> = new Set(["*", "star", "otimes", "circledast"]);

function isBesideConvolution(factors: readonly ProductFactor[], position: number): boolean {
  return [factors[position], factors[position + 1]].some((factor) => SLIDING.has(factor?.sign ?? ""));
}

/** `\text{pad}(\delta) * k` says of an operand what the operator does anyway: it reaches as far as the left side asks. */
function unpadded(formula: Formula): Formula | undefined {
  if (formula.tag !== "applied" || formula.head.tag !== "symbol" || formula.argument.tag !== "group") return undefined;
  const isPad = /^(?:zero_?)?pad(?:ding)?$/iu.test(formula.head.name);
  const [only, ...more] = formula.argument.items;
  return isPad && more.length === 0 && formula.argument.named === undefined ? only : undefined;
}

/** `rot 180 (K)`, `rot K`, `d W(r,s)`. */
function resolvePair(
  context: Context,
  formula: Formula,
  next: Formula,
  third: ProductFactor | undefined,
): ResolvedFactor | undefined {
  const span = { start: formula.span.start, end: next.span.end };
  if ((formula.tag === "group" || formula.tag === "fraction") && isPlace(context, next)) {
    const value = context.resolve(context, formula, shapeWanted(context, next.items));
    if (value.tag === "array" && value.shape.length === next.items.length)
      return { value: entryOfValue(context, value, next.items, span), used: 2 };
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
