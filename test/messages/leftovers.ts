/** What of an English sentence is still to be seen in the Chinese one. */
import { inChinese } from "../../src/messages/chinese.ts";
import type { Hole, Message } from "../../src/messages/message.ts";

/** Names that are the same in Chinese. */
const NAMES =
  /\b(?:LaTeX|TeX Live|TeX|PDF|Markdown|PATH|pdflatex|xelatex|latexmk|tectonic|PyTorch|TensorFlow|tape\.gradient|JSON Lines|JSON|UTF-8|Gradescope|CPU|GPU|XLA)\b/g;

/** Words and punctuation of English outside code, quotes and brackets, what came from the worksheet left out. */
export function leftoversIn(message: Message): readonly string[] {
  return leftoversOf(inChinese(withoutTexts(message)));
}

export function leftoversOf(chinese: string): readonly string[] {
  const bare = chinese.replace(/`[^`]*`|"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|--?[a-z]+\b/g, "").replace(NAMES, "");
  return bare.match(/[A-Za-z]{2,}|[,;?!]|\. |: /g) ?? [];
}

/** Whatever stands as text in a hole is no language's. */
function withoutTexts(message: Message): Message {
  const holes = message.holes.map((hole): Hole => {
    if (typeof hole === "object") return withoutTexts(hole);
    return typeof hole === "string" ? "0" : hole;
  });
  return { ...message, holes };
}
