/** Convolutions by the names, arguments and defaults of the frameworks, of scipy and of numpy. */
import type { Expression, NamedArgument } from "../../../language/syntax.ts";
import type { Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { indexMeaning } from "../indices.ts";
import { constantOf } from "../linear.ts";
import { keyOfFormula } from "../names/keys.ts";
import { expressionOf, lowerValue } from "../operators/lowering.ts";
import { unsupported } from "../scalars.ts";
import type { ProgramCall } from "./programs.ts";

/** What the worksheet language calls an argument. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  stride: "stride",
  strides: "stride",
  padding: "padding",
  pad: "padding",
  dilation: "dilation",
  groups: "groups",
  bias: "bias",
  output_padding: "output_padding",
  flip: "flip",
};

const LAYER = /^(?:conv([123])d|Conv([123])[dD]|conv_transpose([123])d|ConvTranspose([123])d|conv([123])d_transpose)$/u;

export function convolutionOf(context: Context, call: ProgramCall): Value | undefined {
  const layer = LAYER.exec(call.name);
  if (layer !== null) {
    const rank = layer.slice(1).find((digit) => digit !== undefined) as string;
    return layerCall(context, call, /transpose/iu.test(call.name) ? `conv_transpose${rank}d` : `conv${rank}d`);
  }
  const sliding = /^(convolve|correlate)(2d)?$/u.exec(call.name);
  return sliding === null
    ? undefined
    : slidingCall(context, call, sliding[1] === "convolve", sliding[2] === "2d" ? 2 : 1);
}

function layerCall(context: Context, call: ProgramCall, name: string): Value {
  const { items, named, at } = call;
  if (items.length < 2 || items.length > 3) throw unsupported(at);
  const [input, kernel, third] = items.map((item) => argumentOf(context, item));
  const given = named.map(({ name: own, value }): NamedArgument => {
    const known = Object.hasOwn(ARGUMENTS, own) ? ARGUMENTS[own] : undefined;
    if (known === undefined) throw unsupported(at);
    return { name: known, value: argumentOf(context, value) };
  });
  const last: NamedArgument[] =
    third === undefined ? [] : [{ name: third.tag === "text" ? "padding" : "bias", value: third }];
  const positional = [input, kernel] as Expression[];
  return lowerValue(context, { tag: "call", name, primes: 0, positional, named: [...last, ...given] }, at.span);
}

/** scipy's and numpy's: convolutions reach everywhere unless `mode` says otherwise, numpy's correlation nowhere beyond. */
function slidingCall(context: Context, call: ProgramCall, isTurned: boolean, rank: number): Value {
  const { items, named, at } = call;
  const [input, kernel, third] = items;
  const mode = named.find(({ name }) => name === "mode")?.value ?? third;
  if (input === undefined || kernel === undefined || named.some(({ name }) => name !== "mode")) throw unsupported(at);
  const padding = mode === undefined ? (isTurned || rank === 2 ? "full" : "valid") : keyOfFormula(mode);
  const operands = [input, kernel].map((item) => context.resolve(context, item, undefined));
  const isOdd = operands[1]?.tag === "array" && operands[1].shape.every((size) => size % 2 === 1);
  if (!["full", "valid", "same"].includes(padding) || (padding === "same" && !isOdd)) throw unsupported(at);
  if (operands.some((value) => value.tag !== "array" || value.shape.length !== rank)) throw unsupported(at);
  const flip: NamedArgument = { name: "flip", value: { tag: "name", name: "true" } };
  const positional = operands.map((value) => expressionOf(context, value, at.span));
  const given: NamedArgument[] = [
    { name: "padding", value: { tag: "text", value: padding } },
    ...(isTurned ? [flip] : []),
  ];
  return lowerValue(context, { tag: "call", name: `conv${rank}d`, primes: 0, positional, named: given }, at.span);
}

/** Numbers, tuples of numbers, words, and arrays. */
function argumentOf(context: Context, formula: Formula): Expression {
  switch (formula.tag) {
    case "number":
      return { tag: "number", text: formula.text };
    case "negate":
      return { tag: "negate", operand: argumentOf(context, formula.operand) };
    case "group":
      if (formula.items.length > 1) {
        return { tag: "tuple", items: formula.items.map((item) => argumentOf(context, item)) };
      }
      break;
    case "symbol":
      if (/^(?:full|valid|same)$/iu.test(formula.name)) return { tag: "text", value: formula.name.toLowerCase() };
      if (/^(?:true|false)$/iu.test(formula.name)) return { tag: "name", name: formula.name.toLowerCase() };
  }
  const size = sizeOf(context, formula);
  if (size !== undefined) return { tag: "number", text: String(size) };
  return expressionOf(context, context.resolve(context, formula, undefined), formula.span);
}

/** A letter for a size, or arithmetic with it. */
function sizeOf(context: Context, formula: Formula): number | undefined {
  const uses = new Map(context.uses);
  if (formula.tag !== "binary" && !(formula.tag === "symbol" && context.open.scope.sizes.has(formula.name)))
    return undefined;
  try {
    return constantOf(indexMeaning({ ...context, uses }, formula))?.valueOf();
  } catch {
    return undefined;
  }
}
