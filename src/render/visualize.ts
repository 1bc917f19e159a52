/**
 * Expression to visual tree: signs, parentheses, products, fractions, powers, entries.
 * In: an expression of the worksheet language, and how its names are written. Out: see visual.ts.
 * Always: `a + (-b)` becomes `a - b`, and no two numbers are juxtaposed.
 */

import type { BinaryNode, Expression, IndexNode } from "../language/syntax.ts";
import type { Style } from "../problem/style.ts";
import { isArrayLike } from "./array-like.ts";
import { wholeAxis } from "./names.ts";
import type { NotationTable } from "./symbols.ts";
import { needsCommas, notationOf, symbolOf } from "./symbols.ts";
import { templateSymbol } from "./template.ts";
import type { Factor, Link, Term, Visual } from "./visual.ts";
import { group, groupBelow, isOpenToTheRight, number, powerVisual, tightness, tightnessOf } from "./visual.ts";
import { callVisual, type Show } from "./visualize-call.ts";

export function visualOf(expression: Expression, notation: NotationTable): Visual {
  switch (expression.tag) {
    case "number":
      return numberVisual(expression.text);
    case "text":
      return { tag: "text", value: expression.value, quoted: true };
    case "name":
      return nameVisual(expression.name, notation);
    case "index":
      return entryVisual(expression, notation);
    case "call":
      return callVisual(expression, showIn(notation));
    case "array":
      return arrayVisual(expression.items, notation);
    case "tuple":
      return { tag: "list", items: expression.items.map((item) => visualOf(item, notation)) };
    case "range":
      return { tag: "range", from: visualOf(expression.from, notation), to: visualOf(expression.to, notation) };
    case "indicator":
      return {
        tag: "fenced",
        fence: "square",
        body: {
          tag: "relation",
          left: visualOf(expression.left, notation),
          sign: expression.relation,
          right: visualOf(expression.right, notation),
        },
      };
    case "negate":
      return sumVisual(expression, notation);
    case "binary":
      return binaryVisual(expression, notation);
  }
}

function nameVisual(name: string, notation: NotationTable): Visual {
  const stands = notationOf(name, notation)?.stands;
  return stands === undefined ? symbolOf(name, notation).whole : visualOf(stands, notation);
}

/** How the parts of a call look, and in which habits. */
function showIn(notation: NotationTable): Show {
  return { part: (expression) => visualOf(expression, notation), style: notation.style };
}

function binaryVisual(expression: BinaryNode, notation: NotationTable): Visual {
  const { left, right } = expression;
  switch (expression.operator) {
    case "+":
    case "-":
    case "*":
    case "/":
      return sumVisual(expression, notation);
    case "^":
      return powerVisual(visualOf(left, notation), visualOf(right, notation));
    case "@":
      return { tag: "product", factors: matrixFactors(expression, notation) };
    case "mod":
      return {
        tag: "relation",
        sign: "mod",
        left: groupBelow(tightness.product, visualOf(left, notation)),
        right: groupBelow(tightness.fraction, visualOf(right, notation)),
      };
  }
}

function sumVisual(expression: Expression, notation: NotationTable): Visual {
  const terms = termsOf(expression, notation);
  const [first] = terms;
  return terms.length === 1 && first !== undefined && !first.negative ? first.body : { tag: "sum", terms };
}

/** Walks down the left side in a loop: a sum may have thousands of terms. */
function termsOf(expression: Expression, notation: NotationTable): Term[] {
  const spine: BinaryNode[] = [];
  let first = expression;
  while (first.tag === "binary" && (first.operator === "+" || first.operator === "-")) {
    spine.push(first);
    first = first.left;
  }
  const terms = [termOf(first, notation)];
  for (const node of spine.reverse()) {
    if (node.operator === "-") terms.push(opposite(termOf(node.right, notation)));
    else for (const term of termsOf(node.right, notation)) terms.push(term);
  }
  return terms;
}

function opposite(term: Term): Term {
  return { negative: !term.negative, body: term.body };
}

function termOf(expression: Expression, notation: NotationTable): Term {
  const term = signedVisual(expression, notation);
  return { negative: term.negative, body: groupBelow(tightness.product, term.body) };
}

