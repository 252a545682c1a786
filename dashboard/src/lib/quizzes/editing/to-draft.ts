import { fractionOf, type QuestionDraft } from '@lyceum/contracts';
import type { EditedAnswer, EditedLine, Editing, Typed } from './editing.ts';

const isEmpty = (typed: Typed): boolean => typed === '' || typed === null;
const said = <Name extends string>(name: Name, text: string): { [N in Name]?: string } =>
  (text.trim() ? { [name]: text } : {}) as { [N in Name]?: string };
const fraction = (percent: Typed): number => fractionOf(String(percent || 0));
const share = <Name extends string>(name: Name, percent: Typed): { [N in Name]?: number } =>
  (isEmpty(percent) ? {} : { [name]: fraction(percent) }) as { [N in Name]?: number };
const lines = (edited: readonly EditedLine[]): string[] => edited.map(({ text }) => text).filter((text) => text.trim() !== '');

const worded = (answers: readonly EditedAnswer[]) =>
  answers
    .filter(({ text, feedback }) => text.trim() !== '' || feedback.trim() !== '')
    .map((answer) => ({ text: answer.text, fraction: fraction(answer.percent), ...said('feedback', answer.feedback) }));

function numerical({ answers, units, unitPenalty, feedbackOther }: Editing) {
  const given = units
    .filter(({ unit }) => unit.trim() !== '')
    .map(({ unit, multiplier }) => ({ unit, multiplier: Number(multiplier || 0) }));
  return {
    answers: answers
      .filter(({ number }) => !isEmpty(number))
      .map((answer) => ({
        number: Number(answer.number),
        tolerance: Number(answer.tolerance || 0),
        fraction: fraction(answer.percent),
        ...said('feedback', answer.feedback),
      })),
    ...(given.length > 0 && { units: given, ...share('unitPenalty', unitPenalty) }),
    ...said('feedbackOther', feedbackOther),
  };
}

/** What the API takes. Answers, choices, pairs and items that were left quite empty are left out; what is wrong the API says by its field. */
export function toDraft(edited: Editing): QuestionDraft {
  const hints = lines(edited.hints);
  const common = {
    text: edited.text,
    mark: Number(edited.mark || 0),
    ...said('title', edited.title),
    ...said('feedback', edited.feedback),
    ...(hints.length > 0 && { hints }),
    ...share('penalty', edited.penalty),
  };
  switch (edited.type) {
    case 'single':
    case 'multiple':
      return { type: edited.type, ...common, shuffle: edited.shuffle, choices: worded(edited.choices) };
    case 'trueFalse': {
      const { correct, feedbackTrue, feedbackFalse } = edited;
      return { type: 'trueFalse', ...common, correct, ...said('feedbackTrue', feedbackTrue), ...said('feedbackFalse', feedbackFalse) };
    }
    case 'shortAnswer':
      return { type: 'shortAnswer', ...common, answers: worded(edited.answers), caseSensitive: edited.caseSensitive };
    case 'numerical':
      return { type: 'numerical', ...common, ...numerical(edited) };
    case 'matching': {
      const pairs = edited.pairs.filter(({ stem, option }) => stem.trim() !== '' || option.trim() !== '').map((pair) => ({ ...pair }));
      return { type: 'matching', ...common, pairs };
    }
    case 'ordering':
      return { type: 'ordering', ...common, items: lines(edited.items), scoring: edited.scoring };
    case 'gaps':
      return { type: 'gaps', ...common };
    case 'essay': {
      const limit = Number(edited.wordLimit || 0);
      return { type: 'essay', ...common, ...said('guidance', edited.guidance), ...(limit > 0 && { wordLimit: limit }) };
    }
  }
}
