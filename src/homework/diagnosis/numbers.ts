/**
 * Mistakes about numbers: signs, factors, and arithmetic on the values of the worksheet.
 */
import Fraction from "fraction.js";
import { constantOf, type Polynomial, scalePolynomial, subtractPolynomials } from "../deciding/polynomial.ts";
import { type Entry, type Subject, withValues } from "./subject.ts";
import { changing, type Trial } from "./trial.ts";

const MINUS_ONE = new Fraction(-1);

export function signTrial(subject: Subject): Trial {
  return changing(subject, "sign", {}, ({ truth }) => scalePolynomial(truth, MINUS_ONE));
}

/** Everything times one number. */
export function scaleTrials(subject: Subject): Trial[] {
  const [first] = subject.wrong;
  const factor = first && ratio(first.written, first.truth);
  if (factor === undefined || factor.equals(0)) return [];
  return [
    changing(subject, "scale", { factor: factor.toFraction() }, ({ truth }) => scalePolynomial(truth, factor)),
    changing(
      subject,
      "scale",
      {},
      (entry) => {
        const here = ratio(entry.written, entry.truth);
        return here && scalePolynomial(entry.truth, here);
      },
      { isLocal: true },
    ),
  ];
}

function ratio(over: Polynomial, under: Polynomial): Fraction | undefined {
  const [first] = under;
  const other = first && over.get(first[0]);
  return first && other?.coefficient.div(first[1].coefficient);
}

/** Terms with other coefficients than they should have. */
export function coefficientTrial(): Trial {
  const explains = ({ truth, written }: Entry): boolean => {
    const terms = [...subtractPolynomials(written, truth).keys()];
    return terms.length > 0 && terms.every((key) => written.has(key) && truth.has(key));
  };
  return { code: "scale", details: {}, isLocal: true, explains };
}

/** A number that is not the one that the formula has. */
export function arithmeticTrials(subject: Subject): Trial[] {
  if (!subject.isNumeric) return [];
  const { link } = subject;
  const { decider, show } = link;
  const text = (polynomial: Polynomial): string => show.shown(polynomial).text;
  const valueOfEntry = (entry: Entry): Polynomial =>
    decider.normal.normalize(
      withValues(link, entry.comparison.whole()[entry.truth === entry.comparison.right ? 1 : 0]),
    );
  return [
    {
      code: "arithmetic",
      details: {},
      explains: () => true,
      detailsAt: (entry) => {
        const value = valueOfEntry(entry);
        return constantOf(value) === undefined ? {} : { written: text(entry.written), right: text(value) };
      },
    },
  ];
}
