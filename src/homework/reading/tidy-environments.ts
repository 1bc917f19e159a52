/**
 * Environments: rows of formulas become rows, matrices and functions by cases get one shape each, whatever they are
 * called, and a brace around a list of equations goes.
 */
import { environmentKind, meaningOf } from "./commands.ts";
import { MOST } from "./limits.ts";
import { isCharacter } from "./match.ts";
import { bad, extend, type Scope, step, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

export function tidyEnvironment(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { raw, partner } = tidying;
  const { text: name, span } = raw[at] as RawToken;
  const end = partner[at] as number;
  const from = afterPreamble(tidying, at);
  const kind = environmentKind(name);
  switch (kind) {
    case undefined: {
      // The row that it starts cannot be trusted; those after it can.
      const failure = bad(span, { tag: "unknown-command", command: `\\begin{${name}}`, at: span });
      layout(tidying, from, end, scope, into, failure);
      return end + 1;
    }
    case "matrix":
      // Without brackets around it, it may hold the rows of a list of equations.
      if (name.startsWith("matrix")) return casesOrRows(tidying, at, from, "array", scope, into);
      pushMatrix(tidying, at, from, end, into);
      return end + 1;
    case "substack":
      for (const inner of tidying.range(from, end, { isArgument: true })) {
        into.push(inner.type === "row" ? { ...inner, type: "comma", text: "," } : inner);
      }
      return end + 1;
    case "cases":
    case "array":
      return casesOrRows(tidying, at, from, kind, scope, into);
    case "layout":
      break;
  }
  layout(tidying, from, end, scope, into);
  return end + 1;
}

/** `{ccc}` of an array, where it has one, `{2}` of alignat, `[t]`. */
function afterPreamble(tidying: Tidying, at: number): number {
  const { raw, partner } = tidying;
  let next = at + 1;
  if (isCharacter(raw[next], "[")) {
    const close = raw.slice(next, next + 4).findIndex((inner) => isCharacter(inner, "]"));
    const isPlace = close > 0 && /^[a-z]$/u.test(raw[next + 1]?.text ?? "");
    if (isPlace) next += close + 1;
  }
  const close = partner[next] ?? -1;
  if (!/^(?:array|tabular|subarray|alignat|alignedat|IEEEeqnarray)\*?$/u.test((raw[at] as RawToken).text)) return next;
  if (!isCharacter(raw[next], "{") || close < 0 || close > next + 200) return next;
  const preamble = raw.slice(next + 1, close).map(({ text }) => text);
  return /^(?:[lcrsLCR|@{}!:;,.*0-9pmb\s]|\\[a-z]+|\\[,;! ])*$/u.test(preamble.join("")) ? close + 1 : next;
}

/** The rows stand on their own: each may be a formula, or go on with the one before. */
function layout(tidying: Tidying, from: number, end: number, scope: Scope, into: Token[], first?: Token): void {
  const { raw, row } = tidying;
  const edge = (at: number): Token => token("row", "\\\\", (raw[at] as RawToken).span);
  if (!scope.isArgument) into.push(edge(from - 1));
  if (first !== undefined) into.push(first);
  row.environments += 1;
  row.hasRelation = false;
  for (const inner of tidying.range(from, end, scope)) into.push(inner);
  row.environments -= 1;
  if (!scope.isArgument) into.push(edge(end));
}

/** Behind a relation the rows are values; otherwise they are equations if one of them is. */
function casesOrRows(
  tidying: Tidying,
  at: number,
  from: number,
  kind: "cases" | "array",
  scope: Scope,
  into: Token[],
): number {
  const end = tidying.partner[at] as number;
  const isValue = tidying.row.hasRelation || scope.isArgument;
  if (kind === "array" && isValue) {
    pushMatrix(tidying, at, from, end, into);
    return end + 1;
  }
  if (isValue) {
    pushCases(tidying, at, from, end, into);
    return end + 1;
  }
  if (isList(tidying, from, end)) layout(tidying, from, end, scope, into);
  else if (kind === "array") pushMatrix(tidying, at, from, end, into);
  else pushCases(tidying, at, from, end, into);
  return end + 1;
}

/** Whether a relation stands in the first cell of a row, or begins the second. Nothing is read twice for it. */
function isList({ raw, partner }: Tidying, from: number, end: number): boolean {
  let cell = 0;
  let isFirst = true;
  for (let at = from; at < end; at++) {
    const inner = raw[at] as RawToken;
    if (inner.text === "\\") cell = 0;
    else if (isCharacter(inner, "&")) cell += 1;
    else if (isRelation(inner) && (cell === 0 || isFirst)) return true;
    isFirst = inner.text === "\\" || isCharacter(inner, "&");
    at = Math.max(at, partner[at] ?? -1);
  }
  return false;
}

function isRelation({ kind, text }: RawToken): boolean {
  if (kind === "character") return ["=", "<", ">", "+="].includes(text);
  return kind === "command" && meaningOf(text.slice(1))?.tag === "relation";
}

/** Rows of cells; an empty last row goes. */
function rowsOf(tokens: readonly Token[]): Token[][][] {
  const rows: Token[][][] = [[[]]];
  let depth = 0;
  for (const inner of tokens) {
    depth += step(inner);
    if (depth === 0 && inner.type === "row") rows.push([[]]);
    else if (depth === 0 && inner.type === "cell") rows.at(-1)?.push([]);
    else rows.at(-1)?.at(-1)?.push(inner);
  }
  return rows.filter((row) => row.length > 1 || (row[0]?.length ?? 0) > 0);
}

function pushMatrix(tidying: Tidying, at: number, from: number, end: number, into: Token[]): void {
  const { raw } = tidying;
  const [open, close] = [(raw[at] as RawToken).span, (raw[end] as RawToken).span];
  const rows = rowsOf(cells(tidying, from, end));
  if (rows.length > MOST.matrix || rows.some(({ length }) => length > MOST.matrix)) {
    into.push(bad(open, { tag: "limit", limit: "matrix", most: MOST.matrix, at: open }));
    return;
  }
  into.push(token("matrixOpen", "\\begin", open));
  let place = open.end;
  rows.forEach((row, index) => {
    if (index > 0) into.push(token("row", "\\\\", { start: place, end: place }));
    row.forEach((cell, column) => {
      if (column > 0) into.push(token("cell", "&", { start: place, end: place }));
      const filled = cell.filter(({ type }) => type !== "quad");
      if (filled.length === 0) into.push(token("blank", "?", { start: place, end: place }));
      for (const inner of filled) into.push(inner);
      place = filled.at(-1)?.span.end ?? place;
    });
  });
  into.push(token("matrixClose", "\\end", close));
}

function cells(tidying: Tidying, from: number, end: number): Token[] {
  tidying.row.environments += 1;
  const tokens = tidying.range(from, end, { isArgument: true });
  tidying.row.environments -= 1;
  return tokens;
}

function pushCases(tidying: Tidying, at: number, from: number, end: number, into: Token[]): void {
  const { raw, row } = tidying;
  const before = row.hasRelation;
  row.environments += 1;
  const tokens = tidying.range(from, end, { isArgument: false });
  row.environments -= 1;
  row.hasRelation = before;
  into.push(token("casesOpen", "\\begin", (raw[at] as RawToken).span));
  rowsOf(tokens).forEach((cells, index) => {
    const [value, conditions] = valueAndConditions(cells);
    if (index > 0) into.push(token("row", "\\\\", (value[0] ?? conditions[0])?.span ?? { start: 0, end: 0 }));
    for (const inner of value) into.push(inner);
    if (conditions.length > 0) into.push(token("cell", "&", (conditions[0] as Token).span));
    for (const inner of conditions) into.push(inner);
  });
  into.push(token("casesClose", "\\end", (raw[end] as RawToken).span));
}

/** Parted by `&`, or without one by the first comma, space or word. */
function valueAndConditions(cells: readonly (readonly Token[])[]): [Token[], Token[]] {
  const first = cells[0] ?? [];
  const cut = cells.length > 1 ? first.length : partingPlace(first);
  const value = first.slice(0, cut);
  while (value.length > 0 && isMark(value.at(-1))) value.pop();
  const rest = [...first.slice(cut), ...cells.slice(1).flat()];
  const conditions = rest.flatMap((inner): Token[] => {
    if (inner.type === "and") return [{ ...inner, type: "comma", text: "," }];
    return inner.type === "condition" || inner.type === "quad" || inner.type === "words" ? [] : [inner];
  });
  while (conditions.length > 0 && isMark(conditions[0])) conditions.shift();
  while (conditions.length > 0 && isMark(conditions.at(-1))) conditions.pop();
  return [value, conditions];
}

const MARKS: ReadonlySet<string> = new Set(["comma", "stop", "quad"]);

function isMark(inner: Token | undefined): boolean {
  return inner !== undefined && MARKS.has(inner.type);
}

function partingPlace(tokens: readonly Token[]): number {
  let depth = 0;
  const place = tokens.findIndex((inner) => {
    depth += step(inner);
    return depth === 0 && (isMark(inner) || inner.type === "condition" || inner.type === "otherwise");
  });
  return place < 0 ? tokens.length : place;
}

// ------------------------------------------------------------------------------------------- \left and \right

export function tidyLeft(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { raw, partner } = tidying;
  const end = partner[at] as number;
  const [left, right] = [raw[at] as RawToken, raw[end] as RawToken];
  if (left.text === "." || right.text === ".") return halfOpen(tidying, at, end, scope, into);
  into.push(delimiter(left, "open"));
  for (const inner of tidying.range(at + 1, end, { ...scope })) into.push(inner);
  into.push(delimiter(right, "close"));
  return end + 1;
}

/** `\left\{ … \right.` is a brace before cases, or before a list of equations. */
function halfOpen(tidying: Tidying, at: number, end: number, scope: Scope, into: Token[]): number {
  const { raw, partner, row } = tidying;
  const isBrace =
    raw[at]?.text === "\\{" ||
    raw[at]?.text === "\\lbrace" ||
    raw[end]?.text === "\\}" ||
    raw[end]?.text === "\\rbrace";
  if (raw[at]?.text === "." && BARS.get(raw[end]?.text ?? "") === "|") {
    const place = into.length;
    for (const inner of tidying.range(at + 1, end, scope)) into.push(inner);
    const next = tidyEvaluation(tidying, end, into);
    if (next !== undefined) return next;
    into.length = place;
  }
  const isOneEnvironment = raw[at + 1]?.kind === "begin" && partner[at + 1] === end - 1;
  if (isBrace && isOneEnvironment && (row.hasRelation || scope.isArgument)) {
    const from = into.length;
    pushCases(tidying, at + 1, afterPreamble(tidying, at + 1), end - 1, into);
    const span = { start: (raw[at] as RawToken).span.start, end: (raw[end] as RawToken).span.end };
    into.push(...extend(into.splice(from), span));
    return end + 1;
  }
  if (!isBrace)
    into.push(
      token(
        "other",
        raw[at]?.text ?? "",
        raw[at]?.text === "." ? (raw[end] as RawToken).span : (raw[at] as RawToken).span,
      ),
    );
  for (const inner of tidying.range(at + 1, end, scope)) into.push(inner);
  return end + 1;
}

/** `|_{i=j}` behind a derivative, whose bar stands at `at`; undefined where no relation stands below the bar. */
export function tidyEvaluation(tidying: Tidying, at: number, into: Token[]): number | undefined {
  const { raw, partner } = tidying;
  const close = partner[at + 2] ?? -1;
  if (!isCharacter(raw[at + 1], "_") || !isCharacter(raw[at + 2], "{") || close < 0) return undefined;
  if (!raw.slice(at + 3, close).some(isRelation)) return undefined;
  const [open, end] = [raw[at] as RawToken, raw[close] as RawToken];
  into.push(token("open", "(", open.span, { isBeside: true }));
  for (const inner of tidying.range(at + 3, close, { isArgument: true })) into.push(inner);
  into.push(token("close", ")", end.span));
  return close + 1;
}

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ["\\lbrace", "\\{"],
  ["\\rbrace", "\\}"],
  ["\\lbrack", "["],
  ["\\rbrack", "]"],
  ["\\lfloor", "⌊"],
  ["\\rfloor", "⌋"],
  ["\\lceil", "⌈"],
  ["\\rceil", "⌉"],
]);
const BARS: ReadonlyMap<string, string> = new Map([
  ["|", "|"],
  ["\\vert", "|"],
  ["\\lvert", "|"],
  ["\\rvert", "|"],
  ["\\|", "‖"],
  ["\\Vert", "‖"],
]);

function delimiter({ text, span }: RawToken, type: "open" | "close"): Token {
  const bar = BARS.get(text);
  if (bar !== undefined) return token(type === "open" ? "barOpen" : "barClose", bar, span);
  const plain = DELIMITERS.get(text) ?? text;
  return ["(", "[", "\\{", ")", "]", "\\}", "⌊", "⌋", "⌈", "⌉"].includes(plain)
    ? token(type, plain, span)
    : token("other", plain, span);
}
