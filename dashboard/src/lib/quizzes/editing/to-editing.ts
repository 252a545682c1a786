import { draftOf, percentOf, type Question, type QuestionDraft } from '@lyceum/contracts';
import { type EditedAnswer, type Editing, newAnswer, newQuestion } from './editing.ts';

const percentOr = (share: number | undefined): string => (share === undefined ? '' : percentOf(share));

const worded = ({ text, fraction, feedback = '' }: { text: string; fraction: number; feedback?: string | undefined }): EditedAnswer => ({
  ...newAnswer(percentOf(fraction)),
  text,
  feedback,
});

const common = ({ type, title = '', text, mark = 1, feedback = '', hints = [], penalty }: QuestionDraft): Editing => ({
  ...newQuestion(type),
  title,
  text,
  mark,
  feedback,
  hints: hints.map((hint) => ({ text: hint })),
  penalty: percentOr(penalty),
});

function partsOf(draft: QuestionDraft): Partial<Editing> {
  switch (draft.type) {
    case 'single':
    case 'multiple':
      return { shuffle: draft.shuffle, choices: draft.choices.map(worded) };
    case 'trueFalse': {
      const { correct, feedbackTrue = '', feedbackFalse = '' } = draft;
      return { correct, feedbackTrue, feedbackFalse };
    }
    case 'shortAnswer':
      return { caseSensitive: draft.caseSensitive, answers: draft.answers.map(worded) };
    case 'numerical': {
      const { answers, units = [], unitPenalty, feedbackOther = '' } = draft;
      return {
        answers: answers.map(({ number, tolerance, ...worth }) => ({ ...worded({ text: '', ...worth }), number, tolerance })),
        units: units.map((unit) => ({ ...unit })),
        unitPenalty: percentOr(unitPenalty),
        feedbackOther,
      };
    }
    case 'matching':
      return { pairs: draft.pairs.map((pair) => ({ ...pair })) };
    case 'ordering':
      return { items: draft.items.map((text) => ({ text })), scoring: draft.scoring };
    case 'gaps':
      return {};
    case 'essay':
      return { guidance: draft.guidance ?? '', wordLimit: draft.wordLimit ?? '' };
  }
}

/** A question as it is kept, ready for the form. */
export function toEditing(question: Question): Editing {
  const draft = draftOf(question);
  return { ...common(draft), ...partsOf(draft) };
}
