/**
 * Breaks a formula that is wider than the page into rows, before + and -, also inside parentheses.
 * In: a visual tree, a printer, the widths that rows may have. Out: the printed rows, of which the second and later
 * ones go on where the one before stopped.
 * Always: parentheses that are broken over rows have a fixed size, since \left and \right must stand in one row.
 */

import type { Factor, Visual } from "./visual.ts";
import { isTall } from "./visual.ts";

export interface Printer {
  readonly print: (visual: Visual) => string;
  readonly width: (visual: Visual) => number;
  readonly widthOfText: (text: string) => number;
  /** A parenthesis that needs no partner in its row. */
  readonly open: (tall: boolean) => string;
  readonly close: (tall: boolean) => string;
  readonly factors: (factors: readonly Factor[]) => string;
  readonly link: (factor: Factor) => string;
  readonly limits: (visual: Extract<Visual, { tag: "bigSum" }>) => string;
  readonly head: (visual: Extract<Visual, { tag: "apply" }>) => string;
  readonly exponent: (visual: Visual) => string;
  /** Stands between 1/d and what is multiplied by it. */
  readonly afterFraction: string;
  /** Two pieces that follow each other. */
  readonly join: (left: string, right: string) => string;
  /** Between the arguments of a call. */
  readonly comma: string;
  /** Sum signs, and what is summed. */
  readonly joinSum: (limits: string, body: string) => string;
}

export interface RowWidths {
  readonly first: number;
  readonly later: number;
  /** Of a sum, in each row. */
  readonly terms?: number;
}

/** What is not divided: a term with its sign, or a part of one. */
interface Chunk {
  readonly text: string;
  readonly width: number;
}

export function breakIntoRows(visual: Visual, printer: Printer, widths: RowWidths): readonly string[] {
  const { terms = Infinity } = widths;
  if (visual.tag === "sum" && visual.terms.length > terms) return rowsByTerms(visual, terms, printer, widths);
  if (printer.width(visual) <= widths.first) return [printer.print(visual)];
  const rows: string[] = [];
  let row = "";
  let width = 0;
  for (const chunk of chunksOf(visual, printer, Math.min(widths.first, widths.later))) {
    const room = rows.length === 0 ? widths.first : widths.later;
    if (row !== "" && width + chunk.width > room) {
      rows.push(row);
      [row, width] = ["", 0];
    }
    row += chunk.text;
    width += chunk.width;
  }
  return [...rows, row];
}

/** Rows of so many terms; one that is still too wide is broken further. */
function rowsByTerms(
  sum: Extract<Visual, { tag: "sum" }>,
  most: number,
  printer: Printer,
  { first, later }: RowWidths,
): readonly string[] {
  const rows: string[] = [];
  for (let at = 0; at < sum.terms.length; at += most) {
    const part: Visual = { ...sum, terms: sum.terms.slice(at, at + most) };
    const [start = "", ...others] = breakIntoRows(part, printer, { first: at === 0 ? first : later, later });
    const isNegative = sum.terms[at]?.negative === true;
    // A part prints its first sign as that of a number.
    rows.push(at === 0 ? start : isNegative ? ` - ${start.replace(/^-/, "")}` : ` + ${start}`, ...others);
  }
  return rows;
}

function chunksOf(visual: Visual, printer: Printer, room: number): readonly Chunk[] {
  const width = printer.width(visual);
  if (visual.tag === "sum") return chunksOfSum(visual, printer, room);
  if (width <= room) return [{ text: printer.print(visual), width }];
  const opened = chunksOfProduct(visual, printer, room);
  if (opened !== undefined) return opened;
  if (visual.tag === "product") return chunksOfFactors(visual.factors, printer);
  if (visual.tag === "apply") return chunksOfCall(visual, printer);
  if (visual.tag === "bigSum" && visual.body.tag === "product")
    return chunksOfSummand(visual, visual.body.factors, printer);
  return [{ text: printer.print(visual), width }];
}

/** A call of several arguments is broken behind a comma. */
function chunksOfCall(call: Extract<Visual, { tag: "apply" }>, printer: Printer): readonly Chunk[] {
  const tall = call.arguments.some(isTall);
  const last = call.arguments.length - 1;
  return call.arguments.map((argument, at) => {
    const before = at === 0 ? printer.head(call) + printer.open(tall) : "";
    const behind = at === last ? printer.close(tall) : printer.comma;
    const text = before + printer.print(argument) + behind;
    return { text, width: printer.width(argument) + printer.widthOfText(before) + printer.widthOfText(behind) };
  });
}

