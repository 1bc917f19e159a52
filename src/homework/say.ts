/**
 * The sentences about one report, in the language that was asked for.
 * In: parts of a report. Out: plain sentences, in which everything that came from the sheet is fit to be shown again.
 */

import { code, echo } from "./place.ts";
import type { Counterexample, Diagnosis, Note } from "./report.ts";
import { englishCheck } from "./words.en.ts";
import type { CheckWords, Failure, Language, OperatorName } from "./words.ts";
import { DETAILS } from "./words.ts";
import { chineseCheck } from "./words.zh.ts";

const languages: Readonly<Record<Language, CheckWords>> = { en: englishCheck, zh: chineseCheck };

export function wordsFor(lang: Language): CheckWords {
  return languages[lang];
}

export function sayDiagnosis({ code: name, details, covered, wrong }: Diagnosis, words: CheckWords): string {
  const known: readonly string[] = DETAILS[name];
  const shown = Object.fromEntries(
    known.flatMap((key) => {
      const detail = details[key];
      return detail === undefined || detail === "" ? [] : [[key, sayDetail(key, detail, words)]];
    }),
  );
  const sentence = (words.diagnoses[name] as (details: Readonly<Record<string, string>>) => string)(shown);
  return covered < wrong && name !== "unrecognised" ? sentence + words.covers(covered, wrong) : sentence;
}

/** Operators have names of their own in each language. */
function sayDetail(key: string, detail: string, { operators }: CheckWords): string {
  const isOperator = (key === "used" || key === "meant") && Object.hasOwn(operators, detail);
  if (isOperator) return operators[detail as OperatorName];
  return /^[+-]?\d+$/.test(detail) ? detail : code(detail);
}

/** `written` is what stands in the sheet at the note's place. */
export function sayNote(note: Note, written: string, words: CheckWords): string {
  if (note.tag === "read-as") return words.readAs[note.why](code(written), sayReading(note, words));
  if (note.tag === "delta") return words.delta(code(note.shown.text), code(`name ${note.shown.text} as "\\delta"`));
  if (note.tag === "declare") return declaration(patternOf(written), words);
  return (words.notes[note.tag] as (note: Note) => string)(note);
}

function declaration(pattern: string, words: CheckWords): string {
  return words.declare(code(`operator "${pattern}" means conv2d`), code("convolve"), code("product"), code("matmul"));
}

/** A sign as it stands, and of a word with operands the word: `conv(A, B)`. */
function patternOf(written: string): string {
  const open = written.search(/(?:\\left\s*)?\(/u);
  return open < 1 ? written : `${written.slice(0, open)}(A, B)`;
}

function sayReading({ why, shown }: Note & { readonly tag: "read-as" }, { operators }: CheckWords): string {
  const isOperator = why === "operator" && Object.hasOwn(operators, shown.text);
  return isOperator ? operators[shown.text as OperatorName] : code(shown.text);
}

export function sayFailure(failure: Failure, words: CheckWords): string {
  if (failure.tag === "limit") return words.limits[failure.limit](failure.most);
  return (words.failures[failure.tag] as (failure: Failure) => string)(failure);
}

export function sayCounterexample({ values, sizes, at, left, right }: Counterexample, words: CheckWords): string {
  const equations = (parts: Readonly<Record<string, string>>): string[] =>
    Object.entries(parts).map(([name, value]) => code(`${name} = ${value}`));
  const parts = { values: equations(values), sizes: equations(sizes), at: equations(at) };
  return words.counterexample({ ...parts, left: code(left), right: code(right) });
}

/** A name of a file as it may be shown. */
export function fileName(file: string): string {
  return echo(file);
}
