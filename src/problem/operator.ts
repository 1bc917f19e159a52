/**
 * What an operator of the worksheet language is: a name, its arguments, and how they become a form.
 * `Arguments` is how it reads them; whatever is wrong is reported at the argument.
 */
import type Fraction from "fraction.js";
import type { CallNode, Expression } from "../language/syntax.ts";
import type { Message } from "../messages/message.ts";
import type { Form } from "./form.ts";
import type { NumericArray } from "./problem.ts";

export interface Operator {
  readonly name: string;
  /** Arguments written in order; those ending in `?` may be left out. All may be written with their names too. */
  readonly positional: readonly string[];
  /** Arguments that are always written with their names. */
  readonly options: readonly string[];
  build(call: Arguments): Form;
}

/** The arguments of one call. Axes are counted from 0 here, from 1 in the worksheet. */
export interface Arguments {
  readonly operator: string;
  /** The whole call, as the worksheet has it. */
  readonly source: CallNode;
  readonly layout: "nchw" | "nhwc";
  has(name: string): boolean;
  /** The argument as it was written. */
  expression(name: string): Expression | undefined;
  /** The argument as an array; an expression that is not one already is given a name. */
  array(name: string): NumericArray;
  /** The argument as a form, which may be joined with others. */
  form(name: string): Form;
  integer(name: string, fallback: number): number;
  /** A number for each of `count` axes, from one number or a list. */
  integers(name: string, count: number, fallback: number): number[];
  /** One exact number. */
  number(name: string, fallback: Fraction): Fraction;
  /** The integers of a nested list: `3`, `(1, 2)`, `((1, 2), (0, 0))`. */
  tree(name: string): IntegerTree | undefined;
  word(name: string): string | undefined;
  boolean(name: string, fallback: boolean): boolean;
  /** Axes named by `axis=`, counted from 0; all of them where nothing is written. */
  axes(name: string, rank: number): number[];
  /** An array that the operator needs on its way and that has a δ of its own, such as the difference in a mean square. */
  intermediate(form: Form, source: Expression): NumericArray;
  /** An array inside the operator, such as the sum in a softmax: derivatives go through it. */
  inner(form: Form, source: Expression): NumericArray;
  /** An array of numbers that the operator needs on its way. */
  numbers(shape: readonly number[], values: readonly Fraction[]): NumericArray;
  /** Throws a mistake placed at the argument, or at the whole call. */
  fail(message: Message, name?: string): never;
}

export type IntegerTree = number | readonly IntegerTree[];
