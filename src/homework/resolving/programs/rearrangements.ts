/** Entries of arrays in another shape, and the sizes of axes: `x.reshape(4, -1)`, `x.shape[0]`. */
import type { ArrayValue, Value } from "../../meaning.ts";
import type { AppliedFormula, Formula } from "../../syntax.ts";
import { type Context, numberMeaning } from "../context.ts";
import { indexMeaning } from "../indices.ts";
import { constantOf } from "../linear.ts";
import { keyOfFormula } from "../names/keys.ts";
import { unsupported } from "../scalars.ts";
import { scalar } from "../values.ts";
import { einsum } from "./einsum.ts";
import type { ProgramCall } from "./programs.ts";

export function rearranged(context: Context, { name, items, named, at }: ProgramCall): Value | undefined {
  const [first, ...rest] = items;
  if (!/^(?:reshape|view|flatten|ravel|einsum)$/u.test(name)) return undefined;
  if (first === undefined || named.length > 0) throw unsupported(at);
  if (name === "einsum") {
    const operands = rest.map((operand) => arrayOf(context, operand, at));
    return einsum(keyOfFormula(first), operands, at);
  }
  const value = arrayOf(context, first, at);
  const { length } = value.entries;
  const asked = /^(?:flatten|ravel)$/u.test(name) ? [length] : rest.flatMap((item) => sizesIn(context, item));
  const known = asked.filter((size) => size >= 0).reduce((total, size) => total * size, 1);
  const shape = asked.map((size) => (size === -1 ? length / known : size));
  const isWhole = shape.reduce((total, size) => total * size, 1) === length;
  if (shape.length === 0 || !isWhole || !shape.every((size) => Number.isInteger(size) && size > 0))
    throw unsupported(at);
  return { tag: "array", shape, entries: value.entries };
}

function arrayOf(context: Context, formula: Formula, at: Formula): ArrayValue {
  const value = context.resolve(context, formula, undefined);
  if (value.tag !== "array") throw unsupported(at);
  return value;
}

/** Numbers, tuples of them, and `x.shape`. */
function sizesIn(context: Context, formula: Formula): readonly number[] {
  if (formula.tag === "group") return formula.items.flatMap((item) => sizesIn(context, item));
  const whole = shapeOf(context, formula);
  if (whole !== undefined) return whole;
  const size = formula.tag === "applied" ? sizeOfAxis(context, formula) : undefined;
  const number = constantOf(size?.tag === "scalar" ? size.meaning : indexMeaning(context, formula))?.valueOf();
  if (number === undefined) throw unsupported(formula);
  return [number];
}

/** `x.shape` */
function shapeOf(context: Context, formula: Formula): readonly number[] | undefined {
  if (formula.tag !== "scripted" || formula.primes > 0) return undefined;
  const { sub, sup, base } = formula;
  const items = sub?.items.slice(0, -1) ?? [];
  if (sub === undefined || keyOfFormula(sub.items.at(-1) as Formula) !== "shape") return undefined;
  const isBare = items.length === 0 && sup === undefined;
  const of: Formula = isBare ? base : { ...formula, ...(items.length > 0 ? { sub: { ...sub, items } } : {}) };
  return of === formula ? undefined : arrayOf(context, of, formula).shape;
}

/** `x.shape[0]`; programs count axes from 0. */
export function sizeOfAxis(context: Context, { head, argument }: AppliedFormula): Value | undefined {
  const shape = argument.tag === "group" && argument.bracket === "[" ? shapeOf(context, head) : undefined;
  if (shape === undefined || argument.tag !== "group") return undefined;
  const [only, ...more] = argument.items;
  const axis = only && constantOf(indexMeaning(context, only))?.valueOf();
  const size = axis === undefined || more.length > 0 ? undefined : shape.at(axis);
  if (size === undefined) throw unsupported(argument);
  return scalar(numberMeaning(size));
}
