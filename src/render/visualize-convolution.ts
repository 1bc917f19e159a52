/**
 * Convolutions as signs between arrays, where the worksheet wants them so: `a ⋆ k` for conv2d(a, k), with what is not
 * as usual below the sign. A sign is never used for two things: one that turns the kernel has a sign of its own or its
 * name, and so have transposed convolutions.
 */
import type { CallNode, Expression, NamedArgument } from "../language/syntax.ts";
import type { Style } from "../problem/style.ts";
import { groupBelow, type SymbolVisual, tightness, type Visual } from "./visual.ts";

type Sign = "star" | "asterisk";

const signs: Readonly<Record<Sign, { readonly latex: string; readonly plain: string }>> = {
  star: { latex: "\\star", plain: "⋆" },
  asterisk: { latex: "\\ast", plain: "*" },
};

/** The sign by itself, as a sentence speaks of it. */
export function operatorSymbol(sign: Sign): SymbolVisual {
  return { tag: "symbol", ...signs[sign], word: false, scripts: "none" };
}

/** Nothing where the call keeps its name. */
export function convolutionVisual(
  call: CallNode,
  part: (expression: Expression) => Visual,
  { convolution }: Style,
): Visual | undefined {
  const [left, right] = call.positional;
  if (convolution === "name" || convolution === "conv" || !/^conv[123]d$/.test(call.name) || call.primes > 0)
    return undefined;
  const sign = signOf(call, convolution);
  if (sign === undefined || left === undefined || right === undefined || call.positional.length !== 2) return undefined;
  const bias = call.named.find(({ name }) => name === "bias");
  const settings = call.named.filter(({ name }) => name !== "bias" && name !== "flip");
  const sides = [left, right].map((side) => groupBelow(tightness.fraction, part(side))) as [Visual, Visual];
  const body: Visual = {
    tag: "convolved",
    left: sides[0],
    sign: operatorSymbol(sign),
    settings: settings.map(({ name, value }) => ({ name, value: settingVisual(value, part) })),
    right: sides[1],
  };
  if (bias === undefined) return body;
  const addend = { negative: false, body: groupBelow(tightness.product, part(bias.value)) };
  return { tag: "sum", terms: [{ negative: false, body }, addend] };
}

function signOf({ named }: CallNode, sign: Sign): Sign | undefined {
  const flip = named.find(({ name }: NamedArgument) => name === "flip")?.value;
  if (flip === undefined || (flip.tag === "name" && /^false$/i.test(flip.name))) return sign;
  return sign === "star" ? "asterisk" : undefined;
}

function settingVisual(value: Expression, part: (expression: Expression) => Visual): Visual {
  return value.tag === "text" ? { tag: "text", value: value.value, quoted: false } : part(value);
}
