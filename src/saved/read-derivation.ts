/**
 * From the JSON of a derivation to the derivation. What the worksheet itself says is taken from the worksheet; whether
 * the document says the same is found out when the whole is compared.
 */
import type { DefinitionFormula, Derivation, Notation, Twin } from "../derivation/derivation.ts";
import { notationOf, standsFor } from "../derivation/notation.ts";
import { givenNumbers, type Problem } from "../problem/problem.ts";
import {
  type Fields,
  readExpression,
  readList,
  readNumbers,
  readObject,
  readOptional,
  readRecord,
  readText,
  readWord,
  readWritten,
} from "./fields.ts";
import { readCode } from "./read-code.ts";
import { readFormula, readRemark } from "./read-formula.ts";
import { readResult } from "./read-results.ts";

export function readDerivation(saved: Fields, problem: Problem): Derivation {
  const names = readRecord(saved["names"], "names", readExpression);
  return {
    file: readText(saved["file"], "file"),
    title: problem.title,
    indexBase: problem.indexBase,
    detail: readWord(saved["detail"], "detail", ["results", "steps", "full"]),
    worksheet: problem.source,
    definitions: readList(saved["definitions"], "definitions", readDefinition),
    results: readList(saved["results"], "results", readResult),
    names,
    notation: readNotation(saved["notation"], names, problem),
    style: problem.style,
    given: givenNumbers(problem),
    twins: readList(saved["twins"], "twins", readTwin),
    withoutTwins: saved["withoutTwins"] === undefined ? [] : readList(saved["withoutTwins"], "withoutTwins", readText),
  };
}

/** How the worksheet's own names look is the worksheet's to say; a name that was introduced brings its look along. */
function readNotation(value: unknown, names: Derivation["names"], problem: Problem): Record<string, Notation> {
  const own = new Map(problem.arrays.map((array) => [array.name, array]));
  return readRecord(value, "notation", (item, place): Notation => {
    const known = own.get(place.slice("notation.".length));
    if (known !== undefined) return notationOf(known, known.shape, problem.style);
    const fields = readObject(item, place);
    return {
      ...readOptional(fields, "latex", place, readText),
      ...standsFor(names[place.slice("notation.".length)], problem.style),
      shape: readNumbers(fields["shape"], `${place}.shape`),
    };
  });
}

function readDefinition(value: unknown, place: string): DefinitionFormula {
  const fields = readObject(value, place);
  return {
    name: readText(fields["name"], `${place}.name`),
    source: readWritten(fields, place),
    formula: readFormula(fields["formula"], `${place}.formula`),
    remarks: readList(fields["remarks"], `${place}.remarks`, readRemark),
  };
}

/** Code is compared with what its calls print, and notes with what the calls ask for, by `verify`. */
function readTwin(value: unknown, place: string): Twin {
  const fields = readObject(value, place);
  const text = (name: string): string => readText(fields[name], `${place}.${name}`);
  const calls = readObject(fields["calls"], `${place}.calls`);
  const call = (name: "inputGradient" | "kernelGradient" | "biasGradient") =>
    readOptional(calls, name, `${place}.calls`, readCode);
  return {
    of: text("of"),
    convolution: readExpression(fields["convolution"], `${place}.convolution`),
    framework: text("framework") as Twin["framework"],
    upstream: text("upstream"),
    forward: text("forward"),
    ...readOptional(fields, "inputGradient", place, readText),
    ...readOptional(fields, "kernelGradient", place, readText),
    ...readOptional(fields, "biasGradient", place, readText),
    notes: readList(fields["notes"], `${place}.notes`, readText) as Twin["notes"],
    calls: {
      forward: readCode(calls["forward"], `${place}.calls.forward`),
      ...call("inputGradient"),
      ...call("kernelGradient"),
      ...call("biasGradient"),
    },
  };
}
