/**
 * A general formula with one change to its right side: an index or a limit off by one, letters exchanged, another sign,
 * a stride, a padding or a factor dropped. What comes out may be true all the same; whoever uses it has to look.
 */

type Change = (right: string) => readonly string[];

export function mutantsOf(claim: string): readonly string[] {
  const at = claim.indexOf(" = ") + 3;
  const [left, right] = [claim.slice(0, at), claim.slice(at)];
  const changed = CHANGES.flatMap((change) => change(right)).filter((one) => one !== right);
  return [...new Set(changed)].map((one) => left + one);
}

/** Each match replaced on its own, by each of what may stand there. */
function eachMatch(pattern: RegExp, by: (match: RegExpMatchArray) => readonly string[]): Change {
  return (right) =>
    [...right.matchAll(pattern)].flatMap((match) =>
      by(match).map((text) => right.slice(0, match.index) + text + right.slice(match.index + match[0].length)),
    );
}

/** Braces inside of braces, as fractions in indices have them. */
const INNER = String.raw`(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})`;
const SHIFTS = ["+1", "-1"];

/** Indices below a name; limits below a sum have a relation in them. */
const shiftedIndex = eachMatch(new RegExp(String.raw`(?<!\\sum)_\{(${INNER}*)\}`, "g"), ([, inside = ""]) => {
  const parts = inside.split(",");
  return parts.flatMap((part, place) =>
    SHIFTS.map((shift) => `_{${parts.map((other, axis) => (axis === place ? part + shift : other)).join(",")}}`),
  );
});

const shiftedLetter = eachMatch(/(?<!\\sum)_([a-z])/g, ([, name]) => SHIFTS.map((shift) => `_{${name}${shift}}`));

const upperLimit = eachMatch(/\^\{([^{}]+)\}/g, ([, limit]) => SHIFTS.map((shift) => `^{${limit}${shift}}`));

const lowerLimit = eachMatch(/([a-z])=([01])(?=[},\s])/g, ([, name, from]) => [
  `${name}=${Number(from) + 1}`,
  `${name}=${Number(from) - 1}`,
]);

/** Sizes, which don't stand where an index does. */
const SIZE = /[A-Zsd]/;

/** Two sizes, or two other letters, in each other's place, everywhere. */
const exchanged: Change = (right) => {
  const letters = [...new Set(right.replace(/\\[a-zA-Z]+/g, " ").match(/[A-Za-z]/g) ?? [])];
  return letters.flatMap((one, place) =>
    letters.slice(place + 1).flatMap((other) => {
      if (SIZE.test(one) !== SIZE.test(other)) return [];
      const swap: Readonly<Record<string, string>> = { [one]: other, [other]: one };
      return right.replace(/\\[a-zA-Z]+|[A-Za-z]/g, (token) => swap[token] ?? token);
    }),
  );
};

const sign: Change = (right) => [`-${right}`, `2 ${right}`];

const inner = eachMatch(/[+-](?=\d|[A-Za-z(])/g, ([found]) => [found === "+" ? "-" : "+"]);

const dropped = eachMatch(/(?<![\\a-zA-Z])(?:[sdKR](?=\()|[sd](?=[iu])|[+-]P|\\frac\{1\}\{[A-Z]+\})/g, () => [""]);

const undone = eachMatch(/\^(?:T|\\top)|\\mathrm\{rot180\}|(?<=\\sigma)'|\\odot [A-Za-z]+/g, () => [""]);

const CHANGES: readonly Change[] = [
  undone,
  shiftedIndex,
  shiftedLetter,
  upperLimit,
  lowerLimit,
  exchanged,
  sign,
  inner,
  dropped,
];