/** Draws the sign out of a negation, a product's first factor or a numerator. */
function signedVisual(expression: Expression, notation: NotationTable): Term {
  if (expression.tag === "negate") return opposite(termOf(expression.operand, notation));
  if (expression.tag === "number" && expression.text.startsWith("-"))
    return { negative: true, body: numberVisual(expression.text.slice(1)) };
  if (expression.tag === "binary" && expression.operator === "*") return productTerm(expression, notation);
  if (expression.tag === "binary" && expression.operator === "/") {
    const numerator = signedVisual(expression.left, notation);
    const denominator = visualOf(expression.right, notation);
    return { negative: numerator.negative, body: { tag: "fraction", numerator: numerator.body, denominator } };
  }
  return { negative: false, body: visualOf(expression, notation) };
}

function productTerm(expression: BinaryNode, notation: NotationTable): Term {
  const parts: Expression[] = [];
  collectFactors(expression, parts);
  const [first = expression, ...others] = parts;
  const sign = signedVisual(first, notation);
  const bodies = [sign.body, ...others.map((part) => visualOf(part, notation))];
  const isMinusOne = sign.negative && sign.body.tag === "number" && sign.body.text === "1";
  const hidden = isMinusOne && bodies[1] !== undefined && !startsWithDigit(bodies[1]) ? 1 : 0;
  return { negative: sign.negative, body: productOf(parts.slice(hidden), bodies.slice(hidden), notation) };
}

function collectFactors(expression: Expression, parts: Expression[]): void {
  const rights: Expression[] = [];
  let left = expression;
  while (left.tag === "binary" && left.operator === "*") {
    rights.push(left.right);
    left = left.left;
  }
  parts.push(left);
  for (const right of rights.reverse()) {
    if (right.tag === "binary" && right.operator === "*") collectFactors(right, parts);
    else parts.push(right);
  }
}

function productOf(parts: readonly Expression[], bodies: readonly Visual[], notation: NotationTable): Visual {
  const factors: Factor[] = [];
  bodies.forEach((visual, at) => {
    const body = factorOf(visual, at === bodies.length - 1);
    const left = factors.at(-1)?.body;
    factors.push({ body, link: left === undefined ? "juxtaposed" : linkOf(at, parts, left, body, notation) });
  });
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.body : { tag: "product", factors };
}

function factorOf(visual: Visual, isLast: boolean): Visual {
  if (isOpenToTheRight(visual)) return isLast ? visual : group(visual);
  return visual.tag === "derivative" ? visual : groupBelow(tightness.fraction, visual);
}

function linkOf(at: number, parts: readonly Expression[], left: Visual, right: Visual, notation: NotationTable): Link {
  const [before, after] = [parts[at - 1], parts[at]];
  if (before !== undefined && after !== undefined && isArrayLike(before, notation) && isArrayLike(after, notation))
    return "hadamard";
  if (startsWithDigit(right)) return "dot";
  // \partial y/\partial a k could be divided by k as well.
  if (left.tag === "derivative" && left.slash) return "dot";
  // x(a + b) could be read as a function of a + b.
  if (left.tag === "symbol" && (right.tag === "group" || isWrittenOut(right))) return "dot";
  return left.tag !== "number" && (needsSpace(left) || needsSpace(right)) ? "thin" : "juxtaposed";
}

/** An array of numbers in its parentheses, or an entry of one. */
function isWrittenOut(visual: Visual): boolean {
  return visual.tag === "list" || (visual.tag === "entry" && visual.base.tag !== "symbol");
}

function needsSpace(visual: Visual): boolean {
  if (visual.tag === "entry") return needsSpace(visual.base);
  if (visual.tag === "symbol") return visual.word;
  if (visual.tag === "derivative") return visual.slash === true;
  return visual.tag === "apply" || visual.tag === "fenced";
}

function startsWithDigit(visual: Visual): boolean {
  switch (visual.tag) {
    case "number":
      return true;
    case "power":
      return startsWithDigit(visual.base);
    case "fraction":
      return startsWithDigit(visual.numerator);
    case "product":
      return visual.factors[0] !== undefined && startsWithDigit(visual.factors[0].body);
    default:
      return false;
  }
}

function matrixFactors(expression: Expression, notation: NotationTable): readonly Factor[] {
  if (expression.tag !== "binary" || expression.operator !== "@") {
    return [{ link: "matrix", body: groupBelow(tightness.fraction, visualOf(expression, notation)) }];
  }
  const right = groupBelow(tightness.fraction, visualOf(expression.right, notation));
  return [...matrixFactors(expression.left, notation), { link: "matrix", body: right }];
}

