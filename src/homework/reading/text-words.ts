/**
 * Words beside formulas: which of them begin a condition, join conditions, or are the name of something.
 */

export type WordKind = "condition" | "otherwise" | "and" | "name" | "words";

const CONDITIONS =
  /^(?:for|where|when|whenever|if|with|given|such that|s\.?t\.?|subject to|provided|其中|当|當|若|如果|对|對|任意|只要|式中|这里|這裡|这里的|设)(?![A-Za-z])/iu;
const OTHERWISE =
  /^(?:otherwise|else|elsewhere|in all other cases|否则|否則|其他|其它|其余|其餘|其它情况|其他情况|otherwise\.)/iu;
const AND = /^(?:and|or|&|且|和|与|與|以及|及|并且)$/iu;
const STOP =
  /^(?:so|then|thus|hence|therefore|because|since|is|are|of|the|by|from|to|we|get|have|let|as|on|at|per|each|every|all|any|also|note|because|chain|rule|definition)$/iu;
const OPERATIONS =
  /^(?:翻转|翻轉|旋转|旋轉|卷积|卷積|反卷积|转置卷积|互相关|转置|填充|上采样|下采样|池化|损失|代价|求和|合成积|회전|회전180|畳み込み)$/u;

/** What the words in `\text{…}`, or bare words that are not Latin, do where they stand. */
export function wordKind(text: string): WordKind {
  if (OTHERWISE.test(text)) return "otherwise";
  if (AND.test(text)) return "and";
  if (CONDITIONS.test(text)) return "condition";
  if (OPERATIONS.test(text)) return "name";
  if (STOP.test(text)) return "words";
  return /^[A-Za-z][A-Za-z0-9_\-.]*$/u.test(text) || /^[A-Za-z]+ ?[0-9]+°?$/u.test(text) ? "name" : "words";
}
