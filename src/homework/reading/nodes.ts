/**
 * The makers of formulas that the grammar calls: tokens and finished parts in, a node with its place out. They check
 * nothing; what they are given is what the grammar lets pass.
 */
import type { Span } from "../../language/syntax.ts";
import type {
  AppliedFormula,
  BinaryFormula,
  BinarySign,
  CasesFormula,
  Chain,
  DifferentialFormula,
  Formula,
  FractionFormula,
  GroupFormula,
  MatrixFormula,
  NamedItem,
  Relation,
  Script,
  ScriptedFormula,
  SliceFormula,
  SumFormula,
  SymbolFormula,
} from "../syntax.ts";
import { PROGRAM } from "./code-words.ts";
import type { Token } from "./tokens.ts";

/** A list under construction, linked from its end: the grammar builds every prefix, and no prefix may cost a copy. */
export interface List<T> {
  readonly last: T;
  readonly before: List<T> | undefined;
}

export function listOf<T>(last: T, before?: List<T>): List<T> {
  return { last, before };
}

export function items<T>(list: List<T> | undefined): T[] {
  const reversed: T[] = [];
  for (let rest = list; rest !== undefined; rest = rest.before) reversed.push(rest.last);
  return reversed.reverse();
}

type Placed = { readonly span: Span; readonly outer?: Span };

function cover(first: Placed, last: Placed): Span {
  const [start, end] = [first.outer ?? first.span, last.outer ?? last.span];
  return { start: start.start, end: Math.max(start.end, end.end) };
}

function placeOf(token: Token): Span {
  return token.outer ?? token.span;
}

// ------------------------------------------------------------------------------------------------------- atoms

export function number(token: Token): Formula {
  return { tag: "number", text: token.text, span: placeOf(token) };
}

export function symbol(token: Token): SymbolFormula {
  const { name, isWord, accent } = token.symbol ?? { name: token.text, isWord: false };
  const span = placeOf(token);
  return accent === undefined ? { tag: "symbol", name, isWord, span } : { tag: "symbol", name, isWord, accent, span };
}

export function dots(token: Token): Formula {
  return { tag: "dots", span: placeOf(token) };
}

export function blank(token: Token): Formula {
  return { tag: "blank", span: placeOf(token) };
}

/** Braces that only group are gone; their place stays, so that a slice of the source is balanced. */
export function braced(open: Token, inner: Formula, close: Token): Formula {
  return { ...inner, span: cover(open, close) };
}

/** A bracket around nothing but a matrix belongs to it. */
export function group(open: Token, list: List<Formula>, close: Token): Formula {
  const inner = items(list);
  const span = cover(open, close);
  const only = inner.length === 1 ? inner[0] : undefined;
  if (only?.tag === "matrix") return { ...only, span };
  if (open.text === "[") {
    const rows = inner.map((item) => (item.tag === "group" && item.bracket === "[" ? item.items : undefined));
    if (rows.every((row) => row !== undefined)) return { tag: "matrix", rows, span };
  }
  if (open.text === "⌊" || open.text === "⌈") return rounded(open, inner, span);
  if (open.text === "‖") return worded("norm", open, inner, span);
  const bracket = open.text === "\\{" ? "{" : (open.text as GroupFormula["bracket"]);
  return { tag: "group", bracket, items: inner, span };
}

/** What is called, and its brackets: always a group. */
export function argument(open: Token, list: List<Formula | NamedArgument> | undefined, close: Token): GroupFormula {
  const bracket = open.text === "\\{" ? "{" : (open.text as GroupFormula["bracket"]);
  const all = items(list);
  const plain = all.filter((item) => item.tag !== "named");
  const named = all.flatMap((item) => (item.tag === "named" ? [item.item] : []));
  const span = cover(open, close);
  return { tag: "group", bracket, items: plain, ...(named.length > 0 && { named }), span };
}

interface NamedArgument {
  readonly tag: "named";
  readonly item: NamedItem;
}

export function named(name: Token, value: Formula): NamedArgument {
  return { tag: "named", item: { name: name.symbol?.name ?? name.text, value, span: cover(name, value) } };
}

export function slice(
  from: Formula | undefined,
  [first, second]: readonly Token[],
  to: Formula | undefined,
  step?: Formula,
): SliceFormula {
  const span = cover(from ?? (first as Token), step ?? second ?? to ?? (first as Token));
  return { tag: "slice", ...(from && { from }), ...(to && { to }), ...(step && { step }), span };
}

/** `dZ.sum(axis=1)` is `np.sum(dZ, axis=1)`. */
export function method(of: Formula, name: Token, given: GroupFormula): AppliedFormula {
  const head: Formula = { tag: "symbol", name: `${PROGRAM}${name.text}`, isWord: true, span: name.span };
  const span = cover(of, given);
  return { tag: "applied", head, argument: { ...given, items: [of, ...given.items], span }, span };
}

/** `\lfloor x \rfloor` is `floor(x)`. */
function rounded(open: Token, inner: readonly Formula[], span: Span): AppliedFormula {
  return worded(open.text === "⌊" ? "floor" : "ceil", open, inner, span);
}

function worded(name: string, open: Token, inner: readonly Formula[], span: Span): AppliedFormula {
  const head: Formula = { tag: "symbol", name, isWord: true, span: open.span };
  return { tag: "applied", head, argument: { tag: "group", bracket: "(", items: inner, span }, span };
}

export function indicator(open: Token, list: List<Chain>, close: Token): Formula {
  return { tag: "indicator", conditions: items(list), span: cover(open, close) };
}

