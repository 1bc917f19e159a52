/**
 * Mistakes about the windows of a convolution or a pooling: settings that were passed over or exchanged, windows that
 * lie one place off. Each is the truth of a worksheet in which it would be right.
 */
import { type NumericArray, operandsOf } from "../../problem/problem.ts";
import type { ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { type Entry, levelOf, type Subject } from "./subject.ts";
import { termTrials } from "./terms.ts";
import { changing, type Details, type Trial } from "./trial.ts";
import { type Window, type WindowChange, windowsOf, worldOf } from "./windows.ts";

/** Of more layers than these the others are left as they are. */
const MOST_LAYERS = 4;

/** The arrays with windows on which the true side depends, nearest first to what is derived by. */
export function windowedArrays(subject: Subject): readonly NumericArray[] {
  const found = known.get(subject) ?? findWindowed(subject);
  known.set(subject, found);
  return found;
}

/** Nearly every kind of mistake asks for them. */
const known = new WeakMap<Subject, readonly NumericArray[]>();

function findWindowed({ link, array, derivative }: Subject): readonly NumericArray[] {
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
  return [...windowed.filter(uses), ...windowed.filter((one) => !uses(one))].slice(0, MOST_LAYERS);
}

/** What becomes of the windows, and how that is called. */
export interface Change {
  readonly code: Trial["code"];
  readonly details: Details;
  readonly name: string;
  readonly change: WindowChange;
}

/** Of an array whose rows are gone through in more visits, fewer worlds are made for one kind of mistake. */
const MOST_VISITS = 400_000;
const FEWEST_WORLDS = 4;

function visitsOf({ definition }: NumericArray): number {
  const rows = definition.kind === "rows" ? definition.rows : [];
  return rows.reduce((sum, { loops }) => sum + loops.reduce((product, { size }) => product * size, 1), 1);
}

/** The truth of worksheets in which the windows lie otherwise. */
export function trialsFor(subject: Subject, array: NumericArray, changes: readonly Change[]): Trial[] {
  const { decider } = subject.link;
  const most = Math.max(FEWEST_WORLDS, Math.floor(MOST_VISITS / visitsOf(array)));
  return changes.slice(0, most).map(({ code, details, name, change }) =>
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

/**
 * Windows that lie one place, one stride or one dilation off, or by as much as they are where p and u are counted from
 * another number: stride·(p − 1) + dilation·(u − 1) + 1 and stride·p + dilation·u differ by stride + dilation − 1.
 */
export function shiftTrials(subject: Subject): Trial[] {
  const { indexBase } = subject.link.decider.sizes;
  const base: Details = { written: String(1 - indexBase), right: String(indexBase) };
  return windowedArrays(subject).flatMap((array) => {
    const windows = windowsOf(subject.link.decider, array);
    const axes = windows.map(({ axis }) => axis);
    const single = axes.length > 1 ? axes.map((axis) => [axis]) : [];
    const shift = (
      code: Trial["code"],
      details: Details,
      by: (window: Window) => number,
      chosen: readonly number[],
    ): Change => ({
      code,
      details,
      name: `shifted ${windows.map((w) => (chosen.includes(w.axis) ? by(w) : 0)).join()}`,
      change: (w) => (chosen.includes(w.axis) ? { start: w.start + by(w) } : {}),
    });
    const steps = [...new Set(windows.flatMap((w) => [1, w.stride, Math.abs(w.dilation)]))].flatMap((by) => [by, -by]);
    const ofBase = (w: Window): number => w.stride + Math.abs(w.dilation) - 1;
    const isWider = windows.some((w) => !steps.includes(ofBase(w)));
    const changes = [axes, ...single].flatMap((chosen) => [
      ...steps.map((by) => shift("off-by-one", {}, () => by, chosen)),
      ...(isWider && chosen === axes
        ? [1, -1].map((sign) => shift("index-base", base, (w) => sign * ofBase(w), chosen))
        : []),
    ]);
    const { detailsAt } = termTrials(subject).index;
    const withPair = (trial: Trial): Trial =>
      trial.code === "off-by-one" && detailsAt !== undefined ? { ...trial, detailsAt } : trial;
    return trialsFor(subject, array, changes).map(withPair);
  });
}
