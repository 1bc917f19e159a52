/**
 * Remarks on a general entry: in how many windows an entry lies, where in none, and how all that is known.
 * In: the counts of a result and how it is written. Out: blocks. Always: what is proved and what was only compared with
 * counting is told apart.
 */
import type { CountForm, Requirement, SizeNode } from "../calculus/count-forms.ts";
import type { EntryCount } from "../calculus/entry-counts.ts";
import { nodeExpression, requirementComparison } from "../derivation/count-expressions.ts";
import type { Counts } from "../derivation/letter-counts.ts";
import type { GeneralResult } from "../derivation/theorem.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import { writtenNames } from "./theorem-names.ts";
import type { Frame } from "./theorem-parts.ts";
import {
  entryAtLetters,
  letterVisual,
  numbersVisual,
  polynomialVisual,
  sumVisual,
  type Writing,
} from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import type { Inline, Phrase, Words } from "./words.ts";

/** The writing of a count: its letter is the one that is given. */
export function countingWriting({ letter }: EntryCount, writing: Writing): Writing {
  return { ...writing, order: { sizes: writing.order.sizes, free: [letter] } };
}

/** Letters of functions that mean nothing else, for the count. */
const FUNCTIONS = ["c", "N", "C", "n", "w"];

export interface CountingFrame {
  readonly words: Words;
  readonly writing: Writing;
  /** Names that mean something else. */
  readonly taken: ReadonlySet<string>;
}

export function countingFrame({ setting: theorem, counts }: GeneralResult, { setting, writing }: Frame): CountingFrame {
  const { axes = [], letters = { of: [], wrt: [] } } = counts ?? {};
  const taken = new Set([
    ...theorem.assumptions.letters.map(({ letter }) => letter),
    ...writtenNames(theorem),
    ...letters.of,
    ...letters.wrt,
    ...axes.map(({ window }) => window),
  ]);
  return { words: setting.words, writing, taken };
}

export function countingBlocks(counts: Counts, frame: CountingFrame): readonly Block[] {
  const words = frame.words.theorems.counts;
  const { axes, grid } = counts;
  const isSeveral = axes.length > 1;
  return [
    { tag: "heading", content: [words.heading], isPart: true },
    ...axes.flatMap((axis, at) => axisBlocks(axis, at, isSeveral, counts, frame)),
    ...(isSeveral ? [paragraph(words.independent)] : []),
    paragraph(
      words.known(
        axes.some(({ period }) => period !== undefined),
        grid.instances,
        grid.entries,
      ),
    ),
  ];
}

function axisBlocks(
  count: EntryCount,
  at: number,
  isSeveral: boolean,
  { of, wrt, letters }: Counts,
  { words, writing, taken }: CountingFrame,
): readonly Block[] {
  const own = countingWriting(count, writing);
  const said = words.theorems.counts;
  const isOutput = count.counted === "overlaps";
  const entry: Inline = { math: entryAtLetters(isOutput ? of : wrt, isOutput ? letters.of : letters.wrt, writing) };
  const [outputs, inputs] = [of, wrt].map((array): Inline => ({ math: entryAtLetters(array, [], writing) })) as [
    Inline,
    Inline,
  ];
  const left = functionAt(count, isSeveral ? at + 1 : undefined, own, taken);
  const axis = isSeveral ? count.axis + 1 : undefined;
  return [
    paragraph(said[count.counted](entry, outputs, inputs, axis)),
    {
      tag: "equations",
      chains: [{ left, links: [{ sign: "=", right: sumVisual(count.count, own) }] }],
      compact: false,
    },
    paragraph(interiorPhrase(count, own, words)),
    ...(count.dead.length > 0 ? [paragraph(zeroPhrase(count, own, words))] : []),
  ];
}

/** `c(m)`, or `c_1(m)` where there are several. */
function functionAt(
  { letter }: EntryCount,
  number: number | undefined,
  writing: Writing,
  taken: ReadonlySet<string>,
): Visual {
  const name = FUNCTIONS.find((one) => !taken.has(one)) ?? "c";
  const [latex, plain] = number === undefined ? [name, name] : [`${name}_{${number}}`, `${name}${number}`];
  return {
    tag: "apply",
    head: { tag: "symbol", latex, plain, word: false, scripts: "none" },
    primes: 0,
    parameters: [],
    arguments: [letterVisual(letter, writing)],
  };
}

function interiorPhrase({ interior, stride, period, counted }: EntryCount, writing: Writing, words: Words): Phrase {
  const said = words.theorems.counts;
  const gap = words.lang === "en" ? " " : "";
  const all = (requirements: readonly Requirement[]): readonly Inline[] =>
    requirements.map((one) => ({ math: requirementVisual(one, writing) }));
  const form = (one: CountForm): Inline => ({ math: nodeVisual(one.value, writing) });
  const { least, most, uniform } = interior;
  const sentences = [
    said.inside(
      all(interior.where),
      interior.forms.map((one) => said.form(form(one), all(one.when))),
      isSettled(interior.forms) || least === undefined || most === undefined ? undefined : [form(least), form(most)],
    ),
    ...(period === undefined || isOne(stride) ? [] : [said.period({ math: polynomialVisual(stride, writing) })]),
    ...(uniform === undefined || isOne(stride) ? [] : [said.uniform(all(uniform), counted === "overlaps")]),
  ];
  return sentences.flatMap((one, at) => (at === 0 ? one : [gap, ...one]));
}

function isSettled(forms: readonly CountForm[]): boolean {
  return forms.some(({ when }) => when.length === 0);
}

function isOne(stride: EntryCount["stride"]): boolean {
  const [only, ...more] = stride;
  return more.length === 0 && only?.coefficient === 1 && only.letters.length === 0;
}

function zeroPhrase({ dead, counted }: EntryCount, writing: Writing, words: Words): Phrase {
  const said = words.theorems.counts;
  const places = dead.map(({ why, where }) =>
    said.place(
      where.map((one) => ({ math: requirementVisual(one, writing) })),
      said.reasons[why],
    ),
  );
  return said.zero(places, counted);
}

function nodeVisual(node: SizeNode, writing: Writing): Visual {
  return expressionVisual(nodeExpression(node, writing), writing);
}

function requirementVisual(requirement: Requirement, writing: Writing): Visual {
  if (requirement.kind === "divides")
    return {
      tag: "relation",
      left: nodeVisual(requirement.divisor, writing),
      sign: "divides",
      right: nodeVisual(requirement.value, writing),
    };
  const { left, relation, right } = requirementComparison(requirement, writing);
  return {
    tag: "relation",
    left: expressionVisual(left, writing),
    sign: relation,
    right: expressionVisual(right, writing),
  };
}

function expressionVisual(expression: Expression, writing: Writing): Visual {
  return numbersVisual(expression, writing);
}
