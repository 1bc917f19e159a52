/** What the claims of one sheet share while they are decided. */
import type { Span } from "../language/syntax.ts";
import type { Decider } from "./deciding/decide.ts";
import type { Facts } from "./deciding/facts.ts";
import type { Show } from "./deciding/show.ts";

/** Where things stand in a sheet, and what stands there. */
export interface SheetText {
  readonly lineOf: (offset: number) => number;
  readonly textOf: (span: Span) => string;
}

/** What the decisions on the claims of one sheet share. */
export interface Sheet extends SheetText {
  readonly decider: Decider;
  readonly facts: Facts;
  readonly show: Show;
}
