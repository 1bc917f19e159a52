/**
 * What all views of one gradient share: the arrays, the tables of their derivatives, and makers of arrays written out.
 */
import { adjoint, localDerivative } from "../algebra/adjoint.ts";
import { expandArray } from "../algebra/expand.ts";
import { type Term, termsOf } from "../algebra/substitute.ts";
import type { TermTable } from "../algebra/terms.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray, ViewsRequest } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { type Rows, sizeOfShape } from "../problem/rows.ts";
import type { Context } from "./context.ts";
import type { Formula, ViewLine, ViewRuleId } from "./derivation.ts";
import { derivative, fraction } from "./nodes.ts";

export interface ViewSubject {
  readonly context: Context;
  readonly request: ViewsRequest;
  readonly of: NumericArray;
  readonly wrt: NumericArray;
  readonly loss: NumericArray;
  readonly upstream: NumericArray;
  readonly convolution: ResolvedConvolution;
  /** The index rows of the convolution alone, without its bias. */
  readonly rows: Rows;
  readonly byInput: boolean;
  /** ∂of/∂wrt and ∂loss/∂wrt. */
  readonly slopes: TermTable;
  readonly gradient: TermTable;
}

export function createSubject(context: Context, request: ViewsRequest): ViewSubject {
  const { workspace } = context;
  const [of, wrt, loss, upstream] = [request.of, request.wrt, request.loss, request.upstream].map((id) =>
    arrayIn(workspace, id),
  ) as [NumericArray, NumericArray, NumericArray, NumericArray];
  const { convolution, definition } = of;
  const rows = definition.kind === "rows" ? definition.rows[0] : undefined;
  if (convolution === undefined || rows === undefined) throw new Error(`${of.name} is no convolution`);
  return {
    context,
    request,
    of,
    wrt,
    loss,
    upstream,
    convolution,
    rows,
    byInput: wrt.id === convolution.input,
    slopes: localDerivative(workspace, of, wrt),
    gradient: adjoint(workspace, loss, wrt),
  };
}

/** All entries of an array, by their row-major numbers. */
export function entriesOf(array: NumericArray): number[] {
  return Array.from({ length: sizeOfShape(array.shape) }, (_, entry) => entry);
}

/** An array written out: its entries, in row-major order, in nested brackets. */
export function literal(shape: readonly number[], cell: (entry: number) => Expression, from = 0): Expression {
  const [size, ...inner] = shape;
  if (size === undefined) return cell(from);
  const step = sizeOfShape(inner);
  const items = Array.from({ length: size }, (_, place) => literal(inner, cell, from + place * step));
  return { tag: "array", items };
}

/** An entry as a reader knows it: one that an unnamed intermediate only moves is written as what it is. */
export function writeEntry({ writer, workspace }: Context, array: NumericArray, entry: number): Expression {
  const { definition } = array;
  if (definition.kind === "numbers") return fraction(definition.values[entry] as never);
  if (array.named || definition.kind !== "rows") return writer.entry(array, entry);
  const terms = termsOf(expandArray(workspace, array), entry, 0);
  return terms.length > 1 ? writer.entry(array, entry) : writer.sum(terms);
}

/** ∂of[row]/∂wrt[column], written. */
export function writeSlope({ context, slopes }: ViewSubject, row: number, column: number): Expression {
  return context.writer.sum(termsOf(slopes, row, column));
}

export function writeGradient({ context, loss, wrt }: ViewSubject, entry: number): Expression {
  return derivative("grad", context.writer.array(loss), context.writer.entry(wrt, entry));
}

/** ∂loss/∂wrt as one array. */
export function wholeGradient({ context, loss, wrt }: ViewSubject): Expression {
  return derivative("grad", context.writer.array(loss), context.writer.array(wrt));
}

/** The terms of an output that do not depend on the variable: its bias. */
export function restOf({ context, of, wrt }: ViewSubject, entry: number): Term[] {
  const { workspace } = context;
  return termsOf(expandArray(workspace, of), entry, 0).filter((term) =>
    term.factors.every((atom) => {
      const described = workspace.atoms.describe(atom);
      return described.kind !== "entry" || described.array.id !== wrt.id;
    }),
  );
}

export function line(
  rule: ViewRuleId,
  left: Expression,
  right: Expression,
  letters: Formula["letters"] = [],
): ViewLine {
  return { rule, equation: { left, right, letters } };
}
