/**
 * Dual numbers v + s·ε over an arithmetic: the slope of a value in one direction, by no rule but ε² = 0.
 */
import Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import type { BinaryNode, Expression, Relation } from "../language/syntax.ts";
import { tell, verbatim } from "../messages/message.ts";
import type { UserFunction } from "../problem/functions.ts";
import { constantOf, readDecimal } from "../problem/number.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { holds } from "./letters.ts";

export interface Dual<T> {
  readonly value: T;
  readonly slope: T;
}

export interface DualArithmetic<T> {
  readonly base: Arithmetic<T>;
  constant(value: Fraction): Dual<T>;
  add(left: Dual<T>, right: Dual<T>): Dual<T>;
  multiply(left: Dual<T>, right: Dual<T>): Dual<T>;
  negate(value: Dual<T>): Dual<T>;
  power(base: Dual<T>, exponent: Fraction): Dual<T>;
  apply(name: string, primes: number, parameters: readonly Fraction[], x: Dual<T>): Dual<T>;
  /** 1 where the relation holds, else 0; where there is no order, a random number for each difference of the sides. */
  indicator(relation: Relation, left: Dual<T>, right: Dual<T>): Dual<T>;
}

const HALF = new Fraction(1, 2);
const LARGEST_EXPONENT = 1000n;

export function createDualArithmetic<T>(
  base: Arithmetic<T>,
  functions: ReadonlyMap<string, UserFunction>,
): DualArithmetic<T> {
  const minusOne = base.constant(new Fraction(-1));
  const constant = (value: Fraction): Dual<T> => ({ value: base.constant(value), slope: base.zero });
  const one = constant(new Fraction(1));
  // A rate of 0 times a value that is not given is 0: exactly, where the rate is 0 exactly and not by rounding.
  const timesRate = (value: T, rate: T): T => (base.isZero(rate) ? rate : base.multiply(value, rate));
  const multiply = (left: Dual<T>, right: Dual<T>): Dual<T> => ({
    value: base.multiply(left.value, right.value),
    slope: base.add(timesRate(left.value, right.slope), timesRate(right.value, left.slope)),
  });
  // (v + sε)(w + tε) = 1 gives w = 1/v and t = −s·w².
  const inverse = (x: Dual<T>): Dual<T> => {
    const w = base.inverse(x.value);
    return { value: w, slope: timesRate(base.multiply(minusOne, base.multiply(w, w)), x.slope) };
  };
  // rᵈ = x gives d·rᵈ⁻¹·r' = x'.
  const root = (x: Dual<T>, degree: number): Dual<T> => {
    const r = base.apply(degree === 2 ? "sqrt" : `root${degree}`, 0, [], x.value);
    const inner = integerPower({ value: r, slope: base.zero }, degree - 1).value;
    const rate = base.multiply(base.constant(new Fraction(degree)), inner);
    return { value: r, slope: timesRate(base.inverse(rate), x.slope) };
  };
  const integerPower = (x: Dual<T>, exponent: number): Dual<T> =>
    Array.from({ length: exponent }).reduce<Dual<T>>((product) => multiply(product, x), one);
  const scale = (x: Dual<T>, value: T, slope: T): Dual<T> => ({ value, slope: timesRate(slope, x.slope) });
  const dual: DualArithmetic<T> = {
    base,
    constant,
    add: (left, right) => ({ value: base.add(left.value, right.value), slope: base.add(left.slope, right.slope) }),
    multiply,
    negate: (x) => ({ value: base.multiply(minusOne, x.value), slope: base.multiply(minusOne, x.slope) }),
    power: (x, exponent) => {
      if (exponent.n > LARGEST_EXPONENT || exponent.d > LARGEST_EXPONENT)
        throw new Mistake("limit", tell`verify does not raise to the power ${verbatim(exponent.toFraction())}`);
      const raised = integerPower(exponent.d === 1n ? x : root(x, Number(exponent.d)), Number(exponent.n));
      return exponent.s < 0n ? inverse(raised) : raised;
    },
    apply: (name, primes, parameters, x) => {
      const definition = functions.get(name)?.definition;
      if (definition !== undefined) return applyBody(dual, definition, primes, x);
      if (name === "sqrt") return dual.power(x, HALF);
      if ((name === "relu" || name === "leaky_relu") && base.sign !== undefined && base.isKnown(x.value)) {
        const slope = base.sign(x.value) > 0 ? base.one : base.constant(parameters[0] ?? new Fraction(0));
        return primes > 0 ? { value: slope, slope: base.zero } : scale(x, base.multiply(slope, x.value), slope);
      }
      const value = base.isKnown(x.value) ? base.apply(name, primes, parameters, x.value) : x.value;
      if (name === "exp") return scale(x, value, value);
      if (name === "log") return scale(x, value, base.inverse(x.value));
      return scale(x, value, base.isZero(x.slope) ? base.zero : base.apply(name, primes + 1, parameters, x.value));
    },
    indicator: (relation, left, right) => {
      const unknown = [left, right].find(({ value }) => !base.isKnown(value));
      if (unknown !== undefined) return { value: unknown.value, slope: base.zero };
      const difference = base.add(left.value, base.multiply(minusOne, right.value));
      if (relation === "==") return constant(new Fraction(base.isZero(difference) ? 1 : 0));
      if (base.sign === undefined) return { value: base.apply(`[${relation}]`, 0, [], difference), slope: base.zero };
      return constant(new Fraction(holds(relation, base.sign(difference)) ? 1 : 0));
    },
  };
  return dual;
}

/** A function of the worksheet by its body; its derivative is the slope of the body where x moves at rate 1. */
function applyBody<T>(dual: DualArithmetic<T>, { parameter, body }: Body, primes: number, x: Dual<T>): Dual<T> {
  const { base } = dual;
  if (primes === 0) return evaluateBody(dual, body, parameter, x);
  if (primes > 1) throw new Mistake("unsupported", tell`verify knows first derivatives alone`);
  const moved = evaluateBody(dual, body, parameter, { value: x.value, slope: base.one });
  return { value: moved.slope, slope: base.zero };
}

type Body = NonNullable<UserFunction["definition"]>;

function evaluateBody<T>(dual: DualArithmetic<T>, body: Expression, parameter: string, x: Dual<T>): Dual<T> {
  const evaluate = (part: Expression): Dual<T> => evaluateBody(dual, part, parameter, x);
  switch (body.tag) {
    case "number":
      return dual.constant(readDecimal(body.text));
    case "name":
      return x;
    case "negate":
      return dual.negate(evaluate(body.operand));
    case "call":
      return dual.apply(body.name, 0, [], evaluate(body.positional[0] as Expression));
    case "binary":
      return evaluateOperation(dual, body, evaluate);
    default:
      throw new Error(`verify cannot evaluate a body with ${body.tag}`);
  }
}

function evaluateOperation<T>(
  dual: DualArithmetic<T>,
  { operator, left, right }: BinaryNode,
  evaluate: (part: Expression) => Dual<T>,
): Dual<T> {
  const a = evaluate(left);
  if (operator === "^") return dual.power(a, constantOf(right));
  const b = evaluate(right);
  switch (operator) {
    case "+":
      return dual.add(a, b);
    case "-":
      return dual.add(a, dual.negate(b));
    case "*":
      return dual.multiply(a, b);
    case "/":
      return dual.multiply(a, dual.power(b, new Fraction(-1)));
    default:
      throw new Error(`verify cannot evaluate ${operator}`);
  }
}
