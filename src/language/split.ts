/**
 * Tokens to statements: a statement is a line, and goes on inside an open bracket.
 * What is wrong with a text as a whole, with its characters or with its brackets is found here.
 */
import { Mistake } from "../error.ts";
import { tell } from "../messages/message.ts";
import { type Token, tokenize } from "./lexer.ts";
import { followNesting } from "./nesting.ts";
import { lexicalMistake } from "./strays.ts";

/** In UTF-16 units; a worksheet that a person writes has a few thousand. */
const LONGEST = 1_000_000;
/** The tokens of each statement in turn; empty lines give none. */
export function* splitStatements(source: string): Generator<readonly Token[], void> {
  refuseForeign(source);
  let statement: Token[] = [];
  let nesting = followNesting();
  for (const token of tokenize(source)) {
    const mistake = lexicalMistake(token);
    if (mistake !== undefined) throw mistake;
    if (token.type !== "newline") {
      nesting.take(token, statement.at(-1));
      statement.push(token);
    } else if (!nesting.isOpen() && statement.length > 0) {
      yield statement;
      statement = [];
      nesting = followNesting();
    }
  }
  nesting.finish();
  if (statement.length > 0) yield statement;
}

function refuseForeign(source: string): void {
  if (source.length > LONGEST) {
    throw new Mistake("limit", tell`the text has ${source.length} characters; the limit is ${LONGEST}`);
  }
  if (source.includes("\0")) throw new Mistake("syntax", tell`this is not a text file`);
  if (source.includes("\ufffd")) throw new Mistake("syntax", tell`this is not a text file in UTF-8`);
}
