/**
 * The one visual tree between algebra and printers: parentheses, signs, and what stands between two factors are
 * decided before it is built (see visualize.ts), so that latex.ts and plain.ts only print.
 * Always: a printed node reads as the expression it was made from.
 */
import type { Relation } from "../language/syntax.ts";
import type { Scripts } from "./names.ts";

/** What stands before a factor. */
export type Link = "juxtaposed" | "slash" | "thin" | "dot" | "times" | "hadamard" | "matrix";

export interface Term {
  readonly negative: boolean;
  readonly body: Visual;
}

export interface Factor {
  readonly link: Link;
  readonly body: Visual;
}

/** A letter and its range; without one it runs, or several letters do, over all integers. */
export interface Limit {
  readonly letter: Visual;
  readonly range?: { readonly from: Visual; readonly to: Visual };
}

export interface SymbolVisual {
  readonly tag: "symbol";
  readonly latex: string;
  readonly plain: string;
  /** More than one letter: needs a little space between factors. */
  readonly word: boolean;
  readonly scripts: Scripts;
}

export type Visual =
  | SymbolVisual
  | { readonly tag: "number"; readonly text: string }
  | { readonly tag: "text"; readonly value: string; readonly quoted: boolean }
  | {
      readonly tag: "entry";
      readonly base: Visual;
      readonly indices: readonly Visual[];
      readonly commas: "none" | "comma" | "spaced";
    }
  | { readonly tag: "sum"; readonly terms: readonly Term[] }
  | { readonly tag: "product"; readonly factors: readonly Factor[] }
  | { readonly tag: "fraction"; readonly numerator: Visual; readonly denominator: Visual }
  | { readonly tag: "power"; readonly base: Visual; readonly exponent: Visual }
  | { readonly tag: "group"; readonly body: Visual; readonly tall: boolean }
  /** A sum over letters, or the largest of what stands behind it. */
  | {
      readonly tag: "bigSum";
      readonly sign: "sum" | "max";
      readonly limits: readonly Limit[];
      readonly body: Visual;
    }
  /** `of` in the numerator, or `operand` after the fraction; `slash`: on one line. */
  | {
      readonly tag: "derivative";
      readonly of?: Visual;
      readonly by: Visual;
      readonly operand?: Visual;
      readonly slash?: boolean;
    }
  | {
      readonly tag: "apply";
      readonly head: Visual;
      readonly primes: number;
      readonly parameters: readonly { readonly name: string; readonly value: Visual }[];
      readonly arguments: readonly Visual[];
    }
  /** A convolution as a sign between arrays; what is set otherwise than usual stands below the sign. */
  | {
      readonly tag: "convolved";
      readonly left: Visual;
      readonly sign: SymbolVisual;
      readonly settings: readonly { readonly name: string; readonly value: Visual }[];
      readonly right: Visual;
    }
  | { readonly tag: "root"; readonly body: Visual }
  | { readonly tag: "fenced"; readonly fence: "floor" | "ceil" | "square"; readonly body: Visual }
  | {
      readonly tag: "relation";
      readonly left: Visual;
      readonly sign: Relation | "=" | "mod" | "divides" | "to";
      readonly right: Visual;
    }
  | { readonly tag: "range"; readonly from: Visual; readonly to: Visual }
  | { readonly tag: "matrix"; readonly rows: readonly (readonly Visual[])[] }
  | { readonly tag: "list"; readonly items: readonly Visual[] }
  /** A term that is 0, or what a reader should look at or past; the last two are colours alone. */
  | { readonly tag: "emphasis"; readonly kind: "vanishing" | "accent" | "faint"; readonly body: Visual }
  /** Items with commas, without parentheses: the letters of `1 ≤ p, q ≤ 2`. */
  | { readonly tag: "series"; readonly items: readonly Visual[] };

/** How tightly a node holds together: a place that needs more puts it in parentheses. */
export const tightness = { relation: 0, sum: 1, product: 2, fraction: 3, atom: 4 } as const;

export function tightnessOf(visual: Visual): number {
  switch (visual.tag) {
    case "relation":
    case "range":
      return tightness.relation;
    case "sum":
      return tightness.sum;
    case "product":
    case "bigSum":
    case "convolved":
      return tightness.product;
    case "derivative":
      return visual.operand === undefined ? tightness.fraction : tightness.product;
    case "fraction":
    case "power":
      return tightness.fraction;
    case "emphasis":
      return tightnessOf(visual.body);
    case "symbol":
    case "number":
    case "text":
    case "entry":
    case "group":
    case "apply":
    case "root":
    case "fenced":
    case "matrix":
    case "list":
    case "series":
      return tightness.atom;
  }
}

/** Higher than a line: parentheses around it must grow. */
export function isTall(visual: Visual): boolean {
  switch (visual.tag) {
    case "fraction":
    case "bigSum":
    case "matrix":
      return true;
    case "derivative":
      return visual.slash !== true || (visual.operand !== undefined && isTall(visual.operand));
    case "sum":
      return visual.terms.some((term) => isTall(term.body));
    case "product":
      return visual.factors.some((factor) => isTall(factor.body));
    case "group":
      return visual.tall;
    case "power":
      return isTall(visual.base);
    case "apply":
      return visual.arguments.some(isTall);
    case "entry":
      return isTall(visual.base);
    case "root":
    case "fenced":
    case "emphasis":
      return isTall(visual.body);
    case "relation":
    case "convolved":
      return isTall(visual.left) || isTall(visual.right);
    case "list":
    case "series":
      return visual.items.some(isTall);
    case "symbol":
    case "number":
    case "text":
    case "range":
      return false;
  }
}

export function group(body: Visual): Visual {
  return { tag: "group", body, tall: isTall(body) };
}

export function groupBelow(level: number, visual: Visual): Visual {
  return tightnessOf(visual) < level ? group(visual) : visual;
}

/** A sum sign, or a derivative before one, takes in what follows it: only the last factor may be one. */
export function isOpenToTheRight(visual: Visual): boolean {
  if (visual.tag === "bigSum") return true;
  return visual.tag === "derivative" && visual.operand !== undefined && isOpenToTheRight(visual.operand);
}

export function number(text: string): Visual {
  return { tag: "number", text };
}

export function powerVisual(base: Visual, exponent: Visual): Visual {
  const symbol = base.tag === "entry" ? base.base : base;
  const raised = symbol.tag === "symbol" && symbol.scripts === "superscript";
  return { tag: "power", base: raised ? group(base) : groupBelow(tightness.atom, base), exponent };
}
