/** Words for convolutions before their operands: `conv(a, k)`, `\text{Conv2D}^T(y, k)`. */
import { printExpression } from "../../../language/print.ts";
import type { CallNode, Span } from "../../../language/syntax.ts";
import type { ArrayValue, Value } from "../../meaning.ts";
import type { AppliedFormula, Formula } from "../../syntax.ts";
import { type Context, note, type Shape } from "../context.ts";
import { DoesNotFit } from "../failure.ts";
import { keyOfFormula } from "../names/keys.ts";
import { unsupported } from "../scalars.ts";
import { expressionOf, lowerValue } from "./lowering.ts";
import { convolve, fits } from "./sliding.ts";
import { CONVOLUTIONS } from "./words.ts";

/** Which convolutions a word is used for. */
export type ConvolutionKind = "either" | "correlation" | "transposed";

/** Undefined where the head is no word for a convolution. */
export function convolutionKind(head: Formula): ConvolutionKind | undefined {
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

/** `conv(a, k)`, `conv_{full}(\delta, k)`, `conv2(a, k, 'full')` */
export function convolutionCall(
  context: Context,
  kind: ConvolutionKind,
  formula: AppliedFormula,
  items: readonly Formula[],
  wanted: Shape,
): Value {
  const { span } = formula;
  const [left, right] = items.slice(0, 2).map((item) => context.resolve(context, item, undefined));
  if (left?.tag !== "array" || right?.tag !== "array") throw unsupported(items[0] as Formula);
  if (items.length > 3 || (items.length === 3 && paddingWord(items[2] as Formula) === undefined))
    throw unsupported(formula);
  const padding = paddingOf(formula.head, items[2]);
  if (kind === "transposed") {
    if (padding !== undefined) throw unsupported(formula);
    return transposedConvolution(context, left, right, span, wanted);
  }
  if (kind === "correlation") return convolve(context, { flip: false, padding }, left, right, span, wanted);
  // A text whose `*` turns its kernel has that in mind as well where it writes a word.
  const declared = context.operators.signs.get("*")?.meaning;
  const isTurned = declared?.tag === "name" && declared.name === "convolve";
  const [plain, turning, exchanged] = SLIDINGS;
  const sliding = context.prefer(isTurned ? [turning, plain, exchanged] : SLIDINGS);
  const { flip, operands, name } = sliding;
  const [input, kernel] = operands === "as written" ? [left, right] : [right, left];
  note(context, { tag: "read-as", at: span, shown: { latex: name, text: name }, why: "operator" });
  return convolve(context, { flip, padding }, input, kernel, span, wanted);
}

/** What a word for a convolution is used for, the likeliest first; the kernel may also be named before the input. */
const SLIDINGS = [
  { name: "correlation", flip: false, operands: "as written" },
  { name: "convolution", flip: true, operands: "as written" },
  { name: "kernel-first", flip: false, operands: "exchanged" },
] as const;

/** `conv_{full}(a, b)`, `conv2(a, b, 'full')`, `fullconv(a, b)`: how far it reaches, where that is said. */
function paddingOf(head: Formula, third: Formula | undefined): string | undefined {
  if (third !== undefined) return paddingWord(third);
  if (head.tag === "scripted") return head.sub && paddingWord(head.sub.items[0] as Formula);
  const name = head.tag === "symbol" ? head.name.toLowerCase() : "";
  return name.startsWith("full") ? "full" : name.startsWith("valid") ? "valid" : undefined;
}

function paddingWord(formula: Formula): string | undefined {
  const word = keyOfFormula(formula).toLowerCase();
  return ["full", "valid", "same"].includes(word) ? word : undefined;
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
