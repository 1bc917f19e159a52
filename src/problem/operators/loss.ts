/**
 * Losses, and the softmax that goes with them. Reductions as in the frameworks: "mean" over all entries,
 * "batch_mean" over the first axis, "sum" over nothing.
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import { tell } from "../../messages/message.ts";
import { addForms, entriesOf, type Form, multiplyForms, scaleForm, sumOverAxes } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";
import type { NumericArray } from "../problem.ts";
import { ONE, type ScalarFunction, sizeOfShape } from "../rows.ts";

const EXP: ScalarFunction = { name: "exp", primes: 0, parameters: [] };
const LOG: ScalarFunction = { name: "log", primes: 0, parameters: [] };
const INVERSE: ScalarFunction = { name: "power", primes: 0, parameters: [["exponent", new Fraction(-1)]] };

function divisorOf(call: Arguments, shape: readonly number[], fallback: string): number {
  const reduction = call.word("reduction") ?? fallback;
  if (reduction === "mean") return sizeOfShape(shape);
  if (reduction === "batch_mean") return shape[0] ?? 1;
  if (reduction === "sum") return 1;
  return call.fail(tell`\`reduction\` is "mean", "batch_mean" or "sum", not "${reduction}"`, "reduction");
}

function sumAll(form: Form): Form {
  return sumOverAxes(
    form,
    form.shape.map((_, axis) => axis),
  );
}

/** The two arrays of a loss, which must be alike. */
function readPair(call: Arguments, first: string): readonly [NumericArray, NumericArray] {
  const [left, right] = [call.array(first), call.array("t")];
  if (left.shape.join() !== right.shape.join())
    call.fail(
      tell`\`${call.operator}\` compares arrays of one shape: [${left.shape.join(",")}] and [${right.shape.join(",")}] are two`,
      "t",
    );
  return [left, right];
}

function call2(operator: "+" | "-", left: Expression, right: Expression): Expression {
  return { tag: "binary", operator, left, right };
}

/** Σ (p − t)², the difference being an intermediate of its own. */
function squaredError(call: Arguments): Form {
  const [p, t] = readPair(call, "p");
  const difference = addForms(entriesOf(p.id, p.shape), scaleForm(entriesOf(t.id, t.shape), ONE.neg()), p.shape);
  const source = call2("-", call.expression("p") as Expression, call.expression("t") as Expression);
  const d = call.intermediate(difference, source);
  const entries = entriesOf(d.id, d.shape);
  return sumAll(multiplyForms(entries, entries, d.shape));
}

/** exp(z) over its sum along an axis. The sum is an intermediate; so is the quotient where a loss needs it. */
function softmaxForm(call: Arguments, z: NumericArray, source: Expression, axis: number): Form {
  const exponentials = entriesOf(z.id, z.shape, EXP);
  const total = call.inner(sumOverAxes(exponentials, [axis]), {
    tag: "call",
    name: "sum",
    primes: 0,
    positional: [{ tag: "call", name: "exp", primes: 0, positional: [source], named: [] }],
    named: [{ name: "axis", value: { tag: "number", text: String(axis + 1) } }],
  });
  const [rows] = exponentials.rows;
  if (rows === undefined) throw new Error("a softmax has entries");
  const index = rows.output.filter((_, place) => place !== axis);
  const factors = [...rows.factors, { array: total.id, index, apply: INVERSE }];
  return { shape: z.shape, rows: [{ ...rows, factors }], recognised: true };
}

function readAxis(call: Arguments, rank: number): number {
  if (rank === 0) call.fail(tell`\`${call.operator}\` needs an array with axes`, "z");
  const [axis = rank - 1] = call.has("axis") ? call.axes("axis", rank) : [rank - 1];
  return axis;
}

/** −Σ t·log p. */
function crossEntropy(p: NumericArray, t: NumericArray): Form {
  return scaleForm(sumAll(multiplyForms(entriesOf(t.id, t.shape), entriesOf(p.id, p.shape, LOG), p.shape)), ONE.neg());
}

/** −Σ t·log softmax(z) = Σ t·(log Σ exp z − z). */
function softmaxCrossEntropy(call: Arguments): Form {
  const [z, t] = readPair(call, "z");
  const source = call.expression("z") as Expression;
  const axis = readAxis(call, z.shape.length);
  const quotient = softmaxForm(call, z, source, axis);
  call.intermediate(quotient, { tag: "call", name: "softmax", primes: 0, positional: [source], named: [] });
  const totals = quotient.rows[0]?.factors[1];
  if (totals === undefined) throw new Error("a softmax divides by its sum");
  const [pointwise] = entriesOf(t.id, t.shape).rows;
  if (pointwise === undefined) throw new Error("an array has entries");
  const logarithms: Form = {
    shape: t.shape,
    rows: [{ ...pointwise, factors: [...pointwise.factors, { ...totals, apply: LOG }] }],
  };
  const scores = multiplyForms(entriesOf(t.id, t.shape), entriesOf(z.id, z.shape), z.shape);
  return sumAll(addForms(logarithms, scaleForm(scores, ONE.neg()), z.shape));
}

function loss(name: string, first: string, fallback: string, build: (call: Arguments) => Form, scale = ONE): Operator {
  return {
    name,
    positional: [first, "t"],
    options: ["reduction"],
    build: (call) => scaleForm(build(call), scale.div(divisorOf(call, call.array(first).shape, fallback))),
  };
}

export const LOSSES: readonly Operator[] = [
  loss("mse", "p", "mean", squaredError),
  loss("half_sse", "p", "sum", squaredError, new Fraction(1, 2)),
  loss("cross_entropy", "p", "sum", (call) => crossEntropy(...readPair(call, "p"))),
  loss("softmax_cross_entropy", "z", "sum", softmaxCrossEntropy),
  {
    name: "softmax",
    positional: ["z"],
    options: ["axis"],
    build: (call) => {
      const z = call.array("z");
      return softmaxForm(call, z, call.expression("z") as Expression, readAxis(call, z.shape.length));
    },
  },
];
