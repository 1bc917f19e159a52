/** What an exercise says beside its formulas, in each language. */
export interface ExerciseWords {
  readonly untitled: string;
  readonly key: (title: string) => string;
  readonly instruction: string;
  readonly problem: string;
  readonly question: (number: number) => string;
}

export const exerciseWords: Readonly<Record<"en" | "zh", ExerciseWords>> = {
  en: {
    untitled: "Exercise",
    key: (title) => `${title}: key`,
    instruction: "Fill in each blank.",
    problem: "Given:",
    question: (number) => `Question ${number}.`,
  },
  zh: {
    untitled: "练习",
    key: (title) => `${title}（答案）`,
    instruction: "请填写每个空格。",
    problem: "已知：",
    question: (number) => `第 ${number} 题。`,
  },
};
