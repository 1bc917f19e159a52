/** Pieces of JSON by their paths, for tests that change a saved derivation. */
import { SavedFormatError, VerificationError, verify } from "../src/index.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

export function at(json: Json, path: Path): Json {
  return path.reduce<Json>((part, key) => (part as { [key: string]: Json })[key] as Json, json);
}

export function withChange(
  json: Json,
  path: Path,
  change: (parent: { [key: string]: Json }, key: string) => void,
): Json {
  const copy = structuredClone(json);
  change(at(copy, path.slice(0, -1)) as { [key: string]: Json }, String(path.at(-1)));
  return copy;
}

/** Every path in a piece of JSON, that of the whole first. */
export function* pathsIn(json: Json, path: Path = []): Generator<Path> {
  yield path;
  if (Array.isArray(json)) for (const [index, item] of json.entries()) yield* pathsIn(item, [...path, index]);
  else if (json !== null && typeof json === "object")
    for (const [key, item] of Object.entries(json)) yield* pathsIn(item, [...path, key]);
}

/** What becomes of a changed document: it is refused, it passes, or verify fails in a way that it should not. */
export function outcomeOf(json: Json): string {
  try {
    verify(JSON.stringify(json));
    return "survived";
  } catch (error) {
    if (error instanceof VerificationError || error instanceof SavedFormatError) return "caught";
    return `crashed: ${(error as Error).message}`;
  }
}
