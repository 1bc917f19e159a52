/** Chinese sentences about a document as a whole. */
import { listed, type Phrase, say } from "./words.ts";
import type { DocumentWords } from "./words-document.ts";

export const chineseDocument: DocumentWords = {
  asked: "要求什么",
  expansion: (of) => say`把 ${of} 写成乘积之和`,
  jacobian: (of, wrt) => say`${of} 对 ${wrt} 的雅可比矩阵`,
  gradient: (of, wrt) => say`${of} 对 ${wrt} 的梯度`,
  views: (of, wrt) => say`${of} 对 ${wrt} 的导数的几种写法`,
  claim: (claim) => say`${claim} 是否成立`,
  wanted: (items) => say`要求：${listed(items, "；", "；")}。`,
  check: "如何检验",
  checked: (entries, steps, claims) => {
    const items: readonly Phrase[] = [
      ...(entries > 0 ? [[`${entries} 个元素`]] : []),
      ...(steps > 0 ? [[`${steps} 个步骤`]] : []),
      ...(claims > 0 ? [[`${claims} 个命题的两边`]] : []),
    ];
    return say`写出之前已逐一检验：${listed(items, "、", "和")}。`;
  },
  checkedHow: say`另一个不做求导的程序把它们逐一读回，在两个随机点上以素数 2147483647 为模求值；所得必须等于用对偶数按定义正向运行各个循环得到的值或斜率。`,
  checkedValues: say`数值由定义重新计算过一遍。`,
  numbers: "重新计算数值",
  numbersChecked:
    "以下单元格只需要 NumPy：用普通循环按定义正向计算，再取差商；推导所得的元素若与之不符，就报错停止。" +
    "工作表没有给出的数值随机选取；元素超过 60 个时，等间隔地取大约 60 个。",
  numbersLeft: (results) => `有 ${results} 个结果没有检验：命题、同一导数的几种写法，以及这些循环无法表示的内容。`,
  numbersRefused: "这里没有程序：有的定义无法写成普通循环。",
  numbersOfLetters: "这里没有程序：这些命题对所有尺寸成立，而程序只能对个别尺寸验证。",
  checkedAgain: say`用 ${{ code: "--to json" }} 保存的推导，${{ code: "gradscribe verify" }} 会再检验一遍。`,
};
