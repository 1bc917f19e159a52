/**
 * Sums of the calculus as formulas: in the worksheet's index base, with its names, its arrays written as it writes
 * them.
 *
 * In: polynomials, guards, entries and sums, counted from 0. Out: visual trees. Always: letters of sums that differ by
 * a number only are told apart by primes.
 */
import type { Entry, Guard, Product, Slot, Sum, Factor as SumFactor } from "../calculus/sums.ts";
import { expressionOf, expressionOfItems, type LetterOrder, sidesOf } from "../derivation/arrange.ts";
import { inBase, inBaseValue, lettersIn } from "../derivation/index-base.ts";
import type { TheoremSetting } from "../derivation/theorem.ts";
import type { Expression } from "../language/syntax.ts";
import { add, constant, type Polynomial, subtract } from "../sizes/polynomial.ts";
import { latexOfName } from "./names.ts";
import { valueVisual } from "./setting.ts";
import { type NotationTable, notationOf } from "./symbols.ts";
import type { Factor, Limit, Visual } from "./visual.ts";
import { group, number, tightness, tightnessOf } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import { functionVisual, slashIn } from "./visualize-call.ts";

export interface Writing {
  readonly notation: NotationTable;
  readonly order: LetterOrder;
  readonly base: 0 | 1;
  /** How each array of the calculus is written. */
  readonly shown: ReadonlyMap<string, Expression>;
}

/** `sums` are all that will be written, so that their letters get their primes. */
export function writingOf(
  setting: TheoremSetting,
  shown: ReadonlyMap<string, Expression>,
  notation: NotationTable,
  sums: readonly Sum[],
): Writing {
  const sizes = setting.assumptions.letters.map(({ letter }) => letter);
  const free = setting.free.map(({ letter }) => letter);
  const known = new Set([...sizes, ...free]);
  const primed = primesOf([...lettersIn(sums)].filter((name) => !known.has(name)));
  const order = { sizes, free };
  // Letters beside each other would read as a product.
  const spread = notation.style.indices === "together" ? [] : [...shown.values()];
  const spaced = spread.flatMap((array) =>
    namesWithCommas(array).map((name) => [name, { ...notationOf(name, notation), shape: [10] }] as const),
  );
  const added = [...spaced, ...sizes.flatMap(numberedSize), ...primed];
  return {
    notation: { ...notation, names: { ...notation.names, ...Object.fromEntries(added) } },
    order,
    base: setting.indexBase,
    shown,
  };
}

/** The size O of a second axis is O_1: it belongs to no layer, and is no power. */
function numberedSize(name: string): readonly (readonly [string, { readonly latex: string; readonly shape: [] }])[] {
  const [, stem, number] = /^(\p{L}+)(\d+)$/u.exec(name) ?? [];
  return stem === undefined ? [] : [[name, { latex: `${latexOfName(stem)}_{${number}}`, shape: [] }]];
}

const MOST_PRIMES = 3;

/** u1 and u6 are u' and u'': by how many of the same letter there are, and not by their numbers. */
function primesOf(
  names: readonly string[],
): readonly (readonly [string, { readonly latex: string; readonly shape: [] }])[] {
  const partsOf = (name: string): readonly [stem: string, number: number] => {
    const [, stem = "", digits = "0"] = /^(.*?)(\d+)$/.exec(name) ?? [];
    return [stem, Number(digits)];
  };
  return names.flatMap((name) => {
    const [stem, number] = partsOf(name);
    const rank = names.filter((other) => partsOf(other)[0] === stem && partsOf(other)[1] <= number).length;
    return stem === "" || rank > MOST_PRIMES ? [] : [[name, { latex: stem + "'".repeat(rank), shape: [] }] as const];
  });
}

function namesWithCommas(array: Expression): readonly string[] {
  if (array.tag === "name") return [array.name];
  return array.tag === "call" ? array.positional.flatMap(namesWithCommas) : [];
}

export function polynomialVisual(polynomial: Polynomial, writing: Writing): Visual {
  return numbersVisual(expressionOf(polynomial, writing.order), writing);
}

/** An expression whose names all are sizes and indices. */
export function numbersVisual(expression: Expression, { notation }: Writing): Visual {
  return ofNumbers(visualOf(expression, notation));
}

