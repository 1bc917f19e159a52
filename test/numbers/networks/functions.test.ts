/** Scalar functions and their slopes far from 0 and near it, to a relative 1e-12; what floating point must not lose. */
import { describe, expect, it } from "vitest";
import { derive } from "../../../src/derive.ts";
import { answersOf, createTally } from "../answers.ts";
import { arraysOf, runDual } from "./dual-network.ts";
import { FUNCTIONS, type Network, writeNetwork } from "./network.ts";

it("functions agree with dual numbers to twelve digits", () => {
  const tally = createTally("functions by dual numbers");
  for (const chosen of FUNCTIONS) {
    const least = chosen === "log" || chosen === "sqrt" ? 1 : -32;
    const points = Array.from({ length: 65 }, (_, at) => (at + least) / 4).filter((x) => x !== 0);
    const tensor = { name: "x", shape: [points.length], data: points };
    const target = { ...tensor, name: "t", data: points.map(() => 0) };
    const step = { kind: "function", name: "h1", input: "x", function: chosen, shape: tensor.shape } as const;
    const loss = { kind: "half_sse", of: "h1", target: "t", reduction: "sum" } as const;
    const network: Network = { layout: "nchw", tensors: [tensor, target], steps: [step], loss, watched: "h1" };
    const { configuration, worksheet } = writeNetwork(network);
    tally.isNew(chosen, configuration);
    const theirs = arraysOf(network, runDual(network));
    const isNear = (left: number, right: number): boolean => Math.abs(left - right) <= 1e-12 * Math.abs(right);
    tally.compareWithin(chosen, answersOf(worksheet), theirs, isNear);
  }
  tally.finish(FUNCTIONS.length);
});

describe("numbers in floating point", () => {
  it("keep their digits where a function is saturated", () => {
    const slopeAt = (call: string, x: number): number => {
      const { x: slopes } = answersOf(`scalar x = ${x}\nE = ${call}\ngradient E wrt x`);
      return Number(slopes?.[0]);
    };
    const sigmoid = Math.exp(-20) / (1 + Math.exp(-20)) ** 2;
    const tanh = 4 * Math.exp(-30);
    expect(Math.abs(slopeAt("sigmoid(x)", 20) / sigmoid - 1)).toBeLessThan(1e-15);
    expect(Math.abs(slopeAt("tanh(x)", 15) / tanh - 1)).toBeLessThan(1e-12);
  });

  it("that are 0 by rounding are not taken for an exact 0 by the checks", () => {
    const sheet = [
      "tensor x[1,5] = [[0,-0.9375,0.5625,-0.6875,-0.1875]]",
      "tensor W[5,3] = [[0.0625,-0.4375,-0.4375],[0.0625,0.5625,0.1875],[-0.3125,-0.8125,-0.1875],[0.8125,-0.3125,0.1875],[-0.5625,-0.0625,0.4375]]",
      "tensor V[3,2] = [[-0.5625,-0.9375],[-0.0625,-0.0625],[0.6875,0.8125]]",
      "tensor b[2] = [-0.3125,0.1875]",
      "tensor t[1,2] = [[0.9375,0.8125]]",
      "z = leaky_relu(x @ W, 0.125) @ V + b",
      "p = softmax(z)",
      'E = cross_entropy(p, t, reduction="mean")',
      "gradient E wrt W",
    ].join("\n");
    const slope = answersOf(sheet)["W"]?.[4];
    expect(Math.abs(Number(slope))).toBeLessThan(1e-16);
    expect(() => derive(sheet)).not.toThrow();
  });

  it("leave no rest where rational parts cancel", () => {
    const sheet = "tensor a[3] = [0.1,0.2,0.3]\nscalar z = 1\ns = sigmoid(z)\ny = a[1]*s + a[2]*s - a[3]*s\nexpand y";
    expect(0.1 * 0.7 + 0.2 * 0.7 - 0.3 * 0.7).not.toBe(0);
    expect(answersOf(sheet)).toEqual({ y: ["0"] });
    expect(() => derive(sheet)).not.toThrow();
  });
});
