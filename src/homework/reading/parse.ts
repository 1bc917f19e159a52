/**
 * The tokens of one formula to its tree. A formula that does not fit gives a failure at the first token that is to
 * blame, with what could have stood there instead. Two trees for one formula would be a defect of the grammar.
 */
import nearley from "nearley";
import type { Span } from "../../language/syntax.ts";
import type { Chain, ReadingFailure } from "../syntax.ts";
import { showText } from "./characters.ts";
import compiled from "./homework.grammar.ts";
import { createLookahead, type Lookahead } from "./lookahead.ts";
import { markBrackets } from "./mark.ts";
import { items, type List } from "./nodes.ts";
import type { Token } from "./tokens.ts";

export type Parsed<T> =
  | { readonly tag: "read"; readonly result: T }
  | { readonly tag: "failed"; readonly failure: ReadingFailure };

const whole = nearley.Grammar.fromCompiled(compiled);
const allRules: Lookahead = () => whole.byName;
const beginning = createLookahead(whole);

export function parseChain(tokens: readonly Token[], source: string): Parsed<Chain> {
  return parse<Chain>("chain", tokens, source);
}

export function parseConditions(tokens: readonly Token[], source: string): Parsed<readonly Chain[]> {
  const parsed = parse<List<Chain>>("conditions", tokens, source);
  return parsed.tag === "failed" ? parsed : { tag: "read", result: items(parsed.result) };
}

type Start = "chain" | "conditions";

function parse<T>(start: Start, tokens: readonly Token[], source: string): Parsed<T> {
  const marked = markBrackets(tokens);
  if (marked.failure !== undefined) return { tag: "failed", failure: marked.failure };
  const read = run<T>(start, marked.tokens, source, beginning);
  // What could have stood there is known where nothing was left out.
  return read.tag === "failed" ? run<T>(start, marked.tokens, source, allRules) : read;
}

/** What nearley keeps of a parse and its types leave out: the symbols that could have come next. */
interface Progress {
  readonly table: readonly { readonly scannable: readonly { readonly rule: nearley.Rule; readonly dot: number }[] }[];
}

class Unexpected extends Error {}

/** @param rulesBefore the rules that are looked at before a token. */
function run<T>(start: Start, tokens: readonly Token[], source: string, rulesBefore: Lookahead): Parsed<T> {
  const grammar: nearley.Grammar = Object.create(whole);
  Object.assign(grammar, { start, byName: rulesBefore(tokens[0]) });
  let position = 0;
  const replay = {
    reset: () => {},
    next: () => {
      grammar.byName = rulesBefore(tokens[position + 1]);
      return tokens[position++] as nearley.Token | undefined;
    },
    save: () => ({}),
    formatError: () => "",
    has: () => true,
  };
  const parser = new nearley.Parser(grammar, { lexer: replay });
  // The report that nearley would write grows with the input and can overflow the stack.
  Object.assign(parser, {
    reportError: () => {
      throw new Unexpected();
    },
  });
  try {
    parser.feed("");
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { tag: "failed", failure: unexpected(tokens, position - 1, expectedBy(parser), source) };
  }
  if (parser.results.length > 1) throw new Error(`ambiguous: ${tokens.map((token) => token.text).join(" ")}`);
  if (parser.results.length === 1) return { tag: "read", result: parser.results[0] };
  return { tag: "failed", failure: unfinished(tokens, expectedBy(parser)) };
}

function unexpected(tokens: readonly Token[], at: number, expected: readonly string[], source: string): ReadingFailure {
  const token = tokens[at];
  const span = token?.span ?? endOf(tokens);
  return { tag: "unexpected", found: showText(source.slice(span.start, span.end)), expected, at: span };
}

function unfinished(tokens: readonly Token[], expected: readonly string[]): ReadingFailure {
  return { tag: "unfinished", expected, at: endOf(tokens) };
}

function endOf(tokens: readonly Token[]): Span {
  const end = tokens.at(-1)?.span.end ?? 0;
  return { start: end, end };
}

/** Types and literals of the grammar, by the word that messages know them by; in the order in which they are shown. */
const EXPECTATIONS: readonly (readonly [string, readonly string[]])[] = [
  ["operand", ["number", "symbol", "open"]],
  ["closing", ["close", "barClose", "indicatorClose", "}"]],
  ["operator", ["sign", "operator"]],
  ["relation", ["relation"]],
  ["comma", ["comma"]],
  ["cell", ["cell", "row", "matrixClose", "casesClose"]],
  ["argument", ["{"]],
];
const MOST_EXPECTED = 4;

function expectedBy(parser: nearley.Parser): readonly string[] {
  const column = (parser as unknown as Progress).table[parser.current];
  const symbols = new Set<string>();
  for (const { rule, dot } of column?.scannable ?? []) {
    const symbol: { literal?: string; type?: string } = rule.symbols[dot];
    symbols.add(symbol.type ?? symbol.literal ?? "");
  }
  const words = EXPECTATIONS.filter(([, types]) => types.some((type) => symbols.has(type))).map(([word]) => word);
  // A brace that only groups is an operand among others.
  return words.filter((word) => word !== "argument" || !words.includes("operand")).slice(0, MOST_EXPECTED);
}
