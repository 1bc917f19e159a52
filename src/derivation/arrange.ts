/**
 * A polynomial of sizes and indices as a person writes it: s(O − 1) + ρ, K − 1 − u, s p + d u − P.
 *
 * In: a polynomial, and which of its letters are sizes, which are indices, in their order. Out: signed items, each a
 * number times letters times a polynomial in parentheses. Always: multiplied out, the items are the polynomial.
 */
import type { Expression } from "../language/syntax.ts";
import {
  add,
  constant,
  divideByTerm,
  letter,
  multiply,
  negate,
  type Polynomial,
  type Term,
} from "../sizes/polynomial.ts";

/** Sizes stand before indices in a product; of indices, those that are summed over before those that are given. */
export interface LetterOrder {
  readonly sizes: readonly string[];
  readonly free: readonly string[];
  /** Indices that stand after others; those that are given unless told otherwise. */
  readonly late?: readonly string[];
}

export interface Item {
  readonly negative: boolean;
  readonly coefficient: number;
  readonly letters: readonly string[];
  /** What stands in parentheses behind them. */
  readonly inner?: readonly Item[];
  /** The parentheses come first, as in (g − 1)C. */
  readonly innerFirst?: boolean;
}

export function itemsOf(polynomial: Polynomial, order: LetterOrder): readonly Item[] {
  return itemsUnordered(polynomial, order).sort((left, right) => {
    const [first, second] = [rankOf(left, order), rankOf(right, order)];
    for (const [at, rank] of first.entries()) if (rank !== second[at]) return rank - (second[at] ?? 0);
    return 0;
  });
}

function itemsUnordered(polynomial: Polynomial, order: LetterOrder): Item[] {
  const shared = sharedLetter(polynomial, order);
  if (shared === undefined) return polynomial.map((term) => itemOf(term, order));
  const has = (term: Term): boolean => term.letters.includes(shared);
  const quotient = divideByTerm(polynomial.filter(has), letter(shared)) ?? [];
  const turned = isBetterTurned(quotient, order);
  const inner = itemsOf(turned ? negate(quotient) : quotient, order);
  const rest = itemsUnordered(
    polynomial.filter((term) => !has(term)),
    order,
  );
  const innerFirst = isCount(shared) && inner.some((item) => namesIn(item).some((name) => isIndex(name, order)));
  return [{ negative: turned, coefficient: 1, letters: [shared], inner, ...(innerFirst && { innerFirst }) }, ...rest];
}

