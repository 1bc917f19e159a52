/** The machine on which the figures are taken, as lines of what and which; no name of a host. */
import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";

export function describeMachine() {
  const system = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(system)?.[1];
  return [
    ["Processor", `${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} cores, ${arch()}`],
    ["Memory", `${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
    ["System", `${name === undefined ? "" : `${name}, `}${type()} ${release()}`],
    ["Node", process.version],
  ];
}
