/**
 * Calls as programs write them: `np.dot(A, B)`, `dZ.sum(axis=1, keepdims=True)`, `conv2d(x, w, padding=1)`. Each means
 * what it means there: arguments that are left out have the values that numpy and the frameworks give them.
 */
import Fraction from "fraction.js";
import type { Expression, NamedArgument } from "../../../language/syntax.ts";
import type { ArrayValue, Meaning, Value } from "../../meaning.ts";
import { PROGRAM } from "../../reading/code-words.ts";
import type { AppliedFormula, Formula, NamedItem, SymbolFormula } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { indexMeaning } from "../indices.ts";
import { constantOf } from "../linear.ts";
import { functionOf } from "../names/functions.ts";
import { keyOfFormula } from "../names/keys.ts";
import { expressionOf, lowerValue } from "../operators/lowering.ts";
import { unsupported } from "../scalars.ts";
import {
  broadcast,
  mapValue,
  matrixProduct,
  negative,
  outerProduct,
  product,
  rotateValue,
  sum,
  transposeValue,
} from "../values.ts";
import { maskOf } from "./masks.ts";
import { convolutionOf } from "./program-convolutions.ts";
import { rearranged } from "./rearrangements.ts";
import { reduced } from "./reductions.ts";

/** A call with its arguments; `isProgram` where a module or a dot stood before the name. */
export interface ProgramCall {
  readonly name: string;
  readonly isProgram: boolean;
  readonly items: readonly Formula[];
  readonly named: readonly NamedItem[];
  readonly at: Formula;
}

/** Undefined where nothing says that a program is meant. */
export function programCall(
  context: Context,
  formula: AppliedFormula,
  items: readonly Formula[],
  named: readonly NamedItem[],
): Value | undefined {
  const { head } = formula;
  const isProgram = head.tag === "symbol" && (head.name.startsWith(PROGRAM) || isBareCall(context, head));
  if (!isProgram && named.length === 0) return undefined;
  if (head.tag !== "symbol") throw unsupported(formula);
  const call = { name: head.name.replace(PROGRAM, ""), isProgram, items, named, at: formula };
  const value =
    reduction(context, call) ??
    maskOf(context, call) ??
    rearranged(context, call) ??
    convolutionOf(context, call) ??
    arithmetic(context, call);
  if (value === undefined) throw unsupported(formula);
  return value;
}

/** `dot(W.T, X)`: words that nothing but a program calls, even without a module. */
function isBareCall({ names }: Context, { name }: SymbolFormula): boolean {
  return /^(?:(?:convolve|correlate)2d|dot|matmul|outer|einsum)$/u.test(name) && !names.isHead(name);
}

function reduction(context: Context, call: ProgramCall): Value | undefined {
  if (call.name !== "sum" && call.name !== "mean") return undefined;
  const [of, axis, ...more] = call.items;
  if (of === undefined || more.length > 0) throw unsupported(call.at);
  const value = context.resolve(context, of, undefined);
  const given = call.named.find(({ name }) => name === "axis" || name === "dim")?.value ?? axis;
  const keep = call.named.find(({ name }) => name === "keepdims" || name === "keepdim")?.value;
  if (call.named.some(({ name }) => !/^(?:axis|dim|keepdims?)$/u.test(name))) throw unsupported(call.at);
  const isKept = keep !== undefined && /^(?:true|1)$/iu.test(keyOfFormula(keep));
  if (value.tag === "scalar") return value;
  const axes = given === undefined ? undefined : numbersOf(context, given);
  // Programs count axes from 0, the worksheet from 1; without a module before it the word may be either's.
  const base = axes === undefined || call.isProgram ? 0 : context.choose([0, 1]);
  return reduced(value, axes, { base, isKept, isMean: call.name === "mean", at: call.at });
}

function numbersOf(context: Context, formula: Formula): number[] {
  if (formula.tag === "group") return formula.items.flatMap((item) => numbersOf(context, item));
  const number = constantOf(indexMeaning(context, formula))?.valueOf();
  if (number === undefined || !Number.isInteger(number)) throw unsupported(formula);
  return [number];
}

