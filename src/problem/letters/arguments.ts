/**
 * Reads the arguments of a call where sizes are letters: as `arguments.ts` does, with polynomials in place of integers.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { CallNode, Expression, Span } from "../../language/syntax.ts";
import { joined, type Message, NOTHING, tell, verbatim } from "../../messages/message.ts";
import { constant, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { bindArguments, type Signature, signatureOf } from "../arguments.ts";
import type { LetterArray } from "../letters.ts";
import type { LetterForm } from "./form.ts";
import { isShown, reduced, type SizeKnowledge } from "./knowledge.ts";
import { assumeHint, atLeastZero, isNotShown, shapeText, sizeText } from "./size-text.ts";
import { evaluateInteger, evaluateRatio, evaluateSize, type SizeScope } from "./size-values.ts";

/** A size, or a list of such trees: `s`, `(1, P)`, `((1, P), (0, 0))`. */
export type SizeTree = { readonly size: Polynomial } | { readonly items: readonly SizeTree[] };

export interface LetterArguments {
  readonly operator: string;
  readonly layout: "nchw" | "nhwc";
  readonly knowledge: SizeKnowledge;
  has(name: string): boolean;
  expression(name: string): Expression | undefined;
  array(name: string): LetterArray;
  form(name: string): LetterForm;
  /** A size for each of `count` axes, from one size or a list. */
  sizes(name: string, count: number, fallback: Polynomial): readonly Polynomial[];
  /** As `sizes`, each shown to be at least 1. */
  positive(name: string, count: number, fallback: Polynomial): readonly Polynomial[];
  tree(name: string): SizeTree | undefined;
  number(name: string, fallback: Fraction): Fraction;
  word(name: string): string | undefined;
  boolean(name: string, fallback: boolean): boolean;
  axes(name: string, rank: number): readonly number[];
  intermediate(form: LetterForm, source: Expression): LetterArray;
  /** Sizes and shapes as they stand in messages. */
  text(size: Polynomial): string;
  /** As a message shows it. */
  shape(sizes: readonly Polynomial[]): Message;
  /** Where the call stands. */
  readonly span: Span | undefined;
  fail(message: Message, name?: string): never;
}

/** An operator: its arguments, and the form that they make. */
export type Build = (call: LetterArguments) => LetterForm;

export interface LetterArgumentScope extends SizeScope {
  readonly layout: "nchw" | "nhwc";
  lowerForm(expression: Expression): LetterForm;
  lowerArray(expression: Expression): LetterArray;
  nameForm(form: LetterForm, source: Expression): LetterArray;
}

