/**
 * Sentences that belong to a result: what its functions' derivatives are, and what a gradient of a sum means.
 */
import Fraction from "fraction.js";
import { evaluateScalar, hasKink, slopeInValue } from "../algebra/calculus.ts";
import type { TermTable } from "../algebra/terms.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import type { ScalarFunction } from "../problem/rows.ts";
import type { Context } from "./context.ts";
import type { Remark } from "./derivation.ts";
import { chooseLetters } from "./formula.ts";
import { takenNames } from "./index-sum.ts";
import { binary, call, fraction, index, name, number, product, sum } from "./nodes.ts";

/** Remarks on the derivatives of functions that stand in the tables, each once. */
export function remarksOn(context: Context, tables: readonly TermTable[]): Remark[] {
  const seen = new Map<string, Remark[]>();
  const checked = new Set<number>();
  for (const table of tables)
    for (const atom of table.factors) {
      if (atom < 0 || checked.has(atom)) continue;
      checked.add(atom);
      const described = context.workspace.atoms.describe(atom);
      if (described.kind === "indicator") seen.set("tie", [{ rule: "tie", subjects: [] }]);
      if (described.kind === "indicator" || !described.apply?.primes || seen.has(described.apply.name)) continue;
      seen.set(described.apply.name, functionRemarks(context, described.apply, generalEntry(context, described.array)));
    }
  return [...seen.values()].flat();
}

/** z[i,j] with letters for its indices. */
function generalEntry({ writer }: Context, array: NumericArray): Expression {
  const letters = chooseLetters(array.shape, (axis) => "ijlmn"[axis] ?? "n", takenNames(writer));
  if (!array.named) writer.mentioned.add(array.id);
  return index(name(array.name), letters.map(name));
}

function functionRemarks(context: Context, apply: ScalarFunction, argument: Expression): Remark[] {
  const written = context.workspace.functions.bodyOf(apply.name, 1);
  if (written !== undefined) return [bodyRemark(apply.name, written.parameter, written.body)];
  const remarks: Remark[] = [];
  const slope = slopeInValue(apply.name);
  if (slope !== undefined) {
    const left = call(apply.name, [argument], [], 1);
    remarks.push({
      rule: "activation-derivative",
      subjects: [name(apply.name)],
      equation: { left, right: polynomial(slope, call(apply.name, [argument])) },
    });
  }
  if (hasKink(apply.name)) remarks.push(kinkRemark(apply));
  return remarks;
}

/** The derivative of a function that the worksheet defines, over its own parameter. */
function bodyRemark(of: string, parameter: string, body: Expression): Remark {
  const left = call(of, [name(parameter)], [], 1);
  return { rule: "activation-derivative", subjects: [name(of)], equation: { left, right: body } };
}

/** relu'(0) = 0: the slope on the left is taken. */
function kinkRemark(apply: ScalarFunction): Remark {
  const named = apply.parameters.map(([parameter, value]) => ({ name: parameter, value: fraction(value) }));
  const left = call(apply.name, [number(0)], named, 1);
  const slope = evaluateScalar({ ...apply, primes: 1 }, new Fraction(0));
  return { rule: "kink", subjects: [name(apply.name)], equation: { left, right: fraction(slope as Fraction) } };
}

/** σ(1−σ) for 0 + 1·σ − 1·σ², 1−tanh² for 1 + 0·tanh − 1·tanh². */
function polynomial(coefficients: readonly number[], value: Expression): Expression {
  if (coefficients[0] === 0 && coefficients.length > 1)
    return product([value, polynomial(coefficients.slice(1), value)]);
  const terms = coefficients.flatMap((coefficient, power) => {
    if (coefficient === 0) return [];
    const raised = power === 0 ? number(1) : power === 1 ? value : binary("^", value, number(power));
    const magnitude = product([number(Math.abs(coefficient)), raised]);
    return [coefficient < 0 ? ({ tag: "negate", operand: magnitude } as const) : magnitude];
  });
  return sum(terms);
}

/** The gradient of sum(y) is what frameworks return for a y that is no scalar. */
export function sumRemark(of: Expression, wrt: NumericArray): Remark[] {
  const [summed] = of.tag === "call" ? of.positional : [];
  if (of.tag !== "call" || of.name !== "sum" || of.named.length > 0 || summed === undefined) return [];
  return [{ rule: "sum-versus-jacobian", subjects: [summed, name(wrt.name)] }];
}
