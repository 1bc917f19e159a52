/**
 * Calls as a reader knows them: sums with limits, derivatives, sigma, roots, floors, transposes; every other
 * call keeps its name and its arguments.
 * In: a call of the worksheet language. Out: its visual tree.
 */
import type { CallNode, Expression, NamedArgument } from "../language/syntax.ts";
import type { Style } from "../problem/style.ts";
import { latexOfName } from "./names.ts";
import type { Limit, Visual } from "./visual.ts";
import { groupBelow, isOpenToTheRight, powerVisual, tightness } from "./visual.ts";
import { convolutionVisual } from "./visualize-convolution.ts";

/** How a part of the call looks, and in which habits all is written. */
export interface Show {
  readonly part: (expression: Expression) => Visual;
  readonly style: Style;
}

export function callVisual(call: CallNode, show: Show): Visual {
  const [first, second] = call.positional;
  const isPlain = call.primes === 0 && call.named.length === 0;
  if (first !== undefined && second !== undefined && isPlain && (call.name === "jac" || call.name === "grad"))
    return derivativeVisual(call.name, first, second, show);
  const convolved = convolutionVisual(call, show.part, show.style);
  if (convolved !== undefined) return convolved;
  if (first === undefined || call.positional.length !== 1 || call.primes > 0) return applyVisual(call, show);
  const isIndexed = call.named.length > 0 && call.named.every((argument) => argument.value.tag === "range");
  if (isIndexed && (call.name === "sum" || call.name === "max"))
    return bigSumVisual(call.name, first, call.named, show);
  return (isPlain ? signVisual(call.name, show.part(first)) : undefined) ?? applyVisual(call, show);
}

/** Functions of one argument that have a sign of their own. */
function signVisual(name: string, body: Visual): Visual | undefined {
  if (name === "sqrt") return { tag: "root", body };
  if (name === "floor" || name === "ceil") return { tag: "fenced", fence: name, body };
  if (name === "transpose") return powerVisual(body, transposeMark);
  return undefined;
}

const transposeMark: Visual = { tag: "symbol", latex: "T", plain: "T", word: false, scripts: "none" };

function derivativeVisual(name: "jac" | "grad", of: Expression, by: Expression, show: Show): Visual {
  const variable = groupBelow(tightness.atom, show.part(by));
  const visual = show.part(of);
  const slash = slashIn(show.style);
  if (isShort(of) || (name === "grad" && of.tag === "call"))
    return { tag: "derivative", of: visual, by: variable, ...slash };
  const operand = isOpenToTheRight(visual) ? visual : groupBelow(tightness.fraction, visual);
  return { tag: "derivative", by: variable, operand, ...slash };
}

/** For a derivative that is written on one line. */
export function slashIn({ derivative }: Style): { readonly slash?: true } {
  return derivative === "slash" ? { slash: true } : {};
}

/** What stands in the numerator, beside the d: a name, an entry, or the sum or mean of an array. */
function isShort(of: Expression): boolean {
  if (of.tag === "name") return true;
  if (of.tag === "index") return of.array.tag === "name";
  return of.tag === "call" && (of.name === "sum" || of.name === "mean") && of.named.length === 0;
}

function bigSumVisual(sign: "sum" | "max", body: Expression, ranges: readonly NamedArgument[], show: Show): Visual {
  const limits = ranges.map((range) => limitOf(range, show));
  const summand = show.part(body);
  const isSame = summand.tag === "bigSum" && summand.sign === sign;
  const merged = isSame ? [...limits, ...summand.limits] : limits;
  const inner = isSame ? summand.body : groupBelow(tightness.product, summand);
  return { tag: "bigSum", sign, limits: merged, body: inner };
}

function limitOf(argument: NamedArgument, show: Show): Limit {
  const letter = show.part({ tag: "name", name: argument.name });
  const { value } = argument;
  const [from, to] = value.tag === "range" ? [value.from, value.to] : [value, value];
  return { letter, range: { from: show.part(from), to: show.part(to) } };
}

const functionSymbols: Readonly<Record<string, { readonly latex: string; readonly plain: string }>> = {
  sigmoid: { latex: "\\sigma", plain: "σ" },
  tanh: { latex: "\\tanh", plain: "tanh" },
  exp: { latex: "\\exp", plain: "exp" },
  gcd: { latex: "\\gcd", plain: "gcd" },
  log: { latex: "\\log", plain: "log" },
};

export function functionVisual(name: string): Visual {
  const known = Object.hasOwn(functionSymbols, name) ? functionSymbols[name] : undefined;
  if (known !== undefined) return { tag: "symbol", ...known, word: known.plain.length > 1, scripts: "none" };
  // A function's name is one word: the _ of leaky_relu starts no subscript, nor is the 2 of conv2d a layer.
  const isLetter = /^.$/u.test(name);
  const latex = isLetter ? latexOfName(name) : upright(name);
  return { tag: "symbol", latex, plain: name, word: !isLetter, scripts: "none" };
}

function upright(name: string): string {
  const escaped = name.replaceAll("_", "\\_");
  return /^\w*$/.test(name) ? `\\mathrm{${escaped}}` : `\\text{${escaped}}`;
}

/** A slope such as alpha is part of the function's name; stride and padding are arguments. */
function applyVisual(call: CallNode, show: Show): Visual {
  const parameters: { readonly name: string; readonly value: Visual }[] = [];
  const shown = call.positional.map(show.part);
  for (const { name, value } of call.named) {
    const visual = show.part(value);
    if (name === "alpha") parameters.push({ name, value: visual });
    else shown.push({ tag: "relation", left: wordVisual(name), sign: "=", right: visual });
  }
  const isShort = show.style.convolution === "conv" && /^conv(_transpose)?[123]d$/.test(call.name);
  const head = functionVisual(isShort ? call.name.slice(0, -2) : call.name);
  return { tag: "apply", head, primes: call.primes, parameters, arguments: shown };
}

function wordVisual(name: string): Visual {
  return { tag: "symbol", latex: upright(name), plain: name, word: true, scripts: "none" };
}
