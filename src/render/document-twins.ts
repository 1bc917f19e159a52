/**
 * The calls of the frameworks as blocks: one program for each framework, with what a reader must know about it.
 */
import type { Derivation, Twin } from "../derivation/derivation.ts";
import type { TwinNote } from "../problem/twin-notes.ts";
import type { Block } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { programOf } from "./twin-program.ts";
import type { Inline, Phrase } from "./words.ts";

const NAMES: Readonly<Record<Twin["framework"], string>> = {
  pytorch: "PyTorch",
  tensorflow: "TensorFlow",
  keras: "Keras",
  jax: "JAX",
};

export function twinBlocks({ twins, withoutTwins }: Derivation, setting: Setting): readonly Block[] {
  if (twins.length + withoutTwins.length === 0 || setting.detail === "results") return [];
  const words = setting.words.twins;
  const left = withoutTwins.map((name) => math({ tag: "name", name }, setting));
  const leftOut = left.length > 0 ? [paragraph(words.leftOut(left))] : [];
  const heading: Block = { tag: "heading", content: [words.heading] };
  if (twins.length === 0) return [heading, ...leftOut];
  const blocks: Block[] = [heading, paragraph(words.intro(upstreamsOf(twins, setting))), ...leftOut];
  for (const framework of new Set(twins.map((twin) => twin.framework))) {
    const own = twins.filter((twin) => twin.framework === framework);
    blocks.push(paragraph(descriptionOf(framework, own, setting)));
    blocks.push({ tag: "code", language: "python", text: programOf(own) });
  }
  return blocks;
}

/** The names of upstream gradients, each with the array that it belongs to. */
function upstreamsOf(twins: readonly Twin[], setting: Setting): readonly (readonly [Inline, Inline])[] {
  const arrays = new Map(twins.map(({ upstream, of }) => [upstream, of]));
  return [...arrays].map(([code, name]) => [{ code }, math({ tag: "name", name }, setting)]);
}

/** Each remark once; where it is not about all calls, with the arrays that it is about. */
function descriptionOf(framework: Twin["framework"], twins: readonly Twin[], setting: Setting): Phrase {
  const { twins: words, lang } = setting.words;
  const space = lang === "zh" ? [] : [" "];
  const arraysOf = (note: TwinNote): readonly string[] => [
    ...new Set(twins.filter(({ notes }) => notes.includes(note)).map(({ of }) => of)),
  ];
  const count = new Set(twins.map(({ of }) => of)).size;
  const sentences = [...new Set(twins.flatMap(({ notes }) => notes))].map((note): Phrase => {
    const arrays = arraysOf(note);
    if (arrays.length === count) return words.notes[note];
    return words.noteFor(
      arrays.map((name) => math({ tag: "name", name }, setting)),
      words.notes[note],
    );
  });
  return [words.framework(NAMES[framework]), ...sentences.flatMap((sentence) => [...space, ...sentence])];
}
