/**
 * Polynomials with integer coefficients in letters (of sizes and of indices), for indices and sizes of arrays.
 *
 * A polynomial is a list of terms in one fixed order, without zero coefficients, each term's letters in order too, a
 * square as the letter twice: two polynomials are equal exactly where their texts are. It is plain data, and nothing
 * here changes one. Coefficients are safe integers; what would leave them throws.
 */
export interface Term {
  readonly coefficient: number;
  readonly letters: readonly string[];
}

export type Polynomial = readonly Term[];

export const ZERO: Polynomial = [];

export function constant(value: number): Polynomial {
  return value === 0 ? ZERO : [{ coefficient: safe(value), letters: [] }];
}

export function letter(name: string): Polynomial {
  return [{ coefficient: 1, letters: [name] }];
}

/** Σ of any number of polynomials. */
export function add(...parts: readonly Polynomial[]): Polynomial {
  return collect(parts.flat());
}

export function negate(polynomial: Polynomial): Polynomial {
  return polynomial.map(({ coefficient, letters }) => ({ coefficient: -coefficient, letters }));
}

export function subtract(left: Polynomial, right: Polynomial): Polynomial {
  return add(left, negate(right));
}

/** Π of any number of polynomials. */
export function multiply(...parts: readonly Polynomial[]): Polynomial {
  return parts.reduce((left, right) => collect(left.flatMap((term) => right.map((by) => timesTerm(term, by)))), ONE);
}

export const ONE: Polynomial = constant(1);

/** Every letter of `values` replaced at once; a value may speak of letters that are themselves replaced. */
export function substitute(polynomial: Polynomial, values: ReadonlyMap<string, Polynomial>): Polynomial {
  if (!polynomial.some(({ letters }) => letters.some((name) => values.has(name)))) return polynomial;
  return add(
    ...polynomial.map(({ coefficient, letters }) =>
      multiply(constant(coefficient), ...letters.map((name) => values.get(name) ?? letter(name))),
    ),
  );
}

export function degreeIn(polynomial: Polynomial, name: string): number {
  return Math.max(0, ...polynomial.map(({ letters }) => letters.filter((other) => other === name).length));
}

/** c and r with polynomial = c·name + r, neither speaking of `name`; nothing where the degree is above 1. */
export function linearIn(
  polynomial: Polynomial,
  name: string,
): { readonly coefficient: Polynomial; readonly rest: Polynomial } | undefined {
  if (degreeIn(polynomial, name) > 1) return undefined;
  const holds = ({ letters }: Term): boolean => letters.includes(name);
  const without = ({ coefficient, letters }: Term): Term => ({
    coefficient,
    letters: letters.filter((other) => other !== name),
  });
  return {
    coefficient: collect(polynomial.filter(holds).map(without)),
    rest: polynomial.filter((term) => !holds(term)),
  };
}

/** The quotient by a divisor of one term, where each coefficient and each letter of it divides; else nothing. */
export function divideByTerm(polynomial: Polynomial, divisor: Polynomial): Polynomial | undefined {
  const [by, ...more] = divisor;
  if (by === undefined || more.length > 0) return undefined;
  const quotient: Term[] = [];
  for (const { coefficient, letters } of polynomial) {
    const left = removeAll(letters, by.letters);
    if (left === undefined || coefficient % by.coefficient !== 0) return undefined;
    quotient.push({ coefficient: coefficient / by.coefficient, letters: left });
  }
  return collect(quotient);
}

/**
 * Quotient and rest with polynomial = quotient·divisor + rest, by the divisor's leading term; the rest is the same for
 * all polynomials that differ by multiples of the divisor, where that is a number or one term with coefficient 1.
 */
