/** English sentences of the check of homework, all but those of the diagnoses. */
import { inEnglish } from "../messages/message.ts";
import { expectationsIn } from "./expectations.ts";
import { code } from "./place.ts";
import type { CheckWords, CounterexampleParts, Summary } from "./words.ts";
import { englishDiagnoses } from "./words-diagnoses.en.ts";

const expectations: CheckWords["expectations"] = {
  "a formula": "a formula",
  "a number": "a number",
  "a letter": "a letter",
  "an index": "an index",
  "a relation": "a relation such as =",
  "an operator": "an operator such as +",
  "a factor": "a factor",
  "a subscript": "a subscript",
  "a superscript": "a superscript",
  "a condition": "a condition such as i < 3",
  "a closing bracket": "a closing bracket",
  "an opening bracket": "an opening bracket",
  "a new row": "a new row",
  "the end of the formula": "the end of the formula",
};

export const englishCheck: CheckWords = {
  lang: "en",
  htmlLang: "en",
  verdicts: {
    correct: { label: "correct", meaning: "proved for all values" },
    rounded: { label: "correct when rounded", meaning: "agrees with the exact value to the digits written" },
    wrong: { label: "wrong", meaning: "refuted, by a counterexample or by shapes that do not fit" },
    unproven: { label: "not proved", meaning: "agrees wherever it was tried, but there is no proof" },
    ambiguous: { label: "ambiguous", meaning: "can be read in two ways with different verdicts; not counted as wrong" },
    unreadable: { label: "not readable", meaning: "could not be read; not counted as wrong" },
  },
  diagnoses: englishDiagnoses,
  operators: {
    correlation: "cross-correlation (the kernel is not turned)",
    convolution: "convolution of mathematics (the kernel is turned)",
    "kernel-first": "cross-correlation whose kernel stands first",
    transposed: "transposed convolution",
    product: "product entry by entry",
    matmul: "matrix product",
    outer: "outer product",
    squares: "sum of the squares of all entries",
    valid: "convolution without padding (valid)",
    full: "convolution with full padding",
    same: "convolution that keeps the size (same)",
  },
  covers: (covered, wrong) => ` (This explains ${covered} of the ${wrong} wrong entries.)`,
  notes: {
    dropped: ({ text }) => `passed over ${code(text)}, which has no meaning here`,
    unwrapped: ({ command }) => `read what ${code(command)} holds as if it stood alone`,
    expanded: ({ command }) => `replaced ${code(command)} by its definition`,
    commented: ({ text }) => `took ${code(text)} as a comment`,
    said: ({ text }) => `checked where ${code(text)}, as the text beside it says`,
    "follows-from": ({ line }) => `follows from line ${line}, and repeats what is wrong there`,
    "fails-at": ({ where, entries, total }) => failsAt(where, entries, total),
    accumulated: ({ letters }) =>
      letters === ""
        ? "read `+=` as adding to zeros, once"
        : `read \`+=\` as adding to zeros, once for every value of ${code(letters)}`,
    target: ({ names, axis }) =>
      `holds where the entries of ${names.map(code).join(" and ")} add up to 1 along ${axis === undefined ? "the last axis" : `axis ${axis}`}, as those of a target of a cross entropy do`,
    kink: () =>
      "at a kink, where there is no derivative, any value between the slopes of the two sides is accepted; the worksheet's convention was not held against it",
    denominator: ({ shown }) => `holds where ${code(shown.text)} is not 0`,
    "checked-at": ({ sizes }) => `checked at ${code(sizes)}, which is no proof for every size`,
    numbers: ({ points }) =>
      `too large to be multiplied out: compared at ${count(points, "choice")} of numbers, which can refute and not prove`,
    "true-under-other": ({ operator }) => `would be right if the operator meant ${code(operator)}`,
  },
  declare: (statement, convolve, product, matmul) =>
    `the worksheet can say what is meant: ${statement} for cross-correlation, or ${convolve} (the kernel is turned), ${product} (entry by entry), ${matmul} in its place`,
  delta: (gradient, statement) =>
    `\`delta\` is the gradient by the argument of the worksheet's loss; if it is ${gradient}, the worksheet can say so: ${statement}`,
  readAs: {
    padding: (written, shown) => `padded ${written} as the left side's shape asks: ${shown}`,
    order: (written) => `let the first array of ${written} slide over the second, as their sizes ask`,
    operator: (written, shown) => `read the operator in ${written} as ${shown}`,
    product: (written) => `read ${written} as a product`,
    digits: (written, shown) => `read the digits in ${written} as ${shown}`,
    name: (written, shown) => `read ${written} as ${shown}`,
    delta: (written, shown) => `read ${written} as ${shown}`,
    whole: (_, shown) => `read the arrays as a whole, without the indices ${shown}`,
    layer: (_, shown) => `checked at each layer of the worksheet that it can speak of: ${shown}`,
    range: (written, shown) => `let ${written} run over everything that its summand needs: ${shown}`,
    slice: (written, shown) => `read ${written} as the slice ${shown}`,
    index: (written, shown) => `read ${written} as having the indices ${shown}`,
    "index-base": (written, shown) => `read the indices of ${written} from another start: ${shown}`,
    derivative: (written, shown) => `read ${written} as the derivative ${shown}`,
  },
  failures: {
    unexpected: ({ found, expected }) => `${code(found)} is not expected here${instead(expected)}`,
    unfinished: ({ expected }) => `the formula ends too early${instead(expected)}`,
    "unknown-command": ({ command, suggestion }) =>
      `the command ${code(command)} is not known here${suggestion === undefined ? "" : `; did you mean ${code(suggestion)}?`}`,
    unclosed: ({ opening }) => `${code(opening)} is never closed`,
    unopened: ({ closing }) => `${code(closing)} closes nothing that was opened`,
    forbidden: ({ command }) => `${code(command)} is not allowed in homework: write out what it stands for`,
    character: ({ character }) => `the character ${visible(character)} has no meaning in a formula`,
    dots: () => "something is left out with dots: write it out, so that it can be checked",
    blank: () => "this is still to be filled in",
    "unknown-name": ({ name, suggestion }) =>
      `the worksheet has no ${code(name)}${suggestion === undefined ? "" : `; did you mean ${code(suggestion)}?`}`,
    indices: ({ name, shape, written }) =>
      `${code(name)} has shape ${code(shape)}, and ${code(written)} is no entry of it`,
    "not-a-function": ({ name }) =>
      `it is not clear whether ${code(name)} is a function or a factor: put a \`\\cdot\` between the factors of a product`,
    shapes: ({ operator, left, right }) =>
      `${operator === "juxtaposed" ? "a product" : code(operator)} does not fit shapes ${code(left)} and ${code(right)}`,
    "not-scalar": ({ found }) => `a single number is needed here, and this is ${code(found)}`,
    "free-letter": ({ name }) =>
      `nothing says what ${code(name)} runs over or stands for: write its range beside the formula`,
    relation: ({ sign }) => `a claim with ${code(sign)} cannot be checked: only equations can`,
    unsupported: ({ found, why }) => {
      const parts = [found, why && inEnglish(why)].filter((part) => part !== undefined);
      return `${code(parts.join(": "))} cannot be checked`;
    },
  },
  limits: {
    bytes: (most) => `the sheet is too long: more than ${number(most)} bytes`,
    claims: (most) => `the sheet has too many formulas: more than ${number(most)}`,
    tokens: (most) => `the formula is too long: more than ${number(most)} signs`,
    nesting: (most) => `the formula is nested too deeply: more than ${number(most)} levels`,
    macros: (most) => `the sheet's own commands grow too large: more than ${number(most)} replacements`,
    matrix: (most) => `the matrix is too large: more than ${number(most)} rows or columns`,
    digits: (most) => `the number is too long: more than ${number(most)} digits`,
    terms: (most) => `the formula is too large to be checked: more than ${number(most)} terms`,
    points: (most) => `the formula takes too long to be checked: more than ${number(most)} evaluations`,
  },
  expectations,
  counterexample,
  summary,
  noClaims: "No formula with a relation such as = was found.",
  chrome: {
    title: (file) => `Check of ${file}`,
    line: (line) => `line ${line}`,
    problem: "Worksheet",
    wrote: "You wrote",
    wrongHere: "Wrong from here",
    unreadHere: "Not read from here",
    expected: "Expected",
    reason: "Reason",
    otherReason: "Or else",
    counterexample: "Counterexample",
    note: "Note",
    notes: "How it was read",
    readings: "Can be read as",
    follows: "follows from the step before it",
    colon: ": ",
  },
  gradescope: {
    test: (at, line) => `Formula ${at} (line ${line})`,
    noPenalty: "This costs no points. A person has to look at it.",
    policy: (right, decided) =>
      `The score is the share of right formulas among those that could be decided: ${right} of ${decided}. What could not be read, or can be read in two ways, is not counted.`,
    nothingDecided: "No formula could be decided, so no points could be given. A person has to look at this sheet.",
    failed: "The checker failed",
    failedMeaning: "The checker failed on this sheet. This is not your fault: please tell your instructor.",
    details: "What failed",
    unread: "The sheet was not checked",
  },
};

