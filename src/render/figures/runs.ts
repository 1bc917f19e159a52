/**
 * Formulas of one line as runs of text with scripts, for pictures that no TeX sets.
 * Always: every letter, digit and sign of the formula; what has no such form is written as plain text.
 */
import { printPlain } from "../plain.ts";
import type { Visual } from "../visual.ts";
import type { Phrase } from "../words.ts";

export interface Run {
  readonly text: string;
  readonly isItalic: boolean;
  readonly script: "none" | "subscript" | "superscript";
}

export function runsOf(phrase: Phrase): readonly Run[] {
  return phrase.flatMap((inline) => {
    if (typeof inline === "string") return [plain(inline)];
    return "code" in inline ? [plain(inline.code)] : runsOfVisual(inline.math);
  });
}

function plain(text: string): Run {
  return { text, isItalic: false, script: "none" };
}

function runsOfVisual(visual: Visual): readonly Run[] {
  switch (visual.tag) {
    case "symbol":
      return runsOfSymbol(visual);
    case "entry":
      return [...runsOfVisual(visual.base), ...scripted(indexText(visual), "subscript")];
    case "power":
      return [...runsOfVisual(visual.base), ...scripted(printPlain(visual.exponent), "superscript")];
    case "derivative":
      return [
        plain("∂"),
        ...(visual.of === undefined ? [] : runsOfVisual(visual.of)),
        plain("/∂"),
        ...runsOfVisual(visual.by),
        ...(visual.operand === undefined ? [] : runsOfVisual(visual.operand)),
      ];
    default:
      return [plain(printPlain(visual))];
  }
}

/** Letters alone are italic; of a name with scripts of its own, such as W^{(1)}, each part is set. */
function runsOfSymbol({ latex, plain: text }: Extract<Visual, { tag: "symbol" }>): readonly Run[] {
  const parts = /^([A-Za-z])((?:[_^]\{[^{}\\]*\})+)$/.exec(latex);
  if (parts === null) return [{ text, isItalic: [...text].length === 1, script: "none" }];
  const [, letter = "", scripts = ""] = parts;
  return [
    { text: letter, isItalic: true, script: "none" },
    ...[...scripts.matchAll(/([_^])\{([^}]*)\}/g)].flatMap(([, sign, content = ""]) =>
      scripted(content, sign === "_" ? "subscript" : "superscript"),
    ),
  ];
}

function indexText({ indices, commas }: Extract<Visual, { tag: "entry" }>): string {
  const separator = { none: "", comma: ",", spaced: ", " }[commas];
  return indices.map((index) => printPlain(index).replaceAll(" ", "")).join(separator);
}

/** Letters in scripts are italic, digits are not. */
function scripted(text: string, script: Run["script"]): readonly Run[] {
  return [...text.matchAll(/[A-Za-zα-ω]+|[^A-Za-zα-ω]+/g)].map(([part]) => ({
    text: part,
    isItalic: /^[A-Za-zα-ω]/.test(part),
    script,
  }));
}
