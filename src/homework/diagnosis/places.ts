/**
 * Entries in the place of others: of what stands in the truth, and of what the left side names.
 */
import { printExpression } from "../../language/print.ts";
import { type NumericArray, operandsOf } from "../../problem/problem.ts";
import { unflatten } from "../../problem/rows.ts";
import type { Ground } from "../deciding/ground.ts";
import { arraysOf } from "../deciding/letters.ts";
import { atomPolynomial, constantOf, type Polynomial, substitute } from "../deciding/polynomial.ts";
import { placeOf } from "../deciding/values.ts";
import type { Meaning } from "../meaning.ts";
import { numberMeaning } from "../resolving/context.ts";
import { convolutionOf, isGeneral, kernelOf, turnCode, windowedArrays } from "./settings.ts";
import { type Entry, isMany, isWritten, levelOf, type Subject } from "./subject.ts";
import { changing, type Details, type Trial } from "./trial.ts";
import { windowsOf } from "./windows.ts";

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

function movingTrial(
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

/** Rows and columns of an array of the truth exchanged, or the channels of a kernel. */
export function exchangeTrials(subject: Subject): Trial[] {
  return arraysInTruth(subject).flatMap((array) =>
    pairsOfAxes(subject.link.open.scope.array(array).shape.length).map(([one, other]) =>
      movingTrial(subject, "transposed-indices", {}, array, exchangedAxes(one, other), isGeneral(subject)),
    ),
  );
}

/** Two indices of the left side exchanged: of what is derived, or of what it is derived by. */
export function transposedLeftTrials(subject: Subject): Trial[] {
  const { derivative, array, claimedSide } = subject;
  const isMatrix = claimedSide.tag === "array" && claimedSide.shape.length === 2;
  const first = derivative?.of.shape.length ?? 0;
  const trial = (code: Trial["code"], [one, other]: readonly [number, number], from: number): Trial =>
    changing(subject, code, {}, (entry) => elsewhere(subject, entry, exchangedAxes(one + from, other + from)));
  return [
    ...pairsOfAxes((array?.shape.length ?? 0) - first).map((pair) =>
      trial(isMatrix ? "transposed-matrix" : "transposed-indices", pair, first),
    ),
    ...pairsOfAxes(first).map((pair) => trial("transposed-indices", pair, 0)),
  ];
}

/** The last two axes first: they are the rows and the columns. */
function pairsOfAxes(count: number): (readonly [number, number])[] {
  if (count < 2) return [];
  const last = [count - 2, count - 1] as const;
  return count < 4 ? [last] : [last, [count - 4, count - 3]];
}

/** The truth of another entry than the left side names. */
function elsewhere(subject: Subject, { true: meaning, point }: Entry, change: PlaceChange): Polynomial | undefined {
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

/** Arrays turned by 180° or on one axis, or the whole gradient. */
export function turnedArrays(subject: Subject): Trial[] {
  const { derivative, link } = subject;
  const [windowed] = windowedArrays(subject);
  if (windowed === undefined || derivative === undefined || !isMany(subject)) return [];
  if (!operandsOf(windowed).includes(derivative.wrt.id) || isAddedTo(windowed, derivative.wrt.id)) return [];
  const { code, details } = turnCode(subject, windowed);
  const kernel = kernelOf(subject, windowed);
  const shapeOf = (array: number): readonly number[] => link.open.scope.array(array).shape;
  const arrays = arraysInTruth(subject);
  const turns = arrays.flatMap((array) => {
    const axes = lastAxes(shapeOf(array));
    const whole = movingTrial(subject, code, details, array, turnedAxes(axes));
    const single = axes.map((axis) =>
      movingTrial(subject, "one-axis-flip", kernel === undefined ? {} : { kernel }, array, turnedAxes([axis])),
    );
    return axes.length < 2 ? [whole] : [whole, ...single];
  });
  const { of, wrt } = derivative;
  const spatial = lastAxes(wrt.shape).map((axis) => axis + of.shape.length);
  const result = changing(subject, code, details, (entry) => elsewhere(subject, entry, turnedAxes(spatial)));
  const both = arrays.flatMap((array) => {
    const [row, column] = lastAxes(shapeOf(array));
    if (row === undefined || column === undefined) return [];
    const change: PlaceChange = (place, shape) =>
      turnedAxes([row, column])(exchangedAxes(row, column)(place, shape), shape);
    return [movingTrial(subject, "transposed-indices", {}, array, change)];
  });
  return [...turns, ...(subject.wrong.length > 1 ? [result] : []), ...both];
}

/** Added as it is, as a bias is. */
function isAddedTo({ definition }: NumericArray, array: number): boolean {
  return (
    definition.kind === "rows" &&
    definition.rows.some(
      ({ factors: [only, ...more] }) => only?.array === array && more.length === 0 && definition.rows.length > 1,
    )
  );
}

/** More than one entry or term is left of what was written. */
export function leavesMany({ wrong }: Subject): boolean {
  return wrong.reduce((count, { written }) => count + written.size, 0) > 1;
}

/** All entries of an array one place off. */
export function shiftedArrays(subject: Subject): Trial[] {
  if (!isMany(subject) || !leavesMany(subject)) return [];
  return arraysInTruth(subject).flatMap((array) => {
    const axes = lastAxes(subject.link.open.scope.array(array).shape);
    const choices = axes.length > 1 ? [axes, ...axes.map((axis) => [axis])] : [axes];
    return choices.flatMap((chosen) =>
      [1, -1].map((by) =>
        movingTrial(
          subject,
          "off-by-one",
          { shift: String(by) },
          array,
          shifted(chosen, () => by),
        ),
      ),
    );
  });
}

/** The kernel's entries as far off as the padding is wide. */
export function unpaddedKernels(subject: Subject): Trial[] {
  if (!isMany(subject) || !leavesMany(subject)) return [];
  return windowedArrays(subject).flatMap((array) => {
    const made = convolutionOf(array);
    const windows = windowsOf(subject.link.decider, array);
    if (made === undefined || windows.every(({ start, dilation }) => start === 0 || dilation !== 1)) return [];
    const roles = made.kernelRoles;
    const by = (axis: number): number => windows.find((window) => window.axis === roles[axis])?.start ?? 0;
    const padding = windows.map(({ start }) => -start);
    const details = { padding: new Set(padding).size === 1 ? String(padding[0]) : `(${padding.join(",")})` };
    return [
      changing(subject, "padding-ignored", details, ({ truth }) =>
        moved(
          subject,
          truth,
          made.kernel,
          shifted(
            roles.map((_, axis) => axis),
            by,
          ),
        ),
      ),
    ];
  });
}

function shifted(axes: readonly number[], by: (axis: number) => number): PlaceChange {
  return (place) => place.map((value, axis) => (axes.includes(axis) ? value + by(axis) : value));
}

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
