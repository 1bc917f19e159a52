/**
 * What a reader is told before the first line: sizes, arrays, definitions, and how sums and brackets are read.
 * In: the setting of a theorem, the names in it, the sums that follow. Out: blocks. Always: every letter and array of
 * those sums is introduced here, or bound where it stands.
 */
import type { Guard, Slot, Sum } from "../calculus/sums.ts";
import { nameDefinition } from "../derivation/definition-letters.ts";
import type { TheoremArray, TheoremSetting } from "../derivation/theorem.ts";
import type { Expression } from "../language/syntax.ts";
import type { Quotient } from "../problem/letters.ts";
import { add, constant, letter, multiply, numberOf, type Polynomial, subtract, textOf } from "../sizes/polynomial.ts";
import { type Block, type Chain, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { isDerivative, isGradient, type TheoremNames, writtenNames } from "./theorem-names.ts";
import {
  between,
  entryAtLetters,
  guardInBase,
  letterVisual,
  polynomialVisual,
  sumVisual,
  type Writing,
} from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import type { Inline, Phrase } from "./words.ts";

export interface Frame {
  readonly setting: Setting;
  readonly theorem: TheoremSetting;
  readonly names: TheoremNames;
  readonly writing: Writing;
  /** In worksheet syntax. */
  readonly assumptions: readonly string[];
}

export function hypothesisBlocks(frame: Frame): readonly Block[] {
  return [...sizeBlocks(frame), ...arrayBlocks(frame)];
}

function sizeBlocks({ setting, theorem, writing, assumptions }: Frame): readonly Block[] {
  const words = setting.words.theorems;
  const { letters, nonnegative, equations } = theorem.assumptions;
  if (letters.length === 0) return [];
  const bounds = [...new Set(letters.map(({ atLeast }) => atLeast))];
  const named = (atLeast: number | undefined): readonly Visual[] =>
    letters.filter((size) => size.atLeast === atLeast).map((size) => letterVisual(size.letter, writing));
  const bounded = bounds.flatMap((atLeast): readonly Inline[] =>
    atLeast === undefined
      ? []
      : [{ math: { tag: "relation", left: seriesOf(named(atLeast)), sign: ">=", right: number(String(atLeast)) } }],
  );
  const any = named(undefined);
  const free: readonly Inline[] = any.length === 0 ? [] : [{ math: seriesOf(any) }];
  const explained = theorem.quotients.filter((quotient) => isOfSizes(quotient, theorem));
  const plain = equations.filter((one) => !explained.some((quotient) => isEquationOf(one, quotient)));
  const shown = [
    ...explained.map((quotient) => quotientChain(quotient, writing)),
    ...plain.map((one) => chainOf(letterVisual(one.letter, writing), polynomialVisual(one.value, writing))),
  ];
  const more = nonnegative.filter((one) => !explained.some((quotient) => isRemainderOf(one, quotient)));
  const relations = more.map(
    (one): Inline => ({
      math: { tag: "relation", left: polynomialVisual(one, writing), sign: ">=", right: number("0") },
    }),
  );
  const named2 = assumptions.filter((text) => !isBound(text, theorem));
  return [
    paragraph(words.sizes(bounded, free)),
    ...(shown.length > 0
      ? [paragraph(words.equations(shown.length > 1)), { tag: "equations", chains: shown, compact: false } as const]
      : []),
    ...explained.map((quotient) => paragraph(meaningOf(quotient, theorem, writing, setting))),
    ...(relations.length > 0 ? [paragraph(words.nonnegative(relations))] : []),
    ...(named2.length > 0 ? [paragraph(words.assuming(named2.map((code): Inline => ({ code }))))] : []),
  ];
}

function seriesOf(items: readonly Visual[]): Visual {
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { tag: "series", items };
}

function isOfSizes({ letter: name }: Quotient, { assumptions }: TheoremSetting): boolean {
  return assumptions.letters.some((size) => size.letter === name);
}

/** `H >= 1` is said with the letters. */
function isBound(text: string, { assumptions }: TheoremSetting): boolean {
  return assumptions.letters.some(({ letter: name, atLeast }) => text.replaceAll(" ", "") === `${name}>=${atLeast}`);
}

function quotientOf({ letter: name, offset }: Quotient): Polynomial {
  return subtract(letter(name), constant(offset));
}

function rightOf(quotient: Quotient): Polynomial {
  return add(multiply(quotient.divisor, quotientOf(quotient)), quotient.remainder);
}

function isEquationOf(
  { letter: name, value }: TheoremSetting["assumptions"]["equations"][number],
  quotient: Quotient,
): boolean {
  const [own, other] = [subtract(letter(name), value), subtract(quotient.dividend, rightOf(quotient))];
  return textOf(own) === textOf(other) || textOf(own) === textOf(subtract([], other));
}

function isRemainderOf(polynomial: Polynomial, { divisor, remainder }: Quotient): boolean {
  return textOf(polynomial) === textOf(subtract(subtract(divisor, constant(1)), remainder));
}

/** `H + P − d(K − 1) − 1 = s(O − 1) + ρ` */
function quotientChain(quotient: Quotient, writing: Writing): Chain {
  const { dividend } = quotient;
  return chainOf(polynomialVisual(dividend, writing), polynomialVisual(rightOf(quotient), writing));
}

/** `0 ≤ ρ < s` */
function remainderRange({ remainder, divisor }: Quotient, writing: Writing): Inline | undefined {
  if (numberOf(remainder) !== undefined) return undefined;
  const low: Visual = { tag: "relation", left: number("0"), sign: "<=", right: polynomialVisual(remainder, writing) };
  return { math: { tag: "relation", left: low, sign: "<", right: polynomialVisual(divisor, writing) } };
}

function chainOf(left: Visual, right: Visual): Chain {
  return { left, links: [{ sign: "=", right }] };
}

function meaningOf(
  quotient: Quotient,
  theorem: TheoremSetting,
  writing: Writing,
  { words, notation }: Setting,
): Phrase {
  const name: Inline = { math: letterVisual(quotient.letter, writing) };
  const remainder = remainderRange(quotient, writing);
  const array = theorem.arrays.find((one) => one.shown.tag === "name" && one.shown.name === quotient.axis?.array);
  if (array !== undefined) {
    const shown: Inline = { math: entryOrName(array.shown, notation, quotient.axis?.axis ?? 0, array.shape.length) };
    return words.theorems.windows(name, shown, remainder);
  }
  const fraction: Visual = {
    tag: "fraction",
    numerator: polynomialVisual(quotient.dividend, writing),
    denominator: polynomialVisual(quotient.divisor, writing),
  };
  const floor: Visual = { tag: "fenced", fence: "floor", body: fraction };
  const value: Visual =
    quotient.offset === 0
      ? floor
      : {
          tag: "sum",
          terms: [
            { negative: false, body: floor },
            { negative: false, body: number("1") },
          ],
        };
  return words.theorems.quotient(name, { math: value }, remainder);
}

function entryOrName(shown: Expression, notation: Setting["notation"], _axis: number, _rank: number): Visual {
  return math(shown, { notation } as Setting).math;
}

/** Arrays that are given, then definitions, losses and their derivatives, in their order. */
function arrayBlocks({ setting, theorem, names, writing }: Frame): readonly Block[] {
  const words = setting.words.theorems;
  const introduced = new Map(names.introduced.map(({ array, name }) => [array.name, name]));
  const isGiven = (array: TheoremArray): boolean =>
    array.definition === undefined && array.source === undefined && array.upstream === undefined;
  const given = names.used.filter((array) => isGiven(array) && array.shape.length > 0);
  const sizeOf = ({ shape }: TheoremArray): Phrase =>
    setting.words.size({ math: shapeVisual(shape, writing) }, shape.length);
  const items = given.map((array) => words.array({ math: math(array.shown, setting).math }, sizeOf(array)));
  const sentences: Phrase[] = items.length > 0 ? [words.arrays(items)] : [];
  const said = new Set<string>();
  for (const array of names.used) {
    const { upstream } = array;
    const name = introduced.get(array.name) ?? array.shown;
    if (upstream !== undefined) {
      const loss = theorem.losses.find((one) => one.name === upstream.loss);
      if (loss !== undefined && !said.has(loss.name)) {
        said.add(loss.name);
        sentences.push(words.loss(nameMath(loss.name, setting), math(loss.of, setting)));
      }
      const derivative: Expression = {
        tag: "call",
        name: "grad",
        primes: 0,
        positional: [
          { tag: "name", name: upstream.loss },
          { tag: "name", name: upstream.of },
        ],
        named: [],
      };
      sentences.push(words.upstream({ math: equality(name, derivative, setting) }, sizeOf(array)));
    } else if (isGiven(array) || (isGradient(array.shown) && !introduced.has(array.name))) {
    } else {
      const source = introduced.has(array.name) ? array.shown : array.source;
      if (source === undefined) continue;
      const equation: Inline = { math: equality(name, source, setting) };
      sentences.push(array.shape.length === 0 ? words.definedScalar(equation) : words.defined(equation, sizeOf(array)));
    }
  }
  const gap = setting.words.lang === "en" ? " " : "";
  return sentences.length === 0 ? [] : [paragraph(sentences.flatMap((one, at) => (at === 0 ? one : [gap, ...one])))];
}

function nameMath(name: string, setting: Setting): Inline {
  return math({ tag: "name", name }, setting);
}

function equality(left: Expression, right: Expression, setting: Setting): Visual {
  return { tag: "relation", left: math(left, setting).math, sign: "==", right: math(right, setting).math };
}

export function shapeVisual(shape: readonly Polynomial[], writing: Writing): Visual {
  const [only] = shape;
  if (only !== undefined && shape.length === 1) return polynomialVisual(only, writing);
  const group = (one: Polynomial): Visual => {
    const visual = polynomialVisual(one, writing);
    return visual.tag === "sum" ? { tag: "group", body: visual, tall: false } : visual;
  };
  return { tag: "product", factors: shape.map((one) => ({ link: "times", body: group(one) })) };
}

/** How to read what follows, as far as it occurs there, and the definitions as formulas. */
export function notationBlocks(frame: Frame, sums: readonly Sum[]): readonly Block[] {
  const { setting, writing } = frame;
  const words = setting.words.theorems;
  const definitions = definitionChains(frame);
  const all = [...sums, ...definitions.map(({ sum }) => sum)];
  const guards = all.flat().flatMap((product) => product.guards);
  const bracket = (wanted: (guard: Guard) => boolean): Inline | undefined => {
    const guard = guards.find(wanted);
    return guard && { math: guardInBase(guard, writing) };
  };
  const [plain, divides] = [bracket(({ kind }) => kind !== "divides"), bracket(({ kind }) => kind === "divides")];
  const isOpen = all.flat().some(({ bound }) => bound.some(({ size }) => size === undefined));
  const sentences = [
    words.zeroExtension,
    ...(isOpen ? [words.openLetters] : []),
    ...(plain === undefined ? [] : [words.bracket(plain)]),
    ...(divides === undefined ? [] : [words.divides(divides)]),
    ...(all.flat().some(hasFraction) ? [words.fractions] : []),
  ];
  const gap = setting.words.lang === "en" ? " " : "";
  const chains = definitions.map(({ chain }) => chain);
  return [
    { tag: "heading", content: [words.notation], isPart: true },
    paragraph(sentences.flatMap((one, at) => (at === 0 ? one : [gap, ...one]))),
    ...(chains.length > 0 ? [paragraph(words.entries), { tag: "equations", chains, compact: false } as const] : []),
  ];
}

function hasFraction({ factors }: Sum[number]): boolean {
  const isFraction = ({ divisor }: Slot): boolean => divisor !== undefined;
  return factors.some((factor) =>
    (factor.kind === "entry" ? [factor] : factor.of).some(({ index }) => index.some(isFraction)),
  );
}

function definitionChains({ theorem, names, writing }: Frame): readonly { readonly chain: Chain; readonly sum: Sum }[] {
  const avoided = writtenNames({ arrays: theorem.arrays });
  return names.used.flatMap((array) => {
    const { definition } = array;
    if (definition === undefined || isDerivative(definition)) return [];
    const { index, body } = nameDefinition(
      definition,
      theorem,
      new Set([...avoided, ...names.introduced.map(({ name }) => (name.tag === "name" ? name.name : ""))]),
    );
    const own = { ...writing, order: { ...writing.order, free: index, late: writing.order.free } };
    const left = entryAtLetters(array.name, index, own);
    return [{ chain: chainOf(left, sumVisual(body, own)), sum: body }];
  });
}

export function rangesOf({ theorem, writing }: Frame): readonly Inline[] {
  return theorem.free.map(
    ({ letter: name, size }): Inline => ({ math: between(letterVisual(name, writing), size, writing) }),
  );
}
