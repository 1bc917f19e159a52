/**
 * What is said of wrong arguments, which commander finds and says in English.
 * In: commander's sentence. Out: a message, so that it is said in the language that the arguments ask for.
 * Always: a sentence that is not known here is passed on as it is.
 */
import type { Language } from "../error.ts";
import { inEnglish, listed, type Message, NOTHING, tell, verbatim } from "../messages/message.ts";

/** The language that the arguments ask for, found before they are read: it is that of their mistakes too. */
export function languageOf(args: readonly string[]): Language {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const asked = own.findLast((arg, place) => arg.startsWith("--lang=") || own[place - 1] === "--lang");
  return asked?.replace(/^--lang=/, "") === "zh" ? "zh" : "en";
}

export const JOBS = tell`It is a number from 1 to 64.`;
export const FROM_ONE = tell`It is a whole number from 1 on.`;
export const FROM_TWO = tell`It is a whole number from 2 on.`;
export const SEED = tell`It is a whole number from 0 to 4294967295.`;
export const POINTS = tell`It is a number that is not negative.`;

/** What a sentence of commander's says; `parts` is what stands in the groups of its pattern. */
type Sentence = readonly [pattern: RegExp, said: (...parts: readonly string[]) => Message];

const SENTENCES: readonly Sentence[] = [
  [/^error: unknown option '([\s\S]*)'$/, (option) => tell`error: unknown option '${option}'`],
  [/^error: unknown command '([\s\S]*)'$/, (command) => tell`error: unknown command '${command}'`],
  [/^error: missing required argument '(.*)'$/, (name) => tell`error: missing required argument '${name}'`],
  [/^error: option '(.*)' argument missing$/, (option) => tell`error: option '${option}' argument missing`],
  [/^error: required option '(.*)' not specified$/, (option) => tell`error: required option '${option}' not specified`],
  [
    /^error: too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/,
    (command, expected, found) =>
      expected === "1"
        ? tell`error: too many arguments for '${command}'. Expected 1 argument but got ${Number(found)}.`
        : tell`error: too many arguments for '${command}'. Expected ${Number(expected)} arguments but got ${Number(found)}.`,
  ],
  [
    /^error: option '(.*)' argument '([\s\S]*)' is invalid\. ([^']*)$/,
    (option, value, rule) => tell`error: option '${option}' argument '${value}' is invalid. ${ruleOf(rule)}`,
  ],
];

function ruleOf(text: string): Message {
  const own = [JOBS, FROM_ONE, FROM_TWO, SEED, POINTS].find((rule) => inEnglish(rule) === text);
  const choices = /^Allowed choices are (.*)\.$/.exec(text)?.[1];
  if (choices === undefined) return own ?? verbatim(text);
  return tell`Allowed choices are ${listed(choices.split(", ").map((choice) => verbatim(choice)))}.`;
}

/** Commander's sentence; what it guesses was meant stands on a line of its own. */
export function usageMistake(text: string): Message {
  const [, sentence = text, guess] = /^([\s\S]*?)(?:\n\(Did you mean (?:one of )?(.*)\?\))?\n$/.exec(text) ?? [];
  const said = saidBy(sentence);
  if (said === undefined) return verbatim(text);
  return tell`${said}${guess === undefined ? NOTHING : guessed(guess.split(", "))}\n`;
}

function saidBy(sentence: string): Message | undefined {
  for (const [pattern, say] of SENTENCES) {
    const [whole, ...parts] = pattern.exec(sentence) ?? [];
    if (whole !== undefined) return say(...parts);
  }
  return undefined;
}

function guessed(guesses: readonly string[]): Message {
  const all = listed(guesses.map((guess) => verbatim(guess)));
  return guesses.length > 1 ? tell`\n(Did you mean one of ${all}?)` : tell`\n(Did you mean ${all}?)`;
}
