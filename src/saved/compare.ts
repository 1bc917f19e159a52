/**
 * Compares two pieces of JSON. In: what is there, and what should be. Out: the first place at which they differ, in
 * words, or nothing. A field that is undefined is not there; the order of fields means nothing.
 */
export function firstDifference(actual: unknown, expected: unknown, place = ""): string | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) return differenceOfLists(actual, expected, place);
  if (isRecord(expected) && isRecord(actual)) return differenceOfFields(actual, expected, place);
  if (actual === expected) return undefined;
  return `${place} is ${shown(actual)}, and should be ${shown(expected)}`;
}

function differenceOfLists(
  actual: readonly unknown[],
  expected: readonly unknown[],
  place: string,
): string | undefined {
  if (actual.length !== expected.length)
    return `${place} has ${counted(actual.length)}, and should have ${expected.length}`;
  return firstOf(expected.keys(), (item) => firstDifference(actual[item], expected[item], `${place}[${item}]`));
}

function differenceOfFields(actual: Fields, expected: Fields, place: string): string | undefined {
  const at = (name: string): string => (place === "" ? name : `${place}.${name}`);
  const isThere = (fields: Fields, name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== undefined;
  return firstOf([...Object.keys(expected), ...Object.keys(actual)], (name) => {
    if (!isThere(actual, name)) return isThere(expected, name) ? `${at(name)} is missing` : undefined;
    if (!isThere(expected, name)) return `${at(name)} should not be there`;
    return firstDifference(actual[name], expected[name], at(name));
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function counted(items: number): string {
  return items === 1 ? "1 item" : `${items} items`;
}

const MOST_SHOWN = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