function instead(expected: readonly string[]): string {
  const items = expectationsIn(expected, expectations);
  if (items.length === 0) return "";
  const last = items.pop() as string;
  return `; expected ${items.length === 0 ? last : `${items.join(", ")} or ${last}`}`;
}

function visible(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  return code(character) === "``" ? name : `${code(character)} (${name})`;
}

function failsAt(where: "border" | "interior" | "entries", entries: readonly string[], total: number): string {
  const shown = entries.map(code).join(", ");
  const all = entries.length < total ? `${shown} and ${total - entries.length} more` : shown;
  switch (where) {
    case "border":
      return `right in the interior, wrong at the border: at ${all}`;
    case "interior":
      return `right at the border, wrong in the interior: at ${all}`;
    case "entries":
      return `wrong at ${all}`;
  }
}

function counterexample({ values, sizes, at, left, right }: CounterexampleParts): string {
  const letters = values.length === 0 ? "all letters 0" : `${listed(values)} and all other letters 0`;
  const place = at.length === 0 ? "" : `, at ${listed(at)}`;
  const size = sizes.length === 0 ? "" : `${listed(sizes)}, `;
  return `take ${size}${letters}${place}: the left side is ${left}, the right side ${right}`;
}

function listed(items: readonly string[]): string {
  return items.join(", ");
}

function summary(counts: Summary): string {
  const { correct, rounded, wrong, unproven, ambiguous, unreadable } = counts;
  const total = correct + rounded + wrong + unproven + ambiguous + unreadable;
  const parts = [
    [correct, "correct"],
    [rounded, "correct when rounded"],
    [wrong, "wrong"],
    [unproven, "not proved"],
    [ambiguous, "ambiguous"],
    [unreadable, "not readable"],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, label]) => `${amount} ${label}`);
  return `${count(total, "formula")}${said.length === 0 ? "" : `: ${said.join(", ")}`}`;
}

function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
