/**
 * Reading and writing files: what cannot be read or written is said in one line, and a file is written whole or not at all.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Message, tell, verbatim } from "../messages/message.ts";
import { EXIT, UsageError } from "./exit.ts";

const REASONS: Readonly<Record<string, Message>> = {
  ENOENT: tell`there is no such file`,
  EACCES: tell`permission denied`,
  EPERM: tell`permission denied`,
  EISDIR: tell`this is a folder`,
  ENOTDIR: tell`part of the path is not a folder`,
  ENOSPC: tell`the disk is full`,
  EROFS: tell`the file system is read-only`,
  EEXIST: tell`a file is in the way of a folder`,
};

function reasonOf(error: unknown): Message {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return REASONS[code] ?? verbatim(code);
}

/** The text of a file, `-` being standard input. */
export function readInput(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(tell`cannot read ${verbatim(file)}: ${reasonOf(error)}`);
  }
}

/** Writes a file whole, or not at all. */
export function writeOutput(file: string, text: string): void {
  const output = openOutput(file);
  output.write(new TextEncoder().encode(text));
  output.complete();
}

/** Writes to a file, or to standard output where none is named. */
export function emit(text: string, file: string | undefined): void {
  if (file === undefined || file === "-") writeToStandardOutput(text);
  else writeOutput(file, text);
}

/** Where a document goes that is written piece by piece: a file appears when it is complete, and not before. */
export interface Output {
  write(bytes: Uint8Array): void;
  /** The document is complete. */
  complete(): void;
  /** The document is not to be had: what was written to a file is taken away. */
  abandon(): void;
}

/** A file, or standard output where none is named. */
export function openOutput(file: string | undefined): Output {
  if (file === undefined || file === "-") return { write: writeToPipe, complete: ignore, abandon: ignore };
  return isDevice(file) ? openDevice(file) : openFile(file);
}

/** Whether a path is a device or a pipe, which is written to, and not replaced. */
function isDevice(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}

function openDevice(file: string): Output {
  const open = openSync(file, "w");
  const close = (): void => closeSync(open);
  return { write: (bytes) => writeAll(open, bytes), complete: close, abandon: close };
}

/** Written to a new file beside the target, which is renamed into place. */
function openFile(file: string): Output {
  const temporary = temporaryFor(file);
  const refuse = (error: unknown): never => {
    removeIfThere(temporary);
    throw new UsageError(tell`cannot write ${verbatim(file)}: ${reasonOf(error)}`);
  };
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      return refuse(error);
    }
  };
  const open = attempt(() => {
    makeFolder(dirname(file));
    return openSync(temporary, "w");
  });
  return {
    write: (bytes) => attempt(() => writeAll(open, bytes)),
    complete: () =>
      attempt(() => {
        closeSync(open);
        renameSync(temporary, file);
      }),
    abandon: () => {
      closeSync(open);
      removeIfThere(temporary);
    },
  };
}

function ignore(): void {}

/** Writes to standard output at once: without its stream, which takes as long to load as a small worksheet to read. */
export function writeToStandardOutput(text: string): void {
  writeToPipe(new TextEncoder().encode(text));
}

/** A reader that closes the pipe early, such as `head`, is no error. */
function writeToPipe(bytes: Uint8Array): void {
  try {
    writeAll(1, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
    process.exit(EXIT.fine);
  }
}

/** A pipe whose reader is slow takes a part, or nothing for now. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(file, bytes, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(PAUSE, 0, 0, 1);
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

function temporaryFor(file: string): string {
  return join(dirname(file), `.${basename(file)}.${process.pid}.part`);
}

/** One folder after the other: making them all at once does not end where a file system refuses. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing was written: the path itself is not one.
  }
}

export const ENDINGS = {
  latex: ".tex",
  html: ".html",
  markdown: ".md",
  text: ".txt",
  json: ".json",
  pdf: ".pdf",
  ipynb: ".ipynb",
} as const;

/** The format that a file's ending stands for. */
export function formatOfEnding(file: string): keyof typeof ENDINGS | undefined {
  const entry = Object.entries(ENDINGS).find(([, ending]) => ending === extname(file));
  return entry?.[0] as keyof typeof ENDINGS | undefined;
}

/** Whether `-o` names a folder: it ends in /, or is one. */
export function isFolder(path: string): boolean {
  if (path.endsWith("/")) return true;
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Where the result for `input` goes in `folder`. */
export function placeIn(folder: string, input: string, ending: string): string {
  const stem = input === "-" ? "worksheet" : basename(input, extname(input));
  return join(folder, stem + ending);
}

/**
 * Where the results for several inputs go in `folder`. Inputs of one name in several folders, or with several endings,
 * keep their whole path, so that no result is written over another.
 */
export function placesIn(folder: string, inputs: readonly string[], ending: string, standardInput: string): string[] {
  const stemOf = (input: string): string => (input === "-" ? standardInput : basename(input, extname(input)));
  const stems = inputs.map(stemOf);
  const places = inputs.map((input, at) =>
    join(folder, (stems.filter((stem) => stem === stems[at]).length === 1 ? stems[at] : wholeName(input)) + ending),
  );
  const twice = places.find((place, at) => places.indexOf(place) !== at);
  if (twice !== undefined)
    throw new UsageError(tell`two results would both be ${verbatim(twice)}: give one of the files another name`);
  return places;
}

function wholeName(input: string): string {
  return input
    .split(/[\\/]+/)
    .filter((part) => !/^\.*$/.test(part))
    .join("-");
}
