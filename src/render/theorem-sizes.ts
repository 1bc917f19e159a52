/**
 * What a reader is told of the sizes of a theorem: their bounds, what is assumed, equations, and what made letters mean.
 * In: the frame of a theorem. Out: blocks. Always: no condition is said that an equation beside it says.
 */
import { expressionOf, itemsOf, polynomialOf } from "../derivation/arrange.ts";
import { saysEquation, saysNonnegative } from "../derivation/assumed.ts";
import type { TheoremSetting } from "../derivation/theorem.ts";
import type { Comparison, Expression } from "../language/syntax.ts";
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
import { unsaidEquations } from "./theorem-equations.ts";
import { chainOf, type Frame, inOne, relationVisual, seriesOf } from "./theorem-parts.ts";
import { letterVisual, numbersVisual, polynomialVisual, type Writing } from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Inline, Phrase } from "./words.ts";

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
  const assumed = (conditions === undefined ? theorem.assumed : []).filter(
    (said) => !plain.some((one) => saysEquation(said, one)),
  );
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
