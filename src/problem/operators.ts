/**
 * The table of operators. A new one is an entry in a file of `operators/`, which `operators/contents.ts` names.
 */

import type { Message } from "../messages/message.ts";
import { suggestAmong } from "./names.ts";
import type { Operator } from "./operator.ts";
import * as contents from "./operators/contents.ts";

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.values(contents)
    .flat()
    .map((operator: Operator) => [operator.name, operator]),
);

export function findOperator(name: string): Operator | undefined {
  return OPERATORS.get(name);
}

export function suggestName(name: string): Message {
  return suggestAmong(name, [...OPERATORS.keys(), "grad", "jac", "size"]);
}
