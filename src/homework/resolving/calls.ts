/**
 * Something before a bracket: a function of what stands in it, a word for an operator, an entry, or a product.
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import { findOperator } from "../../problem/operators.ts";
import type { ScalarFunction } from "../../problem/rows.ts";
import type { Value } from "../meaning.ts";
import type { Formula, NamedItem } from "../syntax.ts";
import { type Context, note, numberMeaning } from "./context.ts";
import { gradientOf } from "./derivatives.ts";
import { functionValue } from "./function-values.ts";
import { entryOfValue, indexMeaning, shapeWanted } from "./indices.ts";
import { differentialOf } from "./names/differentials.ts";
import {
  functionAppliedTo,
  functionOf,
  isActivationLetter,
  layerFunctions,
  type NamedFunction,
} from "./names/functions.ts";
import { derivedByName, keptArray } from "./names/gradient-names.ts";
import { keyOfFormula, lettersOf } from "./names/keys.ts";
import { isIndexLike, namedPart, partOf } from "./names/parts.ts";
import { referenceOf } from "./names/reference.ts";
import { convolutionCall, convolutionKind } from "./operators/convolution-words.ts";
import { expressionOf, lowerValue } from "./operators/lowering.ts";
import { applyDeclared, combine } from "./operators/operators.ts";
import { turned, withSuperscripts } from "./operators/superscripts.ts";
import { isTurn } from "./operators/words.ts";
import { octaveReduction, primedCall } from "./programs/octave.ts";
import { programCall } from "./programs/programs.ts";
import { sizeOfAxis } from "./programs/rearrangements.ts";
import { reduced } from "./programs/reductions.ts";
import { hasSlice, slicedValue } from "./programs/slices.ts";
import { unknownName, unsupported } from "./scalars.ts";
import { softmaxOfEntry } from "./softmax.ts";
import { mapValue, scalar, sliceValue, sum } from "./values.ts";

const HALF = new Fraction(1, 2);

type Applied = Formula & { readonly tag: "applied" };
type Shape = readonly number[] | undefined;

export function resolveCall(context: Context, formula: Applied, wanted: Shape): Value {
  const { head } = formula;
  const primed = primedCall(context, formula);
  if (primed !== undefined) return primed;
  const entry = entryOfCall(context, formula);
  if (entry !== undefined) return entry;
  const { items, sup, named } = argumentOf(formula);
  const finish = (value: Value): Value => withSuperscripts(context, value, sup, formula);
  const bare = withoutSuperscripts(formula);
  const kept = keptArray(context, bare);
  if (kept !== undefined) return finish(context.resolve(context, kept, wanted));
  const size = sizeOfAxis(context, formula);
  if (size !== undefined) return size;
  if (hasSlice(items)) return finish(slicedValue(context, head, items, formula));
  const reduction = octaveReduction(context, formula, items);
  if (reduction !== undefined) return finish(reduction);
  const program = programCall(context, formula, items, named);
  if (program !== undefined) return finish(program);
  const word = wordCall(context, formula, items, wanted);
  if (word !== undefined) return finish(word);
  const called = functionCall(context, head, items, formula, wanted);
  if (called !== undefined) return finish(called);
  const byName = derivedByName(context, bare) && gradientCall(context, bare);
  if (byName !== undefined) return finish(byName);
  const reference = referenceOf(bare);
  const part = reference && partOf(context, reference);
  if (part !== undefined && part.calls.length === 0 && part.primes === 0)
    return finish(withSuperscripts(context, sliceValue(context, part.array, part.indices), part.sup, formula));
  const gradient = sup.length === 0 ? gradientCall(context, formula) : undefined;
  const value = gradient === undefined && sup.length === 0 ? functionValue(context, formula) : gradient;
  return value ?? productCall(context, formula, wanted);
}

/** `\mathrm{softmax}(z)_i`: an entry of what a word makes of an array. */
function entryOfCall(context: Context, formula: Applied): Value | undefined {
  const { head, argument, span } = formula;
  if (argument.tag !== "scripted" || argument.base.tag !== "group" || argument.sub === undefined) return undefined;
  if (argument.sup !== undefined || argument.primes > 0 || !isFunctionWord(context, head)) return undefined;
  const call: Applied = { ...formula, argument: argument.base };
  const value = resolveCall(context, call, shapeWanted(context, argument.sub.items));
  return value.tag === "scalar" ? undefined : entryOfValue(context, value, argument.sub.items, span);
}

