/** English sentences. */

import type { Inline, Phrase, RuleWords, Words } from "./words.ts";
import { listed, say } from "./words.ts";
import { englishDocument } from "./words-document.en.ts";
import { englishFigures } from "./words-figures.en.ts";
import { englishPage } from "./words-page.en.ts";
import { englishTheorems } from "./words-theorem.en.ts";
import { englishTwins } from "./words-twins.en.ts";
import { englishViews } from "./words-views.en.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, ", ", " and ");

const rule = (short: string, full: string): RuleWords => ({ short, full: [full] });

function capital([first = "", ...others]: Phrase): Phrase {
  return [typeof first === "string" ? first.charAt(0).toUpperCase() + first.slice(1) : first, ...others];
}

export const english: Words = {
  lang: "en",
  untitled: "Derivation of gradients",
  conventions: {
    space: " ",
    correlation: (sign) =>
      say`Between arrays the sign ${sign} is cross-correlation: the kernel, on the right, slides over the array on the left and is not turned. Stride 1, dilation 1 and no padding are meant; whatever differs stands below the sign.`,
    convolution: (sign) =>
      say`The sign ${sign} is convolution in the mathematical sense, with the kernel turned by 180°.`,
    bias: say`A bias that is added to a convolution is added to every entry of its channel.`,
    layout: {
      numerator: say`Derivatives by a vector stand in numerator layout: those of a number are a row, those of a vector a matrix with a row for each output. Derivatives by an array with more axes stand in the shape of that array.`,
      denominator: say`Derivatives by a vector stand in denominator layout: those of a number are a column, those of a vector a matrix with a column for each output. Derivatives by an array with more axes stand in the shape of that array.`,
    },
    matrix: {
      numerator: (of, wrt) =>
        say`The Jacobian matrix in numerator layout, a row for each entry of ${of} and a column for each entry of ${wrt}:`,
      denominator: (of, wrt) =>
        say`The Jacobian matrix in denominator layout, a row for each entry of ${wrt} and a column for each entry of ${of}:`,
    },
  },
  rules: {
    definition: rule("definition", "The entry is replaced by the index sum that defines it."),
    expansion: rule("written out", "The sum, or the maximum, is written out; what lies outside an array is left out."),
    linearity: rule("linearity", "The derivative of a sum is the sum of the derivatives, and constant factors stay."),
    vanishing: rule("other terms vanish", "Terms that do not contain the variable have derivative 0 and are left out."),
    zeros: rule("zeros written", "Terms that do not contain the variable have derivative 0, written here as 0."),
    differentiation: rule("differentiation", "What remains is differentiated term by term."),
    "chain-rule": rule(
      "chain rule",
      "The derivatives along every path are multiplied and added up; the sum runs over exactly those entries " +
        "through which the variable acts.",
    ),
    paths: rule(
      "sum over the paths",
      "The variable acts on several ways that meet again; what it contributes on each of them, all else held fixed, is added up.",
    ),
    upstream: rule("upstream gradient", "Derivatives that are already known, or given, are called by their names."),
    local: rule("local derivatives", "The derivatives inside the chain are put in."),
    factoring: rule("common factor", "A common factor is drawn out."),
    simplification: rule("simplified", "Products are multiplied out, and what cancels is left out."),
    numbers: rule("values put in", "The given values are put in."),
    value: rule("arithmetic", "The arithmetic is done."),
  },
  proofRules: {
    "left-expanded": rule("left side", "The left side is expanded over the entries of the worksheet's arrays."),
    "right-expanded": rule("right side", "The right side is expanded over the same entries."),
  },
  remarks: {
    "upstream-defined": ([array, ...others]) =>
      others.length === 2
        ? say`The array ${array ?? ""} holds the derivatives of ${others[0] ?? ""} by the entries of ${others[1] ?? ""}; it is the upstream gradient.`
        : say`The array ${array ?? ""} is the upstream gradient: it holds the derivatives of the loss.`,
    "sum-versus-jacobian": ([output, input]) =>
      say`${
        output === undefined ? "The gradient of a sum" : ["The gradient of the sum of ", output]
      } adds the Jacobian over all outputs. This is what TensorFlow returns for ${{
        code: "tape.gradient",
      }}${output === undefined || input === undefined ? "" : [" of ", output, " by ", input]}, whereas ${{
        code: "tape.jacobian",
      }} returns the derivative of every output by every input.`,
    "activation-derivative": (subjects) =>
      subjects.length === 0
        ? say`The derivative in closed form:`
        : say`The derivative of ${all(subjects)} in closed form:`,
    kink: (subjects) =>
      say`The derivative of ${
        subjects.length === 0 ? "a function with a kink" : all(subjects)
      } is the slope of the side on which the argument lies. At the kink, where there is none, this value is taken:`,
    tie: (subjects) =>
      say`A maximum passes the whole gradient on to the largest entry of its window${
        subjects.length === 0 ? "" : [" of ", ...all(subjects)]
      }: its derivative by that entry is 1, and by the others 0. Of equal entries the first counts as the largest.`,
    "zero-extension": (subjects) =>
      subjects.length === 0
        ? say`Entries outside an array count as 0.`
        : say`Entries outside ${all(subjects)} count as 0.`,
  },

  definitions: "Definitions",
  rulesUsed: "The rules used",
  shapes: (items) => say`Arrays: ${all(items)}.`,
  shape: (name, size) => say`${name} of ${size}`,
  size: (shape, rank) => (rank === 1 ? say`length ${shape}` : say`shape ${shape}`),
  defined: (equation, size, ranges) =>
    say`${equation} has ${size}; its entries${ranges.length === 0 ? "" : [", for ", ...ranges, ","]} are`,
  definedInline: (equation, size, entries) => say`${equation} has ${size}; its entries are ${entries}.`,
  definedScalar: (equation) => say`${equation} is the number`,
  given: say`The numbers given are`,
  deltas: (items) =>
    items.length === 1
      ? say`The derivative ${all(items)} has a name of its own, and the shape of the array that it belongs to.`
      : say`These derivatives have names of their own, each with the shape of the array that it belongs to: ${all(items)}.`,
  standsFor: (name, meaning) => say`${name} stands for ${meaning}.`,

  expansion: (of) => say`Expansion of ${of}`,
  jacobian: (of, wrt) => say`Jacobian of ${of} with respect to ${wrt}`,
  gradient: (of, wrt) => say`Gradient of ${of} with respect to ${wrt}`,
  proof: "Claim",
  jacobianCount: (shown, total) =>
    shown === total
      ? say`None of the ${String(total)} derivatives is identically zero.`
      : say`Of the ${String(total)} derivatives, ${String(shown)} ${shown === 1 ? "is" : "are"} not identically zero.`,
  jacobianZero: say`This derivative is identically zero:`,
  stepByStep: say`Step by step:`,
  inTheSameWay: (count) => say`The other ${String(count)} in the same way, in brief:`,
  othersAlike: (count) =>
    count === 1
      ? say`The other entry was derived and checked in the same way.`
      : say`The other ${String(count)} entries were derived and checked in the same way.`,
  writesOut: say`Every entry is written out with ${{ code: "--detail full" }}.`,
  entries: say`The entries:`,
  remaining: (count) => say`The other ${count === 1 ? "entry" : `${String(count)} entries`}, found in the same way:`,
  layer: (name) => say`Layer ${name}`,
  layerComputes: say`This layer computes`,
  use: (place, times) => (times === 1 ? [place] : say`${place} (${times === 2 ? "twice" : `${String(times)} times`})`),
  uses: (name, places) =>
    say`${name} is used more than once: in ${all(places)}. Its gradient is the sum of what comes back from each place, all else held fixed there.`,
  outsideIsZero: say`Entries outside an array count as 0.`,
  outsideIsNone: say`Entries outside an array take no part in a maximum.`,
  generalEntry: (ranges, leavesArrays) =>
    say`One formula gives every entry${ranges.length === 0 ? "" : [", for ", ...ranges]}${leavesArrays ? " (entries outside an array count as 0)" : ""}:`,
  oneOfEachKind: (first) => say`Step by step, one entry of each kind${first.length === 0 ? ":" : [". ", ...first]}`,
  oneEntry: say`Step by step, for one entry:`,
  kinds: {
    corner: say`Corner:`,
    edge: say`Edge:`,
    face: say`Face:`,
    end: say`End:`,
    interior: say`Interior:`,
    any: [],
  },
  remainingByFormula: (count, tellsOption) =>
    say`The other ${count === 1 ? "entry follows" : `${String(count)} entries follow`} from the formula in the same way${
      tellsOption ? ["; ", { code: "--detail full" }, " derives each of them"] : ""
    }.`,
  briefly: say`Below, each gradient has its general entry, and one entry of each kind is derived step by step; ${{ code: "--detail full" }} derives every entry.`,
  longSum: (why, terms) => `${why === "" ? "" : `${why}, `}${terms} terms`,
  inParts: (isSparse) =>
    isSparse
      ? say`All entries that are not identically zero, in the order of their indices:`
      : say`All entries, in the order of their indices:`,
  checkedInParts: (isDerivative) =>
    isDerivative
      ? say`Each of these entries was evaluated, as it is printed, modulo the prime 2147483647 at a random point; times random rates they add up to the slope that the definitions have when they are run forward.`
      : say`Each of these entries was evaluated, as it is printed, modulo the prime 2147483647 at a random point; it is what the definition gives when its loops are run.`,
  allEntries: say`All entries together:`,
  sameEntries: (count, letters, numbers) =>
    say`All ${String(count)} entries together are those of ${letters}${numbers === undefined ? "" : `, in numbers those of ${numbers}`}.`,
  tables: (of, wrt) =>
    say`One table for each entry of ${of}; every place of a table belongs to the entry of ${wrt} at that place:`,
  inNumbers: say`In numbers:`,
  rounded: say`Decimal values are rounded to six digits.`,

  claim: say`We claim that`,
  leftSide: "left",
  rightSide: "right",
  sidesNamed: say`The two sides of this equation are called left and right below.`,
  bothExpanded: say`Both sides are expanded over the same letters, entry by entry:`,
  sidesTogether: say`Both sides are expanded over the same letters; entry by entry they come to the same:`,
  sidesAsAbove: (count, place) =>
    say`Both sides are expanded over the same letters; entry by entry they come to the same ${String(count)} expressions, those of ${place}.`,
  likewise: (count) => say`The other ${String(count)} entries agree in the same way.`,
  assuming: (conditions) => say`This assumes ${conditions}.`,
  verdicts: { proved: "Proved.", refuted: "Refuted.", unknown: "Undecided." },
  proved: (scope) =>
    scope === "all sizes"
      ? say`The two sides agree for all sizes, which proves the claim.`
      : say`The two sides agree in every entry, which proves the claim for these sizes.`,
  unknown: say`The claim was neither proved nor refuted.`,
  refutedShapes: (left, right) => say`The left side has ${left}, the right side ${right}.`,
  refuted: (place, left, right) => capital(say`${place}the left side is ${left} and the right side is ${right}.`),
  refutedAt: (entry) => say`at entry ${entry}, `,
  refutedSizes: (sizes) => say`for ${sizes}, `,
  refutedValues: (values) => say`with ${values} and every other letter 0, `,
  columns: (from, to) => (from === to ? `column ${from}` : `columns ${from} to ${to}`),
  tooManyFormulas: say`There are too many entries to typeset; they are listed as text.`,
  document: englishDocument,
  page: englishPage,
  twins: englishTwins,
  figures: englishFigures,

  views: englishViews,
  theorems: englishTheorems,
};
