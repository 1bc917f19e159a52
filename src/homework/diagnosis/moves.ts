/**
 * Mistakes that move all entries of an array alike: rows and columns exchanged, turned by 180°, off by one.
 */
import { type NumericArray, operandsOf } from "../../problem/problem.ts";
import { lettersOf } from "../deciding/letters.ts";
import {
  arraysInTruth,
  elsewhere,
  exchangedAxes,
  lastAxes,
  moved,
  movingTrial,
  type PlaceChange,
  pairsOfAxes,
  shifted,
  turnedAxes,
} from "./places.ts";
import { convolutionOf, isGeneral, kernelOf, windowedArrays } from "./settings.ts";
import { isMany, type Subject } from "./subject.ts";
import { changing, type Trial } from "./trial.ts";
import { turnCode } from "./turns.ts";
import { windowsOf } from "./windows.ts";

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
  return arraysInTruth(subject)
    .filter((array) => hasMany(subject, array))
    .flatMap((array) => {
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

/** Several entries of the array stand in the truth: that they are all off is more than chance. */
function hasMany({ link, wrong }: Subject, array: number): boolean {
  if (wrong.length > 1) return true;
  return wrong.some(
    ({ truth }) => lettersOf(link.decider, truth).filter((letter) => letter.array === array).length > 1,
  );
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
