/**
 * Sections as text for a terminal and as Markdown. A section is its title, sentences on how it is measured, columns
 * with what each means, rows of cells, and notes on what happened.
 */

/** Two digits that count, or whole numbers. */
export const digits = (value) => (value >= 99.5 ? value.toFixed(0) : value.toPrecision(2));

export const times = (ratio) => `${digits(ratio)}×`;

export function seconds(milliseconds) {
  return milliseconds < 999.5 ? `${digits(milliseconds)} ms` : `${(milliseconds / 1000).toPrecision(3)} s`;
}

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

export const count = (number) => number.toLocaleString("en");

const lengthOf = (cell) => [...cell].length;

export function toTerminal({ title, columns = [], rows = [], notes = [] }) {
  const names = columns.map(([name]) => name);
  const widths = names.map((name, column) => Math.max(...[name, ...rows.map((row) => row[column])].map(lengthOf)));
  const line = (cells) =>
    cells
      .map((cell, column) => {
        const gap = " ".repeat(widths[column] - lengthOf(cell));
        return column === 0 ? cell + gap : gap + cell;
      })
      .join("  ");
  const table = rows.length === 0 ? [] : [names, ...rows].map(line);
  return `${title}\n${[...table, ...notes].map((text) => `  ${text.trimEnd()}\n`).join("")}`;
}

export function toMarkdown({ title, about, columns = [], rows = [], notes = [] }) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = columns.map((_, column) => (column === 0 ? "---" : "--:"));
  const table = rows.length === 0 ? [] : ["", line(columns.map(([name]) => name)), line(rule), ...rows.map(line)];
  const meanings = columns.filter(([, meaning]) => meaning !== undefined).map(([name, text]) => `- *${name}*: ${text}`);
  const said = notes.flatMap((note) => ["", note]);
  return [`## ${title}`, "", ...about, ...table, ...said, ...(meanings.length > 0 ? ["", ...meanings] : []), ""].join(
    "\n",
  );
}
