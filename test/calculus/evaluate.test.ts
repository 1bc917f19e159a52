/** Values of sums with divisors and scalar functions: exact, zero outside of arrays, differentiable by any array. */
import { expect, it } from "vitest";
import { createEvaluator, type Evaluator } from "../../src/calculus/evaluate.ts";
import { PRIME, power, signed, times, valueOfFunction } from "../../src/calculus/modular.ts";
import { instanceAt } from "../../src/calculus/refute.ts";
import {
  type Apply,
  type Entry,
  entry,
  mapProduct,
  type Product,
  type Theory,
  textOfSum,
} from "../../src/calculus/sums.ts";
import { poly } from "./theories.ts";

const SIGMOID: Apply = { name: "sigmoid", primes: 0, parameters: [] };
const LEAKY: Apply = { name: "leaky_relu", primes: 0, parameters: [["alpha", "1/100"]] };
const raised = (exponent: string): Apply => ({ name: "power", primes: 0, parameters: [["exponent", exponent]] });
const of = (apply: Apply, array: string, index: string): Entry => ({ ...entry(array, poly(index)), apply });
const primed = (apply: Apply, primes: number): Apply => ({ ...apply, primes });

const THEORY: Theory = {
  assumptions: { letters: [{ letter: "N", atLeast: 1 }], nonnegative: [], equations: [] },
  arrays: [{ name: "a", shape: [poly("N")] }],
  definitions: [
    { name: "z", shape: [poly("N")], index: ["i"], body: [product(1, entry("a", poly("i")), entry("a", poly("i")))] },
    { name: "h", shape: [poly("N")], index: ["i"], body: [product(1, of(SIGMOID, "z", "i"))] },
  ],
  free: [{ letter: "m", size: poly("N") }],
};

function product(coefficient: number, ...factors: Product["factors"]): Product {
  return { coefficient, bound: [], guards: [], factors };
}

const evaluator: Evaluator = createEvaluator(THEORY, instanceAt(new Map([["N", 3]])));
const value = (at: Product): number => evaluator.sum([at], new Map([["m", 1]]));
const a = (index: number): number => evaluator.entry("a", [index]);

it("a divisor divides exactly", () => {
  const third = { ...product(1, entry("a", poly("m"))), over: poly("N") };
  expect(times(value(third) + PRIME, 3)).toBe((a(1) + PRIME) % PRIME);
  const mean = { ...third, coefficient: 6, over: poly("2*N") };
  expect(value(mean)).toBe(a(1));
});

it("a function is 0 outside its array, and one number for one argument inside", () => {
  expect(value(product(1, of(SIGMOID, "a", "m - 2")))).toBe(0);
  expect(value(product(1, of(SIGMOID, "a", "m")))).toBe(signed(valueOfFunction(SIGMOID, (a(1) + PRIME) % PRIME)));
  expect(valueOfFunction(SIGMOID, 0)).not.toBe(0);
  const drawn = [SIGMOID, primed(SIGMOID, 1), LEAKY, { ...LEAKY, parameters: [["alpha", "1/10"]] as const }];
  expect(new Set(drawn.map((apply) => valueOfFunction(apply, 5))).size).toBe(4);
});

it("an integer power and its derivatives are what they say", () => {
  expect(valueOfFunction(raised("3"), 5)).toBe(125);
  expect(valueOfFunction(primed(raised("3"), 1), 5)).toBe(75);
  expect([5, 0].map((at) => valueOfFunction(primed(raised("2"), 3), at))).toEqual([0, 0]);
  expect(times(valueOfFunction(raised("-2"), 5), 25)).toBe(1);
  expect(valueOfFunction(primed(raised("-1"), 1), 5)).toBe(PRIME - valueOfFunction(raised("-2"), 5));
  expect(power(3, 40)).toBe(Number(3n ** 40n % BigInt(PRIME)));
});

it("derivatives follow the chain rule, and are taken by defined arrays as by others", () => {
  const by = (tensor: string): Product =>
    product(1, { kind: "derivative", of: [entry("h", poly("m"))], by: entry(tensor, poly("m")) });
  const slope = valueOfFunction(primed(SIGMOID, 1), a(1) ** 2);
  expect(value(by("z"))).toBe(signed(slope));
  expect(value(by("a"))).toBe(signed(times(slope, (2 * a(1) + PRIME) % PRIME)));
  expect(value(by("h"))).toBe(1);
});

it("divisors and functions are kept by changes of letters, and written in texts", () => {
  const before: Product = { ...product(3, of(primed(LEAKY, 1), "a", "m")), over: poly("2*N") };
  expect(textOfSum([before])).toBe("3/(2*N)*leaky_relu'(a[m], alpha=1/100)");
  const after = mapProduct(before, () => poly("1"));
  expect(textOfSum([after])).toBe("3*leaky_relu'(a[1], alpha=1/100)");
  expect(JSON.parse(JSON.stringify(before))).toEqual(before);
  expect(textOfSum([{ ...product(1), over: poly("4") }])).toBe("1/(4)");
});
