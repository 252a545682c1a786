import { NO_MISFITS, nth, said, type Grading } from './by-type.ts';
import { fitsWildcard } from './wildcard.ts';

/** Texts that look the same are the same: composed alike, without space around, and in one case unless the author minds. */
const comparable = (text: string, caseSensitive: boolean): string => {
  const composed = text.normalize('NFC').trim();
  return caseSensitive ? composed : composed.toLowerCase();
};

/** A short text: worth the first of the author's answers that it fits, so that a last `*` catches all others. */
export const shortAnswer: Grading<'shortAnswer'> = {
  members: ['text'],
  misfits: () => NO_MISFITS,
  answered: ({ text }) => Boolean(text?.trim()),
  judge: ({ answers, caseSensitive }, { text }) => {
    const given = comparable(text ?? '', caseSensitive);
    const index = answers.findIndex((answer) => fitsWildcard(given, comparable(answer.text, caseSensitive)));
    const match = answers[index];
    return { fraction: match?.fraction ?? 0, feedback: said(match?.feedback), response: [nth(index)] };
  },
};
