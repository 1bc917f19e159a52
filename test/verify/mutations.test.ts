/**
 * A saved derivation in which anything was changed does not verify. Every text, LaTeX, value, rule, place, verdict
 * and order in the JSON of several worksheets is changed in turn, every field and every item is taken out, and a claim
 * is added to every object; what may be changed is listed, with the reason.
 */
import { describe, expect, it } from "vitest";
import { verify } from "../../src/index.ts";
import { parseExpression } from "../../src/language/parse.ts";
import { plainStyle } from "../../src/problem/style.ts";
import { latexOfExpression } from "../../src/render/latex.ts";
import { tableOf } from "../../src/render/symbols.ts";
import { savedJson } from "../helpers.ts";
import { at, type Json, outcomeOf, type Path, pathsIn, withChange } from "../json.ts";

const SHEETS: Readonly<Record<string, string>> = {
  convolution: "tensor a[2,3] = 1..6\ntensor k[2,2] = 1..4\ny = conv2d(a, k)\nexpand y[1,2]\njacobian y[1,2] wrt a",
  transposed:
    "tensor a[2]\ntensor k[3]\ny = conv_transpose1d(a, k, stride=2, padding=1)\njacobian y wrt a\nexpand y[2]",
  loss: 'title "T"\nindex 0\ntensor a[3]\ntensor k[2]\ny = conv1d(a, k)\nloss L(y)\ngradient L wrt a\nprove grad(L, a) == conv_transpose1d(delta, k)',
  layers:
    "tensor x[2] = [1,-2]\ntensor W[2,2] = 1..4\nz = W @ x\nh = sigmoid(z)\nE = sum(h*h)\ngradient E wrt x\ngradient E wrt z[2]",
  network:
    'tensor x[2]\ntensor W[2,2]\ntensor V[2,2] as "V^{(2)}"\nz = W @ x\nh = tanh(z)\no = V @ h\nloss L(o)\ngradient L wrt x[1]\ngradient L wrt W',
  refuted: "tensor a[2]\ntensor b[2]\nprove a*b == a + b\nprove a + b == b + a",
  powers: "scalar x = 3\nscalar z\ny = 2*x^2 - x/z\nexpand y\ngradient y wrt x\ngradient sum(y) wrt z",
  remarks:
    "function f(t) = t / (1 + exp(-t))\ntensor x[4]\nh = leaky_relu(x)\np = max_pool1d(h, 2)\nu = f(p)\ngradient sum(u) wrt x\ngradient sum(u) wrt p",
  views: "tensor a[4]\ntensor k[2]\ny = conv1d(a, k, stride=2, padding=(1,0))\nloss L(y)\nviews y wrt a\nviews y wrt k",
  spread: "tensor x[2]\ntensor k[2]\ny = conv_transpose1d(x, k, stride=2)\nloss L(y)\nviews y wrt x\nviews y wrt k",
  twins: "tensor a[2,3]\ntensor k[2,1,2]\ntensor b[2]\ny = conv1d(a, k, bias=b, groups=2, padding=1)",
};

const documents = Object.entries(SHEETS).map(([name, sheet]) => ({
  name,
  json: JSON.parse(savedJson(sheet, "full")) as Json,
}));

