/**
 * Chains of equalities as rows `left | sign right | rule` of at most a given width, for every format.
 * In: chains, and how a format prints and measures. Out: rows; all chains of one call share their alignment.
 */
import type { Chain, ChainLink, EqualitySign } from "./blocks.ts";
import type { RowWidths } from "./rows.ts";
import type { Visual } from "./visual.ts";

export interface Row {
  readonly left: string;
  /** With its sign, or the continuation of the row before. */
  readonly right: string;
  readonly why?: string;
}

export interface ChainStyle {
  readonly lineWidth: number;
  readonly print: (visual: Visual) => string;
  readonly width: (visual: Visual) => number;
  readonly widthOfText: (text: string) => number;
  readonly rows: (visual: Visual, widths: RowWidths) => readonly string[];
  readonly signs: Readonly<Record<EqualitySign, string>>;
  readonly signWidth: number;
  readonly indent: string;
  readonly indentWidth: number;
}

interface OpenRow {
  left: string;
  right: string;
  why?: string;
  width: number;
}

/** A left side may take this part of the line; a longer one gets a row of its own where the chain is long. */
const mostOfLine = 0.45;

export function layOutChains(chains: readonly Chain[], style: ChainStyle): readonly (readonly Row[])[] {
  const widths = chains.map((chain) => style.width(chain.left));
  const narrow = widths.filter((width) => width <= mostOfLine * style.lineWidth);
  const column = narrow.reduce((most, width) => Math.max(most, width), 0);
  return chains.map((chain, at) => {
    const width = widths[at] ?? 0;
    const isAlone = width > column && (chains.length > 1 || !fitsBeside(chain, width, style));
    return layOutChain(chain, isAlone, width, isAlone ? style.indentWidth : Math.max(column, width), style);
  });
}

function layOutChain(
  chain: Chain,
  isAlone: boolean,
  leftWidth: number,
  margin: number,
  style: ChainStyle,
): readonly OpenRow[] {
  const left = style.print(chain.left);
  const rows: OpenRow[] = isAlone ? [{ left: "", right: left, width: leftWidth }] : [];
  chain.links.forEach((link, at) => {
    if (link.sameRow === true && appended(link, rows.at(-1), style, margin)) return;
    for (const row of rowsOfLink(link, margin, style)) {
      const isFirst = at === 0 && rows.length === 0;
      rows.push({ ...row, left: isFirst ? left : "", right: isAlone ? style.indent + row.right : row.right });
    }
  });
  return rows;
}

function fitsBeside(chain: Chain, leftWidth: number, style: ChainStyle): boolean {
  return chain.links.every(({ right, why }) => {
    const rule = why === undefined ? 0 : style.widthOfText(why) + style.indentWidth;
    return leftWidth + style.signWidth + style.width(right) + rule <= style.lineWidth;
  });
}

/** Whether the link found room in the row of the one before it. */
function appended(link: ChainLink, row: OpenRow | undefined, style: ChainStyle, margin: number): boolean {
  if (row === undefined) return false;
  const rule = row.why === undefined ? 0 : style.widthOfText(row.why) + style.indentWidth;
  if (isManyTerms(link)) return false;
  const width = row.width + style.signWidth + style.width(link.right);
  if (margin + width + rule > style.lineWidth) return false;
  row.right += ` ${style.signs[link.sign]} ${style.print(link.right)}`;
  row.width = width;
  return true;
}

function isManyTerms({ right, termsPerLine = Infinity }: ChainLink): boolean {
  return right.tag === "sum" && right.terms.length > termsPerLine;
}

function rowsOfLink(link: ChainLink, margin: number, style: ChainStyle): OpenRow[] {
  const room = Math.max(style.lineWidth - margin - style.signWidth, style.lineWidth / 4);
  const rule = link.why === undefined ? 0 : style.widthOfText(link.why) + style.indentWidth;
  const first = Math.max(room - rule, style.lineWidth / 5);
  const [start = "", ...others] = style.rows(link.right, {
    first,
    later: room - style.indentWidth,
    ...(link.termsPerLine !== undefined && { terms: link.termsPerLine }),
  });
  const width = style.signWidth + (others.length === 0 ? style.width(link.right) : room);
  const why = link.why === undefined ? {} : { why: link.why };
  const rows: OpenRow[] = [{ left: "", right: `${style.signs[link.sign]} ${start}`, width, ...why }];
  for (const other of others) rows.push({ left: "", right: style.indent + other.trimStart(), width: room });
  return rows;
}
