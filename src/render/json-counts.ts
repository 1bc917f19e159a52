/**
 * The remarks on how many windows an entry lies in, as JSON: what is counted, closed forms, and how each is known.
 * In: the counts of a general entry. Out: plain data, with texts in the worksheet's syntax (and `gcd`).
 */
import type { CountForm, Requirement, SizeNode } from "../calculus/count-forms.ts";
import type { EntryCount } from "../calculus/entry-counts.ts";
import { type CountWriting, nodeExpression, requirementComparison } from "../derivation/count-expressions.ts";
import type { Counts } from "../derivation/letter-counts.ts";
import type { GeneralResult, TheoremSetting } from "../derivation/theorem.ts";
import { sumExpression } from "../derivation/theorem-expression.ts";
import { printExpression } from "../language/print.ts";
import { letter } from "../sizes/polynomial.ts";
import { latexOfExpression, printLatex } from "./latex.ts";
import { countingWriting } from "./theorem-counting.ts";
import { sumVisual, type Writing } from "./theorem-visual.ts";

export function countsToJson(counts: Counts, { setting }: GeneralResult, writing: Writing): unknown {
  const { of, wrt, letters, axes, grid } = counts;
  return {
    of,
    wrt,
    letters: { ...letters },
    axes: axes.map((axis) => axisJson(axis, setting, writing)),
    grid: { ...grid },
  };
}

const CHECKED = "checked on a grid";

function axisJson(count: EntryCount, setting: TheoremSetting, writing: Writing): unknown {
  const own = countingWriting(count, writing);
  const forms = { order: own.order, base: own.base };
  const { interior, period, dead } = count;
  const form = (one: CountForm | undefined): unknown => one && formJson(one, forms, writing);
  return {
    counted: count.counted,
    axis: count.axis + 1,
    along: count.along + 1,
    letter: count.letter,
    window: count.window,
    count: {
      latex: printLatex(sumVisual(count.count, own)),
      text: printExpression(sumExpression(count.count, { ...setting, free: freeOf(count) }, writing.shown)),
      known: "proved",
    },
    interior: {
      where: interior.where.map((one) => requirementText(one, forms)),
      forms: interior.forms.map(form),
      least: form(interior.least),
      most: form(interior.most),
      uniform: interior.uniform?.map((one) => requirementText(one, forms)),
    },
    period: period && {
      ...nodeJson({ kind: "polynomial", value: count.stride }, forms, writing),
      known: "proved",
      statement: period.statement,
      chain: period.chain,
    },
    zero: dead.map(({ why, where }) => ({
      why,
      where: where.map((one) => requirementText(one, forms)),
      known: CHECKED,
    })),
  };
}

function freeOf({ letter: name }: EntryCount): TheoremSetting["free"] {
  return [{ letter: name, size: letter(name) }];
}

function formJson({ value, when, certainty }: CountForm, forms: CountWriting, writing: Writing): unknown {
  return {
    ...nodeJson(value, forms, writing),
    when: when.map((one) => requirementText(one, forms)),
    known: certainty,
  };
}

function nodeJson(
  node: SizeNode,
  forms: CountWriting,
  { notation }: Writing,
): { readonly latex: string; readonly text: string } {
  const expression = nodeExpression(node, forms);
  return { latex: latexOfExpression(expression, notation), text: printExpression(expression) };
}

function requirementText(requirement: Requirement, forms: CountWriting): string {
  const { left, relation, right } = requirementComparison(requirement, forms);
  return `${printExpression(left)} ${relation} ${printExpression(right)}`;
}
