/**
 * Kernels read the wrong way round, on all axes or on one, or with rows and columns exchanged.
 */
import type { NumericArray } from "../../problem/problem.ts";
import { isTurn } from "../resolving/operators/words.ts";
import type { Formula } from "../syntax.ts";
import { type Change, convolutionOf, isGeneral, kernelOf, trialsFor, windowedArrays } from "./settings.ts";
import { isMany, levelOf, type Subject } from "./subject.ts";
import { changing, type Details, type Trial } from "./trial.ts";
import { kernelTransposed, type WindowChange, windowsOf, worldOfRows } from "./windows.ts";

/** The kernel read backwards: on all axes, or on one alone. */
export function turnTrials(subject: Subject, axes: "all" | "single"): Trial[] {
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(subject.link.decider, array).map(({ axis }) => axis);
    const kernel = kernelOf(subject, array);
    const isUpstream = isByKernel(subject) && isMany(subject);
    const ways = [turned, ...(isGeneral(subject) ? [mirrored] : []), ...(isUpstream ? [reversed] : [])];
    const changes = ways.flatMap((way): Change[] =>
      axes === "all"
        ? [{ ...turnCode(subject, array), name: `${way.name} all`, change: way(windows) }]
        : (windows.length < 2 ? [] : windows).map((axis) => ({
            code: "one-axis-flip",
            details: { ...(kernel && { kernel }), axis: String(axis + 1) },
            name: `${way.name} ${axis}`,
            change: way(windows.filter((one) => one !== axis)),
          })),
    );
    return trialsFor(subject, array, changes);
  });
}

/** What is derived by is the kernel of a convolution. */
export function isByKernel(subject: Subject): boolean {
  const wrt = subject.derivative?.wrt.id;
  return wrt !== undefined && windowedArrays(subject).some((array) => convolutionOf(array)?.kernel === wrt);
}

/** Read from its last entry on. */
function turned(axes: readonly number[]): WindowChange {
  return (w) => (axes.includes(w.axis) ? { dilation: -w.dilation, start: w.start + w.dilation * (w.kernel - 1) } : {});
}

/** A minus in the place of a plus. */
function mirrored(axes: readonly number[]): WindowChange {
  return (w) => (axes.includes(w.axis) ? { dilation: -w.dilation } : {});
}

/** The windows gone through from the last one on: the upstream gradient turned. */
function reversed(axes: readonly number[]): WindowChange {
  return (w) => (axes.includes(w.axis) ? { stride: -w.stride, start: w.start + w.stride * (w.windows - 1) } : {});
}

/** The kernel with rows and columns exchanged. */
export function transposedKernelTrials(subject: Subject): Trial[] {
  const { decider } = subject.link;
  return windowedArrays(subject).flatMap((array) => {
    const kernel = convolutionOf(array)?.kernel;
    if (kernel === undefined || windowsOf(decider, array).length < 2) return [];
    return [
      changing(subject, "transposed-indices", {}, (entry) => {
        const world = worldOfRows(decider, array, "transposed", (rows) => kernelTransposed(rows, kernel));
        return levelOf(subject, world).polynomial(entry.true, entry.point);
      }),
    ];
  });
}

/** What a kernel that is read backwards is called, by what is derived. */
export function turnCode(subject: Subject, array: NumericArray): Pick<Trial, "code" | "details"> {
  const { derivative, link } = subject;
  const made = convolutionOf(array);
  const kernel = kernelOf(subject, array);
  const details: Details = kernel === undefined ? {} : { kernel };
  if (derivative === undefined)
    return {
      code: "other-convolution",
      details: made?.flip
        ? { used: "correlation", meant: "convolution" }
        : { used: "convolution", meant: "correlation" },
    };
  if (made !== undefined && derivative.wrt.id === made.kernel) return { code: "kernel-gradient-flipped", details };
  const isTwice = made?.transposed === true || (link.formula !== undefined && hasTurn(link.formula));
  return { code: isTwice ? "kernel-flipped-twice" : "kernel-not-flipped", details };
}

/** Whether something is turned by 180° in a formula. */
function hasTurn(formula: Formula): boolean {
  if (isTurn(formula)) return true;
  switch (formula.tag) {
    case "scripted":
      return hasTurn(formula.base) || (formula.sup?.items.some(hasTurn) ?? false);
    case "group":
      return formula.items.some(hasTurn);
    case "applied":
      return hasTurn(formula.head) || hasTurn(formula.argument);
    case "binary":
      return hasTurn(formula.left) || hasTurn(formula.right);
    case "negate":
      return hasTurn(formula.operand);
    case "sum":
      return hasTurn(formula.body);
    default:
      return false;
  }
}
