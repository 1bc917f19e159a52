/**
 * How the names of a derivation look: worked out once for each name, since names are few and entries many.
 */
import type { Notation } from "../derivation/derivation.ts";
import { latexOfName, plainOfName, scriptsOf } from "./names.ts";
import type { SymbolVisual } from "./visual.ts";

export type NotationTable = Readonly<Record<string, Notation>>;

export interface KnownSymbol {
  readonly visual: SymbolVisual;
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
  const known = Object.hasOwn(notation, name) ? notation[name] : undefined;
  const latex = known?.latex ?? latexOfName(name);
  const word = /\\(mathrm|text)\{..+\}/.test(latex);
  const visual: SymbolVisual = { tag: "symbol", latex, plain: plainOf(name, latex), word, scripts: scriptsOf(latex) };
  return { visual, commas: needsCommas(known?.shape ?? []) };
}

/** Letters of sums that a number tells apart have primes instead. */
function plainOf(name: string, latex: string): string {
  return /^[A-Za-z]'+$/.test(latex) && /\d$/.test(name) ? latex : plainOfName(name);
}

/** `a_{12}` would be one index or two. */
export function needsCommas(shape: readonly number[]): boolean {
  return shape.length >= 4 || shape.some((size) => size >= 10);
}
