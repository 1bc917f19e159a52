/** The polynomial of which `textOf` made the text. */
import { add, constant, letter, multiply, negate, type Polynomial } from "../sizes/polynomial.ts";

export function parsePolynomial(text: string): Polynomial {
  const terms = text.replaceAll(" ", "").match(/[+-]?[^+-]+/g) ?? [];
  return add(...terms.map(termOf));
}

function termOf(text: string): Polynomial {
  const isNegative = text.startsWith("-");
  const factors = text.replace(/^[+-]/, "").split("*");
  const product = multiply(
    ...factors.map((factor) => (/^\d+$/.test(factor) ? constant(Number(factor)) : letter(factor))),
  );
  return isNegative ? negate(product) : product;
}
