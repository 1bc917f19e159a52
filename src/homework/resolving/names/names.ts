/**
 * How the arrays of a worksheet may be written in homework: by their names as mathematics, by each name that the
 * worksheet gives them, and a gradient by δ with the array's name below or above.
 * In: an open problem, and the parser for a worksheet's LaTeX. Out: patterns, against which names are held.
 */

import type { CallNode, Expression } from "../../../language/syntax.ts";
import type { Style } from "../../../problem/style.ts";
import { latexOfName } from "../../../render/names.ts";
import type { OpenProblem } from "../../problem.ts";
import { FormulaError, parseFormula } from "../../reading/read.ts";
import type { Formula } from "../../syntax.ts";
import { plainOfGreek } from "./greek.ts";
import { keyOfFormula, unitsOf } from "./keys.ts";
import { differentialReference, type Reference, referenceOf } from "./reference.ts";

/** A mark below or above a name: one that has to stand there, or the place of an index. */
type Mark = string | { readonly axis: number; readonly letter: string };

export interface NamePattern {
  readonly head: string;
  readonly accent?: string;
  readonly sub: readonly Mark[];
  readonly sup: readonly Mark[];
  /** What stands in brackets behind it. */
  readonly calls?: readonly (readonly Mark[])[];
  /** Primes that belong to it; any other prime is a derivative. */
  readonly primes?: number;
  readonly array: number;
  /** How many of the first axes have their places in the marks. */
  readonly placed: number;
}

/** A name that fits: its array, and what is left of its scripts. */
export interface NameMatch {
  readonly array: number;
  /** Indices that the name has places for, the first axes. */
  readonly placed: readonly Formula[];
  /** What is below the name beyond what belongs to it. */
  readonly sub: readonly Formula[];
  readonly sup: readonly Formula[];
  /** How many primes and brackets belong to the name. */
  readonly primes?: number;
  readonly calls?: number;
}

export interface Names {
  readonly patterns: readonly NamePattern[];
  /** The letters for sizes, which are no array's in another case. */
  readonly sizes: ReadonlyMap<string, number>;
  isHead(name: string): boolean;
  /** A head that the worksheet does not name: δ for the upstream gradient, whatever that is called. */
  isImplied(name: string): boolean;
  /** Whether the worksheet gives a name with a prime, so that a prime makes another name. */
  readonly hasPrimes: boolean;
  match(reference: Reference): NameMatch | undefined;
  /** The name without any mark, where the reference has marks below it and nothing else. */
  matchPlain(reference: Reference): NameMatch | undefined;
}

export function readNames(open: OpenProblem): Names {
  const { patterns, implied } = patternsOf(open);
  const isImplied = new Set(implied.map(({ head }) => head));
  return { ...namesOf(patterns, isImplied, [...patterns, ...implied], open.scope.sizes), hasPrimes: hasPrimes(open) };
}

