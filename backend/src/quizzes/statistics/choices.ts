import type { ChoiceCount, Gap, Question } from '@lyceum/contracts';
import { NO_RESPONSE } from '@lyceum/projections';
import { readable } from '../grading/wildcard.ts';

type Choice = Omit<ChoiceCount, 'count'>;

const choice = (id: string, text: string, fraction: number | null): Choice => ({ id, text, fraction });

const within = (answers: readonly { number: number; tolerance: number; fraction: number }[]): Choice[] =>
  answers.map(({ number, tolerance, fraction }, at) =>
    choice(`a${at + 1}`, tolerance === 0 ? `${number}` : `${number} ± ${tolerance}`, fraction),
  );

const written = (answers: readonly { text: string; fraction: number }[]): Choice[] =>
  answers.map(({ text, fraction }, at) => choice(`a${at + 1}`, readable(text), fraction));

const OTHER = choice('other', '', 0);

function inGap(gap: Gap, number: number): Choice[] {
  const own =
    gap.type === 'numerical'
      ? [...within(gap.answers), OTHER]
      : gap.type === 'shortAnswer'
        ? [...written(gap.answers), OTHER]
        : gap.choices.map(({ id, text, fraction }) => choice(id, text, fraction));
  return own.map(({ id, text, fraction }) => choice(`${gap.id}:${id}`, `${number}: ${text}`, fraction));
}

/** Everything that could be answered, in the order of the question. */
function choicesOf(question: Question): Choice[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.choices.map(({ id, text, fraction }) => choice(id, text, fraction));
    case 'trueFalse':
      return [true, false].map((value) => choice(String(value), value ? 'True' : 'False', Number(value === question.correct)));
    case 'shortAnswer':
      return [...written(question.answers), OTHER];
    case 'numerical':
      return [...within(question.answers), OTHER];
    case 'matching':
      return question.stems.flatMap((stem) =>
        question.options.map(({ id, text }) => choice(`${stem.id}:${id}`, `${stem.text} → ${text}`, Number(stem.option === id))),
      );
    case 'ordering':
      return question.items.flatMap(({ id, text }, right) =>
        question.items.map((_, place) => choice(`${id}:${place + 1}`, `${place + 1}. ${text}`, Number(place === right))),
      );
    case 'gaps':
      return question.gaps.flatMap((gap, at) => inGap(gap, at + 1));
    case 'essay':
      return [];
  }
}

/** Types of which only what was answered is worth a line: all pairs of stems and options would be too many. */
const MANY: readonly Question['type'][] = ['matching', 'ordering'];

/**
 * How often each thing was answered. What the question does not have any more is counted under its id; the last line is for those who
 * answered nothing.
 */
export function choiceCounts(question: Question | undefined, responses: Readonly<Record<string, number>>): ChoiceCount[] {
  const known = question ? choicesOf(question) : [];
  const ids = new Set(known.map(({ id }) => id));
  const lines = known.map((one) => ({ ...one, count: responses[one.id] ?? 0 }));
  const shown = question && MANY.includes(question.type) ? lines.filter(({ count, fraction }) => count > 0 || fraction === 1) : lines;
  const gone = Object.entries(responses)
    .filter(([id]) => !ids.has(id) && id !== NO_RESPONSE)
    .map(([id, count]) => ({ ...choice(id, id, null), count }));
  const silent = responses[NO_RESPONSE] ?? 0;
  return [...shown, ...gone, ...(silent > 0 ? [{ ...choice('', '', 0), count: silent }] : [])];
}
