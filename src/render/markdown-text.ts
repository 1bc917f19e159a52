/** Text and LaTeX so written that Markdown leaves them as they are. */

/** Two backticks would start program text. */
export function plainQuotes(latex: string): string {
  return latex.replace(/\\text\{``([^}]*)''\}/g, "\\text{“$1”}");
}

/** What Markdown would change inside a formula is written in another way. */
export function safeInline(latex: string): string {
  return plainQuotes(latex)
    .replaceAll("\\,", "\\thinspace ")
    .replaceAll("\\_", "\\text{-}")
    .replaceAll("\\{", "\\lbrace ")
    .replaceAll("\\}", "\\rbrace ")
    .replaceAll("\\#", "\\text{♯}")
    .replaceAll(" < ", " \\lt ")
    .replace(/([^A-Za-z0-9])_/g, "$1_ ")
    .trimEnd();
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|$]/g, "\\$&");
}