/** `12`, `0.25`, and `1e-3` as a power of ten. */
export function numberVisual(text: string): Visual {
  if (text.startsWith("-")) return { tag: "sum", terms: [{ negative: true, body: numberVisual(text.slice(1)) }] };
  const [mantissa = text, exponent] = text.toLowerCase().split("e");
  if (exponent === undefined) return number(text);
  const power: Visual = { tag: "power", base: number("10"), exponent: numberVisual(exponent.replace("+", "")) };
  if (Number(mantissa) === 1) return power;
  return {
    tag: "product",
    factors: [
      { link: "juxtaposed", body: number(mantissa) },
      { link: "dot", body: power },
    ],
  };
}

function arrayVisual(items: readonly Expression[], notation: NotationTable): Visual {
  const rows: (readonly Expression[])[] = [];
  for (const item of items) if (item.tag === "array") rows.push(item.items);
  const isMatrix = rows.length > 0 && rows.length === items.length && !rows.flat().some((cell) => cell.tag === "array");
  if (isMatrix) return { tag: "matrix", rows: rows.map((row) => row.map((cell) => visualOf(cell, notation))) };
  return { tag: "list", items: items.map((item) => visualOf(item, notation)) };
}

function entryVisual(expression: IndexNode, notation: NotationTable): Visual {
  const { indices } = expression;
  const stands = expression.array.tag === "name" ? notationOf(expression.array.name, notation)?.stands : undefined;
  const array = stands ?? expression.array;
  if (array.tag === "call" && array.name === "grad" && array.positional[1]?.tag === "name") {
    // The entry of a gradient is the derivative by that entry.
    const by: Expression = { tag: "index", array: array.positional[1], indices };
    return callVisual({ ...array, positional: array.positional.with(1, by) }, showIn(notation));
  }
  const template = array.tag === "name" ? notationOf(array.name, notation)?.template : undefined;
  if (template !== undefined && indices.length >= template.letters.length) {
    const base = templateSymbol(expression, template);
    const rest = indices.slice(template.letters.length).map((index) => indexVisual(index, notation));
    return rest.length === 0 ? base : { tag: "entry", base, indices: rest, commas: separatorOf(rest, false) };
  }
  const visual = baseOf(expression, notation);
  const base = visual.tag === "entry" ? group(visual) : groupBelow(tightness.atom, visual);
  const visuals = indices.map((index) => indexVisual(index, notation));
  const commas =
    array.tag === "name"
      ? symbolOf(array.name, notation).commas
      : needsCommas(
          indices.map(() => 1),
          notation.style,
        );
  return { tag: "entry", base, indices: visuals, commas: separatorOf(visuals, commas) };
}

/** A slice is an array too. */
function baseOf({ array, indices }: IndexNode, notation: NotationTable): Visual {
  const isSlice = indices.some((index) => index.tag === "range" || (index.tag === "name" && index.name === wholeAxis));
  return array.tag === "name" && !isSlice ? symbolOf(array.name, notation).visual : visualOf(array, notation);
}

/** A quotient in an index stands on the line: ⌈m/2⌉. */
function indexVisual(index: Expression, notation: NotationTable): Visual {
  const [quotient] = index.tag === "call" && (index.name === "ceil" || index.name === "floor") ? index.positional : [];
  if (index.tag !== "call" || quotient?.tag !== "binary" || quotient.operator !== "/") return visualOf(index, notation);
  const [above, below] = [quotient.left, quotient.right].map((part) =>
    groupBelow(tightness.fraction, visualOf(part, notation)),
  ) as [Visual, Visual];
  const factors: Factor[] = [
    { link: "juxtaposed", body: above },
    { link: "slash", body: below },
  ];
  return { tag: "fenced", fence: index.name === "ceil" ? "ceil" : "floor", body: { tag: "product", factors } };
}

/** An entry at a known place of an array that has no name, such as one side of an equation. */
export function entryAt(base: Visual, at: readonly number[], shape: readonly number[], style: Style): Visual {
  if (at.length === 0) return base;
  const indices = at.map((index) => number(String(index)));
  return { tag: "entry", base, indices, commas: separatorOf(indices, needsCommas(shape, style)) };
}

function separatorOf(indices: readonly Visual[], commas: boolean): "none" | "comma" | "spaced" {
  if (indices.some((index) => tightnessOf(index) < tightness.atom)) return "spaced";
  return commas || !indices.every(isSingleCharacter) ? "comma" : "none";
}

function isSingleCharacter(index: Visual): boolean {
  if (index.tag === "number") return index.text.length === 1;
  return index.tag === "symbol" && index.plain.length === 1 && index.latex !== "\\cdot";
}
