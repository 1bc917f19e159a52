/**
 * `views`: the gradient of a convolution by its input or its kernel, seen in four ways. Each view is a list of
 * equations between arrays, and the gradient itself is shown once, as what all of them agree on.
 */
import { entryKey } from "../algebra/canonical.ts";
import { expandArray } from "../algebra/expand.ts";
import { rewriteAtoms, termsOf } from "../algebra/substitute.ts";
import type { TermTable } from "../algebra/terms.ts";
import { arrayIn, remember, type Workspace } from "../algebra/workspace.ts";
import type { NumericArray, ViewsRequest } from "../problem/problem.ts";
import { type Context, valueText } from "./context.ts";
import type { View, ViewsResult } from "./derivation.ts";
import { gatherLines } from "./view-gather.ts";
import { matrixLines } from "./view-matrix.ts";
import { scatterLines } from "./view-scatter.ts";
import { createSubject, entriesOf, type ViewSubject } from "./view-subject.ts";
import { unfoldLines } from "./view-unfold.ts";

export function deriveViews(context: Context, request: ViewsRequest): ViewsResult {
  const subject = createSubject(context, request);
  const { of, wrt, loss, upstream } = subject;
  const { writer } = context;
  demandEqual(subject);
  const views: View[] = [
    { view: "scatter", lines: scatterLines(subject) },
    { view: "gather", lines: gatherLines(subject) },
    { view: "matrix", lines: matrixLines(subject) },
    { view: "unfold", lines: unfoldLines(subject) },
  ];
  return {
    kind: "views",
    of: writer.array(of),
    wrt: writer.array(wrt),
    loss: writer.array(loss),
    upstream: writer.array(upstream),
    operand: subject.byInput ? "input" : "kernel",
    transposed: subject.convolution.transposed,
    shape: wrt.shape,
    entries: entriesOf(wrt).map((entry) => writeEntry(subject, entry)),
    views: views.filter(({ lines }) => lines.length > 0),
  };
}

function writeEntry({ context, wrt, gradient }: ViewSubject, entry: number): ViewsResult["entries"][number] {
  const terms = termsOf(gradient, 0, entry);
  const value = valueText(context, terms);
  context.countEntry();
  return {
    wrt: context.writer.place(wrt, entry),
    expression: context.writer.sum(terms),
    ...(value !== undefined && { value }),
  };
}

/** An array over arrays that have names: every intermediate is written out. */
function writtenOut(workspace: Workspace, array: NumericArray): TermTable {
  return remember(workspace, `written out ${array.id}`, () =>
    rewriteAtoms(workspace, expandArray(workspace, array), (atom) => {
      const described = workspace.atoms.describe(atom);
      if (described.kind !== "entry" || described.apply !== undefined) return undefined;
      const isIntermediate = !described.array.named && described.array.definition.kind === "rows";
      return isIntermediate ? termsOf(writtenOut(workspace, described.array), described.entry, 0) : undefined;
    }),
  );
}

/** The convolutions of δ have the gradient's polynomials, entry by entry; anything else is a defect of ours. */
function demandEqual({ context, request, wrt }: ViewSubject): void {
  const { workspace } = context;
  const expected = writtenOut(workspace, arrayIn(workspace, request.gradient));
  for (const { role, array: id } of request.arrays) {
    if (role !== "gather" && role !== "scatter") continue;
    const array = arrayIn(workspace, id);
    const table = writtenOut(workspace, array);
    for (const entry of entriesOf(wrt))
      if (
        array.shape.join() !== wrt.shape.join() ||
        entryKey(workspace, table, entry) !== entryKey(workspace, expected, entry)
      )
        throw new Error(`the ${role} of ${wrt.name} is not its gradient at entry ${entry}`);
  }
}
