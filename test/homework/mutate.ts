/**
 * Homework without end: sheets of one claim, true or with exactly one mistake, from settings drawn at random. The truth
 * comes from the program's derivation; that it is true, and that a mistake makes it false, is held against numbers
 * worked out by plain loops.
 */
import type { DiagnosisCode } from "../../src/homework/report.ts";
import type { Format } from "../../src/homework/syntax.ts";
import { type Claim, isTrue, type Numbers, numbersOf, termsValue } from "./claims.ts";
import { type Truth, truthsOf } from "./derived.ts";
import { generalClaim } from "./general.ts";
import { keyOf, mutationsOf } from "./mutations.ts";
import { randomStyle, type Style, sheetOf, writeClaim } from "./notation.ts";
import { type Random, randomFrom } from "./random.ts";
import { randomSetting, type Setting, worksheetOf, worldOf } from "./settings.ts";
import { type Family, matrixFamily, operatorFamily, summedFamily } from "./whole.ts";

export interface Sheet {
  readonly worksheet: string;
  readonly source: string;
  readonly format: Format;
  readonly verdict: "correct" | "wrong";
  /** The mistake that was made. */
  readonly code?: DiagnosisCode;
  /** Every mistake by which the same claim comes about. */
  readonly codes: readonly DiagnosisCode[];
}

/** What describes the same mistake as truly, whatever the claim. */
const LIKE: Partial<Record<DiagnosisCode, readonly DiagnosisCode[]>> = {
  "kernel-flipped-twice": ["kernel-not-flipped", "other-convolution"],
  "transposed-matrix": ["shape", "transposed-indices"],
  "sum-vs-jacobian": ["shape"],
  "leftover-ignored": ["shape"],
  "index-base": ["off-by-one"],
  "padding-ignored": ["off-by-one"],
  arithmetic: ["sign"],
};

interface Source {
  readonly setting: Setting;
  readonly numbers: Numbers;
  readonly truths: readonly Truth[];
  readonly random: Random;
}

function entryFamily({ setting, numbers, truths, random }: Source): Family {
  const truth = pickTruth(truths, random);
  const { left } = truth;
  const entry = (terms: Truth["terms"]): Claim => ({ tag: "entry", left, terms: shuffledTerms(terms, random) });
  const mutations = mutationsOf(setting, truths, truth, random).map(({ code, terms }) => ({
    code,
    claim: entry(terms),
  }));
  if (!setting.numbers || truth.terms.length === 0) return { claim: entry(truth.terms), mutations };
  const value = Math.round(termsValue(numbers, truth.terms));
  const number = (shown: number): Claim => ({
    tag: "number",
    left,
    terms: shuffledTerms(truth.terms, random),
    value: shown,
  });
  const wrong = value + random.pick([-2, -1, 1, 3]);
  return { claim: number(value), mutations: [{ code: "arithmetic", claim: number(wrong) }, ...mutations] };
}

/** One of a kind picked first, for a Jacobian has many entries and a bias few. */
function pickTruth(truths: readonly Truth[], random: Random): Truth {
  const kind = ({ left }: Truth) => `${left.of} ${left.wrt}`;
  const chosen = random.pick([...new Set(truths.map(kind))]);
  return random.pick(truths.filter((truth) => kind(truth) === chosen));
}

function shuffledTerms(terms: Truth["terms"], random: Random): Truth["terms"] {
  return random.shuffled(terms).map((term) => ({ ...term, atoms: random.shuffled(term.atoms) }));
}

function familyOf(source: Source): Family {
  const { setting, truths, random } = source;
  const made = random.below(10);
  if (made < 2 && !setting.channels && !setting.activation) return generalClaim(setting, random);
  const whole =
    made === 2
      ? matrixFamily(setting, truths, random)
      : made === 3 && random.chance(0.4)
        ? summedFamily(setting, truths, random)
        : made === 4
          ? operatorFamily(setting, random)
          : undefined;
  return whole ?? entryFamily(source);
}

function claimKey(claim: Claim): string {
  return claim.tag === "entry" ? `${JSON.stringify(claim.left)}=${keyOf(claim.terms)}` : JSON.stringify(claim);
}

/** All codes by which the same wrong claim comes about, the one that was meant first. */
function codesOf(meant: Family["mutations"][number], family: Family, truths: readonly Truth[]): DiagnosisCode[] {
  const { claim } = meant;
  const key = claimKey(claim);
  const same = family.mutations.filter((other) => claimKey(other.claim) === key).map(({ code }) => code);
  const isOther = (truth: Truth) =>
    claim.tag === "entry" &&
    truth.left.of === claim.left.of &&
    truth.left.wrt === claim.left.wrt &&
    keyOf(truth.terms) === keyOf(claim.terms);
  const left: DiagnosisCode[] = truths.some(isOther) ? ["left-side"] : [];
  const all = [meant.code, ...same, ...left];
  return [...new Set([...all, ...all.flatMap((code) => LIKE[code] ?? [])])];
}

/** A mistake of a code picked first, so that rare codes come about as well. */
function pickMutation(family: Family, random: Random): Family["mutations"][number] | undefined {
  const codes = [...new Set(family.mutations.map(({ code }) => code))];
  if (codes.length === 0) return undefined;
  const code = random.pick(codes);
  return random.pick(family.mutations.filter((mutation) => mutation.code === code));
}

function sheet(source: Source, claim: Claim, style: Style, rest: Pick<Sheet, "verdict" | "code" | "codes">): Sheet {
  const { setting, numbers, random } = source;
  const operator = setting.operator === undefined ? "" : `\noperator "*" means ${setting.operator}`;
  const worksheet = `${worksheetOf(setting, { base: setting.base, inputs: numbers.values, forward: () => {} })}${operator}\n`;
  return { worksheet, source: sheetOf(writeClaim(claim, style), style.format, random), format: style.format, ...rest };
}

/** What a mistake leaves true is no mutant, such as a sign before 0: it is passed over. */
function* sheetsOf(source: Source, count: number): Generator<Sheet> {
  for (let made = 0; made < count; made += 1) {
    const family = familyOf(source);
    const style = randomStyle(source.setting, source.random);
    if (!isTrue(source.numbers, family.claim))
      throw new Error(
        `not true: ${writeClaim(family.claim, style)}\n${sheet(source, family.claim, style, { verdict: "correct", codes: [] }).worksheet}`,
      );
    if (made % 4 === 0) yield sheet(source, family.claim, style, { verdict: "correct", codes: [] });
    const mutation = pickMutation(family, source.random);
    if (mutation === undefined || isTrue(source.numbers, mutation.claim)) continue;
    const codes = codesOf(mutation, family, source.truths);
    yield sheet(source, mutation.claim, style, { verdict: "wrong", code: mutation.code, codes });
  }
}

/** Without end. Sheets about the same worksheet come one after the other. */
export function* sheets(seed: number): Generator<Sheet> {
  const random = randomFrom(seed);
  for (;;) {
    const setting = randomSetting(random);
    const world = worldOf(setting, random);
    const source = { setting, random, numbers: numbersOf(setting, world), truths: truthsOf(setting, world) };
    yield* sheetsOf(source, 40);
  }
}
