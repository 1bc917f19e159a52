/** Sums of letters times numbers: what two of them differ by. */
import Fraction from "fraction.js";
import type { Meaning } from "../meaning.ts";

/** The factor of each letter; that of the empty name is the constant. */
type Linear = ReadonlyMap<string, Fraction>;

/** `left - right` where that is a number whatever the letters are. */
export function differenceOf(left: Meaning, right: Meaning): Fraction | undefined {
  const [a, b] = [linearOf(left), linearOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const rest = add(a, scale(b, new Fraction(-1)));
  const isConstant = [...rest].every(([letter, factor]) => letter === "" || factor.equals(0));
  return isConstant ? (rest.get("") ?? new Fraction(0)) : undefined;
}

/** The number that a meaning is, where it has no letters. */
export function constantOf(meaning: Meaning): Fraction | undefined {
  return differenceOf(meaning, { tag: "number", value: new Fraction(0) });
}

function linearOf(meaning: Meaning): Linear | undefined {
  switch (meaning.tag) {
    case "number":
      return new Map([["", meaning.value]]);
    case "letter":
      return new Map([[meaning.name, new Fraction(1)]]);
    case "sum":
      return meaning.terms
        .map(linearOf)
        .reduce<Linear | undefined>((total, term) => total && term && add(total, term), new Map());
    case "product":
      return meaning.factors.map(linearOf).reduce<Linear | undefined>(multiply, new Map([["", new Fraction(1)]]));
    case "quotient": {
      const [over, under] = [linearOf(meaning.over), linearOf(meaning.under)];
      const by = under && constant(under);
      return over === undefined || by === undefined || by.equals(0) ? undefined : scale(over, by.inverse());
    }
    default:
      return undefined;
  }
}

function add(left: Linear, right: Linear): Linear {
  const total = new Map(left);
  for (const [letter, factor] of right) total.set(letter, (total.get(letter) ?? new Fraction(0)).add(factor));
  return total;
}

function scale(linear: Linear, by: Fraction): Linear {
  return new Map([...linear].map(([letter, factor]) => [letter, factor.mul(by)]));
}

function multiply(left: Linear | undefined, right: Linear | undefined): Linear | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [constant(left), constant(right)];
  if (a !== undefined) return scale(right, a);
  return b === undefined ? undefined : scale(left, b);
}

function constant(linear: Linear): Fraction | undefined {
  const isConstant = [...linear].every(([letter, factor]) => letter === "" || factor.equals(0));
  return isConstant ? (linear.get("") ?? new Fraction(0)) : undefined;
}