export function divideWithRest(
  polynomial: Polynomial,
  divisor: Polynomial,
): { readonly quotient: Polynomial; readonly rest: Polynomial } {
  const [lead] = divisor;
  if (lead === undefined) throw new RangeError("division by zero");
  let [quotient, rest, open] = [ZERO, ZERO, polynomial];
  for (let [term] = open; term !== undefined; [term] = open) {
    const letters = removeAll(term.letters, lead.letters);
    const times = letters === undefined ? 0 : Math.floor(term.coefficient / lead.coefficient);
    const part: Polynomial = times === 0 ? ZERO : [{ coefficient: times, letters: letters ?? [] }];
    const left = times === 0 ? open : subtract(open, multiply(part, divisor));
    const stays = left[0]?.letters.join("*") === term.letters.join("*") ? left.slice(0, 1) : ZERO;
    quotient = add(quotient, part);
    rest = add(rest, stays);
    open = stays.length > 0 ? left.slice(1) : left;
  }
  return { quotient, rest };
}

function removeAll(letters: readonly string[], removed: readonly string[]): readonly string[] | undefined {
  const left = [...letters];
  for (const name of removed) {
    const at = left.indexOf(name);
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  return left;
}

export function lettersOf(polynomial: Polynomial): ReadonlySet<string> {
  return new Set(polynomial.flatMap(({ letters }) => letters));
}

export function isZero(polynomial: Polynomial): boolean {
  return polynomial.length === 0;
}

/** The number that the polynomial is, where it speaks of no letter. */
export function numberOf(polynomial: Polynomial): number | undefined {
  if (polynomial.length === 0) return 0;
  const [only] = polynomial;
  return polynomial.length === 1 && only?.letters.length === 0 ? only.coefficient : undefined;
}

/** The letter that the polynomial is, where it is a letter and nothing else. */
export function plainLetter(polynomial: Polynomial): string | undefined {
  const [only] = polynomial;
  return polynomial.length === 1 && only?.coefficient === 1 && only.letters.length === 1 ? only.letters[0] : undefined;
}

export function sameAs(left: Polynomial, right: Polynomial): boolean {
  return textOf(left) === textOf(right);
}

/** The polynomial as worksheet text, such as `s*p + d*u - P`; equal texts are equal polynomials. */
export function textOf(polynomial: Polynomial): string {
  if (polynomial.length === 0) return "0";
  return polynomial
    .map((term, place) => {
      const sign = term.coefficient < 0 ? "-" : "+";
      if (place === 0) return `${sign === "-" ? "-" : ""}${textOfTerm(term)}`;
      return ` ${sign} ${textOfTerm(term)}`;
    })
    .join("");
}

function textOfTerm({ coefficient, letters }: Term): string {
  const size = Math.abs(coefficient);
  return [...(size === 1 && letters.length > 0 ? [] : [String(size)]), ...letters].join("*");
}

function timesTerm(left: Term, right: Term): Term {
  return {
    coefficient: safe(left.coefficient * right.coefficient),
    letters: [...left.letters, ...right.letters].sort(compareLetters),
  };
}

/** Like terms added, zeros left out, the rest in the one order: by falling degree, then by letters. */
function collect(terms: readonly Term[]): Polynomial {
  const sums = new Map<string, Term>();
  for (const { coefficient, letters } of terms) {
    const key = letters.join("*");
    sums.set(key, { coefficient: safe((sums.get(key)?.coefficient ?? 0) + coefficient), letters });
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0).sort(compareTerms);
}

function compareTerms(left: Term, right: Term): number {
  if (left.letters.length !== right.letters.length) return right.letters.length - left.letters.length;
  for (const [place, name] of left.letters.entries()) {
    const order = compareLetters(name, right.letters[place] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** Small letters before capitals, so that a stride or a dilation stands before the size it multiplies. */
function compareLetters(left: string, right: string): number {
  const capital = (name: string): number => (/^\p{Lu}/u.test(name) ? 1 : 0);
  if (capital(left) !== capital(right)) return capital(left) - capital(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an exact integer`);
  return value;
}
