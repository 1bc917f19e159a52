/**
 * Chains of rules from JSON: every value of the type that belongs there. Whether a chain follows is for its replay to
 * say; here it only gets the form of one, so that a replay can look at it without stumbling.
 */
import type { Chain, Step } from "../calculus/prove.ts";
import { type Application, type Condition, hasForm } from "../calculus/rules/rule.ts";
import type { Apply, Bound, Derivative, Entry, Factor, Guard, Product, Slot, Sum } from "../calculus/sums.ts";
import type { Polynomial, Term } from "../sizes/polynomial.ts";
import { VerificationError } from "../verify/verify.ts";
import {
  type Fields,
  readList,
  readNumber,
  readNumbers,
  readObject,
  readOptional,
  readText,
  readWord,
  SavedFormatError,
} from "./fields.ts";

export function readChain(value: unknown, place: string): Chain {
  const fields = readObject(value, place);
  return { shape: readList(fields["shape"], `${place}.shape`, readCondition), ...readEntryChain(value, place) };
}

/** The chain of a general entry. */
export function readEntryChain(
  value: unknown,
  place: string,
): { readonly start: Sum; readonly steps: readonly Step[] } {
  const fields = readObject(value, place);
  return {
    start: readSum(fields["start"], `${place}.start`),
    steps: readList(fields["steps"], `${place}.steps`, readStep),
  };
}

function readStep(value: unknown, place: string): Step {
  const fields = readObject(value, place);
  const use = readObject(fields["use"], `${place}.use`);
  return {
    use: {
      product: readNumber(use["product"], `${place}.use.product`),
      application: readApplication(use["application"], `${place}.use.application`),
    },
    sum: readSum(fields["sum"], `${place}.sum`),
    conditions: readList(fields["conditions"], `${place}.conditions`, readCondition),
    direction: readWord(fields["direction"], `${place}.direction`, ["forward", "backward"]),
  };
}

function readCondition(value: unknown, place: string): Condition {
  const fields = readObject(value, place);
  return {
    claim: readText(fields["claim"], `${place}.claim`),
    shown: readList(fields["shown"], `${place}.shown`, readText),
  };
}

export function readSum(value: unknown, place: string): Sum {
  return readList(value, place, readProduct);
}

function readProduct(value: unknown, place: string): Product {
  const fields = readObject(value, place);
  return {
    coefficient: readNumber(fields["coefficient"], `${place}.coefficient`),
    ...readOptional(fields, "over", place, readPolynomial),
    bound: readList(fields["bound"], `${place}.bound`, readBound),
    guards: readList(fields["guards"], `${place}.guards`, readGuard),
    factors: readList(fields["factors"], `${place}.factors`, readFactor),
  };
}

function readBound(value: unknown, place: string): Bound {
  const fields = readObject(value, place);
  return {
    letter: readText(fields["letter"], `${place}.letter`),
    ...readOptional(fields, "size", place, readPolynomial),
  };
}

function readGuard(value: unknown, place: string): Guard {
  const fields = readObject(value, place);
  const polynomial = (name: string): Polynomial => readPolynomial(fields[name], `${place}.${name}`);
  const kind = readWord(fields["kind"], `${place}.kind`, ["equal", "range", "divides"]);
  switch (kind) {
    case "equal":
      return { kind, zero: polynomial("zero") };
    case "range":
      return { kind, value: polynomial("value"), size: polynomial("size") };
    case "divides":
      return { kind, divisor: polynomial("divisor"), value: polynomial("value") };
  }
}

function readFactor(value: unknown, place: string): Factor {
  const fields = readObject(value, place);
  const kind = readWord(fields["kind"], `${place}.kind`, ["entry", "derivative"]);
  return kind === "entry" ? readEntry(value, place) : readDerivative(fields, place);
}

function readDerivative(fields: Fields, place: string): Derivative {
  return {
    kind: "derivative",
    of: readList(fields["of"], `${place}.of`, readEntry),
    by: readEntry(fields["by"], `${place}.by`),
  };
}

function readEntry(value: unknown, place: string): Entry {
  const fields = readObject(value, place);
  return {
    kind: readWord(fields["kind"], `${place}.kind`, ["entry"]),
    tensor: readText(fields["tensor"], `${place}.tensor`),
    index: readList(fields["index"], `${place}.index`, readSlot),
    ...readOptional(fields, "apply", place, readApply),
  };
}

function readSlot(value: unknown, place: string): Slot {
  const fields = readObject(value, place);
  return {
    value: readPolynomial(fields["value"], `${place}.value`),
    ...readOptional(fields, "divisor", place, readPolynomial),
  };
}

function readApply(value: unknown, place: string): Apply {
  const fields = readObject(value, place);
  return {
    name: readText(fields["name"], `${place}.name`),
    primes: readPrimes(fields["primes"], `${place}.primes`),
    parameters: readList(fields["parameters"], `${place}.parameters`, readPair),
  };
}

/** No chain differentiates a function more often. */
const MOST_PRIMES = 100;

function readPrimes(value: unknown, place: string): number {
  const primes = readNumber(value, place);
  if (Number.isInteger(primes) && primes >= 0 && primes <= MOST_PRIMES) return primes;
  throw new VerificationError(`${place} is no number of derivatives`);
}

function readPair(value: unknown, place: string): readonly [string, string] {
  const [first, second, ...more] = readList(value, place, readText);
  if (first === undefined || second === undefined || more.length > 0)
    throw new SavedFormatError(`${place} is not a pair`);
  return [first, second];
}

export function readPolynomial(value: unknown, place: string): Polynomial {
  return readList(value, place, (item, at): Term => {
    const fields = readObject(item, at);
    return {
      coefficient: readNumber(fields["coefficient"], `${at}.coefficient`),
      letters: readList(fields["letters"], `${at}.letters`, readText),
    };
  });
}

type Reader = (value: unknown, place: string) => unknown;

/** What each field of an application is, whatever the rule. */
const APPLICATION: Readonly<Record<string, Reader>> = {
  rule: readText,
  factor: readNumber,
  part: readNumber,
  through: readText,
  guard: readNumber,
  slot: readNumber,
  with: readNumber,
  letter: readText,
  letters: (value, place) => readList(value, place, readPair),
  by: readPolynomial,
  times: readPolynomial,
  count: readPolynomial,
  size: readPolynomial,
  into: readPair,
  bound: readNumbers,
  guards: readNumbers,
  factors: readNumbers,
  order: readNumbers,
};

/** Where a field is something else for one rule alone. */
const OF_RULE: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  combine: { by: readNumber },
  divide: { size: readText },
};

function readerOf(rule: unknown, key: string): Reader | undefined {
  const own = typeof rule === "string" && Object.hasOwn(OF_RULE, rule) ? OF_RULE[rule]?.[key] : undefined;
  return own ?? (Object.hasOwn(APPLICATION, key) ? APPLICATION[key] : undefined);
}

/** A use of a rule that there is, saying just what the rule asks for. */
function readApplication(value: unknown, place: string): Application {
  const fields = readObject(value, place);
  const entries = Object.entries(fields).map(([key, field]) => {
    const read = readerOf(fields["rule"], key);
    if (read === undefined) throw new VerificationError(`${place}.${key} is no part of any rule`);
    return [key, read(field, `${place}.${key}`)] as const;
  });
  const application = Object.fromEntries(entries) as unknown as Application;
  if (!hasForm(application)) throw new VerificationError(`${place} does not say how a rule is used`);
  return application;
}