/** An expression's text changed so that it means something else. */
function changedTexts(text: string): string[] {
  const changed = [
    text.replace(/\[(\d)/, (_, digit) => `[${digit === "1" ? 2 : 1}`),
    text.replace(/ \+ /, " - "),
    text.replace(/ - /, " + "),
    text.replace(/ \+ [^+-]*$/, ""),
    `2*(${text})`,
    `-(${text})`,
    `${text} + 1`,
    text.replace(/\b2\b(?=\*)/, "3"),
    text.replace(/\*/, "+"),
    text.replace(/\^2/, "^3"),
    text.replace(/'/, ""),
    text.replace(/'/, "''"),
    text.replace("sigmoid", "tanh"),
    text.replace(/\b([ak])\b/, (_, letter) => (letter === "a" ? "k" : "a")),
    `${text} + 1/0`,
    "0/0",
    "0",
  ];
  return [...new Set(changed)].filter((other) => other !== text && isReadable(other));
}

function isReadable(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}

/** Every field and every item taken out, neighbours exchanged, an item twice, and a claim in every object. */
function* structuralMutationsOf(document: Json): Generator<Mutation> {
  const set = (path: Path, what: string, value: Json): Mutation => ({
    what,
    path,
    json:
      path.length === 0 ? value : withChange(document, path, (parent, key) => Object.assign(parent, { [key]: value })),
  });
  for (const path of pathsIn(document)) {
    const value = at(document, path);
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) {
        const next = value[index + 1];
        yield set(path, `item ${index} left out`, value.toSpliced(index, 1));
        yield set(path, `item ${index} twice`, value.toSpliced(index, 0, item));
        if (next !== undefined && JSON.stringify(next) !== JSON.stringify(item))
          yield set(path, `item ${index} after the next`, value.toSpliced(index, 2, next, item));
      }
    else if (value !== null && typeof value === "object") {
      yield set(path, "a claim added", { ...value, claim: "k[1] == 0" });
      for (const key of Object.keys(value)) {
        const { [key]: _, ...rest } = value;
        yield set(path, `${key} left out`, rest);
      }
    }
  }
}

/** What a change is about, by the innermost list or object of the derivation that it stands in. */
function subjectOf(path: Path): string {
  const subjects = [
    "steps",
    "views",
    "remarks",
    "twins",
    "definitions",
    "entries",
    "results",
    "names",
    "notation",
    "given",
  ];
  return (
    [...path]
      .reverse()
      .find((key) => subjects.includes(String(key)))
      ?.toString() ?? "head"
  );
}

/** A mutation of a document: what was done, and the document that must not verify. */
interface Mutation {
  readonly what: string;
  readonly path: Path;
  readonly json: Json;
}

function* mutationsOf(document: Json): Generator<Mutation> {
  const set = (path: Path, what: string, value: Json): Mutation => ({
    what,
    path,
    json: withChange(document, path, (parent, key) => {
      parent[key] = value;
    }),
  });
  for (const path of pathsIn(document)) {
    const key = path.at(-1);
    const value = at(document, path);
    if (key === "text" && typeof value === "string") {
      for (const text of changedTexts(value)) {
        const notation = tableOf({ notation: at(document, ["notation"]) as never, style: plainStyle });
        const latex = latexOfExpression(parseExpression(text), notation);
        const json = withChange(document, path, (parent) => Object.assign(parent, { text, latex }));
        yield { what: `text ${value} → ${text}`, path, json };
      }
      yield set(path, "text alone", `${value} + 0`);
    }
    if (key === "latex" && typeof value === "string") yield set(path, "latex alone", `${value}+0`);
    if (key === "value" && typeof value === "string")
      for (const other of [`${value}0`, `-${value}`, "", "x", "1/0", "NaN", `${Number(value) * (1 + 1e-13)}`])
        if (Number(other) !== Number(value) || other === "") yield set(path, `value ${value} → ${other}`, other);
    if (key === "rule") yield set(path, "an unknown rule", "magic");
    if (key === "rule" && path.includes("steps"))
      for (const rule of [
        "definition",
        "expansion",
        "linearity",
        "vanishing",
        "differentiation",
        "chain-rule",
        "value",
      ])
        if (rule !== value) yield set(path, `rule ${String(value)} → ${rule}`, rule);
    if (key === "verdict")
      for (const verdict of ["proved", "refuted", "unknown", "true"])
        if (verdict !== value) yield set(path, `verdict ${String(value)} → ${verdict}`, verdict);
    if (key === "scope") yield set(path, "scope", "all sizes");
    if (key === "claim")
      yield set(path, "claim", String(value).split(" == ").toReversed().join(" == ").replace("a", "1*a"));
    if (key === "indexBase") yield set(path, "index base", value === 0 ? 1 : 0);
    if (key === "kind" && path.length === 3) yield set(path, "kind", value === "expansion" ? "gradient" : "expansion");
    if (key === "title") yield set(path, "title", "another");
    if ((key === "of" || key === "wrt") && typeof value === "string")
      yield set(path, `${key} ${value}`, value === "a" ? "k" : "a");
    if (["at", "of", "wrt"].includes(String(key)) && Array.isArray(value) && value.length > 0) {
      yield set(
        path,
        "place",
        value.map((index) => (index === 1 ? 0 : 1)),
      );
      yield set(path, "place of another rank", [...value, 1]);
    }
    if (["shape"].includes(String(key)) && Array.isArray(value)) yield set(path, "shape", [...value, 1]);
    if ((key === "left" || key === "right") && typeof value === "string")
      yield set(path, `counterexample ${key}`, `${value}1`);
    if (path.at(-2) === "values" && typeof value === "string") yield set(path, "counterexample value", "7/3");
    if (path[0] === "names" && typeof value === "string")
      yield set(path, "name's meaning", value.replace(/, (\w+)/, ", $1 + 1"));
    if (key === "from" || key === "to") yield set(path, "range of a letter", Number(value) + (key === "to" ? 1 : -1));
    if (key === "to") yield set(path, "shorter range of a letter", Number(value) - 1);
    if (["entries", "results", "steps"].includes(String(key)) && Array.isArray(value) && value.length > 1) {
      if (key !== "steps" || path.length === 3) {
        yield set(path, `${key}: one left out`, value.slice(1));
        yield set(path, `${key}: last left out`, value.slice(0, -1));
        yield set(path, `${key}: one twice`, [...value, value.at(-1) as Json]);
      }
      if (key !== "results" || value[0] !== value[1]) yield set(path, `${key}: another order`, value.toReversed());
    }
    if (key === "worksheet") {
      for (const [from, to] of [
        ["= 1..", "= 2.."],
        ["conv1d", "conv_transpose1d"],
        ["[2]", "[3]"],
        ["wrt", "wrt k wrt"],
        ["+ b\n", "- b\n"],
        ["2*x^2", "3*x^2"],
        ["@", "*"],
      ] as const)
        if (String(value).includes(from)) yield set(path, `worksheet ${from} → ${to}`, String(value).replace(from, to));
      yield set(path, "worksheet empty", "");
    }
    if (path.at(-2) === "notation") yield set([...path, "latex"], "latex of a name", "Q");
    if (path.at(-2) === "subjects") yield set(path, `subject ${String(value)} of a remark`, "a + 1");
    if (path.length === 3 && path[0] === "definitions" && key === "name") yield set(path, "name of a definition", "W");
  }
}

type Allowance = { readonly reason: string; readonly allows: (mutation: Mutation, document: Json) => boolean };

/** Changes that leave the mathematics as it was, and may pass. */
const HARMLESS: readonly Allowance[] = [
  {
    reason: "the last digits of a decimal depend on the machine: ten are compared",
    allows: ({ what }) => /^value -?\d+\.\d/.test(what),
  },
];

describe("a saved derivation", () => {
  it.each(documents)("$name: passes as it was saved, in any formatting", ({ json }) => {
    const sorted = (part: Json): Json =>
      part === null || typeof part !== "object" || Array.isArray(part)
        ? Array.isArray(part)
          ? part.map(sorted)
          : part
        : Object.fromEntries(
            Object.entries(part)
              .toReversed()
              .map(([key, item]) => [key, sorted(item)]),
          );
    for (const text of [JSON.stringify(json), JSON.stringify(json, null, "\t"), JSON.stringify(sorted(json))])
      expect(verify(text).results).toHaveLength((at(json, ["results"]) as Json[]).length);
  });

  it.each(documents)("$name: fails after any change that matters", { timeout: 180_000 }, ({ name, json }) => {
    const survived: string[] = [];
    const tried = new Map<string, number>();
    const harmless = new Map<string, number>();
    const count = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const mutations of [mutationsOf(json), structuralMutationsOf(json)])
      for (const mutation of mutations) {
        count(tried, subjectOf(mutation.path));
        const outcome = outcomeOf(mutation.json);
        if (outcome === "caught") continue;
        const allowance = HARMLESS.find(({ allows }) => outcome === "survived" && allows(mutation, json));
        if (allowance === undefined) survived.push(`${outcome}: ${mutation.path.join(".")}: ${mutation.what}`);
        else count(harmless, allowance.reason);
      }
    console.log(`mutations of ${name}: ${listed(tried)}; may pass: ${listed(harmless)}`);
    expect([...tried.values()].reduce((sum, number) => sum + number, 0)).toBeGreaterThan(50);
    expect(survived).toEqual([]);
  });
});

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([key, number]) => `${number} ${key}`).join(", ") || "none";
}
