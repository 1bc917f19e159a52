/**
 * Whether an index formula looks for entries outside an array, where they count as 0, or take no part in a maximum:
 * only then is that worth saying.
 */
import type { Formula } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Setting } from "./setting.ts";
import { notationOf } from "./symbols.ts";

interface Interval {
  readonly from: number;
  readonly to: number;
}

type Ranges = ReadonlyMap<string, Interval>;

/** Where entries outside an array are looked for. */
export interface Leavings {
  readonly inMaxima: boolean;
  readonly elsewhere: boolean;
}

const NOWHERE: Leavings = { inMaxima: false, elsewhere: false };

export function leavingsOf({ right, letters }: Formula, setting: Setting): Leavings {
  return leavings(right, new Map(letters.map(({ name, from, to }) => [name, { from, to }])), setting);
}

export function leavesArrays(formula: Formula, setting: Setting): boolean {
  return leavingsOf(formula, setting).elsewhere;
}

function leavings(expression: Expression, ranges: Ranges, setting: Setting): Leavings {
  const among = (parts: readonly Expression[], own: Ranges): Leavings =>
    parts.map((part) => leavings(part, own, setting)).reduce(either, NOWHERE);
  switch (expression.tag) {
    case "negate":
      return leavings(expression.operand, ranges, setting);
    case "binary":
    case "indicator":
      return among([expression.left, expression.right], ranges);
    case "call": {
      const found = among(expression.positional, inside(expression.named, ranges));
      const isMaximum = expression.name === "max" && expression.named.length > 0;
      return isMaximum ? { inMaxima: found.inMaxima || found.elsewhere, elsewhere: false } : found;
    }
    case "index":
      return expression.array.tag === "name" && isOutside(expression.array.name, expression.indices, ranges, setting)
        ? { inMaxima: false, elsewhere: true }
        : NOWHERE;
    default:
      return NOWHERE;
  }
}

function either(one: Leavings, other: Leavings): Leavings {
  return { inMaxima: one.inMaxima || other.inMaxima, elsewhere: one.elsewhere || other.elsewhere };
}

/** The letters of a sum run over ranges of their own. */
function inside(named: readonly { readonly name: string; readonly value: Expression }[], ranges: Ranges): Ranges {
  const own = named.flatMap(({ name, value }) => {
    const bounds = value.tag === "range" ? [intervalOf(value.from, ranges), intervalOf(value.to, ranges)] : [];
    const [from, to] = bounds;
    return from && to ? [[name, { from: from.from, to: to.to }] as const] : [];
  });
  return own.length === 0 ? ranges : new Map([...ranges, ...own]);
}

function isOutside(name: string, indices: readonly Expression[], ranges: Ranges, setting: Setting): boolean {
  const shape = notationOf(name, setting.notation)?.shape;
  return indices.some((item, axis) => {
    const interval = intervalOf(item, ranges);
    const size = shape?.[axis];
    if (interval === undefined || size === undefined) return false;
    return interval.from < setting.indexBase || interval.to > setting.indexBase + size - 1;
  });
}

/** The least and the greatest value of an index; nothing for what is no index. */
function intervalOf(expression: Expression, ranges: Ranges): Interval | undefined {
  switch (expression.tag) {
    case "number":
      return { from: Number(expression.text), to: Number(expression.text) };
    case "name":
      return ranges.get(expression.name);
    case "negate": {
      const operand = intervalOf(expression.operand, ranges);
      return operand && { from: -operand.to, to: -operand.from };
    }
    case "binary": {
      const [left, right] = [intervalOf(expression.left, ranges), intervalOf(expression.right, ranges)];
      return left && right && combined(expression.operator, left, right);
    }
    case "call": {
      const [argument] = expression.positional.map((part) => intervalOf(part, ranges));
      if (argument === undefined || (expression.name !== "ceil" && expression.name !== "floor")) return undefined;
      return { from: Math[expression.name](argument.from), to: Math[expression.name](argument.to) };
    }
    default:
      return undefined;
  }
}

function combined(operator: string, left: Interval, right: Interval): Interval | undefined {
  const ends = (combine: (a: number, b: number) => number): Interval => {
    const values = [left.from, left.to].flatMap((a) => [right.from, right.to].map((b) => combine(a, b)));
    return { from: Math.min(...values), to: Math.max(...values) };
  };
  if (operator === "+") return ends((a, b) => a + b);
  if (operator === "-") return ends((a, b) => a - b);
  if (operator === "*") return ends((a, b) => a * b);
  return operator === "/" && right.from > 0 ? ends((a, b) => a / b) : undefined;
}
