/** Theories of true statements with one thing altered at random in one definition; each from a number of its own. */
import { type Definition, entriesOf, mapProduct, type Product, type Theory } from "../../src/calculus/sums.ts";
import { add, constant, letter, lettersOf, negate, type Polynomial, substitute } from "../../src/sizes/polynomial.ts";

export type Draw = (below: number) => number;

/** Numbers that are the same each time for one seed. */
export function createDraw(seed: number): Draw {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface Mutant {
  readonly what: string;
  readonly theory: Theory;
}

interface Place {
  readonly product: Product;
  readonly theory: Theory;
  readonly draw: Draw;
}

type Mutation = (place: Place) => Product | undefined;

function pick<T>(list: readonly T[], draw: Draw): T | undefined {
  return list.length === 0 ? undefined : list[draw(list.length)];
}

function sizesOf({ assumptions }: Theory): readonly string[] {
  return assumptions.letters.map((size) => size.letter);
}

/** One of the product's polynomials changed, where the change makes a difference. */
function changeOne(
  { product, draw }: Place,
  change: (polynomial: Polynomial) => Polynomial | undefined,
): Product | undefined {
  let count = 0;
  mapProduct(product, (polynomial) => {
    if (change(polynomial) !== undefined) count++;
    return polynomial;
  });
  if (count === 0) return undefined;
  let left = draw(count);
  return mapProduct(product, (polynomial) => {
    const changed = change(polynomial);
    return changed !== undefined && left-- === 0 ? changed : polynomial;
  });
}

function exchanged(polynomial: Polynomial, one: string, other: string): Polynomial | undefined {
  const used = lettersOf(polynomial);
  if (!used.has(one) && !used.has(other)) return undefined;
  return substitute(
    polynomial,
    new Map([
      [one, letter(other)],
      [other, letter(one)],
    ]),
  );
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "a number added": (place) => {
    const by = constant(pick([1, -1, 2], place.draw) ?? 1);
    return changeOne(place, (polynomial) => add(polynomial, by));
  },
  "a size added": (place) => {
    const size = letter(pick(sizesOf(place.theory), place.draw) ?? "");
    const by = place.draw(2) === 0 ? size : negate(size);
    return changeOne(place, (polynomial) => (lettersOf(polynomial).size === 0 ? undefined : add(polynomial, by)));
  },
  "two sizes exchanged": (place) => {
    const sizes = sizesOf(place.theory);
    const [one, other] = [pick(sizes, place.draw) ?? "", pick(sizes, place.draw) ?? ""];
    return one === other ? undefined : changeOne(place, (polynomial) => exchanged(polynomial, one, other));
  },
  "a size for another": (place) => {
    const sizes = sizesOf(place.theory);
    const [one, other] = [pick(sizes, place.draw) ?? "", pick(sizes, place.draw) ?? ""];
    if (one === other) return undefined;
    const values = new Map([[one, letter(other)]]);
    return changeOne(place, (polynomial) =>
      lettersOf(polynomial).has(one) ? substitute(polynomial, values) : undefined,
    );
  },
  "another sign": (place) => {
    const number = place.draw(4);
    return changeOne(place, (polynomial) => {
      if (polynomial.length === 0 || lettersOf(polynomial).size === 0) return undefined;
      const turned = number % polynomial.length;
      return add(...polynomial.map((term, at) => (at === turned ? negate([term]) : [term])));
    });
  },
  "a term left out": (place) => {
    const number = place.draw(4);
    return changeOne(place, (polynomial) =>
      polynomial.length < 2 ? undefined : polynomial.filter((_, at) => at !== number % polynomial.length),
    );
  },
  "a factor left out of a term": (place) => {
    const number = place.draw(4);
    return changeOne(place, (polynomial) => {
      const products = polynomial.filter(({ letters }) => letters.length > 1);
      const shorter = products[number % Math.max(1, products.length)];
      if (shorter === undefined) return undefined;
      return add(
        ...polynomial.map((term) => (term === shorter ? [{ ...term, letters: term.letters.slice(1) }] : [term])),
      );
    });
  },
  "two indices exchanged": ({ product, draw }) => {
    const places = product.factors.flatMap((factor, at) =>
      factor.kind === "entry" && factor.index.length > 1 ? [at] : [],
    );
    const chosen = pick(places, draw);
    if (chosen === undefined) return undefined;
    const factors = product.factors.map((factor, at) => {
      if (at !== chosen || factor.kind !== "entry") return factor;
      const first = draw(factor.index.length - 1);
      const index = factor.index.map((slot, axis) => {
        if (axis === first) return factor.index[first + 1] ?? slot;
        return axis === first + 1 ? (factor.index[first] ?? slot) : slot;
      });
      return { ...factor, index };
    });
    return { ...product, factors };
  },
  "another array": ({ product, theory, draw }) => {
    const chosen = draw(product.factors.length || 1);
    const factors = product.factors.map((factor, at) => {
      if (at !== chosen || factor.kind !== "entry") return factor;
      const rank = factor.index.length;
      const others = theory.arrays.filter(({ name, shape }) => shape.length === rank && name !== factor.tensor);
      return { ...factor, tensor: pick(others, draw)?.name ?? factor.tensor };
    });
    return { ...product, factors };
  },
  "a guard left out": ({ product, draw }) => {
    const left = draw(product.guards.length || 1);
    return { ...product, guards: product.guards.filter((_, at) => at !== left) };
  },
  "a range left out": ({ product, draw }) => {
    const left = draw(product.bound.length || 1);
    return { ...product, bound: product.bound.map((bound, at) => (at === left ? { letter: bound.letter } : bound)) };
  },
  "another coefficient": ({ product, draw }) => ({
    ...product,
    coefficient: product.coefficient * (pick([-1, 2], draw) ?? -1),
  }),
  "a factor twice": ({ product, draw }) => {
    const factor = pick(product.factors, draw);
    const isEntry = factor !== undefined && entriesOf([factor]).length === 1 && factor.kind === "entry";
    return isEntry ? { ...product, factors: [...product.factors, factor] } : undefined;
  },
};

const KINDS = Object.keys(MUTATIONS);

const MOST_DRAWS = 20;

/** The mutant with this number; what does not exist or changes nothing is drawn anew. */
export function mutantOf(theory: Theory, seed: number): Mutant | undefined {
  const draw = createDraw(seed);
  for (let drawn = 0; drawn < MOST_DRAWS; drawn++) {
    const mutant = drawMutant(theory, draw);
    if (mutant !== undefined) return mutant;
  }
  return undefined;
}

function drawMutant(theory: Theory, draw: Draw): Mutant | undefined {
  const kind = pick(KINDS, draw) ?? "";
  const definition = pick(theory.definitions, draw);
  const summand = draw(definition?.body.length || 1);
  const product = definition?.body[summand];
  const changed = product && MUTATIONS[kind]?.({ product, theory, draw });
  if (definition === undefined || changed === undefined || JSON.stringify(changed) === JSON.stringify(product))
    return undefined;
  const body = definition.body.map((other, at) => (at === summand ? changed : other));
  const altered: Definition = { ...definition, body };
  const definitions = theory.definitions.map((other) => (other === definition ? altered : other));
  return { what: `${kind} in ${definition.name}`, theory: { ...theory, definitions } };
}
