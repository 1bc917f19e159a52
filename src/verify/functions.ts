/**
 * Values of the scalar functions in floating point. Derivatives are not known here: they are measured by differences.
 */

const FUNCTIONS: Readonly<Record<string, (x: number, parameters: readonly number[]) => number>> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  softplus: (x) => Math.log1p(Math.exp(x)),
  gelu: (x) => x * integrateNormal(x),
};

/** Φ(x) by Simpson's rule, to about twelve digits for |x| < 8. */
function integrateNormal(x: number): number {
  const steps = 400;
  const width = x / steps;
  const density = (t: number): number => Math.exp((-t * t) / 2);
  let sum = density(0) + density(x);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * density(step * width);
  return 0.5 + (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

export function valueOfFunction(name: string, primes: number, parameters: readonly number[], x: number): number {
  const evaluate = FUNCTIONS[name];
  // A function of which nothing is known has no value.
  if (evaluate === undefined) return Number.NaN;
  if (primes === 0) return evaluate(x, parameters);
  return differenceQuotient((t) => evaluate(t, parameters), x);
}

/** Central differences, extrapolated three times (Richardson). */
function differenceQuotient(f: (x: number) => number, x: number): number {
  const step = 1 / 16;
  let column = [0, 1, 2, 3, 4].map((level) => {
    const h = step / 2 ** level;
    return (f(x + h) - f(x - h)) / (2 * h);
  });
  for (let order = 1; column.length > 1; order++)
    column = column.slice(1).map((finer, row) => finer + (finer - (column[row] as number)) / (4 ** order - 1));
  return column[0] as number;
}
