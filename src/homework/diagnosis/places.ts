/**
 * Entries put in the place of others, in the truth or on the left side: what moves where, and what is true then.
 */
import { printExpression } from "../../language/print.ts";
import { unflatten } from "../../problem/rows.ts";
import type { Ground } from "../deciding/ground.ts";
import { arraysOf } from "../deciding/letters.ts";
import { atomPolynomial, type Polynomial, substitute } from "../deciding/polynomial.ts";
import { placeOf } from "../deciding/values.ts";
import type { Meaning } from "../meaning.ts";
import { numberMeaning } from "../resolving/context.ts";
import { type Entry, levelOf, type Subject } from "./subject.ts";
import { changing, type Details, type Trial } from "./trial.ts";

export type Place = readonly number[];
export type PlaceChange = (place: Place, shape: readonly number[]) => Place;

/** The arrays whose entries stand in the truth. */
export function arraysInTruth({ link, wrong }: Subject): number[] {
  return [...new Set(wrong.slice(0, 12).flatMap(({ truth }) => [...arraysOf(link.decider, truth)]))];
}

/** The spatial axes of an array: its last two, or its only one. */
export function lastAxes(shape: readonly number[]): number[] {
  const count = Math.min(2, shape.length);
  return Array.from({ length: count }, (_, position) => shape.length - count + position);
}

export function exchangedAxes(one: number, other: number): PlaceChange {
  return (place) =>
    place.map((value, axis) => (axis === one ? place[other] : axis === other ? place[one] : value) as number);
}

export function turnedAxes(axes: readonly number[]): PlaceChange {
  return (place, shape) =>
    place.map((value, axis) => (axes.includes(axis) ? (shape[axis] as number) - 1 - value : value));
}

export function entryAt(place: Place, shape: readonly number[]): number | undefined {
  const inside = place.every((value, axis) => value >= 0 && value < (shape[axis] as number));
  return inside ? place.reduce((flat, value, axis) => flat * (shape[axis] as number) + value, 0) : undefined;
}

/** The truth with every entry of an array put elsewhere; what leaves the array is 0. */
export function moved({ link }: Subject, truth: Polynomial, array: number, change: PlaceChange): Polynomial {
  const { atoms } = link.decider;
  const { shape } = link.open.scope.array(array);
  return substitute(truth, (atom) => {
    const described = atoms.describe(atom);
    if (described.kind !== "entry" || described.array !== array) return undefined;
    const entry = entryAt(change(unflatten(described.entry, shape), shape), shape);
    return entry === undefined ? new Map() : atomPolynomial(atoms.atom({ ...described, entry }));
  });
}

/** An entry of the array that stands elsewhere, as it was written and as it should be. */
function pairOf(subject: Subject, entry: Entry, array: number, change: PlaceChange): Details {
  const { decider, open, show } = subject.link;
  const { shape } = open.scope.array(array);
  for (const { factors } of entry.truth.values())
    for (const atom of factors) {
      const described = decider.atoms.describe(atom);
      if (described.kind !== "entry" || described.array !== array) continue;
      const put = entryAt(change(unflatten(described.entry, shape), shape), shape);
      if (put === undefined || put === described.entry) continue;
      const text = (flat: number): string => printExpression(show.entry(array, flat));
      return { written: text(put), right: text(described.entry) };
    }
  return {};
}

/** The truth with an array's entries moved, as a mistake. */
export function movingTrial(
  subject: Subject,
  code: Trial["code"],
  details: Details,
  array: number,
  change: PlaceChange,
  mayLeave = true,
): Trial {
  const made = ({ truth }: Entry): Polynomial | undefined => {
    const put = moved(subject, truth, array, change);
    return mayLeave || put.size === truth.size ? put : undefined;
  };
  return changing(subject, code, details, made, {
    ...(code !== "one-axis-flip" && { detailsAt: (entry) => pairOf(subject, entry, array, change) }),
  });
}

/** The last two axes first: they are the rows and the columns. */
export function pairsOfAxes(count: number): (readonly [number, number])[] {
  if (count < 2) return [];
  const last = [count - 2, count - 1] as const;
  return count < 4 ? [last] : [last, [count - 4, count - 3]];
}

/** The truth of another entry than the left side names. */
export function elsewhere(
  subject: Subject,
  { true: meaning, point }: Entry,
  change: PlaceChange,
): Polynomial | undefined {
  const { decider, open } = subject.link;
  if (meaning.tag !== "entry") return undefined;
  const { shape } = open.scope.array(meaning.array);
  const place = meaning.indices.map((index) => placeOf(index, point, decider.sizes.indexBase));
  if (place.some((index) => index === undefined)) return undefined;
  const put = change(place as number[], shape);
  return entryAt(put, shape) === undefined ? new Map() : entryOf(subject, groundOf(subject), meaning.array, put);
}

function groundOf(subject: Subject): Ground {
  return levelOf(subject, subject.link.decider.levels);
}

function entryOf({ link }: Subject, ground: Ground, array: number, place: Place): Polynomial {
  const indices = place.map((index): Meaning => numberMeaning(index + link.decider.sizes.indexBase));
  return ground.polynomial({ tag: "entry", array, indices }, new Map());
}

export function shifted(axes: readonly number[], by: (axis: number) => number): PlaceChange {
  return (place) => place.map((value, axis) => (axes.includes(axis) ? value + by(axis) : value));
}
