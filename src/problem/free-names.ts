/**
 * Names that a worksheet may not introduce, since the language uses them for itself.
 */
import { Mistake } from "../error.ts";
import type { Identifier } from "../language/syntax.ts";
import { tell } from "../messages/message.ts";
import { findOperator } from "./operators.ts";

export function demandFreeName(name: Identifier): void {
  const taken =
    ["grad", "jac", "size", "floor", "ceil", "mod", "true", "false"].includes(name.name) || findOperator(name.name);
  if (taken)
    throw new Mistake("name-taken", tell`\`${name.name}\` is a word of the language; choose another name`, name.span);
}
