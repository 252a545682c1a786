const LONGEST = 200;

/** What a file calls a question, as far as a title goes; undefined where it has no name. */
export const titleIn = (name: string): string | undefined => name.trim().slice(0, LONGEST).trim() || undefined;
