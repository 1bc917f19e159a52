/** English sentences of theorems. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import { englishCounts } from "./words-counts.en.ts";
import type { TheoremWords } from "./words-theorem.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, ", ", " and ");
const one = (items: readonly Inline[]): Inline => items[0] ?? "";
const isMany = (items: readonly unknown[]): boolean => items.length > 1;

function checkedLines(lines: number): Phrase {
  if (lines === 1) return say`The line was checked: it follows by its rule, for all sizes.`;
  if (lines === 2) return say`Both lines were checked: each follows from the one before it by its rule, for all sizes.`;
  return say`All ${String(lines)} lines were checked: each follows from the one before it by its rule, for all sizes.`;
}

export const englishTheorems: TheoremWords = {
  theorem: "Theorem",
  notation: "Notation",
  proof: "Proof",
  sizes: (bounded, free, assumed) => {
    const that = assumed.length === 0 ? "" : [", with ", ...all(assumed)];
    if (free.length === 0) return say`Let ${all(bounded)} be integers${that}.`;
    const any = say`${all(free)} any integers, negative ones included`;
    return bounded.length === 0 ? say`Let ${any}${that}.` : say`Let ${all(bounded)} be integers, and ${any}${that}.`;
  },
  equations: (many) =>
    many ? say`Between the sizes these equations hold:` : say`Between the sizes this equation holds:`,
  windows: (letter, array, axis, remainder) =>
    say`Thus ${letter} is the ${axis === undefined ? "length" : "size"} of ${array}${axis === undefined ? "" : ` along axis ${axis}`}${
      remainder === undefined ? "" : ["; the remainder, ", remainder, ", is what is left over at the end"]
    }.`,
  determined: (letter, remainder) => say`Here ${remainder}, so that the sizes determine ${letter}.`,
  quotient: (letter, value, remainder) =>
    say`Thus ${letter} is ${value}${remainder === undefined ? "" : [", with a remainder ", remainder]}.`,
  nonnegative: (relations) => say`Besides, ${all(relations)}.`,
  arrays: (items) => say`Let ${all(items)} be given.`,
  array: (name, size) => say`an array ${name} of ${size}`,
  defined: (equation, size) => say`${equation}, of ${size}`,
  put: (definitions) => say`Put ${listed(definitions, "; ", "; and ")}.`,
  loss: (loss, of) => say`Let ${loss} be a differentiable function of ${of}.`,
  upstream: (equation, size) => say`Its derivatives are called ${equation}, of ${size}.`,
  claim: (ranges) => (ranges.length === 0 ? say`Then` : say`Then, for ${all(ranges)},`),

  zeroExtension: say`Outside its shape an array counts as 0.`,
  zeroFunctions: say`A function of its entries counts as 0 there as well.`,
  openLetters: say`A letter below a sum sign without a range runs over all integers; only finitely many summands are not 0.`,
  bracket: (bracket) => say`A bracket such as ${bracket} is 1 where what stands in it holds, and 0 elsewhere.`,
  divides: (bracket) => say`${bracket} is 1 where the number before the bar divides the one behind it.`,
  fractions: say`An entry whose index is not an integer is 0.`,
  entries: say`Inside their shapes, the arrays that are defined have the entries`,

  facts: {
    gradient: ({ arrays: [of = "", by = "", delta] }) =>
      delta === undefined
        ? say`These are the derivatives of the entries of ${of} by those of ${by}.`
        : say`This is the chain rule: ${by} acts through the entries of ${of}, and ${delta} holds the derivatives by these.`,
    "gradient-read-off": ({ arrays: [of = "", by = "", delta] }) =>
      delta === undefined
        ? say`The derivatives of the entries of ${of} by those of ${by} are read off.`
        : say`This is the chain rule read from right to left: ${by} acts through the entries of ${of}, and ${delta} holds the derivatives by these.`,
    definition: ({ arrays, bounded }) =>
      say`The definition of ${one(arrays)} is put in${
        bounded.length === 0 ? "" : ["; ", ...all(bounded), " stays, since outside its shape ", one(arrays), " is 0"]
      }.`,
    "read-off": ({ arrays, bounded }) =>
      say`This is the definition of ${one(arrays)}, read from right to left${bounded.length === 0 ? "" : ["; it is 0 where ", ...all(bounded), " is"]}.`,
    "product-rule": ({ arrays, summands }) =>
      summands > 1
        ? say`The product rule gives one derivative for each factor that varies.`
        : say`The entries of ${all(arrays)} do not depend on the variable: constant factors leave the derivative.`,
    "product-rule-read-off": ({ arrays, summands }) =>
      summands > 1
        ? say`By the product rule, the summands are one derivative.`
        : say`The entries of ${all(arrays)} do not depend on the variable, and may stand inside the derivative.`,
    "chain-rule": ({ arrays }) =>
      say`The chain rule: the derivative of ${all(arrays)} is taken at its argument, times the derivative of that.`,
    "chain-rule-read-off": ({ arrays }) =>
      say`The chain rule read from right to left: this is the derivative of ${all(arrays)} of its argument.`,
    power: () => say`A power, or what its derivative is, is written as a product.`,
    "power-read-off": () => say`The product is a power, or what its derivative is.`,
    collect: () => say`Like summands are added up.`,
    "collect-read-off": () => say`One summand is written as several like ones.`,
    cancel: () => say`What has the coefficient 0 is left out.`,
    "cancel-read-off": () => say`A summand with the coefficient 0 is added.`,
    combine: () => say`By one bracket's equation, another bracket says the same in other letters.`,
    pin: ({ equations }) => say`Here only ${all(equations)} is possible.`,
    differentiate: ({ arrays }) =>
      say`The entries of ${one(arrays)} are independent variables: the derivative of one by another is 1 where their indices agree, and 0 elsewhere.`,
    "differentiate-read-off": ({ arrays }) =>
      say`The entries of ${one(arrays)} are independent variables: a bracket that is 1 where indices agree is the derivative of one by another.`,
    "put-in": ({ letters, equations }) =>
      say`Of the ${isMany(letters) ? "sums" : "sum"} over ${all(letters)} only ${all(equations)} ${isMany(letters) ? "are" : "is"} left, where the ${isMany(letters) ? "brackets are" : "bracket is"} 1.`,
    name: ({ letters, equations }) =>
      isMany(letters)
        ? say`Sums over ${all(letters)} are brought in, of which the brackets leave only ${all(equations)}: what stood there before.`
        : say`A sum over ${all(letters)} is brought in, of which the bracket leaves only ${all(equations)}: what stood there before.`,
    substitute: ({ instead, equations }) =>
      say`The ${isMany(instead) ? "sums run" : "sum runs"} over ${all(equations)} in the place of ${all(instead)}.`,
    solve: ({ letters, equations, divisions }) =>
      say`The ${isMany(letters) ? "equations are" : "equation is"} solved for ${all(letters)}: where ${all(divisions)}, there is just one solution, ${all(equations)}; elsewhere there is none.`,
    "solve-read-off": ({ letters, equations, divisions }) =>
      say`${all(equations)} ${isMany(letters) ? "become letters" : "becomes a letter"} over which is summed: ${isMany(letters) ? "they are integers" : "it is an integer"} just where ${all(divisions)}.`,
    reflect: ({ letters, equations }) =>
      say`${all(letters)} ${isMany(letters) ? "are" : "is"} counted from the other end, by ${all(equations)}; the ${isMany(letters) ? "sums run" : "sum runs"} over all integers as before.`,
    shift: ({ letters, equations }) =>
      say`${all(letters)} ${isMany(letters) ? "are" : "is"} counted from elsewhere, by ${all(equations)}; the ${isMany(letters) ? "sums run" : "sum runs"} over all integers as before.`,
    divide: ({ brackets: [whole = "", ...parts] }) =>
      say`Quotient and remainder are unique: ${whole} is the same as ${all(parts)}.`,
    "divide-read-off": ({ brackets: [whole = "", ...parts] }) =>
      say`Quotient and remainder are unique: ${all(parts)} are the same as ${whole}.`,
    split: ({ equations }) => say`Quotient and remainder are summed over instead, with ${all(equations)}.`,
    merge: ({ equations }) => say`Quotient and remainder make one index, ${all(equations)}.`,
    drop: ({ brackets }) =>
      say`${all(brackets)} ${isMany(brackets) ? "are" : "is"} 1 wherever the rest is not 0, and left out.`,
    write: ({ brackets }) =>
      say`${all(brackets)} may be written, being 1 wherever the rest is not 0: outside its shape an array is 0.`,
    sizes: () => say`By the equations of the sizes.`,
  },
  condition: (claim, reasons, isElsewhereZero) => {
    const zero = "elsewhere another factor of the summand is 0";
    if (!isElsewhereZero) return say`Here ${claim}, since ${all(reasons)}.`;
    return reasons.length === 0
      ? say`Here ${claim}, since ${zero}.`
      : say`Here ${claim}, since ${all(reasons)}, and since ${zero}.`;
  },

  proved: checkedLines,
  grid: (instances, entries, first) => {
    const more = instances - first.length;
    const sizes = more > 0 ? [...listed(first, ", ", ", "), ` and ${more} more`] : all(first);
    const choices = instances === 1 ? "one choice" : `${instances} choices`;
    return say`Besides, every line was evaluated at ${choices} of sizes, ${String(entries)} ${entries === 1 ? "entry" : "entries"} in all: at ${sizes}.`;
  },
  refuted: say`The claim does not hold for all sizes.`,
  unknown: say`Neither a proof nor a counterexample was found. What the two sides were brought to:`,
  triedLeft: say`The left side:`,
  triedRight: say`The right side:`,

  asArrays: (equation) => say`Between arrays: ${equation}.`,
  sizesHeading: "Sizes",
  atSizes: (sizes) => say`At ${sizes}: `,

  sizeTheorem: say`Then`,
  sizeOfLeft: say`This is what the left side stands for.`,
  sizeOfRight: say`This is what the right side stands for.`,
  sizesAtOnce: say`The right side is what the left side stands for.`,
  sizeFacts: {
    quotient: (letter) => say`By what ${letter} stands for.`,
    equation: (letter) => say`By the equation for ${letter}.`,
    equal: () => say`Multiplied out.`,
  },

  counts: englishCounts,

  expansion: (of) => say`The entries of ${of}, for all sizes`,
  derivatives: (of, wrt) => say`The derivatives of ${of} by ${wrt}, for all sizes`,
  derivation: "Derivation",
  derived: checkedLines,
};
