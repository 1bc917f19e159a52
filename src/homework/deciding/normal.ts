/**
 * One form for equal expressions: functions written by as few of their kind as there are identities for.
 *
 * σ' = σ(1 − σ), σ(−z) = 1 − σ(z), tanh' = 1 − tanh², relu(z) = z·[z > 0] (slope 0 at 0), exp(a + b) = exp(a)·exp(b),
 * a worksheet's function by its definition. Equal forms are equal expressions; unequal ones are only likely not to be.
 */
import Fraction from "fraction.js";
import type { FunctionBodies } from "../../algebra/calculus.ts";
import type { Expression } from "../../language/syntax.ts";
import { readDecimal } from "../../problem/number.ts";
import type { ScalarFunction } from "../../problem/rows.ts";
import { spend } from "../work.ts";
import type { Assumed } from "./distributions.ts";
import {
  type Atom,
  type AtomTable,
  addPolynomials,
  atomPolynomial,
  atomsOf,
  constantOf,
  constantPolynomial,
  isSameNumber,
  multiplyPolynomials,
  type Polynomial,
  powerOf,
  scalePolynomial,
  substitute,
  subtractPolynomials,
  UNIT,
  ZERO,
} from "./polynomial.ts";
import { applyFunction, inverseOf } from "./truth.ts";

export interface Normal {
  normalize(polynomial: Polynomial): Polynomial;
  /** Whether two expressions are equal wherever both are defined: what they are divided by is multiplied out. */
  isEqual(left: Polynomial, right: Polynomial): boolean;
  /** The same, but for points at which a function has no derivative. */
  isEqualOffKinks(left: Polynomial, right: Polynomial): boolean;
}

const ONE = constantPolynomial(UNIT);
const MINUS_ONE = new Fraction(-1);

/** @param assumed what entries are taken for; without it each is a letter of its own. */
export function createNormal(atoms: AtomTable, bodies: FunctionBodies, assumed: Assumed = () => undefined): Normal {
  const strict = normalOf(atoms, bodies, assumed, false);
  return { ...strict, isEqualOffKinks: normalOf(atoms, bodies, assumed, true).isEqual };
}

