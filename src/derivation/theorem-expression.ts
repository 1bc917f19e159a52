/**
 * Sums of the calculus as expressions of the worksheet language, in the worksheet's index base: what a JSON step says
 * as text. A letter that runs over all integers gets the range outside of which the summand is 0.
 */
import type { Entry, Factor, Guard, Product, Slot, Sum } from "../calculus/sums.ts";
import { entriesOf, plainSlot } from "../calculus/sums.ts";
import type { Expression, NamedArgument, Relation } from "../language/syntax.ts";
import { add, constant, linearIn, negate, numberOf, type Polynomial, subtract } from "../sizes/polynomial.ts";
import { expressionOf, expressionOfItems, type LetterOrder, sidesOf } from "./arrange.ts";
import { inBase } from "./index-base.ts";
import type { TheoremSetting } from "./theorem.ts";

/** How arrays of the calculus are written, by their names there. */
export type WrittenArrays = ReadonlyMap<string, Expression>;

interface Context {
  readonly setting: TheoremSetting;
  readonly shown: WrittenArrays;
}

export function sumExpression(sum: Sum, setting: TheoremSetting, shown: WrittenArrays): Expression {
  const sizes = setting.assumptions.letters.map(({ letter }) => letter);
  const order = { sizes, free: setting.free.map(({ letter }) => letter) };
  const terms = sum.map((product) => productTerm(product, order, { setting, shown }));
  const [first, ...others] = terms;
  if (first === undefined) return { tag: "number", text: "0" };
  const start: Expression = first.negative ? { tag: "negate", operand: first.body } : first.body;
  return others.reduce<Expression>(
    (left, { negative, body }) => ({ tag: "binary", operator: negative ? "-" : "+", left, right: body }),
    start,
  );
}

function productTerm(
  product: Product,
  order: LetterOrder,
  context: Context,
): { readonly negative: boolean; readonly body: Expression } {
  const [shifted] = inBase([product], context.setting.indexBase, order.free);
  const { guards, factors } = shifted ?? product;
  const size = Math.abs(product.coefficient);
  const parts: Expression[] = [
    ...(size === 1 && guards.length + factors.length > 0 ? [] : [number(size)]),
    ...guards.flatMap((guard) => guardExpressions(guard, order, context.setting.indexBase)),
    ...factors.map((factor) => factorExpression(factor, order, context)),
  ];
  const whole = times(parts);
  const body: Expression =
    product.over === undefined
      ? whole
      : { tag: "binary", operator: "/", left: whole, right: expressionOf(product.over, order) };
  const named = product.bound.map((bound) => rangeOf(bound, product, order, context.setting));
  const sum: Expression = { tag: "call", name: "sum", primes: 0, positional: [body], named };
  return { negative: product.coefficient < 0, body: named.length === 0 ? body : sum };
}

function number(value: number): Expression {
  return { tag: "number", text: String(value) };
}

/** `1/5` and `2`, as parameters of functions are kept. */
function fraction(text: string): Expression {
  const [numerator = text, denominator] = text.split("/");
  const left: Expression = { tag: "number", text: numerator };
  return denominator === undefined
    ? left
    : { tag: "binary", operator: "/", left, right: { tag: "number", text: denominator } };
}

function times(parts: readonly Expression[]): Expression {
  const [first = number(1), ...others] = parts;
  return others.reduce<Expression>((left, right) => ({ tag: "binary", operator: "*", left, right }), first);
}

/** The letter's own range, or that of an index which is the letter, or such a letter less than or added to sizes. */
function rangeOf(
  { letter, size }: Product["bound"][number],
  product: Product,
  order: LetterOrder,
  setting: TheoremSetting,
): NamedArgument {
  const base = constant(setting.indexBase);
  const [from, to] = size === undefined ? ends(letter, product, order, setting) : [[], subtract(size, constant(1))];
  const value = (end: Polynomial): Expression => expressionOf(add(end, base), order);
  return { name: letter, value: { tag: "range", from: value(from), to: value(to) } };
}

