/**
 * How the names of a derivation look: worked out once for each name, since names are few and entries many.
 */
import type { Derivation, Notation } from "../derivation/derivation.ts";
import { plainStyle, type Style } from "../problem/style.ts";
import { boldLatex, latexOfName, plainOfName, scriptsOf } from "./names.ts";
import type { SymbolVisual } from "./visual.ts";

/** Every name that may be written, and the habits in which all is written. */
export interface NotationTable {
  readonly names: Readonly<Record<string, Notation>>;
  readonly style: Style;
}

export function tableOf({ notation, style }: Pick<Derivation, "notation" | "style">): NotationTable {
  return { names: notation, style };
}

/** Letters that are nobody's are written as they are. */
export const noNames: NotationTable = { names: {}, style: plainStyle };

/** What is known of a name, if anything is. */
export function notationOf(name: string, { names }: NotationTable): Notation | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

export interface KnownSymbol {
  readonly visual: SymbolVisual;
  /** The array as a whole; its entries have the symbol as it is. */
  readonly whole: SymbolVisual;
  /** Whether all entries of the array separate their indices, so that they look alike. */
  readonly commas: boolean;
}

const knownSymbols = new WeakMap<NotationTable, Map<string, KnownSymbol>>();

export function symbolOf(name: string, notation: NotationTable): KnownSymbol {
  const symbols = knownSymbols.get(notation) ?? new Map<string, KnownSymbol>();
  const symbol = symbols.get(name) ?? makeSymbol(name, notation);
  symbols.set(name, symbol);
  knownSymbols.set(notation, symbols);
  return symbol;
}

function makeSymbol(name: string, notation: NotationTable): KnownSymbol {
  const known = notationOf(name, notation);
  const latex = known?.latex ?? latexOfName(name, notation.style.layers);
  const word = /\\(mathrm|text)\{..+\}/.test(latex);
  const visual: SymbolVisual = { tag: "symbol", latex, plain: plainOf(name, latex), word, scripts: scriptsOf(latex) };
  const isArray = (known?.shape ?? []).length > 0;
  const whole = isArray && notation.style.tensors === "bold" ? { ...visual, latex: boldLatex(latex) } : visual;
  return { visual, whole, commas: needsCommas(known?.shape ?? [], notation.style) };
}

/** Letters of sums that a number tells apart have primes instead. */
function plainOf(name: string, latex: string): string {
  return /^[A-Za-z]'+$/.test(latex) && /\d$/.test(name) ? latex : plainOfName(name);
}

/** `a_{12}` would be one index or two; more than three digits are hard to tell apart. */
export function needsCommas(shape: readonly number[], { indices }: Style): boolean {
  if (indices === "commas") return true;
  return shape.some((size) => size >= 10) || (indices === "auto" && shape.length >= 4);
}
