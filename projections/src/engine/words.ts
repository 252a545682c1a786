/** The words of a text as searches compare them: Unicode letters and digits, lower case, each once. */
export const wordsOf = (...texts: readonly (string | null)[]): string[] => [
  ...new Set(
    texts.flatMap(
      (text) =>
        text
          ?.normalize('NFKC')
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  ),
];

/** What a list is sorted by: the text without regard to case. */
export const sortKey = (text: string | null): string => (text ?? '').normalize('NFKC').toLowerCase();
