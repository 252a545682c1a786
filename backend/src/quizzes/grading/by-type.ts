import type { Answer, FieldError, Question, QuestionType } from '@lyceum/contracts';

export type QuestionOf<Type extends QuestionType> = Extract<Question, { type: Type }>;

/** What an answer comes to: its share of the mark and what the author says to it. */
export interface Verdict {
  /** Below 0 where a part of a question takes away from the others; the question as a whole is worth 0 to 1. */
  readonly fraction: number;
  readonly feedback: readonly string[];
  /** Which of the things that could be answered it is, for item statistics: ids of parts, `a2` for the author's second answer; no free text. */
  readonly response: readonly string[];
  /** A person gives the mark. */
  readonly pending?: true;
}

/** How one type of question is answered: which answers fit it, and what they are worth. */
export interface Grading<Type extends QuestionType> {
  /** The members of an answer to this type. */
  readonly members: readonly (keyof Answer)[];
  /** What of the answer does not fit the question; members of other types are looked at elsewhere. */
  readonly misfits: (question: QuestionOf<Type>, answer: Answer) => readonly FieldError[];
  readonly answered: (answer: Answer) => boolean;
  readonly judge: (question: QuestionOf<Type>, answer: Answer) => Verdict;
}

export const NO_MISFITS: readonly FieldError[] = [];

/** The feedbacks that are there. */
export const said = (...feedback: readonly (string | undefined)[]): readonly string[] =>
  feedback.filter((text): text is string => text !== undefined && text.trim() !== '');

/** An error for each of the ids that the question does not have. */
export const unknownIds = (ids: readonly string[], known: readonly { readonly id: string }[], path: string): readonly FieldError[] =>
  ids.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ path, rule: 'unknown', message: `the question has no ${id}` }));

/** The author's answer at `index` as a response; below 0 it is none of them. */
export const nth = (index: number): string => (index < 0 ? 'other' : `a${index + 1}`);
