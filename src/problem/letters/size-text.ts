/**
 * Polynomials of sizes as worksheet text in which the letters made for quotients are written out as what they stand for.
 */
import { type Message, NOTHING, tell } from "../../messages/message.ts";
import { negate, type Polynomial, plainLetter, subtract, textOf } from "../../sizes/polynomial.ts";
import type { Quotient } from "../letters.ts";
import { isImpossible, type SizeKnowledge } from "./knowledge.ts";

export function sizeText(polynomial: Polynomial, knowledge: SizeKnowledge): string {
  const name = plainLetter(polynomial);
  const own = name === undefined ? undefined : writtenOut(name, knowledge);
  if (own !== undefined) return own;
  return textOf(inOrder(polynomial)).replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (found, place: number, whole: string) => {
    const text = writtenOut(found, knowledge);
    if (text === undefined) return found;
    const isAlone = whole[place - 1] !== "*" && whole[place + found.length] !== "*" && place === 0;
    return isAlone || /^floor\([^ ]*\)$/.test(text) ? text : `(${text})`;
  });
}

/** What is added, what is taken away, and the number last, unless nothing else is added. */
function inOrder(polynomial: Polynomial): Polynomial {
  const rankOf = ({ coefficient, letters }: Polynomial[number]): number =>
    letters.length > 0 ? (coefficient > 0 ? 0 : 2) : coefficient > 0 && !hasAdded ? 1 : 3;
  const hasAdded = polynomial.some(({ coefficient, letters }) => coefficient > 0 && letters.length > 0);
  return [...polynomial].sort((left, right) => rankOf(left) - rankOf(right));
}

/** `. Add … before`, or nothing where no sizes would do that. */
export function assumeHint(goal: Polynomial, condition: string, knowledge: SizeKnowledge): Message {
  return isImpossible(goal, knowledge) ? NOTHING : tell`. Add \`assume ${condition}\` before`;
}

/** The same for two sizes that should be equal, unless they never are. */
export function equalHint(left: Polynomial, right: Polynomial, knowledge: SizeKnowledge): Message {
  const difference = subtract(left, right);
  if ([difference, negate(difference)].some((goal) => isImpossible(goal, knowledge))) return NOTHING;
  return tell`. Add \`assume ${sizeText(left, knowledge)} == ${sizeText(right, knowledge)}\` before`;
}

/** `\`s\` is not shown to be`, or `\`0\` is not`. */
export function isNotShown(size: Polynomial, goal: Polynomial, knowledge: SizeKnowledge): Message {
  const text = sizeText(size, knowledge);
  return isImpossible(goal, knowledge) ? tell`\`${text}\` is not` : tell`\`${text}\` is not shown to be`;
}

/** `polynomial` ≥ 0 as worksheet text, with what is taken away on the other side. */
export function atLeastZero(polynomial: Polynomial, knowledge: SizeKnowledge): string {
  const [more, less] = [1, -1].map((sign) => polynomial.filter(({ coefficient }) => coefficient * sign > 0));
  return `${sizeText(more ?? [], knowledge)} >= ${sizeText(negate(less ?? []), knowledge)}`;
}

export function shapeText(shape: readonly Polynomial[], knowledge: SizeKnowledge): string {
  return `[${shape.map((size) => sizeText(size, knowledge)).join(",")}]`;
}

function writtenOut(name: string, knowledge: SizeKnowledge): string | undefined {
  for (const quotient of knowledge.quotients) {
    if (quotient.letter === name) return quotientText(quotient, knowledge);
    if (plainLetter(quotient.remainder) === name) return remainderText(quotient, knowledge);
  }
  return undefined;
}

function quotientText({ dividend, divisor, offset }: Quotient, knowledge: SizeKnowledge): string {
  const floor = `floor(${inProduct(dividend, knowledge)}/${inProduct(divisor, knowledge, true)})`;
  return offset === 1 ? `${floor} + 1` : floor;
}

function remainderText({ dividend, divisor }: Quotient, knowledge: SizeKnowledge): string {
  return `${inProduct(dividend, knowledge)} mod ${inProduct(divisor, knowledge, true)}`;
}

/** In parentheses unless it is one term; as a divisor, unless it is one letter or one number. */
export function inProduct(polynomial: Polynomial, knowledge: SizeKnowledge, isDivisor = false): string {
  const text = sizeText(polynomial, knowledge);
  return (isDivisor ? /^[\p{L}\p{N}_]+$/u : /^[\p{L}\p{N}_*]+$/u).test(text) ? text : `(${text})`;
}
