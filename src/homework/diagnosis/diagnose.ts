/**
 * Which mistake was made: the true answer is changed as the mistake changes it, and compared exactly with the sheet's.
 * In: a wrong link. Out: at most two reasons; one that explains every wrong entry is the only one. Never throws: what
 * can't be worked out does not explain.
 */

import { Mistake } from "../../error.ts";
import type { WrongLink } from "../deciding/findings.ts";
import { DivisionByZero } from "../deciding/ground.ts";
import { TooManyTerms } from "../deciding/polynomial.ts";
import { TooManyPoints, UnboundedSeries } from "../deciding/series.ts";
import { NotANumber } from "../deciding/values.ts";
import type { Diagnosis } from "../report.ts";
import { TooMuchWork } from "../work.ts";
import { activationTrials } from "./activations.ts";
import { baseTrials, outsideTrial } from "./base.ts";
import { biasTrials } from "./bias.ts";
import { channelTrials } from "./channels.ts";
import { kindTrials } from "./kinds.ts";
import { leftSideTrials } from "./left.ts";
import { leftoverTrials, unreachedTrials } from "./leftover.ts";
import { limitTrials } from "./limits.ts";
import {
  exchangeTrials,
  leavesMany,
  shiftedArrays,
  transposedLeftTrials,
  turnedArrays,
  unpaddedKernels,
} from "./moves.ts";
import { renamedTrials } from "./names.ts";
import { arithmeticTrials, coefficientTrial, scaleTrials, signTrial } from "./numbers.ts";
import { croppedTrials, isGeneral, settingTrials, shiftTrials } from "./settings.ts";
import { shapeDiagnosis } from "./shapes.ts";
import { type Entry, isMany, type Subject, subjectOf } from "./subject.ts";
import { termTrials } from "./terms.ts";
import type { Trial } from "./trial.ts";
import { isByKernel, transposedKernelTrials, turnTrials } from "./turns.ts";

export function diagnose(link: WrongLink): Diagnosis[] {
  if (link.decision.shapes !== undefined) return [guarded(() => shapeDiagnosis(link)) ?? unrecognised(1)];
  const subject = guarded(() => subjectOf(link));
  const total = link.decision.wrong.length;
  if (subject === undefined || subject.wrong.length === 0) return [unrecognised(total)];
  const trials: Trial[] = [];
  let whole: Trial | undefined;
  for (const list of listsFor(subject))
    for (const trial of guarded(list) ?? []) {
      if (!explainsAll(subject, trial)) trials.push(trial);
      else if (isConsistent(subject, trial)) return [diagnosisOf(subject, trial, total)];
      else whole ??= trial;
    }
  return whole === undefined ? partOf(subject, trials) : [diagnosisOf(subject, whole, total)];
}

function explainsAll({ wrong }: Subject, trial: Trial): boolean {
  return wrong.some((entry) => isEvidence(trial, entry)) && wrong.every((entry) => explains(trial, entry));
}

/** That nothing is predicted where nothing was written is no evidence. */
function isEvidence(trial: Trial, { written }: Entry): boolean {
  return trial.isChange !== true || written.size > 0;
}

/** It says of the entries that are right that they are. */
function isConsistent({ right }: Subject, trial: Trial): boolean {
  return trial.isLocal === true || right.every((entry) => explains(trial, entry));
}

function diagnosisOf({ link, wrong }: Subject, trial: Trial, covered: number): Diagnosis {
  const total = link.decision.wrong.length;
  const shown = wrong.find((entry) => isEvidence(trial, entry) && explains(trial, entry));
  const details = shown && trial.detailsAt && guarded(() => trial.detailsAt?.(shown));
  return { code: trial.code, details: { ...trial.details, ...details }, covered, wrong: total };
}

/** The reason that explains the most entries, where none explains all, and the one that explains the most of the rest. */
function partOf(subject: Subject, trials: readonly Trial[]): Diagnosis[] {
  const { wrong } = subject;
  const total = subject.link.decision.wrong.length;
  const samples = [0, 1, 2, 3].map((quarter) => wrong[Math.floor((quarter * (wrong.length - 1)) / 3)]);
  const isSeen = (trial: Trial, entry: Entry): boolean => isEvidence(trial, entry) && explains(trial, entry);
  const found = trials
    .filter((trial) => wrong.length > 1 && samples.some((entry) => entry !== undefined && isSeen(trial, entry)))
    .map((trial) => ({ trial, seen: wrong.filter((entry) => isSeen(trial, entry)) }));
  const best = largest(found, ({ seen }) => seen.length);
  const rest = ({ seen }: (typeof found)[number]): number => seen.filter((entry) => !best?.seen.includes(entry)).length;
  const other = largest(found, rest);
  // Where only some of the entries were looked at, as many of all are taken to be explained.
  const made = [best, other].flatMap((one): Diagnosis[] => {
    if (one === undefined) return [];
    const covered = Math.min(total - 1, Math.max(1, Math.round((one.seen.length / wrong.length) * total)));
    return [diagnosisOf(subject, one.trial, covered)];
  });
  return made.length > 0 ? made : [unrecognised(total)];
}

