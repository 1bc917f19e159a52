/** Every rule keeps the value: on examples of what it does, and at random, wherever it is applicable. */
import { describe, expect, it } from "vitest";
import { normalize } from "../../src/calculus/normalize.ts";
import { define, gradient } from "../../src/calculus/operators.ts";
import { prove, sideOf } from "../../src/calculus/prove.ts";
import { firstDifferent } from "../../src/calculus/refute.ts";
import type { Application, RuleId } from "../../src/calculus/rules/rule.ts";
import { applyRule, RULE_IDS, type Use } from "../../src/calculus/rules/rules.ts";
import {
  type Bound,
  entry,
  equal,
  type Factor,
  type Guard,
  type Product,
  type Sum,
  type Theory,
  textOfSum,
} from "../../src/calculus/sums.ts";
import { letter, ONE, type Polynomial, plainLetter } from "../../src/sizes/polynomial.ts";
import { NETWORKS } from "./networks.ts";
import { reading, readProduct } from "./reading.ts";
import { CASES, firstSizes, sizesOf } from "./sizes.ts";
import { baseOf, type Setting, shapesOf, THEOREMS, y } from "./theorems.ts";
import { axisOf, CHANNEL_LETTERS, defining, poly as read } from "./theories.ts";

const SETTING: Setting = { axes: [axisOf()], channels: false };
const PLAIN: Theory = baseOf(SETTING, shapesOf(SETTING).input);
const THEORY: Theory = {
  ...PLAIN,
  assumptions: { ...PLAIN.assumptions, letters: [...PLAIN.assumptions.letters, ...CHANNEL_LETTERS] },
  arrays: [...PLAIN.arrays, { name: "b", shape: [read("G*Co")] }],
  free: [...PLAIN.free, { letter: "p", size: read("O") }],
};

function product(bound: readonly Bound[], guards: readonly Guard[], ...factors: readonly Factor[]): Product {
  return { coefficient: 1, bound, guards, factors };
}
const over = (...names: readonly string[]): readonly Bound[] => names.map((name) => ({ letter: name }));
const below = (name: string, size: string): Bound => ({ letter: name, size: read(size) });
const at = (array: string, ...index: readonly string[]) => entry(array, ...index.map(read));
const is = (left: string, right: string): Guard => equal(read(left), read(right));
const within = (value: string, size: string): Guard => ({ kind: "range", value: read(value), size: read(size) });

function expectSameValue(sums: readonly Sum[], theory: Theory): void {
  for (const sizes of [...firstSizes(theory, 40), ...CASES.map((_, number) => sizesOf(theory, number))])
    expect(firstDifferent(sums, theory, sizes)).toBeUndefined();
}

