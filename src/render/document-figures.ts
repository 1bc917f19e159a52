/**
 * Where figures stand in a document, and which: the window of a definition and of a gradient, the matrix of a
 * Jacobian, how many products make up each entry.
 * Always: a figure is made from a formula or from entries that stand in the document, and shows nothing else.
 */
import type { DefinitionFormula, Derivation, GradientResult, JacobianResult } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import { type Block, paragraph } from "./blocks.ts";
import { countsFigure } from "./figures/counts-figure.ts";
import type { Figure } from "./figures/figure.ts";
import { type MatrixEntry, matrixFigure } from "./figures/matrix-figure.ts";
import { windowFigure } from "./figures/window-figure.ts";
import type { Setting } from "./setting.ts";
import { isSingleEntry } from "./setting.ts";
import type { Words } from "./words.ts";

/** The kernels of a worksheet's convolutions, by name: what slides. */
export function kernelsOf({ definitions }: Derivation): ReadonlySet<string> {
  return new Set(
    definitions.flatMap(({ source }) => {
      const kernel = isConvolution(source) ? source.positional[1] : undefined;
      return kernel?.tag === "name" ? [kernel.name] : [];
    }),
  );
}

function isConvolution(source: Expression): source is Extract<Expression, { tag: "call" }> {
  return source.tag === "call" && /^(depthwise_)?conv(_transpose)?[123]d$/.test(source.name);
}

/** Below the definition of a convolution. */
export function definitionFigure({ name, formula, source }: DefinitionFormula, setting: Setting): readonly Block[] {
  if (setting.detail === "results" || !isConvolution(source)) return [];
  return blockOf(windowFigure(formula, { tag: "name", name }, "middle", isKernel(setting), setting));
}

/** Below the general entry of a gradient through a convolution. */
export function gradientWindow({ of, wrt, formula }: GradientResult, setting: Setting): readonly Block[] {
  if (setting.detail === "results" || setting.isNetwork || formula === undefined) return [];
  return blockOf(windowFigure(formula, gradientOf(of, wrt), "border", isKernel(setting), setting));
}

/** Below all entries of a gradient along which windows slide. */
export function gradientCounts(result: GradientResult, setting: Setting): readonly Block[] {
  const { of, wrt, shape, entries, formula } = result;
  if (setting.detail === "results" || setting.isNetwork || formula === undefined || isSingleEntry(wrt)) return [];
  if (setting.kernels.size === 0) return [];
  return blockOf(countsFigure(gradientOf(of, wrt), shape, entries, setting));
}

/** Below the tables of a Jacobian. */
export function jacobianFigure({ of, wrt, shape, entries }: JacobianResult, setting: Setting): readonly Block[] {
  if (setting.detail === "results" || isSingleEntry(of) || isSingleEntry(wrt)) return [];
  const cells = entries.map((entry): MatrixEntry => ({ of: entry.of, wrt: entry.wrt, expression: entry.expression }));
  return blockOf(matrixFigure({ array: of, shape: shape.of }, { array: wrt, shape: shape.wrt }, cells, setting));
}

function gradientOf(of: Expression, wrt: Expression): Expression {
  return { tag: "call", name: "grad", primes: 0, positional: [of, wrt], named: [] };
}

function isKernel({ kernels }: Setting): (name: string) => boolean {
  return (name) => kernels.has(name);
}

function blockOf(figure: Figure | undefined): readonly Block[] {
  return figure === undefined ? [] : [{ tag: "figure", figure, label: "", number: 0 }];
}

/** Figures are counted through the document; what one shows already is not shown again. */
export function numberedFigures(blocks: readonly Block[], words: Words): readonly Block[] {
  let number = 0;
  const shown = new Map<string, number>();
  return blocks.map((block) => {
    if (block.tag !== "figure") return block;
    const { alike } = block.figure;
    const before = alike && shown.get(alike.picture);
    if (before !== undefined) return paragraph(alike?.say(before) ?? []);
    number += 1;
    if (alike !== undefined) shown.set(alike.picture, number);
    return { ...block, label: words.figures.label(number), number };
  });
}
