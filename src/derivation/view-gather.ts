/**
 * Gather: every entry of the gradient collects what acts on it, and that is again a convolution. The arrays that it
 * slides, and slides over, are written out where they are small, and its numbers are traced to their formulas.
 */
import { expandArray } from "../algebra/expand.ts";
import { termsOf } from "../algebra/substitute.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { SpatialAxis } from "../problem/operators/geometry.ts";
import type { ViewArray } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { sizeOfShape } from "../problem/rows.ts";
import type { ViewLine } from "./derivation.ts";
import { line, literal, type ViewSubject, wholeGradient } from "./view-subject.ts";

/** Larger arrays are not written out. */
const MOST_CELLS = 150;

export function gatherLines(subject: ViewSubject): ViewLine[] {
  const { request, convolution, byInput } = subject;
  const gather = request.arrays.find(({ role }) => role === "gather");
  if (gather === undefined) return [];
  const numbers = convolution.axes.flatMap((axis, place) =>
    byInput && !convolution.transposed ? [turnedPads(axis, place)] : truncation(axis, place, byInput),
  );
  const shown = request.arrays.filter(({ role }) => role !== "gather" && role !== "scatter");
  return [
    ...numbers,
    { ...line("gather", wholeGradient(subject), gather.expression), ...channelFacts(convolution) },
    ...shown.flatMap((array) => writtenOut(subject, array)),
  ];
}

/** What stands where besides the spatial axes, of arrays that have more than these. */
function channelFacts({ axes, inputRoles, kernelRoles, outputRoles, ...rest }: ResolvedConvolution): Partial<ViewLine> {
  if ([inputRoles, kernelRoles, outputRoles].every(({ length }) => length === axes.length)) return {};
  const { groups, batch, near, far } = rest;
  return { facts: { batch, groups, outputs: near / groups, inner: far / groups } };
}

/** Which axis is spoken of is counted from 1, as everywhere in the worksheet language. */
function turnedPads(axis: SpatialAxis, place: number): ViewLine {
  const { kernel, stride, dilation, before, after, leftover } = axis;
  const reach = dilation * (kernel - 1);
  const facts = { axis: place + 1, kernel, stride, dilation, before, after, leftover };
  return { rule: "turned-pads", facts: { ...facts, left: reach - before, right: reach - after + leftover } };
}

/** Of count + ⌊ρ/step⌋ entries the first count are kept. */
function truncation(axis: SpatialAxis, place: number, byInput: boolean): ViewLine[] {
  const [count, step] = byInput ? [axis.windows, axis.stride] : [axis.kernel, axis.dilation];
  const { leftover } = axis;
  const all = count + Math.floor(leftover / step);
  return all === count ? [] : [{ rule: "truncation", facts: { axis: place + 1, count, leftover, step, all } }];
}

function writtenOut({ context }: ViewSubject, { role, expression, array: id }: ViewArray): ViewLine[] {
  if (role === "gather" || role === "scatter") return [];
  const array = arrayIn(context.workspace, id);
  if (sizeOfShape(array.shape) > MOST_CELLS) return [];
  const table = expandArray(context.workspace, array);
  return [
    line(
      role,
      expression,
      literal(array.shape, (entry) => context.writer.sum(termsOf(table, entry, 0))),
    ),
  ];
}
