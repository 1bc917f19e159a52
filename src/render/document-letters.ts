/**
 * Results for every size as blocks: a theorem with its proof, or what refutes it; a general entry with its derivation.
 * In: a result, language and names. Out: blocks. Always: all that a line speaks of was introduced before it.
 */
import type { Sum } from "../calculus/sums.ts";
import type { Result } from "../derivation/derivation.ts";
import type {
  GeneralResult,
  LetterResult,
  SizeLine,
  SizeTheoremResult,
  TheoremLine,
  TheoremResult,
} from "../derivation/theorem.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, ChainLink } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { countingBlocks, countingFrame } from "./theorem-counting.ts";
import { frameOf, hypothesisBlocks, notationBlocks, rangesOf } from "./theorem-frame.ts";
import { neededSizes } from "./theorem-needed.ts";
import type { Frame } from "./theorem-parts.ts";
import { sentenceOf } from "./theorem-sentences.ts";
import { sizeBlocks } from "./theorem-sizes.ts";
import { checkedPhrase, verdictBlock } from "./theorem-verdict.ts";
import { entryAtLetters, letterVisual, polynomialVisual, sumVisual } from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import type { Phrase } from "./words.ts";

export function letterBlocks(result: LetterResult, setting: Setting): readonly Block[] {
  switch (result.kind) {
    case "theorem":
      return theoremBlocks(result, setting);
    case "size-theorem":
      return sizeTheoremBlocks(result, setting);
    case "general":
      return generalBlocks(result, setting);
  }
}

export function isForEverySize(result: Result): result is LetterResult {
  return result.kind === "theorem" || result.kind === "size-theorem" || result.kind === "general";
}

/** Sizes that several results have in common, before the first of them. */
export function sharedSizes(results: readonly LetterResult[], setting: Setting): readonly Block[] {
  const [first, ...others] = results;
  if (first === undefined || others.length === 0) return [];
  const heading: Block = { tag: "heading", content: [setting.words.theorems.sizesHeading] };
  const needed = neededSizes(results);
  const frame = frameOf(first, [], [], setting);
  return [heading, ...sizeBlocks(needed ? { ...frame, theorem: needed.theorem } : frame, needed?.conditions)];
}

function theoremBlocks(result: TheoremResult, setting: Setting): readonly Block[] {
  const words = setting.words.theorems;
  const sums = [
    ...result.lines.map(({ sum }) => sum),
    ...(result.tried ? [result.tried.left, result.tried.right] : []),
  ];
  const { left, right } = result.statement;
  const frame = frameOf(result, sums, [left, right], setting);
  const free = frame.theorem.free.map(({ letter }) => letter);
  const entry = (name: string): Visual => entryAtLetters(name, free, frame.writing);
  const claim: Chain = { left: entry(left), links: [{ sign: "=", right: entry(right) }] };
  const isProved = result.verdict === "proved";
  return [
    { tag: "heading", content: [isProved ? words.theorem : setting.words.proof] },
    ...hypothesisBlocks(frame),
    paragraph(words.claim(rangesOf(frame))),
    { tag: "equations", chains: [claim], compact: false },
    ...(setting.detail === "results" ? [] : proofBlocks(result, frame)),
    verdictBlock(result, result.lines.length, frame),
    ...(isProved && free.length > 0 ? [paragraph(words.asArrays({ math: equality(result, frame) }))] : []),
  ];
}

function equality({ left, right }: TheoremResult, { setting }: Frame): Visual {
  return { tag: "relation", left: math(left, setting).math, sign: "==", right: math(right, setting).math };
}

function proofBlocks(result: TheoremResult, frame: Frame): readonly Block[] {
  const { setting, writing, theorem } = frame;
  const words = setting.words.theorems;
  const free = theorem.free.map(({ letter }) => letter);
  if (result.verdict === "proved") {
    const left = entryAtLetters(result.statement.left, free, writing);
    const sums = result.lines.map(({ sum }) => sum);
    return [
      ...notationBlocks(frame, sums),
      { tag: "heading", content: [words.proof], isPart: true },
      ...lineBlocks(left, result.lines, frame),
    ];
  }
  if (result.tried === undefined) return [];
  const { left, right } = result.tried;
  const side = (name: string, sum: Sum): Block => ({
    tag: "equations",
    chains: [{ left: entryAtLetters(name, free, writing), links: [{ sign: "=", right: sumVisual(sum, writing) }] }],
    compact: false,
  });
  return [
    ...notationBlocks(frame, [left, right]),
    paragraph(words.unknown),
    side(result.statement.left, left),
    side(result.statement.right, right),
  ];
}

/** The chain with numbered lines, then why each follows. */
function lineBlocks(left: Visual, lines: readonly TheoremLine[], frame: Frame): readonly Block[] {
  const { setting, theorem, writing } = frame;
  const links = lines.map(
    ({ sum }, at): ChainLink => ({ sign: "=", right: sumVisual(sum, writing), why: `(${at + 1})` }),
  );
  const items = lines.map((line, at) => ({
    term: `(${at + 1})`,
    meaning: sentenceOf(line, theorem, writing, setting.words),
  }));
  return [
    { tag: "equations", chains: [{ left, links }], compact: false },
    { tag: "glossary", items, isText: true },
  ];
}