/** @param isLoose z > 0 and z >= 0 are the same condition. */
function normalOf(
  atoms: AtomTable,
  bodies: FunctionBodies,
  assumed: Assumed,
  isLoose: boolean,
): Omit<Normal, "isEqualOffKinks"> {
  const normalize = (polynomial: Polynomial): Polynomial =>
    substitute(polynomial, (atom) => {
      const described = atoms.describe(atom);
      if (described.kind === "entry") return assumed(described.array, described.entry);
      const argument = normalize(described.argument);
      return described.kind === "indicator"
        ? indicator(described.relation, argument)
        : rewrite(described.apply, argument);
    });
  const indicator = (relation: ">" | ">=", argument: Polynomial): Polynomial => {
    const number = constantOf(argument);
    if (number !== undefined)
      return number.s > 0n && number.n > 0n ? ONE : relation === ">=" && number.equals(0) ? ONE : ZERO;
    if (leadsNegative(argument))
      return subtractPolynomials(ONE, indicator(relation === ">" ? ">=" : ">", scalePolynomial(argument, MINUS_ONE)));
    return atomPolynomial(
      atoms.atom({ kind: "indicator", relation: isLoose ? ">" : relation, argument: leadOne(argument) }),
    );
  };
  const rewrite = (apply: ScalarFunction, argument: Polynomial): Polynomial => {
    const of = (name: string, at = argument): Polynomial => rewrite({ name, primes: 0, parameters: [] }, at);
    const body = bodies.bodyOf(apply.name, apply.primes);
    if (body !== undefined) return normalize(bodyAt(atoms, body, argument));
    const minus = (): Polynomial => scalePolynomial(argument, MINUS_ONE);
    switch (`${apply.name}${"'".repeat(apply.primes)}`) {
      case "inverse":
        return inverseOf(atoms, argument);
      case "sigmoid":
        if (leadsNegative(argument)) return subtractPolynomials(ONE, of("sigmoid", minus()));
        break;
      case "sigmoid'":
        return slopeOfSigmoid(of("sigmoid"));
      case "tanh":
        if (leadsNegative(argument)) return scalePolynomial(of("tanh", minus()), MINUS_ONE);
        break;
      case "tanh'":
        return subtractPolynomials(ONE, powerOf(of("tanh"), 2));
      case "softplus'":
        return of("sigmoid");
      case "relu":
        return multiplyPolynomials(argument, indicator(">", argument));
      case "relu'":
        return indicator(">", argument);
      case "leaky_relu":
        return multiplyPolynomials(argument, leakySlope(apply, indicator(">", argument)));
      case "leaky_relu'":
        return leakySlope(apply, indicator(">", argument));
      case "exp":
        return exponential(argument);
    }
    return applyFunction(atoms, apply, argument);
  };
  /** A factor for each term, and a power of it for a whole coefficient. */
  const exponential = (argument: Polynomial): Polynomial =>
    [...argument].reduce<Polynomial>((product, [key, { coefficient, factors }]) => {
      const isWhole = coefficient.d === 1n && coefficient.n <= MOST_POWER && key !== "";
      const inner = new Map([[key, { coefficient: isWhole ? UNIT : coefficient.abs(), factors }]]);
      const plain = applyFunction(atoms, EXPONENTIAL, inner);
      const factor = coefficient.s < 0n ? inverseOf(atoms, plain) : plain;
      return multiplyPolynomials(product, powerOf(factor, isWhole ? Number(coefficient.n) : 1));
    }, ONE);

  const isEqual = (left: Polynomial, right: Polynomial): boolean => {
    if (isOfLetters(left) && isOfLetters(right)) return hasSameTerms(left, right);
    const difference = normalize(subtractPolynomials(left, right));
    return isZero(isExponential(difference) ? normalize(byExponentials(difference)) : difference);
  };
  /** Multiplied by what it is divided by, the outermost first: a divisor's own divisors are atoms made before it. */
  const isZero = (difference: Polynomial): boolean => {
    const divided = atomsOf(simplifyIndicators(difference)).filter((atom) => isInverse(atoms.describe(atom)));
    if (divided.length === 0) return simplifyIndicators(difference).size === 0;
    const outer = Math.max(...divided);
    const divisor = normalize((atoms.describe(outer) as Atom & { kind: "function" }).argument);
    if (divisor.size === 0) return false;
    return isZero(clear(simplifyIndicators(difference), outer, divisor));
  };
  /** The square of an indicator is the indicator. */
  const simplifyIndicators = (polynomial: Polynomial): Polynomial => {
    const isIndicator = (atom: number): boolean => atoms.describe(atom).kind === "indicator";
    if (!atomsOf(polynomial).some(isIndicator)) return polynomial;
    return addPolynomials([
      ZERO,
      ...[...polynomial.values()].map(({ coefficient, factors }) => {
        const kept = factors.filter((atom, position) => !(isIndicator(atom) && factors[position - 1] === atom));
        return new Map([[kept.join(" "), { coefficient, factors: kept }]]);
      }),
    ]);
  };
  /** Nothing in it can be written otherwise. */
  const isOfLetters = (polynomial: Polynomial): boolean =>
    atomsOf(polynomial).every((atom) => {
      const described = atoms.describe(atom);
      return described.kind === "entry" && assumed(described.array, described.entry) === undefined;
    });
  const isExponential = (polynomial: Polynomial): boolean => {
    const names = atomsOf(polynomial).map((atom) => nameOf(atoms.describe(atom)));
    return names.includes("exp") || polynomialsInside(atoms, polynomial).some((name) => name === "exp");
  };
  /** σ and tanh by exponentials, where both kinds stand in one expression. */
  const byExponentials = (polynomial: Polynomial): Polynomial =>
    substitute(polynomial, (atom) => {
      const described = atoms.describe(atom);
      if (described.kind !== "function") return undefined;
      const { apply } = described;
      if (apply.name === "inverse") return inverseOf(atoms, byExponentials(described.argument));
      const argument = byExponentials(described.argument);
      const e = exponential(argument);
      if (apply.name === "sigmoid") return multiplyPolynomials(e, inverseOf(atoms, addPolynomials([ONE, e])));
      if (apply.name !== "tanh") return undefined;
      const square = powerOf(e, 2);
      return multiplyPolynomials(subtractPolynomials(square, ONE), inverseOf(atoms, addPolynomials([square, ONE])));
    });
  return { normalize, isEqual };
}

const EXPONENTIAL: ScalarFunction = { name: "exp", primes: 0, parameters: [] };
/** exp(n·x) is written as a power of exp(x) up to this n. */
const MOST_POWER = 20n;

function hasSameTerms(left: Polynomial, right: Polynomial): boolean {
  if (left.size !== right.size) return false;
  spend(left.size);
  for (const [key, { coefficient }] of left) {
    const other = right.get(key)?.coefficient;
    if (other === undefined || !isSameNumber(coefficient, other)) return false;
  }
  return true;
}

