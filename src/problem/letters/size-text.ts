/**
 * Polynomials of sizes as worksheet text in which the letters made for quotients are written out as what they stand for.
 */
import { negate, type Polynomial, plainLetter, textOf } from "../../sizes/polynomial.ts";
import type { Quotient } from "../letters.ts";
import type { SizeKnowledge } from "./knowledge.ts";

export function sizeText(polynomial: Polynomial, knowledge: SizeKnowledge): string {
  const name = plainLetter(polynomial);
  const own = name === undefined ? undefined : writtenOut(name, knowledge);
  if (own !== undefined) return own;
  const isAdded = ({ coefficient }: Polynomial[number]): boolean => coefficient > 0;
  const ordered = [...polynomial.filter(isAdded), ...polynomial.filter((term) => !isAdded(term))];
  return textOf(ordered).replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (found, place: number, whole: string) => {
    const text = writtenOut(found, knowledge);
    if (text === undefined) return found;
    const isAlone = whole[place - 1] !== "*" && whole[place + found.length] !== "*" && place === 0;
    return isAlone || /^floor\([^ ]*\)$/.test(text) ? text : `(${text})`;
  });
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
function inProduct(polynomial: Polynomial, knowledge: SizeKnowledge, isDivisor = false): string {
  const text = sizeText(polynomial, knowledge);
  return (isDivisor ? /^[\p{L}\p{N}_]+$/u : /^[\p{L}\p{N}_*]+$/u).test(text) ? text : `(${text})`;
}
