/**
 * Where the numbers of a gathering convolution come from: its pads, and how many of its entries are kept.
 * Axes with equal numbers share an equation.
 */

import type { ViewLine } from "../derivation/derivation.ts";
import { parseExpression } from "../language/parse.ts";
import type { Block, Chain } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { noNames } from "./symbols.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";

export function* numberBlocksOf(lines: readonly ViewLine[], setting: Setting): Iterable<Block> {
  const groups = grouped(lines);
  const { views } = setting.words;
  for (const { facts, axes, isPads } of groups) {
    const place: Phrase = groups.length === 1 && axes.length === lines.length ? [] : views.axis(axes);
    if (isPads)
      yield* [paragraph(views.turnedPads(place)), { tag: "equations", compact: false, chains: padChains(facts) }];
    else yield paragraph(views.truncation(place, countMath(facts), { math: number(String(facts["count"])) }));
  }
}

type Facts = Readonly<Record<string, number>>;

interface Group {
  readonly isPads: boolean;
  readonly facts: Facts;
  readonly axes: number[];
}

function grouped(lines: readonly ViewLine[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { rule, facts = {} } of lines) {
    const { axis, ...rest } = facts as Facts;
    // The stride is in none of the equations for the pads.
    const key = `${rule} ${JSON.stringify(rule === "turned-pads" ? { ...rest, stride: 0 } : rest)}`;
    const group = groups.get(key) ?? { isPads: rule === "turned-pads", facts: rest, axes: [] };
    group.axes.push(Number(axis));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** q_l = d(K−1) − P_l = 2·(3−1) − 1 = 3; ρ where it is not 0. */
function padChains(facts: Facts): Chain[] {
  const { kernel: K = 1, dilation: d = 1, before = 0, after = 0, leftover = 0, left = 0, right = 0 } = facts;
  const rest = leftover === 0 ? ["", ""] : [" + rho", ` + ${leftover}`];
  return [
    chain("q_l", "d*(K-1) - P_l", `${d}*(${K}-1) - ${inSum(before)}`, left),
    chain("q_r", `d*(K-1) - P_r${rest[0]}`, `${d}*(${K}-1) - ${inSum(after)}${rest[1]}`, right),
  ];
}

function inSum(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

function chain(name: string, formula: string, numbers: string, value: number): Chain {
  return {
    left: formulaVisual(name),
    links: [
      { sign: "=", right: formulaVisual(formula) },
      { sign: "=", right: formulaVisual(numbers), sameRow: true },
      { sign: "=", right: formulaVisual(String(value)), sameRow: true },
    ],
  };
}

/** K + ⌊ρ/d⌋ = 2 + ⌊1/1⌋ = 3 */
function countMath({ count = 0, leftover = 0, step = 1, all = 0 }: Facts): Inline {
  const numbers = formulaVisual(`${count} + floor(${leftover}/${step})`);
  return { math: { tag: "relation", left: numbers, sign: "==", right: number(String(all)) } };
}

/** These letters are not the worksheet's: they are written as they are. */
function formulaVisual(text: string): Visual {
  return visualOf(parseExpression(text), noNames);
}
