/**
 * Reads the values of a JSON document one by one. In: a value, and its place in the document. Out: the value, of the
 * type that belongs there; anything else is a `SavedFormatError`, and an expression that cannot be read does not follow.
 */
import { WorksheetError } from "../error.ts";
import { parseExpression } from "../language/parse.ts";
import type { Expression } from "../language/syntax.ts";
import { VerificationError } from "../verify/verify.ts";

/** The text is not JSON, or not the JSON of a derivation. */
export class SavedFormatError extends Error {
  override readonly name = "SavedFormatError";
}

export type Fields = Readonly<Record<string, unknown>>;

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new SavedFormatError("this is not JSON");
  }
}

export function readObject(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SavedFormatError(`${place} is not an object`);
  return value as Fields;
}

/** Every item of a list, with its own place. */
export function readList<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): T[] {
  if (!Array.isArray(value)) throw new SavedFormatError(`${place} is not a list`);
  return value.map((item, position) => read(item, `${place}[${position}]`));
}

/** Every field of an object whose names are free. */
export function readRecord<T>(
  value: unknown,
  place: string,
  read: (item: unknown, place: string) => T,
): Record<string, T> {
  const fields = Object.entries(readObject(value, place));
  return Object.fromEntries(fields.map(([name, item]) => [name, read(item, `${place}.${name}`)]));
}

export function readText(value: unknown, place: string): string {
  if (typeof value !== "string") throw new SavedFormatError(`${place} is not a text`);
  return value;
}

export function readNumber(value: unknown, place: string): number {
  if (typeof value !== "number") throw new SavedFormatError(`${place} is not a number`);
  return value;
}

export function readNumbers(value: unknown, place: string): number[] {
  return readList(value, place, readNumber);
}

/** A text that is one of those listed. */
export function readWord<Word extends string>(value: unknown, place: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === value);
  if (word === undefined) throw new SavedFormatError(`${place} is none of ${words.join(", ")}`);
  return word;
}

export function readExpression(value: unknown, place: string): Expression {
  const text = readText(value, place);
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof WorksheetError)
      throw new VerificationError(`${place}: \`${text}\` cannot be read: ${error.message}`);
    throw error;
  }
}

/** An expression by its text; the LaTeX beside it is compared when the whole is. */
export function readWritten(value: unknown, place: string): Expression {
  return readExpression(readObject(value, place)["text"], `${place}.text`);
}

/** The field under its name where it is there: optional fields of a derivation are absent, never undefined. */
export function readOptional<Name extends string, T>(
  fields: Fields,
  name: Name,
  place: string,
  read: (value: unknown, place: string) => T,
): { readonly [name in Name]?: T } {
  const value = fields[name];
  return (value === undefined ? {} : { [name]: read(value, `${place}.${name}`) }) as { readonly [name in Name]?: T };
}
