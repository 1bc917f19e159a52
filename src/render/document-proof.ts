/**
 * A proof for given sizes as blocks: the claim, every entry with both sides expanded, the verdict.
 * Always: a refuted claim shows the counterexample; equal sides are written once.
 */
import type { Counterexample, ProofResult } from "../derivation/derivation.ts";
import { firstOfEachKind } from "../derivation/selection.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, ChainLink } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { elide } from "./elide.ts";
import { printLatex } from "./latex.ts";
import { lineWidth, widthOf } from "./measure.ts";
import type { Setting } from "./setting.ts";
import { entryOf, math, valueVisual } from "./setting.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { entryAt, visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";
import { listed } from "./words.ts";

/** More entries, or more lines of them, convince nobody: then one entry of each kind is shown. */
const mostRows = 100;
const mostLines = 60;
/** In em: a side that is longer than this is called left or right instead. */
const longestName = 9;

export function proofBlocks(result: ProofResult, setting: Setting): readonly Block[] {
  const { words, notation } = setting;
  const blocks: Block[] = [{ tag: "heading", content: [words.proof] }, paragraph(words.claim)];
  blocks.push(equation(visualOf(result.left, notation), visualOf(result.right, notation)));
  if (result.assumptions.length > 0) {
    const conditions = result.assumptions.map((code): Inline => ({ code }));
    blocks.push(paragraph(words.assuming(listed(conditions, ", ", ", "))));
  }
  if (setting.detail !== "results" && result.steps.length > 0) blocks.push(...entryBlocks(result, setting));
  const { verdict } = result;
  blocks.push({ tag: "verdict", verdict, label: words.verdicts[verdict], content: verdictOf(result, setting) });
  return blocks;
}

interface Pair {
  readonly at: readonly number[];
  readonly left: Expression;
  right?: Expression;
}

function entryBlocks(result: ProofResult, setting: Setting): readonly Block[] {
  const pairs: Pair[] = [];
  for (const step of result.steps) {
    const last = pairs.at(-1);
    if (step.rule === "left-expanded") pairs.push({ at: step.at, left: step.expression });
    else if (last !== undefined) last.right = step.expression;
  }
  const { words } = setting;
  const isNamed = isLong(result.left, result, setting) || isLong(result.right, result, setting);
  const intro = isNamed ? [...words.sidesNamed, " ", ...words.bothExpanded] : words.bothExpanded;
  const shown = shownPairs(pairs, result, setting);
  const chains = shown.flatMap((pair) => pairChains(pair, result, isNamed, setting));
  const rest = pairs.length - shown.length;
  const behind = rest > 0 ? [paragraph(words.likewise(rest))] : [];
  return [paragraph(intro), { tag: "equations", chains, compact: false }, ...behind];
}

/** All pairs of a short proof; of a long one the first of each kind, by where the entry lies. */
function shownPairs(pairs: readonly Pair[], { shape }: ProofResult, setting: Setting): readonly Pair[] {
  const lines = pairs.reduce((count, { left }) => count + 1 + widthOf(visualOf(left, setting.notation)) / lineWidth, 0);
  if (setting.detail !== "steps" || (lines <= mostLines && pairs.length <= mostRows)) return pairs.slice(0, mostRows);
  const kinds = firstOfEachKind({ entries: [...pairs.keys()], shape, axes: [...shape.keys()] });
  return pairs.filter((_, position) => kinds.has(position));
}

/** Equal sides once, between the names of both: `∂L/∂a₁₁ = δ₁₁k₁₁ = right₁₁`. */
function pairChains(pair: Pair, result: ProofResult, isNamed: boolean, setting: Setting): readonly Chain[] {
  const nameOf = (side: Expression, word: string): Visual =>
    isNamed
      ? entryAt({ tag: "text", value: word, quoted: false }, pair.at, result.shape, setting.notation.style)
      : visualOf(entryOf(side, pair.at), setting.notation);
  const leftName = nameOf(result.left, setting.words.leftSide);
  const rightName = nameOf(result.right, setting.words.rightSide);
  const [left, right] = [pair.left, pair.right].map((side) => side && visualOf(side, setting.notation));
  if (left === undefined) return [];
  const shortened = shownSide(left, setting);
  if (right === undefined) return [{ left: leftName, links: [shortened] }];
  if (printLatex(left) === printLatex(right))
    return [{ left: leftName, links: [shortened, { sign: "=", right: rightName, sameRow: true }] }];
  return [
    { left: leftName, links: [shortened] },
    { left: rightName, links: [shownSide(right, setting)] },
  ];
}

function shownSide(side: Visual, setting: Setting): ChainLink {
  const { visual, terms } = elide(side, setting);
  return { sign: "=", right: visual, ...(terms !== undefined && { why: setting.words.longSum("", terms) }) };
}

function isLong(side: Expression, result: ProofResult, setting: Setting): boolean {
  return widthOf(visualOf(entryOf(side, result.steps[0]?.at ?? []), setting.notation)) > longestName;
}

function verdictOf(result: ProofResult, setting: Setting): Phrase {
  const { words } = setting;
  if (result.verdict === "proved") return words.proved(result.scope);
  const { counterexample } = result;
  if (result.verdict === "unknown" || counterexample === undefined) return words.unknown;
  return refutation(counterexample, result.shape, setting);
}

export function refutation(example: Counterexample, shape: readonly number[], setting: Setting): Phrase {
  const { words } = setting;
  const [left, right] = [sideOf(example.left), sideOf(example.right)];
  const assignments = (values: Readonly<Record<string, string>>): Phrase =>
    listed(
      Object.entries(values).map(([letter, value]) => assignment(letter, value, setting)),
      ", ",
      ", ",
    );
  const sizes = Object.entries(example.sizes).map(([letter, value]): [string, string] => [letter, String(value)]);
  if (example.left.startsWith("shape") && example.right.startsWith("shape")) {
    const at = sizes.length === 0 ? [] : words.theorems.atSizes(assignments(Object.fromEntries(sizes)));
    return [...at, ...words.refutedShapes(left, right)];
  }
  const place = example.at.map((index) => number(String(index)));
  const [only] = place;
  const entry: Visual = only !== undefined && place.length === 1 ? only : { tag: "list", items: place };
  const conditions = [
    ...(sizes.length > 0 ? words.refutedSizes(assignments(Object.fromEntries(sizes))) : []),
    ...(shape.length > 0 && place.length > 0 ? words.refutedAt({ math: entry }) : []),
    ...(Object.keys(example.values).length > 0 ? words.refutedValues(assignments(example.values)) : []),
  ];
  return words.refuted(conditions, left, right);
}

function sideOf(text: string): Inline {
  return /^-?\d/.test(text) ? { math: valueVisual(text) } : text;
}

function assignment(letter: string, value: string, setting: Setting): Inline {
  const left = math(letterOf(letter), setting).math;
  return { math: { tag: "relation", left, sign: "==", right: valueVisual(value) } };
}

/** `k[1,2]`, as a counterexample names it. */
function letterOf(text: string): Expression {
  const match = /^([^[\]]+)\[([^[\]]*)\]$/.exec(text);
  if (match === null) return { tag: "name", name: text };
  const indices = (match[2] ?? "").split(",").map((index): Expression => ({ tag: "number", text: index.trim() }));
  return { tag: "index", array: { tag: "name", name: match[1] ?? "" }, indices };
}
