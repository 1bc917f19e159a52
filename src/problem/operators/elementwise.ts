/**
 * Scalar functions applied to every entry. What their derivatives are is not said here but in the calculus.
 */
import Fraction from "fraction.js";
import { entriesOf } from "../form.ts";
import type { Operator } from "../operator.ts";
import type { ScalarFunction } from "../rows.ts";

function elementwise(name: string, parameters: readonly (readonly [string, Fraction])[] = []): Operator {
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

export const ELEMENTWISE: readonly Operator[] = [
  elementwise("sigmoid"),
  elementwise("tanh"),
  elementwise("relu"),
  elementwise("leaky_relu", [["alpha", new Fraction(1, 100)]]),
  elementwise("softplus"),
  elementwise("gelu"),
  elementwise("exp"),
  elementwise("log"),
  {
    name: "sqrt",
    positional: ["x"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      return entriesOf(x.id, x.shape, { name: "power", primes: 0, parameters: [["exponent", new Fraction(1, 2)]] });
    },
  },
];
