import { writeFileSync } from "node:fs";
import { render } from "/work/main/src/render/render.ts";
import { loadKatexAssets } from "/work/main/src/render/katex-assets.ts";
import { convolution, layer, checked } from "/work/main/test/render/sample.ts";
import { test } from "vitest";
test("x", () => {
const assets = loadKatexAssets();
for (const [n, d] of [["conv", convolution], ["layer", layer]] as const) for (const lang of ["en","zh"] as const)
 for (const [to, x] of [["latex","tex"],["html","html"],["markdown","md"],["text","txt"],["json","json"]] as const) {
  const t = performance.now();
  writeFileSync(`/tmp/r/${n}-${lang}.${x}`, render(checked(d), {to, lang, assets}));
  console.log(n, lang, to, Math.round(performance.now()-t));
 }
}, 60000);