const EXAMPLES: readonly (readonly [Product, Application, string])[] = [
  [
    product(over("u"), [is("m", "u")], at("k", "u"), at("δ", "p")),
    { rule: "sift", letter: "u", guard: 0 },
    "k[m]*δ[p]",
  ],
  [
    product([below("j", "O")], [is("m", "j + Pl")], at("x", "p")),
    { rule: "sift", letter: "j", guard: 0 },
    "[0 <= m - Pl < O]*x[p]",
  ],
  [
    product(over("u"), [], at("k", "u"), at("a", "s*p + d*u - Pl")),
    { rule: "expose", factor: 1, slot: 0, letter: "e" },
    "sum(u, e) [d*u + p*s = e + Pl]*k[u]*a[e]",
  ],
  [
    product(over("u"), [is("m + Pl", "s*p + d*u")], at("k", "u")),
    { rule: "solve", letter: "u", guard: 0 },
    "[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]",
  ],
  [
    product(over("u"), [is("m + Pl", "s*p + d*u")], at("k", "u")),
    { rule: "reflect", letter: "u", by: read("K - 1") },
    "sum(u) [d*u + d + m + Pl = d*K + p*s]*k[-u + K - 1]",
  ],
  [
    product(over("i"), [], at("x", "i"), at("a", "i + m")),
    { rule: "shift", letter: "i", by: read("0 - m") },
    "sum(i) x[i - m]*a[i]",
  ],
  [product(over("i"), [within("s*i", "s*O")], at("x", "i")), { rule: "drop", guard: 0 }, "sum(i) x[i]"],
  [product([below("u", "K")], [], at("k", "K - 1 - u")), { rule: "widen", letter: "u" }, "sum(u) k[-u + K - 1]"],
  [product(over("u"), [within("u", "K")], at("k", "u")), { rule: "narrow", guard: 0 }, "sum(u < K) k[u]"],
  [
    product(
      [below("g", "G"), below("o", "Co"), below("e", "Co")],
      [is("g*Co + o", "p*Co + e")],
      at("b", "e"),
      at("b", "g"),
    ),
    { rule: "divide", guard: 0, size: "Co" },
    "sum(g < G, o < Co, e < Co) [g = p]*[e = o]*b[e]*b[g]",
  ],
  [
    product([below("c", "G*Co")], [], at("b", "c")),
    { rule: "split", letter: "c", into: ["g", "o"], count: read("G"), size: read("Co") },
    "sum(g < G, o < Co) b[g*Co + o]",
  ],
  [product(over("u"), [], at("k", "u")), { rule: "rename", letters: [["u", "v"]] }, "sum(v) k[v]"],
  [
    product(over("u", "i"), [], at("k", "u"), at("x", "i")),
    { rule: "exchange", bound: [1, 0], guards: [], factors: [1, 0] },
    "sum(i, u) x[i]*k[u]",
  ],
  [
    product([], [within("m + Pl + Pr", "H")], at("x", "p")),
    { rule: "reduce" },
    "[0 <= d*K + s*O - d + m + r - s - H + 1 < H]*x[p]",
  ],
  [
    product([], [], { kind: "derivative", of: [at("a", "m"), at("a", "m + p")], by: at("a", "m") }),
    { rule: "product-rule", factor: 0 },
    "a[m + p]*d(a[m])/d(a[m]) + a[m]*d(a[m + p])/d(a[m])",
  ],
  [
    product([], [], { kind: "derivative", of: [at("a", "s*p - Pl")], by: at("a", "m") }),
    { rule: "differentiate", factor: 0 },
    "[p*s = m + Pl]",
  ],
  [
    readProduct("d(sigmoid(a[m + p]))/d(a[m])"),
    { rule: "chain-rule", factor: 0 },
    "sigmoid'(a[m + p])*d(a[m + p])/d(a[m])",
  ],
  [readProduct("power'(a[m + p], exponent=3)"), { rule: "power", factor: 0 }, "3*a[m + p]*a[m + p]"],
  [readProduct("power'(a[m + p], exponent=1)"), { rule: "power", factor: 0 }, "[0 <= m + p < H]"],
  [readProduct("sum(i) power''(a[i], exponent=1)"), { rule: "power", factor: 0 }, "sum(i) 0*[0 <= i < H]"],
  [
    readProduct("sum(u, i) [d*u + p = i]*[s*d*u + s*p = m]*k[u]*x[i]"),
    { rule: "combine", guard: 1, by: 0, times: read("s") },
    "sum(u, i) [d*u + p = i]*[i*s = m]*k[u]*x[i]",
  ],
  [readProduct("sum(u, i < 1) [0 <= u + i < K]*k[u]"), { rule: "pin", letter: "i" }, "sum(u) [0 <= u < K]*k[u]"],
  [readProduct("sum(i < r) [0 <= 0 - i < H]*x[p]"), { rule: "pin", letter: "i" }, "[0 <= 0 < H]*[0 <= 0 < r]*x[p]"],
  [
    readProduct("sum(u) [0 <= u + p < O]*k[u]"),
    { rule: "name", guard: 0, letter: "e" },
    "sum(u, e < O) [e = p + u]*k[u]",
  ],
  [readProduct("6/(4*H*O)*x[p]"), { rule: "shorten" }, "3/(2*H*O)*x[p]"],
  [readProduct("-3/3*x[p]"), { rule: "shorten" }, "-1*x[p]"],
  [readProduct("0*x[p]"), { rule: "cancel" }, "0"],
];