/** The first of those with the largest number, if that is not 0. */
function largest<Item>(items: readonly Item[], size: (item: Item) => number): Item | undefined {
  const most = Math.max(0, ...items.map(size));
  return most === 0 ? undefined : items.find((item) => size(item) === most);
}

function unrecognised(wrong: number): Diagnosis {
  return { code: "unrecognised", covered: 0, wrong, details: {} };
}

type List = () => readonly Trial[];

/** The mistakes that are tried, in the order in which they are believed: the more they say, the sooner. */
function listsFor(subject: Subject): List[] {
  if (subject.isNumeric && subject.wrong.length === 1)
    return [() => [signTrial(subject), ...arithmeticTrials(subject)]];
  const first: List[] = [
    () => leftoverTrials(subject),
    () => limitTrials(subject),
    () => settingTrials(subject),
    () => channelTrials(subject),
    () => biasTrials(subject),
    () => activationTrials(subject),
  ];
  const last: List[] = [
    () => arithmeticTrials(subject),
    () => unreachedTrials(subject),
    () => [...missingTrials(subject), coefficientTrial()],
    () => kindTrials(subject),
  ];
  return [...first, ...(isMany(subject) ? manyTerms(subject) : oneTerm(subject)), ...last];
}

/** One term alone: many mistakes lead to the same, and the plainest is named. */
function oneTerm(subject: Subject): List[] {
  const terms = termTrials(subject);
  return [
    () => exchangeTrials(subject),
    () => turnTrials(subject, "all"),
    () => signTrials(subject),
    () => baseTrials(subject),
    () => renamedTrials(subject),
    () => [terms.near],
    () => turnTrials(subject, "single"),
    () => leftSideTrials(subject),
    () => [outsideTrial(subject), terms.index],
  ];
}

function manyTerms(subject: Subject): List[] {
  const terms = termTrials(subject);
  const shifts: List[] = [() => (leavesMany(subject) ? shiftTrials(subject) : []), () => shiftedArrays(subject)];
  const single: List[] = [() => [outsideTrial(subject), terms.index], () => leftSideTrials(subject)];
  const isOne = subject.wrong.length === 1 && subject.claimedSide.tag === "scalar";
  return [
    () => (isOne && isByKernel(subject) ? leftSideTrials(subject) : []),
    () => turnTrials(subject, "all"),
    () => turnTrials(subject, "single"),
    () => (subject.claimedSide.tag === "array" ? transposedLeftTrials(subject) : []),
    () => exchangeTrials(subject),
    () => transposedKernelTrials(subject),
    () => (isOne ? [] : transposedLeftTrials(subject)),
    () => turnedArrays(subject),
    () => signTrials(subject),
    () => baseTrials(subject),
    () => renamedTrials(subject),
    () => unpaddedKernels(subject),
    ...(isGeneral(subject) ? [...shifts, ...single] : [...single, ...shifts]),
    () => croppedTrials(subject),
  ];
}

function signTrials(subject: Subject): Trial[] {
  const { sign, repeated } = termTrials(subject);
  return [signTrial(subject), repeated, ...(subject.isNumeric ? [] : scaleTrials(subject)), sign];
}

function missingTrials(subject: Subject): Trial[] {
  const { missing, extra } = termTrials(subject);
  return [missing, extra];
}

function explains(trial: Trial, entry: Entry): boolean {
  return guarded(() => trial.explains(entry)) === true;
}

/** What a limit or a letter without bounds cuts short is undefined. */
function guarded<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    const isLimit = [
      TooManyTerms,
      TooMuchWork,
      TooManyPoints,
      UnboundedSeries,
      NotANumber,
      DivisionByZero,
      Mistake,
    ].some((kind) => error instanceof kind);
    if (isLimit) return undefined;
    throw error;
  }
}