/** A long summand begins beside its sum signs. */
function chunksOfSummand(
  sum: Extract<Visual, { tag: "bigSum" }>,
  factors: readonly Factor[],
  printer: Printer,
): readonly Chunk[] {
  const limits = printer.limits(sum);
  const [first, ...others] = chunksOfFactors(factors, printer);
  if (first === undefined) return [];
  const width = printer.width({ ...sum, body: { tag: "number", text: "" } }) + first.width;
  return [{ text: printer.joinSum(limits, first.text), width }, ...others];
}

/** A long product without a sum in it, such as one of many indicators, is broken before a factor. */
function chunksOfFactors(factors: readonly Factor[], printer: Printer): readonly Chunk[] {
  return factors.map((factor, at) => {
    const text = printer.factors([factor]);
    const width = printer.width(factor.body);
    return at === 0 ? { text, width } : { text: printer.join(printer.link(factor), text), width: width + 0.3 };
  });
}

function chunksOfSum(sum: Extract<Visual, { tag: "sum" }>, printer: Printer, room: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  sum.terms.forEach((term, at) => {
    const sign = at === 0 ? (term.negative ? "-" : "") : term.negative ? " - " : " + ";
    const [first, ...others] = chunksOf(term.body, printer, room);
    if (first === undefined) return;
    chunks.push({ text: sign + first.text, width: first.width + (sign === "" ? 0 : 1.3) });
    for (const chunk of others) chunks.push(chunk);
  });
  return chunks;
}

/** `before(` … `)behind`: the parentheses of a visual that hold its widest sum. */
interface Opened {
  readonly before: string;
  readonly body: Visual;
  readonly tall: boolean;
  readonly behind: string;
}

function chunksOfProduct(visual: Visual, printer: Printer, room: number): readonly Chunk[] | undefined {
  const opened = openWidest(visual, printer);
  if (opened === undefined) return undefined;
  const chunks = [...chunksOf(opened.body, printer, room)];
  const first = chunks.shift();
  if (first === undefined) return undefined;
  const before = opened.before + printer.open(opened.tall);
  chunks.unshift({ text: before + first.text, width: first.width + printer.widthOfText(before) });
  const last = chunks.pop() ?? first;
  const behind = printer.close(opened.tall) + opened.behind;
  return [...chunks, { text: last.text + behind, width: last.width + printer.widthOfText(behind) }];
}

function openWidest(visual: Visual, printer: Printer): Opened | undefined {
  switch (visual.tag) {
    case "group":
      return { before: "", body: visual.body, tall: visual.tall, behind: "" };
    case "product":
      return openProduct(visual.factors, printer);
    case "fraction": {
      // A wide numerator cannot be broken: it goes behind the fraction.
      const one: Visual = { tag: "number", text: "1" };
      const fraction = printer.print({ tag: "fraction", numerator: one, denominator: visual.denominator });
      return {
        before: fraction + printer.afterFraction,
        body: visual.numerator,
        tall: isTall(visual.numerator),
        behind: "",
      };
    }
    case "bigSum":
      return prefixed(printer.limits(visual), openWidest(visual.body, printer), printer);
    case "derivative": {
      if (visual.operand === undefined) return undefined;
      const { operand, ...fraction } = visual;
      return prefixed(printer.print(fraction), openWidest(operand, printer), printer);
    }
    case "apply": {
      const [argument] = visual.arguments;
      if (argument === undefined || visual.arguments.length !== 1) return undefined;
      return { before: printer.head(visual), body: argument, tall: isTall(argument), behind: "" };
    }
    case "power": {
      const opened = openWidest(visual.base, printer);
      return opened && { ...opened, behind: opened.behind + printer.exponent(visual.exponent) };
    }
    default:
      return undefined;
  }
}

function prefixed(before: string, opened: Opened | undefined, printer: Printer): Opened | undefined {
  return opened && { ...opened, before: printer.join(before, opened.before) };
}

function openProduct(factors: readonly Factor[], printer: Printer): Opened | undefined {
  const widths = factors.map((factor) => printer.width(factor.body));
  const widest = widths.indexOf(Math.max(...widths));
  const factor = factors[widest];
  const opened = factor && openWidest(factor.body, printer);
  if (factor === undefined || opened === undefined) return undefined;
  const left = printer.factors(factors.slice(0, widest));
  const before = widest === 0 ? opened.before : printer.join(left + printer.link(factor), opened.before);
  const [next, ...others] = factors.slice(widest + 1);
  if (next === undefined) return { ...opened, before };
  const right = printer.join(opened.behind + printer.link(next), printer.factors([next, ...others]));
  return { ...opened, before, behind: right };
}
