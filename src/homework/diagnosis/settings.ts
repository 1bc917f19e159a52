/**
 * Mistakes about the windows of a convolution or a pooling: settings that were passed over or exchanged, a kernel read
 * the wrong way round, windows that lie one place off. Each is the truth of a worksheet in which it would be right.
 */
import { type NumericArray, operandsOf } from "../../problem/problem.ts";
import type { ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { isTurn } from "../resolving/words.ts";
import type { Formula } from "../syntax.ts";
import { type Entry, isMany, levelOf, type Subject } from "./subject.ts";
import { changing, type Details, type Trial } from "./trial.ts";
import { kernelTransposed, type Window, type WindowChange, windowsOf, worldOf, worldOfRows } from "./windows.ts";

/** The arrays with windows on which the true side depends, nearest first to what is derived by. */
export function windowedArrays({ link, array, derivative }: Subject): NumericArray[] {
  const { scope } = link.open;
  const roots = derivative ? [derivative.of] : array ? [array] : [];
  const reached = new Set<number>();
  const visit = (id: number): void => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const operand of operandsOf(scope.array(id))) visit(operand);
  };
  for (const { id } of roots) visit(id);
  const windowed = [...reached].map((id) => scope.array(id)).filter((one) => windowsOf(link.decider, one).length > 0);
  const uses = ({ id }: NumericArray): boolean =>
    derivative === undefined || operandsOf(scope.array(id)).includes(derivative.wrt.id);
  return [...windowed.filter(uses), ...windowed.filter((one) => !uses(one))];
}

interface Change {
  readonly code: Trial["code"];
  readonly details: Details;
  readonly name: string;
  readonly change: WindowChange;
}

function trialsFor(subject: Subject, array: NumericArray, changes: readonly Change[]): Trial[] {
  const { decider } = subject.link;
  return changes.map(({ code, details, name, change }) =>
    changing(subject, code, details, (entry: Entry) => {
      const world = worldOf(decider, array, name, change);
      return levelOf(subject, world).polynomial(entry.true, entry.point);
    }),
  );
}

/** Stride, padding and dilation. */
export function settingTrials(subject: Subject): Trial[] {
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(subject.link.decider, array);
    const some = (test: (window: Window) => boolean): boolean => windows.some(test);
    const each = (number: (window: Window) => number): string => {
      const values = windows.map(number);
      return new Set(values).size === 1 ? String(values[0]) : `(${values.join(",")})`;
    };
    const [stride, dilation] = [each((w) => w.stride), each((w) => Math.abs(w.dilation))];
    const padding = each((w) => -w.start);
    const changes: Change[] = [
      ...(some((w) => w.stride !== 1)
        ? [{ code: "stride-ignored", details: { stride }, name: "stride 1", change: () => ({ stride: 1 }) } as const]
        : []),
      ...(some((w) => w.start !== 0)
        ? [{ code: "padding-ignored", details: { padding }, name: "padding 0", change: () => ({ start: 0 }) } as const]
        : []),
      ...(some((w) => Math.abs(w.dilation) !== 1)
        ? [{ code: "dilation-ignored", details: { dilation }, name: "dilation 1", change: undilated } as const]
        : []),
      ...(convolutionOf(array) !== undefined && some((w) => Math.abs(w.dilation) !== w.stride)
        ? [
            {
              code: "stride-dilation-exchanged",
              details: { stride, dilation },
              name: "exchanged",
              change: exchanged,
            } as const,
          ]
        : []),
    ];
    return trialsFor(subject, array, changes);
  });
}

function undilated({ dilation }: Window): Partial<Window> {
  return { dilation: Math.sign(dilation) };
}

function exchanged({ stride, dilation }: Window): Partial<Window> {
  return { stride: Math.abs(dilation), dilation: Math.sign(dilation) * stride };
}

/** No padding, and only the windows that then fit. */
export function croppedTrials(subject: Subject): Trial[] {
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(subject.link.decider, array);
    const isPadded = windows.some((w) => fitting(w) < w.windows);
    const padding = `(${windows.map((w) => `(${-w.start},${lastPadding(w)})`).join(",")})`;
    const change: WindowChange = (w) => ({ start: 0, windows: Math.max(1, Math.min(w.windows, fitting(w))) });
    const crop: Change = { code: "padding-ignored", details: { padding }, name: "cropped", change };
    return isPadded ? trialsFor(subject, array, [crop]) : [];
  });
}

function fitting({ covered, kernel, stride, dilation }: Window): number {
  return Math.floor((covered - Math.abs(dilation) * (kernel - 1) - 1) / stride) + 1;
}

function lastPadding({ covered, kernel, stride, dilation, start, windows }: Window): number {
  return Math.max(0, (windows - 1) * stride + Math.abs(dilation) * (kernel - 1) + start + 1 - covered);
}

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

export function convolutionOf({ convolution, convolutions }: NumericArray): ResolvedConvolution | undefined {
  return convolution ?? convolutions?.[0];
}

/** Letters stand for the entries, or a sum runs over them. */
export function isGeneral({ wrong }: Subject): boolean {
  return wrong.some(({ point, claimed }) => point.size > 0 || claimed.tag === "series");
}

export function kernelOf({ link }: Subject, array: NumericArray): string | undefined {
  const kernel = convolutionOf(array)?.kernel;
  return kernel === undefined ? undefined : link.open.scope.array(kernel).name;
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

/** Windows that lie one place, one stride or one dilation off. */
export function shiftTrials(subject: Subject): Trial[] {
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(subject.link.decider, array);
    const steps = [...new Set(windows.flatMap((w) => [1, w.stride, Math.abs(w.dilation)]))].flatMap((by) => [by, -by]);
    const axes = windows.map(({ axis }) => axis);
    const choices = axes.length > 1 ? [axes, ...axes.map((axis) => [axis])] : [axes];
    const changes = choices.flatMap((chosen) =>
      steps.map(
        (by): Change => ({
          code: "off-by-one",
          details: {},
          name: `shifted ${chosen.join()} ${by}`,
          change: (w) => (chosen.includes(w.axis) ? { start: w.start + by } : {}),
        }),
      ),
    );
    return trialsFor(subject, array, changes);
  });
}
