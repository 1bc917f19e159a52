/** Guesses about what went wrong inside an expression. */
import type { Mistake } from "../error.ts";
import { NOTHING, tell } from "../messages/message.ts";
import { at, type Failure, here, isAfterOperand, isRelation, show, startsOperand } from "./failure.ts";

export function expressionMistake(failure: Failure): Mistake | undefined {
  if (failure.expected.has("%number") && failure.expected.has("(")) return missingOperand(failure);
  return misplacedArgument(failure) ?? primeWithoutCall(failure) ?? oneSymbolMissing(failure) ?? afterOperand(failure);
}

function missingOperand(failure: Failure): Mistake {
  const { found, previous } = failure;
  const after = previous === undefined ? NOTHING : tell` after ${show(previous)}`;
  if (found === undefined) return here(failure, tell`an expression is missing${after}`);
  if (found.text === ")" && previous?.text === "(")
    return here(failure, tell`there is nothing between \`(\` and \`)\``);
  if (found.text === "]" && previous?.text === "[")
    return here(failure, tell`there is nothing between \`[\` and \`]\``);
  return here(failure, tell`expected an expression${after}, found ${show(found)}`);
}

function misplacedArgument(failure: Failure): Mistake | undefined {
  const { expected, found, previous, tokens, bracket } = failure;
  if (tokens[bracket]?.text !== "(" || failure.word === "loss" || failure.word === "function") return undefined;
  const message = tell`arguments without a name stand before those with one`;
  if (expected.size === 1 && expected.has("=")) return at(previous, message);
  if (expected.has("%name") && !expected.has("%number") && startsOperand(found)) return here(failure, message);
  return undefined;
}

function primeWithoutCall(failure: Failure): Mistake | undefined {
  const { expected, found, previous, tokens } = failure;
  if (previous?.text === "'" && expected.has("(")) {
    const name = tokens[failure.position - 2];
    const shown = name?.type === "name" ? `${name.text}'` : "f'";
    return here(failure, tell`\`${shown}\` is a function; its argument is missing, as in \`${shown}(x)\``);
  }
  if (found?.text !== "'") return undefined;
  return here(failure, tell`a prime follows the name of a function, as in \`sigmoid'(z)\``);
}

function oneSymbolMissing(failure: Failure): Mistake | undefined {
  const { expected, found } = failure;
  const [symbol, further] = expected;
  if (symbol === undefined || further !== undefined || symbol.startsWith("%")) return undefined;
  const place = found === undefined ? tell`at the end of the line` : tell`before ${show(found)}`;
  return here(failure, tell`\`${symbol}\` is missing ${place}`);
}

function afterOperand(failure: Failure): Mistake | undefined {
  const { found } = failure;
  if (found === undefined || !isAfterOperand(failure)) return undefined;
  if (found.text === "..") return misplacedRange(failure);
  if (isRelation(found)) return misplacedRelation(failure);
  if (found.text === "=") return misplacedEquals(failure);
  if (found.text === "," && failure.bracket < 0) {
    return here(failure, tell`a comma stands between brackets only; a tuple is written \`(1, 2)\``);
  }
  return startsOperand(found) ? juxtaposed(failure) : undefined;
}

function misplacedRange(failure: Failure): Mistake {
  const { tokens, bracket } = failure;
  if (tokens[bracket]?.text === "[" && bracket === failure.position - 2) {
    return here(failure, tell`a range is not an entry of an array; it stands alone, as in \`= 1..4\``);
  }
  return here(failure, tell`a range is an index, the values of a tensor, or the value of a named argument`);
}

function misplacedRelation(failure: Failure): Mistake {
  const { found, bracket, tokens } = failure;
  if (tokens[bracket]?.text === "(" && tokens[bracket - 1]?.type === "name" && found?.text === "==") {
    return here(failure, tell`an argument gets its value with one \`=\``);
  }
  return here(failure, tell`a comparison as a value stands in square brackets of its own, as in \`[a >= b]\``);
}

function misplacedEquals(failure: Failure): Mistake {
  const { bracket, tokens } = failure;
  if (tokens[bracket]?.text === "[") return here(failure, tell`equality is written \`==\``);
  if (bracket >= 0) return here(failure, tell`before \`=\` stands the name of an argument, as in \`stride=2\``);
  return here(failure, tell`a second \`=\` has no place here; equality is written \`==\`, as in \`prove A == B\``);
}

function juxtaposed(failure: Failure): Mistake {
  const { found, previous, bracket } = failure;
  const isFactor = found?.type === "name" || found?.text === "(";
  if (previous?.type === "number" && isFactor) {
    const shown = found.type === "name" ? `${previous.text}*${found.text}` : `${previous.text}*(…)`;
    return here(failure, tell`an operator is missing before ${show(found)}; a product is written \`${shown}\``);
  }
  if (bracket >= 0) return here(failure, tell`a comma or an operator is missing before ${show(found)}`);
  return here(failure, tell`an operator is missing before ${show(found)}`);
}