/** s(O − 1): letters of sizes and indices are numbers, and never functions of what stands in parentheses. */
function ofNumbers(visual: Visual): Visual {
  switch (visual.tag) {
    case "sum":
      return { ...visual, terms: visual.terms.map((term) => ({ ...term, body: ofNumbers(term.body) })) };
    case "product":
      return {
        ...visual,
        factors: visual.factors.map(({ link, body }) => ({
          link: link === "dot" && body.tag === "group" ? "juxtaposed" : link,
          body: ofNumbers(body),
        })),
      };
    case "group":
      return { ...visual, body: ofNumbers(visual.body) };
    case "fraction":
      return { ...visual, numerator: ofNumbers(visual.numerator), denominator: ofNumbers(visual.denominator) };
    case "entry":
      return { ...visual, indices: visual.indices.map(ofNumbers) };
    case "derivative":
      return { ...visual, by: ofNumbers(visual.by), ...(visual.of && { of: ofNumbers(visual.of) }) };
    default:
      return visual;
  }
}

export function letterVisual(name: string, { notation }: Writing): Visual {
  return visualOf({ tag: "name", name }, notation);
}

/** A sum as it stands in a line; its indices are counted from the base. */
export function sumVisual(sum: Sum, writing: Writing): Visual {
  const products = inBase(sum, writing.base, writing.order.free).map((product) => productTerm(product, writing));
  const [first] = products;
  if (first === undefined) return number("0");
  return products.length === 1 && !first.negative ? first.body : { tag: "sum", terms: products };
}

function productTerm(product: Product, writing: Writing): { readonly negative: boolean; readonly body: Visual } {
  const factors: Factor[] = [];
  const put = (body: Visual, link: Factor["link"]): void => {
    const left = factors.at(-1)?.body;
    const isQuotient = left?.tag === "derivative" && left.slash === true;
    factors.push({ body, link: left === undefined ? "juxtaposed" : isQuotient ? "dot" : link });
  };
  const size = Math.abs(product.coefficient);
  if (product.over !== undefined) {
    put(
      { tag: "fraction", numerator: number(String(size)), denominator: polynomialVisual(product.over, writing) },
      "thin",
    );
  } else if (size !== 1 || product.guards.length + product.factors.length === 0) put(number(String(size)), "thin");
  for (const guard of product.guards) put(guardVisual(guard, writing), "thin");
  for (const factor of product.factors) put(factorVisual(factor, writing), "thin");
  const body: Visual = factors.length === 1 && factors[0] !== undefined ? factors[0].body : { tag: "product", factors };
  const limits = limitsOf(product.bound, writing);
  const visual: Visual = limits.length === 0 ? body : { tag: "bigSum", sign: "sum", limits, body };
  return { negative: product.coefficient < 0, body: visual };
}

/** One sign for each letter with a range, one for all others. */
function limitsOf(bound: Product["bound"], writing: Writing): readonly Limit[] {
  const from = number(String(writing.base));
  const ranged = bound.flatMap(({ letter, size }): readonly Limit[] => {
    if (size === undefined) return [];
    const to = polynomialVisual(writing.base === 1 ? size : subtract(size, constant(1)), writing);
    return [{ letter: letterVisual(letter, writing), range: { from, to } }];
  });
  const open = bound.filter(({ size }) => size === undefined).map(({ letter }) => letterVisual(letter, writing));
  const [only] = open;
  const letter: Visual | undefined = open.length > 1 ? { tag: "series", items: open } : only;
  return letter === undefined ? ranged : [...ranged, { letter }];
}

/** Of a sum that is in the base already. */
export function guardVisual(guard: Guard, writing: Writing): Visual {
  return { tag: "fenced", fence: "square", body: guardBody(guard, writing) };
}

/** A guard that counts from 0, without its brackets or with them. */
export function guardInBase(guard: Guard, writing: Writing): Visual {
  const [product] = inBase(
    [{ coefficient: 1, bound: boundLetters([guard], writing), guards: [guard], factors: [] }],
    writing.base,
    writing.order.free,
  );
  return guardVisual(product?.guards[0] ?? guard, writing);
}

function boundLetters(guards: readonly Guard[], { order }: Writing): Product["bound"] {
  const sum: Sum = [{ coefficient: 1, bound: [], guards, factors: [] }];
  const known = new Set([...order.sizes, ...order.free]);
  return [...lettersIn([sum])].filter((name) => !known.has(name)).map((letter) => ({ letter }));
}

