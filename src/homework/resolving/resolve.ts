/**
 * From a formula to its value: names to arrays, indices to numbers and letters, signs to operators.
 * In: syntax, and what the worksheet declares. Out: a number for each value of the letters, or an array of them.
 * Throws `Meaningless` with the place where a formula means nothing; asks `choose` where it may mean several things.
 */
import Fraction from "fraction.js";
import { readDecimal } from "../../problem/number.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { resolveCall } from "./calls.ts";
import { conditionsOf } from "./conditions.ts";
import type { Context, Shape } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { resolveProduct } from "./product-chains.ts";
import { factorsOf, isProduct } from "./products.ts";
import { resolveFraction, resolveNabla } from "./quotients.ts";
import { scalarOf, unsupported } from "./scalars.ts";
import { resolveSeries } from "./sums.ts";
import { resolveName } from "./symbols.ts";
import { mapValue, negative, scalar, sum, zipValues } from "./values.ts";

/** @param wanted the shape that the place of the formula asks for, where it is known. */
export function resolve(context: Context, formula: Formula, wanted: Shape): Value {
  const of = (part: Formula): Value => resolve(context, part, wanted);
  switch (formula.tag) {
    case "number":
      return scalar(numberOf(formula.text));
    case "symbol":
    case "scripted":
      return resolveName(context, formula, wanted);
    case "applied":
      return resolveCall(context, formula, wanted);
    case "group":
      return resolveGroup(context, formula, wanted);
    case "negate":
      return mapValue(of(formula.operand), negative);
    case "root":
      return mapValue(of(formula.operand), (base) => ({ tag: "power", base, exponent: new Fraction(1, 2) }));
    case "fraction":
      return resolveFraction(context, formula, wanted);
    case "differential":
      return resolveNabla(context, formula);
    case "binary":
      return resolveBinary(context, formula, wanted);
    case "sum":
      return resolveSeries(context, formula, wanted);
    case "matrix":
      return resolveMatrix(context, formula);
    case "cases":
      return scalar({
        tag: "cases",
        rows: formula.rows.map(({ value, conditions }) => ({
          value: scalarOf(context, value),
          conditions: conditions.flatMap((chain) => conditionsOf(context, chain)),
        })),
      });
    case "indicator":
      return scalar({ tag: "guard", conditions: formula.conditions.flatMap((chain) => conditionsOf(context, chain)) });
    case "dots":
    case "blank":
      throw unsupported(formula);
  }
}

/** A decimal is exact, and known to half a unit of its last digit. */
function numberOf(text: string): Meaning {
  const [, decimals] = /^\d*\.(\d*)$/.exec(text) ?? [];
  const value = readDecimal(text);
  if (decimals === undefined) return { tag: "number", value };
  return { tag: "number", value, ulp: new Fraction(1, 2).div(new Fraction(10n ** BigInt(decimals.length))) };
}

/** What stands in brackets; a list in square brackets or round ones is a vector. */
function resolveGroup(context: Context, formula: Formula & { readonly tag: "group" }, wanted: Shape): Value {
  const [only, ...more] = formula.items;
  if (only === undefined || formula.bracket === "|") throw unsupported(formula);
  if (more.length > 0) {
    if (formula.bracket === "{") throw unsupported(formula);
    return {
      tag: "array",
      shape: [formula.items.length],
      entries: formula.items.map((item) => scalarOf(context, item)),
    };
  }
  return resolve(context, only, wanted);
}

function resolveMatrix(context: Context, { rows, span }: Formula & { readonly tag: "matrix" }): Value {
  const width = rows[0]?.length ?? 0;
  const ragged = rows.find((row) => row.length !== width);
  if (ragged !== undefined || width === 0)
    throw new Meaningless({
      tag: "shapes",
      at: span,
      operator: "matrix",
      left: String(width),
      right: String(ragged?.length ?? 0),
    });
  const entries = rows.flat().map((entry) => scalarOf(context, entry));
  return { tag: "array", shape: [rows.length, width], entries };
}

function resolveBinary(context: Context, formula: Formula & { readonly tag: "binary" }, wanted: Shape): Value {
  const { sign, signSpan, left, right } = formula;
  if (isProduct(formula)) return resolveProduct(context, factorsOf(formula), wanted);
  if (sign === "mod") {
    const [of, by] = [scalarOf(context, left), scalarOf(context, right)];
    return scalar({ tag: "rest", of, by });
  }
  const terms = termsOf(formula);
  const values = terms.map(({ formula: term, negated }) => {
    const value = resolve(context, term, wanted);
    return negated ? mapValue(value, negative) : value;
  });
  return values.reduce((total, value) => zipValues(total, value, (a, b) => addMeanings(a, b), signSpan, sign));
}

/** Sums stay flat: they are as long as a person writes them. */
function addMeanings(left: Meaning, right: Meaning): Meaning {
  return sum(left.tag === "sum" ? [...left.terms, right] : [left, right]);
}

/** The terms of a chain of plus and minus, from the left. */
function termsOf(formula: Formula): { readonly formula: Formula; readonly negated: boolean }[] {
  const terms: { formula: Formula; negated: boolean }[] = [];
  let rest = formula;
  while (rest.tag === "binary" && (rest.sign === "+" || rest.sign === "-")) {
    terms.push({ formula: rest.right, negated: rest.sign === "-" });
    rest = rest.left;
  }
  terms.push({ formula: rest, negated: false });
  return terms.reverse();
}