/** Of rules that rewrite a sum as a whole. */
const OF_SUMS: readonly (readonly [before: readonly string[], Use, string])[] = [
  [["2*x[p]", "k[m]", "-5*x[p]"], { product: 0, application: { rule: "collect", with: 2 } }, "-3*x[p] + k[m]"],
  [["1/4*x[p]", "1/6*x[p]"], { product: 0, application: { rule: "collect", with: 1 } }, "5/(12)*x[p]"],
  [["1/(H)*x[p]", "1/(H)*x[p]"], { product: 0, application: { rule: "collect", with: 1 } }, "2/(H)*x[p]"],
  [["x[p]", "k[m]", "a[m]"], { product: 0, application: { rule: "reorder", order: [2, 0, 1] } }, "a[m] + x[p] + k[m]"],
];

describe("an example of each rule", () => {
  it.each(EXAMPLES.map((example) => [example[1].rule, example] as const))("%s", (_, [before, application, text]) => {
    const applied = applyRule([before], { product: 0, application }, THEORY);
    expect(applied && textOfSum(applied.sum)).toBe(text);
    expectSameValue([[before], applied?.sum ?? []], THEORY);
  });

  it.each(OF_SUMS.map((example) => [example[1].application.rule, example] as const))("%s", (_, [texts, use, text]) => {
    const before = texts.map(readProduct);
    const applied = applyRule(before, use, THEORY);
    expect(applied && textOfSum(applied.sum)).toBe(text);
    expectSameValue([before, applied?.sum ?? []], THEORY);
  });

  it("there is one for every rule but the definitions, which the theorems put in", () => {
    const applications = [
      ...EXAMPLES.map(([, application]) => application),
      ...OF_SUMS.map(([, use]) => use.application),
    ];
    const shown = new Set<RuleId>(applications.map(({ rule }) => rule));
    expect(RULE_IDS.filter((rule) => !shown.has(rule))).toEqual(["insert"]);
  });
});

