/**
 * Scalar functions applied to every entry. What their derivatives are is not said here but in the calculus.
 */
import Fraction from "fraction.js";
import { entriesOf } from "../form.ts";
import type { Operator } from "../operator.ts";
import type { ScalarFunction } from "../rows.ts";

/** Functions of one entry by the names that the worksheet calls them, with their parameters' values where none is given. */
export const SCALAR_FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map(
  [
    plain("sigmoid"),
    plain("tanh"),
    plain("relu"),
    { ...plain("leaky_relu"), parameters: [["alpha", new Fraction(1, 100)]] as const },
    plain("softplus"),
    plain("gelu"),
    plain("exp"),
    plain("log"),
  ].map((scalar) => [scalar.name, scalar]),
);

function plain(name: string): ScalarFunction {
  return { name, primes: 0, parameters: [] };
}

function elementwise({ name, parameters }: ScalarFunction): Operator {
  return {
    name,
    positional: ["x", ...parameters.map(([parameter]) => `${parameter}?`)],
    options: [],
    build: (call) => {
      const x = call.array("x");
      const apply: ScalarFunction = {
        name,
        primes: 0,
        parameters: parameters.map(([parameter, fallback]) => [parameter, call.number(parameter, fallback)]),
      };
      return entriesOf(x.id, x.shape, apply);
    },
  };
}

export const SQUARE_ROOT: ScalarFunction = {
  name: "power",
  primes: 0,
  parameters: [["exponent", new Fraction(1, 2)]],
};

export const ELEMENTWISE: readonly Operator[] = [
  ...[...SCALAR_FUNCTIONS.values()].map(elementwise),
  {
    name: "sqrt",
    positional: ["x"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      return entriesOf(x.id, x.shape, SQUARE_ROOT);
    },
  },
];
