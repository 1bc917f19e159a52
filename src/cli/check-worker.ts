/** What a further thread runs: piscina calls it with one sheet after the other. */
import { checkTask, type SheetOutcome, type SheetSettings, type SheetTask } from "./check-sheet.ts";

export default function checkInThread(work: {
  readonly task: SheetTask;
  readonly settings: SheetSettings;
}): Promise<SheetOutcome> {
  return checkTask(work.task, work.settings);
}
