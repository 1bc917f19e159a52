/**
 * Arrays of equal numbers.
 */
import Fraction from "fraction.js";
import { tell } from "../../messages/message.ts";
import { constantForm } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";

const SIZES = ["size1", "size2?", "size3?", "size4?", "size5?"];

/** `ones(2, 3)`, or `ones([2, 3])`. */
function readSizes(call: Arguments): number[] {
  const written = SIZES.map((name) => name.replace("?", "")).filter((name) => call.has(name));
  const sizes = written.flatMap((name) => call.tree(name) ?? []) as number[];
  const bad = sizes.find((size) => size < 1);
  if (bad !== undefined) call.fail(tell`a size is a positive integer, and ${bad} is not`);
  return sizes;
}

function filled(name: string, value: number): Operator {
  return { name, positional: SIZES, options: [], build: (call) => constantForm(new Fraction(value), readSizes(call)) };
}

export const CONSTANTS: readonly Operator[] = [filled("ones", 1), filled("zeros", 0)];