describe("a rule is refused where what it asks for is not shown", () => {
  const REFUSED: readonly (readonly [string, Product, Application])[] = [
    ["s is not 1", product(over("i"), [is("s*i", "m")], at("x", "i")), { rule: "sift", letter: "i", guard: 0 }],
    [
      "Pl may be negative",
      product(over("i"), [is("Pl*i", "m")], at("x", "i")),
      { rule: "solve", letter: "i", guard: 0 },
    ],
    [
      "i occurs elsewhere",
      product(over("i"), [is("s*i", "m")], at("x", "i"), at("k", "i + 1")),
      { rule: "solve", letter: "i", guard: 0 },
    ],
    ["the range is not the array's", product([below("u", "K")], [], at("x", "u")), { rule: "widen", letter: "u" }],
    ["the range says something", product(over("i"), [within("i", "K")], at("x", "i")), { rule: "drop", guard: 0 }],
    ["i has an end", product([below("i", "O")], [], at("x", "i")), { rule: "shift", letter: "i", by: ONE }],
    ["u is by itself", product(over("u"), [], at("k", "u")), { rule: "reflect", letter: "u", by: letter("u") }],
    ["m means something", product(over("u"), [], at("k", "u")), { rule: "rename", letters: [["u", "m"]] }],
    [
      "two letters become one",
      product(over("u", "v"), [], at("k", "u"), at("k", "v")),
      { rule: "rename", letters: [["u", "v"]] },
    ],
    [
      "the remainder may be too large",
      product([below("g", "G"), below("o", "G"), below("e", "Co")], [is("g*Co + o", "p*Co + e")], at("b", "e")),
      { rule: "divide", guard: 0, size: "Co" },
    ],
    [
      "the product is another",
      product([below("c", "G*Co")], [], at("b", "c")),
      { rule: "split", letter: "c", into: ["g", "o"], count: read("G"), size: read("G") },
    ],
    [
      "the entry may lie outside",
      product([], [], { kind: "derivative", of: [at("a", "m")], by: at("a", "m + 1") }),
      { rule: "differentiate", factor: 0 },
    ],
    ["a function is not its argument", readProduct("d(tanh(a[p]))/d(a[m])"), { rule: "differentiate", factor: 0 }],
    ["it is no power", readProduct("tanh(a[p])"), { rule: "power", factor: 0 }],
    ["it is no whole power", readProduct("power(a[p], exponent=1/2)"), { rule: "power", factor: 0 }],
    ["it is no product", readProduct("power(a[p], exponent=-1)"), { rule: "power", factor: 0 }],
    ["the name is taken", readProduct("sum(u) [0 <= u + p < O]*k[u]"), { rule: "name", guard: 0, letter: "u" }],
    ["the letter may be 1", readProduct("sum(i) x[i]"), { rule: "pin", letter: "i" }],
    ["m is 0 at one place of several", readProduct("[0 <= 0 - m < H]*x[p]"), { rule: "pin", letter: "m" }],
    ["a guard says nothing of itself", readProduct("[m = p]*x[p]"), { rule: "combine", guard: 0, by: 0, times: ONE }],
    [
      "a range is no equation",
      readProduct("[0 <= m < p]*[m = p]*x[p]"),
      { rule: "combine", guard: 1, by: 0, times: ONE },
    ],
    ["there is no common factor", readProduct("3/(2*H)*x[p]"), { rule: "shorten" }],
    ["it is not 0", readProduct("1*x[p]"), { rule: "cancel" }],
  ];
  const REFUSED_OF_SUMS: readonly (readonly [string, readonly string[], Use])[] = [
    ["the products differ", ["x[p]", "x[m]"], { product: 0, application: { rule: "collect", with: 1 } }],
    ["a product is not two", ["x[p]", "x[p]"], { product: 0, application: { rule: "collect", with: 0 } }],
    ["the later one is named first", ["x[p]", "x[p]"], { product: 1, application: { rule: "collect", with: 0 } }],
    ["the divisors differ", ["1/(H)*x[p]", "1/(O)*x[p]"], { product: 0, application: { rule: "collect", with: 1 } }],
    ["one product comes twice", ["x[p]", "k[m]"], { product: 0, application: { rule: "reorder", order: [0, 0] } }],
    ["one product is missing", ["x[p]", "k[m]"], { product: 0, application: { rule: "reorder", order: [1] } }],
  ];
  it.each(REFUSED_OF_SUMS)("%s", (_, before, use) => {
    expect(applyRule(before.map(readProduct), use, THEORY)).toBeUndefined();
  });
  it("an array is put in under a function only where its entries are those of another", () => {
    const insert = { rule: "insert", factor: 0, letters: [] } as const;
    const attempt = (size: string, body: string): string | undefined => {
      const theory = defining(THEORY, reading(`w[i] of [${size}]`, body));
      const applied = applyRule([readProduct("tanh(w[p])")], { product: 0, application: insert }, theory);
      if (applied !== undefined) expectSameValue([[readProduct("tanh(w[p])")], applied.sum], theory);
      return applied && textOfSum(applied.sum);
    };
    expect(attempt("H", "a[H - 1 - i]")).toBe("tanh(a[-p + H - 1])");
    expect(attempt("H", "a[i]")).toBe("tanh(a[p])");
    // The last entries are 0, and tanh(0) is some number.
    expect(attempt("H + 1", "a[i]")).toBeUndefined();
    expect(attempt("H", "2*a[i]")).toBeUndefined();
    expect(attempt("H", "tanh(a[i])")).toBeUndefined();
    expect(attempt("H", "[i = 0]*a[i]")).toBeUndefined();
  });
  it("an array is not put in under a function, nor where derivatives are taken by it", () => {
    const theory = defining(THEORY, y(SETTING));
    const insert = { rule: "insert", factor: 0, letters: [["u", "u9"]] } as const;
    const attempt = (text: string, part?: number): unknown =>
      applyRule(
        [readProduct(text)],
        { product: 0, application: { ...insert, ...(part !== undefined && { part }) } },
        theory,
      );
    expect(attempt("y[p]")).toBeDefined();
    expect(attempt("tanh(y[p])")).toBeUndefined();
    expect(attempt("d(y[p])/d(a[m])", 0)).toBeDefined();
    expect(attempt("d(y[p])/d(y[p])", 0)).toBeUndefined();
  });
  it.each(REFUSED)("%s", (_, before, application) => {
    expect(applyRule([before], { product: 0, application }, THEORY)).toBeUndefined();
  });
});

