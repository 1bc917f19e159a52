/**
 * From a formula to its value: names to arrays, indices to numbers and letters, signs to operators.
 * In: syntax, and what the worksheet declares. Out: a number for each value of the letters, or an array of them.
 * Throws `Meaningless` with the place where a formula means nothing; asks `choose` where it may mean several things.
 */
import Fraction from "fraction.js";
import { readDecimal } from "../../problem/number.ts";
import type { ArrayValue, Meaning, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { resolveCall } from "./calls.ts";
import { conditionSign, conditionsOf, hasArray } from "./conditions.ts";
import type { Context, Shape } from "./context.ts";
import { withoutDots } from "./ellipsis.ts";
import { Meaningless } from "./failure.ts";
import { entrywiseOf } from "./names/functions.ts";
import { keyOfFormula } from "./names/keys.ts";
import { resolveProduct } from "./operators/product-chains.ts";
import { factorsOf, isProduct } from "./operators/products.ts";
import { resolveFraction, resolveNabla } from "./quotients.ts";
import { scalarOf, unsupported } from "./scalars.ts";
import { resolveSeries } from "./sums.ts";
import { resolveName } from "./symbols.ts";
import { arrayValue, broadcast, columnOf, mapValue, negative, rowOf, scalar, sum, zipValues } from "./values.ts";

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
      if (formula.conditions.some((chain) => hasArray(context, chain))) return arrayIndicator(context, formula);
      return scalar({ tag: "guard", conditions: formula.conditions.flatMap((chain) => conditionsOf(context, chain)) });
    case "dots":
      throw new Meaningless({ tag: "dots", at: formula.span });
    case "slice":
    case "blank":
      throw unsupported(formula);
  }
}

/** `\mathbf{1}(Z > 0)` of a whole array: 1 or 0 for each of its entries. */
function arrayIndicator(context: Context, { conditions, span }: Formula & { readonly tag: "indicator" }): Value {
  const [chain, ...more] = conditions;
  const [sign, ...others] = chain?.relations ?? [];
  const [left, right] = chain?.sides ?? [];
  const known = sign && conditionSign(sign.sign);
  if (left === undefined || right === undefined || known === undefined || more.length + others.length > 0)
    throw new Meaningless({ tag: "unsupported", at: span, found: "[ ]" });
  const [first, b] = [left, right].map((side) => context.resolve(context, side, undefined)) as [Value, Value];
  const a = keyOfFormula(right) === "0" ? beforeRelu(context, first, known) : first;
  const guard = (x: Meaning, y: Meaning): Meaning => ({
    tag: "guard",
    conditions: [{ sign: known, left: x, right: y }],
  });
  return zipValues(a, b, guard, span, sign?.sign ?? "");
}

/** `A > 0` of `A = relu(Z)` is `Z > 0`, and `A <= 0` is `Z <= 0`: so it is compared with what `relu` itself asks. */
function beforeRelu(context: Context, value: Value, sign: string): Value {
  if (value.tag === "scalar" || value.array === undefined || (sign !== ">" && sign !== "≤")) return value;
  const { apply, input } = entrywiseOf(context.open, value.array) ?? {};
  return apply?.name === "relu" && apply.primes === 0 && input !== undefined ? arrayValue(context, input) : value;
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
  // `[1 2; 3 4]`, `[b W]` in Octave: what stands side by side there is no product.
  if (context.octave !== undefined && formula.bracket === "[" && formula.items.some(isSideBySide))
    throw unsupported(formula);
  if (more.length > 0) {
    if (formula.bracket === "{") throw unsupported(formula);
    const items = withoutDots(context, formula.items);
    return { tag: "array", shape: [items.length], entries: items.map((item) => scalarOf(context, item)) };
  }
  return resolve(context, only, wanted);
}

function isSideBySide(item: Formula): boolean {
  return item.tag === "binary" && item.sign === "juxtaposed";
}

