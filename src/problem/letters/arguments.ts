/**
 * The arguments of a call where sizes are letters: each as what the operator asks for, sizes as polynomials.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import type { CallNode, Expression } from "../../language/syntax.ts";
import { numberOf, type Polynomial, ZERO } from "../../sizes/polynomial.ts";
import { bindArguments, signatureOf } from "../arguments.ts";
import type { LetterArray } from "../letters.ts";
import { constantOf } from "../number.ts";
import type { Operator } from "../operator.ts";
import type { SizeKnowledge } from "./knowledge.ts";
import type { LetterForm, LetterScope } from "./scope.ts";

/** How expressions are read; handed in, since an operator's arguments contain calls of operators. */
export interface LetterReaders {
  form(expression: Expression): LetterForm;
  array(expression: Expression): LetterArray;
  size(expression: Expression): Polynomial;
}

export interface LetterArguments {
  readonly operator: string;
  readonly source: CallNode;
  readonly scope: LetterScope;
  readonly knowledge: SizeKnowledge;
  has(name: string): boolean;
  expression(name: string): Expression | undefined;
  array(name: string): LetterArray;
  form(name: string): LetterForm;
  size(name: string, fallback: Polynomial): Polynomial;
  /** A size for each of `count` axes, from one or a list. */
  sizes(name: string, count: number, fallback: Polynomial): Polynomial[];
  /** Before and after for each axis: one size for all, sizes, or pairs; for one axis also just the pair. */
  pairs(name: string, rank: number): (readonly [Polynomial, Polynomial])[];
  /** The sizes of a list as they stand. */
  list(name: string): Polynomial[];
  number(name: string, fallback: Fraction): Fraction;
  word(name: string): string | undefined;
  boolean(name: string, fallback: boolean): boolean;
  /** Axes counted from 0; all of them where nothing is written. */
  axes(name: string, rank: number): number[];
  fail(message: string, name?: string): never;
}

export function readLetterArguments(
  operator: Operator,
  call: CallNode,
  scope: LetterScope,
  readers: LetterReaders,
): LetterArguments {
  const given = bindArguments(operator, call);
  const fail = (message: string, name?: string): never => {
    const span = (name === undefined ? undefined : given.get(name)?.span) ?? call.nameSpan ?? call.span;
    throw new Mistake("argument", message, span);
  };
  const required = (name: string): Expression =>
    given.get(name) ?? fail(`\`${operator.name}\` needs its argument \`${name}\`: \`${signatureOf(operator)}\``);
  const itemsOf = (name: string): readonly Expression[] | undefined => {
    const expression = given.get(name);
    return expression?.tag === "tuple" || expression?.tag === "array" ? expression.items : undefined;
  };
  const pairOf = (expression: Expression, name: string): readonly [Polynomial, Polynomial] => {
    if (expression.tag !== "tuple" && expression.tag !== "array") {
      const both = readers.size(expression);
      return [both, both];
    }
    const [before, after, ...more] = expression.items;
    if (before === undefined || after === undefined || more.length > 0)
      return fail(`\`${name}\` of \`${operator.name}\` takes pairs (before, after)`, name);
    return [readers.size(before), readers.size(after)];
  };
  const args: LetterArguments = {
    operator: operator.name,
    source: call,
    scope,
    knowledge: scope.knowledge,
    has: (name) => given.has(name),
    expression: (name) => given.get(name),
    array: (name) => readers.array(required(name)),
    form: (name) => readers.form(required(name)),
    size: (name, fallback) => (given.has(name) ? readers.size(required(name)) : fallback),
    sizes: (name, count, fallback) => {
      const items = itemsOf(name);
      if (items === undefined) return new Array<Polynomial>(count).fill(args.size(name, fallback));
      if (items.length === count) return items.map((item) => readers.size(item));
      return fail(`\`${name}\` of \`${operator.name}\` is one size or ${count}; ${items.length} are written`, name);
    },
    pairs: (name, rank) => {
      const items = itemsOf(name);
      const isPair = rank === 1 && items?.length === 2 && items.every(({ tag }) => tag !== "tuple");
      if (isPair) return [pairOf(required(name), name)];
      if (items === undefined) {
        const both = args.size(name, ZERO);
        return Array.from({ length: rank }, () => [both, both] as const);
      }
      if (items.length === rank) return items.map((item) => pairOf(item, name));
      return fail(
        `\`${name}\` of \`${operator.name}\` is one size, or for each of the ${rank} axes a size or a pair (before, after); ` +
          `${items.length} items are written`,
        name,
      );
    },
    list: (name) => (itemsOf(name) ?? [required(name)]).map((item) => readers.size(item)),
    number: (name, fallback) => (given.has(name) ? constantOf(required(name)) : fallback),
    word: (name) => {
      const expression = given.get(name);
      return expression?.tag === "text" ? expression.value.toLowerCase() : undefined;
    },
    boolean: (name, fallback) => {
      const expression = given.get(name);
      if (expression === undefined) return fallback;
      if (expression.tag === "name" && /^(true|false)$/i.test(expression.name)) return /^true$/i.test(expression.name);
      return fail(`\`${name}\` of \`${operator.name}\` is \`true\` or \`false\``, name);
    },
    axes: (name, rank) => {
      if (!given.has(name)) return Array.from({ length: rank }, (_, axis) => axis);
      const axes = args.list(name).map((axis) => numberOf(axis) ?? 0);
      const counted = axes.map((axis) => (axis < 0 ? rank + axis : axis - 1));
      const wrong = counted.findIndex((axis) => axis < 0 || axis >= rank);
      if (wrong >= 0)
        fail(
          `there is no axis ${axes[wrong]}: the array has ${rank} (they are counted from 1, and -1 is the last)`,
          name,
        );
      if (new Set(counted).size < counted.length) fail(`\`${name}\` of \`${operator.name}\` names an axis twice`, name);
      return counted;
    },
    fail,
  };
  return args;
}
