/**
 * Expressions as Python over arrays `A["name"]`, for programs that compute a derivation again without it.
 * In: an expression with the letters that have values. Out: Python. Always: what has no such form is refused, and
 * what lies outside an array is 0, or takes no part in a maximum.
 */
import type { Expression } from "../language/syntax.ts";

/** Something that the program cannot compute: the cell says that it leaves it out. */
export class NotInPython extends Error {}

/** `letters`: names that are indices and not arrays. */
export function pythonOf(expression: Expression, letters: ReadonlySet<string>, outside = "0.0"): string {
  const part = (one: Expression): string => pythonOf(one, letters, outside);
  switch (expression.tag) {
    case "number":
      return expression.text;
    case "name":
      return letters.has(expression.name) ? letterOf(expression.name) : `A[${quoted(expression.name)}][()]`;
    case "index":
      return `${arrayOf(expression.array, part)}.at((${expression.indices.map(part).join(", ")},), ${outside})`;
    case "negate":
      return `(-${part(expression.operand)})`;
    case "binary":
      return `(${part(expression.left)} ${operatorOf(expression.operator)} ${part(expression.right)})`;
    case "indicator":
      return `float(${part(expression.left)} ${expression.relation} ${part(expression.right)})`;
    case "call":
      return callOf(expression, letters, outside);
    case "text":
    case "array":
    case "tuple":
    case "range":
      throw new NotInPython(expression.tag);
  }
}

/** An array by its name, or written out. */
function arrayOf(array: Expression, part: (one: Expression) => string): string {
  if (array.tag === "name") return `A[${quoted(array.name)}]`;
  if (array.tag === "array") return `Array(${listOf(array, part)})`;
  throw new NotInPython("an entry of what has no name");
}

function listOf(array: Expression, part: (one: Expression) => string): string {
  if (array.tag !== "array") return part(array);
  return `[${array.items.map((item) => listOf(item, part)).join(", ")}]`;
}

export function letterOf(name: string): string {
  return `i_${name.replace(/[^\p{L}\p{N}_]/gu, "_")}`;
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}

function operatorOf(operator: string): string {
  if (operator === "@") throw new NotInPython("a product of matrices inside a formula");
  return { "^": "**", mod: "%" }[operator] ?? operator;
}

function callOf(
  { name, primes, positional, named }: Extract<Expression, { tag: "call" }>,
  letters: ReadonlySet<string>,
  outside: string,
): string {
  const loops = named.filter(({ value }) => value.tag === "range");
  if ((name === "sum" || name === "max") && loops.length > 0) {
    const [body] = positional;
    if (body === undefined) throw new NotInPython(name);
    const inner = new Set([...letters, ...loops.map((loop) => loop.name)]);
    return `${name}(${pythonOf(body, inner, name === "max" ? "-inf" : outside)}${loops.map((loop) => loopOf(loop.name, loop.value, letters)).join("")})`;
  }
  if (name === "grad" || name === "jac") throw new NotInPython("a derivative without a name");
  const values = positional.map((one) => pythonOf(one, letters, outside));
  if (name === "floor" || name === "ceil") return `math.${name}(${values.join(", ")})`;
  const options = named.map((option) => `${option.name}=${pythonOf(option.value, letters, outside)}`);
  return `f[${quoted(name + "'".repeat(primes))}](${[...values, ...options].join(", ")})`;
}

function loopOf(name: string, value: Expression, letters: ReadonlySet<string>): string {
  if (value.tag !== "range") throw new NotInPython("a sum without limits");
  return ` for ${letterOf(name)} in range(${pythonOf(value.from, letters)}, ${pythonOf(value.to, letters)} + 1)`;
}
