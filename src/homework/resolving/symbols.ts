/**
 * A symbol with its scripts: an array or an entry, a letter, a power, a transpose, e^x, or letters side by side.
 */
import type { ScalarFunction } from "../../problem/rows.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { Formula, Script, ScriptedFormula, SymbolFormula } from "../syntax.ts";
import { type Context, letterMeaning, note, type Shape, sizeMeaning } from "./context.ts";
import { gradientOf } from "./derivatives.ts";
import { Meaningless } from "./failure.ts";
import { entryOfValue, indexMeaning, shapeWanted } from "./indices.ts";
import { differentialOf } from "./names/differentials.ts";
import { derivedByName } from "./names/gradient-names.ts";
import { keyOfFormula, lettersOf, unitsOf } from "./names/keys.ts";
import { theGradient } from "./names/losses.ts";
import { givenScalar, isUsed } from "./names/parameters.ts";
import { namedPart, type Part, partOf } from "./names/parts.ts";
import { type Reference, referenceOf } from "./names/reference.ts";
import { isShape, sizesIn } from "./names/written-sizes.ts";
import { resolveProduct } from "./operators/product-chains.ts";
import { entrywisePower, withSuperscripts } from "./operators/superscripts.ts";
import { perExample } from "./per-example.ts";
import { primedValue } from "./programs/octave.ts";
import { hasSlice, slicedArray, slicedBelow } from "./programs/slices.ts";
import { unknownName, unsupported } from "./scalars.ts";
import { squareOf } from "./squares.ts";
import { arrayValue, mapValue, scalar, sliceValue } from "./values.ts";

/** A symbol with its scripts: an array or an entry, a letter, a power, a transpose, e^x, or letters side by side. */
export function resolveName(
  context: Context,
  formula: Formula & { readonly tag: "symbol" | "scripted" },
  wanted: Shape,
): Value {
  if (formula.tag === "scripted" && formula.sup?.isEntrywise === true) {
    const { sup, ...base } = formula;
    return entrywisePower(context, context.resolve(context, base, wanted), sup.items, formula);
  }
  const primed = formula.tag === "scripted" ? primedValue(context, formula) : undefined;
  if (primed !== undefined) return primed;
  if (formula.tag === "scripted" && formula.base.tag === "symbol" && hasSlice(formula.sub?.items ?? []))
    return slicedName(context, formula);
  const reference = referenceOf(formula);
  const key = keyOfFormula(formula);
  if (context.bound.has(key) || context.fixed.has(key)) return scalar(letterMeaning(context, key, formula.span, false));
  if (isExponential(context, formula)) return resolveScripted(context, formula as ScriptedFormula, wanted);
  const kronecker = reference && kroneckerOf(context, reference);
  if (kronecker !== undefined) return scalar(kronecker);
  const named = derivedByName(context, formula) === undefined ? undefined : dNameValue(context, formula);
  if (named !== undefined) return named;
  const part = reference && partOf(context, reference);
  const number = part && numberOf(context, part);
  if (reference !== undefined && part !== undefined && part.calls.length === 0 && part.primes === 0)
    return withSuperscripts(context, number ?? sliceValue(context, part.array, part.indices), part.sup, formula);
  const upstream = upstreamOf(context, formula);
  if (upstream !== undefined) return upstream;
  if (formula.tag === "scripted") return resolveScripted(context, formula, wanted);
  return resolveSymbol(context, formula, wanted);
}

/** A scalar that the worksheet gives a number and makes nothing of. */
function numberOf({ open }: Context, { array }: Part): Value | undefined {
  const value = givenScalar(open, array);
  return value === undefined || isUsed(open, array) ? undefined : scalar({ tag: "number", value });
}

/** `\delta_{:,h,w}`, `dY_{i\cdot}` */
function slicedName(context: Context, formula: ScriptedFormula): Value {
  const own = slicedArray(context, formula);
  if (own !== undefined) return slicedBelow(context, arrayValue(context, own.array), own.items, formula);
  const target = differentialOf(formula);
  const sliced = target && slicedArray(context, target);
  const gradient = sliced && theGradient(context.open, sliced.array);
  if (sliced === undefined || gradient === undefined) throw unknownName(formula, context);
  return slicedBelow(context, arrayValue(context, gradient), sliced.items, formula);
}

/**
 * `\delta_{ij}` with two index letters: 1 where they are equal. Where the worksheet has a δ with two axes, only if the
 * claim does not hold of that.
 */
