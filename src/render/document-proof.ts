/**
 * A proof for given sizes as blocks: the claim, every entry with both sides expanded, the verdict.
 * Always: a refuted claim shows the counterexample; equal sides are written once.
 */
import type { Counterexample, ProofResult } from "../derivation/derivation.ts";
import { firstOfEachKind } from "../derivation/selection.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, ChainLink, Table } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import { elide } from "./elide.ts";
import { printLatex } from "./latex.ts";
import { lineWidth, widthOf } from "./measure.ts";
import type { Setting } from "./setting.ts";
import { entryOf, math, valueVisual } from "./setting.ts";
import { fitsPage, tablesOf } from "./tables.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { entryAt, visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";
import { listed } from "./words.ts";

/** More entries, or more lines of them, convince nobody: then one entry of each kind is shown. */
const mostRows = 100;
const mostLines = 60;
/** More entries than this make no table. */
const mostInTable = 100;
/** In em: a side that is longer than this is called left or right instead. */
const longestName = 9;

export function proofBlocks(result: ProofResult, setting: Setting): readonly Block[] {
  const { words, notation } = setting;
  const blocks: Block[] = [{ tag: "heading", content: [words.proof] }, paragraph(words.claim)];
  const entries = setting.detail === "results" ? undefined : entriesOf(result, setting);
  blocks.push(claimed(visualOf(result.left, notation), visualOf(result.right, notation), entries?.anchor));
  if (result.assumptions.length > 0) {
    const conditions = result.assumptions.map((code): Inline => ({ code }));
    blocks.push(paragraph(words.assuming(listed(conditions, ", ", ", "))));
  }
  blocks.push(...(entries?.blocks ?? []));
  const { verdict } = result;
  blocks.push({ tag: "verdict", verdict, label: words.verdicts[verdict], content: verdictOf(result, setting) });
  return blocks;
}

interface Pair {
  readonly at: readonly number[];
  readonly left: Expression;
  right?: Expression;
}

interface Entries {
  readonly blocks: readonly Block[];
  /** Of the claim, where the entries are a list below it. */
  readonly anchor?: string;
}

/** Sides that are equal: a table of both, or where it stands above; else a list. */
function entriesOf(result: ProofResult, setting: Setting): Entries {
  const pairs = pairsOf(result);
  const { words, shown } = setting;
  if (setting.detail !== "steps" || pairs.length < fewestTogether || !pairs.every((pair) => isEqual(pair, setting)))
    return { blocks: pairs.length === 0 ? [] : listBlocks(pairs, result, setting) };
  const sides = pairs.map(({ left }) => left);
  const before = shown.find(result.shape, sides);
  if (before !== undefined) {
    const say = ([place = ""]: readonly string[]): Phrase => words.sidesAsAbove(pairs.length, place);
    return { blocks: [{ tag: "paragraph", content: [], refersTo: { keys: [before.key], say } }] };
  }
  const anchor = shown.add(result.shape, sides).key;
  const table = tableOfSides(pairs, result, setting);
  if (table === undefined) return { blocks: listBlocks(pairs, result, setting), anchor };
  return {
    blocks: [...introduction(words.sidesTogether, result, setting), { tag: "tables", tables: [table], anchor }],
  };
}

/** Fewer are as short as a list. */
const fewestTogether = 3;

function claimed(left: Visual, right: Visual, anchor: string | undefined): Block {
  const chain: Chain = { left, links: [{ sign: "=", right }], ...(anchor !== undefined && { anchor }) };
  return { tag: "equations", chains: [chain], compact: false };
}

function pairsOf({ steps }: ProofResult): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const step of steps) {
    const last = pairs.at(-1);
    if (step.rule === "left-expanded") pairs.push({ at: step.at, left: step.expression });
    else if (last !== undefined) last.right = step.expression;
  }
  return pairs;
}

function isEqual({ left, right }: Pair, { notation }: Setting): boolean {
  return right !== undefined && printLatex(visualOf(left, notation)) === printLatex(visualOf(right, notation));
}

