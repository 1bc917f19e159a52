/**
 * Something before a bracket: a function of what stands in it, a word for an operator, an entry, or a product.
 */
import Fraction from "fraction.js";
import { printExpression } from "../../language/print.ts";
import type { CallNode, Expression, Span } from "../../language/syntax.ts";
import { findOperator } from "../../problem/operators.ts";
import type { ScalarFunction } from "../../problem/rows.ts";
import type { ArrayValue, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { type Context, note } from "./context.ts";
import { differentialOf, gradientOf } from "./derivatives.ts";
import { DoesNotFit } from "./failure.ts";
import { functionOf } from "./functions.ts";
import { entryOfValue, indexMeaning } from "./indices.ts";
import { keyOfFormula, lettersOf } from "./keys.ts";
import { expressionOf, lowerValue } from "./lowering.ts";
import { applyDeclared, combine, convolve, fits } from "./operators.ts";
import { isIndexLike, namedPart, partOf } from "./parts.ts";
import { referenceOf } from "./reference.ts";
import { unknownName, unsupported } from "./scalars.ts";
import { turned, withSuperscripts } from "./superscripts.ts";
import { mapValue, scalar, sliceValue, sum } from "./values.ts";
import { CONVOLUTIONS, isTurn } from "./words.ts";

const HALF = new Fraction(1, 2);

type Applied = Formula & { readonly tag: "applied" };
type Shape = readonly number[] | undefined;

export function resolveCall(context: Context, formula: Applied, wanted: Shape): Value {
  const { head } = formula;
  const { items, sup } = argumentOf(formula);
  const finish = (value: Value): Value => withSuperscripts(context, value, sup, formula);
  const word = wordCall(context, formula, items, wanted);
  if (word !== undefined) return finish(word);
  const called = functionCall(context, head, items, formula, wanted);
  if (called !== undefined) return finish(called);
  const { argument } = formula;
  const isScripted = argument.tag === "scripted" && sup.length > 0;
  const reference = referenceOf(isScripted ? { ...formula, argument: argument.base } : formula);
  const part = reference && partOf(context, reference);
  if (part !== undefined && part.calls.length === 0 && reference?.primes === 0)
    return finish(withSuperscripts(context, sliceValue(context, part.array, part.indices), part.sup, formula));
  const gradient = sup.length === 0 ? gradientCall(context, formula) : undefined;
  return gradient ?? productCall(context, formula, wanted);
}

/** What stands in the bracket, and what stands above it. */
function argumentOf({ argument }: Applied): { readonly items: readonly Formula[]; readonly sup: readonly Formula[] } {
  if (argument.tag === "group") return { items: argument.items, sup: [] };
  if (
    argument.tag === "scripted" &&
    argument.base.tag === "group" &&
    argument.sub === undefined &&
    argument.primes === 0
  )
    return { items: argument.base.items, sup: argument.sup?.items ?? [] };
  return { items: [argument], sup: [] };
}

/** Turning by 180°, an operator that the worksheet declares, a convolution, an operator of the worksheet language. */
function wordCall(context: Context, formula: Applied, items: readonly Formula[], wanted: Shape): Value | undefined {
  const { head, span } = formula;
  const key = keyOfFormula(head);
  const values = (): Value[] => items.map((item) => context.resolve(context, item, undefined));
  const declared = context.operators.words.get(key);
  if (declared !== undefined) return applyDeclared(context, declared, values(), span, wanted, key);
  const [only, ...more] = items;
  if (isTurn(head) && only !== undefined && more.length === 0)
    return turned(context.resolve(context, only, wanted), only);
  const kind = convolutionKind(head);
  if (kind !== undefined && items.length >= 2) return convolutionCall(context, kind, formula, items, wanted);
  if ((key === "floor" || key === "ceil") && only !== undefined && more.length === 0)
    return scalar(indexMeaning(context, formula));
  if (key === "norm" && only !== undefined && more.length === 0) return normOf(context, only);
  if (key === "max" && items.length === 2) return maximumOfZero(context, items, wanted);
  const name = key.toLowerCase();
  const operator =
    head.tag === "symbol" && context.names.match(referenceOf(head) ?? never()) === undefined
      ? findOperator(name)
      : undefined;
  if (operator === undefined || functionOf(context.open, key) !== undefined) return undefined;
  return lowerValue(
    context,
    { tag: "call", name, primes: 0, positional: items.map((item) => operandOf(context, item)), named: [] },
    span,
  );
}

/** `\|v\|`: the root of the sum of squares. */
function normOf(context: Context, of: Formula): Value {
  const value = context.resolve(context, of, undefined);
  const entries = value.tag === "scalar" ? [value.meaning] : value.entries;
  const squares = entries.map((base) => ({ tag: "power", base, exponent: new Fraction(2) }) as const);
  return scalar({ tag: "power", base: sum(squares), exponent: HALF });
}

function never(): never {
  throw new Error("a symbol is a reference");
}

/** Numbers stay numbers, which say how far; all else is an array. */
function operandOf(context: Context, item: Formula): Expression {
  if (item.tag === "number") return { tag: "number", text: item.text };
  if (item.tag === "symbol" && item.isWord && ["full", "valid", "same"].includes(item.name))
    return { tag: "text", value: item.name };
  return expressionOf(context, context.resolve(context, item, undefined), item.span);
}

type ConvolutionKind = "either" | "correlation" | "transposed";

function convolutionKind(head: Formula): ConvolutionKind | undefined {
  if (head.tag === "symbol") return Object.hasOwn(CONVOLUTIONS, head.name) ? CONVOLUTIONS[head.name] : undefined;
  if (head.tag !== "scripted" || head.base.tag !== "symbol") return undefined;
  if (head.sub !== undefined)
    return head.sup === undefined && /^(?:full|valid|same)$/.test(head.sub.items.map(keyOfFormula).join(""))
      ? convolutionKind(head.base)
      : undefined;
  const isTransposed =
    head.sup?.items.map(keyOfFormula).join() === "T" || head.sup?.items.map(keyOfFormula).join() === "top";
  return isTransposed && Object.hasOwn(CONVOLUTIONS, head.base.name) ? "transposed" : undefined;
}

function convolutionCall(
  context: Context,
  kind: ConvolutionKind,
  { span }: Applied,
  items: readonly Formula[],
  wanted: Shape,
): Value {
  const [left, right] = items.slice(0, 2).map((item) => context.resolve(context, item, undefined));
  if (left?.tag !== "array" || right?.tag !== "array") throw unsupported(items[0] as Formula);
  if (kind === "transposed") return transposedConvolution(context, left, right, span, wanted);
  const flips = kind === "correlation" ? [false] : [false, true];
  return convolve(context, context.prefer(flips), left, right, span, wanted);
}

/**
 * The transposed convolution with the stride, padding and so on of a convolution of the worksheet, where that gives the
 * shape that is wanted, else with none; where several do, the worksheet's own comes first.
 */
function transposedConvolution(context: Context, left: ArrayValue, right: ArrayValue, at: Span, wanted: Shape): Value {
  const operands = [left, right].map((operand) => expressionOf(context, operand, at));
  const name = `conv_transpose${Math.max(1, Math.min(3, Math.min(left.shape.length, right.shape.length), 2))}d`;
  const call = (named: CallNode["named"]): Value | undefined => {
    try {
      return lowerValue(context, { tag: "call", name, primes: 0, positional: operands, named }, at);
    } catch (error) {
      if (error instanceof DoesNotFit) return undefined;
      throw error;
    }
  };
  const sources = context.open.scope.arrays.flatMap(({ convolution }) => (convolution ? [convolution.source] : []));
  const own = sources.map(({ named }) => named.filter((argument) => KEPT.has(argument.name)));
  const fitting = new Map<string, { readonly value: Value; readonly named: CallNode["named"] }>();
  for (const named of [...own, []]) {
    const value = call(named);
    const key = printExpression({ tag: "call", name, primes: 0, positional: [], named });
    if (value !== undefined && (wanted === undefined || fits(value, wanted))) fitting.set(key, { value, named });
  }
  if (fitting.size === 0)
    return call([]) ?? lowerValue(context, { tag: "call", name, primes: 0, positional: operands, named: [] }, at);
  const chosen = context.prefer([...fitting.entries()]);
  const [shown, { value, named }] = chosen;
  if (named.length > 0) note(context, { tag: "read-as", at, shown: { latex: name, text: shown }, why: "padding" });
  return value;
}

const KEPT: ReadonlySet<string> = new Set(["stride", "padding", "dilation", "groups"]);

function maximumOfZero(context: Context, items: readonly Formula[], wanted: Shape): Value | undefined {
  const argument = items.find((item) => keyOfFormula(item) !== "0");
  if (argument === undefined || !items.some((item) => keyOfFormula(item) === "0")) return undefined;
  const apply: ScalarFunction = { name: "relu", primes: 0, parameters: [] };
  return mapValue(context.resolve(context, argument, wanted), (value) => ({ tag: "apply", apply, argument: value }));
}

/** `\sigma'(z)`, `f(z_{11})`; on arrays, entry by entry. */
function functionCall(
  context: Context,
  head: Formula,
  items: readonly Formula[],
  at: Formula,
  wanted: Shape,
): Value | undefined {
  const reference = referenceOf(head);
  if (reference === undefined || reference.sub.length + reference.sup.length + reference.calls.length > 0)
    return undefined;
  if (context.names.match(reference) !== undefined || context.bound.has(reference.head)) return undefined;
  const found = functionOf(context.open, reference.head);
  const [argument, ...more] = items;
  if (found === undefined || argument === undefined || more.length > 0) return undefined;
  if (found.isGuess)
    note(context, {
      tag: "read-as",
      at: head.span,
      shown: { latex: found.apply.name, text: found.apply.name },
      why: "name",
    });
  if (reference.primes > 1) throw unsupported(at);
  return mapValue(context.resolve(context, argument, wanted), (value) => applied(found.apply, reference.primes, value));
}

export function applied(apply: ScalarFunction, primes: number, argument: Extract<Value, { tag: "scalar" }>["meaning"]) {
  if (apply.name === "sqrt" && primes === 0) return { tag: "power", base: argument, exponent: HALF } as const;
  return { tag: "apply", apply: { ...apply, primes }, argument } as const;
}

/** `d W(r,s)`, `dW[1,2]`: the gradient where no such name is declared. */
function gradientCall(context: Context, formula: Applied): Value | undefined {
  const stripped = differentialOf(formula);
  const part = stripped && namedPart(context, stripped);
  return part && gradientOf(context, part, formula.span);
}

/** `\frac{\partial L}{\partial a}[i,j]`, `(\delta * k)(i,j)`: an entry of what stands before the bracket. */
function indexedValue(context: Context, value: Value, { argument, span }: Applied): Value | undefined {
  if (value.tag === "scalar" || argument.tag !== "group" || argument.items.length !== value.shape.length)
    return undefined;
  if (argument.items.length < 2 && argument.bracket !== "[") return undefined;
  if (!argument.items.every((item) => isIndexLike(context, item))) return undefined;
  return entryOfValue(context, value, argument.items, span);
}

/** `k_{11}(a_{11} + a_{12})`, `2(a - b)`. */
function productCall(context: Context, formula: Applied, wanted: Shape): Value {
  const { head, argument, span } = formula;
  if (head.tag === "symbol" && head.isWord && lettersOf(head).length > 1) throw unknownName(head, context);
  const left = context.resolve(context, head, undefined);
  const entry = indexedValue(context, left, formula);
  if (entry !== undefined) return entry;
  const right = context.resolve(context, argument, left.tag === "scalar" ? wanted : undefined);
  if (left.tag === "scalar" && right.tag === "scalar" && head.tag !== "number")
    note(context, {
      tag: "read-as",
      at: span,
      shown: { latex: keyOfFormula(formula), text: keyOfFormula(formula) },
      why: "product",
    });
  return combine(context, "juxtaposed", left, right, span, wanted);
}
