/**
 * What a sign or a word between arrays means: what the worksheet declares, else each of what it is used for.
 */
import type { Expression, Span } from "../../../language/syntax.ts";
import type { ArrayValue, Value } from "../../meaning.ts";
import type { Note } from "../../report.ts";
import type { BinarySign } from "../../syntax.ts";
import { type Context, note } from "../context.ts";
import { isOctave, octaveProduct } from "../programs/octave.ts";
import { broadcast, chainProduct, matrixProduct, outerProduct, product, unequalShapes, zipValues } from "../values.ts";
import { type DeclaredOperator, keyOfSign } from "./declared.ts";
import { expressionOf, lowerValue } from "./lowering.ts";
import { attempt, convolve, fits, PADDED } from "./sliding.ts";

/** What one of several operands means, and what it is called in a note. */
interface Option {
  readonly name: string;
  readonly apply: (context: Context) => Value;
}

/** Two arrays with a sign between them; `wanted` is the shape that the other side of the claim asks for. */
export function combine(
  context: Context,
  sign: BinarySign,
  left: Value,
  right: Value,
  at: Span,
  wanted: readonly number[] | undefined,
  accent?: string,
): Value {
  if (left.tag === "scalar" || right.tag === "scalar")
    return zipValues(left, right, (a, b) => product([a, b]), at, sign);
  const declared =
    (accent !== undefined && context.operators.signs.get(keyOfSign({ sign, accent }))) ||
    context.operators.signs.get(sign);
  if (declared !== undefined && isReversible(context, declared, sign, accent)) {
    // What an accent changes is not said, and may be which operand comes first.
    const [input, kernel] = context.prefer([
      [left, right],
      [right, left],
    ] as const);
    return applyDeclared(context, declared, [input, kernel], at, wanted, sign);
  }
  if (declared !== undefined) return applyDeclared(context, declared, [left, right], at, wanted, sign, reachOf(accent));
  if (sign === "*" && isOctave(context)) return octaveProduct(context, left, right, at);
  if (sign === "odot" && isOctave(context)) return byEntries(sign, left, right, at);
  if (sign === "*" && context.isProgram) return broadcast(left, right, (a, b) => product([a, b]), at, sign);
  const reach = reachOf(accent);
  const options = optionsOf(sign, left, right, at, wanted, reach);
  const possible = options.flatMap(({ name, apply }) => {
    const notes: Note[] = [];
    const value = attempt(() => apply({ ...context, notes }));
    return value === undefined ? [] : [{ name, value, notes }];
  });
  // Beside signs that are declared ⋆ is the cross-correlation; else each meaning is as good.
  const isSaid = context.operators.signs.size > 0;
  const choose = <T extends { readonly name: string }>(options: readonly T[]): T => {
    const known = options.find(({ name }) => name === context.signs.get(sign));
    const taken = known ?? (sign === "star" && isSaid ? context.prefer(options) : context.choose(options));
    context.signs.set(sign, taken.name);
    return taken;
  };
  const fitting = possible.filter(({ value }) => wanted === undefined || fits(value, wanted));
  // Where nothing fits, the claim is about arrays of unequal shapes whatever the sign means.
  // Square matrices that stand side by side are multiplied; whoever means entry by entry should not be called wrong.
  const chosen = fitting.length === 0 ? possible[0] : isArithmetic(sign) ? context.prefer(fitting) : choose(fitting);
  if (chosen === undefined) return chained(context, sign, left, right, at);
  for (const made of chosen.notes) note(context, made);
  if (fitting.length === 0) return chosen.value;
  if (!isArithmetic(sign) || (chosen.name === "product" && sign !== "odot" && sign !== "ring"))
    note(context, { tag: "read-as", at, shown: { latex: chosen.name, text: chosen.name }, why: "operator" });
  return chosen.value;
}

/** `.*` and `./` of Octave, which spread an axis of size 1. */
export function byEntries(sign: BinarySign, left: Value, right: Value, at: Span): Value {
  if (sign !== "./") return broadcast(left, right, (a, b) => product([a, b]), at, sign);
  return broadcast(left, right, (over, under) => ({ tag: "quotient", over, under }), at, sign);
}

/** `\frac{\partial L}{\partial z} \frac{\partial z}{\partial W}`: a gradient before a Jacobian of more than two axes. */
function chained(context: Context, sign: BinarySign, left: ArrayValue, right: ArrayValue, at: Span): Value {
  const isJacobian =
    right.array !== undefined && context.open.scope.array(right.array).definition.kind === "derivative";
  const value = (isArithmetic(sign) || sign === "*") && isJacobian ? chainProduct(left, right) : undefined;
  if (value === undefined) throw unequalShapes(left, right, at, sign);
  // Of what stands side by side there is no sign to speak of.
  if (at.end > at.start) note(context, { tag: "read-as", at, shown: CHAIN, why: "operator" });
  return value;
}

