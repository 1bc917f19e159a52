/**
 * How the worksheet wants its derivation written: the `notation` statements in, one choice for each habit out.
 * Always: a choice changes how formulas look and never what they say, and what nobody chose is as it is without.
 */
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { NamedArgument, Worksheet } from "../language/syntax.ts";
import { alternatives, listed, type Message, NOTHING, tell } from "../messages/message.ts";
import { suggestAmong } from "./names.ts";

/** The words that each habit can be given, the usual one first. */
export const choices = {
  /** What stands for a derivative that is known: δ_{11}, or ∂L/∂y_{11} each time. */
  delta: ["delta", "partial"],
  /** Entries of arrays: `a_{22}` with commas where they are needed, everywhere, or only where nothing else tells. */
  indices: ["auto", "commas", "together"],
  /** Arrays as a whole; their entries are always italic. */
  tensors: ["italic", "bold"],
  /** `\frac{\partial y}{\partial a}`, or `\partial y/\partial a` on the line. */
  derivative: ["fraction", "slash"],
  /** The number of a layer: W^{(1)}, W^{[1]}, W^{1} or W_{1}. */
  layers: ["superscript", "brackets", "bare", "subscript"],
  /** conv2d(a, k), conv(a, k), a ∗ k or a ⋆ k. */
  convolution: ["name", "conv", "asterisk", "star"],
  /** Derivatives by a vector: a table for each output, or one matrix with a row, or a column, for each output. */
  layout: ["tables", "numerator", "denominator"],
} as const;

type Choices = typeof choices;
export type Habit = keyof Choices;
export type Style = { readonly [Key in Habit]: Choices[Key][number] };

const habits = Object.keys(choices) as readonly Habit[];

/** The mark of a layer, by its number or letter, behind a symbol. */
export function layerMark(layer: string, layers: Style["layers"]): string {
  switch (layers) {
    case "superscript":
      return `^{(${layer})}`;
    case "brackets":
      return `^{[${layer}]}`;
    case "bare":
      return `^{${layer}}`;
    case "subscript":
      return `_{${layer}}`;
  }
}

/** What a worksheet without `notation` is written in. */
export const plainStyle: Style = {
  delta: "delta",
  indices: "auto",
  tensors: "italic",
  derivative: "fraction",
  layers: "superscript",
  convolution: "name",
  layout: "tables",
};

interface Said {
  readonly style: Style;
  readonly indexBase?: 0 | 1;
}

/** All that the `notation` statements of a worksheet say. */
export function notationSaid(worksheet: Worksheet): Said {
  const said = new Set<string>();
  let style: Style = plainStyle;
  let indexBase: 0 | 1 | undefined;
  for (const option of worksheet.statements.flatMap((one) => (one.tag === "notation" ? one.options : []))) {
    if (said.has(option.name))
      throw new Mistake(
        "argument",
        tell`\`${option.name}\` holds for the whole worksheet and is said once`,
        option.span,
      );
    said.add(option.name);
    if (option.name === "index") indexBase = readBase(option);
    else style = { ...style, ...readChoice(option) };
  }
  return { style, ...(indexBase !== undefined && { indexBase }) };
}

export function styleOf(worksheet: Worksheet): Style {
  return notationSaid(worksheet).style;
}

function readBase({ name, value }: NamedArgument): 0 | 1 {
  const text = printExpression(value);
  if (text === "0") return 0;
  if (text === "1") return 1;
  throw new Mistake(
    "argument",
    tell`indices start at 0 or at 1: \`${name}=0\` or \`${name}=1\`, not \`${text}\``,
    value.span,
  );
}

function readChoice({ name, value, span }: NamedArgument): Partial<Style> {
  const habit = habits.find((known) => known === name);
  if (habit === undefined) throw new Mistake("argument", unknownOption(name), span ?? value.span);
  const words: readonly string[] = choices[habit];
  const word = value.tag === "text" ? value.value : undefined;
  if (word !== undefined && words.includes(word)) return { [habit]: word };
  const found = printExpression(value);
  const legal = alternatives(words.map((one) => tell`\`"${one}"\``));
  throw new Mistake(
    "argument",
    tell`\`${habit}\` is ${legal}, and not \`${found}\`${guessed(habit, found, words)}`,
    value.span,
  );
}

function unknownOption(name: string): Message {
  const options = [...habits, "index"];
  const guess = suggestAmong(name, options);
  const known = listed(options.map((option) => tell`\`${option}\``));
  return guess === NOTHING
    ? tell`\`notation\` has no option \`${name}\`; there are ${known}`
    : tell`\`notation\` has no option \`${name}\`${guess}`;
}

function guessed(habit: Habit, found: string, words: readonly string[]): Message {
  const bare = found.replaceAll('"', "");
  const quoted = `"${bare}"`;
  if (words.includes(bare)) return tell`; did you mean \`${quoted}\`?`;
  if (habit === "layout" && /^n(chw|hwc)$/.test(bare))
    return tell`; the axes of tensors are a statement of their own: \`layout ${bare}\``;
  return suggestAmong(
    quoted,
    words.map((word) => `"${word}"`),
  );
}
