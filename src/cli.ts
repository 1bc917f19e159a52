#!/usr/bin/env node
/**
 * The command line: files or standard input in, documents on standard output or in files, everything else on
 * standard error. Exit status: 0 all well, 1 something checked is false, 2 unreadable input or wrong usage,
 * 3 refused for its size, 70 a defect of the program.
 */
import { checkInThread, main } from "./cli/main.ts";

process.exitCode = await main(process.argv.slice(2), new URL(import.meta.url));

/** What a thread that checks sheets calls. */
export default checkInThread;