export function readLetterArguments(operator: Signature, call: CallNode, scope: LetterArgumentScope): LetterArguments {
  const { knowledge } = scope;
  const given = bindArguments(operator, call);
  const spanOf = (name?: string): Span | undefined =>
    (name === undefined ? undefined : given.get(name)?.span) ?? call.nameSpan ?? call.span;
  const fail = (message: Message, name?: string): never => {
    throw new Mistake("argument", message, spanOf(name));
  };
  const required = (name: string): Expression =>
    given.get(name) ?? fail(tell`\`${operator.name}\` needs its argument \`${name}\`: \`${signatureOf(operator)}\``);
  const treeOf = (expression: Expression): SizeTree =>
    expression.tag === "tuple" || expression.tag === "array"
      ? { items: expression.items.map(treeOf) }
      : { size: evaluateSize(scope, expression) };

  const args: LetterArguments = {
    operator: operator.name,
    layout: scope.layout,
    knowledge,
    span: spanOf(),
    has: (name) => given.has(name),
    expression: (name) => given.get(name),
    array: (name) => scope.lowerArray(required(name)),
    form: (name) => scope.lowerForm(required(name)),
    sizes: (name, count, fallback) => {
      const tree = args.tree(name) ?? { size: fallback };
      if ("size" in tree) return new Array<Polynomial>(count).fill(tree.size);
      const sizes = tree.items.flatMap((item) => ("size" in item ? [item.size] : []));
      if (tree.items.length === count && sizes.length === count) return sizes;
      const many = count === 1 ? NOTHING : tell` or ${count}, one for each spatial axis`;
      return fail(tell`\`${name}\` of \`${operator.name}\` is one size${many}`, name);
    },
    positive: (name, count, fallback) => {
      const sizes = args.sizes(name, count, fallback);
      for (const size of sizes) {
        const goal = subtract(size, ONE);
        if (isShown(goal, knowledge)) continue;
        fail(
          joined(
            tell`\`${name}\` of \`${operator.name}\` must be at least 1, and ${isNotShown(size, goal, knowledge)}`,
            assumeHint(goal, atLeastZero(goal, knowledge), knowledge),
          ),
          name,
        );
      }
      return sizes;
    },
    number: (name, fallback) => {
      if (!given.has(name)) return fallback;
      const { over, under } = evaluateRatio(scope, required(name));
      const [above, below] = [over, under].map((part) => numberOf(reduced(part, knowledge)));
      if (above !== undefined && below !== undefined) return new Fraction(above, below);
      return fail(tell`\`${name}\` of \`${operator.name}\` is a number, the same for all sizes`, name);
    },
    tree: (name) => (given.has(name) ? treeOf(required(name)) : undefined),
    word: (name) => {
      const expression = given.get(name);
      return expression?.tag === "text" ? expression.value : undefined;
    },
    boolean: (name, fallback) => {
      const expression = given.get(name);
      if (expression === undefined) return fallback;
      if (expression.tag === "name" && /^(true|false)$/i.test(expression.name)) return /^true$/i.test(expression.name);
      return fail(tell`\`${name}\` of \`${operator.name}\` is \`true\` or \`false\``, name);
    },
    axes: (name, rank) => {
      const expression = given.get(name);
      if (expression === undefined) return Array.from({ length: rank }, (_, axis) => axis);
      const items = expression.tag === "tuple" || expression.tag === "array" ? expression.items : [expression];
      const axes = items.map((item) => countedAxis(evaluateInteger(scope, item), rank, name, fail));
      if (new Set(axes).size < axes.length) fail(tell`\`${name}\` of \`${operator.name}\` names an axis twice`, name);
      return axes;
    },
    intermediate: (form, source) => scope.nameForm(form, source),
    text: (size) => sizeText(size, knowledge),
    shape: (sizes) => verbatim(shapeText(sizes, knowledge)),
    fail,
  };
  return args;
}

function countedAxis(
  axis: number,
  rank: number,
  name: string,
  fail: (message: Message, name?: string) => never,
): number {
  const counted = axis < 0 ? rank + axis : axis - 1;
  if (counted >= 0 && counted < rank) return counted;
  return fail(
    tell`there is no axis ${axis}: the array has ${rank} (they are counted from 1, and -1 is the last)`,
    name,
  );
}

/** (before, after) for each of `rank` axes: a size for all, sizes, or pairs; for one axis also just the pair. */
export function readSizePairs(
  call: LetterArguments,
  name: string,
  rank: number,
): readonly (readonly [Polynomial, Polynomial])[] {
  const tree = call.tree(name) ?? { size: constant(0) };
  if ("size" in tree) return Array.from({ length: rank }, () => [tree.size, tree.size] as const);
  const only = rank === 1 ? pairOf(tree) : undefined;
  if (only !== undefined) return [only];
  const pairs = tree.items.flatMap((item) => {
    const pair = "size" in item ? ([item.size, item.size] as const) : pairOf(item);
    return pair === undefined ? [] : [pair];
  });
  if (tree.items.length === rank && pairs.length === rank) return pairs;
  return call.fail(
    rank === 1
      ? tell`\`${name}\` of \`${call.operator}\` is one size, or a pair (before, after)`
      : tell`\`${name}\` of \`${call.operator}\` is one size, or for each of the ${rank} axes a size or a pair (before, after)`,
    name,
  );
}

function pairOf(tree: SizeTree): readonly [Polynomial, Polynomial] | undefined {
  if ("size" in tree || tree.items.length !== 2) return undefined;
  const [before, after] = tree.items;
  return before && after && "size" in before && "size" in after ? [before.size, after.size] : undefined;
}

/** An array as the worksheet has it: its name, or what it is computed from. */
export function writtenLetterName({ named, name, source }: LetterArray): string {
  return named || source === undefined ? name : printExpression(source);
}