interface WrittenLine {
  readonly right: Visual;
  readonly meaning: Phrase;
}

/** From the left side to the form that both have, and from there to the right side; no polynomial twice in a row. */
function sizeLines(result: SizeTheoremResult, right: Visual, { setting, writing }: Frame): readonly WrittenLine[] {
  const words = setting.words.theorems;
  const said = ({ rule, letter }: SizeLine, side: Phrase): Phrase =>
    rule === "size" ? side : words.sizeFacts[rule](letter === undefined ? "" : { math: letterVisual(letter, writing) });
  const down = result.lines.left.map((line) => ({
    right: polynomialVisual(line.value, writing),
    meaning: said(line, words.sizeOfLeft),
  }));
  const up = [...result.lines.right].reverse().map((line, at, lines) => {
    const next = lines[at + 1];
    return {
      right: next === undefined ? right : polynomialVisual(next.value, writing),
      meaning: said(line, words.sizeOfRight),
    };
  });
  // A side without quotients is the polynomial it stands for, in the order in which the worksheet has it.
  const [first, last] = [isPolynomial(result.left) ? 1 : 0, isPolynomial(result.right) ? 1 : 0];
  const lines = [...down, ...up].slice(first, down.length + up.length - last);
  if (lines.length === 0) return up.slice(-1);
  return lines.map((line, at) => (at === lines.length - 1 ? { ...line, right } : line));
}

function isPolynomial(expression: Expression): boolean {
  switch (expression.tag) {
    case "name":
    case "number":
      return true;
    case "negate":
      return isPolynomial(expression.operand);
    case "binary":
      return "+-*^".includes(expression.operator) && isPolynomial(expression.left) && isPolynomial(expression.right);
    default:
      return false;
  }
}

function sizeTheoremBlocks(result: SizeTheoremResult, setting: Setting): readonly Block[] {
  const words = setting.words.theorems;
  const named = result.setting.arrays.map(({ name }) => name);
  const frame = frameOf(result, [], named, setting);
  const [left, right] = [result.left, result.right].map((side) => math(side, frame.setting).math) as [Visual, Visual];
  const lines = result.verdict === "proved" ? sizeLines(result, right, frame) : [];
  const links = lines.map((line, at): ChainLink => ({ sign: "=", right: line.right, why: `(${at + 1})` }));
  const items = lines.map(({ meaning }, at) => ({ term: `(${at + 1})`, meaning }));
  const isShown = setting.detail !== "results" && lines.length > 0;
  return [
    { tag: "heading", content: [result.verdict === "proved" ? words.theorem : setting.words.proof] },
    ...hypothesisBlocks(frame),
    paragraph(words.sizeTheorem),
    { tag: "equations", chains: [{ left, links: [{ sign: "=", right }] }], compact: false },
    ...(isShown
      ? ([
          { tag: "heading", content: [words.proof], isPart: true },
          ...(lines.length === 1
            ? [paragraph(words.sizesAtOnce)]
            : ([
                { tag: "equations", chains: [{ left, links }], compact: false },
                { tag: "glossary", items, isText: true },
              ] as const)),
        ] as const)
      : []),
    verdictBlock(result, lines.length, frame),
  ];
}

/** The entry of an array of derivatives is written as the derivative that it is. */
function fromDerivative({ asked, start, lines }: GeneralResult): Pick<GeneralResult, "start" | "lines"> {
  const [first, ...others] = lines;
  return asked === "jacobian" && first?.rule === "gradient" ? { start: first.sum, lines: others } : { start, lines };
}

function generalBlocks(result: GeneralResult, setting: Setting): readonly Block[] {
  const words = setting.words.theorems;
  const { of, wrt } = result;
  const { start, lines } = fromDerivative(result);
  const [first] = lines;
  const sums = [start, ...lines.map(({ sum }) => sum)];
  const frame = frameOf(result, sums, [], setting);
  const { writing } = frame;
  const left = sumVisual(start, writing);
  const last = lines.at(-1)?.sum ?? start;
  const general: Chain = { left, links: [{ sign: "=", right: sumVisual(last, writing) }] };
  const [ofMath, wrtMath] = [math(of, setting), wrt && math(wrt, setting)];
  const isShown = setting.detail !== "results" && first !== undefined;
  return [
    { tag: "heading", content: wrtMath === undefined ? words.expansion(ofMath) : words.derivatives(ofMath, wrtMath) },
    ...hypothesisBlocks(frame),
    ...notationBlocks(frame, sums),
    paragraph(words.claim(rangesOf(frame))),
    { tag: "equations", chains: [general], compact: false },
    ...(isShown
      ? [{ tag: "heading", content: [words.derivation], isPart: true } as const, ...lineBlocks(left, lines, frame)]
      : []),
    paragraph(checkedPhrase(words.derived(lines.length), result, frame)),
    ...(result.counts === undefined ? [] : countingBlocks(result.counts, countingFrame(result, frame))),
  ];
}
