/**
 * From a worksheet to an exercise: a sheet with blanks, its key, and the worksheet that both are about.
 * In: a worksheet that asks for entries, and a seed. Out: two documents that every format prints, and a worksheet's text.
 * Always: the key is what `derive` finds for that worksheet; the same seed gives the same exercise.
 */
import type { Derivation } from "./derivation/derivation.ts";
import { namesIn } from "./derivation/spoken.ts";
import { derive } from "./derive.ts";
import { locateMistakes, Mistake, WorksheetError } from "./error.ts";
import { isExact } from "./exercise/exact.ts";
import { chooseQuestions, type Question, type QuestionGroup } from "./exercise/questions.ts";
import { type Random, randomFrom } from "./exercise/random.ts";
import { withOtherValues } from "./exercise/values.ts";
import { exerciseWords } from "./exercise/words.ts";
import { parseWorksheet } from "./language/parse.ts";
import { printExpression } from "./language/print.ts";
import type { Expression, Statement, Worksheet } from "./language/syntax.ts";
import { tell } from "./messages/message.ts";
import { buildProblem } from "./problem/build.ts";
import { speaksOfSizes } from "./problem/settings.ts";
import type { Block, ChainLink } from "./render/blocks.ts";
import { paragraph } from "./render/blocks.ts";
import { type Document, settingOf } from "./render/document.ts";
import { math, type Setting, valueLink } from "./render/setting.ts";
import type { Visual } from "./render/visual.ts";
import { visualOf } from "./render/visualize.ts";
import type { Phrase } from "./render/words.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { VerificationError } from "./verify/verify.ts";

export interface ExerciseOptions {
  /** A whole number; 1 unless given. */
  readonly seed?: number;
  readonly lang?: "en" | "zh";
  /** How the worksheet is called in messages. */
  readonly file?: string;
}

export interface Exercise {
  /** The worksheet that the sheet and its key are about. */
  readonly problem: string;
  readonly sheet: Document;
  readonly key: Document;
}

/** @throws WorksheetError where the worksheet has a mistake, or asks for nothing that could be left blank. */
export function makeExercise(worksheet: string, options: ExerciseOptions = {}): Exercise {
  const { seed = 1, lang = "en", file = "worksheet.grad" } = options;
  const random = randomFrom(seed);
  const derivation = deriveWithValues(worksheet, file, random);
  const groups = locateMistakes(worksheet, () => askedIn(derivation, random));
  const document = (withAnswers: boolean): Document => exerciseDocument(derivation, groups, lang, withAnswers);
  return { problem: derivation.worksheet, sheet: document(false), key: document(true) };
}

function askedIn(derivation: Derivation, random: Random): readonly QuestionGroup[] {
  const groups = chooseQuestions(derivation, random);
  if (groups.length > 0) return groups;
  throw new Mistake(
    "request",
    tell`an exercise asks for entries, and the worksheet asks for none: add \`expand\`, \`jacobian\` or \`gradient\``,
  );
}

/** Numbers that make something undefined are drawn again. */
const MOST_TRIES = 20;

function deriveWithValues(source: string, file: string, random: Random): CheckedDerivation {
  const { worksheet, problem } = locateMistakes(source, () => {
    const read = parseWorksheet(source);
    refuseLetters(read);
    return { worksheet: read, problem: buildProblem(read) };
  });
  if (problem.given.size === 0) return derive(source, { file, detail: "results" });
  for (let left = MOST_TRIES; ; left--) {
    try {
      return derive(withOtherValues(worksheet, problem, random), { file, detail: "results" });
    } catch (error) {
      const isUndefined = error instanceof WorksheetError || error instanceof VerificationError;
      if (left > 1 && isUndefined) continue;
      throw error;
    }
  }
}

function refuseLetters(worksheet: Worksheet): void {
  if (!speaksOfSizes(worksheet)) return;
  const place = worksheet.statements.find(({ tag }) => tag === "size" || tag === "assume");
  throw new Mistake(
    "unsupported",
    tell`an exercise has numbers for its sizes: write \`tensor a[4,4]\`, say`,
    place?.span,
  );
}

interface Shows {
  readonly answers: boolean;
  readonly values: boolean;
}

function exerciseDocument(
  derivation: CheckedDerivation,
  groups: readonly QuestionGroup[],
  lang: "en" | "zh",
  withAnswers: boolean,
): Document {
  const shows = { answers: withAnswers, values: isExact(parseWorksheet(derivation.worksheet)) };
  const setting = settingOf(derivation, lang, "results");
  const own = exerciseWords[lang];
  const title = derivation.title ?? own.untitled;
  const shown = withAnswers ? own.key(title) : title;
  const blocks: Block[] = [
    { tag: "title", content: shown },
    paragraph([own.problem]),
    { tag: "code", language: "text", text: givenText(derivation) },
    ...Object.entries(spokenNames(derivation, groups)).map(([name, meaning]) =>
      paragraph(setting.words.standsFor(math({ tag: "name", name }, setting), math(meaning, setting))),
    ),
    ...(withAnswers ? [] : [paragraph([own.instruction])]),
  ];
  let number = 0;
  for (const { result, questions } of groups) {
    blocks.push({ tag: "heading", content: headingOf(result, setting) });
    for (const question of questions)
      blocks.push(paragraph([own.question(++number)]), equationOf(question, setting, shows));
  }
  return { words: setting.words, title: shown, blocks };
}

/** What the derivation named by itself, as far as the answers speak of it or of what is made of it. */
function spokenNames({ names, notation }: Derivation, groups: readonly QuestionGroup[]): Derivation["names"] {
  const spoken = new Set<string>();
  const visit = (expression: Expression): void => {
    for (const name of namesIn(expression)) {
      if (spoken.has(name)) continue;
      spoken.add(name);
      const meaning = names[name];
      if (meaning !== undefined) visit(meaning);
    }
  };
  for (const { questions } of groups)
    for (const { left, entry } of questions) for (const part of [left, entry.expression]) visit(part);
  return Object.fromEntries(Object.entries(names).filter(([name]) => spoken.has(name) && !notation[name]?.stands));
}

function headingOf(result: QuestionGroup["result"], setting: Setting): Phrase {
  const { words } = setting;
  if (result.kind === "expansion") return words.expansion(math(result.of, setting));
  return words[result.kind](math(result.of, setting), math(result.wrt, setting));
}

const blank: Visual = {
  tag: "symbol",
  latex: "\\underline{\\hspace{3cm}}",
  plain: "____",
  word: false,
  scripts: "none",
};

/** The answer in letters and, where all numbers are given and are fractions, its value. */
function equationOf({ left, entry }: Question, { notation }: Setting, shows: Shows): Block {
  const { expression, value } = entry;
  const isNew = value !== undefined && value !== printExpression(expression);
  const answer: readonly ChainLink[] = [
    { sign: "=", right: visualOf(expression, notation) },
    ...(isNew && shows.values ? [valueLink(value)] : []),
  ];
  const links = shows.answers ? answer : [{ sign: "=", right: blank } as const];
  return { tag: "equations", compact: false, chains: [{ left: visualOf(left, notation), links }] };
}

const requests: ReadonlySet<Statement["tag"]> = new Set(["expand", "jacobian", "gradient", "views", "prove", "title"]);

/** What the worksheet defines, in its own words: as program text, it is no claim of the sheet. */
function givenText({ worksheet }: Derivation): string {
  const statements = parseWorksheet(worksheet).statements.filter(({ tag }) => !requests.has(tag));
  return statements.map(({ span }) => worksheet.slice(span.start, span.end)).join("\n");
}
