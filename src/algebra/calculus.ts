/**
 * Scalar functions: derivative, value, and what is known of them. One entry each; all else follows from the rows.
 */
import Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import type { BinaryNode, Expression } from "../language/syntax.ts";
import { tell } from "../messages/message.ts";
import { readDecimal } from "../problem/number.ts";
import type { ScalarFunction } from "../problem/rows.ts";

/** coefficient · Π f(x) over functions f of the same argument; undefined is the argument itself. */
export interface ScalarDerivative {
  readonly coefficient: Fraction;
  readonly factors: readonly (ScalarFunction | undefined)[];
}

interface ScalarRule {
  /** The value at x, and that of the derivative, in floating point. */
  value(x: number, parameters: readonly number[]): number;
  slope(x: number, parameters: readonly number[]): number;
  /** The exact value where the function is rational. */
  exact?(x: Fraction, parameters: readonly Fraction[]): Fraction;
  exactSlope?(x: Fraction, parameters: readonly Fraction[]): Fraction;
  /** The derivative as a polynomial in the function's own value, lowest power first. */
  readonly slopeInValue?: readonly number[];
  /** Where the function has a kink at 0, and its slope there is taken to be that of the left side. */
  readonly kink?: boolean;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const step = (x: Fraction): Fraction => new Fraction(x.s > 0n && x.n > 0n ? 1 : 0);

const RULES: Readonly<Record<string, ScalarRule>> = {
  // 1 − σ(x) and 1 − tanh² x would lose their digits where the function is near 1.
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * sigmoid(-x), slopeInValue: [0, 1, -1] },
  tanh: { value: Math.tanh, slope: (x) => 1 / Math.cosh(x) ** 2, slopeInValue: [1, 0, -1] },
  relu: {
    value: (x) => Math.max(0, x),
    slope: (x) => (x > 0 ? 1 : 0),
    exact: (x) => x.mul(step(x)),
    exactSlope: step,
    kink: true,
  },
  leaky_relu: {
    value: (x, [alpha = 0]) => (x > 0 ? x : alpha * x),
    slope: (x, [alpha = 0]) => (x > 0 ? 1 : alpha),
    exact: (x, [alpha]) => (x.compare(0) > 0 ? x : x.mul(alpha as Fraction)),
    exactSlope: (x, [alpha]) => (x.compare(0) > 0 ? new Fraction(1) : (alpha as Fraction)),
    kink: true,
  },
  softplus: { value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), slope: sigmoid },
  gelu: {
    value: (x) => x * normalDistribution(x),
    slope: (x) => normalDistribution(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
  },
};

/** Φ(x) = (1 + erf(x/√2))/2. */
function normalDistribution(x: number): number {
  return 0.5 * complementaryErrorFunction(-x / Math.SQRT2);
}

/** erfc by its continued fraction for large arguments and its series for small ones; relative error below 1e-14. */
function complementaryErrorFunction(x: number): number {
  if (x < 0) return 2 - complementaryErrorFunction(-x);
  return x < 2.5 ? 1 - errorFunctionSeries(x) : errorFunctionTail(x);
}

function errorFunctionSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function errorFunctionTail(x: number): number {
  let fraction = x;
  for (let n = 60; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/** x^exponent, by which division and square roots are written; the argument itself for exponent 1. */
export function power(exponent: Fraction): ScalarFunction | undefined {
  return exponent.equals(1) ? undefined : { name: "power", primes: 0, parameters: [["exponent", exponent]] };
}

/** The derivative of a scalar function, as a coefficient and a product of functions of the same argument. */
export function differentiateScalar(apply: ScalarFunction): ScalarDerivative {
  const one = new Fraction(1);
  if (apply.name === "power") return differentiatePower(exponentOf(apply));
  if (apply.name === "exp") return { coefficient: one, factors: [apply] };
  if (apply.name === "log") return { coefficient: one, factors: [power(one.neg())] };
  if (apply.primes > 0)
    throw new Mistake(
      "unsupported",
      tell`the second derivative of \`${apply.name}\` is asked for; only first derivatives are derived`,
    );
  return { coefficient: one, factors: [{ ...apply, primes: 1 }] };
}

/** n·x^(n−1); for 1/x as −1/x · 1/x, so that each quotient stays one that may have a name. */
function differentiatePower(exponent: Fraction): ScalarDerivative {
  const inverse = power(new Fraction(-1));
  if (exponent.equals(-1)) return { coefficient: exponent, factors: [inverse, inverse] };
  if (exponent.equals(1)) return { coefficient: exponent, factors: [] };
  return { coefficient: exponent, factors: [power(exponent.sub(1))] };
}

export function exponentOf(apply: ScalarFunction): Fraction {
  return (apply.parameters[0] as readonly [string, Fraction])[1];
}

export function hasKink(name: string): boolean {
  return RULES[name]?.kink === true;
}

/** σ' = σ − σ² and the like: the coefficients of the derivative in powers of the function's value. */
export function slopeInValue(name: string): readonly number[] | undefined {
  return RULES[name]?.slopeInValue;
}

/** A value is exact as long as only arithmetic was done on exact ones. */
export type Value = Fraction | number;

export function toNumber(value: Value): number {
  return typeof value === "number" ? value : value.valueOf();
}

/** The functions of the worksheet, with their derivatives, by name. */
export interface FunctionBodies {
  /** The body of the function or of its derivative; undefined for one that is no function of the worksheet. */
  bodyOf(name: string, primes: number): { readonly parameter: string; readonly body: Expression } | undefined;
}

/** The value of a scalar function; exact where function and argument are rational, undefined where it is not known. */
export function evaluateScalar(apply: ScalarFunction, x: Value, functions?: FunctionBodies): Value | undefined {
  const written = functions?.bodyOf(apply.name, apply.primes);
  if (written !== undefined) return evaluateBody(written.body, x);
  if (apply.name === "power") return evaluatePower(x, exponentOf(apply));
  if (apply.name === "exp") return isExactly(x, 0) ? new Fraction(1) : Math.exp(toNumber(x));
  if (apply.name === "log") return isExactly(x, 1) ? new Fraction(0) : Math.log(toNumber(x));
  const rule = RULES[apply.name];
  if (rule === undefined) return undefined;
  const parameters = apply.parameters.map(([, value]) => value);
  const exact = apply.primes > 0 ? rule.exactSlope : rule.exact;
  if (exact !== undefined && typeof x !== "number") return exact(x, parameters);
  const numbers = parameters.map((value) => value.valueOf());
  return apply.primes > 0 ? rule.slope(toNumber(x), numbers) : rule.value(toNumber(x), numbers);
}

/** The body of a function at x. Every name in it is the parameter. */
function evaluateBody(body: Expression, x: Value): Value | undefined {
  switch (body.tag) {
    case "number":
      return readDecimal(body.text);
    case "name":
      return x;
    case "negate": {
      const value = evaluateBody(body.operand, x);
      return value === undefined ? undefined : multiplyValues(new Fraction(-1), value);
    }
    case "call": {
      const value = evaluateBody(body.positional[0] as Expression, x);
      if (value === undefined) return undefined;
      if (body.name === "sqrt") return evaluatePower(value, new Fraction(1, 2));
      if (body.name === "sin" || body.name === "cos") return Math[body.name](toNumber(value));
      if (body.name === "sech") return 1 / Math.cosh(toNumber(value));
      return evaluateScalar({ name: body.name, primes: 0, parameters: [] }, value);
    }
    case "binary":
      return evaluateOperation(body, x);
    default:
      return undefined;
  }
}

function evaluateOperation({ operator, left, right }: BinaryNode, x: Value): Value | undefined {
  const [a, b] = [evaluateBody(left, x), evaluateBody(right, x)];
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case "+":
      return addValues(a, b);
    case "-":
      return addValues(a, multiplyValues(new Fraction(-1), b));
    case "*":
      return multiplyValues(a, b);
    case "/":
      return multiplyValues(a, evaluatePower(b, new Fraction(-1)));
    case "^":
      return typeof b === "number" ? toNumber(a) ** b : evaluatePower(a, b);
    default:
      return undefined;
  }
}

export function addValues(left: Value, right: Value): Value {
  return typeof left === "number" || typeof right === "number" ? toNumber(left) + toNumber(right) : left.add(right);
}

export function multiplyValues(left: Value, right: Value): Value {
  return typeof left === "number" || typeof right === "number" ? toNumber(left) * toNumber(right) : left.mul(right);
}

function isExactly(x: Value, value: number): boolean {
  return typeof x !== "number" && x.equals(value);
}

function evaluatePower(x: Value, exponent: Fraction): Value {
  if (typeof x !== "number" && exponent.d === 1n && !(x.equals(0) && exponent.s < 0n))
    return x.pow(exponent) as Fraction;
  return toNumber(x) ** exponent.valueOf();
}
