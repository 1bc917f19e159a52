/**
 * Sums over channels, places and samples that are missing, and gradients where no window reaches.
 */
import type { NumericArray } from "../../problem/problem.ts";
import { unflatten } from "../../problem/rows.ts";
import { constantOf, type Polynomial } from "../deciding/polynomial.ts";
import { placeOf } from "../deciding/values.ts";
import type { Meaning } from "../meaning.ts";
import { numberMeaning } from "../resolving/context.ts";
import { convolutionOf, windowedArrays } from "./settings.ts";
import { type Entry, isWritten, levelOf, type Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";
import { type Window, windowsOf } from "./windows.ts";

/** One channel alone, where all of a group are added up. */
export function channelTrials(subject: Subject): Trial[] {
  const { scope } = subject.link.open;
  return windowedArrays(subject).flatMap((array) => {
    const made = convolutionOf(array);
    if (made === undefined) return [];
    const kernel = scope.array(made.kernel);
    const axes = made.kernelRoles.flatMap((role, axis) => (role === "near" || role === "inner" ? [axis] : []));
    return axes.map((axis): Trial => {
      const size = kernel.shape[axis] as number;
      return {
        code: "channel-sum",
        details: { channels: String(size) },
        isLocal: true,
        explains: (entry) =>
          Array.from({ length: size }, (_, channel) => onlyAt(subject, entry.truth, kernel, axis, channel)).some(
            (part) => part.size > 0 && part.size < entry.truth.size && isWritten(subject, entry, part),
          ),
      };
    });
  });
}

/** The terms without an entry of the array, and those whose entry has this index. */
function onlyAt(
  { link }: Subject,
  polynomial: Polynomial,
  { id, shape }: NumericArray,
  axis: number,
  index: number,
): Polynomial {
  const { atoms } = link.decider;
  const isElsewhere = (atom: number): boolean => {
    const described = atoms.describe(atom);
    return described.kind === "entry" && described.array === id && unflatten(described.entry, shape)[axis] !== index;
  };
  return new Map([...polynomial].filter(([, { factors }]) => !factors.some(isElsewhere)));
}

/** Some of the places of the upstream gradient, where a bias needs them all. */
export function biasTrials(subject: Subject): Trial[] {
  const { derivative, link } = subject;
  if (derivative === undefined || !isAdded(subject, derivative.wrt)) return [];
  return [
    {
      code: "bias-not-summed",
      details: { bias: derivative.wrt.name },
      isLocal: true,
      explains: ({ truth, written }) =>
        written.size > 0 &&
        written.size < truth.size &&
        [...written].every(([key, { coefficient }]) => truth.get(key)?.coefficient.equals(coefficient) === true) &&
        isBox(subject, written, truth),
    },
  ];

  /** The places that are left have some indices in common that others of the truth have not. */
  function isBox(_: Subject, written: Polynomial, truth: Polynomial): boolean {
    const places = placesOf(written);
    const all = placesOf(truth);
    const [first] = places;
    if (first === undefined) return false;
    const common = first.map((value, axis) => places.every((place) => place[axis] === value));
    return (
      all.filter((place) => common.every((is, axis) => !is || place[axis] === first[axis])).length === places.length
    );
  }

  function placesOf(polynomial: Polynomial): number[][] {
    return [...polynomial.values()].map(({ factors }) =>
      factors.flatMap((atom) => {
        const described = link.decider.atoms.describe(atom);
        return described.kind === "entry"
          ? unflatten(described.entry, link.open.scope.array(described.array).shape)
          : [];
      }),
    );
  }
}

/** Whether an array is added to another, each of its entries in many places. */
function isAdded({ link }: Subject, { id, shape }: NumericArray): boolean {
  return link.open.scope.arrays.some(
    ({ definition, ...array }) =>
      definition.kind === "rows" &&
      array.shape.length > shape.length &&
      definition.rows.some(({ factors: [only, ...more] }) => only?.array === id && more.length === 0),
  );
}

/** No window reaches the entry, and it was given what the last one gets that a window reaches. */
export function leftoverTrials(subject: Subject): Trial[] {
  const { derivative, link } = subject;
  if (derivative === undefined) return [];
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(link.decider, array).filter((w) => w.on === derivative.wrt.id && leftoverOf(w) > 0);
    if (windows.length === 0) return [];
    const ground = levelOf(subject, link.decider.levels);
    const first = derivative.of.shape.length;
    const explains = ({ true: meaning, point, truth, written }: Entry): boolean => {
      if (meaning.tag !== "entry" || truth.size > 0 || written.size === 0) return false;
      const places = meaning.indices.map((index) => placeOf(index, point, link.decider.sizes.indexBase) ?? 0);
      const put = places.map((place, axis) => {
        const window = windows.find((w) => w.place === axis - first);
        return window === undefined ? place : Math.min(place, lastReached(window));
      });
      if (put.every((place, axis) => place === places[axis])) return false;
      const indices = put.map((place): Meaning => numberMeaning(place + link.decider.sizes.indexBase));
      const near = ground.polynomial({ ...meaning, indices }, point);
      return constantOf(near) === undefined && link.decider.normal.isEqual(near, written);
    };
    return [
      {
        code: "leftover-ignored",
        details: { leftover: String(Math.max(...windows.map(leftoverOf))) },
        isLocal: true,
        explains,
      },
    ];
  });
}

function lastReached({ windows, stride, dilation, kernel, start }: Window): number {
  return (windows - 1) * stride + Math.abs(dilation) * (kernel - 1) + start;
}

/** How many entries at the end no window reaches. */
export function leftoverOf(window: Window): number {
  return Math.max(0, window.covered - 1 - lastReached(window));
}
