/** Guesses about what went wrong with a statement: its first word, and what that word needs. */
import type { Mistake } from "../error.ts";
import { type Message, NOTHING, tell } from "../messages/message.ts";
import { at, type Failure, here, isAfterOperand, isRelation, show, startsOperand } from "./failure.ts";
import { forms, guessWord } from "./words.ts";

export function statementMistake(failure: Failure): Mistake | undefined {
  const { tokens, position, word } = failure;
  if (position === 0) return noStatement(failure);
  if (tokens[1]?.text === "=") return definitionMistake(failure);
  const form = forms.get(word);
  if (form === undefined) return position === 1 ? unknownStatement(failure) : undefined;
  if (position === 1) return here(failure, startMessage(failure, form));
  return guesses[word]?.(failure) ?? wordNeeds(failure, form);
}

function noStatement(failure: Failure): Mistake {
  const found = show(failure.found);
  return here(
    failure,
    tell`a statement starts with a word such as \`tensor\`, or with a name and \`=\`; found ${found}`,
  );
}

function unknownStatement(failure: Failure): Mistake {
  const { tokens, found, word } = failure;
  const guess = guessWord(word);
  if (guess !== undefined && (found === undefined || startsOperand(found))) {
    return at(tokens[0], tell`unknown statement \`${word}\`; did you mean \`${guess}\`?`);
  }
  if (found?.text === "==") return here(failure, tell`a definition is written with one \`=\`: \`${word} = …\``);
  if (found !== undefined && found.type !== "symbol") {
    return at(tokens[0], tell`${show(tokens[0])} opens no statement; a definition is written \`${word} = …\``);
  }
  if (found?.text === "(" || found?.text === "[") return expressionAlone(failure);
  return at(tokens[0], tell`an expression alone is no statement; \`expand ${word}\` shows the entries of \`${word}\``);
}

/** `f(x)` or `a[1]` at the start of a line, perhaps with a value behind it. */
function expressionAlone({ tokens, found, word }: Failure): Mistake {
  const close = found?.text === "(" ? ")" : "]";
  const isAssigned = tokens[tokens.findIndex(({ text }) => text === close) + 1]?.text === "=";
  if (isAssigned && close === ")") {
    return at(tokens[0], tell`a function is declared with the word \`function\`: \`function ${word}(x) = …\``);
  }
  if (isAssigned) return at(tokens[0], tell`a definition names a whole array: \`${word} = …\``);
  return at(tokens[0], tell`an expression alone is no statement; \`expand …\` shows its entries, \`y = …\` names it`);
}

function definitionMistake(failure: Failure): Mistake | undefined {
  const { found, word, bracket } = failure;
  if (found?.text !== "as" || bracket >= 0 || !isAfterOperand(failure)) return undefined;
  return here(failure, tell`the LaTeX name of a definition is a statement of its own: \`name ${word} as "…"\``);
}

function startMessage({ found, word }: Failure, form: Message): Message {
  if (found === undefined) return tell`\`${word}\` is not complete; it is written as in ${form}`;
  return tell`\`${word}\` is written as in ${form}; found ${show(found)}`;
}

function wordNeeds(failure: Failure, form: Message): Mistake | undefined {
  const { expected, found, word } = failure;
  if (found === undefined && isAfterOperand(failure)) {
    return here(failure, tell`\`${word}\` is not complete; it is written as in ${form}`);
  }
  if (!expected.has("%text") || expected.has("%number")) return undefined;
  if (found === undefined) return here(failure, tell`a text in double quotes is missing at the end of the line`);
  return here(failure, tell`expected a text in double quotes, found ${show(found)}`);
}

type Guess = (failure: Failure) => Mistake | undefined;

