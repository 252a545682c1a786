import type { Question } from '@lyceum/contracts';

/** An attempt records its paper whole in one fact, and a fact has 1 MiB at most (bytes of JSON). */
const LARGEST_PAPER = 700_000;
/** Slots have four digits. */
const MOST_QUESTIONS = 2000;
const SLOT = 120;

/** Whether the questions are too much for the paper of an attempt. */
export function tooLarge(questions: readonly { readonly question: Question }[]): boolean {
  if (questions.length > MOST_QUESTIONS) return true;
  const bytes = questions.reduce((sum, { question }) => sum + Buffer.byteLength(JSON.stringify(question)) + SLOT, 0);
  return bytes > LARGEST_PAPER;
}
