/**
 * One program for each framework out of the calls for each convolution of a worksheet.
 * In: twins of one framework, as they are printed one by one. Out: Python that runs from its first line to its last,
 * once the arrays of the worksheet and the upstream gradients are there.
 * Always: a call that stands above with the same arguments is not made again, unless its result has been overwritten.
 */
import type { Twin } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { type Code, isNode, partsOf } from "../problem/code.ts";

/** Columns of a line, as calls are printed. */
const WIDTH = 84;

/** A comment says what each part computes. */
export function programOf(twins: readonly Twin[]): string {
  const known = new Map<string, string>();
  const parts = twins.map((twin) => {
    const statements = statementsOf(twin).map((statement) => filled(onlyOnce(statement, known)));
    return [`# ${commentOf(twin)}`, ...statements].join("\n");
  });
  const body = parts.join("\n\n");
  return `${importsOf(body).join("\n")}\n\n${body}`;
}

function statementsOf({ forward, inputGradient, kernelGradient, biasGradient }: Twin): readonly string[] {
  return [forward, inputGradient, kernelGradient, biasGradient].filter((part) => part !== undefined);
}

/** What the program uses, by the name that it uses. */
const IMPORTS: readonly (readonly [name: string, line: string])[] = [
  ["torch", "import torch"],
  ["F", "import torch.nn.functional as F"],
  ["tf", "import tensorflow as tf"],
  ["keras", "import keras"],
  ["jax", "import jax"],
  ["jnp", "import jax.numpy as jnp"],
  ["lax", "from jax import lax"],
];

function importsOf(program: string): readonly string[] {
  return IMPORTS.filter(([name]) => new RegExp(`(^|[^\\w.])${name}\\.`, "m").test(program)).map(([, line]) => line);
}

/** `u1 = pad(a, 1); z = conv2d(u1, k)`: operands without a name of their own come first. */
function commentOf(twin: Twin): string {
  const { of, convolution, notes } = twin;
  const { names, expression } = withNamedOperands(twin);
  const isSummand = notes.includes("summand");
  const whole = isSummand ? printExpression(expression) : `${of} = ${printExpression(expression)}`;
  if (convolution.tag !== "call") return whole;
  return [...names.map(([name, operand]) => `${name} = ${printExpression(operand)}`), whole].join("; ");
}

interface NamedOperands {
  readonly names: readonly (readonly [name: string, operand: Expression])[];
  readonly expression: Expression;
}

/** The calls name their operands in the order of the convolution: input, kernel. */
function withNamedOperands({ convolution, calls }: Twin): NamedOperands {
  if (convolution.tag !== "call") return { names: [], expression: convolution };
  const called = [...new Set(namesIn(calls.forward))];
  const names: [string, Expression][] = [];
  const positional = convolution.positional.map((operand, at): Expression => {
    const name = called[at];
    if (operand.tag === "name" || name === undefined) return operand;
    names.push([name, operand]);
    return { tag: "name", name };
  });
  return { names, expression: { ...convolution, positional } };
}

/** In the order in which they stand in a call; of a layer, the input before the weights. */
function namesIn(code: Code): readonly string[] {
  if (isNode(code) && code.tag === "name") return [code.name];
  const parts = isNode(code) && code.tag === "layer" ? [code.input, ...code.weights] : partsOf(code);
  return parts.flatMap(namesIn);
}

/** `t = grad_a` where `grad_a` was given by the same call. */
function onlyOnce(statement: string, known: Map<string, string>): string {
  const [, target = "", call = ""] = /^(\S+) = ([\s\S]*)$/.exec(statement) ?? [];
  const isCall = call.includes("(") && !/\n\S+ = /.test(call);
  const key = call.replace(/\s+/g, "").replace(/,([)\]])/g, "$1");
  const before = isCall ? known.get(key) : undefined;
  for (const name of assigned(statement)) forget(name, known);
  if (isCall && before !== target) known.set(key, before ?? target);
  return before === undefined || before === target ? statement : `${target} = ${before}`;
}

/** All names that a statement of one or more lines gives a value. */
function assigned(statement: string): readonly string[] {
  return [...statement.matchAll(/^\s*\(?([^\s(),=]+),?\)?(?:, \S+)? = /gm)].map(([, name = ""]) => name);
}

/** What was computed from a name, or is called by it, is something else once the name has a new value. */
function forget(name: string, known: Map<string, string>): void {
  for (const [call, target] of known) {
    const isUsed = call.split(/[^\p{L}\p{N}_]+/u).includes(name);
    if (target === name || isUsed) known.delete(call);
  }
}

/** Arguments that stand one on a line, as many on a line as there is room for. */
function filled(statement: string): string {
  return statement
    .split("\n")
    .reduce((lines: string[], line) => {
      const last = lines.at(-1);
      const isArgument = (text: string): boolean => /^ +[^\s)\]]/.test(text) && text.endsWith(",");
      const indentOf = (text: string): number => text.length - text.trimStart().length;
      const fits = last !== undefined && last.length + 1 + line.trimStart().length <= WIDTH;
      if (last !== undefined && fits && isArgument(last) && isArgument(line) && indentOf(last) === indentOf(line))
        lines[lines.length - 1] = `${last} ${line.trimStart()}`;
      else lines.push(line);
      return lines;
    }, [])
    .join("\n");
}
