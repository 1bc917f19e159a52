/**
 * Reads the arguments of a call: checks their names and number, and turns each into what the operator asks for.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { CallNode, Expression, Span } from "../language/syntax.ts";
import { type Message, NOTHING, tell, verbatim } from "../messages/message.ts";
import type { Form } from "./form.ts";
import { suggestAmong } from "./names.ts";
import type { Arguments, IntegerTree, Operator } from "./operator.ts";
import type { NumericArray } from "./problem.ts";

/** What reading an argument needs from the worksheet around it. */
export interface ArgumentScope {
  readonly layout: "nchw" | "nhwc";
  lowerForm(expression: Expression): Form;
  lowerArray(expression: Expression): NumericArray;
  nameForm(form: Form, source: Expression, isInner: boolean): NumericArray;
  nameNumbers(shape: readonly number[], values: readonly Fraction[]): NumericArray;
  evaluate(expression: Expression): Fraction;
}

/** How an operator is called. */
export type Signature = Pick<Operator, "name" | "positional" | "options">;

export function readArguments(operator: Operator, call: CallNode, scope: ArgumentScope): Arguments {
  const given = bindArguments(operator, call);
  const spanOf = (name?: string): Span | undefined =>
    (name === undefined ? undefined : given.get(name)?.span) ?? call.nameSpan ?? call.span;
  const fail = (message: Message, name?: string): never => {
    throw new Mistake("argument", message, spanOf(name));
  };
  const required = (name: string): Expression =>
    given.get(name) ?? fail(tell`\`${operator.name}\` needs its argument \`${name}\`: \`${signatureOf(operator)}\``);
  const integerOf = (expression: Expression, name: string): number => {
    const value = scope.evaluate(expression);
    if (value.d === 1n) return Number(value.valueOf());
    return fail(
      tell`\`${name}\` of \`${operator.name}\` must be an integer, and ${verbatim(value.toFraction())} is not`,
      name,
    );
  };
  const treeOf = (expression: Expression, name: string): IntegerTree =>
    expression.tag === "tuple" || expression.tag === "array"
      ? expression.items.map((item) => treeOf(item, name))
      : integerOf(expression, name);

  const args: Arguments = {
    operator: operator.name,
    source: call,
    layout: scope.layout,
    has: (name) => given.has(name),
    expression: (name) => given.get(name),
    array: (name) => scope.lowerArray(required(name)),
    form: (name) => scope.lowerForm(required(name)),
    integer: (name, fallback) => (given.has(name) ? integerOf(required(name), name) : fallback),
    integers: (name, count, fallback) => {
      const tree = args.tree(name) ?? fallback;
      if (typeof tree === "number") return new Array<number>(count).fill(tree);
      if (tree.length === count && tree.every((item) => typeof item === "number")) return [...tree] as number[];
      const many = count === 1 ? NOTHING : tell` or ${count}, one for each spatial axis`;
      const given = tree.length === count ? NOTHING : tell`; ${tree.length} items are written`;
      return fail(tell`\`${name}\` of \`${operator.name}\` is one integer${many}${given}`, name);
    },
    number: (name, fallback) => (given.has(name) ? scope.evaluate(required(name)) : fallback),
    tree: (name) => (given.has(name) ? treeOf(required(name), name) : undefined),
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
      const tree = args.tree(name);
      if (tree === undefined) return Array.from({ length: rank }, (_, axis) => axis);
      const axes = (typeof tree === "number" ? [tree] : tree) as number[];
      const counted = axes.map((axis) => {
        const counted = axis < 0 ? rank + axis : axis - 1;
        if (counted >= 0 && counted < rank) return counted;
        return fail(
          tell`there is no axis ${axis}: the array has ${rank} (they are counted from 1, and -1 is the last)`,
          name,
        );
      });
      if (new Set(counted).size < counted.length)
        fail(tell`\`${name}\` of \`${operator.name}\` names an axis twice`, name);
      return counted;
    },
    intermediate: (form, source) => scope.nameForm(form, source, false),
    inner: (form, source) => scope.nameForm(form, source, true),
    numbers: (shape, values) => scope.nameNumbers(shape, values),
    fail,
  };
  return args;
}

/** How a call of the operator is written, for messages. */
export function signatureOf(operator: Signature): string {
  const positional = operator.positional.map((name) => name.replace("?", ""));
  return `${operator.name}(${[...positional, ...operator.options.map((name) => `${name}=`)].join(", ")})`;
}

export function bindArguments(operator: Signature, call: CallNode): Map<string, Expression> {
  const names = operator.positional.map((name) => name.replace("?", ""));
  const given = new Map<string, Expression>();
  call.positional.forEach((expression, position) => {
    const name = names[position];
    if (name === undefined)
      throw new Mistake(
        "argument",
        tell`\`${operator.name}\` takes ${countOf(names.length)} without a name, and \`${printExpression(expression)}\` is one more: \`${signatureOf(operator)}\``,
        expression.span,
      );
    given.set(name, expression);
  });
  for (const { name, value, span } of call.named) {
    if (!names.includes(name) && !operator.options.includes(name))
      throw new Mistake(
        "argument",
        tell`\`${operator.name}\` has no argument \`${name}\`${suggestAmong(name, [...names, ...operator.options])}: \`${signatureOf(operator)}\``,
        span ?? value.span,
      );
    if (given.has(name)) throw new Mistake("argument", tell`\`${name}\` is given twice`, span ?? value.span);
    given.set(name, value);
  }
  for (const name of operator.positional)
    if (!name.endsWith("?") && !given.has(name))
      throw new Mistake(
        "argument",
        tell`\`${operator.name}\` needs its argument \`${name}\`: \`${signatureOf(operator)}\``,
        call.nameSpan ?? call.span,
      );
  return given;
}

function countOf(number: number): Message {
  return number === 1 ? tell`one argument` : tell`${number} arguments`;
}
