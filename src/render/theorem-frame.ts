/**
 * What a reader is told before the first line: sizes, arrays, definitions, and how sums and brackets are read.
 * In: the setting of a theorem, the names in it, the sums that follow. Out: blocks. Always: every letter and array of
 * those sums is introduced here, or bound where it stands.
 */
import { entriesOf, type Guard, type Slot, type Sum } from "../calculus/sums.ts";
import { expressionOf, itemsOf, polynomialOf } from "../derivation/arrange.ts";
import { saysNonnegative } from "../derivation/assumed.ts";
import { nameDefinition } from "../derivation/definition-letters.ts";
import type { TheoremArray, TheoremSetting } from "../derivation/theorem.ts";
import type { Comparison, Expression, Relation } from "../language/syntax.ts";
import type { Quotient } from "../problem/letters.ts";
import {
  constant,
  letter,
  multiply,
  numberOf,
  type Polynomial,
  plainLetter,
  subtract,
  textOf,
} from "../sizes/polynomial.ts";
import { type Block, type Chain, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { unsaidEquations } from "./theorem-equations.ts";
import { isDerivative, isGradient, type TheoremNames, writtenNames } from "./theorem-names.ts";
import {
  between,
  entryAtLetters,
  guardInBase,
  letterVisual,
  numbersVisual,
  polynomialVisual,
  sumVisual,
  type Writing,
} from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";

export interface Frame {
  readonly setting: Setting;
  readonly theorem: TheoremSetting;
  readonly names: TheoremNames;
  readonly writing: Writing;
}

export function hypothesisBlocks(frame: Frame): readonly Block[] {
  return [...(frame.setting.saysSizes === false ? [] : sizeBlocks(frame)), ...arrayBlocks(frame)];
}

/** The conditions are said as the worksheet has them where they are given, and else as far as no equation says them. */
export function sizeBlocks({ setting, theorem, writing }: Frame, conditions?: readonly Comparison[]): readonly Block[] {
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
  const plain = unsaidEquations(equations, explained);
  const shown = [
    ...explained.filter(hasEquation).map((quotient) => quotientChain(quotient, writing)),
    ...plain.map((one) => chainOf(letterVisual(one.letter, writing), polynomialVisual(one.value, writing))),
  ];
  const assumed = conditions === undefined ? theorem.assumed : [];
  const more = nonnegative.filter(
    (one) =>
      !explained.some((quotient) => isRemainderOf(one, quotient)) &&
      !assumed.some((said) => saysNonnegative(said, one)),
  );
  const written = ({ relation, left, right }: Comparison): Inline => ({
    math: relationVisual(left, relation, right, setting),
  });
  const relations = conditions
    ? conditions.map(written)
    : more.map((one): Inline => ({ math: boundVisual(one, writing) }));
  return [
    paragraph(words.sizes(bounded, free, assumed.map(written))),
    ...(shown.length > 0
      ? [paragraph(words.equations(shown.length > 1)), { tag: "equations", chains: shown, compact: false } as const]
      : []),
    ...(explained.length > 0
      ? [
          paragraph(
            inOne(
              explained.map((quotient) => meaningOf(quotient, theorem, writing, setting)),
              setting,
            ),
          ),
        ]
      : []),
    ...(relations.length > 0 ? [paragraph(words.nonnegative(relations))] : []),
  ];
}

/** `σ < d` for d − σ − 1 ≥ 0: each term on the side where it is positive. */
function boundVisual(nonnegative: Polynomial, writing: Writing): Visual {
  const items = itemsOf(nonnegative, writing.order);
  const isStrict = items.some(
    ({ negative, letters, coefficient }) => negative && letters.length === 0 && coefficient === 1,
  );
  const low = polynomialOf(items.filter(({ negative, letters }) => negative && (letters.length > 0 || !isStrict)));
  const high = polynomialOf(items.filter(({ negative }) => !negative));
  const left = polynomialVisual(subtract([], low), writing);
  return { tag: "relation", left, sign: isStrict ? "<" : "<=", right: polynomialVisual(high, writing) };
}

/** Sentences of one paragraph. */
function inOne(sentences: readonly Phrase[], { words }: Setting): Phrase {
  const gap = words.lang === "en" ? " " : "";
  return sentences.filter((one) => one.length > 0).flatMap((one, at) => (at === 0 ? one : [gap, ...one]));
}

function seriesOf(items: readonly Visual[]): Visual {
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { tag: "series", items };
}

function isOfSizes({ letter: name }: Quotient, { assumptions }: TheoremSetting): boolean {
  return assumptions.letters.some((size) => size.letter === name);
}

function quotientOf({ letter: name, offset }: Quotient): Polynomial {
  return subtract(letter(name), constant(offset));
}

function isRemainderOf(polynomial: Polynomial, { divisor, remainder }: Quotient): boolean {
  const text = textOf(polynomial);
  return text === textOf(remainder) || text === textOf(subtract(subtract(divisor, constant(1)), remainder));
}

/** A remainder without a letter of its own is what the quotient leaves: an equation would say nothing. */
function hasEquation({ remainder }: Quotient): boolean {
  return numberOf(remainder) !== undefined || plainLetter(remainder) !== undefined;
}

/** `H + P − d(K − 1) − 1 = s(O − 1) + ρ` */
function quotientChain(quotient: Quotient, writing: Writing): Chain {
  const { dividend, divisor, remainder } = quotient;
  const whole = expressionOf(multiply(divisor, quotientOf(quotient)), writing.order);
  const rest = expressionOf(remainder, writing.order);
  const right: Expression =
    numberOf(remainder) === 0 ? whole : { tag: "binary", operator: "+", left: whole, right: rest };
  return chainOf(polynomialVisual(dividend, writing), numbersVisual(right, writing));
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
  const isSize = (size: Polynomial): boolean => textOf(size) === quotient.letter;
  const array = theorem.arrays.find(
    ({ definition, shown, shape }) => definition && shown.tag === "name" && shape.some(isSize),
  );
  if (array !== undefined) {
    const place = array.shape.length > 1 ? array.shape.findIndex(isSize) + 1 : undefined;
    return words.theorems.windows(name, { math: visualOf(array.shown, notation) }, place, remainder);
  }
  if (quotient.offset === 1) return remainder === undefined ? [] : words.theorems.determined(name, remainder);
  const numerator = polynomialVisual(quotient.dividend, writing);
  const fraction: Visual = { tag: "fraction", numerator, denominator: polynomialVisual(quotient.divisor, writing) };
  return words.theorems.quotient(name, { math: { tag: "fenced", fence: "floor", body: fraction } }, remainder);
}

/** Arrays that are given, then definitions, losses and their derivatives, in their order. */
function arrayBlocks({ setting, theorem, names, writing }: Frame): readonly Block[] {
  const words = setting.words.theorems;
  const introduced = new Map(names.introduced.map((one) => [one.array.name, one] as const));
  const isGiven = (array: TheoremArray): boolean =>
    array.definition === undefined && array.source === undefined && array.upstream === undefined;
  const given = names.used.filter((array) => isGiven(array) && array.shape.length > 0);
  const sizeOf = ({ shape }: TheoremArray): Phrase =>
    setting.words.size({ math: shapeVisual(shape, writing) }, shape.length);
  const items = given.map((array) => words.array({ math: math(array.shown, setting).math }, sizeOf(array)));
  const sentences: Phrase[] = items.length > 0 ? [words.arrays(items)] : [];
  const said = new Set<string>();
  let open: Phrase[] = [];
  const close = (): void => {
    if (open.length > 0) sentences.push(words.put(open));
    open = [];
  };
  for (const array of names.used) {
    const { upstream } = array;
    const named = introduced.get(array.name);
    const name = named?.name ?? array.shown;
    if (upstream !== undefined) {
      close();
      const loss = theorem.losses.find((one) => one.name === upstream.loss);
      if (loss !== undefined && !said.has(loss.name)) {
        said.add(loss.name);
        sentences.push(words.loss(nameMath(loss.name, setting), math(loss.of, setting)));
      }
      const derivative = gradientOf(upstream.loss, upstream.of);
      sentences.push(words.upstream({ math: equality(name, derivative, setting) }, sizeOf(array)));
      continue;
    }
    const source = named?.meaning ?? array.source;
    const isSaid = isGiven(array) || (isGradient(array.shown) && named === undefined);
    if (isSaid || source === undefined) continue;
    const equation: Inline = { math: equality(name, source, setting) };
    open.push(array.shape.length === 0 ? [equation] : words.defined(equation, sizeOf(array)));
  }
  close();
  return sentences.length === 0 ? [] : [paragraph(inOne(sentences, setting))];
}

function gradientOf(loss: string, of: string): Expression {
  const [first, second] = [loss, of].map((name) => ({ tag: "name", name }) as const) as [Expression, Expression];
  return { tag: "call", name: "grad", primes: 0, positional: [first, second], named: [] };
}

function nameMath(name: string, setting: Setting): Inline {
  return math({ tag: "name", name }, setting);
}

function equality(left: Expression, right: Expression, setting: Setting): Visual {
  return relationVisual(left, "==", right, setting);
}

function relationVisual(left: Expression, sign: Relation, right: Expression, setting: Setting): Visual {
  return { tag: "relation", left: math(left, setting).math, sign, right: math(right, setting).math };
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
    ...(all.flat().some(hasFunction) ? [words.zeroFunctions] : []),
    ...(isOpen ? [words.openLetters] : []),
    ...(plain === undefined ? [] : [words.bracket(plain)]),
    ...(divides === undefined ? [] : [words.divides(divides)]),
    ...(all.flat().some(hasFraction) ? [words.fractions] : []),
  ];
  const chains = definitions.map(({ chain }) => chain);
  return [
    { tag: "heading", content: [words.notation], isPart: true },
    paragraph(inOne(sentences, setting)),
    ...(chains.length > 0 ? [paragraph(words.entries), { tag: "equations", chains, compact: false } as const] : []),
  ];
}

function hasFunction({ factors }: Sum[number]): boolean {
  return entriesOf(factors).some(({ apply }) => apply !== undefined);
}

function hasFraction({ factors }: Sum[number]): boolean {
  const isFraction = ({ divisor }: Slot): boolean => divisor !== undefined;
  return entriesOf(factors).some(({ index }) => index.some(isFraction));
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
    const own = {
      ...writing,
      order: {
        ...writing.order,
        free: index,
        late: writing.order.free.filter((one) => !definition.index.includes(one)),
      },
    };
    const left = entryAtLetters(array.name, index, own);
    return [{ chain: chainOf(left, sumVisual(body, own)), sum: body }];
  });
}

export function rangesOf({ theorem, writing }: Frame): readonly Inline[] {
  return theorem.free.map(
    ({ letter: name, size }): Inline => ({ math: between(letterVisual(name, writing), size, writing) }),
  );
}
