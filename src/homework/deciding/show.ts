/**
 * Polynomials as people read them: worksheet text, and LaTeX in the worksheet's names.
 */
import type Fraction from "fraction.js";
import { notationOf } from "../../derivation/notation.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression } from "../../language/syntax.ts";
import { unflatten } from "../../problem/rows.ts";
import type { Scope } from "../../problem/scope.ts";
import { latexOfExpression } from "../../render/latex.ts";
import { type NotationTable, tableOf } from "../../render/symbols.ts";
import type { Shown } from "../report.ts";
import type { AtomTable, Polynomial, Term } from "./polynomial.ts";

export interface Show {
  expression(polynomial: Polynomial): Expression;
  shown(polynomial: Polynomial): Shown;
  matrix(rows: readonly (readonly Polynomial[])[]): Shown;
  entry(array: number, entry: number): Expression;
  text(expression: Expression): Shown;
}

export function createShow(scope: Scope, atoms: AtomTable): Show {
  let known: { readonly arrays: number; readonly table: NotationTable } | undefined;
  /** Made again where arrays have come: a claim may add some. */
  const notation = (): NotationTable => {
    if (known?.arrays !== scope.arrays.length) known = { arrays: scope.arrays.length, table: tableOfNames() };
    return known.table;
  };
  const tableOfNames = (): NotationTable =>
    tableOf({
      style: scope.style,
      notation: Object.fromEntries(
        scope.arrays.map((array) => [array.name, notationOf(array, array.shape, scope.style)]),
      ),
    });
  const entry = (id: number, flat: number): Expression => {
    const array = scope.array(id);
    const base: Expression =
      array.named || array.source === undefined ? { tag: "name", name: array.name } : { tag: "name", name: array.name };
    if (array.shape.length === 0) return base;
    const indices = [...unflatten(flat, array.shape)].map((place) => number(place + scope.indexBase));
    return { tag: "index", array: base, indices };
  };
  const atomExpression = (atom: number): Expression => {
    const described = atoms.describe(atom);
    switch (described.kind) {
      case "entry":
        return entry(described.array, described.entry);
      case "indicator":
        return {
          tag: "indicator",
          relation: described.relation,
          left: expression(described.argument),
          right: number(0),
        };
      case "function": {
        const { apply, argument } = described;
        const inner = expression(argument);
        if (apply.name === "inverse") return { tag: "binary", operator: "/", left: number(1), right: inner };
        if (apply.name === "power")
          return {
            tag: "binary",
            operator: "^",
            left: inner,
            right: fraction((apply.parameters[0] as readonly [string, Fraction])[1]),
          };
        const named = apply.parameters.map(([name, value]) => ({ name, value: fraction(value) }));
        return { tag: "call", name: apply.name, primes: apply.primes, positional: [inner], named };
      }
    }
  };
  const termExpression = ({ coefficient, factors }: Term): Expression => {
    const parts = factors.map(atomExpression);
    const size = coefficient.abs();
    const [first, ...rest] = size.equals(1) && parts.length > 0 ? parts : [fraction(size), ...parts];
    return rest.reduce<Expression>(
      (left, right) => ({ tag: "binary", operator: "*", left, right }),
      first as Expression,
    );
  };
  const expression = (polynomial: Polynomial): Expression => {
    const [first, ...rest] = [...polynomial.values()];
    if (first === undefined) return number(0);
    const head = termExpression(first);
    return rest.reduce<Expression>(
      (left, term) => ({
        tag: "binary",
        operator: term.coefficient.s < 0n ? "-" : "+",
        left,
        right: termExpression(term),
      }),
      first.coefficient.s < 0n ? { tag: "negate", operand: head } : head,
    );
  };
  const text = (made: Expression): Shown => ({
    latex: latexOfExpression(made, notation()),
    text: printExpression(made),
  });
  return {
    expression,
    entry,
    text,
    shown: (polynomial) => text(expression(polynomial)),
    matrix: (rows) => text({ tag: "array", items: rows.map((row) => ({ tag: "array", items: row.map(expression) })) }),
  };
}

function number(value: number): Expression {
  return value < 0
    ? { tag: "negate", operand: { tag: "number", text: String(-value) } }
    : { tag: "number", text: String(value) };
}

function fraction(value: Fraction): Expression {
  const over: Expression = { tag: "number", text: String(value.n) };
  const size: Expression =
    value.d === 1n
      ? over
      : { tag: "binary", operator: "/", left: over, right: { tag: "number", text: String(value.d) } };
  return value.s < 0n ? { tag: "negate", operand: size } : size;
}
