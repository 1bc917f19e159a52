/**
 * The words that open a statement, each with an example of its form, and the guess that a misspelt word calls for.
 */
import { type Message, tell } from "../messages/message.ts";

/** The words of statements; the examples are what messages show. */
export const forms: ReadonlyMap<string, Message> = new Map([
  ["title", tell`\`title "Gradients of a convolution"\``],
  ["index", tell`\`index 0\` or \`index 1\``],
  ["layout", tell`\`layout nchw\` or \`layout nhwc\``],
  ["size", tell`\`size H, W\` or \`size s >= 1\``],
  ["integer", tell`\`integer P_l, P_r\``],
  ["assume", tell`\`assume H >= 3\``],
  ["tensor", tell`\`tensor a[3,3]\``],
  ["scalar", tell`\`scalar x\` or \`scalar x = 2\``],
  ["function", tell`\`function f\` or \`function f(x) = x^2\``],
  ["given", tell`\`given a = [1, 2]\``],
  ["loss", tell`\`loss L(y)\``],
  ["name", tell`\`name z as "z^{l}"\``],
  ["notation", tell`\`notation(tensors="bold", indices="commas")\``],
  ["operator", tell`\`operator "*" means conv2d\``],
  ["expand", tell`\`expand y\``],
  ["jacobian", tell`\`jacobian y wrt a\``],
  ["gradient", tell`\`gradient L wrt a\``],
  ["views", tell`\`views y wrt a\``],
  ["prove", tell`\`prove A == B\``],
]);

/** Natural names for a result; every other statement word before `=` is more likely a slip than a name. */
const definable: ReadonlySet<string> = new Set(["loss", "gradient", "jacobian"]);

/** Why a definition cannot take this name, or undefined where it can. */
export function notDefinable(name: string): Message | undefined {
  const form = forms.get(name);
  if (form === undefined || definable.has(name)) return undefined;
  return tell`\`${name}\` opens a statement, as in ${form}; it cannot be the name of a definition`;
}

/** The statement word that `word` most likely stands for. */
export function guessWord(word: string): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of forms.keys()) {
    const distance = lower.length >= 3 && candidate.startsWith(lower) ? 0.5 : editDistance(lower, candidate);
    if (distance < bestDistance && distance <= candidate.length / 3) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other. */
function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 3) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const exchanged = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (exchanged) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
