/**
 * Plain text to the places of its formulas: every line with a relation that is not a sentence. Marks of lists go, and
 * so do labels before a colon. Bare LaTeX without any dollar is read in the same way, a paragraph at a time.
 */
import type { Fragment } from "./fragments.ts";
import { withoutRemark } from "./remarks.ts";

/** `(full convolution)` behind a formula: words of which at least one is no name that an array might have. */
const REMARK =
  /\s+\((?=[^()]*\b(?:full|valid|same|convolution|correlation|cross-correlation|chain|rule|elementwise|element-wise|by|definition|with|without|of)\b)(?:full|valid|same|true|cross|convolution|correlation|padding|stride|chain|rule|element|wise|elementwise|by|definition|matrix|product|sum|over|the|batch|bias|kernel|input|output|gradient|transposed|flipped|backward|forward|pass|no|with|without|of|and|[\s-])+\)\s*$/iu;
/**
 * `% the gradient`, as Octave has it. Elsewhere `%` is the rest of a division: only behind a semicolon, before words or
 * in a line with Octave's signs it begins a comment.
 */
const OCTAVE_COMMENT = /;\s*%.*$|(?<=\S)\s+%\s*[A-Za-z]{2,}\s+[A-Za-z]{2,}.*$/u;
const OCTAVE_SIGN = /\.[*/^']|[\w)\]]'/u;
const RELATION = /[=≤≥<>≈≠]|\\(?:leq?|geq?|neq?|approx|equiv|in|propto)(?![A-Za-z])/u;
const NUMBER = /^\s*(?:>\s*)*(?:#{1,6}\s+|\(?[0-9]{1,3}[.)]\s+|\(?[a-zA-Zivx]{1,3}\)\s+|\([0-9]{1,3}\)\s*)?/u;
const BULLET = /^\s*(?:>\s*)*[-*•·]\s+/u;

export function scanText(source: string): Fragment[] {
  const fragments: Fragment[] = [];
  let isNext = false;
  for (const { start, end } of linesOf(source)) {
    const whole = source.slice(start, end);
    const said = withoutComment(whole);
    const line = said.slice(0, said.length - (REMARK.exec(said.slice(-200))?.[0].length ?? 0));
    const from = start + formulaStart(line, isNext);
    const formula = source.slice(from, start + line.length);
    if (line.trim() === "") isNext = false;
    else if (isFormula(formula, isNext)) {
      fragments.push({ start: from, end: start + line.length, isNext, isRow: true });
      isNext = true;
    } else isNext = false;
  }
  return fragments;
}

/** What stands before a comment of a program. */
export function withoutComment(line: string): string {
  const said = withoutRemark(line).replace(OCTAVE_COMMENT, "");
  const percent = said.search(/\s%/u);
  return percent > 0 && OCTAVE_SIGN.test(said.slice(0, percent)) ? said.slice(0, percent) : said;
}

/** Lines go together while a brace is open, and until both this line and the next have a relation. */
export function scanBare(text: string, start: number, end: number): Fragment[] {
  const fragments: Fragment[] = [];
  let open: { start: number; end: number; depth: number; hasRelation: boolean } | undefined;
  let isNext = false;
  const finish = (): void => {
    if (open === undefined) return;
    const isRead = !isSentence(text.slice(open.start, open.end));
    if (isRead) fragments.push({ start: open.start, end: open.end, isNext, isRow: true });
    isNext = isRead;
    open = undefined;
  };
  for (const line of linesOf(text.slice(start, end))) {
    const [from, to] = [start + line.start, start + line.end];
    const content = text.slice(from, to);
    if (content.trim() === "") {
      finish();
      isNext = false;
      continue;
    }
    const hasRelation = RELATION.test(content);
    if (open !== undefined && open.depth <= 0 && open.hasRelation && hasRelation && !/^\s*&?\s*=/u.test(content))
      finish();
    open ??= { start: from, end: to, depth: 0, hasRelation: false };
    open.end = to;
    open.depth += depthOf(content);
    open.hasRelation ||= hasRelation;
  }
  finish();
  return fragments;
}

function depthOf(content: string): number {
  let depth = 0;
  for (const found of content.matchAll(/\\begin|\\end|\\[\s\S]|[{}]/gu)) {
    if (found[0] === "{" || found[0] === "\\begin") depth += 1;
    else if (found[0] === "}" || found[0] === "\\end") depth -= 1;
  }
  return depth;
}

export function* linesOf(source: string): Generator<{ readonly start: number; readonly end: number }, void> {
  let start = 0;
  while (start <= source.length) {
    const found = source.indexOf("\n", start);
    const end = found < 0 ? source.length : found;
    yield { start, end };
    start = end + 1;
  }
}

/** Behind the mark of a list, a label such as `Answer:`, and words such as `so`. `- d` below a formula goes on with it. */
function formulaStart(line: string, isNext: boolean): number {
  const head = line.slice(0, 200);
  const bullet = isNext && !RELATION.test(line) ? undefined : BULLET.exec(head)?.[0];
  const mark = bullet ?? NUMBER.exec(head)?.[0] ?? "";
  const label = /^[^=≤≥<>≈\\:：]{0,80}[:：](?!=)\s*/u.exec(line.slice(mark.length, mark.length + 100))?.[0] ?? "";
  const isLabel = label !== "" && /[\p{L}\p{M}]{2}/u.test(label) && !/[[\]{}^+]|\([^()]*$/u.test(label);
  const from = mark.length + (isLabel ? label.length : 0);
  return from + (LEADING.exec(line.slice(from, from + 100))?.[0].length ?? 0);
}

/** A line with a relation, or one that goes on with the line before it. */
function isFormula(line: string, isNext: boolean): boolean {
  if (isSentence(line)) return false;
  return RELATION.test(line) || (isNext && /^\s*[-+−*·×]/u.test(line) && !/[A-Za-z]{3,}\s+[A-Za-z]{3,}/u.test(line));
}

const COMMON =
  /^(?:the|is|are|was|of|to|that|with|so|by|this|these|have|has|get|gets|we|you|then|because|since|let|it|its|an|as|which|where|using|use|shape|size|note|gradient|when|from|can|not|respect|loss|each|every|here|now|our|output|input)$/iu;
const LEADING =
  /^\s*(?:(?:so|then|thus|hence|therefore|and|also|because|we get|we have|it follows that|let|now|finally|similarly)[\s,:]+)+/iu;
const CONDITION = /[,;\s](?:for|where|when|if|with|given|such that)\s.*$/iu;

/** Two common words, or three of any kind next to each other, make a sentence. */
export function isSentence(line: string): boolean {
  if (line.length > 5_000) return false;
  const plain = line
    .replace(/\\[A-Za-z]+|\\text\{[^{}]*\}/gu, " \\ ")
    .replace(LEADING, "")
    .replace(CONDITION, "");
  let common = 0;
  let inRow = 0;
  for (const word of plain.split(/\s+/u)) {
    const letters = /^[("']?([A-Za-z]{2,})[)"'.,;:!?]*$/u.exec(word)?.[1];
    if (letters === undefined || /^(?:sum|rot|flip|conv|pad|delta|sigma|partial|d[A-Z]|rotate|mod)$/u.test(letters)) {
      inRow = 0;
      continue;
    }
    if (COMMON.test(letters)) common += 1;
    inRow += 1;
    if (inRow >= 3 || common >= 2) return true;
  }
  return false;
}