function ends(
  letter: string,
  { factors, guards }: Product,
  order: LetterOrder,
  { arrays }: TheoremSetting,
): readonly [Polynomial, Polynomial] {
  const slots = entriesOf(factors).flatMap(({ tensor, index }) =>
    index.map((slot, axis) => ({ slot, size: arrays.find(({ name }) => name === tensor)?.shape[axis] ?? [] })),
  );
  const plain = slots.find(({ slot }) => plainSlot(slot) === letter);
  if (plain !== undefined) return [[], subtract(plain.size, constant(1))];
  const isFixed = (polynomial: Polynomial): boolean =>
    polynomial.every(({ letters }) => letters.every((name) => order.sizes.includes(name) || order.free.includes(name)));
  for (const { slot, size } of [...slots, ...guards.flatMap(slotOf)]) {
    const parts = slot.divisor === undefined ? linearIn(slot.value, letter) : undefined;
    const unit = parts && numberOf(parts.coefficient);
    if (parts === undefined || !isFixed(parts.rest) || (unit !== 1 && unit !== -1)) continue;
    const last = subtract(size, constant(1));
    return unit === 1 ? [negate(parts.rest), subtract(last, parts.rest)] : [subtract(parts.rest, last), parts.rest];
  }
  throw new RangeError(`nothing bounds ${letter}`);
}

function slotOf(guard: Guard): readonly { readonly slot: Slot; readonly size: Polynomial }[] {
  if (guard.kind === "range") return [{ slot: { value: guard.value }, size: guard.size }];
  return guard.kind === "equal" ? [{ slot: { value: guard.zero }, size: constant(1) }] : [];
}

function guardExpressions(guard: Guard, order: LetterOrder, base: 0 | 1): readonly Expression[] {
  const relation = (left: Expression, sign: Relation, right: Expression): Expression => ({
    tag: "indicator",
    relation: sign,
    left,
    right,
  });
  switch (guard.kind) {
    case "equal": {
      const { left, right } = sidesOf(guard.zero, order);
      return [relation(expressionOfItems(left), "==", expressionOfItems(right))];
    }
    case "range": {
      const value = expressionOf(add(guard.value, constant(base)), order);
      const size = expressionOf(guard.size, order);
      return [relation(value, ">=", number(base)), relation(value, base === 1 ? "<=" : "<", size)];
    }
    case "divides": {
      const [left, right] = [guard.value, guard.divisor].map((one) => expressionOf(one, order)) as [
        Expression,
        Expression,
      ];
      return [relation({ tag: "binary", operator: "mod", left, right }, "==", number(0))];
    }
  }
}

function factorExpression(factor: Factor, order: LetterOrder, context: Context): Expression {
  if (factor.kind === "entry") return entryExpression(factor, order, context);
  const of = times(factor.of.map((entry) => entryExpression(entry, order, context)));
  const positional = [of, entryExpression(factor.by, order, context)];
  return { tag: "call", name: "jac", primes: 0, positional, named: [] };
}

function entryExpression(entry: Entry, order: LetterOrder, context: Context): Expression {
  const { indexBase } = context.setting;
  const array = context.shown.get(entry.tensor) ?? { tag: "name", name: entry.tensor };
  const indices = entry.index.map(({ value, divisor }): Expression => {
    if (divisor === undefined) return expressionOf(add(value, constant(indexBase)), order);
    const left = expressionOf(value, order);
    const fraction: Expression = { tag: "binary", operator: "/", left, right: expressionOf(divisor, order) };
    return indexBase === 0 ? fraction : { tag: "binary", operator: "+", left: fraction, right: number(1) };
  });
  const indexed: Expression = indices.length === 0 ? array : { tag: "index", array, indices };
  if (entry.apply === undefined) return indexed;
  const named = entry.apply.parameters.map(([name, value]): NamedArgument => ({ name, value: fraction(value) }));
  return { tag: "call", name: entry.apply.name, primes: entry.apply.primes, positional: [indexed], named };
}
