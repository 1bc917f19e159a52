/** Sums and means over axes of an array, as numpy takes them. */
import Fraction from "fraction.js";
import type { ArrayValue, Meaning, Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import { unsupported } from "../scalars.ts";
import { placesOf, product, scalar, sum } from "../values.ts";

export interface Reduction {
  /** What the first axis is counted as. */
  readonly base: number;
  /** Axes that are summed over stay, with size 1. */
  readonly isKept: boolean;
  readonly isMean: boolean;
  readonly at: Formula;
}

/** @param axes all of them where it is undefined; negative ones are counted from the end. */
export function reduced(value: ArrayValue, axes: readonly number[] | undefined, options: Reduction): Value {
  const rank = value.shape.length;
  const over = new Set(
    axes === undefined ? value.shape.keys() : axes.map((axis) => (axis < 0 ? axis + rank : axis - options.base)),
  );
  if ([...over].some((axis) => axis < 0 || axis >= rank)) throw unsupported(options.at);
  const shape = value.shape.map((size, axis) => (over.has(axis) ? 1 : size));
  const groups = new Map<string, Meaning[]>(placesOf(shape).map((place) => [place.join(), []]));
  placesOf(value.shape).forEach((place, position) => {
    const key = place.map((index, axis) => (over.has(axis) ? 0 : index)).join();
    groups.get(key)?.push(value.entries[position] as Meaning);
  });
  const count = [...over].reduce((total, axis) => total * (value.shape[axis] as number), 1);
  const share: Meaning = { tag: "number", value: new Fraction(1, count) };
  const entries = [...groups.values()].map((terms) => (options.isMean ? product([share, sum(terms)]) : sum(terms)));
  const kept = options.isKept ? shape : shape.filter((_, axis) => !over.has(axis));
  return kept.length === 0 ? scalar(entries[0] as Meaning) : { tag: "array", shape: kept, entries };
}
