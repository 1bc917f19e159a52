/** Short ways to read a document in tests. */
import { readHomework } from "../../../src/homework/reading/read.ts";
import type { Format, ReadingFailure } from "../../../src/homework/syntax.ts";
import { showClaim } from "./trees.ts";

/** The claims of a document, each as one line. */
export function claimsOf(source: string, format: Format = "tex"): string[] {
  return readHomework(source, format).claims.map(showClaim);
}

/** The claims of one displayed formula. */
export function display(formula: string): string[] {
  return claimsOf(`$$${formula}$$`);
}

/** The source of each claim. */
export function placesOf(source: string, format: Format = "tex"): string[] {
  return readHomework(source, format).claims.map(({ span }) => source.slice(span.start, span.end));
}

/** Why the first claim that cannot be read cannot, and what stands at that place. */
export function failureOf(
  source: string,
  format: Format = "tex",
): (ReadingFailure & { readonly place: string }) | undefined {
  for (const claim of readHomework(source, format).claims) {
    if (claim.tag !== "unreadable") continue;
    const { at } = claim.failure;
    return { ...claim.failure, place: source.slice(at.start, at.end) };
  }
  return undefined;
}
