import fc from "fast-check";
import { it } from "vitest";
import { derive } from "../src/derive.ts";
import { convolution, worksheetOf } from "./convolutions.ts";
it("try", () => {
  for (const sheet of [
    "tensor a[6,6]\ntensor k[3,3]\ny = conv2d(a, k, stride=2, padding=1)\nloss L(y)\nexpand y",
    "layout nhwc\ntensor a[4,5,3]\ntensor k[2,2,3,2]\ntensor b[6]\ny = depthwise_conv2d(a, k, stride=2, padding=\"same\", bias=b)",
    "tensor a[4,5]\ntensor k[2,2,3]\ny = conv1d(a, k, groups=2, padding=((1,2)), dilation=2,flip=true)+ones(2,1)",
    "layout nhwc\ntensor a[1,4,4,2]\ntensor k[3,3,2,2]\ny = conv_transpose2d(a, k, stride=2, padding=\"same\", output_shape=(7,8))",
  ]) for (const t of derive(sheet).twins) console.log([t.framework, t.forward, t.inputGradient, t.kernelGradient, t.biasGradient, t.notes.join()].filter(Boolean).join("\n"));
});
it("random", () => {
  const seen: Record<string, number> = {};
  fc.assert(fc.property(convolution, (of) => {
    for (const t of derive(worksheetOf(of)).twins) { seen[t.framework] = (seen[t.framework] ?? 0) + 1; for (const n of t.notes) seen[n] = (seen[n] ?? 0) + 1; }
  }), { numRuns: 1500 });
  console.log(seen);
}, 600000);
