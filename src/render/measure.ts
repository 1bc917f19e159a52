/**
 * How wide a formula will be when it is set, in em: an estimate that is rather too wide than too narrow.
 * In: a visual tree. Out: its width in the text's own size (A4 with margins of 25 mm at 11pt is 41 em wide).
 * Measured against Computer Modern: letters 0.57, digits 0.5, + with its spaces 1.3, scripts 0.75 of the size.
 */
import type { Factor, Term, Visual } from "./visual.ts";

/** The width of a formula's line on paper: A4, margins of 25 mm, 11pt, less the indent of a display. */
export const lineWidth = 38;

const script = 0.75;
const commaWidths = { none: 0, comma: 0.3, spaced: 0.5 } as const;

export function widthOf(visual: Visual): number {
  switch (visual.tag) {
    case "symbol":
      return sizeOfLatex(visual.latex).body + sizeOfLatex(visual.latex).scripts;
    case "number":
      return 0.5 * visual.text.length;
    case "text":
      return widthOfText(visual.value) + (visual.quoted ? 1 : 0);
    case "entry":
      return widthOfEntry(visual.base, script * widthOfIndices(visual.indices, visual.commas) + 0.05);
    case "sum":
      return visual.terms.reduce((width, term, at) => width + widthOfTerm(term, at === 0), 0);
    case "product":
      return widthOfFactors(visual.factors);
    case "fraction":
      return Math.max(widthOf(visual.numerator), widthOf(visual.denominator)) + 0.25;
    case "power":
      return widthOf(visual.base) + script * widthOf(visual.exponent) + 0.08;
    case "group":
      return widthOf(visual.body) + (visual.tall ? 1.6 : 0.8);
    case "bigSum":
      return closeness(visual) * (widthOfLimits(visual) + widthOf(visual.body));
    case "derivative":
      return widthOfDerivative(visual);
    case "apply":
      return widthOfHead(visual) + 0.8 + totalWidth(visual.arguments, 0.45);
    case "convolved":
      return widthOf(visual.left) + widthOfSign(visual) + widthOf(visual.right);
    case "root":
      return widthOf(visual.body) + 1;
    case "fenced":
      return widthOf(visual.body) + 0.9;
    case "emphasis":
      return widthOf(visual.body);
    case "relation":
      return widthOf(visual.left) + (visual.sign === "mod" ? 2.8 : 1.4) + widthOf(visual.right);
    case "range":
      return widthOf(visual.from) + 1.3 + widthOf(visual.to);
    case "matrix":
      return widthOfColumns(visual.rows);
    case "series":
      return totalWidth(visual.items, 0.45);
    case "list":
      return 0.8 + totalWidth(visual.items, 0.45);
  }
}

/** Sums without ranges are of many short names, for which the estimate is by far too wide: TeX takes 0.78 to 0.91 of it. */
function closeness({ limits }: Extract<Visual, { tag: "bigSum" }>): number {
  return limits.some(({ range }) => range === undefined) ? 0.93 : 1;
}

export function widthOfTerm(term: Term, isFirst: boolean): number {
  return widthOf(term.body) + (isFirst ? (term.negative ? 0.8 : 0) : 1.3);
}

export function widthOfFactors(factors: readonly Factor[]): number {
  return factors.reduce((width, factor, at) => width + (at === 0 ? 0 : widthOfLink(factor)) + widthOf(factor.body), 0);
}

export function widthOfLink(factor: Factor): number {
  return { juxtaposed: 0, slash: 0.5, thin: 0.2, dot: 0.8, times: 1.3, hadamard: 1.3, matrix: 0.2 }[factor.link];
}

export function widthOfLimits({ sign, limits }: Extract<Visual, { tag: "bigSum" }>): number {
  const widths = limits.map(({ letter, range }) => {
    if (range === undefined) return Math.max(1.5, script * widthOf(letter));
    const { from, to } = range;
    if (sign === "max") return Math.max(2.1, script * (widthOf(letter) + 2.8 + widthOf(from) + widthOf(to)));
    return Math.max(1.5, script * Math.max(widthOf(letter) + 0.8 + widthOf(from), widthOf(to)));
  });
  return widths.reduce((total, width) => total + width + 0.2, 0);
}

export function widthOfHead(visual: Extract<Visual, { tag: "apply" }>): number {
  const parameters = visual.parameters.reduce((width, parameter) => width + script * widthOf(parameter.value), 0);
  return widthOf(visual.head) + 0.25 * visual.primes + parameters;
}

/** A superscript stands above the indices, a subscript in parentheses before them. */
function widthOfEntry(base: Visual, indices: number): number {
  if (base.tag !== "symbol" || base.scripts === "none") return widthOf(base) + indices;
  const { body, scripts } = sizeOfLatex(base.latex);
  return base.scripts === "superscript" ? body + Math.max(scripts, indices) : body + scripts + 0.8 + indices;
}

/** Signs have no space around them in an index. */
function widthOfIndices(indices: readonly Visual[], commas: "none" | "comma" | "spaced"): number {
  const spaces = indices.reduce((most, index) => most + (index.tag === "sum" ? index.terms.length - 1 : 0), 0);
  return totalWidth(indices, commaWidths[commas]) - 0.5 * spaces;
}

function widthOfDerivative({ of, by, operand, slash }: Extract<Visual, { tag: "derivative" }>): number {
  const parts = [of === undefined ? 0 : widthOf(of), widthOf(by)];
  const quotient = slash ? 1.7 + parts.reduce((sum, part) => sum + part, 0) : 0.85 + Math.max(...parts);
  return quotient + (operand === undefined ? 0 : widthOf(operand));
}

function totalWidth(visuals: readonly Visual[], separator: number): number {
  return visuals.reduce((width, visual, at) => width + (at === 0 ? 0 : separator) + widthOf(visual), 0);
}

function widthOfSign({ settings }: Extract<Visual, { tag: "convolved" }>): number {
  return settings.reduce((width, { name, value }) => width + script * (widthOfText(name) + 1.2 + widthOf(value)), 1.3);
}

/** A matrix: each column as wide as its widest cell, one em between columns. */
export function widthOfColumns(rows: readonly (readonly Visual[])[]): number {
  const columns: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      columns[at] = Math.max(columns[at] ?? 0, widthOf(cell));
    });
  }
  return columns.reduce((total, width) => total + width + 1, 0);
}

export function widthOfText(text: string): number {
  let width = 0;
  for (const character of text) width += character > "\u2e80" ? 1 : characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (/[mwMW@]/.test(character)) return 1;
  return /[A-Z]/.test(character) ? 0.75 : 0.5;
}

interface Size {
  readonly body: number;
  readonly scripts: number;
}

const sizes = new Map<string, Size>();

/** Names are few and come often. */
function sizeOfLatex(latex: string): Size {
  const size = sizes.get(latex) ?? estimate(latex);
  sizes.set(latex, size);
  return size;
}

/** Commands count as one letter, functions as their words; what stands in scripts counts three quarters. */
function estimate(latex: string): Size {
  const words = latex.replace(/\\(tanh|exp|log)\b/g, "$1").replace(/\\(mathrm|mathbf|boldsymbol|text|mathsf)\b/g, "");
  const letters = words.replace(/\\[A-Za-z]+/g, "n").replace(/[{}\\]/g, "");
  const base = letters.replace(/[\^_].*$/, "");
  const scripts = letters.slice(base.length).replace(/[\^_]/g, "");
  return { body: widthOfText(base) + 0.08, scripts: script * widthOfText(scripts) };
}
