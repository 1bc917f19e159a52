/**
 * A derivation saved as JSON, read back and re-checked: every text is parsed, every LaTeX must be that of its text,
 * and the whole must follow from the worksheet that the JSON carries.
 */
import type {
  DefinitionFormula,
  Derivation,
  Entry,
  Formula,
  Notation,
  ProofResult,
  Remark,
  Result,
  Step,
  Twin,
  View,
  ViewLine,
  ViewsResult,
} from "./derivation/derivation.ts";
import { locateMistakes, WorksheetError } from "./error.ts";
import { parseExpression, parseWorksheet } from "./language/parse.ts";
import type { Expression } from "./language/syntax.ts";
import { buildProblem } from "./problem/build.ts";
import { isCode } from "./problem/code.ts";
import { givenNumbers, type Problem } from "./problem/problem.ts";
import { latexOfExpression } from "./render/latex.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { VerificationError, verifyDerivation } from "./verify/verify.ts";

/** The text is not JSON, or not the JSON of a derivation. */
export class SavedFormatError extends Error {
  override readonly name = "SavedFormatError";
}

/**
 * Re-checks a saved derivation.
 *
 * @throws SavedFormatError where the text is not the JSON of a derivation, VerificationError where a line does not follow.
 */
export function verify(json: string): CheckedDerivation {
  const saved = readObject(parseJson(json), "the document");
  if (saved["gradscribe"] !== 1)
    throw new SavedFormatError("this is not a derivation saved with `--to json`: `gradscribe` is not 1");
  const worksheet = readText(saved["worksheet"], "worksheet");
  const problem = buildSaved(worksheet);
  return verifyDerivation(problem, readDerivation(saved, worksheet, problem));
}

function buildSaved(worksheet: string): Problem {
  try {
    return locateMistakes(worksheet, () => buildProblem(parseWorksheet(worksheet)));
  } catch (error) {
    if (error instanceof WorksheetError)
      throw new VerificationError(`the worksheet inside, line ${error.line}: ${error.message}`);
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new SavedFormatError("this is not JSON");
  }
}

function readObject(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SavedFormatError(`${place} is not an object`);
  return value as Fields;
}

function readList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SavedFormatError(`${place} is not a list`);
  return value;
}

function readText(value: unknown, place: string): string {
  if (typeof value !== "string") throw new SavedFormatError(`${place} is not a text`);
  return value;
}

function readNumbers(value: unknown, place: string): number[] {
  return readList(value, place).map((item) => {
    if (typeof item !== "number") throw new SavedFormatError(`${place} is not a list of numbers`);
    return item;
  });
}

/** Reads expressions, and holds their LaTeX against what is printed for them. */
interface Reader {
  readonly notation: Readonly<Record<string, Notation>>;
}

function readDerivation(saved: Fields, worksheet: string, problem: Problem): Derivation {
  const notation = readNotation(saved["notation"], problem);
  const reader: Reader = { notation };
  const title = saved["title"];
  if ((title ?? undefined) !== problem.title) throw new VerificationError("the title is not the worksheet's");
  if ((saved["indexBase"] ?? problem.indexBase) !== problem.indexBase)
    throw new VerificationError("the index base is not the worksheet's");
  const names = Object.entries(readObject(saved["names"] ?? {}, "names")).map(([name, text]) => [
    name,
    readExpression(text, `names.${name}`),
  ]);
  return {
    file: readText(saved["file"], "file"),
    title: problem.title,
    indexBase: problem.indexBase,
    worksheet,
    definitions: readList(saved["definitions"] ?? [], "definitions").map((item, position) =>
      readDefinition(reader, item, `definitions[${position}]`),
    ),
    results: readList(saved["results"], "results").map((item, position) =>
      readResult(reader, item, `results[${position}]`),
    ),
    names: Object.fromEntries(names) as Record<string, Expression>,
    notation,
    given: givenNumbers(problem),
    twins: readList(saved["twins"] ?? [], "twins").map((item, position) => readTwin(item, `twins[${position}]`)),
  };
}