/** A number of entries, which stands behind what counts them; a stride or a dilation stands before. */
function isCount(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/** The size that most terms share, if two do; not where a difference of two indices would come out of it. */
function sharedLetter(polynomial: Polynomial, { sizes, free }: LetterOrder): string | undefined {
  let best: { readonly name: string; readonly count: number } | undefined;
  for (const name of [...sizes].sort((left, right) => Number(isCount(left)) - Number(isCount(right)))) {
    const terms = polynomial.filter(({ letters }) => letters.includes(name));
    const signs = new Set(
      terms.filter(({ letters }) => letters.some((other) => isIndex(other, { sizes, free }))).map(signOf),
    );
    if (terms.length > Math.max(1, best?.count ?? 0) && signs.size < 2) best = { name, count: terms.length };
  }
  return best?.name;
}

function isIndex(name: string, { sizes }: LetterOrder): boolean {
  return !sizes.includes(name);
}

function signOf({ coefficient }: Term): number {
  return Math.sign(coefficient);
}

/** K − 1 − u rather than u − K + 1, and p − 1 rather than −p + 1. */
function isBetterTurned(quotient: Polynomial, order: LetterOrder): boolean {
  const indices = quotient.filter(({ letters }) => letters.some((name) => isIndex(name, order)));
  const sizes = quotient.filter(({ letters }) => letters.length > 0 && letters.every((name) => !isIndex(name, order)));
  const [index] = indices;
  if (index !== undefined && indices.length === 1 && index.letters.length === 1 && sizes.length > 0)
    return sizes.every((term) => signOf(term) < 0);
  const leading = indices[0] ?? sizes[0] ?? quotient[0];
  return leading !== undefined && signOf(leading) < 0;
}

function itemOf({ coefficient, letters }: Term, order: LetterOrder): Item {
  const place = (name: string): number => placeOf(name, order) + (isCount(name) ? 10_000 : 0);
  const sorted = [...letters].sort((left, right) => place(left) - place(right));
  return { negative: coefficient < 0, coefficient: Math.abs(coefficient), letters: sorted };
}

function placeOf(name: string, { sizes, free, late = free }: LetterOrder): number {
  const [size, index] = [sizes.indexOf(name), late.indexOf(name)];
  if (size >= 0) return size;
  return sizes.length + (index >= 0 ? 1000 + index : (name.codePointAt(0) ?? 0) / 2000);
}

/** Positive items first, their indices before their sizes; of negative ones the sizes first; a positive number last. */
function rankOf(item: Item, order: LetterOrder): readonly number[] {
  const names = namesIn(item);
  const index = names.filter((name) => isIndex(name, order)).map((name) => placeOf(name, order));
  const isNumber = names.length === 0;
  const isPlainFree =
    item.letters.length === 1 && item.inner === undefined && (order.late ?? order.free).includes(item.letters[0] ?? "");
  const lowest = Math.min(...index, Number.POSITIVE_INFINITY);
  const hasIndex = index.length > 0;
  if (!item.negative) {
    if (isNumber) return [4, 0];
    const isPlain = item.letters.length === 1 && item.inner === undefined;
    return hasIndex ? [isPlainFree ? 0 : 1, isPlain ? 1 : 0, lowest] : [2, placeOf(names[0] ?? "", order)];
  }
  if (isNumber) return [3, 1, 0];
  return hasIndex ? [3, 2, lowest] : [3, 0, placeOf(names[0] ?? "", order)];
}

function namesIn({ letters, inner = [] }: Item): readonly string[] {
  return [...letters, ...inner.flatMap(namesIn)];
}

/** An equation `zero = 0` with both sides positive where that can be, what is summed over on the left. */
export function sidesOf(
  zero: Polynomial,
  order: LetterOrder,
): { readonly left: readonly Item[]; readonly right: readonly Item[] } {
  const items = itemsOf(zero, order);
  const isBound = (item: Item): boolean =>
    namesIn(item).some((name) => isIndex(name, order) && !order.free.includes(name));
  const isVaried = (item: Item): boolean => namesIn(item).some((name) => isIndex(name, order));
  const isLeft = items.some(isBound) ? isBound : items.some(isVaried) ? isVaried : (item: Item) => !item.negative;
  const signs = items.filter(isLeft).reduce((total, { negative }) => total + (negative ? -1 : 1), 0);
  const turned = signs < 0 || (signs === 0 && items.find(isLeft)?.negative === true);
  const oriented = turned ? itemsOf(negate(zero), order) : items;
  const left = oriented.filter((item) => isLeft(item) && !item.negative);
  const right = oriented.filter((item) => !left.includes(item)).map((item) => ({ ...item, negative: !item.negative }));
  return { left, right: sorted(right, order) };
}

function sorted(items: readonly Item[], order: LetterOrder): readonly Item[] {
  return itemsOf(polynomialOf(items), order);
}

export function polynomialOf(items: readonly Item[]): Polynomial {
  return add(
    ...items.map(({ negative, coefficient, letters, inner }) =>
      multiply(
        constant(negative ? -coefficient : coefficient),
        ...letters.map(letter),
        ...(inner === undefined ? [] : [polynomialOf(inner)]),
      ),
    ),
  );
}

/** The items as an expression of the worksheet language. */
export function expressionOfItems(items: readonly Item[]): Expression {
  const [first, ...others] = items;
  if (first === undefined) return { tag: "number", text: "0" };
  const start: Expression = first.negative
    ? { tag: "negate", operand: expressionOfItem(first) }
    : expressionOfItem(first);
  return others.reduce<Expression>(
    (left, item) => ({ tag: "binary", operator: item.negative ? "-" : "+", left, right: expressionOfItem(item) }),
    start,
  );
}

function expressionOfItem({ coefficient, letters, inner, innerFirst }: Item): Expression {
  const names = letters.map((name): Expression => ({ tag: "name", name }));
  const parentheses = inner === undefined ? [] : [expressionOfItems(inner)];
  const factors: readonly Expression[] = [
    ...(coefficient === 1 && names.length + parentheses.length > 0 ? [] : [numberNode(coefficient)]),
    ...(innerFirst ? [...parentheses, ...names] : [...names, ...parentheses]),
  ];
  return factors
    .slice(1)
    .reduce<Expression>((left, right) => ({ tag: "binary", operator: "*", left, right }), factors[0] ?? numberNode(1));
}

function numberNode(value: number): Expression {
  return { tag: "number", text: String(value) };
}

export function expressionOf(polynomial: Polynomial, order: LetterOrder): Expression {
  return expressionOfItems(itemsOf(polynomial, order));
}
