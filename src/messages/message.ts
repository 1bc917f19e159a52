/**
 * What the program says to a person, before it is said in a language.
 * In: an English sentence with its holes, at the place where it is said: tell`\`${name}\` is given twice`. Out: the
 * sentence as data, so that another language can look it up by its words and fill the same holes.
 * Always: what stands in a hole is a message again, a number, or text that is the same in every language; such text
 * stands between backticks, quotes or brackets. Messages are JSON-safe and pass between threads.
 */
export type Hole = string | number | bigint | Message;

export interface Message {
  /** The words around the holes: one more than there are holes. */
  readonly words: readonly string[];
  readonly holes: readonly Hole[];
}

export function tell(words: TemplateStringsArray, ...holes: readonly Hole[]): Message {
  return { words: [...words], holes };
}

/** Says nothing: what stands where a further sentence is not needed. */
export const NOTHING: Message = { words: [""], holes: [] };

/** Text that is the same in every language: a name, a path, a number as it is written. */
export function verbatim(text: string): Message {
  return { words: ["", ""], holes: [text] };
}

/** `2,147,483,647` */
export function grouped(number: number): Message {
  return verbatim(number.toLocaleString("en"));
}

/** One behind the other; what is needed between them they bring along. */
export function joined(...parts: readonly Message[]): Message {
  return { words: Array.from({ length: parts.length + 1 }, () => ""), holes: parts };
}

/** `1, 2, 3` */
export function listed(items: readonly Hole[]): Message {
  const [first, ...more] = items;
  if (first === undefined) return NOTHING;
  return more.reduce<Message>((list, item) => tell`${list}, ${item}`, { words: ["", ""], holes: [first] });
}

/** `a or b or c` */
export function alternatives(items: readonly Message[]): Message {
  const [first, ...more] = items;
  if (first === undefined) return NOTHING;
  return more.reduce((list, item) => tell`${list} or ${item}`, first);
}

export function inEnglish({ words, holes }: Message): string {
  return words.reduce((said, text, place) => {
    const hole = holes[place - 1];
    return said + (typeof hole === "object" ? inEnglish(hole) : String(hole)) + text;
  });
}

/** The words, with `{0}`, `{1}` … for the holes: what a catalogue is keyed by. */
export function templateOf({ words }: Message): string {
  return words.map((text, place) => (place === 0 ? text : `{${place - 1}}${text}`)).join("");
}