function kroneckerOf(context: Context, { head, sub, sup, primes, calls }: Reference): Meaning | undefined {
  if (head !== "delta" || sup.length + primes + calls.length > 0) return undefined;
  const units = unitsOf(sub, () => false);
  const [left, right] = units;
  const isLetter = (unit: Formula): boolean =>
    (unit.tag === "symbol" || (unit.tag === "scripted" && unit.sub === undefined)) &&
    !context.names.isHead(keyOfFormula(unit.tag === "scripted" ? unit.base : unit));
  if (left === undefined || right === undefined || units.length > 2 || !units.every(isLetter)) return undefined;
  const match = context.names.match({ head, sub, sup, primes, calls, isWord: false, span: left.span });
  const isArray = match !== undefined && context.open.scope.array(match.array).shape.length > 1;
  if (isArray && !isTakenFor(context, head, "indicator")) return undefined;
  const [a, b] = [indexMeaning(context, left), indexMeaning(context, right)];
  const shown = `[${keyOfFormula(left)} = ${keyOfFormula(right)}]`;
  note(context, {
    tag: "read-as",
    at: { start: left.span.start, end: right.span.end },
    shown: { latex: shown, text: shown },
    why: "name",
  });
  return { tag: "guard", conditions: [{ sign: "=", left: a, right: b }] };
}

/** A name of the worksheet that also is a sign of its own means one of them throughout a claim. */
function isTakenFor(context: Context, name: string, other: string): boolean {
  const taken = context.signs.get(name) ?? context.prefer(["array", other]);
  context.signs.set(name, taken);
  return taken === other;
}

/** e with something above it, unless the worksheet has an e of its own. */
function isExponential({ names }: Context, formula: Formula): boolean {
  if (formula.tag !== "scripted" || formula.base.tag !== "symbol" || formula.base.name !== "e") return false;
  return formula.sub === undefined && formula.sup?.items.length === 1 && !names.isHead("e");
}

function resolveScripted(context: Context, formula: ScriptedFormula, wanted: Shape): Value {
  const { base, sub, sup, primes } = formula;
  if (isExponential(context, formula)) {
    const apply: ScalarFunction = { name: "exp", primes: 0, parameters: [] };
    return mapValue(context.resolve(context, sup?.items[0] as Formula, wanted), (argument) => ({
      tag: "apply",
      apply,
      argument,
    }));
  }
  if (base.tag === "symbol") {
    const gradient = dNameValue(context, formula);
    if (gradient !== undefined) return gradient;
    const letters = lettersOf(base);
    // Scripts hang on the last of letters that stand side by side.
    if (letters.length > 1 && !base.isWord)
      return resolveLetters(context, letters, (last) => ({ ...formula, base: last }), wanted);
  }
  const isPlain = base.tag !== "symbol" || (sub === undefined && primes === 0 && isLetter(context, base));
  if (!isPlain || primes > 0) throw unknownName(formula, context);
  const square = squareOf(context, formula, wanted);
  if (square !== undefined) return square;
  if (isEuclidean(formula))
    return withSuperscripts(context, context.resolve(context, base, []), sup?.items ?? [], formula);
  if (base.tag !== "symbol" && sub !== undefined) return entryBelow(context, base, sub, formula);
  return withSuperscripts(context, context.resolve(context, base, wanted), sup?.items ?? [], formula);
}

/** `\|v\|_2`, `\|W\|_F`: the root of the sum of squares by its full name. */
function isEuclidean({ base, sub, primes }: ScriptedFormula): boolean {
  if (base.tag !== "applied" || base.head.tag !== "symbol" || base.head.name !== "norm" || primes > 0) return false;
  return ["2", "F"].includes(sub?.items.map(keyOfFormula).join() ?? "");
}

function isLetter(context: Context, symbol: Formula & { readonly tag: "symbol" }): boolean {
  const { name } = symbol;
  return context.bound.has(name) || context.uses.has(name) || context.open.scope.sizes.has(name);
}

