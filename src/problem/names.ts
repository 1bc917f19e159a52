/**
 * Guesses at a name that was mistyped.
 */
import { type Message, NOTHING, tell } from "../messages/message.ts";

/** `; did you mean \`x\`?` for the nearest of the candidates, or nothing where none is near. */
export function suggestAmong(name: string, candidates: readonly string[]): Message {
  const limit = name.length <= 4 ? 1 : 2;
  const near = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ candidate, distance }) => isNear(name, candidate, distance, limit))
    .sort((a, b) => a.distance - b.distance);
  return near[0] === undefined ? NOTHING : tell`; did you mean \`${near[0].candidate}\`?`;
}

/** Few letters apart, or the beginning of a longer name. */
function isNear(name: string, candidate: string, distance: number, limit: number): boolean {
  if (name.length > 2 && candidate.startsWith(name)) return true;
  return distance <= limit && distance < Math.max(name.length, candidate.length);
}

/** Levenshtein distance, ignoring case. */
function editDistance(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] as number) + 1, (current[column - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
