/**
 * The values of a framework's program, and the arguments of its calls read by their names.
 */
import { refuse, type Tensor } from "./tensor.ts";

export type Value = number | string | boolean | Tensor | readonly Value[];

/** The arguments of one call, by the names that the framework's documentation gives them. */
export interface Given {
  has(name: string): boolean;
  tensor(name: string): Tensor;
  number(name: string, usual?: number): number;
  text(name: string): string;
  numbers(name: string): number[];
  /** One number for all of `count` axes, or one for each. */
  each(name: string, count: number, usual?: number): number[];
  /** A list of pairs. */
  pairs(name: string, count: number): (readonly [number, number])[];
  value(name: string): Value | undefined;
}

export interface Callee {
  /** In the documented order. */
  readonly parameters: string;
  readonly run: (given: Given) => Value;
}

export function readGiven(
  name: string,
  { parameters }: Callee,
  positional: readonly Value[],
  named: Readonly<Record<string, Value>>,
): Given {
  const names = parameters.split(" ");
  const values = new Map<string, Value>();
  positional.forEach((value, place) => {
    const parameter = names[place] ?? refuse(`\`${name}\` does not take ${positional.length} arguments`);
    values.set(parameter, value);
  });
  for (const [parameter, value] of Object.entries(named)) {
    if (!names.includes(parameter) || values.has(parameter)) refuse(`\`${name}\` does not take \`${parameter}\` there`);
    values.set(parameter, value);
  }
  const given: Given = {
    has: (parameter) => values.has(parameter),
    value: (parameter) => values.get(parameter),
    tensor: (parameter) => asTensor(values.get(parameter), parameter),
    number: (parameter, usual) => asNumber(values.get(parameter) ?? usual, parameter),
    text: (parameter) => {
      const value = values.get(parameter);
      return typeof value === "string" ? value : refuse(`\`${parameter}\` is no text`);
    },
    numbers: (parameter) => asNumbers(values.get(parameter), parameter),
    each: (parameter, count, usual) => {
      const value = values.get(parameter) ?? usual;
      if (typeof value === "number") return new Array<number>(count).fill(value);
      const list = asNumbers(value, parameter);
      return list.length === count ? list : refuse(`\`${parameter}\` has ${list.length} numbers for ${count} axes`);
    },
    pairs: (parameter, count) => {
      const list = asList(values.get(parameter), parameter);
      if (list.length !== count) refuse(`\`${parameter}\` has ${list.length} pairs for ${count} axes`);
      return list.map((pair) => {
        const [before, after, ...more] = asNumbers(pair, parameter);
        return before === undefined || after === undefined || more.length > 0
          ? refuse(`\`${parameter}\` is no list of pairs`)
          : ([before, after] as const);
      });
    },
  };
  return given;
}

export function isTensor(value: Value | undefined): value is Tensor {
  return typeof value === "object" && !Array.isArray(value);
}

export function asTensor(value: Value | undefined, place: string): Tensor {
  return isTensor(value) ? value : refuse(`\`${place}\` is no array`);
}

export function asList(value: Value | undefined, place: string): readonly Value[] {
  return Array.isArray(value) ? value : refuse(`\`${place}\` is no list`);
}

function asNumber(value: Value | undefined, place: string): number {
  return typeof value === "number" && Number.isInteger(value) ? value : refuse(`\`${place}\` is no integer`);
}

export function asNumbers(value: Value | undefined, place: string): number[] {
  return asList(value, place).map((item) => asNumber(item, place));
}
