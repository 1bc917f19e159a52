/**
 * Reads the calls of a framework: a node has the fields of its kind, and no other.
 */
import type { Code } from "../problem/code.ts";
import { readList, readObject, readText, SavedFormatError } from "./fields.ts";

type Reader = (value: unknown, place: string) => unknown;

const readCodes: Reader = (value, place) => readList(value, place, readCode);
const readTexts: Reader = (value, place) => readList(value, place, readText);
const readNamed: Reader = (value, place) =>
  readList(value, place, (pair, at) => {
    const [name, code, ...more] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (more.length > 0) throw new SavedFormatError(`${at} is not a name and a value`);
    return [readText(name, at), readCode(code, at)];
  });

/** What the fields of each kind of node hold. */
const NODES: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  name: { name: readText },
  call: { name: readText, positional: readCodes, named: readNamed },
  method: { of: readCode, name: readText, positional: readCodes },
  index: { of: readCode, items: readTexts },
  apply: { of: readCode, to: readCode },
  add: { left: readCode, right: readCode },
  each: { body: readCode, names: readTexts, over: readCodes },
  layer: { name: readText, named: readNamed, shape: readCodes, weights: readCodes, input: readCode },
  autograd: { of: readCode, by: readText, upstream: readText },
};

export function readCode(value: unknown, place: string): Code {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return readList(value, place, readCode);
  const { tag, ...rest } = readObject(value, place);
  const fields = typeof tag === "string" && Object.hasOwn(NODES, tag) ? NODES[tag] : undefined;
  if (fields === undefined) throw new SavedFormatError(`${place} is no call`);
  const unknown = Object.keys(rest).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) throw new SavedFormatError(`${place}.${unknown} is not known`);
  const read = Object.entries(fields).map(([name, reader]) => [name, reader(rest[name], `${place}.${name}`)]);
  return { tag, ...Object.fromEntries(read) } as Code;
}