const guesses: Readonly<Record<string, Guess>> = {
  tensor(failure) {
    const { position, found, tokens, previous } = failure;
    const name = tokens[1]?.text ?? "";
    if (position === 2 && found?.text === "(")
      return here(failure, tell`a shape stands in square brackets: \`${name}[…]\``);
    if (position === 2) {
      const mend = tell`\`tensor ${name}[3,3]\`; a single number is \`scalar ${name}\``;
      return here(failure, tell`the tensor \`${name}\` needs a shape: ${mend}`);
    }
    if (position === 3 && found?.text === "]") {
      return here(failure, tell`the shape is empty; a single number is \`scalar ${name}\``);
    }
    if (expectsValues(failure)) return here(failure, tell`\`=\` is missing before the values`);
    if (previous?.text === "]" && found?.text === "[" && tokens[position + 1]?.text !== "[") {
      return here(failure, tell`a shape stands in one bracket: \`${name}[3,3]\``);
    }
    if (failure.bracket === 2 && found?.text === "..")
      return here(failure, tell`a shape is written in sizes, without a range`);
    return undefined;
  },
  scalar(failure) {
    const { position, found, tokens } = failure;
    if (expectsValues(failure)) return here(failure, tell`\`=\` is missing before ${show(found)}`);
    if (position !== 2 || found?.text !== "[") return undefined;
    return here(failure, tell`a scalar has no shape; an array is \`tensor ${tokens[1]?.text ?? ""}[…]\``);
  },
  size(failure) {
    const { expected, found } = failure;
    if (!expected.has(">=")) return undefined;
    if (found?.text === "=" || found?.text === "==") {
      return here(failure, tell`a size is a letter without a value; a bound is written \`size s >= 1\``);
    }
    if (!isRelation(found)) return undefined;
    return here(failure, tell`a bound is written \`>=\`; any other condition is a statement, as in \`assume s < 4\``);
  },
  integer(failure) {
    const { expected, found, previous, tokens, position } = failure;
    if (!expected.has(",") || found === undefined) return undefined;
    const after = tokens.slice(position + 1).map(({ text }) => text);
    const letter = previous?.text ?? "";
    const bound = after.length === 1 || after.length === 2 ? after.join("") : "…";
    if (found.text === "=" || found.text === "==") return here(failure, tell`an integer is a letter without a value`);
    if (found.text === ">=")
      return here(failure, tell`an integer has no bound; a letter with one is written \`size ${letter} >= ${bound}\``);
    if (!isRelation(found)) return undefined;
    return here(
      failure,
      tell`any condition is a statement of its own, as in \`assume ${letter} ${found.text} ${bound}\``,
    );
  },
  assume(failure) {
    if (failure.found?.text !== "=") return undefined;
    return here(failure, tell`equality is written \`==\`: \`assume A == B\``);
  },
  prove(failure) {
    const { expected, found } = failure;
    if (!expected.has("==") || failure.bracket >= 0) return undefined;
    if (found?.text === "=") return here(failure, tell`\`prove\` compares two sides with \`==\`: \`prove A == B\``);
    if (isRelation(found)) return here(failure, tell`\`prove\` takes equalities only: \`prove A == B\``);
    return undefined;
  },
  loss(failure) {
    const { position, found, tokens, expected } = failure;
    const name = tokens[1]?.text ?? "";
    if (position === 2 && found?.text === "=") {
      return at(tokens[0], tell`a loss with a formula is a definition: \`${name} = …\`, without the word \`loss\``);
    }
    if (position === 2)
      return here(failure, tell`\`loss ${name}\` needs what the loss depends on: \`loss ${name}(y)\``);
    if (!expected.has("delta")) return undefined;
    return here(failure, tell`the upstream gradient is named with \`delta=\`: \`loss ${name}(y, delta=g)\``);
  },
  function(failure) {
    const { expected, found, tokens } = failure;
    if (failure.position === 4 && found?.text === ",") return here(failure, tell`a function has one parameter`);
    const [, name, , parameter] = tokens.map(({ text }) => text);
    if (failure.position === 2)
      return here(failure, tell`a function is written \`function ${name ?? ""}\` or \`function ${name ?? ""}(x) = …\``);
    if (found !== undefined || !expected.has("=")) return undefined;
    return here(failure, tell`the formula is missing: \`function ${name ?? ""}(${parameter ?? ""}) = …\``);
  },
  name(failure) {
    const { expected, found } = failure;
    if (!expected.has("as") || failure.bracket >= 0) return undefined;
    return here(failure, tell`expected \`as\`, as in \`name z as "z^{l}"\`; found ${show(found)}`);
  },
  notation(failure) {
    const { found, position } = failure;
    const form = forms.get("notation") ?? NOTHING;
    if (position === 2)
      return here(failure, tell`an option has its name before it, as in ${form}; found ${show(found)}`);
    if (position === 3)
      return here(failure, tell`an option has its value behind it, as in ${form}; found ${show(found)}`);
    return undefined;
  },
  expand(failure) {
    if (failure.found?.text === "wrt")
      return here(failure, tell`\`expand\` takes no \`wrt\`; for derivatives: \`jacobian y wrt a\``);
    return severalRequests(failure);
  },
  jacobian: (failure) => requestMistake(failure),
  gradient: (failure) => requestMistake(failure),
  views: (failure) => requestMistake(failure),
};

function requestMistake(failure: Failure): Mistake | undefined {
  const { expected, found, word, bracket, tokens } = failure;
  if (bracket >= 0 || !isAfterOperand(failure)) return undefined;
  if (!expected.has("wrt")) return severalRequests(failure);
  const of = (failure.position === 2 ? tokens[1]?.text : "y") ?? "";
  if (found === undefined) {
    return here(failure, tell`\`${word}\` needs what to differentiate by: \`${word} ${of} wrt a\``);
  }
  return here(failure, tell`expected \`wrt\`, as in \`${word} ${of} wrt a\`; found ${show(found)}`);
}

/** `[[` behind a complete shape can only be its values. */
function expectsValues({ expected, found, tokens, position }: Failure): boolean {
  if (!expected.has("=") || found === undefined) return false;
  return found.type === "number" || (found.text === "[" && tokens[position + 1]?.text === "[");
}

function severalRequests(failure: Failure): Mistake | undefined {
  if (failure.found?.text !== "," || failure.bracket >= 0) return undefined;
  return here(failure, tell`one request stands on one line`);
}