/** Code is compared with what its calls print, and notes with what the calls ask for, by `verify`. */
function readTwin(value: unknown, place: string): Twin {
  const fields = readObject(value, place);
  const calls = readObject(fields["calls"], `${place}.calls`);
  if (!("forward" in calls) || !Object.values(calls).every(isCode))
    throw new SavedFormatError(`${place}.calls are not calls`);
  const code = (key: string): string => readText(fields[key], `${place}.${key}`);
  const gradients = ["inputGradient", "kernelGradient", "biasGradient"].filter((key) => key in fields);
  return {
    of: code("of"),
    convolution: readExpression(fields["convolution"], `${place}.convolution`),
    framework: code("framework") as Twin["framework"],
    upstream: code("upstream"),
    forward: code("forward"),
    ...(Object.fromEntries(gradients.map((key) => [key, code(key)])) as Partial<Twin>),
    notes: readList(fields["notes"], `${place}.notes`) as Twin["notes"],
    calls: calls as unknown as Twin["calls"],
  };
}

/** How the worksheet's own names look is the worksheet's to say; a name that was introduced brings its look along. */
function readNotation(value: unknown, problem: Problem): Record<string, Notation> {
  const own: Record<string, Notation> = Object.fromEntries(
    problem.arrays.map(({ name, latex, template, shape }) => [
      name,
      { ...(latex !== undefined && { latex }), ...(template && { template }), shape },
    ]),
  );
  const introduced: Record<string, Notation> = {};
  for (const [name, item] of Object.entries(readObject(value ?? {}, "notation"))) {
    const fields = readObject(item, `notation.${name}`);
    const latex = fields["latex"] === undefined ? undefined : readText(fields["latex"], `notation.${name}.latex`);
    const shape = readNumbers(fields["shape"], `notation.${name}.shape`);
    const known = Object.hasOwn(own, name) ? own[name] : undefined;
    if (known === undefined) introduced[name] = { ...(latex !== undefined && { latex }), shape };
    else if (known.shape.join() !== shape.join() || (latex ?? known.latex) !== known.latex)
      throw new VerificationError(`the notation of ${name} is not the worksheet's`);
  }
  return { ...own, ...introduced };
}

function readExpression(value: unknown, place: string): Expression {
  const text = readText(value, place);
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof WorksheetError)
      throw new VerificationError(`${place}: \`${text}\` cannot be read: ${error.message}`);
    throw error;
  }
}

/** An expression given by its text, with the LaTeX beside it. */
function readWritten(reader: Reader, fields: Fields, place: string): Expression {
  const expression = readExpression(fields["text"], `${place}.text`);
  const latex = readText(fields["latex"], `${place}.latex`);
  if (latex !== latexOfExpression(expression, reader.notation))
    throw new VerificationError(`${place}: the LaTeX is not that of \`${String(fields["text"])}\``);
  return expression;
}

function readDefinition(reader: Reader, value: unknown, place: string): DefinitionFormula {
  const fields = readObject(value, place);
  return {
    name: readText(fields["name"], `${place}.name`),
    source: readWritten(reader, fields, place),
    formula: readFormula(reader, fields["formula"], `${place}.formula`),
    remarks: readRemarks(reader, fields["remarks"], `${place}.remarks`),
  };
}

function readFormula(reader: Reader, value: unknown, place: string): Formula {
  const fields = readObject(value, place);
  return {
    left: readWritten(reader, readObject(fields["left"], `${place}.left`), `${place}.left`),
    right: readWritten(reader, readObject(fields["right"], `${place}.right`), `${place}.right`),
    letters: readList(fields["letters"], `${place}.letters`).map((item) => {
      const { name, from, to } = readObject(item, `${place}.letters`);
      const [first, last] = readNumbers([from, to], `${place}.letters`) as [number, number];
      return { name: readText(name, `${place}.letters`), from: first, to: last };
    }),
  };
}

