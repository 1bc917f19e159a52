/**
 * What stands around the results of a document: what is asked, and how all of it was checked.
 * Always: what is counted as checked is what `verify` passed, which is all that a document can hold.
 */
import type { Derivation, Entry, Result } from "../derivation/derivation.ts";
import { type Block, paragraph } from "./blocks.ts";
import { isForEverySize } from "./document-letters.ts";
import type { Setting } from "./setting.ts";
import { math, relationMath } from "./setting.ts";
import type { Phrase } from "./words.ts";

/** With more requests than this, or only one, the headings say it better. */
const mostAsked = 8;

export function askedBlocks({ results }: Derivation, setting: Setting): readonly Block[] {
  if (results.length < 2 || results.length > mostAsked || results.some(isForEverySize)) return [];
  const { asked, wanted } = setting.words.document;
  const items = results.flatMap((result) => [...wantedBy(result, setting)]);
  return [{ tag: "heading", content: [asked] }, paragraph(wanted(items))];
}

function* wantedBy(result: Result, setting: Setting): Iterable<Phrase> {
  const words = setting.words.document;
  switch (result.kind) {
    case "expansion":
      return yield words.expansion(math(result.of, setting));
    case "jacobian":
    case "gradient":
    case "views":
      return yield words[result.kind](math(result.of, setting), math(result.wrt, setting));
    case "proof":
      return yield words.claim(relationMath(result.left, result.right, setting));
    case "theorem":
    case "size-theorem":
    case "general":
      return;
  }
}

export function checkBlocks({ results }: Derivation, setting: Setting): readonly Block[] {
  const words = setting.words.document;
  const entries: readonly Entry[] = results.flatMap((result): readonly Entry[] =>
    "entries" in result ? result.entries : [],
  );
  const claims = results.filter(({ kind }) => kind === "proof").length;
  // Results in parts say themselves how they were checked, and theorems do.
  if (entries.length + claims === 0 || results.some((result) => "large" in result && result.large !== undefined))
    return [];
  const steps = entries.reduce((count, entry) => count + (entry.steps ?? []).length, 0);
  const hasValues = entries.some(({ value }) => value !== undefined);
  const space = setting.words.lang === "zh" ? "" : " ";
  const sentences = [
    words.checked(entries.length, steps, claims),
    words.checkedHow,
    ...(hasValues ? [words.checkedValues] : []),
    words.checkedAgain,
  ];
  return [
    { tag: "heading", content: [words.check] },
    paragraph(sentences.flatMap((sentence, at) => (at === 0 ? sentence : [space, ...sentence]))),
  ];
}
