import type { TextFormat } from '../text.ts';
import { feedbackIn } from './answer-parts.ts';

const WORDS: Readonly<Record<string, boolean>> = { T: true, TRUE: true, F: false, FALSE: false };

/** `TRUE#said to the wrong#said to the right`, or undefined where the answers are something else. */
export function trueFalseQuestion(answers: string, format: TextFormat) {
  const [word = '', wrong, right] = answers.split('#');
  const correct = WORDS[word.trim()];
  if (correct === undefined) return undefined;
  const [feedbackTrue, feedbackFalse] = correct ? [right, wrong] : [wrong, right];
  return { type: 'trueFalse', correct, feedbackTrue: feedbackIn(feedbackTrue, format), feedbackFalse: feedbackIn(feedbackFalse, format) };
}
