/**
 * Losses of arrays whose sizes are letters. Reductions are those of numbers: "mean", "batch_mean", "sum".
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import { tell } from "../../messages/message.ts";
import { multiply, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { scaleIn, sumAxesIn } from "../forms.ts";
import type { LetterArray } from "../letters.ts";
import { ONE as UNIT } from "../rows.ts";
import type { Build, LetterArguments } from "./arguments.ts";
import { addLetterForms, type LetterForm, letterEntries, multiplyLetterForms, scaleBySize } from "./form.ts";
import { isSame } from "./knowledge.ts";

/** The two arrays of a loss, which must be alike. */
function readPair(call: LetterArguments): readonly [LetterArray, LetterArray] {
  const [left, right] = [call.array("p"), call.array("t")];
  const alike =
    left.shape.length === right.shape.length &&
    left.shape.every((size, axis) => isSame(size, right.shape[axis] ?? ONE, call.knowledge));
  if (!alike)
    call.fail(
      tell`\`${call.operator}\` compares arrays of one shape: ${call.shape(left.shape)} and ${call.shape(right.shape)} are not shown to be one`,
      "t",
    );
  return [left, right];
}

function divisorOf(call: LetterArguments, shape: readonly Polynomial[], fallback: string): Polynomial {
  const reduction = call.word("reduction") ?? fallback;
  if (reduction === "mean") return multiply(...shape);
  if (reduction === "batch_mean") return shape[0] ?? ONE;
  if (reduction === "sum") return ONE;
  return call.fail(tell`\`reduction\` is "mean", "batch_mean" or "sum", not "${reduction}"`, "reduction");
}

function sumAll(form: LetterForm): LetterForm {
  return sumAxesIn(
    form,
    form.shape.map((_, axis) => axis),
  );
}

/** Σ (p − t)², the difference being an intermediate of its own. */
const squaredError =
  (fallback: string, scale: Fraction): Build =>
  (call) => {
    const [p, t] = readPair(call);
    const difference = addLetterForms(letterEntries(p), scaleIn(letterEntries(t), UNIT.neg()), p.shape);
    const [left, right] = [call.expression("p"), call.expression("t")] as [Expression, Expression];
    const d = letterEntries(call.intermediate(difference, { tag: "binary", operator: "-", left, right }));
    const total = scaleIn(sumAll(multiplyLetterForms(d, d, p.shape)), scale);
    return scaleBySize(total, ONE, divisorOf(call, p.shape, fallback));
  };

const crossEntropy: Build = (call) => {
  const [p, t] = readPair(call);
  const logarithms = letterEntries(p, { name: "log", primes: 0, parameters: [] });
  const total = scaleIn(sumAll(multiplyLetterForms(letterEntries(t), logarithms, p.shape)), UNIT.neg());
  return scaleBySize(total, ONE, divisorOf(call, p.shape, "sum"));
};

export const LOSSES: readonly (readonly [string, Build])[] = [
  ["mse", squaredError("mean", UNIT)],
  ["half_sse", squaredError("sum", new Fraction(1, 2))],
  ["cross_entropy", crossEntropy],
];