describe("what else is derived", () => {
  it("the general entry of a convolution's Jacobian, with its guard", () => {
    const derivative = { kind: "derivative", of: [at("y", "p")], by: at("a", "m") } as const;
    const start = [product([], [], derivative)];
    const theory = defining(THEORY, y(SETTING));
    const entrySum = normalize(start, theory, "kept").at(-1)?.sum ?? [];
    expect(textOfSum(entrySum)).toBe("sum(u) [d*u + p*s = m + Pl]*k[u]");
    const use = { product: 0, application: { rule: "solve", letter: "u", guard: 0 } } as const;
    const solved = applyRule(entrySum, use, theory);
    expect(solved && textOfSum(solved.sum)).toBe("[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]");
    expectSameValue([start, entrySum, solved?.sum ?? []], theory);
  });

  it("the gradient by a bias is the sum of δ", () => {
    const bias = { name: "bias", shape: [] };
    const plain = { ...baseOf(SETTING, []), arrays: [...PLAIN.arrays, bias] };
    const theory = defining(
      plain,
      (before) => {
        const definition = y(SETTING)(before);
        return { ...definition, body: [...definition.body, product([], [], entry("bias"))] };
      },
      (before) => gradient("g", "y", "δ", "bias", before),
      () => ({ name: "w", shape: [], index: [], body: [product(over("i"), [], at("δ", "i"))] }),
    );
    expect(prove({ left: "g", right: "w" }, theory).verdict).toBe("proved");
  });

  it("the same of a convolution whose sizes are named as its loops would be", () => {
    const axis = { ...axisOf(), kernel: read("u"), windows: read("p"), stride: read("i0"), dilation: read("at0") };
    const names = new Map([
      ["K", "u"],
      ["O", "p"],
      ["s", "i0"],
      ["d", "at0"],
    ]);
    const letters = axis.letters.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
    const setting: Setting = { axes: [{ ...axis, letters }], channels: false };
    const theory = defining(baseOf(setting, shapesOf(setting).input), y(setting), (before) =>
      gradient("g", "y", "δ", "a", before),
    );
    const start = sideOf("g", theory);
    const steps = normalize(start, theory, "kept");
    expect(textOfSum(steps.at(-1)?.sum ?? [])).toBe("sum(i1, u1) [at0*u1 + i0*i1 = m + Pl]*δ[i1]*k[u1]");
    for (const sizes of firstSizes(theory, 60))
      expect(firstDifferent([start, ...steps.map((step) => step.sum)], theory, sizes)).toBeUndefined();
    const rows = { loops: [{ letter: "u", size: ONE }], output: [], factors: [] };
    expect(() => define("w", [], rows, theory)).toThrow("a loop of w is named as a size or an index is");
  });

  it("the product rule where an array is convolved with itself", () => {
    const own = product(over("u"), [], at("a", "u"), at("a", "u + p"));
    const theory = defining(
      { ...PLAIN, free: PLAIN.free },
      () => ({ name: "y", shape: [read("O")], index: ["p"], body: [own] }),
      (before) => gradient("g", "y", "δ", "a", before),
    );
    const start = sideOf("g", theory);
    const steps = normalize(start, theory, "kept");
    expect(textOfSum(steps.at(-1)?.sum ?? [])).toBe(
      "sum(i0, x0) [i0 + m = x0]*δ[i0]*a[x0] + sum(i0, u) [i0 + u = m]*δ[i0]*a[u]",
    );
    expectSameValue([start, ...steps.map((step) => step.sum)], theory);
  });
});

/** Numbers from 0 on below a limit, the same in every run. */
function createDice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Whether plain loops find an end for each letter; after some shifts two letters end each other only together. */
function isEvaluable(sums: readonly Sum[], theory: Theory): boolean {
  try {
    for (const sizes of firstSizes(theory, 1)) firstDifferent(sums, theory, sizes);
    return true;
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith("no bound is known")) return false;
    throw error;
  }
}

