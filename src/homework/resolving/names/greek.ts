/** Greek letters of a worksheet's name as the words by which formulas are read. */
import { greekCommand } from "../../../render/names.ts";

export function plainOfGreek(name: string): string {
  return [...name].map((letter) => greekCommand(letter)?.replace("\\", "") ?? letter).join("");
}
