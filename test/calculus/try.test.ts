import { expect, it } from "vitest";
import { prove } from "../../src/calculus/prove.ts";
import { replay } from "../../src/calculus/replay.ts";
import { textOfSum } from "../../src/calculus/sums.ts";
import { THEOREMS } from "./theorems.ts";
it.each(THEOREMS.map((t)=>[t.name,t] as const))("%s", (name, {statement, theory}) => {
  const t0=performance.now();
  const p = prove(statement, theory);
  const t1=performance.now();
  const lines=[`${p.verdict} ${(t1-t0).toFixed(0)}ms ${name}`];
  if (p.verdict==="proved") { lines.push(textOfSum(p.chain.start)); for (const s of p.chain.steps) lines.push(`${s.direction} ${s.use.application.rule}: ${textOfSum(s.sum)}`);
  expect(replay(p.chain, statement, theory)).toBeUndefined(); lines.push(`replay ${(performance.now()-t1).toFixed(0)}`) }
  else if (p.verdict==="unknown") lines.push(textOfSum(p.left),textOfSum(p.right)); else lines.push(JSON.stringify(p));
  console.log(lines.join("\n"));
  expect(p.verdict).toBe("proved");
});
