/** Sums read from their text, as `textOfSum` writes them: `sum(i, u < K) 2/(N)*[m = s*i + u]*k[u]*sigmoid'(z[i])`. */
import {
  type Apply,
  type Bound,
  type Definition,
  type Derivative,
  dividedBy,
  type Entry,
  entry,
  equal,
  type Factor,
  type Guard,
  type Product,
  type Slot,
} from "../../src/calculus/sums.ts";
import { constant, ONE, type Polynomial } from "../../src/sizes/polynomial.ts";
import { poly } from "./theories.ts";

/** Pieces between a separator that stands in no bracket. */
function pieces(text: string, separator: string): readonly string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    if ("([".includes(text[at] ?? "")) depth++;
    if (")]".includes(text[at] ?? "")) depth--;
    if (depth > 0 || !text.startsWith(separator, at)) continue;
    found.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...found, text.slice(from)].map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** What stands in the bracket that opens at a place, and where it ends. */
function bracket(text: string, open: number): readonly [inner: string, end: number] {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ("([".includes(text[at] ?? "")) depth++;
    if (")]".includes(text[at] ?? "") && --depth === 0) return [text.slice(open + 1, at), at + 1];
  }
  throw new Error(`no end of a bracket in ${text}`);
}

function readSlot(text: string): Slot {
  const quotient = /^\((.*)\)\/\((.*)\)$/.exec(text);
  return quotient === null
    ? { value: poly(text) }
    : { value: poly(quotient[1] ?? ""), divisor: poly(quotient[2] ?? "") };
}

function readEntry(text: string): Entry {
  const applied = /^([\p{L}_\d]+)('*)\(/u.exec(text);
  if (applied !== null) {
    const [argument = "", ...rest] = pieces(text.slice(applied[0].length, -1), ",");
    const parameters = rest.map((one) => one.split("=") as [string, string]);
    const apply: Apply = { name: applied[1] ?? "", primes: (applied[2] ?? "").length, parameters };
    return { ...readEntry(argument), apply };
  }
  const open = text.indexOf("[");
  const index = pieces(text.slice(open + 1, -1), ",").map(readSlot);
  return { ...entry(text.slice(0, open)), index };
}

function readGuard(text: string): Guard {
  const range = /^0 <= (.*) < (.*)$/.exec(text);
  if (range !== null) return { kind: "range", value: poly(range[1] ?? ""), size: poly(range[2] ?? "") };
  const [left = "", right = ""] = text.split(/ = | \| /);
  return text.includes(" | ")
    ? { kind: "divides", divisor: poly(left), value: poly(right) }
    : equal(poly(left), poly(right));
}

function readBound(text: string): Bound {
  const [letter = "", size] = text.split("<").map((part) => part.trim());
  return size === undefined ? { letter } : { letter, size: poly(size) };
}

export function readProduct(text: string): Product {
  let bound: readonly Bound[] = [];
  let rest = text.trim();
  if (rest.startsWith("sum(")) {
    const [inner, end] = bracket(rest, 3);
    bound = pieces(inner, ",").map(readBound);
    rest = rest.slice(end);
  }
  const parts = pieces(rest, "*");
  let [coefficient, over]: [number, Polynomial] = [1, ONE];
  const guards: Guard[] = [];
  const factors: Factor[] = [];
  for (const part of parts) {
    const number = /^(-?\d+)(?:\/(?:\((.*)\)|(\d+)))?$/.exec(part);
    if (number !== null) {
      coefficient *= Number(number[1]);
      if (number[2] !== undefined) over = poly(number[2]);
      if (number[3] !== undefined) over = constant(Number(number[3]));
    } else if (part.startsWith("[")) guards.push(readGuard(part.slice(1, -1)));
    else if (part.startsWith("d(")) {
      const [of, end] = bracket(part, 1);
      const by = readEntry(part.slice(end + 3, -1));
      factors.push({ kind: "derivative", of: pieces(of, "*").map(readEntry), by } satisfies Derivative);
    } else factors.push(readEntry(part));
  }
  return { coefficient, ...dividedBy(over), bound, guards, factors };
}

/** `y[p, q] of [O, O1]`, and the products of its body. */
export function reading(head: string, ...products: readonly string[]): () => Definition {
  const [array = "", shape = "[]"] = head.split(" of ");
  const { tensor, index } = readEntry(array);
  const letters = index.map(({ value }) => value[0]?.letters[0] ?? "");
  const sizes = pieces(shape.trim().slice(1, -1), ",").map(poly);
  return () => ({ name: tensor, shape: sizes, index: letters, body: products.map(readProduct) });
}
