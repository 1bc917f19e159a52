/**
 * The calls of the frameworks as blocks: for each convolution one program for each framework, with what a reader must
 * know about it.
 */
import type { Derivation, Twin } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Block } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math, relationMath } from "./setting.ts";
import type { Inline, Phrase } from "./words.ts";

const IMPORTS = [
  "import torch",
  "import torch.nn.functional as F",
  "import tensorflow as tf",
  "import keras",
  "import jax",
  "import jax.numpy as jnp",
  "from jax import lax",
];

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
  if (twins.length === 0) return [{ tag: "heading", content: [words.heading] }, ...leftOut];
  const blocks: Block[] = [
    { tag: "heading", content: [words.heading] },
    paragraph(words.intro(IMPORTS.map((line): Inline => ({ code: line })))),
  ];
  blocks.push(...leftOut);
  let last = "";
  for (const twin of twins) {
    const key = `${twin.of} ${printExpression(twin.convolution)}`;
    if (key !== last) blocks.push(paragraph(introduction(twin, setting)));
    last = key;
    blocks.push(paragraph(descriptionOf(twin, setting)), { tag: "code", language: "python", text: programOf(twin) });
  }
  return blocks;
}

function introduction({ of, convolution, upstream, notes }: Twin, setting: Setting): Phrase {
  const array = { tag: "name", name: of } as const;
  const shown = notes.includes("summand") ? math(convolution, setting) : relationMath(array, convolution, setting);
  return setting.words.twins.convolution(shown, { code: upstream }, math(array, setting));
}

function descriptionOf({ framework, notes }: Twin, setting: Setting): Phrase {
  const { twins, lang } = setting.words;
  const sentences = notes.flatMap((note) => [...(lang === "zh" ? [] : [" "]), ...twins.notes[note]]);
  return [twins.framework(NAMES[framework]), ...sentences];
}

/** Blank lines would part what belongs together; a program of several lines is one step. */
function programOf({ forward, inputGradient, kernelGradient, biasGradient }: Twin): string {
  return [forward, inputGradient, kernelGradient, biasGradient].filter((part) => part !== undefined).join("\n");
}
