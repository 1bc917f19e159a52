/**
 * Forward-mode differentiation in double precision: a value with its slopes by all variables at once, and with bounds
 * of the rounding in each. Nothing is known of derivatives but those of 1/x, exp, log, the square root, tanh and Φ.
 *
 * The bounds are those of running error analysis (Higham, Accuracy and Stability, section 3.3), to first order, in
 * units of rounding: |computed − exact| ≤ bound · u with u = 2⁻⁵³ here, or 2⁻²⁴ for a program in single precision that
 * does the same operations. They are sums over all products, so that they hold whatever the order of the sums is, and
 * they are what the conditioning of the number asks: where terms cancel, the bound stays as large as the terms.
 */

export interface Dual {
  readonly value: number;
  readonly bound: number;
  readonly slopes: Float64Array;
  readonly slopeBounds: Float64Array;
}

/** A function of one variable: its value, first and second derivative at x. Of values, so many roundings are assumed. */
type Jet = readonly [value: number, first: number, second: number];
const ROUNDINGS = 2;

export interface Variables {
  readonly count: number;
}

export function constant({ count }: Variables, value: number): Dual {
  return { value, bound: 0, slopes: new Float64Array(count), slopeBounds: new Float64Array(count) };
}

export function variable(variables: Variables, value: number, number: number): Dual {
  const made = constant(variables, value);
  made.slopes[number] = 1;
  return made;
}

/** Σ terms. A sum of n has at most n − 1 roundings of at most Σ |terms|. */
export function sum(variables: Variables, terms: readonly Dual[]): Dual {
  const slopes = new Float64Array(variables.count);
  const slopeBounds = new Float64Array(variables.count);
  const roundings = Math.max(0, terms.length - 1);
  let value = 0;
  let bound = 0;
  for (const term of terms) {
    value += term.value;
    bound += term.bound + roundings * Math.abs(term.value);
    for (let at = 0; at < variables.count; at++) {
      const slope = term.slopes[at] as number;
      slopes[at] = (slopes[at] as number) + slope;
      slopeBounds[at] = (slopeBounds[at] as number) + (term.slopeBounds[at] as number) + roundings * Math.abs(slope);
    }
  }
  return { value, bound, slopes, slopeBounds };
}

export function multiply(x: Dual, y: Dual): Dual {
  const [a, b] = [Math.abs(x.value), Math.abs(y.value)];
  const slopes = x.slopes.map((slope, at) => slope * y.value + x.value * (y.slopes[at] as number));
  const slopeBounds = x.slopes.map((slope, at) => {
    const [s, t] = [Math.abs(slope), Math.abs(y.slopes[at] as number)];
    const carried = b * (x.slopeBounds[at] as number) + a * (y.slopeBounds[at] as number) + s * y.bound + t * x.bound;
    return carried + 2 * (s * b + a * t);
  });
  return { value: x.value * y.value, bound: a * y.bound + b * x.bound + a * b, slopes, slopeBounds };
}

export function scale(x: Dual, factor: number): Dual {
  const size = Math.abs(factor);
  return {
    value: factor * x.value,
    bound: size * (x.bound + Math.abs(x.value)),
    slopes: x.slopes.map((slope) => factor * slope),
    slopeBounds: x.slopeBounds.map((bound, at) => size * (bound + Math.abs(x.slopes[at] as number))),
  };
}

function compose(x: Dual, [value, first, second]: Jet): Dual {
  return {
    value,
    bound: Math.abs(first) * x.bound + ROUNDINGS * Math.abs(value),
    slopes: x.slopes.map((slope) => first * slope),
    slopeBounds: x.slopes.map((slope, at) => {
      const carried = Math.abs(first) * (x.slopeBounds[at] as number) + Math.abs(second * slope) * x.bound;
      return carried + (ROUNDINGS + 1) * Math.abs(first * slope);
    }),
  };
}

export function inverse(x: Dual): Dual {
  const w = 1 / x.value;
  return compose(x, [w, -w * w, 2 * w ** 3]);
}

export function exp(x: Dual): Dual {
  const value = Math.exp(x.value);
  return compose(x, [value, value, value]);
}

export function log(x: Dual): Dual {
  return compose(x, [Math.log(x.value), 1 / x.value, -1 / x.value ** 2]);
}

export function squareRoot(x: Dual): Dual {
  const root = Math.sqrt(x.value);
  return compose(x, [root, 0.5 / root, -0.25 / root ** 3]);
}

export function tanh(x: Dual): Dual {
  const [value, first] = [Math.tanh(x.value), 1 / Math.cosh(x.value) ** 2];
  return compose(x, [value, first, -2 * value * first]);
}

/** Φ, the distribution function of the standard normal law. */
export function normal(x: Dual): Dual {
  const density = Math.exp((-x.value * x.value) / 2) / Math.sqrt(2 * Math.PI);
  return compose(x, [0.5 * complementaryError(-x.value / Math.SQRT2), density, -x.value * density]);
}

/**
 * The same y = f(x) with the bounds of a program that has a rounding of so much more in the value, and of so much more
 * in f'(x): one that takes Φ as (1 + erf)/2, or the sigmoid's slope as y(1 − y), both of which cancel.
 */
export function loosen(y: Dual, x: Dual, inValue: number, inSlope: number): Dual {
  const slopeBounds = y.slopeBounds.map((bound, at) => bound + inSlope * Math.abs(x.slopes[at] as number));
  return { ...y, bound: y.bound + inValue, slopeBounds };
}

/** erfc: near 0 by the Taylor series of erf, else by the trapezoidal rule, which converges exponentially (Hunter, Regan). */
function complementaryError(x: number): number {
  if (x < 0) return 2 - complementaryError(-x);
  if (x < 1) return 1 - errorByTaylor(x);
  const step = 0.5;
  let total = 0.5 / (x * x);
  for (let node = 1; node <= 14; node++) total += Math.exp(-((node * step) ** 2)) / ((node * step) ** 2 + x * x);
  const pole = x < Math.PI / step ? 2 / (1 - Math.exp((2 * Math.PI * x) / step)) : 0;
  return ((2 * step * x) / Math.PI) * Math.exp(-x * x) * total + pole;
}

function errorByTaylor(x: number): number {
  let power = x;
  let total = x;
  for (let n = 1; n < 40; n++) {
    power *= (-x * x) / n;
    total += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}