const CHAIN = { latex: "\\text{chain rule}", text: "chain rule" };

/** `\tilde{\otimes}` where only `\otimes` is declared, as a convolution. */
function isReversible(
  { operators }: Context,
  { meaning }: DeclaredOperator,
  sign: BinarySign,
  accent: string | undefined,
): boolean {
  if (accent === undefined || reachOf(accent) !== undefined) return false;
  const isOwn = operators.signs.has(keyOfSign({ sign, accent }));
  return !isOwn && meaning.tag === "name" && /^conv/u.test(meaning.name);
}

/** `*_{full}`: how far an operator says that it reaches. */
function reachOf(accent: string | undefined): string | undefined {
  return accent !== undefined && ["full", "valid", "same", PADDED].includes(accent) ? accent : undefined;
}

/** Signs that don't mean a convolution of their own accord. */
function isArithmetic(sign: BinarySign): boolean {
  return ["juxtaposed", "dot", "times", "odot", "ring", "matmul"].includes(sign);
}

function optionsOf(
  sign: BinarySign,
  left: ArrayValue,
  right: ArrayValue,
  at: Span,
  wanted: readonly number[] | undefined,
  reach: string | undefined,
): Option[] {
  const entrywise: Option = {
    name: "product",
    apply: () => zipValues(left, right, (a, b) => product([a, b]), at, sign),
  };
  const matmul: Option = { name: "matmul", apply: () => matrixProduct(left, right, at) };
  const outer: Option = { name: "outer", apply: () => outerProduct(left, right) };
  const correlation: Option = {
    name: "correlation",
    apply: (trial) => convolve(trial, { flip: false, padding: reach }, left, right, at, wanted),
  };
  const convolution: Option = {
    name: "convolution",
    apply: (trial) => convolve(trial, { flip: true, padding: reach }, left, right, at, wanted),
  };
  // Some texts write the kernel first: it makes a difference where either array may slide over the other.
  const kernelFirst: Option = {
    name: "kernel-first",
    apply: (trial) => convolve(trial, { flip: false, padding: reach, isKernelFirst: true }, left, right, at, wanted),
  };
  switch (sign) {
    case "odot":
    case "ring":
      return [entrywise];
    case "matmul":
      return [matmul];
    case "juxtaposed":
    case "dot":
    case "times":
      return [matmul, entrywise];
    case "otimes":
      return [correlation, convolution, outer, kernelFirst];
    case "star":
    case "circledast":
      return [correlation, convolution, kernelFirst];
    default:
      return [correlation, convolution, entrywise, matmul, kernelFirst];
  }
}

/** A declared operator at its operands. */
export function applyDeclared(
  context: Context,
  { operands, meaning }: DeclaredOperator,
  values: readonly Value[],
  at: Span,
  wanted: readonly number[] | undefined,
  sign: string,
  reach?: string,
): Value {
  const [left, right] = values;
  if (meaning.tag === "name" && left?.tag === "array" && right?.tag === "array")
    switch (meaning.name) {
      case "conv2d":
      case "conv1d":
      case "conv3d":
        return convolve(context, { flip: false, padding: reach, isDeclared: true }, left, right, at, wanted);
      case "convolve":
        return convolve(context, { flip: true, padding: reach }, left, right, at, wanted);
      case "product":
        return zipValues(left, right, (a, b) => product([a, b]), at, sign);
      case "matmul":
        return matrixProduct(left, right, at);
      case "outer":
        return outerProduct(left, right);
    }
  const byName = new Map(operands.map((name, position) => [name, values[position]]));
  const call: Expression =
    meaning.tag === "name"
      ? {
          tag: "call",
          name: meaning.name,
          primes: 0,
          positional: operands.map((name) => ({ tag: "name", name })),
          named: [],
        }
      : meaning;
  return lowerValue(
    context,
    fill(call, (name) => {
      const value = byName.get(name);
      return value && expressionOf(context, value, at);
    }),
    at,
  );
}

/** The expression with its operands put in. */
function fill(expression: Expression, operand: (name: string) => Expression | undefined): Expression {
  const of = (part: Expression): Expression => fill(part, operand);
  switch (expression.tag) {
    case "name":
      return operand(expression.name) ?? expression;
    case "call":
      return {
        ...expression,
        positional: expression.positional.map(of),
        named: expression.named.map((argument) => ({ ...argument, value: of(argument.value) })),
      };
    case "binary":
      return { ...expression, left: of(expression.left), right: of(expression.right) };
    case "negate":
      return { ...expression, operand: of(expression.operand) };
    case "index":
      return { ...expression, array: of(expression.array), indices: expression.indices.map(of) };
    case "tuple":
    case "array":
      return { ...expression, items: expression.items.map(of) };
    default:
      return expression;
  }
}