/** An operator of the worksheet language or a function, by its name. */
function isFunctionWord(context: Context, head: Formula): boolean {
  if (head.tag !== "symbol" || context.names.match(referenceOf(head) ?? never()) !== undefined) return false;
  return findOperator(head.name.toLowerCase()) !== undefined || isFunctionName(context, head.name);
}

/** The call without what stands above its bracket. */
function withoutSuperscripts(call: Applied): Applied {
  const { argument } = call;
  const isRaised = argument.tag === "scripted" && argument.sup !== undefined && argumentOf(call).sup.length > 0;
  return isRaised ? { ...call, argument: argument.base } : call;
}

/** What stands in the bracket, and what stands above it. */
function argumentOf(call: Applied): {
  readonly items: readonly Formula[];
  readonly sup: readonly Formula[];
  readonly named: readonly NamedItem[];
} {
  const { argument } = call;
  if (argument.tag === "group") return { items: argument.items, sup: [], named: argument.named ?? [] };
  if (
    argument.tag === "scripted" &&
    argument.base.tag === "group" &&
    argument.sub === undefined &&
    argument.primes === 0
  )
    return { items: argument.base.items, sup: argument.sup?.items ?? [], named: argument.base.named ?? [] };
  return { items: [argument], sup: [], named: [] };
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
  if (key === "diag" && only !== undefined && more.length === 0) return diagonalOf(context, only, formula);
  if (key === "max" && items.length === 2) return maximumOfZero(context, items, wanted);
  if (key === "sum" && only !== undefined && more.length === 0) {
    const rows = sumOfRows(context, only, formula, wanted);
    if (rows !== undefined) return rows;
  }
  const name = key.toLowerCase();
  if (name === "softmax" && only !== undefined && more.length === 0) {
    const entry = softmaxOfEntry(context, only);
    if (entry !== undefined) return entry;
    // `softmax(W_i x)` in the place of a number is an entry too, and not a softmax of anything that W_i x may be.
    if (wanted?.length === 0 && referenceOf(only) === undefined) throw unsupported(formula);
  }
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

/** `sum(dY)` where an array is wanted: Python's adds along the first axis, the worksheet's adds everything. */
function sumOfRows(context: Context, of: Formula, at: Formula, wanted: Shape): Value | undefined {
  if (wanted === undefined || wanted.length === 0) return undefined;
  const value = context.resolve(context, of, undefined);
  if (value.tag !== "array" || value.shape.slice(1).join() !== wanted.join()) return undefined;
  if (context.choose(["all", "rows"]) === "all") return undefined;
  const text = `sum(${keyOfFormula(of)}, axis=1)`;
  note(context, { tag: "read-as", at: at.span, shown: { latex: text, text }, why: "range" });
  return reduced(value, [0], { base: 0, isKept: false, isMean: false, at });
}

/** `\|v\|`: the root of the sum of squares. */
function normOf(context: Context, of: Formula): Value {
  const value = context.resolve(context, of, undefined);
  const entries = value.tag === "scalar" ? [value.meaning] : value.entries;
  const squares = entries.map((base) => ({ tag: "power", base, exponent: new Fraction(2) }) as const);
  return scalar({ tag: "power", base: sum(squares), exponent: HALF });
}

/** `\mathrm{diag}(v)`: a matrix with the entries of a vector on its diagonal. */
function diagonalOf(context: Context, of: Formula, at: Formula): Value {
  const value = context.resolve(context, of, undefined);
  if (value.tag === "scalar" || value.shape.length !== 1) throw unsupported(at);
  const { entries } = value;
  const rows = entries.map((entry, row) => entries.map((_, column) => (row === column ? entry : numberMeaning(0))));
  return { tag: "array", shape: [entries.length, entries.length], entries: rows.flat() };
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
  const reference = referenceOf(withoutLayer(context, head));
  if (reference === undefined || reference.sub.length + reference.sup.length + reference.calls.length > 0)
    return undefined;
  if (context.names.match(reference) !== undefined || context.bound.has(reference.head)) return undefined;
  const [argument, ...more] = items;
  if (argument === undefined || more.length > 0 || !isFunctionName(context, reference.head)) return undefined;
  const value = context.resolve(context, argument, wanted);
  const found = functionOfHead(context, head, reference.head, value);
  if (found === undefined) return undefined;
  if (found.isGuess)
    note(context, {
      tag: "read-as",
      at: head.span,
      shown: { latex: found.apply.name, text: found.apply.name },
      why: "name",
    });
  if (reference.primes > 1) throw unsupported(at);
  return mapValue(value, (one) => applied(found.apply, reference.primes, one));
}

function isFunctionName({ open }: Context, name: string): boolean {
  return functionOf(open, name) !== undefined || isActivationLetter(name);
}

/** The same letter with a layer's mark may stand for another function in each layer; in a claim it is always the same. */
function functionOfHead(context: Context, head: Formula, name: string, of: Value): NamedFunction | undefined {
  if (withoutLayer(context, head) === head) return activationOf(context, name, of);
  const options = layerFunctions(context.open, name);
  const key = keyOfFormula(head).replaceAll("'", "");
  const known = options.find(({ apply }) => apply.name === context.signs.get(key));
  const found = known ?? (options.length > 1 ? context.prefer(options) : options[0]);
  if (found !== undefined) context.signs.set(key, found.apply.name);
  return found;
}

/** A text's letter for any activation is, before an array, the function that the worksheet applies to that array. */
function activationOf(context: Context, name: string, of: Value): NamedFunction | undefined {
  const usual = functionOf(context.open, name);
  const array = isActivationLetter(name) ? arrayOfValue(of) : undefined;
  const apply = array === undefined ? undefined : functionAppliedTo(context.open, array);
  if (apply === undefined || apply.name === usual?.apply.name || context.open.scope.functions.has(name)) return usual;
  const own: NamedFunction = { apply, isGuess: true };
  if (usual === undefined) return own;
  // The letter is taken for one or the other throughout the claim.
  const isOwn = context.signs.get(`${name} of an array`) ?? context.prefer(["no", "yes"]);
  context.signs.set(`${name} of an array`, isOwn);
  return isOwn === "yes" ? own : usual;
}

/** The array whose entries a value is, each in its place. */
function arrayOfValue(value: Value): number | undefined {
  const [first, ...more] = value.tag === "scalar" ? [value.meaning] : value.entries;
  if (first?.tag !== "entry") return undefined;
  return more.every((one) => one.tag === "entry" && one.array === first.array) ? first.array : undefined;
}

/** `g^{[1]}`, `g^{[1]'}`, `\sigma^{(l)}`: the function of a layer, where the worksheet has it under its plain name. */
function withoutLayer(context: Context, head: Formula): Formula {
  if (head.tag !== "scripted" || head.base.tag !== "symbol" || head.sup === undefined) return head;
  const { sup, ...plain } = head;
  const [only, ...more] = sup.items;
  if (only === undefined || more.length > 0 || !isFunctionName(context, head.base.name)) return head;
  const isMarked =
    only.tag === "scripted" && only.base.tag === "group" && only.sub === undefined && only.sup === undefined;
  const bracket = isMarked && only.base.tag === "group" ? only.base.bracket : sup.bracket;
  const mark = isMarked && only.base.tag === "group" ? (only.base.items[0] as Formula) : only;
  const isLayer = bracket === "[" || (bracket === "(" && /^\(?(?:l|L|ell)(?: [-+] \d)?\)?$/u.test(keyOfFormula(mark)));
  return isLayer ? { ...plain, primes: plain.primes + (isMarked ? only.primes : 0) } : head;
}

export function applied(apply: ScalarFunction, primes: number, argument: Extract<Value, { tag: "scalar" }>["meaning"]) {
  if (apply.name === "sqrt" && primes === 0) return { tag: "power", base: argument, exponent: HALF } as const;
  return { tag: "apply", apply: { ...apply, primes }, argument } as const;
}

/** `d W(r,s)`, `dW[1,2]`: the gradient where no such name is declared. */
function gradientCall(context: Context, formula: Applied): Value | undefined {
  const stripped = derivedByName(context, formula) ?? differentialOf(formula);
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
  const place = argument.tag === "group" ? shapeWanted(context, argument.items) : undefined;
  const left = context.resolve(context, head, place);
  const entry = indexedValue(context, left, formula);
  if (entry !== undefined) return entry;
  // `h'(z)` of an array h: a derivative, of which nothing is known.
  if (head.tag === "scripted" && head.primes > 0) throw unknownName(head, context);
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