/** `∂L/∂a = t = [ … ]`, where that can be read. */
function tableOfSides(pairs: readonly Pair[], result: ProofResult, setting: Setting): Table | undefined {
  if (result.shape.length > 2 || pairs.length > mostInTable) return undefined;
  const cells = pairs.map(({ left }) => visualOf(left, setting.notation));
  const [table] = tablesOf(result.left, result.shape, (at) => cells[at] ?? number("0"), setting);
  if (table === undefined) return undefined;
  const [left, right] = namesOf([], result, setting);
  const whole = { ...table, left: { tag: "relation", left, sign: "==", right } as const };
  return fitsPage(whole) ? whole : undefined;
}

/** Says what the sides are called, where that is not what they are. */
function introduction(sentence: Phrase, result: ProofResult, setting: Setting): readonly Block[] {
  return [paragraph(isNamed(result, setting) ? [...setting.words.sidesNamed, " ", ...sentence] : sentence)];
}

function listBlocks(pairs: readonly Pair[], result: ProofResult, setting: Setting): readonly Block[] {
  const { words } = setting;
  const shown = shownPairs(pairs, result, setting);
  const chains = shown.flatMap((pair) => pairChains(pair, result, setting));
  const rest = pairs.length - shown.length;
  const behind = rest > 0 ? [paragraph(words.likewise(rest))] : [];
  return [
    ...introduction(words.bothExpanded, result, setting),
    { tag: "equations", chains, compact: false },
    ...behind,
  ];
}

/** All pairs of a short proof; of a long one the first of each kind, by where the entry lies. */
function shownPairs(pairs: readonly Pair[], { shape }: ProofResult, setting: Setting): readonly Pair[] {
  const lines = pairs.reduce((count, { left }) => count + 1 + widthOf(visualOf(left, setting.notation)) / lineWidth, 0);
  if (setting.detail !== "steps" || (lines <= mostLines && pairs.length <= mostRows)) return pairs.slice(0, mostRows);
  const kinds = firstOfEachKind({ entries: [...pairs.keys()], shape, axes: [...shape.keys()] });
  return pairs.filter((_, position) => kinds.has(position));
}

/** Equal sides once, between the names of both: `∂L/∂a₁₁ = δ₁₁k₁₁ = right₁₁`. */
function pairChains(pair: Pair, result: ProofResult, setting: Setting): readonly Chain[] {
  const [leftName, rightName] = namesOf(pair.at, result, setting);
  const [left, right] = [pair.left, pair.right].map((side) => side && visualOf(side, setting.notation));
  if (left === undefined) return [];
  const shortened = shownSide(left, setting);
  if (right === undefined) return [{ left: leftName, links: [shortened] }];
  if (isEqual(pair, setting))
    return [{ left: leftName, links: [shortened, { sign: "=", right: rightName, sameRow: true }] }];
  return [
    { left: leftName, links: [shortened] },
    { left: rightName, links: [shownSide(right, setting)] },
  ];
}

/** What both sides are called at a place, or as a whole. */
function namesOf(at: readonly number[], result: ProofResult, setting: Setting): readonly [Visual, Visual] {
  const { words, notation } = setting;
  const nameOf = (side: Expression, value: string): Visual =>
    isNamed(result, setting)
      ? entryAt({ tag: "text", value, quoted: false }, at, result.shape, notation.style)
      : visualOf(entryOf(side, at), notation);
  return [nameOf(result.left, words.leftSide), nameOf(result.right, words.rightSide)];
}

function shownSide(side: Visual, setting: Setting): ChainLink {
  const { visual, terms } = elide(side, setting);
  return { sign: "=", right: visual, ...(terms !== undefined && { why: setting.words.longSum("", terms) }) };
}

/** Whether the sides are called left and right. */
function isNamed({ left, right, steps }: ProofResult, { notation }: Setting): boolean {
  const at = steps[0]?.at ?? [];
  return [left, right].some((side) => widthOf(visualOf(entryOf(side, at), notation)) > longestName);
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
