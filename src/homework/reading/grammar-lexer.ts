/** What the grammar asks of a lexer; the tokens themselves are replayed by parse.ts. */
export const lexer = {
  reset: (): void => {},
  next: (): undefined => undefined,
  save: (): Record<string, never> => ({}),
  formatError: (): string => "",
  has: (_name: string): boolean => true,
};
