/**
 * Sums with wrong limits: with one letter or all running over everything, the formula is true.
 */
import { supportOf } from "../deciding/support.ts";
import { type Letters, numberOf } from "../deciding/values.ts";
import type { Meaning, SeriesLetter } from "../meaning.ts";
import { meaningsOf } from "../resolving/claims/cases.ts";
import { type Entry, levelOf, type Subject } from "./subject.ts";
import type { Details, Trial } from "./trial.ts";

type Series = Meaning & { readonly tag: "series" };

export function limitTrials(subject: Subject): Trial[] {
  const { decider } = subject.link;
  const [meaning] = meaningsOf(subject.claimedSide);
  const letters = meaning === undefined ? [] : [...new Set(seriesIn(meaning).flatMap(limitedLetters))];
  const choices = letters.length > 1 ? [...letters.map((letter) => [letter]), letters] : [letters];
  const ground = levelOf(subject, decider.levels);
  return choices
    .filter((chosen) => chosen.length > 0)
    .map((chosen) => ({
      code: "sum-range",
      details: { letter: chosen.join(", ") },
      explains: ({ claimed, point, truth }) =>
        decider.normal.isEqual(ground.polynomial(withoutLimits(claimed, new Set(chosen)), point), truth),
      detailsAt: (entry) => (chosen.length > 1 ? {} : rangesOf(subject, entry, chosen[0] as string)),
    }));
}

function limitedLetters({ letters }: Series): string[] {
  return letters.filter(({ from, to }) => from !== undefined || to !== undefined).map(({ name }) => name);
}

function seriesIn(meaning: Meaning): Series[] {
  switch (meaning.tag) {
    case "series":
      return [meaning, ...seriesIn(meaning.body)];
    case "sum":
      return meaning.terms.flatMap(seriesIn);
    case "product":
      return meaning.factors.flatMap(seriesIn);
    case "quotient":
      return seriesIn(meaning.over);
    default:
      return [];
  }
}

function withoutLimits(meaning: Meaning, names: ReadonlySet<string>): Meaning {
  const of = (part: Meaning): Meaning => withoutLimits(part, names);
  switch (meaning.tag) {
    case "series":
      return {
        ...meaning,
        letters: meaning.letters.map(
          (letter): SeriesLetter => (names.has(letter.name) ? { name: letter.name } : letter),
        ),
        body: of(meaning.body),
      };
    case "sum":
      return { ...meaning, terms: meaning.terms.map(of) };
    case "product":
      return { ...meaning, factors: meaning.factors.map(of) };
    case "quotient":
      return { ...meaning, over: of(meaning.over) };
    default:
      return meaning;
  }
}

/** The range as it was written, and where the summand can differ from 0, where both are known. */
function rangesOf({ link }: Subject, { claimed, point }: Entry, name: string): Details {
  const series = seriesIn(claimed).find(({ letters }) => letters.some((letter) => letter.name === name));
  const letter = series?.letters.find((one) => one.name === name);
  if (series === undefined || letter?.from === undefined || letter.to === undefined) return {};
  const natural = supportOf(series.body, name, point, link.decider.sizes);
  const written = `${limitText(letter.from, point)}..${limitText(letter.to, point)}`;
  if (natural === undefined || natural.to < natural.from) return {};
  const right = `${natural.from}..${natural.to}`;
  return right === written ? {} : { written, right };
}

function limitText(meaning: Meaning, point: Letters): string {
  return numberOf(meaning, point).toFraction();
}
