/**
 * Statements that only name something: functions, and how arrays and their entries are written. They are the same
 * whether sizes are numbers or letters.
 */
import { Mistake } from "../error.ts";
import type { CallNode, Span, Statement } from "../language/syntax.ts";
import { tell } from "../messages/message.ts";
import { demandFreeName } from "./free-names.ts";
import { checkBody, type UserFunction } from "./functions.ts";
import type { EntryTemplate } from "./problem.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

interface NamedArray {
  readonly id: number;
  readonly name: string;
  readonly shape: readonly unknown[];
}

/** What naming needs of the arrays around it. */
export interface NamingScope {
  readonly functions: Map<string, UserFunction>;
  isTaken(name: string): boolean;
  resolve(name: string, span?: Span): NamedArray;
  derivative(call: CallNode): NamedArray;
  restyle(id: number, style: { readonly latex: string } | { readonly template: EntryTemplate }): void;
}

/** `function swish(t) = …`, or `function f` for any. */
export function buildFunction(scope: NamingScope, { name, definition }: StatementOf<"function">): void {
  demandFreeName(name);
  if (scope.isTaken(name.name) || scope.functions.has(name.name))
    throw new Mistake("name-taken", tell`\`${name.name}\` exists already; choose another name`, name.span);
  if (definition === undefined) {
    scope.functions.set(name.name, { name: name.name });
    return;
  }
  const parameter = definition.parameter.name;
  checkBody(definition.body, parameter);
  scope.functions.set(name.name, { name: name.name, definition: { parameter, body: definition.body } });
}

/** The first LaTeX name is the one that is shown. */
export function buildName(scope: NamingScope, { target, latex }: StatementOf<"name">): void {
  const [shown] = latex;
  const base = target.tag === "index" ? target.array : target;
  const isGradient = base.tag === "call" && base.name === "grad";
  if (shown === undefined || (base.tag !== "name" && !isGradient))
    throw new Mistake(
      "request",
      tell`a name is given to an array, a loss or \`grad(L, z)\`, each perhaps with index letters`,
      base.span,
    );
  const array = base.tag === "name" ? scope.resolve(base.name, base.span) : scope.derivative(base as CallNode);
  if (target.tag !== "index") return scope.restyle(array.id, { latex: shown });
  const letters = target.indices.map((item) => {
    if (item.tag !== "name")
      throw new Mistake("index", tell`the indices of a name are letters: \`name w[i,j] as "w_{ij}"\``, item.span);
    return item.name;
  });
  if (letters.length > array.shape.length)
    throw new Mistake(
      "index",
      tell`\`${array.name}\` has ${array.shape.length} axes, and ${letters.length} letters are written`,
      target.span,
    );
  scope.restyle(array.id, { template: { letters, latex: shown } });
}
