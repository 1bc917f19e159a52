/**
 * Writes atoms and terms as expressions of the worksheet language, in the worksheet's index base.
 */
import type Fraction from "fraction.js";
import { exponentOf } from "../algebra/calculus.ts";
import type { Term } from "../algebra/substitute.ts";
import { arrayIn, type Workspace } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray, Subject } from "../problem/problem.ts";
import { type ScalarFunction, unflatten } from "../problem/rows.ts";
import { binary, call, fraction, index, indicator, name, negate, number, product, sum } from "./nodes.ts";

export interface Writer {
  readonly workspace: Workspace;
  /** Unnamed arrays that were written by the names made for them. */
  readonly mentioned: Set<number>;
  entry(array: NumericArray, entry: number): Expression;
  /** The array as the worksheet knows it: its name, or the expression that it stands for. */
  array(array: NumericArray): Expression;
  /** What a request speaks of: an array, or one entry of it. */
  subject(subject: Subject): Expression;
  /** The index of an entry, in the worksheet's base. */
  place(array: NumericArray, entry: number): number[];
  atom(atom: number): Expression;
  term(term: Term): Expression;
  /** A sum of products; `factor` draws common functions out. */
  sum(terms: readonly Term[], options?: WriteOptions): Expression;
}

export interface WriteOptions {
  readonly factor?: boolean;
  /** Writes an atom in another way, such as by its value. */
  readonly atom?: (atom: number) => Expression;
}

export function createWriter(workspace: Workspace): Writer {
  const { indexBase } = workspace.problem;
  const digits = new Map<number, Expression>();
  const numbered = (value: number): Expression => {
    const node = digits.get(value) ?? number(value);
    digits.set(value, node);
    return node;
  };
  const writer: Writer = {
    workspace,
    mentioned: new Set(),
    array: (array) => (array.named || array.source === undefined ? name(array.name) : array.source),
    subject: ({ array: id, entry }) => {
      const array = arrayIn(workspace, id);
      const written = writer.array(array);
      return entry === undefined ? written : index(written, writer.place(array, entry).map(numbered));
    },
    place: (array, entry) => unflatten(entry, array.shape).map((axis) => axis + indexBase),
    entry: (array, entry) => {
      if (!array.named) writer.mentioned.add(array.id);
      return index(name(array.name), writer.place(array, entry).map(numbered));
    },
    atom: (atom) => {
      const described = workspace.atoms.describe(atom);
      if (described.kind === "indicator")
        return indicator(described.relation, writer.atom(described.left), writer.atom(described.right));
      const entry = writer.entry(described.array, described.entry);
      return described.apply === undefined ? entry : applied(described.apply, entry);
    },
    term: (term) => writeTerm(writer, term, writer.atom),
    sum: (terms, { factor = false, atom = writer.atom } = {}) => {
      const common = factor ? commonFunctions(workspace, terms) : [];
      const ordered = positiveFirst(workspace, terms);
      if (common.length === 0) return sum(ordered.map((term) => writeTerm(writer, term, atom)));
      const inner = ordered.map((term) => ({ ...term, factors: withoutAll(term.factors, common) }));
      return sum([product([sum(inner.map((term) => writeTerm(writer, term, atom))), ...common.map(atom)])]);
    },
  };
  return writer;
}

/** A positive term to begin with, where there is one. */
function positiveFirst(workspace: Workspace, terms: readonly Term[]): readonly Term[] {
  const first = terms.findIndex((term) => workspace.coefficients.value(term.coefficient).s > 0n);
  return first < 1 ? terms : [terms[first] as Term, ...terms.slice(0, first), ...terms.slice(first + 1)];
}

function applied(apply: ScalarFunction, argument: Expression): Expression {
  if (apply.name === "power") return powerOf(argument, exponentOf(apply));
  const named = apply.parameters.map(([parameter, value]) => ({ name: parameter, value: fraction(value) }));
  return call(apply.name, [argument], named, apply.primes);
}

function powerOf(base: Expression, exponent: Fraction): Expression {
  if (exponent.equals(1)) return base;
  if (exponent.equals(0.5)) return call("sqrt", [base]);
  return binary("^", base, fraction(exponent));
}

/** A quotient where factors have negative powers, else a product; equal factors are a power. */
function writeTerm(writer: Writer, term: Term, atom: (atom: number) => Expression): Expression {
  const coefficient = writer.workspace.coefficients.value(term.coefficient);
  const above: Expression[] = [];
  const below: Expression[] = [];
  for (const [factor, count] of countEqual(term.factors)) {
    const inverse = inverseOf(writer.workspace, factor);
    if (inverse === undefined) above.push(count === 1 ? atom(factor) : binary("^", atom(factor), number(count)));
    else if (atom === writer.atom) below.push(powerOf(writer.atom(inverse.base), inverse.exponent.mul(count)));
    else above.push(binary("^", atom(factor), number(count)));
  }
  const magnitude = coefficient.abs();
  if (atom !== writer.atom)
    return signed(coefficient, plainProduct(magnitude.equals(1) ? above : [fraction(magnitude), ...above]));
  const numerator =
    below.length > 0 ? product([number(magnitude.n), ...above]) : product([fraction(magnitude), ...above]);
  if (below.length > 0 && magnitude.d !== 1n) below.unshift(number(magnitude.d));
  const written = below.length === 0 ? numerator : binary("/", numerator, product(below));
  return signed(coefficient, written);
}

function signed(coefficient: Fraction, written: Expression): Expression {
  return coefficient.s < 0n ? negate(written) : written;
}

/** A product of numbers with every factor written, a 1 too. */
function plainProduct(factors: readonly Expression[]): Expression {
  return factors.length === 0 ? number(1) : factors.reduce((left, right) => binary("*", left, right));
}

/** The entry and positive exponent of a factor x^(−n). */
function inverseOf(workspace: Workspace, atom: number): { base: number; exponent: Fraction } | undefined {
  const described = workspace.atoms.describe(atom);
  if (described.kind !== "entry" || described.apply?.name !== "power") return undefined;
  const exponent = exponentOf(described.apply);
  if (exponent.s > 0n) return undefined;
  return { base: workspace.atoms.baseOf(described.array) + described.entry, exponent: exponent.neg() };
}

function countEqual(factors: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const factor of factors) counts.set(factor, (counts.get(factor) ?? 0) + 1);
  return counts;
}

/** Functions, such as σ'(z), that are a factor of every one of several terms. */
function commonFunctions(workspace: Workspace, terms: readonly Term[]): number[] {
  const [first, ...rest] = terms;
  if (first === undefined || rest.length === 0) return [];
  return [...new Set(first.factors)].filter((atom) => {
    const described = workspace.atoms.describe(atom);
    const isFunction = described.kind === "indicator" || described.apply !== undefined;
    return isFunction && rest.every((term) => term.factors.includes(atom));
  });
}

function withoutAll(factors: readonly number[], common: readonly number[]): number[] {
  const kept = [...factors];
  for (const atom of common) kept.splice(kept.indexOf(atom), 1);
  return kept;
}