function hasPrimes({ scope, worksheet }: OpenProblem): boolean {
  const given = worksheet.statements.flatMap((statement) => ("latex" in statement ? (statement.latex ?? []) : []));
  const own = scope.arrays.flatMap(({ latex }) => latex ?? []);
  return [...given, ...own].some((text) => /'|\\prime/u.test(text));
}

/** The names with one more, which comes before those that nobody gave. */
export function extendNames(names: Names, pattern: NamePattern): Names {
  const extended = namesOf([pattern, ...names.patterns], new Set(), [pattern, ...names.patterns], names.sizes);
  return { ...extended, hasPrimes: names.hasPrimes };
}

function namesOf(
  own: readonly NamePattern[],
  implied: ReadonlySet<string>,
  patterns: readonly NamePattern[],
  sizes: Names["sizes"],
): Omit<Names, "hasPrimes"> {
  const heads = new Set(patterns.map(({ head }) => head));
  return {
    patterns,
    sizes,
    isHead: (name) => heads.has(name),
    isImplied: (name) => implied.has(name) && !own.some(({ head }) => head === name),
    matchPlain: (reference) => {
      const { head, accent, sub, sup } = reference;
      const found = patterns.find(
        (one) => one.head === head && one.accent === accent && one.sub.length + one.sup.length + one.placed === 0,
      );
      return found && sub.length > 0 ? { array: found.array, placed: [], sub, sup } : undefined;
    },
    match: (reference) => {
      const own = bestMatch(patterns, reference);
      if (own !== undefined || heads.has(reference.head) || sizes.has(reference.head)) return own;
      const parted = withoutDigits(reference);
      if (parted !== undefined && heads.has(parted.head)) return bestMatch(patterns, parted);
      return bestMatch(patterns, otherCase(reference)) ?? (parted && bestMatch(patterns, otherCase(parted)));
    },
  };
}

/** `delta11` as plain text writes it: a name, and the digits behind it below. */
function withoutDigits(reference: Reference): Reference | undefined {
  const [, head, digits] = /^(\p{L}+)(\d+)$/u.exec(reference.head) ?? [];
  if (head === undefined || digits === undefined) return undefined;
  const { end } = reference.span;
  const index: Formula = { tag: "number", text: digits, span: { start: end - digits.length, end } };
  return { ...reference, head, sub: [index, ...reference.sub] };
}

/** Capital and small letter name the same array where only one of them is a name. */
function otherCase(reference: Reference): Reference {
  const { head } = reference;
  // Δ is a change, or a sum of gradients, and not δ.
  if (head === "Delta" || head === "delta") return reference;
  const swapped = head === head.toLowerCase() ? head.toUpperCase() : head.toLowerCase();
  const greek = /^[a-z]{2,}$/.test(head) ? `${head[0]?.toUpperCase()}${head.slice(1)}` : swapped;
  return { ...reference, head: head.length === 1 ? swapped : greek };
}

/** The name that accounts for the most marks. */
function bestMatch(patterns: readonly NamePattern[], reference: Reference): NameMatch | undefined {
  let best: Found | undefined;
  for (const pattern of patterns) {
    if (pattern.head !== reference.head || pattern.accent !== reference.accent) continue;
    if (pattern.primes !== undefined && pattern.primes !== reference.primes) continue;
    const match = matchPattern(pattern, reference);
    const marks = pattern.sub.length + pattern.sup.length + (pattern.calls?.flat().length ?? 0) + (pattern.primes ?? 0);
    if (match === undefined) continue;
    const found: Found = { match, marks, letters: lettersKept(pattern, match) };
    if (best === undefined || isBetter(found, best)) best = found;
  }
  return best?.match;
}

interface Found {
  readonly match: NameMatch;
  readonly marks: number;
  /** How many indices are the letters by which the worksheet writes them. */
  readonly letters: number;
}

/**
 * Of two names for as many marks, `z^{(4)}` and not `z_2` is the name in `z^{(4)}_2`: nothing above is left over. Of `O_i`
 * and `O_j`, which the worksheet gives to two arrays, each is its own.
 */
function isBetter(found: Found, best: Found): boolean {
  if (found.marks !== best.marks) return found.marks > best.marks;
  const left = found.match.sup.length - best.match.sup.length;
  return left === 0 ? found.letters > best.letters : left < 0;
}

function lettersKept({ sub, sup, calls = [] }: NamePattern, { placed }: NameMatch): number {
  return [...sub, ...sup, ...calls.flat()].filter((mark) => {
    const index = typeof mark === "string" ? undefined : placed[mark.axis];
    return typeof mark !== "string" && index !== undefined && keyOfFormula(index) === mark.letter;
  }).length;
}

function matchPattern(pattern: NamePattern, reference: Reference): NameMatch | undefined {
  const placed: Formula[] = [];
  const sub = matchMarks(pattern.sub, reference.sub, placed);
  const sup = matchMarks(pattern.sup, reference.sup, placed);
  const calls = pattern.calls?.map((marks, at) => matchMarks(marks, reference.calls[at] ?? [], placed));
  if (sub === undefined || sup === undefined || calls?.some((left) => left?.length !== 0)) return undefined;
  const { array, primes } = pattern;
  return { array, placed, sub, sup, ...(primes && { primes }), ...(calls && { calls: calls.length }) };
}

/** What is left of the scripts behind the marks; scripts stay as they were written where no mark is wanted. */
function matchMarks(
  marks: readonly Mark[],
  items: readonly Formula[],
  placed: Formula[],
): readonly Formula[] | undefined {
  if (marks.length === 0) return items;
  const whole =
    items.length >= marks.length && items.every((item) => item.tag !== "symbol" || item.isWord) ? items : undefined;
  for (const units of [whole, unitsWithDigits(items, marks)]) {
    if (units === undefined) continue;
    const fits = marks.every((mark, position) => {
      const unit = units[position];
      return unit !== undefined && (typeof mark !== "string" || keyOfFormula(unit) === mark);
    });
    if (!fits) continue;
    marks.forEach((mark, position) => {
      if (typeof mark !== "string") placed[mark.axis] = units[position] as Formula;
    });
    return units.slice(marks.length);
  }
  return undefined;
}

/** The units of a script; a number is taken apart into digits where places for indices are wanted. */
function unitsWithDigits(items: readonly Formula[], marks: readonly Mark[]): Formula[] {
  const words = new Set(marks.filter((mark) => typeof mark === "string"));
  const units = unitsOf(items, (name) => words.has(name));
  if (units.length >= marks.length || marks.every((mark) => typeof mark === "string")) return units;
  return units.flatMap((unit) =>
    unit.tag === "number" && /^\d+$/.test(unit.text)
      ? [...unit.text].map((text): Formula => ({ ...unit, text }))
      : [unit],
  );
}

function patternsOf(open: OpenProblem): { readonly patterns: NamePattern[]; readonly implied: NamePattern[] } {
  const { scope, worksheet } = open;
  const own = scope.arrays
    .filter(({ named }) => named)
    .flatMap(({ id, name, latex }) => [
      ...namesOfIdentifier(name, scope.style).flatMap((text) => patternOf(text, id)),
      ...(latex === undefined ? [] : patternOf(latex, id)),
    ]);
  const given = worksheet.statements.flatMap((statement) => {
    if (statement.tag === "tensor" && statement.latex !== undefined)
      return patternOf(statement.latex, scope.resolve(statement.name.name).id);
    if (statement.tag !== "name") return [];
    const { target, latex } = statement;
    const base = target.tag === "index" ? target.array : target;
    const letters = target.tag === "index" ? target.indices.map((item) => (item.tag === "name" ? item.name : "")) : [];
    return latex.flatMap((text) => patternOf(text, arrayOfTarget(open, base), letters));
  });
  const heads = new Set([...own, ...given].map(({ head, sub, sup }) => [head, ...sub, "^", ...sup].join(" ")));
  const upstream = scope.arrays.filter(({ definition }) => definition.kind === "upstream");
  const plainDelta = upstream[0];
  const implied =
    upstream.length === 1 && plainDelta !== undefined && !heads.has("delta ^")
      ? [{ head: "delta", sub: [], sup: [], array: plainDelta.id, placed: 0 }]
      : [];
  return { patterns: [...given, ...own], implied };
}

function arrayOfTarget({ scope }: OpenProblem, base: Expression): number {
  return base.tag === "call"
    ? scope.derivative(base as CallNode).id
    : scope.resolve((base as { name: string }).name).id;
}

/** `delta_z1` as mathematics, and as it stands in plain text; `x1` also as x₁ and x⁽¹⁾. */
function namesOfIdentifier(name: string, { layers }: Style): string[] {
  const numbered = /^(\p{L}+)(\d+)$/u.exec(name);
  const greek = plainOfGreek(name);
  return [
    ...new Set([
      latexOfName(name),
      latexOfName(name, layers),
      name,
      greek,
      ...(numbered ? [`${plainOfGreek(numbered[1] as string)}_{${numbered[2]}}`] : []),
    ]),
  ];
}

function patternOf(text: string, array: number, letters: readonly string[] = []): NamePattern[] {
  const reference = readReference(text);
  if (reference === undefined) return [];
  const mark = (unit: Formula): Mark => {
    const axis = letters.indexOf(keyOfFormula(unit));
    return axis < 0 ? keyOfFormula(unit) : { axis, letter: keyOfFormula(unit) };
  };
  const words = (): boolean => letters.length === 0;
  const { head, accent, sub, sup, primes } = reference;
  const marks = [sub, sup, ...reference.calls].map((items) => unitsOf(items, words).map(mark));
  const [below = [], above = [], ...calls] = marks;
  // A letter that has no place in the name could not be told in a formula.
  const axes = new Set(marks.flat().map((one) => (typeof one === "string" ? undefined : one.axis)));
  if (!letters.every((_, axis) => axes.has(axis))) return [];
  return [
    {
      head,
      ...(accent !== undefined && { accent }),
      sub: below,
      sup: above,
      ...(calls.length > 0 && { calls }),
      ...(primes > 0 && { primes }),
      array,
      placed: letters.length,
    },
  ];
}

/** A name as LaTeX or as plain text; nothing where it is none. */
function readReference(text: string): Reference | undefined {
  for (const format of ["tex", "txt"] as const) {
    const reference = referenceIn(text, format);
    if (reference !== undefined) return reference;
  }
  return undefined;
}

function referenceIn(text: string, format: "tex" | "txt"): Reference | undefined {
  try {
    const formula = parseFormula(text, format);
    return referenceOf(formula) ?? differentialReference(formula);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}