function guardBody(guard: Guard, writing: Writing): Visual {
  const { order, notation, base } = writing;
  switch (guard.kind) {
    case "equal": {
      const [left, right] = [sidesOf(guard.zero, order)].flatMap((sides) => [sides.left, sides.right]) as [
        ReturnType<typeof sidesOf>["left"],
        ReturnType<typeof sidesOf>["right"],
      ];
      const visual = (items: typeof left): Visual => ofNumbers(visualOf(expressionOfItems(items), notation));
      return { tag: "relation", left: visual(left), sign: "==", right: visual(right) };
    }
    case "range": {
      const value = polynomialVisual(base === 1 ? add(guard.value, constant(1)) : guard.value, writing);
      return between(value, guard.size, writing);
    }
    case "divides":
      return {
        tag: "relation",
        left: polynomialVisual(guard.divisor, writing),
        sign: "divides",
        right: polynomialVisual(guard.value, writing),
      };
  }
}

/** `0 ≤ m < H`, or `1 ≤ m ≤ H`; the value is in the base. */
export function between(value: Visual, size: Polynomial, writing: Writing): Visual {
  const low: Visual = { tag: "relation", left: number(String(writing.base)), sign: "<=", right: value };
  return { tag: "relation", left: low, sign: writing.base === 1 ? "<=" : "<", right: polynomialVisual(size, writing) };
}

function factorVisual(factor: SumFactor, writing: Writing): Visual {
  if (factor.kind === "entry") return entryVisual(factor, writing);
  const by = entryVisual(factor.by, writing);
  const slash = slashIn(writing.notation.style);
  const [only] = factor.of;
  if (factor.of.length === 1 && only !== undefined)
    return { tag: "derivative", of: entryVisual(only, writing), by, ...slash };
  const factors = factor.of.map(
    (entry, at): Factor => ({ body: entryVisual(entry, writing), link: at === 0 ? "juxtaposed" : "thin" }),
  );
  return { tag: "derivative", of: group({ tag: "product", factors }), by, ...slash };
}

/** An array, without an index. */
export function entryOfArray(name: string, { shown, notation }: Writing): Visual {
  return visualOf(shown.get(name) ?? { tag: "name", name }, notation);
}

/** An entry at letters that count from the base. */
export function entryAtLetters(name: string, letters: readonly string[], { shown, notation }: Writing): Visual {
  const array = shown.get(name) ?? ({ tag: "name", name } as const);
  const indices = letters.map((one): Expression => ({ tag: "name", name: one }));
  return visualOf(indices.length === 0 ? array : { tag: "index", array, indices }, notation);
}

/** Of a sum that is in the base already. */
function entryVisual(entry: Entry, writing: Writing): Visual {
  const { apply } = entry;
  const visual = ofNumbers(visualOf(entryExpression(entry, writing), writing.notation));
  if (apply === undefined) return tightnessOf(visual) < tightness.fraction ? group(visual) : visual;
  const parameters = apply.parameters.map(([name, value]) => ({ name, value: valueVisual(value) }));
  return { tag: "apply", head: functionVisual(apply.name), primes: apply.primes, parameters, arguments: [visual] };
}

function entryExpression({ tensor, index }: Entry, writing: Writing): Expression {
  const array = writing.shown.get(tensor) ?? { tag: "name", name: tensor };
  return index.length === 0
    ? array
    : { tag: "index", array, indices: index.map((slot) => slotExpression(slot, writing)) };
}

function slotExpression({ value, divisor }: Slot, { order, base }: Writing): Expression {
  if (divisor === undefined) return expressionOf(base === 1 ? add(value, constant(1)) : value, order);
  const fraction: Expression = {
    tag: "binary",
    operator: "/",
    left: expressionOf(value, order),
    right: expressionOf(divisor, order),
  };
  const one: Expression = { tag: "number", text: "1" };
  return base === 1 ? { tag: "binary", operator: "+", left: fraction, right: one } : fraction;
}

/** A value of an index that counts from 0, as it is in the base. */
export function valueInBase(slot: Slot, writing: Writing): Visual {
  const known = new Set([...writing.order.sizes]);
  const value = inBaseValue(slot.value, writing.base, known);
  return ofNumbers(visualOf(slotExpression({ ...slot, value }, writing), writing.notation));
}
