/** Runs a Python program that uses PyTorch, where it is installed; one process for all that a test compares. */
import { spawnSync } from "node:child_process";

const ADVICE = "PyTorch is not installed: nothing is compared with it. Debian and Ubuntu have it as python3-torch";

/** A Python that has PyTorch. Where CI is set, there must be one. */
function findPython(): string | undefined {
  const asks = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";
  const found = ["python3", "/usr/bin/python3"].find((command) => spawnSync(command, ["-c", asks]).status === 0);
  if (found !== undefined) return found;
  if (process.env["CI"] !== undefined) throw new Error(`${ADVICE}; where CI is set it is required`);
  console.log(ADVICE);
  return undefined;
}

/** `program`: a file, or `-c` and the text. What it prints, or undefined where there is no PyTorch to run it. */
export function runTorch(program: readonly string[], input: unknown): string | undefined {
  const python = findPython();
  if (python === undefined) return undefined;
  const { status, stdout, stderr } = spawnSync(python, ["-W", "ignore", ...program], {
    input: JSON.stringify(input),
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the Python program failed: ${stderr}`);
  return stdout;
}