/** Uses of all rules on a product, sensible or not. */
function attempts(product: Product, theory: Theory): readonly Application[] {
  const letters = product.bound.map((bound) => bound.letter);
  const guards = [...product.guards.keys()];
  const factors = [...product.factors.keys()];
  const by: readonly Polynomial[] = [
    ONE,
    read("K - 1"),
    read("s - d"),
    ...theory.free.map((free) => letter(free.letter)),
  ];
  const shifts = [...by, ...letters.map(letter)];
  const definitions = new Map(theory.definitions.map((definition) => [definition.name, definition]));
  const insertions = factors.flatMap((factor): readonly Application[] => {
    const one = product.factors[factor] as Factor;
    return (one.kind === "entry" ? [one] : one.of).map((part, place): Application => {
      const inner =
        definitions.get(part.tensor)?.body.flatMap((other) => other.bound.map((bound) => bound.letter)) ?? [];
      const names = inner.map((name) => [name, freshName(name, product)] as const);
      return { rule: "insert", factor, letters: names, ...(one.kind === "derivative" && { part: place }) };
    });
  });
  return [
    ...insertions,
    ...factors.flatMap((factor): readonly Application[] => [
      { rule: "differentiate", factor },
      { rule: "product-rule", factor },
      { rule: "chain-rule", factor },
      { rule: "power", factor },
      ...[0, 1, 2].map((slot) => ({ rule: "expose", factor, slot, letter: freshName("e", product) }) as const),
    ]),
    ...guards.flatMap((guard): readonly Application[] => [
      { rule: "drop", guard },
      { rule: "narrow", guard },
      { rule: "name", guard, letter: freshName("e", product) },
      ...guards.flatMap((other) =>
        [ONE, read("s")].map((times) => ({ rule: "combine", guard, by: other, times }) as const),
      ),
      ...["s", "d", "Ci", "Co"].map((size) => ({ rule: "divide", guard, size }) as const),
      ...letters.flatMap((name): readonly Application[] => [
        { rule: "sift", letter: name, guard },
        { rule: "solve", letter: name, guard },
      ]),
    ]),
    ...letters.flatMap((name): readonly Application[] => [
      { rule: "widen", letter: name },
      { rule: "pin", letter: name },
      { rule: "rename", letters: [[name, freshName(name, product)]] },
      ...shifts.flatMap((shift): readonly Application[] =>
        plainLetter(shift) === name
          ? []
          : [
              { rule: "reflect", letter: name, by: shift },
              { rule: "shift", letter: name, by: shift },
            ],
      ),
    ]),
    { rule: "reduce" },
    { rule: "shorten" },
    { rule: "cancel" },
  ];
}

function freshName(wish: string, product: Product): string {
  const taken = new Set(product.bound.map((bound) => bound.letter));
  let name = `${wish}9`;
  while (taken.has(name)) name += "9";
  return name;
}

it("rules used at random keep the value", () => {
  const used = new Map<RuleId, number>();
  let [walks, unbounded] = [0, 0];
  for (const [number, { statement, theory }] of [...THEOREMS, ...NETWORKS].entries()) {
    if (theory.arrays.some(({ shape }) => shape.length > 3) || number % 3 === 2) continue;
    // Of the others fewer: they are many.
    if (number >= THEOREMS.length && number % 4 > 0) continue;
    const dice = createDice(number + 1);
    for (const side of [statement.left, statement.right])
      for (let run = 0; run < 4; run++) {
        let sum = sideOf(side, theory);
        const sums = [sum];
        for (let step = 0; step < 8; step++) {
          const place = dice(sum.length);
          const applied = (sum[place] === undefined ? [] : attempts(sum[place], theory))
            .map((application) => ({ application, after: applyRule(sum, { product: place, application }, theory) }))
            .filter(({ after }) => after !== undefined);
          const kinds = [...new Set(applied.map(({ application }) => application.rule))];
          const kind = kinds[dice(kinds.length)];
          const choices = applied.filter(({ application }) => application.rule === kind);
          const chosen = choices[dice(choices.length)];
          if (chosen?.after === undefined) break;
          sum = chosen.after.sum;
          sums.push(sum);
          used.set(chosen.application.rule, (used.get(chosen.application.rule) ?? 0) + 1);
        }
        if (!isEvaluable(sums, theory)) unbounded++;
        else
          for (const sizes of [firstSizes(theory, 25).at(-1), firstSizes(theory, 9).at(-1)])
            if (sizes !== undefined) expect(firstDifferent(sums, theory, sizes)).toBeUndefined();
        walks++;
      }
  }
  expect(unbounded).toBeLessThan(walks / 4);
  expect([...used.values()].reduce((total, count) => total + count, 0)).toBeGreaterThan(500);
  expect(used.size).toBeGreaterThan(10);
});