/** `(W^T)_{ij}`, `(\delta * k)_{mn}`: an entry of what stands in the bracket. */
function entryBelow(context: Context, base: Formula, sub: Script, at: Formula): Value {
  const [only, ...more] = sub.items;
  const sizes = only === undefined || more.length > 0 ? undefined : sizesIn(context.open, only);
  if (sizes !== undefined && sizes.length > 1) {
    const whole = context.resolve(context, base, undefined);
    if (whole.tag === "array" && isShape(whole.shape, sizes)) return whole;
  }
  if (hasSlice(sub.items)) return slicedBelow(context, context.resolve(context, base, undefined), sub.items, at);
  const value = context.resolve(context, base, shapeWanted(context, sub.items));
  if (value.tag === "scalar" || at.tag !== "scripted" || at.sup !== undefined) throw unsupported(at);
  return entryOfValue(context, value, sub.items, at.span);
}

function resolveSymbol(context: Context, symbol: Formula & { readonly tag: "symbol" }, wanted: Shape): Value {
  const { name, span } = symbol;
  const size = sizeMeaning(context, name);
  if (size !== undefined) return scalar(size);
  const gradient = dNameValue(context, symbol);
  if (gradient !== undefined) return gradient;
  const letters = lettersOf(symbol);
  if (letters.length > 1 && !symbol.isWord) return resolveLetters(context, letters, (last) => last, wanted);
  if (/^[A-Za-z]$/.test(name) || isGreekIndex(name)) return scalar(letterMeaning(context, name, span, false));
  throw unknownName(symbol, context);
}

function isGreekIndex(name: string): boolean {
  return ["alpha", "beta", "gamma", "mu", "nu", "omega", "ell"].includes(name);
}

/** `dW`, `dW_{ij}` and `dL_dW` are gradients where no such name is declared. */
function dNameValue(context: Context, formula: Formula): Value | undefined {
  const stripped = derivedByName(context, formula) ?? differentialOf(formula);
  if (stripped === undefined || formula.tag === "differential" || formula.tag === "binary") return undefined;
  const reference = referenceOf(stripped);
  const part = reference && partOf(context, reference);
  if (part === undefined) return undefined;
  if (part.sup.length === 0) {
    const whole = namedPart(context, stripped);
    return whole && perExample(context, gradientOf(context, whole, formula.span), whole.array, formula);
  }
  // `dZ^T`: the gradient, transposed.
  const isTransposed = part.sup.every((mark) => ["T", "top"].includes(keyOfFormula(mark))) && part.calls.length === 0;
  if (!isTransposed) return undefined;
  const gradient = perExample(context, gradientOf(context, part, formula.span), part.array, formula);
  return withSuperscripts(context, gradient, part.sup, formula);
}

/** What programs call the gradient that comes from what stands above. */
const UPSTREAM: ReadonlySet<string> = new Set(["dout", "dOut", "grad_{output}", "grad_{out}", "d_{out}"]);

/** `dout`, `dout.T` */
function upstreamOf(context: Context, formula: SymbolFormula | ScriptedFormula): Value | undefined {
  const { sup, ...plain } = formula.tag === "scripted" ? formula : { ...formula, sup: undefined };
  if (!UPSTREAM.has(keyOfFormula(plain))) return undefined;
  return withSuperscripts(context, upstreamValue(context, plain), sup?.items ?? [], formula);
}

function upstreamValue(context: Context, symbol: Formula): Value {
  const upstream = context.open.scope.arrays.filter(({ definition }) => definition.kind === "upstream");
  const [only, ...more] = upstream;
  if (only === undefined || more.length > 0) throw unknownName(symbol, context);
  return sliceValue(context, only.id, []);
}

/** Letters that stood side by side are a product of names. */
function resolveLetters(
  context: Context,
  letters: readonly Formula[],
  finish: (last: Formula) => Formula,
  wanted: Shape,
): Value {
  const parts = letters.map((letter, position) => (position === letters.length - 1 ? finish(letter) : letter));
  const known = parts.every((part) => {
    const reference = referenceOf(part);
    const key = keyOfFormula(part);
    return (
      reference !== undefined &&
      (context.names.match(reference) !== undefined || context.bound.has(key) || context.open.scope.sizes.has(key))
    );
  });
  const whole = { start: (letters[0] as Formula).span.start, end: (parts[parts.length - 1] as Formula).span.end };
  if (!known) throw new Meaningless({ tag: "unknown-name", at: whole, name: letters.map(keyOfFormula).join("") });
  return resolveProduct(
    context,
    parts.map((part, position) => ({
      sign: position === 0 ? undefined : "juxtaposed",
      signSpan: part.span,
      formula: part,
    })),
    wanted,
  );
}
