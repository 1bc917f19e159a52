/**
 * The sentence of each line of a view. Equations stand below it, or, where they are too large to be written out, in it.
 */

import type { ViewLine, ViewsResult } from "../derivation/derivation.ts";
import { parseExpression } from "../language/parse.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { Setting } from "./setting.ts";
import { rangesOf, relationMath, shapeMath } from "./setting.ts";
import { noNames } from "./symbols.ts";
import type { Visual } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";
import type { ChannelCounts, StuffedKind, UnfoldProducts, UnfoldSizes, ViewKind, ViewNames } from "./words-views.ts";

/** What the lines of one result share. */
export interface Parts {
  readonly result: ViewsResult;
  readonly setting: Setting;
  readonly names: ViewNames;
  readonly kind: ViewKind;
  /** The gradient as an array, where that is small. */
  readonly whole: Visual | undefined;
}

export function sentenceOf({ rule, facts, equation: shown }: ViewLine, parts: Parts): Phrase {
  const { setting, names, kind } = parts;
  const { views } = setting.words;
  switch (rule) {
    case "entry-slope":
      return views.entrySlope(names, shown === undefined ? [] : rangesOf(shown, setting));
    case "scatter-sum":
      return views.scatterSum(names);
    case "scatter-picture":
      return views.scatterPicture(names);
    case "scatter-operator":
      return views.scatterOperator(names);
    case "gather":
      return views.gather(names, kind);
    case "stuffed":
      return views.stuffed(names, stuffedKind(shown?.left));
    case "turned":
      return views.turned;
    case "padded":
      return views.padded(names, kind);
    case "matrix-size":
      return matrixSentence(facts, parts);
    case "matrix-shift":
      return shiftSentence(facts, setting, kind);
    case "matrix-pattern":
      return views.matrixPattern;
    case "matrix-forward":
      return views.matrixForward;
    case "matrix-backward":
      return views.matrixBackward(names);
    case "unfold-size":
      return unfoldSentence(facts, parts);
    case "unfold-forward":
      return views.unfoldForward(names);
    case "unfold-backward":
      return views.unfoldBackward(names, kind);
    case "fold-products":
      return views.foldProducts(names, kind);
    case "fold-gradient":
      return views.foldGradient(names);
    case "fold-output":
      return views.foldOutput(names);
    case "turned-pads":
    case "truncation":
      return [];
  }
}

function isWritten({ result }: Parts, rule: ViewLine["rule"]): boolean {
  return result.views.some(({ lines }) => lines.some((line) => line.rule === rule));
}

/** What is not written out has its equation in the sentence. */
function matrixSentence(facts: ViewLine["facts"], parts: Parts): Phrase {
  const { result, setting, names, kind } = parts;
  const { views } = setting.words;
  const fact = (name: string): number => Number(facts?.[name]);
  const nonzeros = facts?.["nonzeros"] === undefined ? undefined : fact("nonzeros");
  const size = shapeMath([fact("rows"), fact("columns")]);
  const gradient = call("grad", result.loss, result.wrt);
  const transposed = call("transpose", matrixName);
  const sentence = views.matrixSize(names, size, nonzeros, linearMap(result.of, matrixName, result.wrt, setting), kind);
  if (isWritten(parts, "matrix-backward")) return sentence;
  const backward = linearMap(gradient, transposed, result.upstream, setting);
  return [...sentence, views.space, ...views.matrixTranspose(names, backward)];
}

function unfoldSentence(facts: ViewLine["facts"], parts: Parts): Phrase {
  const { setting, names, kind } = parts;
  const { views } = setting.words;
  const sizes = facts as unknown as UnfoldSizes;
  const groups = sizes.groups === 1 ? [] : [views.space, ...views.unfoldGroups(sizes.groups)];
  const sentence = [...views.unfoldSize(names, sizes, kind), ...groups];
  if (isWritten(parts, "unfold-backward") || isWritten(parts, "fold-products")) return sentence;
  return [...sentence, views.space, ...views.unfoldProducts(names, sizes, productsOf(kind), kind)];
}

/** The kernel K, the windows U, and W for what has an entry for each window. */
function productsOf({ byInput, transposed }: ViewKind): UnfoldProducts {
  const shown = (text: string): Inline => ({ math: visualOf(parseExpression(text), noNames) });
  const backward = byInput ? (transposed ? "K @ U" : "transpose(K) @ W") : "W @ transpose(U)";
  return {
    kernel: shown("K"),
    unfolded: shown("U"),
    windows: shown("W"),
    forward: shown("K @ U"),
    backward: shown(backward),
  };
}

function shiftSentence(facts: ViewLine["facts"], setting: Setting, kind: ViewKind): Phrase {
  const [strides = [], rows = [], columns = []] = ["stride", "rows", "columns"].map((name) => listOf(facts?.[name]));
  const sizes = rows.map((size, axis) => shapeMath([size, columns[axis] ?? 1]));
  return setting.words.views.matrixShift(sizes, strides, kind);
}

function listOf(fact: number | readonly number[] | undefined): readonly number[] {
  return typeof fact === "number" ? [fact] : (fact ?? []);
}

/** Read off the call that is shown: `pad(dilate(delta, 2), ((1,2),(1,2)))`. */
function stuffedKind(shown: Expression | undefined): StuffedKind {
  const text = shown === undefined ? "" : printExpression(shown);
  const padding = shown?.tag === "call" && shown.name === "pad" ? shown.positional[1] : undefined;
  const pads = padding === undefined ? "" : printExpression(padding);
  return { isDilated: text.includes("dilate("), isPadded: /(?<!-)\b[1-9]/.test(pads), isCropped: pads.includes("-") };
}

/** vec(y) = C vec(a) */
function linearMap(left: Expression, matrix: Expression, right: Expression, setting: Setting): Inline {
  const product: Expression = { tag: "binary", operator: "@", left: matrix, right: call("vec", right) };
  return relationMath(call("vec", left), product, setting);
}

export function channelSentence({ facts }: ViewLine, { setting, kind }: Parts): Phrase {
  return facts === undefined ? [] : setting.words.views.gatherChannels(kind, facts as unknown as ChannelCounts);
}

const matrixName: Expression = { tag: "name", name: "C" };

export function call(name: string, ...positional: readonly Expression[]): Expression {
  return { tag: "call", name, primes: 0, positional, named: [] };
}
