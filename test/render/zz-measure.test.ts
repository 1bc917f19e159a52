import { writeFileSync } from "node:fs";
import { execSync } from "node:child_process";
import { test } from "vitest";
import { printLatex } from "../../src/render/latex.ts";
import { widthOf } from "../../src/render/measure.ts";
import { visualOf } from "../../src/render/visualize.ts";
import { convolution, e } from "./sample.ts";
test("m", () => {
  const forms = ["jac(a[1,1]*k[1,1], a[1,1]) + jac(a[1,1]*k[1,1], a[1,1]) + jac(a[1,1]*k[1,1], a[1,1])", "a[1,1]*k[1,1] + a[1,2]*k[1,2] + a[2,1]*k[2,1]",
  "a[1,1]", "m[1,1]*W[1,2]", "W", "delta[1,1]", "1", "1+1", "a[p+u-1,q+v-1]", "sum(a[p+u-1,q+v-1]*k[u,v], u=1..2, v=1..2)", "conv2d(a, k, stride=2, padding=\"same\")",
  "leaky_relu'(z[1,1], alpha=0.2)", "sigmoid'(z[1,12])", "2*3 + 4*5 + 6*7", "1/2*x", "[a[1,1] >= a[1,2]]", "h * grad(L, y)", "grad(L, y[1,1])*jac(y[1,1], a[2,2]) + grad(L, y[1,1])*jac(y[1,1], a[2,2])",
  "[[1,2,3],[4,5,6]]", "[[a[1,1],0,0],[0,k[1,1],0]]", "W1[12,13]*x[13]", "delta_z1[1]", "(a+b+c)^2", "tanh(z[1]) + exp(-x) + log(y[1])","w*m*W*M", "sum(sum(y))", "floor(a/2)", "a mod b", "sqrt(x)"];
  const vs = forms.map((f) => visualOf(e(f), convolution.notation));
  const body = vs.map((v) => `\\setbox0\\hbox{$\\displaystyle ${printLatex(v)}$}\\typeout{W=\\the\\wd0}`).join("\n");
  writeFileSync("/tmp/r/m.tex", `\\documentclass[11pt]{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern,amsmath,amssymb}\\begin{document}${body}\\end{document}`);
  execSync("cd /tmp/r && pdflatex -interaction=nonstopmode m.tex");
  const out = execSync("grep -o 'W=[0-9.]*' /tmp/r/m.log").toString().trim().split("\n").map((l) => Number(l.slice(2)) / 10.95);
  forms.forEach((f, i) => console.log((widthOf(vs[i]!) / out[i]!).toFixed(2), widthOf(vs[i]!).toFixed(2), out[i]!.toFixed(2), f));
});
