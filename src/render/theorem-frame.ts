/**
 * What a reader is told before the first line: sizes, arrays, definitions, and how sums and brackets are read.
 * In: the setting of a theorem, the names in it, the sums that follow. Out: blocks. Always: every letter and array of
 * those sums is introduced here, or bound where it stands.
 */
import { entriesOf, type Guard, type Slot, type Sum } from "../calculus/sums.ts";
import { nameDefinition } from "../derivation/definition-letters.ts";
import type { LetterResult, TheoremArray } from "../derivation/theorem.ts";
import type { Expression } from "../language/syntax.ts";
import type { Polynomial } from "../sizes/polynomial.ts";
import { type Block, type Chain, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { notationOf } from "./symbols.ts";
import { isDerivative, isGradient, namesOf, writtenNames } from "./theorem-names.ts";
import { chainOf, type Frame, inOne, relationVisual } from "./theorem-parts.ts";
import { sizeBlocks } from "./theorem-sizes.ts";
import {
  between,
  entryAtLetters,
  guardInBase,
  letterVisual,
  polynomialVisual,
  sumVisual,
  type Writing,
  writingOf,
} from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import type { Inline, Phrase } from "./words.ts";

export function frameOf(
  { setting: theorem }: LetterResult,
  sums: readonly Sum[],
  sides: readonly string[],
  setting: Setting,
): Frame {
  const names = namesOf(theorem, sums, sides);
  const avoided = writtenNames(theorem);
  const definitions = names.used.flatMap(({ definition }) =>
    definition === undefined ? [] : [nameDefinition(definition, theorem, avoided).body],
  );
  const writing = writingOf(theorem, names.shown, setting.notation, [...sums, ...definitions]);
  return { setting: { ...setting, notation: writing.notation }, theorem, names, writing };
}

export function hypothesisBlocks(frame: Frame): readonly Block[] {
  return [...(frame.setting.saysSizes === false ? [] : sizeBlocks(frame)), ...arrayBlocks(frame)];
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
      const isItself = notationOf(array.name, setting.notation)?.stands !== undefined;
      const shown = isItself ? math(derivative, setting) : { math: equality(name, derivative, setting) };
      sentences.push(words.upstream(shown, sizeOf(array)));
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
