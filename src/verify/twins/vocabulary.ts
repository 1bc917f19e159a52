/**
 * Which functions belong to which framework, so that no program stands under another's name.
 */
import { type Code, type Framework, isNode, partsOf } from "../../problem/code.ts";
import { refuse } from "./tensor.ts";

const FUNCTIONS: Readonly<Record<Framework, RegExp>> = {
  pytorch: /^(F|torch)\./,
  tensorflow: /^tf\./,
  keras: /^(keras|tf)\./,
  jax: /^(lax|jnp)\./,
};

const METHODS: Readonly<Record<Framework, readonly string[]>> = {
  pytorch: ["permute", "reshape", "sum"],
  tensorflow: [],
  keras: [],
  jax: ["transpose", "reshape", "sum"],
};

export function checkVocabulary(framework: Framework, code: Code): void {
  if (!Object.hasOwn(FUNCTIONS, framework)) refuse(`there is no framework \`${framework}\``);
  if (isNode(code)) {
    const isForeign =
      (code.tag === "call" && !FUNCTIONS[framework].test(code.name)) ||
      (code.tag === "method" && !METHODS[framework].includes(code.name)) ||
      (code.tag === "layer" && framework !== "keras");
    if (isForeign) refuse(`it is not of ${framework}`);
  }
  for (const part of partsOf(code)) checkVocabulary(framework, part);
}

/** A Keras twin is a layer. */
export function hasLayer(code: Code): boolean {
  return (isNode(code) && code.tag === "layer") || partsOf(code).some(hasLayer);
}
