import type { Gap, Question } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** A line of a question as its author checks it; `fraction` is what it is worth, null where it is worth nothing by itself. */
export interface PreviewLine {
  readonly text: string;
  readonly fraction: number | null;
  readonly feedback?: string | undefined;
}

const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#$]/g, '\\$&');
const numbers = (answers: readonly { number: number; tolerance: number; fraction: number; feedback?: string | undefined }[]) =>
  answers.map(({ number, tolerance, ...worth }) => ({ ...worth, text: tolerance === 0 ? String(number) : `${number} ± ${tolerance}` }));
const typed = (answers: readonly { text: string; fraction: number; feedback?: string | undefined }[]) =>
  answers.map((answer) => ({ ...answer, text: plain(answer.text) }));

/** What a gap takes. */
export function gapLines(gap: Gap): readonly PreviewLine[] {
  if (gap.type === 'numerical') return numbers(gap.answers);
  return gap.type === 'shortAnswer' ? typed(gap.answers) : gap.choices;
}

/** The right answers of a gap, as they stand in the text. */
export const rightOfGap = (gap: Gap): string => {
  const lines = gapLines(gap);
  const most = Math.max(...lines.map(({ fraction }) => fraction ?? 0));
  return lines
    .filter(({ fraction }) => (gap.type === 'multiple' ? (fraction ?? 0) > 0 : fraction === most))
    .map(({ text }) => text)
    .join(' / ');
};

/** What is answered to a question and what it is worth, gaps excepted: they have lines of their own. */
export function previewLines(question: Exclude<Question, { type: 'gaps' }>): readonly PreviewLine[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.choices;
    case 'trueFalse':
      return [
        { text: t('answer.true'), fraction: question.correct ? 1 : 0, feedback: question.feedbackTrue },
        { text: t('answer.false'), fraction: question.correct ? 0 : 1, feedback: question.feedbackFalse },
      ];
    case 'shortAnswer':
      return typed(question.answers);
    case 'numerical':
      return numbers(question.answers);
    case 'matching':
      return question.stems.map(({ text, option }) => ({
        text: t('review.pair', { stem: text, option: question.options.find(({ id }) => id === option)?.text ?? '' }),
        fraction: 1,
      }));
    case 'ordering':
      return question.items.map(({ text }, at) => ({ text: t('review.place', { place: at + 1, text }), fraction: null }));
    case 'essay':
      return [];
  }
}

/** What else its author wants to see of it. */
export function previewNotes(question: Question): readonly string[] {
  const { hints = [] } = question;
  const own = () => {
    switch (question.type) {
      case 'ordering':
        return [t(`write.scoring.${question.scoring}`)];
      case 'numerical':
        return question.units?.length ? [t('preview.units', { units: question.units.map(({ unit }) => unit).join(', ') })] : [];
      case 'essay':
        return [
          t('preview.byHand'),
          ...(question.wordLimit === undefined ? [] : [t('preview.wordLimit', { n: question.wordLimit })]),
          ...(question.guidance ? [t('preview.guidance', { text: question.guidance })] : []),
        ];
      default:
        return [];
    }
  };
  return [...own(), ...hints.map((text, at) => t('preview.hint', { number: at + 1, text }))];
}
