/**
 * `views y wrt a`: what the request needs. `y` is a convolution with a loss of its own, `a` its input or its kernel,
 * and the convolutions that equal the gradient become unnamed arrays, so that they are expanded like any other.
 */
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { Expression, Span, Statement } from "../language/syntax.ts";
import { alternatives, NOTHING, tell, verbatim } from "../messages/message.ts";
import { lowerArray } from "./lower.ts";
import { type NumericArray, operandsOf, type Request } from "./problem.ts";
import type { Scope } from "./scope.ts";
import { type ViewOperands, writeViewOperators } from "./view-operators.ts";

type ViewsStatement = Statement & { readonly tag: "views" };

export function buildViews(scope: Scope, { of: ofSource, wrt: wrtSource, span }: ViewsStatement): Request {
  const of = demandConvolution(scope, ofSource);
  const wrt = demandOperand(scope, of, wrtSource);
  const loss = scope.arrays.find(({ definition }) => definition.kind === "loss" && definition.of === of.id);
  if (loss?.definition.kind !== "loss")
    throw new Mistake(
      "request",
      tell`\`${of.name}\` has no loss of its own, and its views are written with δ = ∂L/∂${verbatim(of.name)}; add \`loss L(${of.name})\` before`,
      ofSource.span,
    );
  const upstream = scope.array(loss.definition.upstream);
  const { input, kernel } = of.convolution;
  const operands: ViewOperands = {
    layout: scope.layout,
    indexBase: scope.indexBase,
    convolution: of.convolution,
    input: { expression: writtenAs(scope.array(input)), shape: scope.array(input).shape },
    kernel: { expression: writtenAs(scope.array(kernel)), shape: scope.array(kernel).shape },
    delta: { expression: writtenAs(upstream), shape: of.shape },
  };
  const arrays = writeViewOperators(operands, wrt.id === input).map(({ role, expression }) => ({
    role,
    expression,
    array: lowerArray(scope, placedAt(expression, span)).id,
  }));
  const gradient = scope.derivative({
    tag: "call",
    name: "grad",
    primes: 0,
    positional: [writtenAs(loss), writtenAs(wrt)],
    named: [],
  });
  const ids = { of: of.id, wrt: wrt.id, loss: loss.id, upstream: upstream.id, gradient: gradient.id };
  return { kind: "views", ...ids, arrays, span };
}

/** What is wrong with an expression that was made here is reported at the request. */
function placedAt(expression: Expression, span: Span): Expression {
  return { ...expression, span };
}

function writtenAs(array: NumericArray): Expression {
  return array.named || array.source === undefined ? { tag: "name", name: array.name } : array.source;
}

type Convolved = NumericArray & Required<Pick<NumericArray, "convolution">>;

function demandConvolution(scope: Scope, source: Expression): Convolved {
  const array = source.tag === "name" ? scope.resolve(source.name, source.span) : undefined;
  if (array === undefined)
    throw new Mistake(
      "request",
      tell`\`views\` is about a convolution that has a name; define one first: \`y = ${printExpression(source)}\``,
      source.span,
    );
  if (array.convolution === undefined)
    throw new Mistake(
      "request",
      tell`\`${array.name}\` is no convolution; \`views\` shows the gradients of \`conv2d\`, \`conv_transpose2d\` and their kin`,
      source.span,
    );
  return { ...array, convolution: array.convolution };
}

function demandOperand(scope: Scope, of: Convolved, source: Expression): NumericArray {
  const { input, kernel } = of.convolution;
  const wrt = source.tag === "name" ? scope.resolve(source.name, source.span) : undefined;
  const names = [input, kernel].map((id) => scope.array(id)).filter((array) => array.named);
  if (wrt === undefined || (wrt.id !== input && wrt.id !== kernel))
    throw new Mistake(
      "request",
      tell`\`${printExpression(source)}\` is neither the input nor the kernel of \`${of.name}\`${names.length > 0 ? tell`; legal is ${alternatives(names.map(({ name }) => verbatim(`\`${name}\``)))}` : NOTHING}`,
      source.span,
    );
  const others = operandsOf(of).filter((id) => id !== wrt.id);
  if (input === kernel || others.some((id) => dependsOn(scope, id, wrt.id)))
    throw new Mistake(
      "request",
      tell`\`${of.name}\` depends on \`${wrt.name}\` in more than one way, and the views show one`,
      source.span,
    );
  return wrt;
}

function dependsOn(scope: Scope, id: number, wanted: number): boolean {
  return id === wanted || operandsOf(scope.array(id)).some((operand) => dependsOn(scope, operand, wanted));
}
