/**
 * What is known of a worksheet before it is built: what holds for the whole of it, and which names it introduces.
 */
import { Mistake } from "../error.ts";
import type { Statement, Worksheet } from "../language/syntax.ts";
import { tell } from "../messages/message.ts";
import { notationSaid } from "./style.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

/** Whether the worksheet has letters for sizes, and so speaks of every size at once. */
export function speaksOfSizes(worksheet: Worksheet): boolean {
  return worksheet.statements.some(({ tag }) => tag === "size" || tag === "integer" || tag === "assume");
}

export function settingOf<Tag extends "indexBase" | "layout">(
  worksheet: Worksheet,
  tag: Tag,
): StatementOf<Tag> | undefined {
  const found = worksheet.statements.filter((statement) => statement.tag === tag) as StatementOf<Tag>[];
  const [first, second] = found;
  if (second !== undefined)
    throw new Mistake(
      "syntax",
      tell`\`${tag === "layout" ? "layout" : "index"}\` holds for the whole worksheet and is said once`,
      second.span,
    );
  return first;
}

/** From 1 unless `index`, or `notation`, says otherwise. */
export function indexBaseOf(worksheet: Worksheet): 0 | 1 {
  const stated = settingOf(worksheet, "indexBase");
  const { indexBase } = notationSaid(worksheet);
  if (stated !== undefined && indexBase !== undefined && stated.base !== indexBase)
    throw new Mistake(
      "syntax",
      tell`\`index ${stated.base}\` and \`notation(index=${indexBase})\` contradict each other; one of them is enough`,
      stated.span,
    );
  return stated?.base ?? indexBase ?? 1;
}

/** Every name that a statement introduces. */
export function introducedNames(statement: Statement): string[] {
  switch (statement.tag) {
    case "tensor":
    case "scalar":
    case "definition":
    case "function":
      return [statement.name.name];
    case "loss":
      return [statement.name.name, statement.delta?.name ?? "delta"];
    case "integer":
      return statement.names.map(({ name }) => name);
    case "size":
      return statement.sizes.map((size) => size.name.name);
    default:
      return [];
  }
}
