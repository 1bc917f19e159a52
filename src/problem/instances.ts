/**
 * A worksheet whose sizes are letters, with numbers in their place: an ordinary problem for each choice of numbers.
 */
import { Mistake } from "../error.ts";
import type { Worksheet } from "../language/syntax.ts";
import { buildProblem } from "./build.ts";
import type { Problem } from "./problem.ts";

/** The problem at these sizes; nothing where they break an assumption, or leave an array empty. */
export type Instantiate = (sizes: ReadonlyMap<string, number>) => Problem | undefined;

export function instancesOf(worksheet: Worksheet): Instantiate {
  const known = new Map<string, Problem | undefined>();
  return (sizes) => {
    const key = [...sizes].map(([letter, value]) => `${letter}=${value}`).join();
    if (!known.has(key)) known.set(key, attempt(worksheet, sizes));
    return known.get(key);
  };
}

function attempt(worksheet: Worksheet, sizes: ReadonlyMap<string, number>): Problem | undefined {
  try {
    return buildProblem(worksheet, { sizes });
  } catch (error) {
    if (error instanceof Mistake) return undefined;
    throw error;
  }
}