function readRemarks(reader: Reader, value: unknown, place: string): Remark[] {
  return readList(value ?? [], place).map((item, position) => {
    const fields = readObject(item, `${place}[${position}]`);
    const subjects = readList(fields["subjects"] ?? [], place).map((subject) => readExpression(subject, place));
    const rule = readText(fields["rule"], place) as Remark["rule"];
    if (fields["equation"] === undefined) return { rule, subjects };
    const { left, right } = readObject(fields["equation"], place);
    return {
      rule,
      subjects,
      equation: {
        left: readWritten(reader, readObject(left, place), place),
        right: readWritten(reader, readObject(right, place), place),
      },
    };
  });
}

function readEntry(reader: Reader, fields: Fields, place: string): Entry {
  const { value, steps } = fields;
  return {
    expression: readWritten(reader, fields, place),
    ...(value !== undefined && { value: readText(value, `${place}.value`) }),
    ...(steps !== undefined && {
      steps: readList(steps, `${place}.steps`).map((step, number) =>
        readStep(reader, step, `${place}.steps[${number}]`),
      ),
    }),
  };
}

function readStep(reader: Reader, value: unknown, place: string): Step {
  const fields = readObject(value, place);
  return {
    rule: readText(fields["rule"], `${place}.rule`) as Step["rule"],
    expression: readWritten(reader, fields, place),
  };
}

function readResult(reader: Reader, value: unknown, place: string): Result {
  const fields = readObject(value, place);
  const entries = (): readonly (readonly [Fields, string])[] =>
    readList(fields["entries"], `${place}.entries`).map((item, number) => [
      readObject(item, `${place}.entries[${number}]`),
      `${place}.entries[${number}]`,
    ]);
  const of = (): Expression => readExpression(fields["of"], `${place}.of`);
  const remarks = readRemarks(reader, fields["remarks"], `${place}.remarks`);
  switch (fields["kind"]) {
    case "expansion":
      return {
        kind: "expansion",
        of: of(),
        shape: readNumbers(fields["shape"], `${place}.shape`),
        entries: entries().map(([item, at]) => ({
          at: readNumbers(item["at"], `${at}.at`),
          ...readEntry(reader, item, at),
        })),
        remarks,
      };
    case "jacobian": {
      const shape = readObject(fields["shape"], `${place}.shape`);
      return {
        kind: "jacobian",
        of: of(),
        wrt: readExpression(fields["wrt"], `${place}.wrt`),
        shape: { of: readNumbers(shape["of"], `${place}.shape`), wrt: readNumbers(shape["wrt"], `${place}.shape`) },
        entries: entries().map(([item, at]) => ({
          of: readNumbers(item["of"], `${at}.of`),
          wrt: readNumbers(item["wrt"], `${at}.wrt`),
          ...readEntry(reader, item, at),
        })),
        remarks,
      };
    }
    case "gradient":
      return {
        kind: "gradient",
        of: of(),
        wrt: readExpression(fields["wrt"], `${place}.wrt`),
        ...(fields["formula"] !== undefined && { formula: readFormula(reader, fields["formula"], `${place}.formula`) }),
        ...(fields["uses"] !== undefined && {
          uses: readList(fields["uses"], `${place}.uses`).map((use) => readExpression(use, `${place}.uses`)),
        }),
        ...(fields["slidingAxes"] !== undefined && {
          slidingAxes: readNumbers(fields["slidingAxes"], `${place}.slidingAxes`),
        }),
        shape: readNumbers(fields["shape"], `${place}.shape`),
        entries: entries().map(([item, at]) => ({
          wrt: readNumbers(item["wrt"], `${at}.wrt`),
          ...readEntry(reader, item, at),
        })),
        remarks,
      };
    case "proof":
      return readProof(reader, fields, place);
    case "views":
      return {
        kind: "views",
        of: of(),
        wrt: readExpression(fields["wrt"], `${place}.wrt`),
        loss: readExpression(fields["loss"], `${place}.loss`),
        upstream: readExpression(fields["upstream"], `${place}.upstream`),
        operand: readText(fields["operand"], `${place}.operand`) as ViewsResult["operand"],
        transposed: fields["transposed"] === true,
        shape: readNumbers(fields["shape"], `${place}.shape`),
        entries: entries().map(([item, at]) => ({
          wrt: readNumbers(item["wrt"], `${at}.wrt`),
          ...readEntry(reader, item, at),
        })),
        views: readList(fields["views"], `${place}.views`).map((item, number) =>
          readView(reader, readObject(item, `${place}.views[${number}]`), `${place}.views[${number}]`),
        ),
      };
    default:
      throw new VerificationError(`${place}: the kind \`${String(fields["kind"])}\` is not known`);
  }
}

