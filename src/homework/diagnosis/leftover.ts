/**
 * Gradients where no window reaches: they are 0.
 */
import { constantOf } from "../deciding/polynomial.ts";
import { type Letters, placeOf } from "../deciding/values.ts";
import type { Meaning } from "../meaning.ts";
import { numberMeaning } from "../resolving/context.ts";
import { windowedArrays } from "./settings.ts";
import { type Entry, levelOf, type Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";
import { type Window, windowsOf } from "./windows.ts";

/** No window reaches the entry, and it was given what the last one gets that a window reaches. */
export function leftoverTrials(subject: Subject): Trial[] {
  const { link } = subject;
  const ground = levelOf(subject, link.decider.levels);
  return leftoverTrialsWhere(subject, ({ true: meaning, point, written }, windows, first) => {
    if (meaning.tag !== "entry") return false;
    const { indexBase } = link.decider.sizes;
    const indices = placesOf(subject, meaning, point).map((place, axis): Meaning => {
      const window = windows.find((w) => w.place === axis - first);
      return numberMeaning((window === undefined ? place : Math.min(place, lastReached(window))) + indexBase);
    });
    const near = ground.polynomial({ ...meaning, indices }, point);
    return constantOf(near) === undefined && link.decider.normal.isEqual(near, written);
  });
}

/** No window reaches the entry, and it was given something. */
export function unreachedTrials(subject: Subject): Trial[] {
  return leftoverTrialsWhere(subject, () => true);
}

function leftoverTrialsWhere(
  subject: Subject,
  holds: (entry: Entry, windows: readonly Window[], first: number) => boolean,
): Trial[] {
  const { derivative, link } = subject;
  if (derivative === undefined) return [];
  const first = derivative.of.shape.length;
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(link.decider, array).filter((w) => w.on === derivative.wrt.id && leftoverOf(w) > 0);
    const isUnreached = ({ true: meaning, point }: Entry): boolean => {
      if (meaning.tag !== "entry") return false;
      const places = placesOf(subject, meaning, point);
      return windows.some((window) => (places[window.place + first] ?? 0) > lastReached(window));
    };
    const explains = (entry: Entry): boolean =>
      entry.truth.size === 0 && entry.written.size > 0 && isUnreached(entry) && holds(entry, windows, first);
    const leftover = String(Math.max(0, ...windows.map(leftoverOf)));
    return windows.length === 0 ? [] : [{ code: "leftover-ignored", details: { leftover }, isLocal: true, explains }];
  });
}

function placesOf({ link }: Subject, { indices }: Meaning & { tag: "entry" }, point: Letters): number[] {
  return indices.map((index) => placeOf(index, point, link.decider.sizes.indexBase) ?? 0);
}

function lastReached({ windows, stride, dilation, kernel, start }: Window): number {
  return (windows - 1) * stride + Math.abs(dilation) * (kernel - 1) + start;
}

/** How many entries at the end no window reaches. */
export function leftoverOf(window: Window): number {
  return Math.max(0, window.covered - 1 - lastReached(window));
}
