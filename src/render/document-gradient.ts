/**
 * Gradients as blocks: where the variable is used, the formula of the general entry, then the entries.
 * Always: with a formula, what is not written out is counted.
 */
import type { Formula, GradientResult } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, ChainLink } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { gradientCounts, gradientWindow } from "./document-figures.ts";
import { call, largeBlocks, wholeArrayBlocks } from "./document-result.ts";
import { chooseEntries } from "./kinds.ts";
import { leavesArrays } from "./reach.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { entryOf, math, rangesOf } from "./setting.ts";
import { notationOf } from "./symbols.ts";
import { visualOf } from "./visualize.ts";
import type { Phrase } from "./words.ts";

export function* gradientBlocks(result: GradientResult, setting: Setting): Iterable<Block> {
  const { of, wrt, formula, shape, slidingAxes } = result;
  yield { tag: "heading", content: setting.words.gradient(math(of, setting), math(wrt, setting)) };
  yield* usesBlocks(result, setting);
  yield* remarkBlocks(result.remarks, setting);
  if (formula !== undefined) yield* formulaBlocks(formula, result, setting);
  yield* gradientWindow(result, setting);
  const named = result.entries.map((entry) => ({ entry, name: call("grad", of, entryOf(wrt, entry.wrt)) }));
  if (result.large !== undefined)
    return yield* largeBlocks(named, { tag: "large", of, wrt, large: result.large }, setting);
  const isWhole = named.length > 1 && formula !== undefined;
  const chosen = isWhole ? chooseEntries(named, shape, slidingAxes ?? [...shape.keys()], setting) : undefined;
  yield* wholeArrayBlocks(named, call("grad", of, wrt), shape, setting, chosen);
  yield* gradientCounts(result, setting);
}

/** A variable that is used more than once gets a contribution from each place. */
function* usesBlocks({ wrt, uses = [] }: GradientResult, setting: Setting): Iterable<Block> {
  if (uses.length < 2) return;
  const { words } = setting;
  const times = new Map<string, { readonly use: Expression; readonly count: number }>();
  for (const use of uses) {
    const key = printExpression(use);
    times.set(key, { use, count: (times.get(key)?.count ?? 0) + 1 });
  }
  const places = [...times.values()].map(({ use, count }): Phrase => words.use(math(use, setting), count));
  const array = wrt.tag === "index" ? wrt.array : wrt;
  yield paragraph(words.uses(math(array, setting), places));
}

/** ∂L/∂z[i,j] = …, with the name of the derivative before it where it has one. */
function* formulaBlocks(formula: Formula, { of, wrt }: GradientResult, setting: Setting): Iterable<Block> {
  yield paragraph(setting.words.generalEntry(rangesOf(formula, setting), leavesArrays(formula, setting)));
  const right = visualOf(formula.right, setting.notation);
  const left = visualOf(formula.left, setting.notation);
  const key = `grad(${printExpression(of)}, ${printExpression(wrt)})`;
  const name = setting.deltas.get(key);
  const [, variable] = formula.left.tag === "call" ? formula.left.positional : [];
  const isNamed = name !== undefined && notationOf(name, setting.notation)?.stands === undefined;
  if (!isNamed || variable?.tag !== "index") {
    yield equation(left, right, key);
    return;
  }
  const delta = visualOf({ ...variable, array: { tag: "name", name } }, setting.notation);
  const links: ChainLink[] = [
    { sign: "=", right: left },
    { sign: "=", right, sameRow: true },
  ];
  yield { tag: "equations", chains: [{ left: delta, links, key }], compact: false };
}