/** `Z > 0` in the brackets of a call. */
export function compared(left: Formula, sign: Token, right: Formula): Formula {
  const condition = chain(link(side(left), sign, right));
  return { tag: "indicator", conditions: [condition], span: condition.span };
}

export function root(sign: Token, operand: Formula, close: Token): Formula {
  return { tag: "root", operand, span: cover(sign, close) };
}

export function fraction(sign: Token, over: Formula, under: Formula, close: Token): FractionFormula {
  return { tag: "fraction", over, under, span: cover(sign, close) };
}

// ----------------------------------------------------------------------------------------------------- scripts

export interface Scripts {
  readonly sub?: Script;
  readonly sup?: Script;
  readonly primes: number;
  readonly end: Placed;
}

export function noScripts(): Scripts | undefined {
  return undefined;
}

export function withPrime(before: Scripts | undefined, prime: Token): Scripts {
  return scriptsOf(before?.sub, before?.sup, (before?.primes ?? 0) + 1, prime);
}

export function withScript(before: Scripts | undefined, sign: Token, script: Script): Scripts {
  const primes = before?.primes ?? 0;
  if (sign.text === "_") return scriptsOf(script, before?.sup, primes, script);
  return scriptsOf(before?.sub, script, primes, script);
}

/** Made for every prefix of a formula that the parser looks at: nothing is spread. */
function scriptsOf(sub: Script | undefined, sup: Script | undefined, primes: number, end: Placed): Scripts {
  if (sub === undefined) return sup === undefined ? { primes, end } : { sup, primes, end };
  return sup === undefined ? { sub, primes, end } : { sub, sup, primes, end };
}

/** `^{(l)}`: a bracket around everything is the script's own. */
export function script(sign: Token, { list, close }: { readonly list: List<Formula>; readonly close: Token }): Script {
  const inner = items(list);
  const only = inner.length === 1 ? inner[0] : undefined;
  const span = cover(sign, close);
  if (sign.isEntrywise === true) return { items: inner, isEntrywise: true, span };
  if (only?.tag !== "group" || (only.bracket !== "(" && only.bracket !== "[")) return { items: inner, span };
  return { items: only.items, bracket: only.bracket, span };
}

export function scripted(base: Formula, scripts: Scripts | undefined): Formula {
  if (scripts === undefined) return base;
  const { sub, sup, primes, end } = scripts;
  const plain: ScriptedFormula = { tag: "scripted", base, primes, span: cover(base, end) };
  return Object.assign(plain, sub && { sub }, sup && { sup });
}

export function applied(head: Formula, of: Formula): AppliedFormula {
  return { tag: "applied", head, argument: of, span: cover(head, of) };
}

export function differential(sign: Token, sub: Script | undefined, operand?: Formula): DifferentialFormula {
  const span = cover(sign, operand ?? sub ?? sign);
  const by = sub && { sub };
  return { tag: "differential", sign: sign.text as "∂" | "∇", ...by, ...(operand && { operand }), span };
}

// --------------------------------------------------------------------------------------------------- operators

export function binary(left: Formula, sign: Token, right: Formula): BinaryFormula {
  const operator = sign.operator ?? (sign.text as BinarySign);
  const [signSpan, span] = [sign.span, cover(left, right)];
  const plain: BinaryFormula = { tag: "binary", sign: operator, signSpan, left, right, span };
  return sign.accent === undefined ? plain : Object.assign(plain, { accent: sign.accent });
}

export function juxtaposed(left: Formula, right: Formula): BinaryFormula {
  const signSpan = { start: left.span.end, end: left.span.end };
  return { tag: "binary", sign: "juxtaposed", signSpan, left, right, span: cover(left, right) };
}

export function negate(sign: Token, operand: Formula): Formula {
  return { tag: "negate", operand, span: cover(sign, operand) };
}

/** A sign that changes nothing; its place stays. */
export function plus(sign: Token, operand: Formula): Formula {
  return { ...operand, span: cover(sign, operand) };
}

// --------------------------------------------------------------------------------------- sums, matrices, chains

export interface Limits {
  readonly conditions?: readonly Chain[];
  readonly upper?: Formula;
}

export function lower(list: List<Chain>): Limits {
  return { conditions: items(list) };
}

export function upper(formula: Formula): Limits {
  return { upper: formula };
}

export function sum(sign: Token, first: Limits, second: Limits, body: Formula): SumFormula {
  const isProduct = sign.text === "\\prod" ? ({ isProduct: true } as const) : {};
  return { tag: "sum", ...isProduct, conditions: [], ...first, ...second, body, span: cover(sign, body) };
}

export function matrix(open: Token, rows: List<List<Formula>>, close: Token): MatrixFormula {
  return { tag: "matrix", rows: items(rows).map(items), span: cover(open, close) };
}

type CasesRow = CasesFormula["rows"][number];

export function casesRow(value: Formula, conditions?: List<Chain>): CasesRow {
  return { value, conditions: items(conditions) };
}

export function cases(open: Token, rows: List<CasesRow>, close: Token): CasesFormula {
  return { tag: "cases", rows: items(rows), span: cover(open, close) };
}

interface Links {
  readonly sides: List<Formula>;
  readonly relations?: List<Relation>;
}

export function side(formula: Formula): Links {
  return { sides: listOf(formula) };
}

export function link(before: Links, sign: Token, right: Formula): Links {
  const relation: Relation = { sign: sign.relation ?? "=", span: sign.span };
  return { sides: listOf(right, before.sides), relations: listOf(relation, before.relations) };
}

export function chain(links: Links): Chain {
  const sides = items(links.sides);
  const [first, last] = [sides[0] as Formula, sides.at(-1) as Formula];
  return { sides, relations: items(links.relations), span: cover(first, last) };
}
