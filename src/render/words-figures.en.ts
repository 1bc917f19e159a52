/** English sentences about figures. */
import { number } from "./visual.ts";
import { listed, say } from "./words.ts";
import type { FigureWords } from "./words-figures.ts";
import { matrixName, transposedName } from "./words-figures.ts";

export const englishFigures: FigureWords = {
  label: (number) => `Figure ${number}.`,
  field: (name, isStuffed) => (isStuffed ? say`${name}, zeros between its entries` : say`${name}`),
  window: ({ entry, window, field, isTurned, hasZeros, isSlice }) =>
    say`The products in ${entry}: ${window}${isTurned ? ", turned by 180°," : ""} lies on ${field}, and what lies on each other is multiplied.${hasZeros ? [" Dashed cells are zeros that do not belong to ", field, "."] : ""}${
      isSlice ? " One channel is shown; the others are like it." : ""
    }`,
  windowAlternative: (entry, pairs, onZeros) =>
    say`For ${entry}, ${
      pairs.length === 0
        ? "the window lies on zeros alone"
        : listed(
            pairs.map(([over, under]) => say`${over} lies on ${under}`),
            ", ",
            " and ",
          )
    }${pairs.length > 0 && onZeros > 0 ? `; ${onZeros} ${onZeros === 1 ? "entry" : "entries"} of the window ${onZeros === 1 ? "lies" : "lie"} on zeros` : ""}.`,
  sameProducts: (entry, number) => say`The products in ${entry} are those of Figure ${String(number)}.`,
  matrix: say`${matrixName}`,
  matrixTransposed: say`${transposedName}`,
  matrices: (of, wrt) =>
    say`The derivative of ${of} by ${wrt} as a matrix ${matrixName}, a row for each entry of ${of} and a column for each of ${wrt}; empty cells are ${{ math: number("0") }}. A gradient by ${of} is carried back to ${wrt} by ${transposedName}.`,
  matricesAlternative: (rows, columns, entries) =>
    say`A matrix with ${String(rows)} rows and ${String(columns)} columns, in which ${String(entries)} of ${String(rows * columns)} cells are not zero, and its transpose.`,
  counts: (array) =>
    say`In how many products each entry of ${array} lies: the darker, the more. Where the counts differ, the entries differ in size even if all that is put in is equal.`,
  countsAlternative: (rows) => say`The counts, row by row: ${rows.map((row) => row.join(" ")).join("; ")}.`,
};