/** `np.multiply(A, B)`, `np.power(A, 2)`, `np.dot(A, B)`, `np.exp(x)`. */
function arithmetic(context: Context, call: ProgramCall): Value | undefined {
  const { name, items, named, at } = call;
  const values = (count: number): Value[] => {
    if (items.length !== count) throw unsupported(at);
    return items.map((item) => context.resolve(context, item, undefined));
  };
  const zip = (combine: (a: Meaning, b: Meaning) => Meaning): Value => {
    const [a, b] = values(2) as [Value, Value];
    return broadcast(a, b, combine, at.span, name);
  };
  if (named.length > 0 && name !== "rot90") return worksheetCall(context, call);
  switch (name) {
    case "multiply":
    case "mul":
      return zip((a, b) => product([a, b]));
    case "add":
      return zip((a, b) => sum([a, b]));
    case "subtract":
      return zip((a, b) => sum([a, negative(b)]));
    case "divide":
      return zip((over, under) => ({ tag: "quotient", over, under }));
    case "dot":
    case "matmul":
    case "mm": {
      const [a, b] = values(2) as [Value, Value];
      if (a.tag === "scalar" || b.tag === "scalar") return broadcast(a, b, (x, y) => product([x, y]), at.span, name);
      return matrixProduct(a, b, at.span);
    }
    case "outer": {
      const [a, b] = values(2).map((value) => arrayOf(value, at)) as [ArrayValue, ArrayValue];
      if (a.shape.length !== 1 || b.shape.length !== 1) throw unsupported(at);
      return outerProduct(a, b);
    }
    case "square":
      return mapValue(values(1)[0] as Value, (base) => ({ tag: "power", base, exponent: new Fraction(2) }));
    case "power": {
      const exponent = items[1] && constantOf(indexMeaning(context, items[1]));
      if (items.length !== 2 || exponent === undefined) throw unsupported(at);
      return mapValue(context.resolve(context, items[0] as Formula, undefined), (base) => {
        return { tag: "power", base, exponent };
      });
    }
    case "maximum": {
      const argument = items.find((item) => keyOfFormula(item) !== "0");
      if (items.length !== 2 || argument === undefined || !items.some((item) => keyOfFormula(item) === "0"))
        throw unsupported(at);
      return applied(context, "relu", context.resolve(context, argument, undefined), at);
    }
    case "transpose":
      return transposeValue(arrayOf(values(1)[0], at), at.span);
    case "pad":
      return asWord(context, call);
    case "rot90":
    case "flip":
      return turnedTwice(context, call);
    default:
      return functionOf(context.open, name) === undefined
        ? worksheetCall(context, call)
        : applied(context, name, values(1)[0] as Value, at);
  }
}

/** The same word without its module: `np.pad(x, 1)` is `pad(x, 1)`. */
function asWord(context: Context, { name, items, at: { span } }: ProgramCall): Value {
  const head: Formula = { tag: "symbol", name, isWord: true, span };
  const argument: Formula = { tag: "group", bracket: "(", items, span };
  return context.resolve(context, { tag: "applied", head, argument, span }, undefined);
}

function applied(context: Context, name: string, value: Value, at: Formula): Value {
  const found = functionOf(context.open, name);
  if (found === undefined) throw unsupported(at);
  return mapValue(value, (argument) => ({ tag: "apply", apply: found.apply, argument }));
}

function arrayOf(value: Value | undefined, at: Formula): ArrayValue {
  if (value?.tag !== "array") throw unsupported(at);
  return value;
}

/** `np.rot90(w, 2)`, `np.flip(w)` of a matrix or a vector. */
function turnedTwice(context: Context, { name, items, named, at }: ProgramCall): Value {
  const [of, second] = items;
  const times = named.find((one) => one.name === "k")?.value ?? second;
  const isTwice = name === "flip" ? times === undefined : times !== undefined && keyOfFormula(times) === "2";
  if (of === undefined || !isTwice || items.length > 2 || named.length > 1) throw unsupported(at);
  const value = arrayOf(context.resolve(context, of, undefined), at);
  if (value.shape.length > 2 || (name === "rot90" && value.shape.length !== 2)) throw unsupported(at);
  return rotateValue(value);
}

/** Operators of the worksheet language that programs call by the same name, `softmax(z, axis=1)`. */
function worksheetCall(context: Context, { name, isProgram, items, named, at }: ProgramCall): Value | undefined {
  if (name !== "softmax") return undefined;
  const base = named.length === 0 || isProgram ? 0 : context.choose([0, 1]);
  const given = named.map((item): NamedArgument => {
    const [axis, ...more] = numbersOf(context, item.value);
    if (!/^(?:axis|dim)$/u.test(item.name) || axis === undefined || more.length > 0) throw unsupported(at);
    return { name: "axis", value: numberExpression(axis < 0 ? axis : axis + 1 - base) };
  });
  const positional = items.map((item) => expressionOf(context, context.resolve(context, item, undefined), item.span));
  return lowerValue(context, { tag: "call", name, primes: 0, positional, named: given }, at.span);
}

function numberExpression(number: number): Expression {
  const text = String(Math.abs(number));
  return number < 0 ? { tag: "negate", operand: { tag: "number", text } } : { tag: "number", text };
}
