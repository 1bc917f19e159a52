/** 网页上文档之外的中文。 */
import type { PageWords } from "./words-page.ts";

export const chinesePage: PageWords = {
  lang: "zh-CN",
  skip: "跳到正文",
  contents: "目录",
  formula: "公式",
  derivation: "推导",
  table: "表",
  entries: "各元素",
  program: "程序",
  folded: (formulas) => `${formulas} 个公式`,
  foldable: (derivations) => `${derivations} 个推导`,
  copyLatex: "复制 LaTeX",
  copyMathml: "复制 MathML，可作为公式粘贴到 Word",
  latexCopied: "已复制 LaTeX",
  mathmlCopied: "已复制 MathML，可粘贴到 Word",
  notCopied: "浏览器不允许复制",
};
