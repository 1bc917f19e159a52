/** What the program derives for a setting, as the true sides of claims. */
import { derive } from "../../src/index.ts";
import type { Expression } from "../../src/language/syntax.ts";
import type { Atom, Left, Term } from "./claims.ts";
import { type Setting, worksheetOf } from "./settings.ts";
import type { World } from "./truth.ts";

export interface Truth {
  readonly left: Left;
  readonly terms: readonly Term[];
}

const ONE: Term = { factor: [1, 1], atoms: [] };

function product(left: readonly Term[], right: readonly Term[]): Term[] {
  return left.flatMap((a) =>
    right.map((b) => ({
      factor: [a.factor[0] * b.factor[0], a.factor[1] * b.factor[1]] as const,
      atoms: [...a.atoms, ...b.atoms],
    })),
  );
}

function negated(terms: readonly Term[]): Term[] {
  return terms.map((term) => ({ ...term, factor: [-term.factor[0], term.factor[1]] as const }));
}

function atomOf(expression: Expression, base: number): Atom {
  if (expression.tag !== "index" || expression.array.tag !== "name") throw new Error(`no entry: ${expression.tag}`);
  const place = expression.indices.map((index) => {
    if (index.tag !== "number") throw new Error("an index that is no number");
    return Number(index.text) - base;
  });
  return { name: expression.array.name, place };
}

/** The gradient by a layer, which the program gives a name, as what it is: upstream times the activation's derivative. */
function spelled(atom: Atom): Atom[] {
  const { name, place } = atom;
  if (!name.startsWith("delta_")) return [atom];
  return [
    { name: "delta", place },
    { name: name.slice("delta_".length), place, activation: "slope" },
  ];
}

/** A sum of products, multiplied out. */
function termsOf(expression: Expression, base: number): Term[] {
  if (expression.tag === "number") {
    const value = Number(expression.text);
    return value === 0 ? [] : [{ factor: [value, 1], atoms: [] }];
  }
  if (expression.tag === "negate") return negated(termsOf(expression.operand, base));
  if (expression.tag === "call") {
    const [argument] = expression.positional;
    if (expression.name !== "sigmoid" || argument === undefined) throw new Error(`a call of ${expression.name}`);
    const activation = expression.primes === 1 ? ("slope" as const) : ("value" as const);
    return [{ ...ONE, atoms: [{ ...atomOf(argument, base), activation }] }];
  }
  if (expression.tag !== "binary") return [{ ...ONE, atoms: spelled(atomOf(expression, base)) }];
  const [left, right] = [termsOf(expression.left, base), termsOf(expression.right, base)];
  if (expression.operator === "+") return [...left, ...right];
  if (expression.operator === "-") return [...left, ...negated(right)];
  if (expression.operator === "*") return product(left, right);
  throw new Error(`an operator that is none of a sum of products: ${expression.operator}`);
}

function nameOf(expression: Expression): string {
  if (expression.tag !== "name") throw new Error(`no name: ${expression.tag}`);
  return expression.name;
}

/** Every entry of every request of the setting's worksheet. */
export function truthsOf(setting: Setting, world: World): Truth[] {
  const place = (indices: readonly number[]) => indices.map((index) => index - setting.base);
  return derive(worksheetOf(setting, world), { detail: "results" }).results.flatMap((result): Truth[] => {
    if (!("entries" in result) || result.kind === "views") return [];
    return result.entries.map((entry): Truth => {
      const terms = termsOf(entry.expression, setting.base);
      const of = nameOf(result.of);
      if ("at" in entry) return { left: { of, ofPlace: place(entry.at) }, terms };
      const ofPlace = "of" in entry ? place(entry.of) : [];
      const wrt = "wrt" in result ? nameOf(result.wrt) : "";
      return { left: { of, ofPlace, wrt, wrtPlace: place(entry.wrt) }, terms };
    });
  });
}