function resolveMatrix(context: Context, { rows: written, span }: Formula & { readonly tag: "matrix" }): Value {
  const rows = completeRows(context, written);
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

/** Rows without dots, and rows in the place of those that are nothing but dots. */
function completeRows(context: Context, written: readonly (readonly Formula[])[]): readonly (readonly Formula[])[] {
  const isDots = (row: readonly Formula[]): boolean => row.every(({ tag }) => tag === "dots");
  const rows = written.map((row) => (isDots(row) ? row : withoutDots(context, row)));
  const dots = rows.find(isDots);
  if (dots === undefined) return rows;
  const width = rows.find((row) => !isDots(row))?.length ?? 0;
  const columns = Array.from({ length: width }, (_, place) =>
    withoutDots(
      context,
      rows.map((row) => (isDots(row) ? (dots[0] as Formula) : (row[place] as Formula))),
    ),
  );
  const [first] = columns;
  return (first ?? []).map((_, place) => columns.map((column) => column[place] as Formula));
}

function resolveBinary(context: Context, formula: Formula & { readonly tag: "binary" }, wanted: Shape): Value {
  const { sign, signSpan, left, right } = formula;
  if (isProduct(formula)) return resolveProduct(context, factorsOf(formula), wanted);
  if (sign === "mod") {
    const [of, by] = [scalarOf(context, left), scalarOf(context, right)];
    return scalar({ tag: "rest", of, by });
  }
  const terms = completeTerms(context, termsOf(formula));
  const values = terms.map(({ formula: term, negated }) => {
    const value = resolve(context, term, wanted);
    return negated ? mapValue(value, negative) : value;
  });
  return values.reduce((total, value) => {
    const [first, second] = besideSquare(context, total, value);
    return broadcast(first, second, addMeanings, signSpan, sign);
  });
}

/** A vector beside a square matrix is added to each row, as programs do, or to each column if the claim is false so. */
function besideSquare(context: Context, left: Value, right: Value): readonly [Value, Value] {
  if (left.tag === "scalar" || right.tag === "scalar") return [left, right];
  const isSquare = (one: ArrayValue, other: ArrayValue): boolean =>
    one.shape.length === 1 &&
    other.shape.length === 2 &&
    other.shape.every((size) => size === one.shape[0] && size > 1);
  const isFirst = isSquare(left, right);
  if (!isFirst && !isSquare(right, left)) return [left, right];
  const along = context.signs.get("vector") ?? context.prefer(["row", "column"]);
  context.signs.set("vector", along);
  const spread = along === "row" ? rowOf : columnOf;
  return isFirst ? [spread(left), right] : [left, spread(right)];
}

interface Term {
  readonly formula: Formula;
  readonly negated: boolean;
}

/** The terms, with those in the place of dots; these have the sign of the terms on both sides. */
function completeTerms(context: Context, terms: readonly Term[]): readonly Term[] {
  const place = terms.findIndex(({ formula }) => formula.tag === "dots");
  if (place < 0) return terms;
  const negated = terms[place]?.negated === true;
  const isOther = (term: Term | undefined): boolean => term?.negated !== negated;
  let [from, to] = [place, place + 1];
  while (from > 0 && !isOther(terms[from - 1])) from--;
  while (to < terms.length && !isOther(terms[to])) to++;
  // A term of another kind, such as a bias, ends what the dots stand in.
  const last = terms.slice(0, place + 1).length;
  const around = terms.slice(from, Math.min(to, last + 1)).map(({ formula }) => formula);
  const filled = withoutDots(context, around).map((formula): Term => ({ formula, negated }));
  return completeTerms(context, [...terms.slice(0, from), ...filled, ...terms.slice(Math.min(to, last + 1))]);
}

/** Sums stay flat: they are as long as a person writes them. */
function addMeanings(left: Meaning, right: Meaning): Meaning {
  return sum(left.tag === "sum" ? [...left.terms, right] : [left, right]);
}

/** The terms of a chain of plus and minus, from the left. */
function termsOf(formula: Formula): Term[] {
  const terms: Term[] = [];
  let rest = formula;
  while (rest.tag === "binary" && (rest.sign === "+" || rest.sign === "-")) {
    terms.push({ formula: rest.right, negated: rest.sign === "-" });
    rest = rest.left;
  }
  terms.push({ formula: rest, negated: false });
  return terms.reverse();
}
