/**
 * The program of a notebook: the definitions run forward by plain loops, every derived entry held against a difference
 * quotient. In: a derivation. Out: Python with numpy, a program for the definitions and one for each result.
 * Always: derivatives are never taken from the derivation, and what is left out is told.
 */
import type { DefinitionFormula, Derivation, Entry, Result } from "../derivation/derivation.ts";
import { parseWorksheet } from "../language/parse.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { letterOf, NotInPython, pythonOf, quoted } from "./python.ts";

/** More entries than this are taken in equal steps: each costs two runs of all definitions. */
const mostEntries = 60;

const NO_LETTERS: ReadonlySet<string> = new Set();

/** The definitions as functions, the values, and what compares. */
export function definitionsProgram(derivation: Derivation): string {
  const { definitions, indexBase, notation, given } = derivation;
  const defined = definitions.filter(({ source }) => !isGradient(source));
  const names = new Set(definitions.map(({ name }) => name));
  const derived = definitions.filter(
    ({ source, name }) => isGradient(source) && upstreamOf(name, derivation) === undefined,
  );
  const values = Object.entries(notation)
    .filter(([name]) => !names.has(name) || upstreamOf(name, derivation) !== undefined)
    .map(([name, { shape }]) => {
      const numbers = given[name];
      const list = numbers === undefined ? "None" : `[${numbers.join(", ")}]`;
      return `    ${quoted(name)}: (${list}, ${tuple(shape)}),`;
    });
  return [
    PRELUDE,
    ...functionLines(derivation),
    `BASE = ${indexBase}`,
    "GIVEN = {",
    ...values,
    "}",
    "",
    ...defined.flatMap((definition, at) => definitionLines(definition, at, derivation)),
    `DEFINITIONS = {${defined.map(({ name }, at) => `${quoted(name)}: define_${at}`).join(", ")}}`,
    `LOSSES = {${[...losses(derivation)].map(([loss, [delta, array]]) => `${quoted(loss)}: (${quoted(delta)}, ${quoted(array)})`).join(", ")}}`,
    "A = run({})",
    // From the loss backwards: each is a difference quotient of its own.
    ...derived.flatMap(({ name, source }) => {
      const [of, wrt] = source.tag === "call" ? source.positional : [];
      if (of?.tag !== "name" || wrt?.tag !== "name") return [];
      return [`A[${quoted(name)}] = Array(gradient(${quoted(of.name)}, ${quoted(wrt.name)}))`];
    }),
  ].join("\n");
}

