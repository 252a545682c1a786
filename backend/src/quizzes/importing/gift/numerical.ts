import { Unreadable } from '../imported.ts';
import { numberIn } from '../number.ts';
import type { TextFormat } from '../text.ts';
import { answerPart, feedbackIn, parted } from './answer-parts.ts';

/** Without the digits that only binary fractions add, so that 3.141..3.142 is 3.1415 give or take 0.0005. */
const tidy = (number: number): number => Number(number.toPrecision(12));

/** `4:0.5` with its tolerance, `3.5..4.5` from and to, or the number alone. */
function span(source: string): { number: number; tolerance: number } {
  const dots = source.indexOf('..');
  if (dots > 0) {
    const [from, to] = [numberIn(source.slice(0, dots)), numberIn(source.slice(dots + 2))];
    if (to < from) throw new Unreadable(`the range ${from}..${to} ends before it begins`);
    const number = tidy((from + to) / 2);
    return { number, tolerance: tidy(to - number) };
  }
  const colon = source.indexOf(':');
  if (colon < 0) return { number: numberIn(source), tolerance: 0 };
  return { number: numberIn(source.slice(0, colon)), tolerance: Math.abs(numberIn(source.slice(colon + 1))) };
}

/** What follows the `#`: answers, then perhaps the word for all other numbers after a `~`. */
export function numericalQuestion(answers: string, format: TextFormat) {
  const tilde = answers.indexOf('~');
  const [right, wrong] = tilde < 0 ? [answers, ''] : [answers.slice(0, tilde), answers.slice(tilde + 1)];
  const hash = wrong.indexOf('#');
  let feedbackOther = hash < 0 ? undefined : feedbackIn(wrong.slice(hash + 1), format);
  const numbers = parted(right, '=').flatMap((source) => {
    const { fraction, source: number, feedback } = answerPart(source, format);
    if (number.trim() !== '*') return [{ ...span(number), fraction: fraction ?? 1, feedback }];
    if (fraction !== 0) throw new Unreadable('any number at all (*) cannot be worth something');
    feedbackOther ??= feedback;
    return [];
  });
  return { type: 'numerical', answers: numbers, feedbackOther };
}
