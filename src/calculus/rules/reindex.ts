/** A bound letter counted otherwise: turned, shifted, split by groups, renamed; and sums in another order. */
import { reduce, showPositive } from "../../sizes/assumptions.ts";
import { add, letter, lettersOf, multiply, negate, type Polynomial, sameAs, textOf } from "../../sizes/polynomial.ts";
import {
  knowledgeOf,
  lettersOfProduct,
  mapProduct,
  type Product,
  reservedLetters,
  substituteInProduct,
  type Theory,
} from "../sums.ts";
import { one, type Rule } from "./rule.ts";

/** x → value, which is a bijection of all integers as long as only x's own sign changes and no other letter is lost. */
function recount(product: Product, name: string, value: Polynomial): Product {
  return substituteInProduct(product, new Map([[name, value]]));
}

function isEndless(product: Product, name: string): boolean {
  return product.bound.some((bound) => bound.letter === name && bound.size === undefined);
}

/** Whether a polynomial speaks only of letters that have a meaning beside `name`. */
function isMeaningful(by: Polynomial, name: string, product: Product, theory: Theory): boolean {
  const known = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  return [...lettersOf(by)].every((other) => other !== name && known.has(other));
}

export const reflect: Rule<"reflect"> = (product, { letter: name, by }, theory) => {
  if (!isEndless(product, name) || !isMeaningful(by, name, product, theory)) return undefined;
  return one(recount(product, name, add(by, negate(letter(name)))));
};

export const shift: Rule<"shift"> = (product, { letter: name, by }, theory) => {
  if (!isEndless(product, name) || !isMeaningful(by, name, product, theory)) return undefined;
  return one(recount(product, name, add(letter(name), by)));
};

/** Σ over c < count·size is Σ over g < count and r < size at c = g·size + r. */
export const split: Rule<"split"> = (product, { letter: name, into, count, size }, theory) => {
  const whole = product.bound.find((bound) => bound.letter === name)?.size;
  const [quotient, remainder] = into;
  const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  if (whole === undefined || quotient === remainder || taken.has(quotient) || taken.has(remainder)) return undefined;
  const known = reservedLetters(theory);
  if ([...lettersOf(count), ...lettersOf(size)].some((other) => !known.has(other))) return undefined;
  const merged = multiply(count, size);
  const positive = showPositive(size, knowledgeOf(product, theory));
  if (positive === undefined || !sameAs(reduce(whole, theory.assumptions), reduce(merged, theory.assumptions)))
    return undefined;
  const bound = product.bound.flatMap((other) =>
    other.letter === name
      ? [
          { letter: quotient, size: count },
          { letter: remainder, size },
        ]
      : [other],
  );
  return one(recount({ ...product, bound }, name, add(multiply(letter(quotient), size), letter(remainder))), [
    { claim: `${textOf(whole)} == ${textOf(merged)}`, shown: ["equal in every letter"] },
    { claim: `${textOf(size)} > 0`, shown: positive },
  ]);
};

export const rename: Rule<"rename"> = (product, { letters }, theory) => {
  const names = new Map(letters);
  const bound = new Set(product.bound.map((other) => other.letter));
  if (names.size !== letters.length || letters.some(([from]) => !bound.has(from))) return undefined;
  const after = product.bound.map((other) => names.get(other.letter) ?? other.letter);
  const outer = [...lettersOfProduct(product)].filter((name) => !bound.has(name));
  const taken = new Set([...outer, ...reservedLetters(theory)]);
  if (new Set(after).size !== after.length || after.some((name) => taken.has(name))) return undefined;
  const values = new Map(letters.map(([from, to]) => [from, letter(to)] as const));
  const renamed = product.bound.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
  return one(substituteInProduct({ ...product, bound: renamed }, values));
};

function ordered<T>(list: readonly T[], order: readonly number[]): readonly T[] | undefined {
  const isOrder = order.length === list.length && [...list.keys()].every((place) => order.includes(place));
  return isOrder ? order.map((place) => list[place] as T) : undefined;
}

/** Finite sums may be exchanged, and factors multiplied in any order. */
export const exchange: Rule<"exchange"> = (product, application) => {
  const bound = ordered(product.bound, application.bound);
  const guards = ordered(product.guards, application.guards);
  const factors = ordered(product.factors, application.factors);
  return bound && guards && factors && one({ ...product, bound, guards, factors });
};

/** By the equations of the sizes. */
export const reduceSizes: Rule<"reduce"> = (product, _, { assumptions }: Theory) =>
  one(mapProduct(product, (polynomial) => reduce(polynomial, assumptions)));
