import { writeCloze, type Question, type QuestionDraft, type QuestionType } from '@lyceum/contracts';

/** A number field while it is typed: empty is null or ''. */
type Typed = number | string | null;
export interface EditedAnswer {
  text: string;
  number: Typed;
  tolerance: Typed;
  /** Worth in percent of the mark. */
  percent: Typed;
  feedback: string;
}
export interface EditedPair {
  stem: string;
  option: string;
}

/** A question on its way through the form: every type's parts at once, so that changing the type loses nothing typed. */
export interface Editing {
  type: QuestionType;
  text: string;
  mark: Typed;
  feedback: string;
  shuffle: boolean;
  choices: EditedAnswer[];
  correct: boolean;
  feedbackTrue: string;
  feedbackFalse: string;
  answers: EditedAnswer[];
  caseSensitive: boolean;
  feedbackOther: string;
  pairs: EditedPair[];
  items: { text: string }[];
  scoring: 'whole' | 'places' | 'neighbours';
  guidance: string;
  wordLimit: Typed;
}

export const QUESTION_TYPES = [
  'single',
  'multiple',
  'trueFalse',
  'shortAnswer',
  'numerical',
  'matching',
] as const satisfies readonly QuestionType[];

export const newAnswer = (percent: number): EditedAnswer => ({ text: '', number: '', tolerance: 0, percent, feedback: '' });

export const newQuestion = (type: QuestionType): Editing => ({
  type,
  text: '',
  mark: 1,
  feedback: '',
  shuffle: false,
  choices: [newAnswer(100), newAnswer(0), newAnswer(0)],
  correct: true,
  feedbackTrue: '',
  feedbackFalse: '',
  answers: [newAnswer(100)],
  caseSensitive: false,
  feedbackOther: '',
  pairs: [
    { stem: '', option: '' },
    { stem: '', option: '' },
    { stem: '', option: '' },
  ],
  items: [{ text: '' }, { text: '' }, { text: '' }],
  scoring: 'places',
  guidance: '',
  wordLimit: '',
});

const said = (name: string, text: string | undefined) => (text?.trim() ? { [name]: text } : {});
const fraction = (percent: Typed): number => Math.round(Number(percent || 0) * 1e5) / 1e7;
const percent = (share: number): number => Math.round(share * 1e7) / 1e5;

/** What the API takes. Answers, choices and pairs that were left quite empty are left out; what is wrong the API says by its field. */
export function toDraft(edited: Editing): QuestionDraft {
  const common = { text: edited.text, mark: Number(edited.mark || 0), ...said('feedback', edited.feedback) };
  switch (edited.type) {
    case 'single':
    case 'multiple': {
      const choices = edited.choices
        .filter(({ text, feedback }) => text.trim() !== '' || feedback.trim() !== '')
        .map((choice) => ({ text: choice.text, fraction: fraction(choice.percent), ...said('feedback', choice.feedback) }));
      return { type: edited.type, ...common, shuffle: edited.shuffle, choices };
    }
    case 'trueFalse':
      return {
        type: 'trueFalse',
        ...common,
        correct: edited.correct,
        ...said('feedbackTrue', edited.feedbackTrue),
        ...said('feedbackFalse', edited.feedbackFalse),
      };
    case 'shortAnswer': {
      const answers = edited.answers
        .filter(({ text }) => text.trim() !== '')
        .map((answer) => ({ text: answer.text, fraction: fraction(answer.percent), ...said('feedback', answer.feedback) }));
      return { type: 'shortAnswer', ...common, answers, caseSensitive: edited.caseSensitive };
    }
    case 'numerical': {
      const answers = edited.answers
        .filter(({ number }) => number !== '' && number !== null)
        .map((answer) => ({
          number: Number(answer.number),
          tolerance: Number(answer.tolerance || 0),
          fraction: fraction(answer.percent),
          ...said('feedback', answer.feedback),
        }));
      return { type: 'numerical', ...common, answers, ...said('feedbackOther', edited.feedbackOther) };
    }
    case 'matching':
      return {
        type: 'matching',
        ...common,
        pairs: edited.pairs.filter(({ stem, option }) => stem.trim() !== '' || option.trim() !== '').map((pair) => ({ ...pair })),
      };
    case 'ordering': {
      const items = edited.items.map(({ text }) => text).filter((text) => text.trim() !== '');
      return { type: 'ordering', ...common, items, scoring: edited.scoring };
    }
    case 'gaps':
      return { type: 'gaps', ...common };
    case 'essay': {
      const limit = Number(edited.wordLimit || 0);
      return { type: 'essay', ...common, ...said('guidance', edited.guidance), ...(limit > 0 && { wordLimit: limit }) };
    }
  }
}

/** A question as it is kept, ready for the form. */
export function toEditing(question: Question): Editing {
  const edited: Editing = { ...newQuestion(question.type), text: question.text, mark: question.mark, feedback: question.feedback ?? '' };
  switch (question.type) {
    case 'single':
    case 'multiple':
      edited.shuffle = question.shuffle;
      edited.choices = question.choices.map(({ text, fraction: share, feedback = '' }) => ({
        ...newAnswer(percent(share)),
        text,
        feedback,
      }));
      return edited;
    case 'trueFalse':
      return {
        ...edited,
        correct: question.correct,
        feedbackTrue: question.feedbackTrue ?? '',
        feedbackFalse: question.feedbackFalse ?? '',
      };
    case 'shortAnswer':
      edited.caseSensitive = question.caseSensitive;
      edited.answers = question.answers.map(({ text, fraction: share, feedback = '' }) => ({
        ...newAnswer(percent(share)),
        text,
        feedback,
      }));
      return edited;
    case 'numerical':
      edited.feedbackOther = question.feedbackOther ?? '';
      edited.answers = question.answers.map(({ number, tolerance, fraction: share, feedback = '' }) => ({
        ...newAnswer(percent(share)),
        number,
        tolerance,
        feedback,
      }));
      return edited;
    case 'matching': {
      const used = new Set(question.stems.map(({ option }) => option));
      const texts = new Map(question.options.map(({ id, text }) => [id, text]));
      edited.pairs = [
        ...question.stems.map(({ text, option }) => ({ stem: text, option: texts.get(option) ?? '' })),
        ...question.options.filter(({ id }) => !used.has(id)).map(({ text }) => ({ stem: '', option: text })),
      ];
      return edited;
    }
    case 'ordering':
      return { ...edited, items: question.items.map(({ text }) => ({ text })), scoring: question.scoring };
    case 'gaps':
      return { ...edited, text: writeCloze(question) };
    case 'essay':
      return { ...edited, guidance: question.guidance ?? '', wordLimit: question.wordLimit ?? '' };
  }
}
