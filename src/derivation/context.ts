/**
 * What the derivation of every request shares.
 */
import { adjoint } from "../algebra/adjoint.ts";
import { type Canonical, createCanonical } from "../algebra/canonical.ts";
import { createEvaluator, type Evaluator, formatValue } from "../algebra/evaluate.ts";
import type { Term } from "../algebra/substitute.ts";
import { createWorkspace, type Workspace } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { Problem } from "../problem/problem.ts";
import type { Detail, Step } from "./derivation.ts";
import { fraction } from "./nodes.ts";
import { createWriter, type Writer } from "./writer.ts";

export interface Context {
  readonly problem: Problem;
  readonly workspace: Workspace;
  readonly evaluator: Evaluator;
  readonly canonical: Canonical;
  readonly writer: Writer;
  readonly detail: Detail;
  /** Whether the entries of large results are left to be written part by part. */
  readonly inParts: boolean;
  /** Called for each entry that has been derived. */
  countEntry(): void;
}

export interface ContextSettings {
  readonly detail: Detail;
  readonly inParts: boolean;
  readonly countEntry: () => void;
}

export function createContext(problem: Problem, settings: ContextSettings): Context {
  const workspace = createWorkspace(problem, adjoint);
  return {
    problem,
    workspace,
    evaluator: createEvaluator(workspace),
    canonical: createCanonical(workspace),
    writer: createWriter(workspace),
    ...settings,
  };
}

/** The value of a sum of terms, where everything that it needs is given. */
export function valueText(context: Context, terms: readonly Term[]): string | undefined {
  const value = context.evaluator.sum(terms);
  return value === undefined ? undefined : formatValue(value);
}

/** The last steps of a chain: the given values put in, and the arithmetic done. */
export function numberSteps(context: Context, terms: readonly Term[], factor: boolean): Step[] {
  const value = context.evaluator.sum(terms);
  if (value === undefined || terms.every((term) => term.factors.length === 0)) return [];
  const result: Step = { rule: "value", expression: typeof value === "number" ? decimal(value) : fraction(value) };
  const isSingle = terms.length === 1 && terms[0]?.factors.length === 1 && terms[0].coefficient === 0;
  const isExact = terms.every((term) => term.factors.every((atom) => typeof context.evaluator.atom(atom) !== "number"));
  if (isSingle || !isExact) return [result];
  const written = context.writer.sum(terms, { factor, atom: (atom) => numeral(context, atom) });
  return [{ rule: "numbers", expression: written }, result];
}

function numeral(context: Context, atom: number): Expression {
  const value = context.evaluator.atom(atom);
  if (value === undefined) throw new Error("a value that was there is gone");
  return typeof value === "number" ? decimal(value) : fraction(value);
}

function decimal(value: number): Expression {
  const node: Expression = { tag: "number", text: String(Math.abs(value)) };
  return value < 0 ? { tag: "negate", operand: node } : node;
}
