/**
 * What is written is true, but of another entry than the left side names.
 */
import { printExpression } from "../../language/print.ts";
import { unflatten } from "../../problem/rows.ts";
import { constantOf } from "../deciding/polynomial.ts";
import { placeOf } from "../deciding/values.ts";
import { elsewhere, type Place, type PlaceChange } from "./places.ts";
import { type Entry, isWritten, type Subject } from "./subject.ts";
import { changing, type Trial } from "./trial.ts";

/** More entries than these are not searched for the one that was written. */
const MOST_SEARCHED = 600;

/** What is written is the truth of another entry. */
export function leftSideTrials(subject: Subject): Trial[] {
  const { array, wrong, link } = subject;
  const fixed = array && fixedAxes(subject, array.shape.length);
  const [sample] = wrong;
  if (array === undefined || fixed === undefined || fixed.length === 0 || sample === undefined) return [];
  const count = fixed.reduce((product, axis) => product * (array.shape[axis] as number), 1);
  if (count > MOST_SEARCHED) return [];
  const sizes = fixed.map((axis) => array.shape[axis] as number);
  const others = Array.from({ length: count }, (_, number) => unflatten(number, sizes));
  const put =
    (values: Place): PlaceChange =>
    (place) =>
      place.map((value, axis) => values[fixed.indexOf(axis)] ?? value);
  const found = others.find((values) => {
    const there = elsewhere(subject, sample, put(values));
    return there !== undefined && constantOf(there) === undefined && isWritten(subject, sample, there);
  });
  if (found === undefined) return [];
  const named = array.named || array.source === undefined ? { tag: "name" as const, name: array.name } : array.source;
  const text = (place: Place): string =>
    printExpression({
      tag: "index",
      array: named,
      indices: place.map((index) => ({ tag: "number", text: String(index + link.decider.sizes.indexBase) })),
    });
  const here = placesIn(subject, sample);
  const details = here === undefined ? {} : { written: text(here), right: text(put(found)(here, array.shape)) };
  return [changing(subject, "left-side", details, (entry) => elsewhere(subject, entry, put(found)))];
}

function placesIn({ link }: Subject, { true: meaning, point }: Entry): Place | undefined {
  if (meaning.tag !== "entry") return undefined;
  const place = meaning.indices.map((index) => placeOf(index, point, link.decider.sizes.indexBase));
  return place.some((index) => index === undefined) ? undefined : (place as number[]);
}

/** The axes on which the left side names one index for all its entries. */
function fixedAxes(subject: Subject, axes: number): number[] | undefined {
  const { wrong, right } = subject;
  const all = [...wrong, ...right];
  if (all.some(({ point }) => point.size > 0)) return undefined;
  const places = all.map((entry) => placesIn(subject, entry));
  const [first] = places;
  if (first === undefined) return undefined;
  return Array.from({ length: axes }, (_, axis) => axis).filter((axis) =>
    places.every((place) => place !== undefined && place[axis] === first[axis]),
  );
}
