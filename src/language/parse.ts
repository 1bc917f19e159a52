/**
 * Worksheet text to syntax, one statement at a time, so that a message stays with its statement and the cost of a
 * line never depends on the others. A sentence with two parses is a defect of the grammar, not of the worksheet.
 */
import nearley from "nearley";
import { locateMistakes, Mistake } from "../error.ts";
import { tell } from "../messages/message.ts";
import type { Token } from "./lexer.ts";
import { mistakeAt } from "./mistakes.ts";
import type { Body } from "./nodes.ts";
import { splitStatements } from "./split.ts";
import type { Expression, Statement, Worksheet } from "./syntax.ts";
import compiled from "./worksheet.grammar.ts";

type Kind = "statement" | "expression";

const grammars = { statement: grammarFor("statement"), expression: grammarFor("expression") };

/** Throws a `WorksheetError` with code "syntax", or "limit" where the text is too long or nested too deep. */
export function parseWorksheet(source: string): Worksheet {
  return locateMistakes(source, () => {
    const statements: Statement[] = [];
    for (const tokens of splitStatements(source)) {
      const body = parseTokens<Body>("statement", tokens);
      statements.push({ ...body, span: spanOf(tokens) });
    }
    if (statements.length === 0) throw nothingToDo(source);
    return { source, statements };
  });
}

/** Reads a single expression, such as an entry of a written derivation. Throws as `parseWorksheet` does. */
export function parseExpression(source: string): Expression {
  return locateMistakes(source, () => {
    const [tokens, further] = splitStatements(source);
    if (tokens === undefined) throw new Mistake("syntax", tell`an expression is missing`);
    if (further !== undefined) throw new Mistake("syntax", tell`one expression stands on one line`, spanOf(further));
    return parseTokens<Expression>("expression", tokens);
  });
}

function nothingToDo(source: string): Mistake {
  const start = tell`start with a tensor, such as \`tensor a[3,3]\``;
  if (source.trim() === "") return new Mistake("syntax", tell`the worksheet is empty; ${start}`);
  return new Mistake("syntax", tell`the worksheet holds nothing but comments; ${start}`);
}

function spanOf(tokens: readonly Token[]): Statement["span"] {
  return { start: tokens[0]?.span.start ?? 0, end: tokens.at(-1)?.span.end ?? 0 };
}

function grammarFor(start: Kind): nearley.Grammar {
  const grammar = nearley.Grammar.fromCompiled(compiled);
  grammar.start = start;
  return grammar;
}

/** What nearley keeps of a parse and its types leave out: the symbols that could have come next. */
interface Progress {
  readonly table: readonly { readonly scannable: readonly { readonly rule: nearley.Rule; readonly dot: number }[] }[];
}

class Unexpected extends Error {}

function parseTokens<T>(kind: Kind, tokens: readonly Token[]): T {
  let position = 0;
  const replay = {
    reset: () => {},
    next: () => tokens[position++],
    save: () => ({}),
    formatError: () => "",
    has: () => true,
  };
  const parser = new nearley.Parser(grammars[kind], { lexer: replay });
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
    throw mistakeAt(kind, tokens, position - 1, expectedBy(parser));
  }
  if (parser.results.length === 0) throw mistakeAt(kind, tokens, tokens.length, expectedBy(parser));
  if (parser.results.length > 1) throw new Error(`ambiguous: ${tokens.map((token) => token.text).join(" ")}`);
  return parser.results[0];
}

/** The literals, and the types of tokens (`%name`), that the grammar would have taken after the last good token. */
function expectedBy(parser: nearley.Parser): ReadonlySet<string> {
  const column = (parser as unknown as Progress).table[parser.current];
  const expected = new Set<string>();
  for (const { rule, dot } of column?.scannable ?? []) {
    const symbol: { literal?: string; type?: string } = rule.symbols[dot];
    expected.add(symbol.literal ?? `%${symbol.type}`);
  }
  return expected;
}
