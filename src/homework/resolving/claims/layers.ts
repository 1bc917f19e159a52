/**
 * Claims about any layer: `\delta^l = (W^{l+1})^T \delta^{l+1} \odot \sigma'(z^l)` beside a worksheet that numbers its
 * layers.
 * In: a claim, and the names of the worksheet. Out: the claim at each layer, with numbers in place of `l` and of `L`, the
 * last one. Source: M. Nielsen, Neural Networks and Deep Learning, chapter 2 (BP1 to BP4).
 */
import type { Formula, ReadClaim, Script } from "../../syntax.ts";
import { unitsOf } from "../names/keys.ts";
import type { Names } from "../names/names.ts";
import { referenceOf } from "../names/reference.ts";
import { mapFormulas } from "../walk.ts";

/** The claim of one layer; `layer` is missing where the claim speaks of the last layer alone. */
export interface LayerClaim {
  readonly claim: ReadClaim;
  readonly letter: string;
  readonly layer: number;
}

/** The letter that stands for any layer, and the one that stands for the last. */
const ANY: ReadonlySet<string> = new Set(["l", "ell"]);
const LAST = "L";

/** Nothing where the claim has no letter for a layer, or the worksheet no numbered layers. */
export function atLayers(claim: ReadClaim, names: Names): readonly LayerClaim[] {
  const layers = layersOf(names);
  const last = layers[layers.length - 1];
  if (last === undefined) return [];
  for (const place of ["sup", "sub"] as const) {
    const letters = new Set<string>();
    const isNamed = (formula: Formula): boolean => {
      const reference = referenceOf(formula);
      return reference !== undefined && names.match(reference) !== undefined;
    };
    const number = (letter: string): undefined => {
      letters.add(letter);
    };
    renumbered(claim, { place, isNamed, number });
    const any = [...letters].find((letter) => ANY.has(letter));
    if (any === undefined && !letters.has(LAST)) continue;
    return (any === undefined ? [last] : layers).map((layer) => ({
      claim: renumbered(claim, { place, isNamed, number: (letter) => (letter === LAST ? last : layer) }),
      letter: any ?? LAST,
      layer,
    }));
  }
  return [];
}

/** The numbers that stand above or below names, in order. */
function layersOf({ patterns }: Names): readonly number[] {
  const marks = patterns.flatMap(({ sub, sup }) => [...sub, ...sup]);
  const numbers = marks.flatMap((mark) => (typeof mark === "string" && /^\d{1,2}$/.test(mark) ? [Number(mark)] : []));
  return [...new Set(numbers)].sort((one, other) => one - other);
}

interface Renumbering {
  readonly place: "sub" | "sup";
  /** Whether it is a name without a number. */
  isNamed(formula: Formula): boolean;
  /** The number for a letter; undefined where it stays. */
  number(letter: string): number | undefined;
}

/** The claim with numbers for the letters in the marks of layers. */
function renumbered(claim: ReadClaim, by: Renumbering): ReadClaim {
  return mapFormulas(claim, (formula) =>
    formula.tag === "scripted" || formula.tag === "differential" ? withNumbers(formula, by) : formula,
  );
}

function withNumbers(formula: Extract<Formula, { tag: "scripted" | "differential" }>, by: Renumbering): Formula {
  if (formula.tag === "differential") return formula.sign === "∇" ? { ...formula, ...byLast(formula, by) } : formula;
  const script = formula[by.place];
  if (script === undefined || !isMark(script, by.place)) return formula;
  const numbered = { ...script, items: script.items.map((item) => inMark(item, by)) };
  // δ_2 would be an entry of the worksheet's own δ.
  const isDelta = by.place === "sub" && formula.base.tag === "symbol" && formula.base.name === "delta";
  const { sub, sup } = formula;
  if (isDelta && sup === undefined) {
    const { sub: _, ...above } = formula;
    return { ...above, sup: numbered };
  }
  // With the layer below, a number above is a power.
  const isPower = by.place === "sub" && sup?.items.every(({ tag }) => tag === "number") === true;
  return { ...formula, [by.place]: numbered, ...(isPower && sub && { sup: { ...sup, isEntrywise: true } }) };
}

/** `\nabla_a C` beside `\delta^L` derives by the last layer's a. */
function byLast({ sub }: { readonly sub?: Script }, by: Renumbering): { readonly sub?: Script } {
  const [only, ...more] = sub?.items ?? [];
  const number = by.number(LAST);
  if (sub === undefined || only?.tag !== "symbol" || more.length > 0 || by.isNamed(only)) return {};
  if (number === undefined) return {};
  const script: Script = { span: only.span, items: [numberAt(only, number)] };
  return { sub: { ...sub, items: [{ tag: "scripted", base: only, [by.place]: script, primes: 0, span: only.span }] } };
}

/** Below a name a letter is a layer's only where it stands alone: `W_{kl}` has indices. */
function isMark({ items }: Script, place: Renumbering["place"]): boolean {
  return place === "sup" || unitsOf(items, () => false).length === 1;
}

/** `l`, `l+1`, `(l-1)`, `[l]T`: what is no layer stays as it is. */
function inMark(item: Formula, by: Renumbering): Formula {
  switch (item.tag) {
    case "symbol": {
      const number = ANY.has(item.name) || item.name === LAST ? by.number(item.name) : undefined;
      return number === undefined ? item : numberAt(item, number);
    }
    case "group":
      return { ...item, items: item.items.map((one) => inMark(one, by)) };
    case "binary": {
      const [left, right] = [inMark(item.left, by), inMark(item.right, by)];
      const isSum = item.sign === "+" || item.sign === "-";
      if (!isSum || left.tag !== "number" || right.tag !== "number") return { ...item, left, right };
      return numberAt(item, Number(left.text) + (item.sign === "+" ? 1 : -1) * Number(right.text));
    }
    default:
      return item;
  }
}

function numberAt({ span }: Formula, value: number): Formula {
  return { tag: "number", text: String(value), span };
}