/** Functions of the worksheet; one of which nothing is known is a sine. */
function functionLines({ worksheet }: Derivation): readonly string[] {
  return parseWorksheet(worksheet).statements.flatMap((statement) => {
    if (statement.tag !== "function") return [];
    const { name, definition } = statement;
    const formula =
      definition === undefined
        ? "math.sin"
        : `lambda ${letterOf(definition.parameter.name)}: ${pythonOf(definition.body, new Set([definition.parameter.name]))}`;
    return [`f[${quoted(name.name)}] = ${formula}`, `f[${quoted(`${name.name}'`)}] = numeric(f[${quoted(name.name)}])`];
  });
}

function definitionLines(
  { formula, name }: DefinitionFormula,
  at: number,
  { notation }: Derivation,
): readonly string[] {
  const { left, right, letters } = formula;
  const own = new Set(letters.map((letter) => letter.name));
  const loops = letters.map((letter, depth) => {
    return `${"    ".repeat(depth + 1)}for ${letterOf(letter.name)} in range(${letter.from}, ${letter.to} + 1):`;
  });
  const indices = left.tag === "index" ? left.indices.map((index) => pythonOf(index, own)) : [];
  const place = indices.map((index) => `${index} - BASE`).join(", ");
  return [
    `def define_${at}(A):`,
    `    y = np.zeros(${tuple(notation[name]?.shape ?? [])})`,
    ...loops,
    `${"    ".repeat(letters.length + 1)}y[${place === "" ? "()" : place}] = ${pythonOf(right, own)}`,
    "    return y",
    "",
  ];
}

/** What checks one result, or nothing where the program cannot speak of it. */
export function resultProgram(result: Result, derivation: Derivation): string | undefined {
  try {
    if (result.kind === "expansion") return expansionProgram(result);
    if (result.kind === "jacobian" || result.kind === "gradient") return derivativeProgram(result, derivation);
    if (result.kind === "views") return derivativeProgram({ ...result, of: result.loss }, derivation);
    return undefined;
  } catch (error) {
    if (error instanceof NotInPython) return undefined;
    throw error;
  }
}

function expansionProgram(result: Extract<Result, { kind: "expansion" }>): string {
  const [name, fixed] = placeOf(result.of);
  const lines = sampled(result.entries).map((entry) => entryLine(fixed ?? entry.at, entry));
  return [
    `check(${quoted(printExpression(result.of))}, lambda A, at: A[${quoted(name)}].at(at), {`,
    ...lines,
    "})",
  ].join("\n");
}

function derivativeProgram(
  result: {
    readonly of: Expression;
    readonly wrt: Expression;
    readonly entries: readonly (Entry & { readonly of?: readonly number[]; readonly wrt: readonly number[] })[];
  },
  derivation: Derivation,
): string {
  const [wrt, fixed] = placeOf(result.wrt);
  const of = outputOf(result.of, derivation);
  const title = quoted(`${printExpression(result.of)} by ${printExpression(result.wrt)}`);
  const lines = sampled(result.entries).map((entry) => {
    const outputs = isEntry(result.of) ? [] : (entry.of ?? []);
    return entryLine([outputs, fixed ?? entry.wrt], entry);
  });
  return [`check(${title}, lambda A, at: slope(${of}, at[0], ${quoted(wrt)}, at[1]), {`, ...lines, "})"].join("\n");
}

/** A function of the arrays, whose entries are what is derived. */
function outputOf(of: Expression, derivation: Derivation): string {
  if (of.tag === "name")
    return losses(derivation).has(of.name) ? `loss(${quoted(of.name)})` : `whole(${quoted(of.name)})`;
  if (isEntry(of)) return `lambda A: ${pythonOf(of, NO_LETTERS)}`;
  const [summed] = of.tag === "call" && of.name === "sum" && of.named.length === 0 ? of.positional : [];
  if (summed?.tag === "name") return `lambda A: A[${quoted(summed.name)}].values.sum()`;
  throw new NotInPython(printExpression(of));
}

function isEntry(expression: Expression): boolean {
  return expression.tag === "index" && expression.indices.every(({ tag }) => tag === "number");
}

/** An array, or one entry of it: its name and place. */
function placeOf(expression: Expression): readonly [string, readonly number[] | undefined] {
  if (expression.tag === "name") return [expression.name, undefined];
  if (expression.tag === "index" && expression.array.tag === "name" && isEntry(expression))
    return [
      expression.array.name,
      expression.indices.map((index) => (index.tag === "number" ? Number(index.text) : 0)),
    ];
  throw new NotInPython(printExpression(expression));
}

/** The place, what was derived, and the number that was worked out of it. */
function entryLine(at: readonly number[] | readonly [readonly number[], readonly number[]], entry: Entry): string {
  const [first, second] = at;
  const place = Array.isArray(first)
    ? `(${tuple(first)}, ${tuple(second as readonly number[])})`
    : tuple(at as number[]);
  return `    ${place}: (lambda A: ${pythonOf(entry.expression, NO_LETTERS)}, ${entry.value ?? "None"}),`;
}

function sampled<Item>(entries: readonly Item[]): readonly Item[] {
  const step = Math.ceil(entries.length / mostEntries);
  return entries.filter((_, at) => at % step === 0);
}

function tuple(numbers: readonly number[]): string {
  return numbers.length === 1 ? `(${numbers[0]},)` : `(${numbers.join(", ")})`;
}

function isGradient(source: Expression): boolean {
  return source.tag === "call" && source.name === "grad";
}

/** Losses of which only the derivatives are known: by name, with the array of these and what they are taken by. */
function losses({ definitions }: Derivation): ReadonlyMap<string, readonly [string, string]> {
  const found = definitions.flatMap(({ remarks, source, name }) => {
    const isUpstream = isGradient(source) && remarks.some(({ rule }) => rule === "upstream-defined");
    const [loss, array] = source.tag === "call" ? source.positional : [];
    return isUpstream && loss?.tag === "name" && array?.tag === "name"
      ? [[loss.name, [name, array.name]] as const]
      : [];
  });
  return new Map(found);
}

function upstreamOf(name: string, derivation: Derivation): string | undefined {
  return [...losses(derivation)].find(([, [delta]]) => delta === name)?.[0];
}

const PRELUDE = `import math
import numpy as np

inf = float("inf")
random = np.random.default_rng(1)

class Array:
    """Entries by their indices; those outside are 0, or whatever is asked for."""
    def __init__(self, values):
        self.values = np.array(values, dtype=float)
    def at(self, place, outside=0.0):
        place = tuple(index - BASE for index in place)
        isInside = all(0 <= index < size and index == int(index) for index, size in zip(place, self.values.shape))
        return self.values[tuple(int(index) for index in place)] if isInside else outside
    def __getitem__(self, place):
        return self.values[place]

def numeric(function, step=1e-6):
    return lambda x, **options: (function(x + step, **options) - function(x - step, **options)) / (2 * step)

f = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "max": max,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "relu": lambda x: max(x, 0.0),
    "leaky_relu": lambda x, alpha=0.01: x if x > 0 else alpha * x,
    "softplus": lambda x: math.log1p(math.exp(x)),
    "gelu": lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2,
}
f.update({name + "'": numeric(function) for name, function in f.items() if name != "max"})

def run(changes):
    """All arrays; those in changes are as they are given there."""
    A = {name: Array(value) for name, value in changes.items()}
    for name, (numbers, shape) in GIVEN.items():
        if name not in A:
            A[name] = Array(np.reshape(numbers, shape) if numbers is not None else FREE.setdefault(name, random.normal(size=shape)))
    for name, define in DEFINITIONS.items():
        if name not in A:
            A[name] = Array(define(A))
    return A

FREE = {}

def loss(name):
    delta, array = LOSSES[name]
    return lambda A: (A[delta].values * A[array].values).sum()

def whole(name):
    return lambda A: A[name].values

def column(of, wrt, place, step=1e-5):
    """The derivatives of all that \`of\` gives, by one entry."""
    changed = []
    for sign in (1, -1):
        values = A[wrt].values.copy()
        values[tuple(index - BASE for index in place)] += sign * step
        changed.append(of(run({wrt: values})))
    return (changed[0] - changed[1]) / (2 * step)

def gradient(of, wrt):
    output = loss(of) if of in LOSSES else whole(of)
    places = np.ndindex(A[wrt].values.shape)
    slopes = [column(output, wrt, tuple(index + BASE for index in place)) for place in places]
    return np.reshape(slopes, A[wrt].values.shape)

def slope(of, output, wrt, place):
    found = column(of, wrt, place)
    return found[tuple(index - BASE for index in output)] if len(output) > 0 else found

def check(title, computed, derived):
    for place, (expression, value) in derived.items():
        expected = computed(A, place)
        for found in (expression(A), value):
            if found is not None and not abs(found - expected) <= 1e-4 * max(1.0, abs(expected)):
                raise AssertionError(f"{title} at {place}: derived {found}, computed {expected}")
    print(f"{title}: {len(derived)} entries agree")
`;