function slopeOfSigmoid(value: Polynomial): Polynomial {
  return subtractPolynomials(value, powerOf(value, 2));
}

function leakySlope({ parameters }: ScalarFunction, above: Polynomial): Polynomial {
  const alpha = parameters.find(([name]) => name === "alpha")?.[1] ?? new Fraction(1, 100);
  return addPolynomials([constantPolynomial(alpha), scalePolynomial(above, UNIT.sub(alpha))]);
}

function nameOf(atom: Atom): string | undefined {
  return atom.kind === "function" ? atom.apply.name : undefined;
}

function isInverse(atom: Atom): boolean {
  return nameOf(atom) === "inverse";
}

/** The functions inside of what a polynomial is divided by. */
function polynomialsInside(atoms: AtomTable, polynomial: Polynomial): (string | undefined)[] {
  return atomsOf(polynomial)
    .map((atom) => atoms.describe(atom))
    .filter(isInverse)
    .flatMap((atom) => {
      const { argument } = atom as Atom & { kind: "function" };
      return [
        ...atomsOf(argument).map((inner) => nameOf(atoms.describe(inner))),
        ...polynomialsInside(atoms, argument),
      ];
    });
}

/** The first term in the order of the monomials' own texts: that of equal sums is the same. */
function leading(polynomial: Polynomial): Fraction | undefined {
  const [first] = [...polynomial].filter(([key]) => key !== "").sort(([a], [b]) => (a < b ? -1 : 1));
  return (first ?? [...polynomial][0])?.[1].coefficient;
}

function leadsNegative(polynomial: Polynomial): boolean {
  const first = leading(polynomial);
  return first !== undefined && first.s < 0n;
}

/** What is compared with 0, divided by a positive number: its sign is the same. */
function leadOne(polynomial: Polynomial): Polynomial {
  const first = leading(polynomial);
  return first === undefined ? polynomial : scalePolynomial(polynomial, first.abs().inverse());
}

/** Σ vʲ·Pⱼ with v = 1/D, multiplied by the highest power of D. */
function clear(polynomial: Polynomial, inverse: number, divisor: Polynomial): Polynomial {
  const powers = [...polynomial.values()].map(({ coefficient, factors }) => {
    const rest = factors.filter((atom) => atom !== inverse);
    return { power: factors.length - rest.length, term: new Map([[rest.join(" "), { coefficient, factors: rest }]]) };
  });
  const highest = Math.max(...powers.map(({ power }) => power));
  return addPolynomials([
    ZERO,
    ...powers.map(({ power, term }) => multiplyPolynomials(term, powerOf(divisor, highest - power))),
  ]);
}

/** The body of a worksheet's function at a polynomial. */
function bodyAt(
  atoms: AtomTable,
  { parameter, body }: { readonly parameter: string; readonly body: Expression },
  argument: Polynomial,
): Polynomial {
  const at = (part: Expression): Polynomial => bodyAt(atoms, { parameter, body: part }, argument);
  switch (body.tag) {
    case "number":
      return constantPolynomial(readDecimal(body.text));
    case "name":
      return argument;
    case "negate":
      return scalePolynomial(at(body.operand), MINUS_ONE);
    case "call":
      return applyNamed(atoms, body.name, body.primes, at(body.positional[0] as Expression));
    case "binary":
      switch (body.operator) {
        case "+":
          return addPolynomials([at(body.left), at(body.right)]);
        case "-":
          return subtractPolynomials(at(body.left), at(body.right));
        case "*":
          return multiplyPolynomials(at(body.left), at(body.right));
        case "/":
          return multiplyPolynomials(at(body.left), inverseOf(atoms, at(body.right)));
        case "^":
          return applyPower(atoms, at(body.left), constantOf(at(body.right)) ?? UNIT);
      }
  }
  throw new Error(`a function's body has a ${body.tag}`);
}

function applyNamed(atoms: AtomTable, name: string, primes: number, argument: Polynomial): Polynomial {
  if (name === "sqrt" && primes === 0) return applyPower(atoms, argument, new Fraction(1, 2));
  return applyFunction(atoms, { name, primes, parameters: [] }, argument);
}

export function applyPower(atoms: AtomTable, base: Polynomial, exponent: Fraction): Polynomial {
  return applyFunction(atoms, { name: "power", primes: 0, parameters: [["exponent", exponent]] }, base);
}
