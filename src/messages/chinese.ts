/**
 * Messages in Chinese. In: a message. Out: the same in Chinese, with the same holes filled.
 * Always: every message of the program has its Chinese sentence (a test looks for each); one that had none would be
 * said in English rather than not at all.
 */
import { type Message, templateOf } from "./message.ts";
import { COMMAND_LINE } from "./zh/command-line.ts";
import { COMMON } from "./zh/common.ts";
import { DERIVATION } from "./zh/derivation.ts";
import { EXPRESSIONS } from "./zh/expressions.ts";
import { LANGUAGE } from "./zh/language.ts";
import { LETTERS } from "./zh/letters.ts";
import { OPERATORS } from "./zh/operators.ts";
import { PROBLEM } from "./zh/problem.ts";

/** The sentences of each part of the program, by their English words. */
export const CATALOGUES: readonly Readonly<Record<string, string>>[] = [
  COMMON,
  LANGUAGE,
  EXPRESSIONS,
  PROBLEM,
  OPERATORS,
  LETTERS,
  DERIVATION,
  COMMAND_LINE,
];

const CHINESE: ReadonlyMap<string, string> = new Map(CATALOGUES.flatMap((catalogue) => Object.entries(catalogue)));

export function inChinese(message: Message): string {
  return spoken(message).replaceAll(EDGE, "");
}

/** Stands around what a person has written, which no spaces are set in, Chinese as it may be; no text has it. */
const EDGE = "\uffff";

function spoken({ words, holes }: Message): string {
  const template = templateOf({ words, holes });
  // Words stand at even places, numbers of holes at odd ones.
  const pieces = (CHINESE.get(template) ?? template).split(/\{(\d+)\}/);
  return pieces.reduce((said, piece, place) => {
    if (place % 2 === 0) return meet(said, piece);
    const hole = holes[Number(piece)];
    if (typeof hole === "object") return meet(said, spoken(hole));
    return meet(said, typeof hole === "string" ? `${EDGE}${hole}${EDGE}` : String(hole));
  }, "");
}

/** Chinese punctuation brings its own space along. */
const PUNCTUATION = /[，。；：？！、（）]/;
const HAN = /\p{Script=Han}/u;

/**
 * One piece of a sentence behind the other. What stands in a hole may be Chinese or not, so the space between them is
 * set here: one between Chinese and anything else, none between Chinese and Chinese, none beside Chinese punctuation.
 */
function meet(left: string, right: string): string {
  const [before, after] = [left.replace(/ $/, ""), right.replace(/^ /, "")];
  const [last, first] = [before.at(-1) ?? "", after[0] ?? ""];
  if (last === "" || first === "" || first === "\n") return left + right;
  if (PUNCTUATION.test(last) || PUNCTUATION.test(first)) return before + after;
  if (HAN.test(last) && HAN.test(first)) return before + after;
  return HAN.test(last) || HAN.test(first) ? `${before} ${after}` : left + right;
}
