/**
 * The message for tokens that the grammar refuses: what was found, what the language expects there, and the likely
 * mend. It is made from the place of the first bad token and from the symbols that could have stood there instead.
 */
import type { Mistake } from "../error.ts";
import { alternatives, type Message, tell } from "../messages/message.ts";
import { expressionMistake } from "./expression-mistakes.ts";
import { type Failure, here, quoted, show } from "./failure.ts";
import type { Token } from "./lexer.ts";
import { statementMistake } from "./statement-mistakes.ts";

/** `kind` is what was being read, and `expected` holds literals (`wrt`) and types of tokens (`%name`). */
export function mistakeAt(
  kind: "statement" | "expression",
  tokens: readonly Token[],
  position: number,
  expected: ReadonlySet<string>,
): Mistake {
  const failure: Failure = {
    tokens,
    position,
    expected,
    found: tokens[position],
    previous: tokens[position - 1],
    word: kind === "statement" ? (tokens[0]?.text ?? "") : "",
    bracket: innermostBracket(tokens, position),
  };
  const guess = (kind === "statement" && statementMistake(failure)) || expressionMistake(failure);
  return guess || here(failure, plainMessage(failure));
}

/** Where the innermost bracket opens that is still open before `position`; -1 where none is. */
function innermostBracket(tokens: readonly Token[], position: number): number {
  const open: number[] = [];
  for (let place = 0; place < position; place++) {
    const text = tokens[place]?.text;
    if (text === "(" || text === "[") open.push(place);
    else if (text === ")" || text === "]") open.pop();
  }
  return open.at(-1) ?? -1;
}

function plainMessage(failure: Failure): Message {
  const found = failure.found === undefined ? tell`the line ends` : tell`found ${show(failure.found)}`;
  const expected = expectedWords(failure.expected);
  if (expected.length === 0) return tell`${found} where the statement is complete; one statement stands on one line`;
  return tell`${found}; expected ${alternatives(expected)}`;
}

/** Words for what a person would write next; the many operators count as one. */
function expectedWords(expected: ReadonlySet<string>): Message[] {
  if (expected.has("%number")) return [tell`an expression`];
  const afterOperand = expected.has("+");
  const words = [...expected].filter((symbol) => !(afterOperand && "+-*/@mod^[('".includes(symbol))).map(inWords);
  return afterOperand ? [...words, tell`an operator`] : words;
}

function inWords(symbol: string): Message {
  switch (symbol) {
    case "%name":
      return tell`a name`;
    case "%text":
      return tell`a text in double quotes`;
    default:
      return quoted(symbol);
  }
}
