/**
 * A report for the screen: a line for what is right, the place and the reason for what is not, a summary at the end.
 * In: a report as JSON, and the sheet that it is about. Out: lines of text, with colours where they are asked for.
 * Always: nothing of the sheet can steer the terminal; the verdict is also said in words.
 */
import { isWide } from "../error.ts";
import { echo, placesIn, withoutUnseen } from "./place.ts";
import type { Verdict } from "./report.ts";
import type { CheckReport, ClaimJson } from "./report-json.ts";
import type { CheckWords } from "./words.ts";

const styles = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;
type Style = keyof typeof styles;

const colours: Readonly<Record<Verdict, Style>> = {
  correct: "green",
  rounded: "green",
  wrong: "red",
  unproven: "yellow",
  ambiguous: "yellow",
  unreadable: "yellow",
};

/** Stand before a verdict, so that it can be told without its colour. */
export const MARKS: Readonly<Record<Verdict, string>> = {
  correct: "✓",
  rounded: "≈",
  wrong: "✗",
  unproven: "∼",
  ambiguous: "?",
  unreadable: "!",
};

export interface Screen {
  readonly words: CheckWords;
  readonly colour: boolean;
}

export function reportText(report: CheckReport, source: string, screen: Screen): string {
  const { words } = screen;
  const lineOf = placesIn(source).line;
  const claims = report.claims.map((claim) => claimText(claim, echo(report.file), lineOf, screen));
  const summary = report.claims.length === 0 ? words.noClaims : words.summary(report.summary);
  const total = `${echo(report.file)}${words.chrome.colon}${summary}`;
  return `${[...claims, paint(total, "bold", screen)].join("\n")}\n`;
}

function claimText(claim: ClaimJson, file: string, lineOf: (line: number) => string, screen: Screen): string {
  const { words } = screen;
  const place = placeOf(claim);
  const head = paint(`${MARKS[claim.verdict]} ${words.verdicts[claim.verdict].label}`, colours[claim.verdict], screen);
  const at = `${file}:${place.line}:${place.column}:`;
  if (isFine(claim)) return [`${at} ${head}  ${echo(claim.source, 100)}`, ...notesOf(claim, screen)].join("\n");
  const colour = colours[claim.verdict];
  return [
    `${at} ${head}`,
    ...excerpt(lineOf(place.line), place).map((line, at) => (at === 1 ? paint(line, colour, screen) : line)),
    ...findings(claim, screen),
    ...notesOf(claim, screen),
    "",
  ].join("\n");
}

export function isFine({ verdict }: Pick<ClaimJson, "verdict">): boolean {
  return verdict === "correct" || verdict === "rounded";
}

/** What a person is pointed to. */
export interface Pointed {
  readonly line: number;
  readonly column: number;
  /** How many characters are marked. */
  readonly length: number;
}

/** The first link that is not well, what could not be read, or else the whole. */
export function placeOf(claim: ClaimJson): Pointed {
  const { line, column, source } = blamed(claim) ?? claim;
  return { line, column, length: Math.max(1, [...source].length) };
}

/** What could not be read, or the first link that is not well. */
export function blamed(claim: ClaimJson): { line: number; column: number; source: string } | undefined {
  if (isFine(claim)) return undefined;
  return claim.failure ?? claim.links.find(({ verdict, follows }) => verdict === claim.verdict && !follows);
}

const WIDTH = 100;

/** The line with marks under what is pointed to; of a long line the part around it. */
function excerpt(line: string, { column, length }: Pointed): string[] {
  const characters = [...line];
  const start = Math.max(0, Math.min(column - 1 - WIDTH / 2, characters.length - WIDTH));
  const shown = (from: number, to: number): string =>
    withoutUnseen(characters.slice(Math.max(from, start), Math.min(to, start + WIDTH)).join("")).replaceAll("\t", " ");
  const [before, marked] = [shown(0, column - 1), shown(column - 1, column - 1 + length).trimEnd()];
  const left = start > 0 ? "…" : "";
  const right = start + WIDTH < characters.length ? "…" : "";
  const indent = " ".repeat(widthOf(left + before));
  return [`  ${left}${shown(0, characters.length)}${right}`, `  ${indent}${"^".repeat(Math.max(1, widthOf(marked)))}`];
}

function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (isWide(character) ? 2 : 1), 0);
}

function findings(claim: ClaimJson, screen: Screen): string[] {
  const { chrome, verdicts } = screen.words;
  const labelled = (label: string, text: string): string =>
    `  ${paint(`${label}${chrome.colon}`, "bold", screen)}${plain(text)}`;
  const [first, ...others] = claim.diagnoses ?? (claim.diagnosis ? [claim.diagnosis] : []);
  const reason = (found: { readonly code: string; readonly message: string }): string =>
    `${found.message} ${paint(`[${found.code}]`, "dim", screen)}`;
  return [
    ...(claim.failure ? [`  ${plain(claim.failure.message)}`] : []),
    ...(claim.verdict === "unproven" ? [`  ${verdicts.unproven.meaning}`] : []),
    ...(claim.expected ? [labelled(chrome.expected, claim.expected.text)] : []),
    ...(first ? [labelled(chrome.reason, reason(first))] : []),
    ...others.map((found) => labelled(chrome.otherReason, reason(found))),
    ...(claim.counterexample ? [labelled(chrome.counterexample, claim.counterexample.message)] : []),
    ...(claim.readings ?? []).map(({ text, verdict }) =>
      labelled(chrome.readings, `${echo(text)} (${verdicts[verdict].label})`),
    ),
  ];
}

function notesOf({ notes }: ClaimJson, screen: Screen): string[] {
  const { chrome } = screen.words;
  return notes.map((note) => paint(`  ${chrome.note}${chrome.colon}${plain(note)}`, "dim", screen));
}

/** Sentences mark program text with backticks, which a terminal does not need. */
function plain(sentence: string): string {
  return sentence.replaceAll("`", "");
}

function paint(text: string, style: Style, { colour }: Screen): string {
  return colour ? `\u001b[${styles[style]}m${text}\u001b[0m` : text;
}
