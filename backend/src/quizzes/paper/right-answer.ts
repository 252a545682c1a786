import type { Gap, Question } from '@lyceum/contracts';
import { readable } from '../grading/wildcard.ts';

const list = (texts: readonly string[], between: string): string => texts.join(between);

const number = ({ number: value, tolerance }: { number: number; tolerance: number }): string =>
  tolerance === 0 ? String(value) : `${value} ± ${tolerance}`;

/** The unit that the author's numbers are in, after a space. */
const inUnit = ({ units = [], unitPenalty }: Extract<Question, { type: 'numerical' }>): string => {
  const own = units.find(({ multiplier }) => multiplier === 1);
  return own && unitPenalty !== undefined ? ` ${own.unit}` : '';
};

const GAP = /\{\{(g\d+)\}\}/g;

/** What would have been right, in words (Markdown, as the question's own). */
export function rightAnswer(question: Question): string {
  switch (question.type) {
    case 'single':
      return list(
        question.choices.filter(({ fraction }) => fraction === 1).map(({ text }) => text),
        ' or ',
      );
    case 'multiple':
      return list(
        question.choices.filter(({ fraction }) => fraction > 0).map(({ text }) => text),
        '; ',
      );
    case 'trueFalse':
      return question.correct ? 'True' : 'False';
    case 'shortAnswer':
      return list(
        question.answers.filter(({ fraction }) => fraction === 1).map(({ text }) => readable(text)),
        ' or ',
      );
    case 'numerical':
      return list(
        question.answers.filter(({ fraction }) => fraction === 1).map((answer) => number(answer) + inUnit(question)),
        ' or ',
      );
    case 'matching':
      return list(
        question.stems.map(({ text, option }) => `${text} → ${question.options.find(({ id }) => id === option)?.text ?? ''}`),
        '; ',
      );
    case 'ordering':
      return list(
        question.items.map(({ text }) => text),
        ' → ',
      );
    case 'gaps':
      return question.text.replaceAll(GAP, (marker, id: string) => {
        const gap = question.gaps.find((one) => one.id === id);
        return gap ? `**${inGap(gap)}**` : marker;
      });
    case 'essay':
      return '';
  }
}

/** What would have been right in a gap. */
function inGap(gap: Gap): string {
  switch (gap.type) {
    case 'single':
    case 'multiple':
      return gap.choices
        .filter(({ fraction }) => fraction > 0)
        .map(({ text }) => text)
        .join('; ');
    case 'shortAnswer':
      return readable(gap.answers.find(({ fraction }) => fraction === 1)?.text ?? '');
    case 'numerical': {
      const right = gap.answers.find(({ fraction }) => fraction === 1);
      return right ? number(right) : '';
    }
  }
}
