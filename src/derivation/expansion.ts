/**
 * `expand`: every entry as its defining sum, written out as a sum of products.
 */
import { definitionParts } from "../algebra/parts.ts";
import { type Term, termsOf } from "../algebra/substitute.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray, Subject } from "../problem/problem.ts";
import { type Context, numberSteps, valueText } from "./context.ts";
import type { ExpansionResult, Step } from "./derivation.ts";
import { formulaAt } from "./formula.ts";
import { chooseEntries } from "./large.ts";
import { holdsIndexSum } from "./nodes.ts";
import { remarksOn } from "./remarks.ts";

export function deriveExpansion(context: Context, of: Subject): ExpansionResult {
  const array = arrayIn(context.workspace, of.array);
  const parts = definitionParts(context.workspace, array);
  const { entries, large, tableOf, ...chosen } = chooseEntries(context, parts, of.entry, [...array.shape.keys()]);
  const stepwise = chosen.stepwise([], () => 0);
  const written = entries.map((entry, position) => {
    const terms = termsOf(tableOf(entry), entry, 0);
    const expression = context.writer.sum(terms);
    const value = valueText(context, terms);
    context.countEntry();
    return {
      at: context.writer.place(array, entry),
      expression,
      ...(value !== undefined && { value }),
      ...(stepwise.has(position) && { steps: expansionSteps(context, array, entry, terms, expression) }),
    };
  });
  return {
    kind: "expansion",
    of: context.writer.subject(of),
    shape: array.shape,
    entries: written,
    ...(large && { large: { of: array.id } }),
    remarks: remarksOn(context, [tableOf(entries[0] ?? 0)]),
  };
}

function expansionSteps(
  context: Context,
  array: NumericArray,
  entry: number,
  terms: readonly Term[],
  expression: Expression,
): Step[] {
  const steps: Step[] = [];
  const definition = definingSum(context, array, entry);
  if (definition !== undefined) steps.push({ rule: "definition", expression: definition });
  steps.push({ rule: "expansion", expression });
  return [...steps, ...numberSteps(context, terms, false)];
}

/** The index sum that defines an entry; one that is defined by no sum over an index is written out at once. */
export function definingSum(context: Context, array: NumericArray, entry: number): Expression | undefined {
  if (array.definition.kind !== "rows") return undefined;
  const formula = formulaAt(context.writer, array, array.definition.rows, entry);
  return holdsIndexSum(formula) ? formula : undefined;
}
