/**
 * Words that formulas are written with: turning by 180°, and operators of the worksheet language by their usual names.
 */
import type { Formula } from "../../syntax.ts";
import { keyOfFormula } from "../names/keys.ts";

const TURNS: ReadonlySet<string> = new Set([
  "rot180",
  "rot",
  "rotate",
  "rotate180",
  "rotated",
  "rotation",
  "rotation180",
  "flip",
  "flipped",
  "fliplr",
  "flip180",
  "翻转",
  "翻轉",
  "旋转",
  "旋轉",
  "旋转180",
  "翻转180",
]);

/** `\mathrm{rot}`, `rot_{180}`, `rot_{180^\circ}`, `rot(180^\circ)`, `rot180`, in any case. */
export function isTurn(formula: Formula): boolean {
  switch (formula.tag) {
    case "symbol":
      return TURNS.has(formula.name.toLowerCase().replaceAll("_", "").replace("°", ""));
    case "scripted":
      return isTurn(formula.base) && (formula.sub ?? formula.sup)?.items.every(isHalfTurn) === true;
    case "applied":
      return isTurn(formula.head) && formula.argument.tag === "group" && formula.argument.items.every(isHalfTurn);
    case "group":
      return formula.items.length === 1 && isTurn(formula.items[0] as Formula);
    case "binary":
      return formula.sign === "juxtaposed" && isTurn(formula.left) && isHalfTurn(formula.right);
    default:
      return false;
  }
}

/** 180, 180°, π. */
export function isHalfTurn(formula: Formula): boolean {
  return /^(180|pi|π)/.test(keyOfFormula(formula).replace(/^\(+/, ""));
}

/** What words for convolutions mean; `conv` is used for both kinds. */
export const CONVOLUTIONS: Readonly<Record<string, "either" | "correlation" | "transposed">> = {
  conv: "either",
  Conv: "either",
  convolution: "either",
  Convolution: "either",
  FullConvolution: "either",
  fullconvolution: "either",
  "Full Convolution": "either",
  "full convolution": "either",
  卷积: "either",
  conv2: "either",
  fullconv: "either",
  full_conv: "either",
  validconv: "either",
  corr: "correlation",
  xcorr: "correlation",
  crosscorr: "correlation",
  correlate: "correlation",
  correlation: "correlation",
  Conv2D: "correlation",
  Conv2d: "correlation",
  conv2d: "correlation",
  conv1d: "correlation",
  conv3d: "correlation",
  deconv: "transposed",
  反卷积: "transposed",
  转置卷积: "transposed",
  ConvTranspose: "transposed",
  ConvTranspose2d: "transposed",
  convT: "transposed",
  convtranspose: "transposed",
  conv_transpose: "transposed",
  conv_transpose1d: "transposed",
  conv_transpose2d: "transposed",
  conv_transpose3d: "transposed",
  conv2d_transpose: "transposed",
  transposed_conv: "transposed",
  deconvolution: "transposed",
};