function readView(reader: Reader, fields: Fields, place: string): View {
  return {
    view: readText(fields["view"], `${place}.view`) as View["view"],
    lines: readList(fields["lines"], `${place}.lines`).map((item, number) => {
      const at = `${place}.lines[${number}]`;
      const { rule, facts, pattern, equation } = readObject(item, at);
      return {
        rule: readText(rule, `${at}.rule`) as ViewLine["rule"],
        ...(equation !== undefined && { equation: readFormula(reader, equation, `${at}.equation`) }),
        ...(facts !== undefined && { facts: readFacts(facts, `${at}.facts`) }),
        ...(pattern !== undefined && {
          pattern: readList(pattern, `${at}.pattern`).map((row) => readText(row, `${at}.pattern`)),
        }),
      };
    }),
  };
}

function readFacts(value: unknown, place: string): Record<string, number | readonly number[]> {
  const facts = Object.entries(readObject(value, place)).map(([name, fact]) => [
    name,
    Array.isArray(fact) ? readNumbers(fact, place) : readNumbers([fact], place)[0],
  ]);
  return Object.fromEntries(facts) as Record<string, number | readonly number[]>;
}

function readProof(reader: Reader, fields: Fields, place: string): ProofResult {
  const claim = readText(fields["claim"], `${place}.claim`).split(" == ");
  const [left, right] = claim.map((side) => readExpression(side, `${place}.claim`));
  if (claim.length !== 2 || left === undefined || right === undefined)
    throw new VerificationError(`${place}: the claim is no equation`);
  if (fields["latex"] !== [left, right].map((side) => latexOfExpression(side, reader.notation)).join(" = "))
    throw new VerificationError(`${place}: the LaTeX is not that of the claim`);
  const { counterexample } = fields;
  return {
    kind: "proof",
    left,
    right,
    verdict: readText(fields["verdict"], `${place}.verdict`) as ProofResult["verdict"],
    scope: readText(fields["scope"], `${place}.scope`) as ProofResult["scope"],
    assumptions: readList(fields["assumptions"], `${place}.assumptions`).map((item) =>
      readText(item, `${place}.assumptions`),
    ),
    shape: readNumbers(fields["shape"], `${place}.shape`),
    steps: readList(fields["steps"], `${place}.steps`).map((item, number) => {
      const at = `${place}.steps[${number}]`;
      const step = readObject(item, at);
      const { rule, expression } = readStep(reader, step, at);
      return {
        rule: rule as unknown as ProofResult["steps"][number]["rule"],
        expression,
        at: readNumbers(step["at"], `${at}.at`),
      };
    }),
    ...(counterexample !== undefined && {
      counterexample: readCounterexample(counterexample, `${place}.counterexample`),
    }),
  };
}

function readSizes(value: unknown, place: string): Record<string, number> {
  const sizes = Object.entries(readObject(value ?? {}, place)).map(([name, size]) => [
    name,
    readNumbers([size], place)[0],
  ]);
  return Object.fromEntries(sizes) as Record<string, number>;
}

function readCounterexample(value: unknown, place: string): NonNullable<ProofResult["counterexample"]> {
  const fields = readObject(value, place);
  const values = Object.entries(readObject(fields["values"] ?? {}, place)).map(([key, item]) => [
    key,
    readText(item, place),
  ]);
  return {
    sizes: readSizes(fields["sizes"], `${place}.sizes`),
    at: readNumbers(fields["at"], `${place}.at`),
    left: readText(fields["left"], `${place}.left`),
    right: readText(fields["right"], `${place}.right`),
    values: Object.fromEntries(values) as Record<string, string>,
  };
}
